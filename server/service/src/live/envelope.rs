//! An event with its place in the order of commits and whom it is for.

use db::live::{LiveRow, Place};
use domain::{
    access::{Action, Caller, Module, Scope},
    ids::{InstanceId, UserId},
    live::LiveEvent,
    message::MessageState,
    time::Timestamp,
};
use std::collections::HashMap;

/// Most states in one event of messages.
const MOST_STATES: usize = 1_000;
/// Seconds after which a last id is too old to go on from: less than events are kept.
const RESUMABLE_SECONDS: i64 = 3_000;

/// See the module's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Its place: who has seen it goes on from here.
    pub place: Place,
    /// The place of the last event that was merged into it.
    pub through: Place,
    /// When it was written.
    pub at: Timestamp,
    /// Part of the tree.
    pub path: String,
    /// A user whom it concerns.
    pub user: Option<UserId>,
    /// Whose readers may see it.
    pub module: Module,
    /// The event.
    pub event: LiveEvent,
}

impl Envelope {
    /// Reads a stored row; one that cannot be read is logged and left out.
    pub(super) fn read(row: LiveRow) -> Option<Self> {
        let module = serde_json::from_value(serde_json::Value::String(row.module));
        match (module, serde_json::from_str(&row.event)) {
            (Ok(module), Ok(event)) => Some(Self {
                place: (row.xid, row.seq),
                through: (row.xid, row.seq),
                at: row.at,
                path: row.path,
                user: row.user_id,
                module,
                event,
            }),
            _ => {
                tracing::warn!(seq = row.seq, "a live event cannot be read");
                None
            }
        }
    }

    /// Whether this caller may hear of it: it concerns them, or they read this module in that part of the tree. Money
    /// of one's own is for those who read money at all.
    #[must_use]
    pub fn is_for(&self, caller: &Caller) -> bool {
        let reads = |scope: Scope| {
            caller.grants.iter().any(|grant| grant.module == self.module && grant.action == Action::Read && grant.scope == scope)
        };
        let sees_own = self.module != Module::Money || [Scope::Own, Scope::Assigned, Scope::Tree].into_iter().any(reads);
        (self.user == Some(caller.user) && sees_own) || (reads(Scope::Tree) && self.path.starts_with(caller.tree.as_str()))
    }

    /// Whether it says that something about this account changed, be it that its sessions ended.
    pub(super) fn is_about(&self, user: UserId) -> bool {
        matches!(&self.event, LiveEvent::Users { ids } if ids.contains(&user))
    }

    /// The id that a browser sends back as the last it saw.
    #[must_use]
    pub fn id(&self) -> String {
        id_of(self.place, self.at)
    }
}

/// A place as text, with its time.
pub(super) fn id_of(place: Place, at: Timestamp) -> String {
    format!("{}-{}-{}", place.0, place.1, at.seconds())
}

/// Reads an id; `None` where it is none, or too old for the table to hold all that came after it.
pub(super) fn place_of(id: &str, now: Timestamp) -> Option<Place> {
    let mut numbers = id.splitn(3, '-').map(str::parse::<i64>);
    let (xid, seq, at) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    (now.seconds().saturating_sub(at) <= RESUMABLE_SECONDS).then_some((xid, seq))
}

/// A module as stored.
pub(super) fn module_code(module: Module) -> String {
    match serde_json::to_value(module) {
        Ok(serde_json::Value::String(code)) => code,
        _ => unreachable!("a module is a word"),
    }
}

/// Merges events of messages through one instance into the first of them. Merged into the first and not the last, because who goes on
/// from a place between the two must get the states of both again.
pub(super) fn coalesce(envelopes: Vec<Envelope>) -> Vec<Envelope> {
    let mut merged: Vec<Envelope> = Vec::with_capacity(envelopes.len());
    let mut open: HashMap<InstanceId, usize> = HashMap::new();
    for envelope in envelopes {
        if let LiveEvent::Messages { instance, states } = &envelope.event {
            let place = open.get(instance).copied();
            if let Some(before) = place.and_then(|at| merged.get_mut(at))
                && join(before, &envelope, states)
            {
                continue;
            }
            open.insert(*instance, merged.len());
        }
        merged.push(envelope);
    }
    merged
}

fn join(before: &mut Envelope, envelope: &Envelope, more: &[(domain::ids::MessageId, MessageState)]) -> bool {
    let same_readers = before.path == envelope.path && before.user == envelope.user && before.module == envelope.module;
    let LiveEvent::Messages { states, .. } = &mut before.event else { return false };
    if !same_readers || states.len() + more.len() > MOST_STATES {
        return false;
    }
    for (message, state) in more {
        match states.iter_mut().find(|(known, _)| known == message) {
            Some(known) => known.1 = *state,
            None => states.push((*message, *state)),
        }
    }
    before.through = envelope.through;
    true
}
