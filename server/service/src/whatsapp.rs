//! WhatsApp: gateway servers, paired numbers, messages and their queue. The use cases are [`ServersService`], [`InstancesService`] and
//! [`MessagesService`]; [`queue::Worker`] sends; [`webhook::receive`] takes what gateways report; [`run`] keeps everything going.
//!
//! The state of a number follows the gateway (`status`), what is wanted of it is brought about by `tend`, and its codes are fetched by
//! `pairing`. A message's state is decided by acknowledgements (`acks`), never by a 2xx; where none comes it is looked up (`looks`). Calls to gateways stand outside of transactions.
//! To add a use case: its function in the port, its operation, here its service's file; work in the background gets a line in `work`.

mod acks;
pub mod checks;
pub(crate) mod gateway;
mod instances;
mod kept;
pub mod looks;
mod messages;
pub mod pairing;
mod placement;
pub mod queue;
mod servers;
mod status;
pub mod tend;
pub mod webhook;
mod work;

#[cfg(test)]
pub(crate) mod tests;

pub use checks::check_servers;
pub use instances::InstancesService;
pub use messages::MessagesService;
pub use servers::ServersService;
pub(crate) use servers::reaches_root;
pub use webhook::apply_open;
pub use work::{repair_lanes, run, sweep};

use db::Tx;
use domain::{
    Msg, Result,
    access::Module,
    ids::{InstanceId, MessageId, UserId},
    live::LiveEvent,
    message::MessageState,
    time::Period,
};

use futures::{StreamExt, stream};

use crate::{
    Context,
    figures::{self, Measure, Step},
    live,
};

/// How many message states one live event carries at most.
const STATES_AT_ONCE: usize = 200;

/// Whose lane it is, and where in the tree.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    instance: InstanceId,
    user: UserId,
    path: &'a str,
}

/// Tells pages of messages that moved, in batches.
async fn publish_states(tx: &Tx, context: &Context, place: Place<'_>, states: &[(MessageId, MessageState)]) -> Result<()> {
    for states in states.chunks(STATES_AT_ONCE) {
        let event = LiveEvent::Messages { instance: place.instance, states: states.to_vec() };
        live::publish(tx, context, Module::Messages, place.path, Some(place.user), &event).await?;
    }
    Ok(())
}

/// Tells pages that an instance changed.
async fn publish_instance(tx: &Tx, context: &Context, place: Place<'_>) -> Result<()> {
    live::publish(tx, context, Module::Instances, place.path, Some(place.user), &LiveEvent::Instance { id: place.instance }).await
}

/// The steps of messages that a gateway accepted now: for all time, this month and today.
fn accepted_steps(context: &Context, user: UserId, count: i64) -> [Step; 3] {
    [Period::ALL, context.this_month(), context.today()].map(|period| Step { user, period, measure: Measure::Messages, amount: count })
}

/// Counts messages that a gateway accepted now.
async fn count_accepted(tx: &Tx, context: &Context, user: UserId, count: i64) -> Result<()> {
    figures::add(tx, context, &accepted_steps(context, user, count)).await
}

/// Calls to gateways at the same time.
const CALLS_AT_ONCE: usize = 16;

/// Lets these run side by side, some at a time; one that ends badly does not stop the others. Answers the first that did.
async fn all_of(calls: Vec<impl Future<Output = Result<()>>>) -> Result<()> {
    let answers: Vec<Result<()>> = stream::iter(calls).buffer_unordered(CALLS_AT_ONCE).collect().await;
    answers.into_iter().collect()
}

/// Up to `most` milliseconds (or seconds, or whatever the caller counts), by chance. Chance comes from the context, as time does.
fn chance(context: &Context, most: i64) -> i64 {
    let bits = u64::try_from(context.new_uuid().as_u128() & 0x0fff_ffff).unwrap_or(0);
    i64::try_from(bits).unwrap_or(0) % most.max(0).saturating_add(1)
}

/// A phone number as a gateway tells it, as E.164; what people type is read by [`crate::phones`].
fn phone(text: &str) -> Option<String> {
    domain::phone::normalise(text)
}

/// A gateway's word as it may be kept: without control characters (PostgreSQL takes no NUL), and not without end.
fn clean(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect()
}

/// A message as it is kept in a row.
fn stored(message: &Msg) -> String {
    serde_json::to_string(message).unwrap_or_default()
}

/// Reads [`stored`].
fn read(text: Option<&str>) -> Option<Msg> {
    text.and_then(|text| serde_json::from_str(text).ok())
}
