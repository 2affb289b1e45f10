//! Verifying a long trail: every digest, link and seal of it in one pass, and then again with a single byte turned over in the middle, which
//! must be found and named.

use domain::{access::Operation, audit::Change, ids::UserId, time::Timestamp};
use service::{
    Context,
    audit::{Entry, Past},
};

use crate::{
    Outcome, product,
    report::{Bar, Report},
    setup::{Setup, Store},
};

/// Events of one transaction.
const BATCH: u64 = 2_000;
/// Seconds between two events.
const PACE: i64 = 7;

/// Writes the trail through the same function as every use case, and seals it.
async fn fill(context: &Context, rows: u64) -> Outcome {
    let begin = context.now().plus_seconds(-PACE * i64::try_from(rows)?);
    for first in (0..rows).step_by(usize::try_from(BATCH)?) {
        let tx = context.db.begin().await?;
        let past = (first..rows.min(first + BATCH)).map(|at| event(begin, at)).collect();
        service::audit::append_many(&tx, context, past).await?;
        tx.commit().await?;
    }
    service::audit::seal(context).await?;
    Ok(())
}

fn event(begin: Timestamp, at: u64) -> Past<'static> {
    let number = i64::try_from(at).unwrap_or(0);
    let change = Change { field: "tier".to_owned(), before: Some((at % 4).to_string()), after: Some((at % 3).to_string()) };
    Past {
        at: begin.plus_seconds(PACE * number),
        actor: UserId::NIL,
        actor_name: "Olga Root",
        entry: Entry {
            operation: Operation::EditUser,
            subject: format!("user-{at}"),
            subject_user: None,
            subject_name: "Somebody",
            path: "1/",
            changes: vec![change],
        },
    }
}

/// Turns one byte of an event over, as somebody would who has the database in their hands; answers the event's id.
async fn tamper(context: &Context, place: i64) -> Outcome<String> {
    let write = context.db.write();
    let id: domain::ids::AuditId =
        db::scalar(write, "SELECT event_id FROM audit_link WHERE seq = ?", vec![place.into()]).await?.ok_or("the trail is shorter")?;
    // Only the owner of the tables can, and only with the guard switched off.
    for text in [
        "ALTER TABLE audit_event DISABLE TRIGGER USER".to_owned(),
        format!("UPDATE audit_event SET subject = overlay(subject placing 'U' from 1 for 1) WHERE id = '{}'", id.0),
        "ALTER TABLE audit_event ENABLE TRIGGER USER".to_owned(),
    ] {
        db::exec(write, &text, vec![]).await?;
    }
    Ok(id.to_string())
}

/// See the module's words.
pub async fn run(setup: &Setup) -> Outcome<bool> {
    setup.make(Store::Trail).await?;
    product::must(setup, Store::Trail, &["migrate"]).await?;
    // Makes the keys, over a trail that is empty.
    product::must(setup, Store::Trail, &["audit", "verify"]).await?;
    let context = setup.context(Store::Trail).await?;
    fill(&context, setup.audit_rows).await?;
    let whole = product::must(setup, Store::Trail, &["audit", "verify"]).await?;
    if !whole.out.contains(&format!("{} linked events", setup.audit_rows)) {
        return Err(format!("not every row was verified: {}", whole.out).into());
    }
    let event = tamper(&context, i64::try_from(setup.audit_rows / 2)?).await?;
    let broken = product::run(setup, Store::Trail, &["audit", "verify"]).await?;
    let named = !broken.success && broken.out.contains(&event);
    let mut report = Report::new("audit");
    let rows = setup.audit_rows as f64;
    report.value("rows", rows, Bar::None);
    report.value("seconds to verify all of it", whole.seconds, Bar::None);
    report.value("rows a second", rows / whole.seconds, Bar::None);
    report.value("peak memory, MiB", whole.peak_mib, Bar::None);
    report.value("one flipped byte found and named (1 = yes)", f64::from(u8::from(named)), Bar::AtLeast(1.0));
    report.end(setup)
}
