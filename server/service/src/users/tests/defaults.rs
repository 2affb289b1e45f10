//! The branch and folder that a user has as defaults: who may set which, when they go, and how those who have one are found.

use db::scalar;
use domain::{
    access::{Caller, Role},
    ids::{BranchId, FolderId, OrganisationId, UserId},
    msg,
    organisation::OrganisationForm,
    port::{Organisations, Users},
    user::{UserChoicesQuery, UserFilter, UserForm, UserListQuery},
};

use super::house::{House, form};
use crate::organisations::OrganisationsService;

/// A business with two branches and a folder, and someone who belongs to it.
struct Store {
    to: OrganisationsService,
    id: OrganisationId,
    north: BranchId,
    south: BranchId,
    retail: FolderId,
    person: UserId,
}

impl Store {
    async fn new(house: &House, by: &Caller, name: &str) -> Self {
        let to = OrganisationsService::new(house.context.clone());
        let form_of = |name: &str| OrganisationForm { name: name.into(), ..OrganisationForm::default() };
        let id = to.create(by, &form_of(name)).await.expect("makes it");
        let north = to.add_branch(by, id, "North").await.expect("a branch");
        let south = to.add_branch(by, id, "South").await.expect("a branch");
        let retail = to.add_folder(by, id, "Retail").await.expect("a folder");
        let form =
            UserForm { organisation: id.to_string(), ..form(&format!("{name} person"), &format!("{name}@example.com"), Role::Customer) };
        let person = house.users.create(by, &form).await.expect("makes them");
        Self { to, id, north, south, retail, person }
    }
}

async fn of_row(house: &House, user: UserId) -> (Option<BranchId>, Option<FolderId>) {
    let row = house.row(user).await;
    (row.branch_id, row.folder_id)
}

async fn found(house: &House, by: &Caller, filter: UserFilter) -> Vec<UserId> {
    let page = house.users.list(by, &UserListQuery { filter: filter.clone(), ..UserListQuery::default() }).await.expect("lists");
    let kpis = house.users.kpis(by, &filter).await.expect("counts");
    assert_eq!(kpis.total_users, i64::try_from(page.rows.len()).expect("small"), "the figures follow");
    page.rows.iter().map(|row| row.id).collect()
}

fn by_branch(branch: BranchId) -> UserFilter {
    UserFilter { branch: Some(branch), ..UserFilter::default() }
}

fn by_folder(folder: FolderId) -> UserFilter {
    UserFilter { folder: Some(folder), ..UserFilter::default() }
}

db::both_databases! {
    async fn an_edit_sets_and_clears_them_and_the_trail_says_so(db: Db) {
        let house = House::new(&db).await;
        let Store { person, north, south, retail, .. } = Store::new(&house, &house.anna, "Store").await;
        let chosen = UserForm { branch: north.to_string(), folder: retail.to_string(), ..house.form_of(person).await };
        house.users.edit(&house.anna, person, &chosen).await.expect("sets both");
        let view = house.users.view(&house.anna, person).await.expect("opens");
        assert_eq!((view.branch, view.folder), (Some((north, "North".to_owned())), Some((retail, "Retail".to_owned()))));
        let said = scalar::<String>(db.read(), "SELECT changes FROM audit_event WHERE operation = 'EditUser'", vec![]).await.expect("reads").expect("is there");
        assert!(said.contains(&north.to_string()) && said.contains(&retail.to_string()), "{said}");

        assert_eq!(found(&house, &house.anna, by_branch(north)).await, [person]);
        assert_eq!(found(&house, &house.owner, UserFilter { branch: Some(north), ..by_folder(retail) }).await, [person]);
        assert_eq!(found(&house, &house.anna, by_branch(south)).await, []);

        let fewer = UserForm { folder: String::new(), ..house.form_of(person).await };
        house.users.edit(&house.anna, person, &fewer).await.expect("clears one");
        assert_eq!(of_row(&house, person).await, (Some(north), None));
        assert_eq!(found(&house, &house.anna, by_folder(retail)).await, []);
    }

    async fn what_is_of_another_organisation_or_put_away_cannot_be_chosen(db: Db) {
        let house = House::new(&db).await;
        let store = Store::new(&house, &house.anna, "Store").await;
        let other = Store::new(&house, &house.anna, "Other").await;
        let bens = Store::new(&house, &house.ben, "Bens").await;
        store.to.archive_branch(&house.anna, store.id, store.south, true).await.expect("puts it away");
        for (branch, why) in [(other.north, "another's"), (bens.north, "Ben's"), (store.south, "put away"), (BranchId::NIL, "nobody's")] {
            let form = UserForm { branch: branch.to_string(), ..house.form_of(store.person).await };
            let refused = house.users.edit(&house.anna, store.person, &form).await.expect_err(why);
            assert_eq!(refused.of_field("branch"), Some(&msg::users_branch_unknown()), "{why}");
        }
        for folder in [other.retail, bens.retail, FolderId::NIL] {
            let form = UserForm { folder: folder.to_string(), ..house.form_of(store.person).await };
            let refused = house.users.edit(&house.anna, store.person, &form).await.expect_err("is not of the store");
            assert_eq!(refused.of_field("folder"), Some(&msg::users_folder_unknown()));
        }
        let [_, alma, _] = house.customers;
        let homeless = UserForm { branch: store.north.to_string(), ..house.form_of(alma).await };
        assert!(house.users.edit(&house.anna, alma, &homeless).await.expect_err("belongs to none").of_field("branch").is_some());
        assert_eq!(of_row(&house, store.person).await, (None, None));
    }

    async fn what_is_put_away_keeps_its_people_until_they_leave_it(db: Db) {
        let house = House::new(&db).await;
        let Store { to, id, person, north, .. } = Store::new(&house, &house.anna, "Store").await;
        let chosen = UserForm { branch: north.to_string(), ..house.form_of(person).await };
        house.users.edit(&house.anna, person, &chosen).await.expect("sets it");
        to.archive_branch(&house.anna, id, north, true).await.expect("puts it away");
        let noted = UserForm { notes: "still there".into(), ..house.form_of(person).await };
        house.users.edit(&house.anna, person, &noted).await.expect("keeps it");
        assert_eq!(of_row(&house, person).await.0, Some(north));
        let kept = UserChoicesQuery { organisation: Some(id), branch: Some(north), ..UserChoicesQuery::default() };
        let offers = house.users.choices(&house.anna, &kept).await.expect("offers");
        assert_eq!(offers.branches.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["North", "South"], "what is chosen stays a choice");
    }

    async fn another_organisation_takes_them_away(db: Db) {
        let house = House::new(&db).await;
        let store = Store::new(&house, &house.anna, "Store").await;
        let other = Store::new(&house, &house.anna, "Other").await;
        let set = async || {
            let form = UserForm { organisation: store.id.to_string(), branch: String::new(), folder: String::new(), ..house.form_of(store.person).await };
            house.users.edit(&house.anna, store.person, &form).await.expect("comes back");
            let form = UserForm { branch: store.north.to_string(), folder: store.retail.to_string(), ..house.form_of(store.person).await };
            house.users.edit(&house.anna, store.person, &form).await.expect("sets both");
        };
        for elsewhere in [other.id.to_string(), String::new()] {
            set().await;
            let form = UserForm { organisation: elsewhere, ..house.form_of(store.person).await };
            house.users.edit(&house.anna, store.person, &form).await.expect("moves, as the form was");
            assert_eq!(of_row(&house, store.person).await, (None, None));
        }
        set().await;
        let form = UserForm { organisation: other.id.to_string(), branch: other.south.to_string(), ..house.form_of(store.person).await };
        house.users.edit(&house.anna, store.person, &form).await.expect("moves to a branch there");
        assert_eq!(of_row(&house, store.person).await, (Some(other.south), None));
        let form = UserForm { organisation: store.id.to_string(), branch: other.north.to_string(), ..house.form_of(store.person).await };
        assert!(house.users.edit(&house.anna, store.person, &form).await.expect_err("of the one left").of_field("branch").is_some());
        set().await;
        house.users.assign(&house.anna, &[store.person], None, Some(Some(other.id))).await.expect("assigns");
        assert_eq!(of_row(&house, store.person).await, (None, None));
        let said = "SELECT changes FROM audit_event WHERE operation = 'AssignUser'";
        let said = scalar::<String>(db.read(), said, vec![]).await.expect("reads").expect("is there");
        for told in ["organisation", "branch", "folder", &store.id.to_string(), &other.id.to_string(), &store.north.to_string(), &store.retail.to_string()] {
            assert!(said.contains(told), "{told}: {said}");
        }
        house.assert_no_drift().await;
    }

    async fn units_are_offered_with_their_organisation_and_never_from_elsewhere(db: Db) {
        let house = House::new(&db).await;
        let store = Store::new(&house, &house.anna, "Store").await;
        let bens = Store::new(&house, &house.ben, "Bens").await;
        let offered = async |query: &UserChoicesQuery| {
            let offers = house.users.choices(&house.anna, query).await.expect("offers");
            (offers.branches, offers.folders)
        };
        assert_eq!(offered(&UserChoicesQuery::default()).await, (vec![], vec![]));
        let with = UserChoicesQuery { organisation: Some(store.id), folder: Some(store.retail), ..UserChoicesQuery::default() };
        let both = vec![(store.north, "North".to_owned()), (store.south, "South".to_owned())];
        assert_eq!(offered(&with).await, (both, vec![(store.retail, "Retail".to_owned())]));
        let one = UserChoicesQuery { branch: Some(store.south), ..UserChoicesQuery::default() };
        assert_eq!(offered(&one).await, (vec![(store.south, "South".to_owned())], vec![]));
        let foreign = UserChoicesQuery { organisation: Some(bens.id), branch: Some(bens.north), folder: Some(bens.retail), ..UserChoicesQuery::default() };
        assert_eq!(offered(&foreign).await, (vec![], vec![]));

        let chosen = UserForm { branch: bens.north.to_string(), folder: bens.retail.to_string(), ..house.form_of(bens.person).await };
        house.users.edit(&house.ben, bens.person, &chosen).await.expect("sets both");
        for filter in [by_branch(bens.north), by_folder(bens.retail)] {
            assert_eq!(found(&house, &house.ben, filter.clone()).await, [bens.person]);
            assert_eq!(found(&house, &house.anna, filter).await, []);
        }
    }

    async fn those_of_a_branch_or_folder_are_found_by_an_index(db: Db) {
        for (column, index) in [("branch_id", "users_branch"), ("folder_id", "users_folder")] {
            let mut statement = db::Sql::new(&format!("SELECT u.* FROM users u WHERE u.{column} = "));
            statement.bind(BranchId::NIL).push(" ORDER BY u.registered_at DESC, u.id DESC LIMIT 51");
            let plan = db::testing::plan(&db, statement).await.join("; ");
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
