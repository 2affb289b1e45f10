//! Everything that runs in the background for WhatsApp, under one call: the queue's worker, the wishes and codes of numbers, checks of
//! servers, polls of sessions, events left behind and events to forget, messages nobody has acknowledged, messages whose time is over. Each may run in several processes at once.
//!
//! To add work that comes round: a line in [`run`].

use std::{future::Future, pin::Pin, time::Duration};

use db::{
    Tx,
    whatsapp::{
        due,
        instances::{self, Instance},
        lanes,
        messages::{self, Ended},
    },
};
use domain::{Result, message::MessageState, msg};
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use super::{checks, looks, pairing, publish_states, queue, status, stored, tend, webhook};
use crate::Context;

/// Numbers that are looked after at the same time, before more are taken.
const TRIPS: usize = 32;
/// Messages that one sweep ends, at most.
const SWEEP: usize = 500;

/// Runs all of it until `shutdown`, then ends what is on its way. `owner` names this process in logs.
pub async fn run(context: Context, owner: String, shutdown: CancellationToken) {
    if let Err(error) = repair_lanes(&context).await {
        tracing::warn!(%error, "the lanes' counts could not be compared");
    }
    let worker = queue::Worker::new(context.clone(), owner);
    let each = |seconds| Duration::from_secs(seconds);
    tokio::join!(
        worker.run(shutdown.clone()),
        look_after(&context, &shutdown),
        again(each(15), &shutdown, &context, |context| Box::pin(async move { checks::check_servers(&context).await })),
        again(each(3), &shutdown, &context, |context| Box::pin(async move { checks::check_offline(&context).await })),
        again(each(30), &shutdown, &context, |context| Box::pin(async move { tend::poll_sessions(&context).await })),
        again(each(5), &shutdown, &context, |context| Box::pin(async move { webhook::apply_open(&context).await.map(drop) })),
        again(each(15), &shutdown, &context, |context| Box::pin(async move { looks::look_up(&context).await.map(drop) })),
        again(each(60), &shutdown, &context, |context| Box::pin(async move { webhook::purge(&context).await.map(drop) })),
        again(each(60), &shutdown, &context, |context| Box::pin(async move { sweep(&context).await.map(drop) })),
    );
}

/// A round of work, boxed so that the whole can be moved between threads.
type Round = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

async fn again(every: Duration, shutdown: &CancellationToken, context: &Context, work: fn(Context) -> Round) {
    let mut times = tokio::time::interval(every);
    times.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! { () = shutdown.cancelled() => return, _ = times.tick() => {} }
        if let Err(error) = work(context.clone()).await {
            tracing::warn!(%error, "work in the background did not end well; it comes round again");
        }
    }
}

/// Wishes and codes: at once when the queue is woken, and each second for what other processes wrote. A gateway takes up to a quarter of a
/// minute to say that a session is not ready, so each number goes its own way and keeps no other waiting.
async fn look_after(context: &Context, shutdown: &CancellationToken) {
    let mut wakes = context.db.wakes();
    let mut trips: JoinSet<Result<()>> = JoinSet::new();
    while !shutdown.is_cancelled() {
        while let Some(ended) = trips.try_join_next() {
            home(ended);
        }
        let begun = if trips.len() < TRIPS { set_out(context, &mut trips).await } else { Ok(false) };
        if begun.inspect_err(|error| tracing::warn!(%error, "numbers could not be looked after")).unwrap_or(false) {
            continue;
        }
        tokio::select! {
            () = shutdown.cancelled() => {}
            () = queue::woken(&mut wakes) => {}
            Some(ended) = trips.join_next() => home(ended),
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
    }
    while let Some(ended) = trips.join_next().await {
        home(ended);
    }
}

/// Begins what is due; answers whether there was anything.
async fn set_out(context: &Context, trips: &mut JoinSet<Result<()>>) -> Result<bool> {
    if due::next_due(context.db.read(), context.now()).await?.is_none_or(|at| at > context.now()) {
        return Ok(false);
    }
    let before = trips.len();
    for id in tend::take(context).await? {
        let context = context.clone();
        trips.spawn(async move { tend::one(&context, id).await });
    }
    for id in pairing::take(context).await? {
        let context = context.clone();
        trips.spawn(async move { pairing::refresh(&context, id).await });
    }
    Ok(trips.len() > before)
}

fn home(ended: std::result::Result<Result<()>, JoinError>) {
    match ended {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "a number could not be looked after"),
        Err(error) => tracing::error!(%error, "looking after a number broke off"),
    }
}

/// Counts lanes again whose count is not what waits in them. Nothing should ever make them differ; a start looks all the same.
///
/// # Errors
/// When the database refuses.
pub async fn repair_lanes(context: &Context) -> Result<usize> {
    let drifted = lanes::drifted(context.db.read()).await?;
    for id in &drifted {
        let tx = context.db.begin().await?;
        if instances::lock(&*tx, *id).await?.is_some() {
            lanes::recount(&*tx, *id).await?;
        }
        tx.commit().await?;
    }
    if !drifted.is_empty() {
        tracing::warn!(lanes = drifted.len(), "the counts of lanes were wrong and are repaired");
    }
    Ok(drifted.len())
}

/// Ends messages whose time is over in lanes that do not send, and what is left in the lanes of removed instances.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(context: &Context) -> Result<usize> {
    let now = context.now();
    let read = context.db.read();
    let mut found = messages::overdue(read, now, SWEEP).await?;
    found.extend(lanes::abandoned(read, now, SWEEP).await?);
    for ended in &found {
        let tx = context.db.begin().await?;
        if let Some(instance) = instances::lock(&*tx, ended.instance_id).await? {
            end(&tx, context, &instance, ended).await?;
        }
        tx.commit().await?;
    }
    Ok(found.len())
}

async fn end(tx: &Tx, context: &Context, instance: &Instance, ended: &Ended) -> Result<()> {
    let now = context.now();
    let removed = instance.deleted_at.is_some();
    let unknown = if removed { msg::whatsapp_message_number_removed() } else { msg::whatsapp_message_outcome_unknown(ended.attempts) };
    let ways = [
        (
            "queued",
            if removed { MessageState::Cancelled } else { MessageState::Expired },
            if removed { None } else { Some(msg::whatsapp_message_expired()) },
        ),
        ("unknown", MessageState::Dead, Some(unknown.clone())),
        ("claimed", MessageState::Cancelled, None),
        ("submitted", MessageState::Dead, Some(unknown)),
    ];
    // What a worker holds right now is only touched where the instance is gone.
    for (from, to, problem) in ways.into_iter().take(if removed { 4 } else { 2 }) {
        let problem = problem.as_ref().map(stored);
        if messages::end(&**tx, ended.id, from, to.code(), problem.as_deref(), now).await? {
            lanes::ended(&**tx, instance.id, 1).await?;
            return publish_states(tx, context, status::place(instance), &[(ended.id, to)]).await;
        }
    }
    Ok(())
}
