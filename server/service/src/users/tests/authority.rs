//! Whose account somebody may change, end the sessions of, or mail a link to: nobody's above them, and nobody's elsewhere.

use db::{scalar, values};
use domain::{
    access::{Caller, Post},
    error::ErrorKind,
    ids::UserId,
    port::{Accounts, Users},
    user::UserStatus,
};

use super::house::House;
use crate::identity::AccountsService;

/// How many rows of a table are a user's and open.
async fn open(house: &House, table: &str, column: &str, user: UserId) -> i64 {
    let text = format!("SELECT CAST(COUNT(*) AS bigint) FROM {table} WHERE user_id = ? AND {column} IS NULL");
    scalar::<i64>(house.context.db.read(), &text, values![user]).await.expect("counts").unwrap_or(0)
}

async fn begin_session(house: &House, user: UserId) {
    let text = "INSERT INTO session (id, user_id, created_at, seen_at, idle_until, expires_at, device) VALUES (?, ?, 0, 0, ?, ?, 'test')";
    let later = house.context.now().plus_seconds(3_600);
    db::exec(house.context.db.write(), text, values![house.context.new_uuid(), user, later, later]).await.expect("a session");
}

/// Tries all three; what is refused changes nothing.
async fn try_all(house: &House, by: &Caller, on: UserId, expected: Option<ErrorKind>) {
    let accounts = AccountsService::new(house.context.clone());
    begin_session(house, on).await;
    let before = (house.row(on).await, open(house, "session", "revoked_at", on).await, open(house, "reset_link", "used_at", on).await);
    let form = domain::user::UserForm { email: format!("{}@example.org", house.context.new_uuid().simple()), ..house.form_of(on).await };
    let told = format!("{} on {}", by.name, before.0.name);
    let refused = [
        accounts.send_reset(by, on).await.err(),
        accounts.revoke_of(by, on, None).await.err(),
        house.users.edit(by, on, &form).await.err(),
    ];
    for error in &refused {
        assert_eq!(error.as_ref().map(|error| error.kind), expected, "{told}: {error:?}");
    }
    let after = (house.row(on).await, open(house, "session", "revoked_at", on).await, open(house, "reset_link", "used_at", on).await);
    if expected.is_some() {
        assert_eq!((after.0.email, after.0.version, after.1, after.2), (before.0.email, before.0.version, before.1, before.2), "{told}");
        let error = house.users.set_status(by, on, UserStatus::Inactive).await.expect_err("is refused too");
        assert_eq!(Some(error.kind), expected, "{told}");
    } else {
        assert_eq!((after.1, after.2), (0, 0), "{told}: sessions end, and so does the link to the old address");
    }
}

db::both_databases! {
    async fn nobody_acts_on_an_account_above_their_own(db: Db) {
        let house = House::new(&db).await;
        let chief = house.staff(&house.owner, "chief", Post::Super).await;
        let clerk = house.staff(&house.owner, "clerk", Post::Users).await;
        let colleague = house.staff(&house.owner, "colleague", Post::Users).await;
        let support = house.staff(&house.owner, "support", Post::Support).await;
        let branch_chief = house.staff(&house.anna, "branchchief", Post::Super).await;
        let forbidden = Some(ErrorKind::Forbidden);
        for (by, on, expected) in [
            (&chief, house.owner.user, forbidden),
            (&chief, house.anna.user, forbidden),
            (&chief, clerk.user, None),
            (&chief, house.customers[1], None),
            (&clerk, house.owner.user, forbidden),
            (&clerk, house.ben.user, forbidden),
            (&clerk, chief.user, forbidden),
            (&clerk, support.user, forbidden),
            (&clerk, colleague.user, None),
            (&clerk, house.customers[0], None),
            (&branch_chief, house.anna.user, forbidden),
            (&support, house.customers[0], forbidden),
            (&house.anna, branch_chief.user, None),
            (&house.owner, house.anna.user, None),
            (&house.owner, chief.user, None),
        ] {
            try_all(&house, by, on, expected).await;
        }
    }

    async fn an_account_elsewhere_is_not_there(db: Db) {
        let house = House::new(&db).await;
        let branch_chief = house.staff(&house.anna, "branchchief", Post::Super).await;
        let chief = house.staff(&house.owner, "chief", Post::Super).await;
        for by in [&house.anna, &branch_chief] {
            for on in [house.owner.user, house.ben.user, house.customers[0], house.customers[2], chief.user] {
                try_all(&house, by, on, Some(ErrorKind::NotFound)).await;
            }
        }
    }

    async fn another_address_ends_the_links_that_went_to_the_old_one(db: Db) {
        let house = House::new(&db).await;
        let id = house.customers[0];
        assert_eq!(open(&house, "reset_link", "used_at", id).await, 1, "the invitation");
        let mut form = house.form_of(id).await;
        form.notes = "Calls on Mondays".into();
        house.users.edit(&house.owner, id, &form).await.expect("changes");
        assert_eq!(open(&house, "reset_link", "used_at", id).await, 1, "the address is the same");
        let old = house.row(id).await.email;
        let form = domain::user::UserForm { email: "otto.new@example.com".into(), ..house.form_of(id).await };
        house.users.edit(&house.owner, id, &form).await.expect("changes");
        assert_eq!(open(&house, "reset_link", "used_at", id).await, 0);
        // W22: whose mailbox it was hears of it, without the new address.
        let text = "SELECT subject FROM mail WHERE user_id = ? AND to_address = ? AND subject LIKE '%address%'";
        let told = scalar::<String>(house.context.db.read(), text, values![id, old]).await.expect("reads");
        assert!(told.is_some(), "the old address is told");
    }
}
