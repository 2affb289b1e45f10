//! What filters and forms offer: the first by name, the others by a part of their name, and what is chosen already.

use db::{exec, values};
use domain::{
    ids::{BranchId, FolderId, OrganisationId, UserId},
    port::Users,
    user::{CHOICES_MAX, ChoiceKind, UserChoices, UserChoicesQuery},
};

use super::house::House;

async fn organisation(house: &House, path: &str, name: &str) -> OrganisationId {
    let id: OrganisationId = house.context.new_id();
    let text = "INSERT INTO organisation (id, path, name, name_key, created_at) VALUES (?, ?, ?, ?, 0)";
    exec(house.context.db.write(), text, values![id, path, name, db::users::key(name)]).await.expect("an organisation");
    id
}

fn asked(q: &str) -> UserChoicesQuery {
    UserChoicesQuery { q: q.to_owned(), ..UserChoicesQuery::default() }
}

db::both_databases! {
    async fn what_the_list_does_not_reach_is_found_by_its_name(db: Db) {
        let house = House::new(&db).await;
        for at in 0..CHOICES_MAX { organisation(&house, "1/", &format!("Able {at:03}")).await; }
        let last = organisation(&house, "1/", "Zúñiga 100% Textiles").await;
        let offered = async |query: &UserChoicesQuery| house.users.choices(&house.owner, query).await.expect("offers");
        let first = offered(&UserChoicesQuery::default()).await.organisations;
        assert_eq!((first.len(), first[0].1.as_str()), (CHOICES_MAX, "Able 000"));
        assert!(!first.iter().any(|(id, _)| *id == last));
        for typed in ["zúñ", "  TEXTILES ", "100%", "100\0%"] { assert_eq!(offered(&asked(typed)).await.organisations, [(last, "Zúñiga 100% Textiles".to_owned())], "{typed}"); }
        assert_eq!(offered(&asked("1_0")).await.organisations, [], "wildcards are letters");
        assert_eq!(offered(&asked(&"x".repeat(100_000))).await.organisations, []);
        let found = offered(&asked("branch")).await;
        assert_eq!(found.managers.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["Anna Branch", "Ben Branch"]);

        let kept = UserChoicesQuery { organisation: Some(last), manager: Some(house.ben.user), ..UserChoicesQuery::default() };
        let offers = offered(&kept).await;
        assert_eq!((offers.organisations.len(), offers.organisations.last()), (CHOICES_MAX + 1, Some(&(last, "Zúñiga 100% Textiles".to_owned()))));
        assert_eq!(offers.managers.iter().filter(|(id, _)| *id == house.ben.user).count(), 1, "once");
    }

    async fn who_wants_some_kinds_gets_no_others(db: Db) {
        let house = House::new(&db).await;
        let (anna, tree) = (house.anna.user, house.anna.tree.clone());
        let id = organisation(&house, &tree, "Anna Stores").await;
        let (branch, folder): (BranchId, FolderId) = (house.context.new_id(), house.context.new_id());
        for (table, unit) in [("branch", branch.0), ("folder", folder.0)] {
            let text = format!("INSERT INTO {table} (id, organisation_id, name, name_key) VALUES (?, ?, 'North', 'north')");
            exec(db.write(), &text, values![unit, id]).await.expect("a unit");
        }
        let kept = UserChoicesQuery { organisation: Some(id), manager: Some(house.ben.user), branch: Some(branch), ..asked("anna") };
        let (organisations, managers) = (vec![(id, "Anna Stores".to_owned())], vec![(anna, "Anna Branch".to_owned()), (house.ben.user, "Ben Branch".to_owned())]);
        let (branches, folders) = (vec![(branch, "North".to_owned())], vec![(folder, "North".to_owned())]);
        for (only, expected) in [
            (vec![ChoiceKind::Organisation], UserChoices { organisations: organisations.clone(), ..UserChoices::default() }),
            (vec![ChoiceKind::Manager], UserChoices { managers: managers.clone(), ..UserChoices::default() }),
            (vec![ChoiceKind::Parent], UserChoices { parents: vec![(anna, "Anna Branch".to_owned())], ..UserChoices::default() }),
            (vec![ChoiceKind::Plan], UserChoices::default()),
            (vec![ChoiceKind::Branch, ChoiceKind::Folder], UserChoices { branches, folders, ..UserChoices::default() }),
        ] {
            let query = UserChoicesQuery { only, ..kept.clone() };
            let offers = house.users.choices(&house.owner, &query).await.expect("offers");
            assert_eq!(UserChoices { roles: vec![], ..offers }, expected, "{:?}", query.only);
        }
        let of_none = UserChoicesQuery { only: vec![ChoiceKind::Branch], ..UserChoicesQuery::default() };
        assert_eq!(house.users.choices(&house.owner, &of_none).await.expect("offers").branches, []);
    }

    async fn nothing_from_elsewhere_is_offered_by_asking_for_it(db: Db) {
        let house = House::new(&db).await;
        let (own, bens) = (organisation(&house, &house.anna.tree, "Alpha").await, organisation(&house, &house.ben.tree, "Alphabet").await);
        let kept = UserChoicesQuery { organisation: Some(bens), manager: Some(house.ben.user), ..asked("al") };
        let offers = house.users.choices(&house.anna, &kept).await.expect("offers");
        assert_eq!(offers.organisations, [(own, "Alpha".to_owned())]);
        assert_eq!(offers.managers, Vec::<(UserId, String)>::new());
    }
}
