//! Changing many: each on their own, everybody a filter finds met once, nothing of anybody out of reach, and nothing twice.

use db::users::NewRow;
use domain::{
    access::{Caller, Post},
    error::ErrorKind,
    ids::UserId,
    port::Users,
    user::{BulkForm, BulkOutcome, Picked, UserFilter, UserListQuery, UserStatus},
};

use super::house::{House, bring_in};

/// All parts of a change, one after the other, and how many there were.
async fn whole(house: &House, caller: &Caller, whom: &Picked, form: &BulkForm) -> (BulkOutcome, usize) {
    let (mut outcome, mut parts) = (BulkOutcome::default(), 0);
    loop {
        let next = outcome.next.take();
        let part = house.users.change(caller, whom, form, next.as_deref()).await.expect("changes a part");
        outcome = outcome.and(part);
        parts += 1;
        if outcome.next.is_none() {
            return (outcome, parts);
        }
    }
}

async fn events(house: &House, operation: &str) -> i64 {
    let text = "SELECT CAST(COUNT(*) AS bigint) FROM audit_event WHERE operation = ?";
    db::scalar::<i64>(house.context.db.read(), text, db::values![operation]).await.expect("reads").unwrap_or(0)
}

fn status(status: UserStatus) -> BulkForm {
    BulkForm { status: status.code().to_owned(), ..BulkForm::default() }
}

async fn crowd(house: &House, at: &Caller, count: usize) -> Vec<UserId> {
    let now = house.context.now();
    let rows: Vec<NewRow> = (0..count)
        .map(|number| {
            NewRow::new(
                house.context.new_id(),
                Some(at.user),
                &at.tree,
                &format!("Crowd {number}"),
                &format!("crowd{number}.{}@example.com", at.user),
                now,
            )
        })
        .collect();
    bring_in(&house.context, &rows).await;
    rows.into_iter().map(|row| row.id).collect()
}

db::both_databases! {
    /// Finding 19: the change takes people out of the filter that found them, and still everybody is met once.
    async fn everybody_who_matches_is_deactivated_once_and_doing_it_again_changes_nothing(db: Db) {
        let house = House::new(&db).await;
        crowd(&house, &house.anna, 450).await;
        crowd(&house, &house.ben, 3).await;
        let whom = Picked::Matching(Box::new(UserFilter { q: "crowd".into(), status: Some(UserStatus::Active), ..UserFilter::default() }));
        let (outcome, parts) = whole(&house, &house.anna, &whom, &status(UserStatus::Inactive)).await;
        assert_eq!((outcome.changed, outcome.unchanged, outcome.refused, parts), (450, 0, 0, 3));
        assert_eq!(events(&house, "SetUserStatus").await, 450, "an event for each");
        let left = UserListQuery { filter: UserFilter { q: "crowd".into(), status: Some(UserStatus::Active), ..UserFilter::default() }, ..UserListQuery::default() };
        assert_eq!(house.users.list(&house.owner, &left).await.expect("lists").rows.len(), 3, "Ben's are Ben's");
        let (again, _) = whole(&house, &house.anna, &whom, &status(UserStatus::Inactive)).await;
        assert_eq!((again.changed, again.unchanged), (0, 0));
        let all = Picked::Matching(Box::new(UserFilter { q: "crowd".into(), ..UserFilter::default() }));
        let (again, _) = whole(&house, &house.anna, &all, &status(UserStatus::Inactive)).await;
        assert_eq!((again.changed, again.unchanged), (0, 450));
        assert_eq!(events(&house, "SetUserStatus").await, 450);
        house.assert_no_drift().await;
    }

    async fn who_may_not_be_changed_is_told_and_keeps_nobody_else_from_it(db: Db) {
        let house = House::new(&db).await;
        let [ottos, annas, bens] = house.customers;
        let whom = Picked::These(vec![annas, ottos, bens, house.anna.user]);
        let outcome = house.users.change(&house.anna, &whom, &status(UserStatus::Inactive), None).await.expect("changes who can be");
        assert_eq!((outcome.changed, outcome.refused), (1, 3));
        let why = |user: UserId| outcome.refusals.iter().find(|refusal| refusal.user == user).map(|refusal| (refusal.name.clone(), refusal.why.key.to_string()));
        assert_eq!(why(ottos), Some((None, "error-not-found".to_owned())), "nothing is told of a stranger");
        assert_eq!(why(house.anna.user), Some((Some("Anna Branch".to_owned()), "users-not-yourself".to_owned())));
        assert_eq!(house.row(annas).await.status().expect("reads"), UserStatus::Inactive);
        assert_eq!(house.row(bens).await.status().expect("reads"), UserStatus::Active);
        // Who means one person is told plainly.
        let one = Picked::These(vec![bens]);
        assert_eq!(house.users.change(&house.anna, &one, &status(UserStatus::Inactive), None).await.expect_err("foreign").kind, ErrorKind::NotFound);
        house.assert_no_drift().await;
    }

    async fn tags_managers_and_organisations_are_given_together_and_tags_taken_off_again(db: Db) {
        let house = House::new(&db).await;
        let people = crowd(&house, &house.anna, 3).await;
        let whom = Picked::These(people.clone());
        let form = BulkForm { manager: house.anna.user.to_string(), add_tags: "VIP, spring".into(), ..BulkForm::default() };
        assert_eq!(whole(&house, &house.anna, &whom, &form).await.0.changed, 3);
        assert_eq!(whole(&house, &house.anna, &whom, &form).await.0.unchanged, 3, "nothing twice");
        let tagged = UserListQuery { filter: UserFilter { tag: Some("vip".into()), ..UserFilter::default() }, ..UserListQuery::default() };
        let rows = house.users.list(&house.anna, &tagged).await.expect("lists").rows;
        assert!(rows.len() == 3 && rows.iter().all(|row| row.tags == ["vip", "spring"] && row.manager.is_some()), "{rows:?}");
        let off = BulkForm { remove_tags: "vip".into(), manager: "none".into(), ..BulkForm::default() };
        assert_eq!(whole(&house, &house.anna, &whom, &off).await.0.changed, 3);
        assert!(house.users.list(&house.anna, &tagged).await.expect("lists").rows.is_empty());
        assert_eq!(house.row(people[0]).await.tags(), ["spring"]);
        house.assert_no_drift().await;
    }

    async fn what_makes_no_sense_changes_nobody(db: Db) {
        let house = House::new(&db).await;
        let whom = Picked::These(vec![house.customers[1]]);
        let refused = async |form: BulkForm| house.users.change(&house.owner, &whom, &form, None).await.expect_err("refused");
        assert_eq!(refused(BulkForm::default()).await.message.key, "users-change-nothing");
        for (field, form) in [
            ("status", BulkForm { status: "asleep".into(), ..BulkForm::default() }),
            ("manager", BulkForm { manager: "somebody".into(), ..BulkForm::default() }),
            ("add_tags", BulkForm { add_tags: "x".repeat(41), ..BulkForm::default() }),
        ] {
            assert!(refused(form).await.of_field(field).is_some(), "{field}");
        }
        let unknown = Picked::read(Vec::new(), true, &["stauts=active".to_owned()]);
        let error = house.users.change(&house.owner, &unknown, &status(UserStatus::Inactive), None).await.expect_err("would be everybody");
        assert_eq!(error.kind, ErrorKind::Invalid);
        let many = Picked::These((0..1_001).map(|_| house.context.new_id()).collect());
        assert!(house.users.change(&house.owner, &many, &status(UserStatus::Active), None).await.is_err());
        let sam = house.staff(&house.owner, "sam", Post::Support).await;
        let by_sam = house.users.change(&sam, &whom, &status(UserStatus::Inactive), None).await.expect_err("reads only");
        assert_eq!(by_sam.kind, ErrorKind::Forbidden);
        // Who paid is money: a post without money cannot choose by it.
        let uma = house.staff(&house.owner, "uma", Post::Users).await;
        let paying = Picked::Matching(Box::new(UserFilter { paid: Some(false), ..UserFilter::default() }));
        assert_eq!(house.users.change(&uma, &paying, &status(UserStatus::Inactive), None).await.expect_err("not theirs to ask").kind, ErrorKind::Invalid);
        assert_eq!(house.row(house.customers[1]).await.status().expect("reads"), UserStatus::Active);
    }

    async fn a_later_part_of_other_people_or_of_another_change_is_refused(db: Db) {
        let house = House::new(&db).await;
        crowd(&house, &house.anna, 250).await;
        let matching = |q: &str| Picked::Matching(Box::new(UserFilter { q: q.into(), ..UserFilter::default() }));
        let (whom, off) = (matching("crowd"), status(UserStatus::Inactive));
        let first = house.users.change(&house.anna, &whom, &off, None).await.expect("changes a part");
        let next = first.next.as_deref().expect("there are more");
        // The page went on to everybody while the first part was on its way, or another status was chosen.
        for (whom, form) in [(matching(""), off.clone()), (whom.clone(), status(UserStatus::Active)), (Picked::These(house.customers.into()), off.clone())] {
            let refused = house.users.change(&house.anna, &whom, &form, Some(next)).await.expect_err("is another change");
            assert_eq!(refused.kind, ErrorKind::Conflict);
        }
        assert_eq!(events(&house, "SetUserStatus").await, 200);
        let rest = house.users.change(&house.anna, &whom, &off, Some(next)).await.expect("goes on");
        assert_eq!((rest.changed, rest.next), (50, None));
    }

    async fn the_calendars_last_day_and_a_parameter_without_a_value_pick_nobody_instead_of_everybody(db: Db) {
        let house = House::new(&db).await;
        let off = status(UserStatus::Inactive);
        for day in ["registered_from=9999-12-31", "seen_from=9999-12-31", "registered_to=0000-01-01"] {
            let whom = Picked::read(Vec::new(), true, &[day.to_owned()]);
            assert_eq!(whole(&house, &house.owner, &whom, &off).await.0, BulkOutcome::default(), "{day}");
        }
        let whom = Picked::read(Vec::new(), true, &["status".to_owned()]);
        assert_eq!(house.users.change(&house.owner, &whom, &off, None).await.expect_err("says nothing").kind, ErrorKind::Invalid);
        let filter = UserFilter { registered_to: Some("9999-12-31".into()), ..UserFilter::default() };
        let all = house.users.list(&house.owner, &UserListQuery { filter, ..UserListQuery::default() }).await.expect("lists").rows;
        assert_eq!(all.len(), house.users.list(&house.owner, &UserListQuery::default()).await.expect("lists").rows.len());
        assert_eq!(events(&house, "SetUserStatus").await, 0);
    }

    async fn an_export_of_some_holds_them_and_nobody_out_of_reach(db: Db) {
        let house = House::new(&db).await;
        let [_, annas, bens] = house.customers;
        let mut chunks = house.users.export_these(&house.anna, &[annas, bens]).await.expect("exports");
        let mut text = String::new();
        while let Some(chunk) = chunks.next().await {
            text += &String::from_utf8(chunk.expect("a chunk")).expect("UTF-8");
        }
        assert!(text.contains(&annas.to_string()) && !text.contains(&bens.to_string()), "{text}");
        assert_eq!(text.lines().count(), 2, "a head and one row");
        assert_eq!(events(&house, "ExportUsers").await, 1);
    }
}
