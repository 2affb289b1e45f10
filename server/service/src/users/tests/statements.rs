//! How many statements the page of people sends: as many for five rows as for fifty, whatever the filter.

use std::sync::atomic::Ordering;

use db::users::NewRow;
use domain::{
    access::Role,
    ids::{BranchId, OrganisationId, UserId},
    port::Users,
    user::{UserChoicesQuery, UserFilter, UserListQuery, UserStatus},
};
use secrecy::SecretString;

use super::house::{House, bring_in};
use crate::{
    Context,
    identity::{
        SignIn, passwords,
        testing::{CHEAP, PASSWORD, from},
    },
    users::UsersService,
};

/// Session, rows with their figures, figures above, and what filters offer.
const MOST: usize = 6;

/// What the page asks for, from the door on: statements sent, and rows shown.
async fn page(context: &Context, access: &str, filter: &UserFilter) -> (usize, usize) {
    let (db, sent) = context.db.counted();
    let context = Context { db, ..context.clone() };
    let (sign_in, users) = (SignIn::new(context.clone()), UsersService::new(context));
    let caller = sign_in.authenticate(&from("192.0.2.1"), Some(access), None).await.expect("answers").caller.expect("is signed in");
    let query = UserListQuery { filter: filter.clone(), size: 50, ..UserListQuery::default() };
    let rows = users.list(&caller, &query).await.expect("lists").rows.len();
    users.kpis(&caller, filter).await.expect("counts");
    let kept = UserChoicesQuery { organisation: Some(OrganisationId::NIL), branch: Some(BranchId::NIL), ..UserChoicesQuery::default() };
    users.choices(&caller, &kept).await.expect("offers");
    (sent.load(Ordering::Relaxed), rows)
}

async fn sign_in(house: &House) -> String {
    let secret = SecretString::from(PASSWORD.to_owned());
    let hash = passwords::hash(&secret, CHEAP).await.expect("hashes");
    let text = "UPDATE users SET password_hash = ? WHERE id = ?";
    db::exec(house.context.db.write(), text, db::values![hash, house.owner.user]).await.expect("sets a password");
    let signed_in = SignIn::new(house.context.clone()).sign_in(&from("192.0.2.1"), "olga@example.com", &secret).await;
    signed_in.expect("is let in").tokens.access
}

db::both_databases! {
    async fn the_page_of_people_sends_as_many_statements_for_fifty_rows_as_for_five(db: Db) {
        let house = House::new(&db).await;
        let access = sign_in(&house).await;
        let filters = [
            UserFilter::default(),
            UserFilter { role: Some(Role::Customer), ..UserFilter::default() },
            UserFilter { role: Some(Role::Customer), status: Some(UserStatus::Active), tier: Some(0), ..UserFilter::default() },
            UserFilter { q: "leaf".into(), status: Some(UserStatus::Active), registered_from: Some("2020-01-01".into()), ..UserFilter::default() },
        ];
        let mut few = Vec::new();
        for filter in &filters { few.push(page(&house.context, &access, filter).await); }
        let rows: Vec<NewRow> = (0..80).map(|number| {
            let id: UserId = house.context.new_id();
            NewRow::new(id, Some(house.owner.user), "1/", &format!("Leaf {number}"), &format!("leaf{number}@example.com"), house.context.now())
        }).collect();
        bring_in(&house.context, &rows).await;
        for (filter, (sent, shown)) in filters.iter().zip(few) {
            let (sent_for_many, shown_of_many) = page(&house.context, &access, filter).await;
            assert!(shown < 10 && shown_of_many == 50, "{shown} and {shown_of_many} rows");
            assert_eq!(sent, sent_for_many, "{filter:?}");
            assert!((4..=MOST).contains(&sent), "{sent} statements: {filter:?}");
        }
    }
}
