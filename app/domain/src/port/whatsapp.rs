//! The port to WhatsApp: what the use cases ask of a gateway, whichever product stands behind it. No I/O here.
//!
//! One `Driver` per product (WAHA first; its wire names stand in the comments, from its OpenAPI document 2026.7.1). To add a product,
//! implement `Driver` in the `gateway` crate, translate its words into these, and say in `Capabilities` what it cannot do.
//! A 2xx is never "sent": the state of a message comes from `EventKind::MessageAck` only.

use std::{collections::BTreeMap, fmt, time::Duration};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Where a gateway server answers, and the key it wants.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerAddress {
    /// Scheme, host and port, without a path: `https://waha-1.example:3000`.
    pub base_url: String,
    /// WAHA: the header `X-Api-Key`.
    pub api_key: String,
}

impl fmt::Debug for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerAddress").field("base_url", &self.base_url).field("api_key", &"***").finish()
    }
}

/// What a product can do; the use cases ask here instead of asking for its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Takes our message id and deduplicates by it, so an unknown outcome may be sent again. Without it, acks carry the id that the
    /// gateway answered.
    pub client_message_id: bool,
    /// Gives the text of the QR code, so the page draws it itself.
    pub raw_qr: bool,
    pub pairing_code: bool,
    pub passkey: bool,
    pub signed_webhooks: bool,
    pub number_check: bool,
    /// `find_message` can resolve an unknown outcome.
    pub message_lookup: bool,
}

/// A server that answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerHealth {
    pub version: Option<String>,
    pub engine: Option<String>,
    pub uptime: Option<Duration>,
    pub latency: Duration,
    /// WAHA: `/health` said `ok`; `false` means it answers but a check of its own fails (a full disk).
    pub healthy: bool,
    /// It says of itself that nothing behind it is a real phone. No WAHA says this.
    pub simulator: bool,
}

/// What a new session is made of.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionSpec {
    pub name: String,
    /// Comes back in every event; the instance's id stands here.
    pub metadata: BTreeMap<String, String>,
    pub webhook_url: String,
    pub webhook_secret: String,
    /// WAHA's event names; `DEFAULT_EVENTS` is what the use cases need.
    pub events: Vec<String>,
}

/// `message.any` carries our own sends too, which settles unknown outcomes.
pub const DEFAULT_EVENTS: [&str; 4] = ["session.status", "message", "message.any", "message.ack"];

impl fmt::Debug for SessionSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionSpec").field("name", &self.name).field("webhook_url", &self.webhook_url).finish_non_exhaustive()
    }
}

/// A session as the gateway sees it (WAHA: `SessionInfo`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionInfo {
    pub name: String,
    pub status: SessionStatus,
    pub me: Option<Me>,
}

/// The linked account (WAHA: `MeInfo`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// `12132132130@c.us`.
    pub id: String,
    /// Empty where the phone has not told it.
    pub push_name: String,
}

/// WAHA's session statuses; the names on the wire are these in SCREAMING_SNAKE_CASE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SessionStatus {
    Stopped,
    Starting,
    ScanQrCode,
    PasskeyRequired,
    PasskeyConfirmationRequired,
    Working,
    Failed,
    /// A status newer than this list: shown, never acted upon.
    #[serde(other)]
    Unknown,
}

/// The answer to "which code shall I show?".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QrAnswer {
    /// `2@…`, the text behind the code. It lives 60 s, the following ones 20 s each.
    Code { value: String },
    /// The session is not waiting for a scan (yet, or any more); ask again or look at the status.
    NotYet { status: SessionStatus },
    /// The session is stopped or does not exist.
    NotRunning,
}

/// A text on its way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingText {
    /// Ours, and the same on each attempt (WAHA: `id` of `sendText`).
    pub message_id: String,
    /// `<digits>@c.us`, `…@g.us` or `…@lid`.
    pub chat_id: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendOutcome {
    /// The gateway has it and gave this id; whether it leaves is told by acks.
    Accepted { gateway_id: String },
}

/// A message the gateway knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundMessage {
    pub gateway_id: String,
    pub ack: Ack,
}

/// How far a message came (WAHA: `ack` −1…4). The order of the variants matters: a later one never gives way to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Ack {
    Error,
    Pending,
    Server,
    Device,
    Read,
    Played,
}

impl Ack {
    /// From WAHA's number.
    pub fn from_number(number: i64) -> Option<Self> {
        Some(match number {
            -1 => Self::Error,
            0 => Self::Pending,
            1 => Self::Server,
            2 => Self::Device,
            3 => Self::Read,
            4 => Self::Played,
            _ => return None,
        })
    }
}

/// Why a gateway did not do it. The first two are kept apart with care: only `NotSent` is safe to repeat on every product.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// No connection, or it failed before the request was written: nothing can have happened.
    #[error("the gateway could not be reached: {reason}")]
    NotSent { reason: String },
    /// Written, but no clear answer (time-out, reset, 5xx): it may have happened. Again only under the same id, where that is deduplicated.
    #[error("the gateway's answer is unknown: {reason}")]
    Unknown { reason: String },
    /// Permanent: the same request will be refused again.
    #[error("the gateway refused: {reason}")]
    Refused { reason: String },
    #[error("the session is not ready: it is {status:?}")]
    SessionNotReady { status: SessionStatus },
    #[error("the gateway does not accept the API key")]
    Unauthorized,
    #[error("the gateway asks to slow down (retry after {retry_after:?})")]
    RateLimited { retry_after: Option<Duration> },
    #[error("{chat_id} is not on WhatsApp")]
    NumberNotOnWhatsApp { chat_id: String },
    #[error("the gateway cannot do this: {feature}")]
    NotImplemented { feature: String },
    /// WhatsApp's error 463: this account may not write to people who did not write first. Pause cold sends.
    #[error("WhatsApp has locked this account's reach-out (error 463)")]
    ReachOutLocked,
}

/// Why a webhook call is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookRefusal {
    #[error("the webhook has no signature (header {header})")]
    NoSignature { header: String },
    #[error("the webhook is signed with {algorithm}, expected sha512")]
    Algorithm { algorithm: String },
    #[error("the webhook's signature does not match its body")]
    Signature,
    #[error("the webhook's body cannot be read: {reason}")]
    Body { reason: String },
}

/// One event of a gateway. Store it, deduplicate by `id`, then apply it in whatever order it came.
#[derive(Clone, Debug, PartialEq)]
pub struct GatewayEvent {
    pub id: String,
    pub session: String,
    /// Milliseconds since 1970 by the gateway's clock.
    pub at_ms: i64,
    pub metadata: BTreeMap<String, String>,
    pub me: Option<Me>,
    pub kind: EventKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
    /// `session.status`; sent again at every new QR code. `data` is the passkey challenge or code.
    SessionStatus { status: SessionStatus, data: Option<serde_json::Value> },
    /// `message.ack` and `message.ack.group`. `message_id` is the last `_` segment of `payload.id`, because the chat part may change between `@c.us` and `@lid`.
    MessageAck { message_id: String, chat_id: String, ack: Ack },
    /// `message`: somebody wrote to us.
    Message(Box<ChatMessage>),
    /// `message.any`: as above and also what we sent (`from_me`). Drop those before any automatic answer.
    MessageAny(Box<ChatMessage>),
    /// An event this version does not use, or one that does not say what it is about.
    Unknown { name: String },
}

/// A message in an event (WAHA: `WAMessage`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatMessage {
    /// The last `_` segment of `id`.
    pub message_id: String,
    /// The chat: `to` for our own messages, `from` for others'.
    pub chat_id: String,
    pub from: String,
    pub to: String,
    /// Who wrote in a group.
    pub participant: Option<String>,
    pub from_me: bool,
    pub text: String,
    pub media: Option<Media>,
    /// The id of the message this one answers (`replyTo.id`).
    pub reply_to: Option<String>,
    /// Milliseconds since 1970 (`timestamp` is in seconds).
    pub at_ms: i64,
    pub ack: Option<Ack>,
}

/// An attachment (WAHA: `WAMedia`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    pub url: Option<String>,
    pub mime_type: String,
    pub file_name: Option<String>,
}

type Answer<T> = Result<T, GatewayError>;

/// A product that drives WhatsApp sessions. Every call has its own time limit inside; none waits for ever.
#[async_trait]
pub trait Driver: Send + Sync {
    /// `engine` is the one that `ping` reported; where it is not known, nothing is promised that only some engines keep.
    fn capabilities(&self, engine: Option<&str>) -> Capabilities;

    /// Does the server answer, and does it take our key?
    async fn ping(&self, server: &ServerAddress) -> Answer<ServerHealth>;

    /// Creates and starts a session. Repeating it is safe: an existing one takes the new configuration and is started.
    async fn create_session(&self, server: &ServerAddress, spec: &SessionSpec) -> Answer<SessionInfo>;
    async fn session(&self, server: &ServerAddress, name: &str) -> Answer<Option<SessionInfo>>;
    /// All of them, stopped ones too. Ask every 30–60 s: webhooks have been seen to stop silently.
    async fn sessions(&self, server: &ServerAddress) -> Answer<Vec<SessionInfo>>;
    async fn start(&self, server: &ServerAddress, name: &str) -> Answer<()>;
    /// Keeps the pairing.
    async fn stop(&self, server: &ServerAddress, name: &str) -> Answer<()>;
    async fn restart(&self, server: &ServerAddress, name: &str) -> Answer<()>;
    /// Forgets the pairing; the session then waits for a new scan.
    async fn logout(&self, server: &ServerAddress, name: &str) -> Answer<()>;
    /// Repeating it is safe.
    async fn delete(&self, server: &ServerAddress, name: &str) -> Answer<()>;

    async fn qr(&self, server: &ServerAddress, name: &str) -> Answer<QrAnswer>;
    /// `phone` is digits with the country code; the answer is shown as it is (`ABCD-ABCD`).
    /// Outside of a wait for a scan: `SessionNotReady`.
    async fn request_pairing_code(&self, server: &ServerAddress, name: &str, phone: &str) -> Answer<String>;

    async fn send_text(&self, server: &ServerAddress, name: &str, message: &OutgoingText) -> Answer<SendOutcome>;
    /// Is this number on WhatsApp, and under which chat id? (Brazilian numbers come back with or without the 9.)
    async fn check_number(&self, server: &ServerAddress, name: &str, phone: &str) -> Answer<Option<String>>;
    /// Looks for a message of ours after an unknown outcome. `None` is no proof that it was never sent.
    async fn find_message(&self, server: &ServerAddress, name: &str, chat_id: &str, message_id: &str) -> Answer<Option<FoundMessage>>;

    /// `headers` are those of the call, in any case; `raw_body` is the body before any parsing.
    fn verify_webhook(&self, secret: &[u8], headers: &[(String, String)], raw_body: &[u8]) -> Result<(), WebhookRefusal>;
    fn parse_webhook(&self, raw_body: &[u8]) -> Result<GatewayEvent, WebhookRefusal>;
}
