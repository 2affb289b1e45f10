//! Accounts made, changed and deactivated: addresses, roles, versions, figures.

use db::{scalar, values};
use domain::{
    access::{Post, Role},
    error::ErrorKind,
    port::Users,
    user::{UserFilter, UserForm, UserStatus},
};

use super::house::{House, form};

db::both_databases! {
    async fn an_address_belongs_to_one_account_whatever_its_case(db: Db) {
        let house = House::new(&db).await;
        let named = UserForm { username: "Zoe.Z".into(), ..form("Zoë", "zoe@example.com", Role::Customer) };
        house.users.create(&house.anna, &named).await.expect("the first is made");
        let again = UserForm { username: "ZOE.z".into(), ..form("Other", "Zoe@Example.COM", Role::Customer) };
        let error = house.users.create(&house.ben, &again).await.expect_err("both are taken");
        assert!(error.of_field("email").is_some_and(|message| message.to_string().contains("Zoe@Example.COM")), "names the value: {error:?}");
        assert!(error.of_field("username").is_some());
        let total = house.users.kpis(&house.owner, &UserFilter::default()).await.expect("counts").total_users;
        assert_eq!(total, 7, "nothing half done");
        let mut other = house.form_of(house.customers[2]).await;
        other.email = "ZOE@example.com".into();
        assert!(house.users.edit(&house.ben, house.customers[2], &other).await.expect_err("taken").of_field("email").is_some());
    }

    async fn two_people_cannot_take_one_address_in_the_same_instant(db: Db) {
        let house = House::new(&db).await;
        let taken = form("Twin", "twin@example.com", Role::Customer);
        let (one, two) = tokio::join!(house.users.create(&house.anna, &taken), house.users.create(&house.ben, &taken));
        assert!(one.is_ok() != two.is_ok(), "one of them is made");
        let error = one.err().or(two.err()).expect("the other is told");
        assert!(error.of_field("email").is_some(), "{error:?}");
        house.assert_no_drift().await;
    }

    async fn a_new_account_gets_a_mail_and_a_place(db: Db) {
        let house = House::new(&db).await;
        let id = house.customers[1];
        let row = house.row(id).await;
        assert_eq!((row.path.as_str(), row.parent_id), (house.anna.tree.as_str(), Some(house.anna.user)));
        let mails = scalar::<i64>(db.read(), "SELECT COUNT(*) FROM mail WHERE user_id = ?", values![id]).await.expect("reads");
        assert_eq!(mails, Some(1));
        let levels = [("deep2", 2), ("deep3", 3)];
        let mut above = house.anna.clone();
        for (name, level) in levels {
            let made = house.users.create(&above, &form(name, &format!("{name}@example.com"), Role::SubDealer)).await.expect("three levels fit");
            above = crate::users::tests::house::caller(&house.context, made).await;
            assert_eq!(above.tree.matches('/').count(), level + 1);
        }
        let error = house.users.create(&above, &form("deep4", "deep4@example.com", Role::SubDealer)).await.expect_err("the fourth does not");
        assert!(error.of_field("parent").is_some());
        house.assert_no_drift().await;
    }

    async fn nobody_gives_a_role_above_their_own_or_changes_someone_above(db: Db) {
        let house = House::new(&db).await;
        let uma = house.staff(&house.owner, "uma", Post::Users).await;
        let roles = |role: Role, post: &str| UserForm { post: post.into(), ..form("New", "new@example.com", role) };
        for (role, post) in [(Role::Owner, ""), (Role::SubDealer, ""), (Role::Employee, "super"), (Role::Employee, "billing"), (Role::Employee, "support"), (Role::Employee, "read_only")] {
            let error = house.users.create(&uma, &roles(role, post)).await.expect_err("above her own");
            assert!(error.of_field("role").is_some(), "{role:?} {post}");
        }
        assert!(house.users.create(&house.anna, &roles(Role::Owner, "")).await.expect_err("above a sub-dealer's").of_field("role").is_some());
        for above in [house.owner.user, house.anna.user] {
            let mut form = house.form_of(above).await;
            form.email = "mine@example.com".into();
            assert_eq!(house.users.edit(&uma, above, &form).await.expect_err("a way to become them").kind, ErrorKind::Forbidden);
            assert_eq!(house.users.set_status(&uma, above, UserStatus::Inactive).await.expect_err("above").kind, ErrorKind::Forbidden);
            assert!(!house.users.view(&uma, above).await.expect("opens").can_edit);
        }
        let mut own = house.form_of(uma.user).await;
        own.post = "super".into();
        assert!(house.users.edit(&uma, uma.user, &own).await.expect_err("one's own role").of_field("role").is_some());
        house.users.create(&uma, &roles(Role::Customer, "")).await.expect("customers she may make");
    }

    async fn an_edit_of_an_old_version_changes_nothing(db: Db) {
        let house = House::new(&db).await;
        let id = house.customers[0];
        let mut first = house.form_of(id).await;
        let mut second = first.clone();
        first.name = "First Name".into();
        first.tags = "VIP, north".into();
        house.users.edit(&house.owner, id, &first).await.expect("the version shown");
        second.name = "Second Name".into();
        let refused = house.users.edit(&house.owner, id, &second).await.expect_err("changed meanwhile");
        assert_eq!(refused.kind, ErrorKind::Conflict);
        // Finding 45: it says who was quicker, and with what.
        assert_eq!(refused.message.key, "users-changed-more-meanwhile");
        let told = serde_json::to_string(&refused.message).expect("is written");
        assert!(told.contains("Olga Root") && told.contains("userpages-name"), "{told}");
        let row = house.row(id).await;
        assert_eq!((row.name.as_str(), row.tags.as_str()), ("First Name", "vip,north"));
        assert_eq!(crate::users::find(&house.context, &house.owner, "first na").await.expect("finds").len(), 1, "the search follows");
        assert_eq!(crate::users::find(&house.context, &house.owner, "otto leaf").await.expect("finds").len(), 0);
        let zone = UserForm { time_zone: "Mars/Olympus".into(), ..house.form_of(id).await };
        assert!(house.users.edit(&house.owner, id, &zone).await.expect_err("no such zone").of_field("time_zone").is_some());
    }

    async fn deactivation_ends_sessions_and_keeps_history(db: Db) {
        let house = House::new(&db).await;
        let id = house.customers[1];
        let session = "INSERT INTO session (id, user_id, created_at, seen_at, idle_until, expires_at, device) VALUES (?, ?, 0, 0, 0, 0, 'test')";
        db::exec(db.write(), session, values![house.context.new_uuid(), id]).await.expect("a session");
        house.users.set_status(&house.anna, id, UserStatus::Inactive).await.expect("deactivates");
        let live = "SELECT COUNT(*) FROM session WHERE user_id = ? AND revoked_at IS NULL";
        assert_eq!(scalar::<i64>(db.read(), live, values![id]).await.expect("reads"), Some(0));
        let kpis = house.users.kpis(&house.anna, &UserFilter::default()).await.expect("counts");
        assert_eq!((kpis.total_users, kpis.active_users), (2, 1));
        house.users.set_status(&house.anna, id, UserStatus::Active).await.expect("activates");
        house.users.set_status(&house.anna, id, UserStatus::Active).await.expect("once more is nothing");
        assert_eq!(house.users.kpis(&house.anna, &UserFilter::default()).await.expect("counts").active_users, 2);
        assert_eq!(house.users.set_status(&house.owner, house.owner.user, UserStatus::Inactive).await.expect_err("oneself").kind, ErrorKind::Invalid);
        house.assert_no_drift().await;
    }
}
