//! Moves in the tree: a dealer with everybody below, and what may not be moved.

use domain::{
    access::Role,
    organisation::OrganisationForm,
    port::{Organisations, Users},
    user::{UserFilter, UserForm},
};

use super::house::{House, caller, form};
use crate::organisations::OrganisationsService;

db::both_databases! {
    async fn a_sub_dealer_moves_with_everybody_below_and_their_figures(db: Db) {
        let house = House::new(&db).await;
        let organisations = OrganisationsService::new(house.context.clone());
        let shop = organisations.create(&house.anna, &OrganisationForm { name: "Anna's shop".into(), ..OrganisationForm::default() }).await.expect("makes it");
        house.users.assign(&house.anna, &[house.customers[1]], None, Some(Some(shop))).await.expect("joins");
        crate::figures::fold(&house.context).await.expect("folds");
        let move_to = UserForm { parent: house.ben.user.to_string(), ..house.form_of(house.anna.user).await };
        house.users.edit(&house.owner, house.anna.user, &move_to).await.expect("moves below Ben");
        let anna = caller(&house.context, house.anna.user).await;
        assert!(anna.tree.starts_with(&house.ben.tree) && anna.tree != house.ben.tree);
        assert_eq!(house.row(house.customers[1]).await.path, anna.tree);
        assert_eq!(house.users.kpis(&house.ben, &UserFilter::default()).await.expect("counts").total_users, 4);
        assert_eq!(house.users.kpis(&anna, &UserFilter::default()).await.expect("counts").total_users, 2);
        let filter = UserFilter { organisation: Some(shop), ..UserFilter::default() };
        assert_eq!(house.users.kpis(&house.ben, &filter).await.expect("counts").total_users, 1);
        organisations.view(&house.ben, shop).await.expect("the shop moved along");
        house.assert_no_drift().await;
        let below = UserForm { parent: house.anna.user.to_string(), ..house.form_of(house.ben.user).await };
        assert!(house.users.edit(&house.owner, house.ben.user, &below).await.expect_err("no circles").of_field("parent").is_some());
    }

    async fn becoming_and_ceasing_to_be_a_sub_dealer_changes_the_place(db: Db) {
        let house = House::new(&db).await;
        let id = house.customers[0];
        let up = UserForm { role: "sub_dealer".into(), ..house.form_of(id).await };
        house.users.edit(&house.owner, id, &up).await.expect("becomes a sub-dealer");
        let otto = caller(&house.context, id).await;
        assert_ne!(otto.tree, "1/");
        house.users.create(&otto, &form("First", "first@example.com", Role::Customer)).await.expect("has a customer now");
        let down = UserForm { role: "customer".into(), ..house.form_of(id).await };
        assert!(house.users.edit(&house.owner, id, &down).await.expect_err("has people").of_field("role").is_some());
        let lonely = UserForm { role: "customer".into(), ..house.form_of(house.ben.user).await };
        let bela = UserForm { parent: house.anna.user.to_string(), ..house.form_of(house.customers[2]).await };
        house.users.edit(&house.owner, house.customers[2], &bela).await.expect("his only customer moves to Anna");
        assert_eq!(house.row(house.customers[2]).await.path, house.anna.tree);
        house.users.edit(&house.owner, house.ben.user, &lonely).await.expect("nobody is left below");
        assert_eq!(house.row(house.ben.user).await.path, "1/");
        house.assert_no_drift().await;
    }

    async fn a_manager_is_staff_of_the_same_part_or_above(db: Db) {
        let house = House::new(&db).await;
        let annas = house.customers[1];
        let refused = house.users.assign(&house.owner, &[annas], Some(Some(house.ben.user)), None).await.expect_err("Ben works elsewhere");
        assert!(refused.of_field("manager").is_some());
        let customer = house.users.assign(&house.owner, &[annas], Some(Some(house.customers[0])), None).await.expect_err("a customer manages nobody");
        assert!(customer.of_field("manager").is_some());
        assert_eq!(house.users.assign(&house.owner, &[annas, house.customers[0]], Some(Some(house.owner.user)), None).await, Ok(2));
        assert_eq!(house.users.assign(&house.owner, &[annas], Some(Some(house.owner.user)), None).await, Ok(0), "nothing changes");
        assert_eq!(house.users.assign(&house.anna, &[annas], Some(None), None).await, Ok(1));
        let many: Vec<_> = (0..1001).map(|_| house.context.new_id()).collect();
        assert!(house.users.assign(&house.owner, &many, Some(None), None).await.is_err());
        house.assert_no_drift().await;
    }
}
