//! Managers and organisations when people move: what stands above the new place, or moves along, stays; what stays behind is left there.

use domain::{
    access::{Post, Role},
    ids::UserId,
    organisation::OrganisationForm,
    port::{Organisations, Users},
    user::{UserFilter, UserForm},
};

use super::house::{House, caller, form};
use crate::organisations::OrganisationsService;

/// An organisation of this name, made by this dealer.
async fn organisation(house: &House, by: &domain::access::Caller, name: &str) -> domain::ids::OrganisationId {
    let form = OrganisationForm { name: name.into(), ..OrganisationForm::default() };
    OrganisationsService::new(house.context.clone()).create(by, &form).await.expect("is made")
}

/// The same, with an owner.
async fn owned(house: &House, by: &domain::access::Caller, name: &str, owner: UserId) -> domain::ids::OrganisationId {
    let form = OrganisationForm { name: name.into(), owner: owner.to_string() };
    OrganisationsService::new(house.context.clone()).create(by, &form).await.expect("is made")
}

/// How many people own an organisation, by the figures.
async fn team_owners(house: &House) -> i64 {
    house.users.kpis(&house.owner, &UserFilter::default()).await.expect("counts").team_owners
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

    async fn who_moves_away_or_becomes_a_customer_manages_nobody_who_stays(db: Db) {
        let house = House::new(&db).await;
        let (users, owner, [otto, alma, _]) = (&house.users, &house.owner, house.customers);
        let emil = house.staff(owner, "emil", Post::Support).await;
        users.assign(owner, &[otto, alma], Some(Some(emil.user)), None).await.expect("he works above them");
        let away = UserForm { parent: house.anna.user.to_string(), ..house.form_of(emil.user).await };
        users.edit(owner, emil.user, &away).await.expect("Emil moves to Anna");
        assert_eq!((house.row(otto).await.manager_id, house.row(alma).await.manager_id), (None, Some(emil.user)));
        let down = UserForm { role: "customer".into(), post: String::new(), ..house.form_of(emil.user).await };
        users.edit(owner, emil.user, &down).await.expect("Emil is a customer now");
        assert_eq!(house.row(alma).await.manager_id, None);
        house.assert_no_drift().await;
    }

    async fn an_organisation_stays_without_its_owner_where_they_move_away(db: Db) {
        let house = House::new(&db).await;
        let (users, owner, [_, alma, bela]) = (&house.users, &house.owner, house.customers);
        let annas = owned(&house, &house.anna, "Annas", alma).await;
        let roots = owned(&house, owner, "Roots", bela).await;
        let bens = owned(&house, &house.ben, "Bens", house.ben.user).await;
        assert_eq!(team_owners(&house).await, 3);
        // One moves alone; whose organisation they belong to is asked for, what they own stays.
        let away = UserForm { parent: house.ben.user.to_string(), organisation: String::new(), ..house.form_of(alma).await };
        users.edit(owner, alma, &away).await.expect("Alma moves to Ben");
        // Ben moves below Anna with everybody, and away again.
        let below = UserForm { parent: house.anna.user.to_string(), ..house.form_of(house.ben.user).await };
        users.edit(owner, house.ben.user, &below).await.expect("Ben moves below Anna");
        let more = owned(&house, &house.anna, "More of Anna's", bela).await;
        assert_eq!(team_owners(&house).await, 2);
        let back = UserForm { parent: owner.user.to_string(), ..house.form_of(house.ben.user).await };
        users.edit(owner, house.ben.user, &back).await.expect("Ben moves back");

        let to = OrganisationsService::new(house.context.clone());
        let mut owners = Vec::new();
        for id in [annas, roots, bens, more] { owners.push(to.view(owner, id).await.expect("opens").row.owner.map(|(id, _)| id)); }
        assert_eq!(owners, [None, Some(bela), Some(house.ben.user), None]);
        assert_eq!(team_owners(&house).await, 2);
        house.assert_no_drift().await;
    }
}
