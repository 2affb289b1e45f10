//! Where a new number lives, and whether there may be one more. Placement takes the online server whose share of taken places is the
//! least; the server's row is locked while its places are counted, so that two new numbers never take the same last place.

use db::{
    Tx,
    whatsapp::{
        instances::{self, Owner},
        servers::{self, Server},
    },
};
use domain::{Error, Result, ids::ServerId, msg, server::ServerStatus};

/// How many numbers a customer may have who has no plan.
pub(super) const WITHOUT_PLAN: i64 = 3;

/// Refuses one more number where the plan's limit is reached. The owner's row must be locked.
pub(super) async fn check_limit(tx: &Tx, owner: &Owner) -> Result<()> {
    let most = owner.instance_limit.map_or(WITHOUT_PLAN, i64::from);
    let count = instances::count_of(&**tx, owner.id).await?;
    if count < most { Ok(()) } else { Err(Error::conflict(msg::whatsapp_instance_limit(owner.name.as_str(), count, most))) }
}

/// Chooses a server and locks it.
pub(super) async fn choose(tx: &Tx) -> Result<ServerId> {
    let mut candidates: Vec<Server> = servers::list(&**tx).await?.into_iter().filter(has_room).collect();
    candidates.sort_by(by_load);
    for candidate in candidates {
        if servers::lock(&**tx, candidate.id).await?.is_some_and(|server| has_room(&server)) {
            return Ok(candidate.id);
        }
    }
    Err(Error::unavailable(msg::whatsapp_instance_no_room()))
}

fn has_room(server: &Server) -> bool {
    server.status == ServerStatus::Online.code() && server.devices < i64::from(server.max_devices)
}

/// By devices ÷ places, without dividing; the list's order by name decides between equals.
fn by_load(one: &Server, other: &Server) -> std::cmp::Ordering {
    (one.devices * i64::from(other.max_devices)).cmp(&(other.devices * i64::from(one.max_devices)))
}
