//! The verifier: reads the chain from its first link to its last in batches, recomputes each event's digest and each chain value, holds
//! the seals against them, and looks for what was added or removed. The first row that is not as it was written is named. Batches are
//! read and hashed ahead, a few at a time, so that memory stays constant and both the database and this process are busy.
//!
//! What it cannot see is a trail cut back, with links and seals, to an earlier seal: hold [`VerifyReport::head`] against one that was
//! written down elsewhere.

use std::fmt;

use db::{
    DbError,
    audit::{self as rows, LinkedRow, SealRow},
};
use domain::{Error, Msg, Result, ids::AuditId, msg, time::Timestamp};
use futures::{StreamExt, stream};

use super::{
    digest,
    seal::{START, is_ours, next},
};
use crate::Context;

/// Rows read at once.
const BATCH: i64 = 5_000;
/// Waiting events read at once.
const WAITING: usize = 5_000;
/// Batches read ahead.
const AHEAD: usize = 4;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifyReport {
    /// Links that were checked.
    pub linked: i64,
    /// Events that wait for the sealer and were checked.
    pub waiting: i64,
    /// Seals that were checked.
    pub seals: i64,
    /// The chain's value at the last link, in hexadecimal.
    pub head: Option<String>,
    /// The first row that is not as it was written.
    pub broken: Option<Broken>,
}

/// A row that is not as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Broken {
    /// Its place in the chain.
    pub seq: Option<i64>,
    /// The event.
    pub event: Option<AuditId>,
    /// What is wrong with it.
    pub what: Msg,
}

impl fmt::Display for Broken {
    /// The row: `audit_event aud_… at 17`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.event, self.seq) {
            (Some(event), Some(seq)) => write!(f, "{event} #{seq}"),
            (Some(event), None) => write!(f, "{event}"),
            (None, Some(seq)) => write!(f, "#{seq}"),
            (None, None) => Ok(()),
        }
    }
}

fn broken(seq: impl Into<Option<i64>>, event: impl Into<Option<AuditId>>, what: Msg) -> Broken {
    Broken { seq: seq.into(), event: event.into(), what }
}

/// Verifies the whole trail.
///
/// # Errors
/// When the database does not answer; what is wrong with rows is no error but the report's answer.
pub async fn verify(context: &Context) -> Result<VerifyReport> {
    let read = context.db.read();
    // An end that cannot be read is found in its place by the walk.
    let promised = or_unreadable(rows::last_seal(read).await.map(|seal| seal.map_or(0, |seal| seal.last_seq)), 0)?;
    let last = or_unreadable(rows::last_link(read).await.map(|link| link.map_or(0, |link| link.seq)), i64::MAX)?;
    let mut walk = Walk { seq: 0, chain: START, report: VerifyReport { linked: 0, waiting: 0, seals: 0, head: None, broken: None } };
    walk.chain(context, last).await?;
    if walk.report.broken.is_none() {
        walk.ends(context, promised).await?;
    }
    if walk.report.broken.is_none() {
        walk.waiting(context).await?;
    }
    if walk.report.broken.is_none() {
        walk.strays(context).await?;
    }
    walk.report.head = (walk.seq > 0).then(|| hex::encode(walk.chain));
    Ok(walk.report)
}

/// One batch, read and hashed.
struct Batch {
    up_to: i64,
    rows: Vec<Hashed>,
    seals: Vec<SealRow>,
    /// The first row that cannot be read; what comes before it is in `rows`.
    unreadable: Option<Broken>,
}

struct Hashed {
    seq: i64,
    event: AuditId,
    chain: Vec<u8>,
    digest: Vec<u8>,
    is_own: bool,
}

struct Walk {
    seq: i64,
    chain: [u8; 32],
    report: VerifyReport,
}

impl Walk {
    /// Goes through all links and the seals over them.
    async fn chain(&mut self, context: &Context, last: i64) -> Result<()> {
        let starts = (0..).map(|at: i64| at.saturating_mul(BATCH)).take_while(|start| *start < last);
        let mut batches = stream::iter(starts)
            .map(|start| {
                let context = context.clone();
                let up_to = start.saturating_add(BATCH).min(last);
                async move { tokio::spawn(async move { read_batch(&context, start, up_to).await }).await.map_err(|_| Error::internal())? }
            })
            .buffered(AHEAD);
        while let Some(batch) = batches.next().await {
            let batch = batch?;
            self.report.broken = self.links(context, &batch).await?;
            if self.report.broken.is_some() {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn links(&mut self, context: &Context, batch: &Batch) -> Result<Option<Broken>> {
        let mut seals = batch.seals.iter().peekable();
        for row in &batch.rows {
            if row.seq != self.seq + 1 {
                return self.gap(context).await.map(Some);
            }
            if !row.is_own {
                return Ok(Some(broken(row.seq, row.event, msg::audit_event_changed())));
            }
            let chain = next(&self.chain, &row.digest);
            if chain.as_slice() != row.chain {
                return Ok(Some(broken(row.seq, row.event, msg::audit_chain_broken())));
            }
            (self.seq, self.chain) = (row.seq, chain);
            self.report.linked += 1;
            while let Some(seal) = seals.next_if(|seal| seal.last_seq <= row.seq) {
                if !is_ours(context, seal) {
                    return Ok(Some(broken(seal.last_seq, None, msg::audit_seal_forged())));
                }
                if seal.last_seq != row.seq || seal.head != self.chain {
                    return Ok(Some(broken(seal.last_seq, None, msg::audit_seal_head())));
                }
                self.report.seals += 1;
            }
        }
        if batch.unreadable.is_some() {
            return Ok(batch.unreadable.clone());
        }
        if self.seq < batch.up_to {
            return self.gap(context).await.map(Some);
        }
        Ok(None)
    }

    /// The link after the last good one is gone, or its event is.
    async fn gap(&self, context: &Context) -> Result<Broken> {
        let seq = self.seq + 1;
        Ok(match rows::link_at(context.db.read(), seq).await {
            Ok(Some(link)) => broken(seq, link.event_id, msg::audit_event_missing()),
            Ok(None) => broken(seq, None, msg::audit_link_missing()),
            Err(error) if is_unreadable(&error) => broken(seq, None, msg::audit_event_unreadable()),
            Err(error) => return Err(error.into()),
        })
    }

    /// The last seal and the last link end at the same place.
    async fn ends(&mut self, context: &Context, promised: i64) -> Result<()> {
        let seal = match rows::last_seal(context.db.read()).await {
            Ok(seal) => seal,
            Err(error) if is_unreadable(&error) => {
                self.report.broken = Some(broken(self.seq, None, msg::audit_seal_forged()));
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let sealed = seal.map_or(0, |seal| seal.last_seq);
        if promised > self.seq {
            self.report.broken = Some(broken(promised, None, msg::audit_tail_removed(promised, self.seq)));
        } else if sealed < self.seq {
            self.report.broken = Some(broken(sealed + 1, None, msg::audit_seal_missing()));
        }
        Ok(())
    }

    /// Events that wait for the sealer carry their own digest already.
    async fn waiting(&mut self, context: &Context) -> Result<()> {
        let mut after = (Timestamp(i64::MIN), AuditId::NIL);
        loop {
            let events = match rows::waiting_events(context.db.read(), after, WAITING).await {
                Ok(events) => events,
                Err(error) if is_unreadable(&error) => {
                    self.report.broken = Some(broken(None, None, msg::audit_event_unreadable()));
                    return Ok(());
                }
                Err(error) => return Err(error.into()),
            };
            let Some(last) = events.last() else { return Ok(()) };
            after = (last.waiting_at, last.event.id);
            for waiting in events {
                let what = if digest(&waiting.event).as_slice() != waiting.event.digest {
                    msg::audit_event_changed()
                } else if waiting.waiting_at != waiting.event.at {
                    msg::audit_mark_wrong()
                } else {
                    self.report.waiting += 1;
                    continue;
                };
                self.report.broken = Some(broken(None, waiting.event.id, what));
                return Ok(());
            }
        }
    }

    /// Events that were slipped in, or whose mark or link was taken away.
    async fn strays(&mut self, context: &Context) -> Result<()> {
        let read = context.db.read();
        self.report.broken = match (rows::event_without_link(read).await?, rows::waiting_without_event(read).await?) {
            (Some(event), _) => Some(broken(None, event, msg::audit_event_without_link())),
            (None, Some(event)) => Some(broken(None, event, msg::audit_mark_wrong())),
            (None, None) => None,
        };
        Ok(())
    }
}

async fn read_batch(context: &Context, after: i64, up_to: i64) -> Result<Batch> {
    let read = context.db.read();
    let (rows, unreadable) = match rows::linked(read, after, up_to).await {
        Ok(rows) => (rows, None),
        Err(error) if is_unreadable(&error) => one_by_one(context, after, up_to).await?,
        Err(error) => return Err(error.into()),
    };
    let rows: Vec<Hashed> = rows
        .into_iter()
        .map(|row| {
            let own = digest(&row.event);
            Hashed { seq: row.seq, event: row.event.id, chain: row.chain, is_own: own.as_slice() == row.event.digest, digest: own.to_vec() }
        })
        .collect();
    let from = if after == 0 { i64::MIN } else { after };
    let (seals, unreadable) = match rows::seals(read, from, up_to).await {
        Ok(seals) => (seals, unreadable),
        Err(error) if is_unreadable(&error) => (Vec::new(), unreadable.or_else(|| Some(broken(after + 1, None, msg::audit_seal_forged())))),
        Err(error) => return Err(error.into()),
    };
    Ok(Batch { up_to, rows, seals, unreadable })
}

/// Reads a batch row by row up to the one that cannot be read.
async fn one_by_one(context: &Context, after: i64, up_to: i64) -> Result<(Vec<LinkedRow>, Option<Broken>)> {
    let (read, mut found) = (context.db.read(), Vec::new());
    for seq in after + 1..=up_to {
        match rows::linked(read, seq - 1, seq).await {
            Ok(rows) => found.extend(rows),
            Err(error) if is_unreadable(&error) => {
                let event = rows::link_at(read, seq).await.ok().flatten().map(|link| link.event_id);
                return Ok((found, Some(broken(seq, event, msg::audit_event_unreadable()))));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok((found, None))
}

fn or_unreadable<T>(answer: db::DbResult<T>, instead: T) -> Result<T> {
    match answer {
        Err(error) if is_unreadable(&error) => Ok(instead),
        other => Ok(other?),
    }
}

/// Whether a row could not be read as what it should be, as opposed to a database that does not answer.
fn is_unreadable(error: &DbError) -> bool {
    match error {
        DbError::Unreadable { .. } => true,
        DbError::Other(other) => {
            matches!(other, db::sea_orm::DbErr::Type(_))
                || other.to_string().contains("decod")
                || other.to_string().contains("mismatched types")
        }
        _ => false,
    }
}
