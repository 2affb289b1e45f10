//! Managers and organisations of people who move: what stands neither where they are put nor above could not be given to them by hand,
//! so it is taken away. An edit refuses to move somebody away from their own before they are asked; this is for all others concerned,
//! and for imports, where nobody is asked.

use db::{
    Tx,
    users::{
        change::{self, Link},
        list,
    },
};
use domain::{error::Result, ids::UserId};

use super::create::facts_of;
use crate::{
    Context,
    figures::{self, Facts},
};

/// Users whose link is cut at once.
const BATCH: usize = 1_000;

async fn cut(tx: &Tx, context: &Context, link: Link, users: &[UserId]) -> Result<()> {
    for users in users.chunks(BATCH) {
        let without = |facts: Facts| match link {
            Link::Manager => Facts { manager: None, ..facts },
            Link::Organisation => Facts { organisation: None, ..facts },
        };
        let rows = list::lock(&**tx, users).await?;
        let changed =
            rows.iter().map(|row| facts_of(row).map(|facts| (row.id, facts.clone(), without(facts)))).collect::<Result<Vec<_>>>()?;
        let (manager, organisation) = if link == Link::Manager { (Some(None), None) } else { (None, Some(None)) };
        change::assign(&**tx, users, manager, organisation).await?;
        figures::users_changed(tx, context, &changed).await?;
    }
    Ok(())
}

/// Before everything below one node is put below another: takes away what stays behind.
///
/// # Errors
/// When the database refuses.
pub async fn cut_below(tx: &Tx, context: &Context, from: &str, to: &str) -> Result<()> {
    for link in [Link::Manager, Link::Organisation] {
        let lost = change::links_lost(&**tx, link, from, to).await?;
        cut(tx, context, link, &lost).await?;
    }
    Ok(())
}

/// After these users got another place or role: takes away what no longer fits from them, and them from those whom they managed.
///
/// # Errors
/// When the database refuses.
pub async fn cut_broken(tx: &Tx, context: &Context, users: &[UserId]) -> Result<()> {
    if users.is_empty() {
        return Ok(());
    }
    for link in [Link::Manager, Link::Organisation] {
        let broken = change::links_broken(&**tx, link, users).await?;
        cut(tx, context, link, &broken).await?;
    }
    Ok(())
}
