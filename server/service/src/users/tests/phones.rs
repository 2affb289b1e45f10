//! Phones of people: one form however they are typed, and older ones read again.

use db::{users::NewRow, values};
use domain::{
    access::{Caller, Role},
    port::Users,
    user::{UserFilter, UserForm, UserListQuery},
};

use super::house::{House, bring_in, form, row};
use crate::users::{Renumbered, renumber};

db::both_databases! {
    async fn a_form_keeps_what_is_dialled_and_shows_it_in_groups(db: Db) {
        let house = House::new(&db).await;
        let with = |phone: &str| UserForm { phone: phone.into(), ..form("Uma", "uma@example.com", Role::Customer) };
        let refused = house.users.create(&house.owner, &with("(415) 555-2671")).await.expect_err("of which country?");
        assert_eq!(refused.of_field("phone"), Some(&domain::msg::field_phone_no_country("(415) 555-2671")));
        let uma = house.users.create(&house.owner, &with("+44 (0)20 7946 0018")).await.expect("a number");
        assert_eq!(row(&house.context, uma).await.phone.as_deref(), Some("+442079460018"));
        let view = house.users.view(&house.owner, uma).await.expect("opens");
        assert_eq!(view.row.phone_shown.as_deref(), Some("+44 20 7946 0018"));
        // What no plan knows stays with who has it, and nobody else gets it.
        db::exec(db.write(), "UPDATE users SET phone = '+22997123456' WHERE id = ?", values![uma]).await.expect("is older");
        let version = view.version.to_string();
        let edited = UserForm { name: "Uma New".into(), version, ..with("+229 97 12 34 56") };
        house.users.edit(&house.owner, uma, &edited).await.expect("the number is not what changed");
        assert!(house.users.create(&house.owner, &UserForm { email: "other@example.com".into(), ..with("+22997123456") }).await.is_err());
    }

    async fn stored_numbers_are_read_again_and_what_is_none_is_named(db: Db) {
        let house = House::new(&db).await;
        let phones = ["+4402079460018", "+5215512345678", "+34600111222", "+4155552671"];
        let rows: Vec<NewRow> = phones.iter().enumerate().map(|(at, phone)| NewRow { phone: Some((*phone).to_owned()),
            ..NewRow::new(house.context.new_id(), Some(house.owner.user), "1/", &format!("Person {at}"), &format!("p{at}@example.com"), house.context.now()) }).collect();
        bring_in(&house.context, &rows).await;
        let run = async |write: bool| {
            let mut told: Vec<Renumbered> = Vec::new();
            renumber(&house.context, &Caller::system("test"), write, &mut |one| told.push(one)).await.expect("reads");
            told.sort_by(|a, b| a.before.cmp(&b.before));
            told.into_iter().map(|one| (one.before, one.after)).collect::<Vec<_>>()
        };
        let expected = [("+4155552671", None), ("+4402079460018", Some("+442079460018")), ("+5215512345678", Some("+525512345678"))]
            .map(|(before, after)| (before.to_owned(), after.map(str::to_owned)));
        assert_eq!(run(false).await, expected);
        assert_eq!(row(&house.context, rows[0].id).await.phone.as_deref(), Some("+4402079460018"), "nothing was written");
        assert_eq!(run(true).await, expected);
        assert_eq!(row(&house.context, rows[0].id).await.phone.as_deref(), Some("+442079460018"));
        assert_eq!(run(true).await, expected[..1], "only what nobody can mend is left");
        let found = UserListQuery { filter: UserFilter { q: "442079460018".into(), ..UserFilter::default() }, ..UserListQuery::default() };
        assert_eq!(house.users.list(&house.owner, &found).await.expect("lists").rows.len(), 1, "and is found");
    }
}
