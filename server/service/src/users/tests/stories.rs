//! A user's timeline and the audit trail behind it, told as stories.

use db::values;
use domain::{access::Post, port::Users, user::UserStatus};

use super::house::House;

fn keys(entries: &[domain::user::TimelineEntry]) -> Vec<String> {
    entries.iter().map(|entry| entry.what.key.to_string()).collect()
}

db::both_databases! {
    async fn a_timeline_tells_what_was_done_and_the_sign_ins_newest_first(db: Db) {
        let house = House::new(&db).await;
        let id = house.customers[1];
        house.clock.pass(60);
        house.users.set_status(&house.anna, id, UserStatus::Inactive).await.expect("deactivates");
        house.clock.pass(60);
        let attempt = "INSERT INTO sign_in_attempt (at, login_key, address, user_id, device, outcome) VALUES (?, 'alma', '192.0.2.1', ?, 'Firefox on Linux', ?)";
        for outcome in ["granted", "refused"] {
            db::exec(db.write(), attempt, values![house.context.now(), id, outcome]).await.expect("an attempt");
            house.clock.pass(60);
        }
        let page = house.users.timeline(&house.anna, id, None).await.expect("tells");
        assert_eq!(keys(&page.rows), ["users-timeline-sign-in-failed", "users-timeline-signed-in", "users-timeline-own-deactivated", "users-timeline-own-created"]);
        assert_eq!(page.rows[2].by, "Anna Branch");
        assert_eq!(page.rows[0].address.as_deref(), Some("192.0.2.1"));
    }

    async fn a_long_timeline_pages_in_both_directions_without_gaps(db: Db) {
        let house = House::new(&db).await;
        let id = house.customers[1];
        let attempt = "INSERT INTO sign_in_attempt (at, login_key, address, user_id, device, outcome) VALUES (?, 'alma', '', ?, ?, 'granted')";
        for round in 0..70 {
            // Two at the same instant as an event, so that ties are met.
            let status = if round % 2 == 0 { UserStatus::Inactive } else { UserStatus::Active };
            house.users.set_status(&house.anna, id, status).await.expect("changes");
            db::exec(db.write(), attempt, values![house.context.now(), id, format!("device {round}")]).await.expect("an attempt");
            if round % 3 == 0 { house.clock.pass(1); }
        }
        let (mut cursor, mut forward, mut last) = (None, Vec::new(), None);
        loop {
            let page = house.users.timeline(&house.anna, id, cursor).await.expect("tells");
            forward.push(page.rows);
            last = page.previous.or(last);
            let Some(next) = page.next else { break };
            cursor = Some(next);
        }
        assert_eq!(forward.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 41]);
        let all: Vec<_> = forward.iter().flatten().cloned().collect();
        assert!(all.windows(2).all(|pair| pair[0].at >= pair[1].at));
        let devices = all.iter().filter(|entry| entry.what.key == "users-timeline-signed-in").count();
        assert_eq!(devices, 70, "each attempt once");
        let back = house.users.timeline(&house.anna, id, last).await.expect("tells");
        assert_eq!(back.rows, forward[1]);
    }

    async fn events_about_money_are_for_those_who_see_money(db: Db) {
        let house = House::new(&db).await;
        let id = house.customers[0];
        let entry = crate::audit::Entry { operation: domain::access::Operation::RecordPayment, subject: "pay_1".into(), subject_user: Some(id), subject_name: "otto leaf",
            path: "1/", changes: vec![] };
        let tx = db.begin().await.expect("begins");
        crate::audit::append(&tx, &house.context, &house.owner, entry).await.expect("appends");
        tx.commit().await.expect("commits");
        let sam = house.staff(&house.owner, "sam", Post::Support).await;
        assert!(keys(&house.users.timeline(&house.owner, id, None).await.expect("tells").rows).contains(&"users-timeline-own-paid".to_owned()));
        assert!(!keys(&house.users.timeline(&sam, id, None).await.expect("tells").rows).contains(&"users-timeline-own-paid".to_owned()));
    }
}
