//! Managers and organisations when people move: what stands above the new place, or moves along, stays; what stays behind is left there.

use domain::{
    access::{Post, Role},
    organisation::OrganisationForm,
    port::{Organisations, Users},
    user::UserForm,
};

use super::house::{House, caller, form};
use crate::organisations::OrganisationsService;

/// An organisation of this name, made by this dealer.
async fn organisation(house: &House, by: &domain::access::Caller, name: &str) -> domain::ids::OrganisationId {
    let form = OrganisationForm { name: name.into(), ..OrganisationForm::default() };
    OrganisationsService::new(house.context.clone()).create(by, &form).await.expect("is made")
}

db::both_databases! {
    async fn who_moves_away_leaves_managers_and_organisations_that_stay(db: Db) {
        let house = House::new(&db).await;
        let (users, owner) = (&house.users, &house.owner);
        let below_ben = UserForm { parent: house.ben.user.to_string(), ..house.form_of(house.anna.user).await };
        users.edit(owner, house.anna.user, &below_ben).await.expect("Anna moves below Ben");
        let anna = caller(&house.context, house.anna.user).await;
        let bert = house.staff(&house.ben, "bert", Post::Support).await;
        let ada = house.staff(&anna, "ada", Post::Support).await;
        let (bens, annas, roots) = (organisation(&house, &house.ben, "Bens").await, organisation(&house, &anna, "Annas").await, organisation(&house, owner, "Roots").await);
        let mut people = Vec::new();
        for (name, manager, organisation) in [
            ("one", bert.user, bens), ("two", house.ben.user, annas), ("three", anna.user, bens), ("four", ada.user, annas), ("five", owner.user, roots),
        ] {
            let id = users.create(&anna, &form(name, &format!("{name}@example.com"), Role::Customer)).await.expect("is made");
            users.assign(owner, &[id], Some(Some(manager)), Some(Some(organisation))).await.expect("above them, or beside");
            people.push(id);
        }
        users.assign(owner, &[ada.user], Some(Some(anna.user)), None).await.expect("Anna manages Ada");
        crate::figures::fold(&house.context).await.expect("folds");

        users.assign(owner, &[anna.user], Some(Some(house.ben.user)), None).await.expect("Ben manages Anna");
        let away = UserForm { parent: owner.user.to_string(), ..house.form_of(anna.user).await };
        assert!(users.edit(owner, anna.user, &away).await.expect_err("Ben does not come along").of_field("manager").is_some());
        users.assign(owner, &[anna.user], Some(Some(ada.user)), None).await.expect("Ada does");
        let away = UserForm { parent: owner.user.to_string(), ..house.form_of(anna.user).await };
        users.edit(owner, anna.user, &away).await.expect("Anna moves away from Ben");

        let mut after = Vec::new();
        for id in people {
            let row = house.row(id).await;
            after.push((row.manager_id, row.organisation_id));
        }
        let expected = [(None, None), (None, Some(annas)), (Some(anna.user), None), (Some(ada.user), Some(annas)), (Some(owner.user), Some(roots))];
        assert_eq!(after, expected);
        assert_eq!((house.row(anna.user).await.manager_id, house.row(ada.user).await.manager_id), (Some(ada.user), Some(anna.user)));
        house.assert_no_drift().await;
    }
}
