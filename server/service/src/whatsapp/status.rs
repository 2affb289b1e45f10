//! The state of an instance follows the gateway: webhooks and polls both come here, in whatever order. A status older than the newest
//! one that was applied says nothing; one that contradicts what is wanted (a number that was logged out) does not show.

use db::{
    Tx, Wake,
    whatsapp::{
        due,
        instances::{self, Instance},
    },
};
use domain::{
    Result,
    ids::InstanceId,
    instance::InstanceState,
    port::whatsapp::{Me, SessionStatus},
    time::Period,
};

use super::{Place, clean, phone, publish_instance};
use crate::{
    Context,
    figures::{self, Measure, Step},
};

/// Seconds that a gateway's clock may be ahead of ours.
const AHEAD: i64 = 120;

/// What was seen of a session.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    pub status: SessionStatus,
    pub me: Option<&'a Me>,
    /// The gateway's time, where an event told it; `None` for what was asked for just now.
    pub at_ms: Option<i64>,
}

impl<'a> Seen<'a> {
    /// What the gateway answered just now.
    pub const fn now(status: SessionStatus, me: Option<&'a Me>) -> Self {
        Self { status, me, at_ms: None }
    }
}

/// The state that a status means for this instance; `None` where it means nothing.
pub(super) fn target(instance: &Instance, status: SessionStatus) -> Option<InstanceState> {
    let current = InstanceState::from_code(&instance.state)?;
    if instance.deleted_at.is_some() {
        return None;
    }
    if instance.wanted != "connected" {
        // It is being stopped; what the gateway does on the way is not shown.
        let quiet = matches!(current, InstanceState::New | InstanceState::Failed | InstanceState::Stopped);
        return Some(if quiet { current } else { InstanceState::Stopped });
    }
    Some(match status {
        SessionStatus::Stopped => InstanceState::Stopped,
        SessionStatus::Starting => InstanceState::Starting,
        SessionStatus::ScanQrCode => InstanceState::Scanning,
        SessionStatus::PasskeyRequired | SessionStatus::PasskeyConfirmationRequired => InstanceState::Passkey,
        SessionStatus::Working => InstanceState::Connected,
        SessionStatus::Failed => InstanceState::Failed,
        SessionStatus::Unknown => return None,
    })
}

/// Applies what was seen; answers whether the state changed.
pub(super) async fn apply(tx: &Tx, context: &Context, id: InstanceId, seen: Seen<'_>) -> Result<bool> {
    let Some(instance) = instances::lock(&**tx, id).await? else { return Ok(false) };
    // A gateway whose clock is ahead of ours must not shut out what it says once that is set right.
    let at_ms = seen.at_ms.map(|at| at.min(context.now().plus_seconds(AHEAD).millis()));
    if at_ms.is_some_and(|at| at < instance.status_at_ms) {
        return Ok(false);
    }
    let Some(to) = target(&instance, seen.status) else { return Ok(false) };
    if let Some(at) = at_ms {
        instances::set_status_time(&**tx, id, at).await?;
    }
    let renamed = to == InstanceState::Connected && keep_account(tx, &instance, seen.me).await?;
    if to.code() != instance.state {
        return move_to(tx, context, &instance, to).await;
    }
    if to == InstanceState::Scanning && seen.at_ms.is_some() {
        // The gateway says it again at each new code.
        due::qr_due(&**tx, id, context.now()).await?;
        tx.wake(Wake::Queue);
    }
    if renamed {
        publish_instance(tx, context, place(&instance)).await?;
    }
    Ok(false)
}

/// The number of a linked account. (The ids of some accounts are not numbers.)
pub(super) fn number(me: &Me) -> Option<String> {
    let digits: String = me.id.chars().take_while(char::is_ascii_digit).collect();
    if me.id.ends_with("@lid") { None } else { phone(&format!("+{digits}")) }
}

/// Keeps who is linked; answers whether that is news. A slot belongs to the account that was paired first: another one asks first, and
/// nothing is sent meanwhile.
async fn keep_account(tx: &Tx, instance: &Instance, me: Option<&Me>) -> Result<bool> {
    let Some(me) = me else { return Ok(false) };
    let number = number(me).or_else(|| instance.phone.clone());
    let name = Some(clean(&me.push_name, 120)).filter(|name| !name.is_empty()).or_else(|| instance.push_name.clone());
    let account = instance.account.clone().or_else(|| number.clone());
    let other = number.clone().filter(|number| account.as_ref() != Some(number));
    let same_account = account == instance.account && other == instance.other_account;
    if number == instance.phone && name == instance.push_name && same_account {
        return Ok(false);
    }
    instances::set_account(&**tx, instance.id, number.as_deref(), name.as_deref()).await?;
    if !same_account {
        instances::set_owner_account(&**tx, instance.id, account.as_deref(), other.as_deref()).await?;
        tx.wake(Wake::Queue);
    }
    Ok(true)
}

/// Moves an instance whose row is locked to another state, with the figures and events that go with it.
pub(super) async fn move_to(tx: &Tx, context: &Context, instance: &Instance, to: InstanceState) -> Result<bool> {
    if instance.state == to.code() {
        return Ok(false);
    }
    if !instances::set_state(&**tx, instance.id, &instance.state, to.code(), context.now()).await? {
        return Ok(false);
    }
    let was = instance.state == InstanceState::Connected.code();
    let is = to == InstanceState::Connected;
    if was != is {
        let step = Step { user: instance.user_id, period: Period::ALL, measure: Measure::Instances, amount: if is { 1 } else { -1 } };
        figures::add(tx, context, &[step]).await?;
    }
    if matches!(to, InstanceState::Connected | InstanceState::Scanning) {
        tx.wake(Wake::Queue);
    }
    publish_instance(tx, context, place(instance)).await?;
    Ok(true)
}

/// Where an instance belongs.
pub(super) fn place(instance: &Instance) -> Place<'_> {
    Place { instance: instance.id, user: instance.user_id, path: &instance.path }
}
