//! The sealer: takes committed events in the order of their time, continues the chain (SHA-256 of the previous value and the event's
//! digest), signs the head with the key ring and takes the events off the waiting list, a batch per transaction. One sealer works at a
//! time, in whatever process; a crash between two batches loses nothing, because a batch is whole or not there.

use db::audit::{self as rows, LinkRow, SealRow};
use domain::{Result, time::Timestamp};
use sha2::{Digest, Sha256};

use super::canonical::Canonical;
use crate::Context;

/// Events of one batch.
const BATCH: usize = 5_000;
/// What signatures are for.
const PURPOSE: &str = "audit seal";

/// Seals everything that waits; answers how many events were chained. A worker calls this after commits that left events, and now and
/// then for those of other processes. Where another sealer works, it does the rest.
///
/// # Errors
/// When the database refuses.
pub async fn seal(context: &Context) -> Result<usize> {
    let mut sealed = 0;
    while oldest_unsealed(context).await?.is_some() {
        let batch = seal_batch(context).await?;
        sealed += batch;
        if batch < BATCH {
            break;
        }
    }
    Ok(sealed)
}

/// Since when the oldest event waits for the sealer: longer than a minute is an alarm.
///
/// # Errors
/// When the database refuses.
pub async fn oldest_unsealed(context: &Context) -> Result<Option<Timestamp>> {
    Ok(rows::oldest_unsealed(context.db.read()).await?)
}

async fn seal_batch(context: &Context) -> Result<usize> {
    let tx = context.db.begin().await?;
    if !rows::lock_sealer(&*tx).await? {
        return Ok(0);
    }
    let waiting = rows::waiting(&*tx, BATCH).await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let (mut seq, mut chain) = rows::last_link(&*tx).await?.map_or((0, START.to_vec()), |link| (link.seq, link.chain));
    let mut links = Vec::with_capacity(waiting.len());
    for event in waiting {
        seq += 1;
        chain = next(&chain, &event.digest).to_vec();
        links.push(LinkRow { seq, event_id: event.id, chain: chain.clone() });
    }
    let (sealed, sealed_at) = (links.len(), context.now());
    let signature = context.keys.mac(PURPOSE, &signed(seq, &chain, sealed_at)).to_vec();
    rows::append_links(&*tx, links, SealRow { last_seq: seq, head: chain, signature, sealed_at }).await?;
    tx.commit().await?;
    Ok(sealed)
}

/// What the first link continues.
pub(super) const START: [u8; 32] = [0; 32];

/// The chain's next value.
pub(super) fn next(chain: &[u8], digest: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(chain).chain_update(digest).finalize().into()
}

fn signed(last_seq: i64, head: &[u8], sealed_at: Timestamp) -> [u8; 32] {
    Canonical::new(PURPOSE).number(last_seq).bytes(head).number(sealed_at.0).digest()
}

/// Whether a seal was made with a key of ours and is as it was made.
pub(super) fn is_ours(context: &Context, seal: &SealRow) -> bool {
    context.keys.is_mac(PURPOSE, &signed(seal.last_seq, &seal.head, seal.sealed_at), &seal.signature)
}
