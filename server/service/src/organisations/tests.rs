//! Organisations, told as stories on both databases.

use domain::{
    access::Post,
    error::ErrorKind,
    ids::OrganisationId,
    msg,
    organisation::OrganisationForm,
    page::PageQuery,
    port::{Organisations, Users},
    user::{UserFilter, UserListQuery},
};

use db::organisations::{self as rows, Kind};

use super::{MADE, OrganisationsService, UNITS_MAX};
use crate::users::tests::house::{House, caller};

fn named(name: &str) -> OrganisationForm {
    OrganisationForm { name: name.into(), ..OrganisationForm::default() }
}

db::both_databases! {
    async fn members_are_counted_and_the_owner_is_a_team_owner(db: Db) {
        let house = House::new(&db).await;
        let organisations = OrganisationsService::new(house.context.clone());
        let [otto, alma, _] = house.customers;
        let form = OrganisationForm { owner: otto.to_string(), ..named("Bakery") };
        let bakery = organisations.create(&house.owner, &form).await.expect("makes it");
        let annas = organisations.create(&house.anna, &named("Workshop")).await.expect("makes hers");
        house.users.assign(&house.anna, &[alma, house.anna.user], None, Some(Some(annas))).await.expect("joins");
        let rows = organisations.list(&house.owner, "", &PageQuery::default()).await.expect("lists").rows;
        assert_eq!(rows.iter().map(|row| (row.name.as_str(), row.members)).collect::<Vec<_>>(), [("Bakery", 1), ("Workshop", 2)], "an owner belongs to it");
        house.assert_no_drift().await;
        let rows = organisations.list(&house.owner, "WORK", &PageQuery::default()).await.expect("lists").rows;
        assert_eq!(rows.iter().map(|row| (row.name.as_str(), row.members)).collect::<Vec<_>>(), [("Workshop", 2)], "the same after summing");
        assert_eq!(house.users.kpis(&house.owner, &UserFilter::default()).await.expect("counts").team_owners, 1);
        let of_bakery = UserListQuery { filter: UserFilter { organisation: Some(bakery), ..UserFilter::default() }, ..UserListQuery::default() };
        assert_eq!(house.users.list(&house.owner, &of_bakery).await.expect("lists").rows[0].id, otto);

        let handed = OrganisationForm { owner: house.owner.user.to_string(), ..named("Bakery & Sons") };
        organisations.edit(&house.owner, bakery, &handed).await.expect("hands it over");
        let view = organisations.view(&house.owner, bakery).await.expect("opens");
        assert_eq!((view.row.name.as_str(), view.row.owner.map(|(id, _)| id), view.row.members), ("Bakery & Sons", Some(house.owner.user), 2));
        assert!(!house.row(otto).await.team_owner && house.row(house.owner.user).await.team_owner);
        assert_eq!(house.users.kpis(&house.owner, &UserFilter::default()).await.expect("counts").team_owners, 1);
        house.assert_no_drift().await;
    }

    async fn one_makes_so_many_within_an_hour_and_no_more(db: Db) {
        let house = House::new(&db).await;
        let organisations = OrganisationsService::new(house.context.clone());
        for number in 0..MADE.thing { organisations.create(&house.anna, &named(&format!("Shop {number}"))).await.expect("makes it"); }
        let refused = organisations.create(&house.anna, &named("One more")).await.expect_err("too many");
        assert_eq!(refused.kind, ErrorKind::TooMany);
        organisations.create(&house.ben, &named("His")).await.expect("another person is not concerned");
    }

    async fn a_name_is_unique_in_its_part_of_the_tree_whatever_its_case(db: Db) {
        let house = House::new(&db).await;
        let organisations = OrganisationsService::new(house.context.clone());
        let first = organisations.create(&house.anna, &named("Café")).await.expect("makes it");
        assert!(organisations.create(&house.anna, &named("CAFÉ")).await.expect_err("taken").of_field("name").is_some());
        organisations.create(&house.ben, &named("Café")).await.expect("Ben's part is another");
        let second = organisations.create(&house.anna, &named("Bar")).await.expect("makes another");
        assert!(organisations.edit(&house.anna, second, &named("café")).await.expect_err("taken").of_field("name").is_some());
        organisations.edit(&house.anna, first, &named("CAFÉ")).await.expect("its own name in another case");
        for name in ["", "a\nb", &"x".repeat(121)] { assert!(organisations.create(&house.anna, &named(name)).await.expect_err("no name").of_field("name").is_some()); }

        organisations.add_branch(&house.anna, first, "North").await.expect("a branch");
        assert!(organisations.add_branch(&house.anna, first, "NORTH").await.expect_err("taken").of_field("name").is_some());
        organisations.add_folder(&house.anna, first, "North").await.expect("a folder is another thing");
        organisations.add_branch(&house.anna, second, "North").await.expect("another organisation's is another");
    }

    async fn branches_and_folders_are_put_away_and_taken_out(db: Db) {
        let house = House::new(&db).await;
        let organisations = OrganisationsService::new(house.context.clone());
        let id = organisations.create(&house.anna, &named("Store")).await.expect("makes it");
        let other = organisations.create(&house.anna, &named("Other")).await.expect("makes it");
        let north = organisations.add_branch(&house.anna, id, "North").await.expect("a branch");
        let late = organisations.add_folder(&house.anna, id, "Late payers").await.expect("a folder");
        organisations.archive_branch(&house.anna, id, north, true).await.expect("puts it away");
        organisations.archive_folder(&house.anna, id, late, true).await.expect("puts it away");
        organisations.archive_folder(&house.anna, id, late, false).await.expect("takes it out");
        let view = organisations.view(&house.anna, id).await.expect("opens");
        assert_eq!(view.branches.iter().map(|unit| (unit.name.as_str(), unit.archived)).collect::<Vec<_>>(), [("North", true)]);
        assert_eq!(view.folders.iter().map(|unit| (unit.name.as_str(), unit.archived)).collect::<Vec<_>>(), [("Late payers", false)]);
        assert_eq!(organisations.archive_branch(&house.anna, other, north, true).await.expect_err("not of this one").kind, ErrorKind::NotFound);
    }

    async fn branches_and_folders_are_renamed(db: Db) {
        let house = House::new(&db).await;
        let organisations = OrganisationsService::new(house.context.clone());
        let anna = &house.anna;
        let id = organisations.create(anna, &named("Store")).await.expect("makes it");
        let other = organisations.create(anna, &named("Other")).await.expect("makes it");
        let (north, south) = (organisations.add_branch(anna, id, "North").await.expect("a branch"), organisations.add_branch(anna, id, "South").await.expect("a branch"));
        let (late, early) = (organisations.add_folder(anna, id, "Late").await.expect("a folder"), organisations.add_folder(anna, id, "Early").await.expect("a folder"));
        organisations.archive_branch(anna, id, south, true).await.expect("puts it away");

        organisations.rename_branch(anna, id, north, " Harbour ").await.expect("renames");
        organisations.rename_branch(anna, id, north, "HARBOUR").await.expect("its own name in another case");
        organisations.rename_branch(anna, id, south, "Airport").await.expect("one that is put away");
        organisations.rename_branch(anna, id, south, "North").await.expect("the name is free again");
        organisations.rename_folder(anna, id, late, "Harbour").await.expect("a folder is another thing");
        let view = organisations.view(anna, id).await.expect("opens");
        assert_eq!(view.branches.iter().map(|unit| (unit.name.as_str(), unit.archived)).collect::<Vec<_>>(), [("HARBOUR", false), ("North", true)]);
        assert_eq!(view.folders.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["Early", "Harbour"]);

        let refused = organisations.rename_branch(anna, id, north, "NORTH").await.expect_err("taken, though put away");
        assert_eq!(refused.of_field("name"), Some(&msg::organisations_branch_taken("NORTH")));
        let refused = organisations.rename_folder(anna, id, early, "harbour").await.expect_err("taken");
        assert_eq!(refused.of_field("name"), Some(&msg::organisations_folder_taken("harbour")));
        for name in ["", "  ", "a\nb", &"x".repeat(121)] {
            assert_eq!(organisations.rename_branch(anna, id, north, name).await.expect_err("no name").of_field("name"), OrganisationForm::check_name(name).as_ref());
        }
        assert_eq!(organisations.rename_branch(anna, other, north, "X").await.expect_err("not of this one").kind, ErrorKind::NotFound);
        assert_eq!(organisations.rename_folder(anna, other, late, "X").await.expect_err("not of this one").kind, ErrorKind::NotFound);
        assert_eq!(organisations.view(anna, id).await.expect("opens"), view, "nothing came of what was refused");
    }

    async fn a_rename_is_told_once_with_both_names_and_expects_the_old_one(db: Db) {
        let house = House::new(&db).await;
        let organisations = OrganisationsService::new(house.context.clone());
        let id = organisations.create(&house.anna, &named("Store")).await.expect("makes it");
        let north = organisations.add_branch(&house.anna, id, "North").await.expect("a branch");
        let count = async |table: &str| db::scalar::<i64>(db.read(), &format!("SELECT CAST(COUNT(*) AS bigint) FROM {table}"), vec![]).await.expect("counts").unwrap_or(0);
        let before = (count("audit_event").await, count("live_event").await);
        organisations.rename_branch(&house.anna, id, north, "Harbour").await.expect("renames");
        organisations.rename_branch(&house.anna, id, north, "Harbour").await.expect("is called so already");
        assert_eq!((count("audit_event").await, count("live_event").await), (before.0 + 1, before.1 + 1));
        let told = "SELECT changes FROM audit_event WHERE subject = ? AND changes LIKE '%Harbour%'";
        let told = db::scalar::<String>(db.read(), told, db::values![id.to_string()]).await.expect("reads").expect("is in the audit trail");
        assert!(told.contains("branch") && told.contains("North"), "{told}");

        let tx = db.begin().await.expect("begins");
        let late = rows::rename_unit(&*tx, Kind::Branch, id, north.0, "North", "Airport").await;
        assert!(matches!(late, Err(db::DbError::Stale("branch"))), "{late:?}");
    }

    async fn another_part_of_the_tree_is_not_there(db: Db) {
        let house = House::new(&db).await;
        let organisations = OrganisationsService::new(house.context.clone());
        let bens = organisations.create(&house.ben, &named("Ben's")).await.expect("makes it");
        let branch = organisations.add_branch(&house.ben, bens, "North").await.expect("a branch");
        let folder = organisations.add_folder(&house.ben, bens, "F").await.expect("a folder");
        let gone = |kind: ErrorKind| assert_eq!(kind, ErrorKind::NotFound);
        let anna = &house.anna;
        gone(organisations.view(anna, bens).await.expect_err("foreign").kind);
        gone(organisations.edit(anna, bens, &named("Mine")).await.expect_err("foreign").kind);
        gone(organisations.add_branch(anna, bens, "X").await.expect_err("foreign").kind);
        gone(organisations.add_folder(anna, bens, "X").await.expect_err("foreign").kind);
        gone(organisations.rename_branch(anna, bens, branch, "X").await.expect_err("foreign").kind);
        gone(organisations.rename_folder(anna, bens, folder, "X").await.expect_err("foreign").kind);
        gone(organisations.archive_branch(anna, bens, branch, true).await.expect_err("foreign").kind);
        gone(organisations.archive_folder(anna, bens, folder, true).await.expect_err("foreign").kind);
        assert_eq!(organisations.list(anna, "", &PageQuery::default()).await.expect("lists").rows, []);
        let stolen = OrganisationForm { owner: house.customers[2].to_string(), ..named("Hers") };
        assert!(organisations.create(anna, &stolen).await.expect_err("Ben's customer").of_field("owner").is_some());
        assert!(house.users.assign(anna, &[house.customers[1]], None, Some(Some(bens))).await.expect_err("Ben's").of_field("organisation").is_some());

        let customer = caller(&house.context, house.customers[1]).await;
        assert_eq!(organisations.list(&customer, "", &PageQuery::default()).await.expect_err("not for customers").kind, ErrorKind::Forbidden);
        let sam = house.staff(anna, "sam", Post::Support).await;
        let own = organisations.create(anna, &named("Anna's")).await.expect("makes it");
        assert!(!organisations.view(&sam, own).await.expect("may read").can_edit);
        assert_eq!(organisations.edit(&sam, own, &named("Sam's")).await.expect_err("may not change").kind, ErrorKind::Forbidden);
    }

    async fn an_organisation_holds_so_many_branches_and_folders_and_no_more(db: Db) {
        let house = House::new(&db).await;
        let organisations = OrganisationsService::new(house.context.clone());
        let full = organisations.create(&house.anna, &named("Chain")).await.expect("makes it");
        let other = organisations.create(&house.anna, &named("Corner shop")).await.expect("makes another");
        let tx = db.begin().await.expect("begins");
        for at in 0..UNITS_MAX - 1 {
            for kind in [Kind::Branch, Kind::Folder] { rows::insert_unit(&*tx, kind, house.context.new_uuid(), full, &format!("Unit {at}")).await.expect("inserts"); }
        }
        tx.commit().await.expect("commits");
        let last = organisations.add_branch(&house.anna, full, "Last").await.expect("there is room for one");
        organisations.archive_branch(&house.anna, full, last, true).await.expect("puts it away");
        let refused = organisations.add_branch(&house.anna, full, "One more").await.expect_err("is full");
        assert_eq!(refused.of_field("name"), Some(&msg::organisations_branches_full(UNITS_MAX)));
        let (one, two) = tokio::join!(organisations.add_folder(&house.anna, full, "One"), organisations.add_folder(&house.anna, full, "Two"));
        assert!(one.is_ok() != two.is_ok(), "of two at once one finds room: {one:?} {two:?}");
        organisations.add_branch(&house.anna, other, "First").await.expect("another organisation has room of its own");
    }

    async fn the_list_pages_by_name_in_both_directions(db: Db) {
        let house = House::new(&db).await;
        let organisations = OrganisationsService::new(house.context.clone());
        let tx = db.begin().await.expect("begins");
        let mut expected: Vec<String> = Vec::new();
        for at in 0..120 {
            let name = format!("{} {:03}", ["Österreich", "alpha", "Beta", "%_"][at % 4], at);
            let id: OrganisationId = house.context.new_id();
            db::organisations::insert(&*tx, id, &house.anna.tree, &name, None, house.context.now()).await.expect("inserts");
            expected.push(name.to_lowercase());
        }
        tx.commit().await.expect("commits");
        expected.sort();
        let from = |cursor: Option<String>| PageQuery { cursor, ..PageQuery::default() };
        let first = organisations.list(&house.anna, "", &from(None)).await.expect("lists");
        let second = organisations.list(&house.anna, "", &from(first.next.clone())).await.expect("lists");
        let third = organisations.list(&house.anna, "", &from(second.next.clone())).await.expect("lists");
        let names: Vec<String> = [&first, &second, &third].into_iter().flat_map(|page| &page.rows).map(|row| row.name.to_lowercase()).collect();
        assert_eq!((names, third.next.is_none()), (expected, true));
        assert_eq!(organisations.list(&house.anna, "", &from(third.previous)).await.expect("lists").rows, second.rows);
        assert_eq!(organisations.list(&house.anna, "%_", &from(None)).await.expect("lists").rows.len(), 30, "wildcards are letters");
        let few = organisations.list(&house.anna, "", &PageQuery { size: 25, ..PageQuery::default() }).await.expect("lists");
        assert_eq!(few.rows, first.rows[..25], "as many rows as were asked for");
    }
}
