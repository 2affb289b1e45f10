//! Refused sign-ins in the audit trail. Each attempt is a row of its own (see `db::identity::attempt`) that goes after a year; the trail,
//! which is kept and sealed for ever, tells of them by account and hour: who was tried, from where, and how often by then. What was typed
//! is not written down, because people type passwords into the wrong field, and names that nobody has are told nowhere. So a stranger
//! adds a few events per account and some hundreds in all within an hour, however often they try.

use db::identity::{
    account::Account,
    attempt::{self, Outcome},
};
use domain::{
    ErrorKind, Result,
    access::{Caller, Operation, Origin},
    audit::Change,
    msg,
};

use super::{device::device_of, reset::about, throttle::SIGN_IN};
use crate::{
    Context, audit,
    throttle::{self, Limits, Try},
};

/// Events of one account, and of all together.
const NOTED: Limits = Limits {
    word: "noted ",
    window: 3_600,
    pair: i64::MAX,
    thing: 3,
    slow: false,
    place: 300,
    pause: 0,
    refusal: |seconds| msg::error_too_many_tries(seconds),
};

/// Notes a refused sign-in beside the request, so that a name that somebody has is refused no later than one that nobody has.
pub(super) fn note(context: &Context, account: Account, origin: &Origin) {
    let (context, origin) = (context.clone(), origin.clone());
    tokio::spawn(async move {
        match write(&context, &account, origin).await {
            Err(error) if error.kind != ErrorKind::TooMany => {
                tracing::warn!(%error, "a refused sign-in could not be noted in the audit trail")
            }
            _ => {}
        }
    });
}

async fn write(context: &Context, account: &Account, origin: Origin) -> Result<()> {
    let thing = account.id.to_string();
    let noted = throttle::reserve(context, NOTED, Try { thing: &thing, place: "trail", user_agent: None }).await?;
    let since = context.now().plus_seconds(-SIGN_IN.window);
    let tries = attempt::failures(context.db.read(), &thing, "", (since, since)).await?.login;
    let one = |field: &str, after: String| Change { field: field.to_owned(), before: None, after: Some(after) };
    let changes =
        vec![one("outcome", "refused".to_owned()), one("device", device_of(origin.user_agent.as_deref())), one("tries", tries.to_string())];
    let caller = Caller { origin, ..Caller::system("switchyard") };
    let tx = context.db.begin().await?;
    audit::append(&tx, context, &caller, about(Operation::SignIn, account, changes)).await?;
    attempt::close(&*tx, noted, None, Outcome::Refused).await?;
    Ok(tx.commit().await?)
}
