//! Who sees whom: the tree, the assigned, oneself; and who sees money.

use domain::{
    access::{Post, Role},
    error::ErrorKind,
    kpi::Kpis,
    port::Users,
    user::{UserChoicesQuery, UserFilter, UserListQuery, UserStatus},
};

use super::house::{House, caller, form};

db::both_databases! {
    async fn a_sub_dealer_sees_their_own_part_of_the_tree_and_nothing_else(db: Db) {
        let house = House::new(&db).await;
        let [ottos, annas, bens] = house.customers;
        let names = |rows: Vec<domain::user::UserRow>| { let mut names: Vec<_> = rows.into_iter().map(|row| row.name).collect(); names.sort(); names };
        let page = house.users.list(&house.anna, &UserListQuery::default()).await.expect("lists");
        assert_eq!(names(page.rows), ["Anna Branch", "alma leaf"]);
        assert_eq!(crate::users::find(&house.context, &house.anna, "leaf").await.expect("finds").into_iter().map(|(id, ..)| id).collect::<Vec<_>>(), [annas]);
        assert_eq!(crate::users::find(&house.context, &house.anna, &bens.to_string()).await.expect("finds"), []);
        let kpis = house.users.kpis(&house.anna, &UserFilter::default()).await.expect("counts");
        assert_eq!((kpis.total_users, kpis.active_users), (2, 2));
        assert_eq!(house.users.kpis(&house.owner, &UserFilter::default()).await.expect("counts").total_users, 6);

        for foreign in [ottos, bens, house.owner.user, house.ben.user] {
            let form = house.form_of(foreign).await;
            assert_eq!(house.users.view(&house.anna, foreign).await.expect_err("foreign").kind, ErrorKind::NotFound);
            assert_eq!(house.users.edit(&house.anna, foreign, &form).await.expect_err("foreign").kind, ErrorKind::NotFound);
            assert_eq!(house.users.set_status(&house.anna, foreign, UserStatus::Inactive).await.expect_err("foreign").kind, ErrorKind::NotFound);
            assert_eq!(house.users.timeline(&house.anna, foreign, None).await.expect_err("foreign").kind, ErrorKind::NotFound);
            assert_eq!(house.users.assign(&house.anna, &[annas, foreign], Some(Some(house.anna.user)), None).await.expect_err("foreign").kind, ErrorKind::NotFound);
            assert_eq!(house.row(annas).await.manager_id, None, "nothing was done for the others either");
        }
        let elsewhere = domain::user::UserForm { parent: house.ben.user.to_string(), ..form("Sly", "sly@example.com", Role::Customer) };
        assert!(house.users.create(&house.anna, &elsewhere).await.expect_err("Ben's part is not hers").of_field("parent").is_some());
        let choices = house.users.choices(&house.anna, &UserChoicesQuery::default()).await.expect("offers");
        assert_eq!(choices.parents, [(house.anna.user, "Anna Branch".to_owned())]);
        assert_eq!(choices.roles, [Role::SubDealer, Role::Employee, Role::Customer]);
    }

    async fn a_customer_may_do_nothing_with_people(db: Db) {
        let house = House::new(&db).await;
        let otto = caller(&house.context, house.customers[0]).await;
        let own = otto.user;
        assert_eq!(house.users.list(&otto, &UserListQuery::default()).await.expect_err("forbidden").kind, ErrorKind::Forbidden);
        assert_eq!(house.users.kpis(&otto, &UserFilter::default()).await.expect_err("forbidden").kind, ErrorKind::Forbidden);
        assert_eq!(house.users.view(&otto, own).await.expect_err("forbidden").kind, ErrorKind::Forbidden);
        assert_eq!(house.users.choices(&otto, &UserChoicesQuery::default()).await.expect_err("forbidden").kind, ErrorKind::Forbidden);
        assert_eq!(house.users.create(&otto, &form("A", "a@example.com", Role::Customer)).await.expect_err("forbidden").kind, ErrorKind::Forbidden);
        assert_eq!(house.users.set_status(&otto, own, UserStatus::Inactive).await.expect_err("forbidden").kind, ErrorKind::Forbidden);
        assert_eq!(house.users.assign(&otto, &[own], None, None).await.expect_err("forbidden").kind, ErrorKind::Forbidden);
        assert_eq!(crate::users::find(&house.context, &otto, "otto").await.expect_err("forbidden").kind, ErrorKind::Forbidden);
        assert!(house.users.export(&otto, &UserListQuery::default()).await.is_err());
    }

    async fn support_staff_see_people_but_no_money(db: Db) {
        let house = House::new(&db).await;
        let sam = house.staff(&house.owner, "sam", Post::Support).await;
        let page = house.users.list(&sam, &UserListQuery::default()).await.expect("lists");
        assert!(page.rows.iter().all(|row| row.paid.is_none() && row.paid_this_month.is_none()));
        let Kpis { money, total_users, .. } = house.users.kpis(&sam, &UserFilter::default()).await.expect("counts");
        assert_eq!((money, total_users), (None, 7));
        // Who paid is money too: they cannot ask for it, and are not shown everybody instead.
        let paying = UserFilter { paid: Some(true), ..UserFilter::default() };
        let asked = UserListQuery { filter: paying.clone(), ..UserListQuery::default() };
        assert_eq!(house.users.list(&sam, &asked).await.expect_err("not theirs to ask").kind, ErrorKind::Invalid);
        assert_eq!(house.users.kpis(&sam, &paying).await.expect_err("nor to count").kind, ErrorKind::Invalid);
        assert!(house.users.export(&sam, &asked).await.is_err());
        assert_eq!(house.users.list(&house.owner, &UserListQuery { filter: paying, ..UserListQuery::default() }).await.expect("lists").rows.len(), 0);
        let view = house.users.view(&sam, house.customers[0]).await.expect("opens");
        assert!(!view.sees_money && !view.can_edit && !view.can_set_status && !view.can_record_payment && view.sees_sessions);
        assert!(house.users.create(&sam, &form("X", "x@example.com", Role::Customer)).await.is_err_and(|error| error.kind == ErrorKind::Forbidden));
    }

    async fn assigned_users_are_all_that_such_a_manager_sees(db: Db) {
        let house = House::new(&db).await;
        let mut mia = house.staff(&house.owner, "mia", Post::Support).await;
        house.users.assign(&house.owner, &[house.customers[0], house.customers[2]], Some(Some(mia.user)), None).await.expect("assigns");
        for grant in &mut mia.grants { grant.scope = grant.scope.min(domain::access::Scope::Assigned); }
        let page = house.users.list(&mia, &UserListQuery::default()).await.expect("lists");
        assert_eq!(page.rows.len(), 2);
        assert_eq!(house.users.kpis(&mia, &UserFilter::default()).await.expect("counts").total_users, 2);
        let role = UserFilter { role: Some(Role::Customer), ..UserFilter::default() };
        assert_eq!(house.users.kpis(&mia, &role).await.expect("counts").total_users, 2);
        assert_eq!(house.users.view(&mia, house.customers[1]).await.expect_err("Anna's is not assigned").kind, ErrorKind::NotFound);
    }
}
