//! A gateway in memory. It remembers every effect, deduplicates by id where told that it can, and takes mishaps from a script.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use async_trait::async_trait;
use domain::{
    port::whatsapp::{
        Ack, Capabilities, ChatMessage, Driver, EventKind, FoundMessage, GatewayError, GatewayEvent, Me, OutgoingText, QrAnswer,
        SendOutcome, ServerAddress, ServerHealth, SessionInfo, SessionSpec, SessionStatus, WebhookRefusal,
    },
    time::{Clock, Timestamp},
};
use serde_json::Value;

type Answer<T> = Result<T, GatewayError>;

/// What goes wrong with a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mishap {
    /// Nothing.
    None,
    /// No connection.
    NotSent,
    /// The answer is lost, after the effect.
    AnswerLost,
    /// The request is lost, and nobody knows.
    RequestLost,
    /// An error of the gateway.
    Error(GatewayError),
}

/// A message that took effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    pub session: String,
    pub chat: String,
    pub id: String,
    pub text: String,
    pub at: Timestamp,
}

#[derive(Default)]
pub struct State {
    pub sessions: BTreeMap<String, SessionStatus>,
    pub specs: BTreeMap<String, SessionSpec>,
    pub effects: Vec<Effect>,
    /// Every call of `send_text`, with or without an effect.
    pub calls: Vec<String>,
    pub script: VecDeque<Mishap>,
    /// Chats whose messages never get a clear answer nor an effect.
    pub stuck: BTreeSet<String>,
    /// Calls about sessions fail so many times.
    pub sessions_down: u32,
    pub down: bool,
    /// Says of itself that it is a simulator.
    pub simulator: bool,
    /// The session whose code is not answered until `go_on` is told.
    pub slow: Option<String>,
    pub qr: String,
    pub keys: BTreeSet<String>,
    /// Phones that were shown a code to type.
    pub codes: Vec<String>,
    /// Why no code to type is given.
    pub no_code: Option<GatewayError>,
    /// Whose account scans; a shop's where nobody is named.
    pub account: Option<String>,
    /// Can say whether a number is on WhatsApp, by `chats`.
    pub checks: bool,
    pub chats: BTreeMap<String, String>,
    /// Numbers that were asked for.
    pub asked: Vec<String>,
    /// What the next questions for a number end with instead.
    pub check_errors: VecDeque<GatewayError>,
    /// Can look messages up, by `found`.
    pub looks_up: bool,
    pub found: BTreeMap<String, Ack>,
    /// Looking a message up ends with this instead.
    pub no_look: Option<GatewayError>,
}

pub struct FakeGateway {
    pub state: Mutex<State>,
    pub clock: Arc<dyn Clock>,
    pub deduplicates: bool,
    /// Told of each effect.
    pub effect: tokio::sync::Notify,
    /// Told when the code of a slow session is asked for.
    pub waits: tokio::sync::Notify,
    pub go_on: tokio::sync::Notify,
}

impl FakeGateway {
    pub fn new(clock: Arc<dyn Clock>, deduplicates: bool) -> Self {
        let [effect, waits, go_on] = std::array::from_fn(|_| tokio::sync::Notify::new());
        Self { state: Mutex::default(), clock, deduplicates, effect, waits, go_on }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics while it holds the gateway")
    }

    pub fn script(&self, mishaps: impl IntoIterator<Item = Mishap>) {
        self.state().script.extend(mishaps);
    }

    pub fn effects(&self) -> Vec<Effect> {
        self.state().effects.clone()
    }

    fn session_call(&self) -> Answer<MutexGuard<'_, State>> {
        let mut state = self.state();
        if state.down {
            return Err(GatewayError::NotSent { reason: "connection refused".into() });
        }
        if state.sessions_down > 0 {
            state.sessions_down -= 1;
            return Err(GatewayError::NotSent { reason: "connection refused".into() });
        }
        Ok(state)
    }

    fn me(state: &State) -> Me {
        Me { id: state.account.clone().unwrap_or_else(|| "34600999888@c.us".into()), push_name: "Shop".into() }
    }

    fn info(state: &State, name: &str) -> Option<SessionInfo> {
        let status = *state.sessions.get(name)?;
        let me = (status == SessionStatus::Working).then(|| Self::me(state));
        Some(SessionInfo { name: name.into(), status, me })
    }
}

#[async_trait]
impl Driver for FakeGateway {
    fn capabilities(&self, _: Option<&str>) -> Capabilities {
        let state = self.state();
        Capabilities {
            client_message_id: self.deduplicates,
            raw_qr: true,
            number_check: state.checks,
            message_lookup: state.looks_up,
            ..Capabilities::default()
        }
    }

    async fn ping(&self, server: &ServerAddress) -> Answer<ServerHealth> {
        let mut state = self.session_call()?;
        state.keys.insert(server.api_key.clone());
        Ok(ServerHealth {
            version: Some("2026.7.1".into()),
            engine: Some("GOWS".into()),
            uptime: None,
            latency: Duration::from_millis(3),
            healthy: true,
            simulator: state.simulator,
        })
    }

    async fn create_session(&self, _: &ServerAddress, spec: &SessionSpec) -> Answer<SessionInfo> {
        let mut state = self.session_call()?;
        let status = *state
            .sessions
            .entry(spec.name.clone())
            .and_modify(|status| {
                if *status == SessionStatus::Stopped {
                    *status = SessionStatus::ScanQrCode;
                }
            })
            .or_insert(SessionStatus::ScanQrCode);
        state.specs.insert(spec.name.clone(), spec.clone());
        Ok(SessionInfo { name: spec.name.clone(), status, me: None })
    }

    async fn session(&self, _: &ServerAddress, name: &str) -> Answer<Option<SessionInfo>> {
        Ok(Self::info(&*self.session_call()?, name))
    }

    async fn sessions(&self, _: &ServerAddress) -> Answer<Vec<SessionInfo>> {
        let state = self.session_call()?;
        Ok(state.sessions.keys().filter_map(|name| Self::info(&state, name)).collect())
    }

    async fn start(&self, _: &ServerAddress, _: &str) -> Answer<()> {
        Ok(())
    }

    async fn stop(&self, _: &ServerAddress, name: &str) -> Answer<()> {
        self.session_call()?.sessions.insert(name.into(), SessionStatus::Stopped);
        Ok(())
    }

    async fn restart(&self, _: &ServerAddress, name: &str) -> Answer<()> {
        self.session_call()?.sessions.insert(name.into(), SessionStatus::ScanQrCode);
        Ok(())
    }

    async fn logout(&self, _: &ServerAddress, name: &str) -> Answer<()> {
        self.session_call()?.sessions.insert(name.into(), SessionStatus::ScanQrCode);
        Ok(())
    }

    async fn delete(&self, _: &ServerAddress, name: &str) -> Answer<()> {
        self.session_call()?.sessions.remove(name);
        Ok(())
    }

    async fn qr(&self, _: &ServerAddress, name: &str) -> Answer<QrAnswer> {
        let slow = self.state().slow.as_deref() == Some(name);
        if slow {
            self.waits.notify_one();
            self.go_on.notified().await;
        }
        let state = self.session_call()?;
        Ok(match state.sessions.get(name) {
            Some(SessionStatus::ScanQrCode) => QrAnswer::Code { value: state.qr.clone() },
            Some(status) => QrAnswer::NotYet { status: *status },
            None => QrAnswer::NotRunning,
        })
    }

    async fn request_pairing_code(&self, _: &ServerAddress, _: &str, phone: &str) -> Answer<String> {
        let mut state = self.state();
        if state.down {
            return Err(GatewayError::NotSent { reason: "connection refused".into() });
        }
        if let Some(error) = &state.no_code {
            return Err(error.clone());
        }
        state.codes.push(phone.into());
        Ok(format!("CODE-{}", &phone[phone.len() - 4..]))
    }

    async fn send_text(&self, _: &ServerAddress, name: &str, message: &OutgoingText) -> Answer<SendOutcome> {
        // Lets others run, as a real call does.
        tokio::task::yield_now().await;
        let at = self.clock.now();
        let mut state = self.state();
        state.calls.push(message.message_id.clone());
        if state.stuck.contains(&message.chat_id) {
            return Err(GatewayError::Unknown { reason: "time-out".into() });
        }
        let mishap = state.script.pop_front().unwrap_or(Mishap::None);
        match &mishap {
            Mishap::NotSent => return Err(GatewayError::NotSent { reason: "connection refused".into() }),
            Mishap::RequestLost => return Err(GatewayError::Unknown { reason: "time-out".into() }),
            Mishap::Error(error) => return Err(error.clone()),
            Mishap::None | Mishap::AnswerLost => {}
        }
        if state.sessions.get(name) != Some(&SessionStatus::Working) {
            return Err(GatewayError::SessionNotReady { status: SessionStatus::Stopped });
        }
        let known = self.deduplicates && state.effects.iter().any(|effect| effect.session == name && effect.id == message.message_id);
        if !known {
            let effect = Effect {
                session: name.into(),
                chat: message.chat_id.clone(),
                id: message.message_id.clone(),
                text: message.text.clone(),
                at,
            };
            state.effects.push(effect);
            self.effect.notify_one();
        }
        if mishap == Mishap::AnswerLost {
            return Err(GatewayError::Unknown { reason: "connection reset".into() });
        }
        Ok(SendOutcome::Accepted { gateway_id: format!("true_{}_{}", message.chat_id, message.message_id) })
    }

    async fn check_number(&self, _: &ServerAddress, _: &str, phone: &str) -> Answer<Option<String>> {
        let mut state = self.state();
        state.asked.push(phone.into());
        match state.check_errors.pop_front() {
            Some(error) => Err(error),
            None => Ok(state.chats.get(phone).cloned()),
        }
    }

    async fn find_message(&self, _: &ServerAddress, _: &str, chat: &str, id: &str) -> Answer<Option<FoundMessage>> {
        let state = self.state();
        match &state.no_look {
            Some(error) => Err(error.clone()),
            None => Ok(state.found.get(id).map(|ack| FoundMessage { gateway_id: format!("true_{chat}_{id}"), ack: *ack })),
        }
    }

    fn verify_webhook(&self, secret: &[u8], headers: &[(String, String)], _: &[u8]) -> Result<(), WebhookRefusal> {
        let signed = headers.iter().any(|(name, value)| name == "signature" && value.as_bytes() == secret);
        if signed { Ok(()) } else { Err(WebhookRefusal::Signature) }
    }

    fn parse_webhook(&self, raw: &[u8]) -> Result<GatewayEvent, WebhookRefusal> {
        let body: Value = serde_json::from_slice(raw).map_err(|error| WebhookRefusal::Body { reason: error.to_string() })?;
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let ack = || Ack::from_number(body["ack"].as_i64().unwrap_or(0)).unwrap_or(Ack::Pending);
        let kind = match body["kind"].as_str() {
            Some("status") => EventKind::SessionStatus {
                status: serde_json::from_value(body["status"].clone()).unwrap_or(SessionStatus::Unknown),
                data: None,
            },
            Some("ack") => EventKind::MessageAck { message_id: text("message"), chat_id: String::new(), ack: ack() },
            Some("any") => EventKind::MessageAny(Box::new(ChatMessage {
                message_id: text("message"),
                chat_id: String::new(),
                from: String::new(),
                to: String::new(),
                participant: None,
                from_me: true,
                text: String::new(),
                media: None,
                reply_to: None,
                at_ms: 0,
                ack: None,
            })),
            other => EventKind::Unknown { name: other.unwrap_or_default().to_owned() },
        };
        let me = (body["status"] == "WORKING").then(|| Self::me(&self.state()));
        Ok(GatewayEvent {
            id: text("id"),
            session: text("session"),
            at_ms: body["at"].as_i64().unwrap_or(0),
            metadata: BTreeMap::new(),
            me,
            kind,
        })
    }
}
