//! What the end of a call means for its message and its lane. Nothing here touches the database.
//!
//! Only what the gateway may have done counts as a try: a gateway that cannot be reached, asks to slow down or has no session ready
//! makes the lane wait, so that an outage of any length uses up nobody's tries.

use domain::{
    Msg,
    message::MessageState,
    msg,
    port::whatsapp::{GatewayError, SendOutcome, SessionStatus},
};

use crate::whatsapp::{acks, clean};

/// Tries of one message before it is dead.
pub(in crate::whatsapp) const TRIES: i32 = 8;
/// Seconds a lane waits when its gateway cannot be reached.
const UNREACHABLE: i64 = 5;
/// Seconds a lane waits when its session is not ready.
const NOT_READY: i64 = 5;
/// Seconds a lane waits when the gateway asks for less without saying how long.
const SLOWER: i64 = 30;
/// Seconds a lane waits after WhatsApp refused a first message to somebody (error 463).
const LOCKED: i64 = 60;
/// Longest id of a message that is kept.
const LONGEST_ID: usize = 200;
/// The longest pause between two tries of a message, in seconds.
const LONGEST_BACKOFF: i64 = 600;

/// The message before the call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before<'a> {
    pub recipient: &'a str,
    /// Tries, this one included.
    pub tries: i32,
    /// A try before this one may have had its effect.
    pub uncertain: bool,
    /// The instance was removed meanwhile.
    pub removed: bool,
}

/// What becomes of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    pub state: MessageState,
    pub gateway_id: Option<String>,
    pub problem: Option<Msg>,
    /// Seconds before this message goes again.
    pub backoff: i64,
    /// Seconds before the lane sends anything.
    pub pause: i64,
    /// The try counts.
    pub counts: bool,
    /// It may have had its effect.
    pub uncertain: bool,
    /// What the session turned out to be.
    pub session: Option<SessionStatus>,
}

impl Verdict {
    const fn of(state: MessageState) -> Self {
        Self { state, gateway_id: None, problem: None, backoff: 0, pause: 0, counts: true, uncertain: false, session: None }
    }

    fn failed(problem: Msg) -> Self {
        Self { problem: Some(problem), ..Self::of(MessageState::Failed) }
    }
}

/// Judges a call.
pub(super) fn judge(before: Before<'_>, answer: &Result<SendOutcome, GatewayError>) -> Verdict {
    match answer {
        Ok(SendOutcome::Accepted { gateway_id }) => {
            Verdict { gateway_id: Some(clean(acks::bare(gateway_id), LONGEST_ID)), ..Verdict::of(MessageState::Accepted) }
        }
        Err(GatewayError::Unknown { reason }) => unknown(before, reason),
        Err(GatewayError::Refused { reason }) => Verdict::failed(msg::whatsapp_message_refused(reason)),
        Err(GatewayError::NotImplemented { feature }) => Verdict::failed(msg::whatsapp_message_not_possible(feature)),
        Err(GatewayError::NumberNotOnWhatsApp { .. }) => Verdict::failed(msg::whatsapp_message_not_on_whatsapp(before.recipient)),
        Err(GatewayError::ReachOutLocked) => Verdict { pause: LOCKED, ..Verdict::failed(msg::whatsapp_message_reach_out_locked()) },
        Err(GatewayError::SessionNotReady { status }) => Verdict { session: Some(*status), ..waits(before, NOT_READY) },
        Err(GatewayError::RateLimited { retry_after }) => {
            let asked = retry_after.and_then(|time| i64::try_from(time.as_secs()).ok());
            waits(before, asked.unwrap_or(SLOWER).clamp(1, LONGEST_BACKOFF))
        }
        Err(GatewayError::NotSent { .. } | GatewayError::Unauthorized) => waits(before, UNREACHABLE),
    }
}

/// Nothing happened by this try: the message keeps its place and its tries.
fn waits(before: Before<'_>, pause: i64) -> Verdict {
    let state = match (before.uncertain, before.removed) {
        (true, true) => return dead_by_removal(),
        (true, false) => MessageState::Unknown,
        (false, true) => MessageState::Cancelled,
        (false, false) => MessageState::Queued,
    };
    Verdict { pause, counts: false, ..Verdict::of(state) }
}

fn unknown(before: Before<'_>, reason: &str) -> Verdict {
    if before.removed {
        return dead_by_removal();
    }
    if before.tries >= TRIES {
        return Verdict {
            problem: Some(msg::whatsapp_message_outcome_unknown(before.tries)),
            uncertain: true,
            ..Verdict::of(MessageState::Dead)
        };
    }
    let problem = Some(msg::whatsapp_message_trying_again(reason));
    Verdict { backoff: backoff(before.tries), uncertain: true, problem, ..Verdict::of(MessageState::Unknown) }
}

fn dead_by_removal() -> Verdict {
    Verdict { problem: Some(msg::whatsapp_message_number_removed()), uncertain: true, ..Verdict::of(MessageState::Dead) }
}

/// 2, 4, 8 … seconds.
fn backoff(tries: i32) -> i64 {
    1_i64.checked_shl(u32::try_from(tries).unwrap_or(0)).unwrap_or(LONGEST_BACKOFF).clamp(1, LONGEST_BACKOFF)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const FIRST: Before<'static> = Before { recipient: "+34600111222", tries: 1, uncertain: false, removed: false };

    fn err(error: GatewayError) -> Result<SendOutcome, GatewayError> {
        Err(error)
    }

    #[test]
    fn an_outage_uses_up_no_tries_and_a_rate_limit_is_kept() {
        let away = judge(FIRST, &err(GatewayError::NotSent { reason: "refused".into() }));
        assert!(away.state == MessageState::Queued && !away.counts && away.pause == UNREACHABLE, "{away:?}");
        let slower = judge(FIRST, &err(GatewayError::RateLimited { retry_after: Some(Duration::from_secs(90)) }));
        assert!(slower.state == MessageState::Queued && slower.pause == 90, "{slower:?}");
    }

    // Faults 1 and 2.
    /// A session that the gateway lost, and a method that its engine has not.
    #[test]
    fn a_session_that_is_not_known_waits_and_what_an_engine_cannot_do_fails() {
        let lost = judge(FIRST, &err(GatewayError::SessionNotReady { status: SessionStatus::Stopped }));
        assert!(lost.state == MessageState::Queued && !lost.counts && lost.session == Some(SessionStatus::Stopped), "{lost:?}");
        let never = judge(FIRST, &err(GatewayError::NotImplemented { feature: "not implemented by 'WEBJS' engine".into() }));
        assert!(never.state == MessageState::Failed && !never.uncertain, "{never:?}");
    }

    #[test]
    fn what_may_have_gone_never_looks_as_if_it_had_not() {
        let after = Before { uncertain: true, tries: 2, ..FIRST };
        assert_eq!(judge(after, &err(GatewayError::NotSent { reason: "refused".into() })).state, MessageState::Unknown);
        assert_eq!(
            judge(Before { removed: true, ..after }, &err(GatewayError::NotSent { reason: "refused".into() })).state,
            MessageState::Dead
        );
    }

    #[test]
    fn an_unknown_outcome_backs_off_and_ends_after_the_last_try() {
        let silence = err(GatewayError::Unknown { reason: "time-out".into() });
        let pauses: Vec<i64> = (1..TRIES).map(|tries| judge(Before { tries, ..FIRST }, &silence).backoff).collect();
        assert_eq!(pauses, [2, 4, 8, 16, 32, 64, 128]);
        assert_eq!(judge(Before { tries: TRIES, ..FIRST }, &silence).state, MessageState::Dead);
    }
}
