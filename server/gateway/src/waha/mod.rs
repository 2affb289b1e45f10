//! The driver for WAHA, read against its OpenAPI document 2026.7.1. It also drives the simulator, which answers the same way.
//!
//! [`http`](self) does one call, `errors` gives every refusal one meaning, `wire` reads the bodies, [`webhook`] verifies and reads events.
//! To add a call: one method in the port, one here, its body in `wire`, and an answer in the simulator.

mod errors;
mod http;
pub mod webhook;
mod wire;

use std::time::{Duration, Instant};

use async_trait::async_trait;
use domain::port::whatsapp::{
    Capabilities, Driver, FoundMessage, GatewayError, GatewayEvent, OutgoingText, QrAnswer, SendOutcome, ServerAddress, ServerHealth,
    SessionInfo, SessionSpec, SessionStatus, WebhookRefusal,
};
use http::{Call, Http};
use serde_json::json;

type Answer<T> = Result<T, GatewayError>;

/// Calls about a running session wait in WAHA for it to run (5 s) and for its status (10 s) before they answer 422: a limit of 15 s would
/// cut that answer off.
const WAITING_TIMEOUT: Duration = Duration::from_secs(25);
const SEND_TIMEOUT: Duration = Duration::from_secs(30);

/// Drives WAHA servers. Cheap to clone; one per process keeps one connection pool.
#[derive(Clone)]
pub struct Waha {
    http: Http,
}

impl Waha {
    /// # Errors
    /// When the machine's TLS roots cannot be read.
    pub fn new() -> Answer<Self> {
        Ok(Self { http: Http::new()? })
    }

    /// The same driver with another limit for sends, for tests and for gateways that are known to be slow.
    #[must_use]
    pub fn with_send_timeout(mut self, limit: Duration) -> Self {
        self.http.send_timeout = limit;
        self
    }

    async fn act(&self, server: &ServerAddress, name: &str, action: &str) -> Answer<()> {
        self.http.json(Call::post(server, &["api", "sessions", name, action])).await.map(drop)
    }

    async fn health(&self, server: &ServerAddress) -> bool {
        match self.http.reply(Call::get(server, &["health"])).await {
            // Servers before 2024 have no such page: what answered `version` counts as healthy.
            Ok(reply) => reply.status != 503,
            Err(_) => false,
        }
    }

    async fn uptime(&self, server: &ServerAddress) -> Option<Duration> {
        let status = self.http.json(Call::get(server, &["api", "server", "status"])).await.ok()?;
        status["uptime"].as_u64().map(Duration::from_millis)
    }
}

#[async_trait]
impl Driver for Waha {
    fn capabilities(&self, engine: Option<&str>) -> Capabilities {
        Capabilities {
            // `sendText` takes `id` on these two only; the others make their own and answer it.
            client_message_id: engine.is_some_and(|engine| ["NOWEB", "GOWS"].contains(&engine)),
            raw_qr: true,
            pairing_code: true,
            passkey: false,
            signed_webhooks: true,
            number_check: true,
            message_lookup: true,
        }
    }

    async fn ping(&self, server: &ServerAddress) -> Answer<ServerHealth> {
        let asked = Instant::now();
        // `/ping` answers without a key; `version` also proves that ours is taken.
        let version = self.http.json(Call::get(server, &["api", "server", "version"])).await?;
        let latency = asked.elapsed();
        let text = |name: &str| version[name].as_str().map(str::to_owned);
        let (healthy, uptime) = tokio::join!(self.health(server), self.uptime(server));
        let simulator = version["simulator"] == true;
        Ok(ServerHealth { version: text("version"), engine: text("engine"), uptime, latency, healthy, simulator })
    }

    async fn create_session(&self, server: &ServerAddress, spec: &SessionSpec) -> Answer<SessionInfo> {
        let config = wire::session_config(spec);
        let body = json!({ "name": spec.name, "start": true, "config": config });
        let reply = self.http.reply(Call::post(server, &["api", "sessions"]).body(body)).await?;
        if !errors::already_exists(&reply) {
            return wire::session_info(&http::checked(reply)?);
        }
        let update = Call::put(server, &["api", "sessions", &spec.name]).body(json!({ "config": config }));
        self.http.json(update).await?;
        let started = self.http.json(Call::post(server, &["api", "sessions", &spec.name, "start"])).await?;
        wire::session_info(&started)
    }

    async fn session(&self, server: &ServerAddress, name: &str) -> Answer<Option<SessionInfo>> {
        let reply = self.http.reply(Call::get(server, &["api", "sessions", name])).await?;
        if errors::session_missing(&reply) {
            return Ok(None);
        }
        wire::session_info(&http::checked(reply)?).map(Some)
    }

    async fn sessions(&self, server: &ServerAddress) -> Answer<Vec<SessionInfo>> {
        let list = self.http.json(Call::get(server, &["api", "sessions"]).query("all", "true")).await?;
        wire::session_list(&list)
    }

    async fn start(&self, server: &ServerAddress, name: &str) -> Answer<()> {
        self.act(server, name, "start").await
    }

    async fn stop(&self, server: &ServerAddress, name: &str) -> Answer<()> {
        self.act(server, name, "stop").await
    }

    async fn restart(&self, server: &ServerAddress, name: &str) -> Answer<()> {
        self.act(server, name, "restart").await
    }

    async fn logout(&self, server: &ServerAddress, name: &str) -> Answer<()> {
        self.act(server, name, "logout").await
    }

    async fn delete(&self, server: &ServerAddress, name: &str) -> Answer<()> {
        let reply = self.http.reply(Call::delete(server, &["api", "sessions", name])).await?;
        if errors::session_missing(&reply) {
            return Ok(());
        }
        http::checked(reply).map(drop)
    }

    async fn qr(&self, server: &ServerAddress, name: &str) -> Answer<QrAnswer> {
        let call = Call::get(server, &["api", name, "auth", "qr"]).query("format", "raw").timeout(WAITING_TIMEOUT);
        match self.http.json(call).await {
            Ok(body) => wire::text(&body, "value").map(|value| QrAnswer::Code { value }),
            Err(GatewayError::SessionNotReady { status: SessionStatus::Stopped }) => Ok(QrAnswer::NotRunning),
            Err(GatewayError::SessionNotReady { status }) => Ok(QrAnswer::NotYet { status }),
            Err(error) => Err(error),
        }
    }

    async fn request_pairing_code(&self, server: &ServerAddress, name: &str, phone: &str) -> Answer<String> {
        let call = Call::post(server, &["api", name, "auth", "request-code"]).timeout(WAITING_TIMEOUT);
        let body = self.http.json(call.body(json!({ "phoneNumber": phone }))).await?;
        wire::text(&body, "code")
    }

    async fn send_text(&self, server: &ServerAddress, name: &str, message: &OutgoingText) -> Answer<SendOutcome> {
        let body = json!({ "session": name, "chatId": message.chat_id, "text": message.text, "id": message.message_id });
        let call = Call::post(server, &["api", "sendText"]).body(body).timeout(self.http.send_timeout);
        let answer = self.http.json(call).await.map_err(|error| errors::name_the_chat(error, &message.chat_id))?;
        // Without an id nothing can be matched to acks later: then the outcome is unknown, not accepted.
        let gateway_id = wire::full_message_id(&answer).ok_or_else(|| wire::unreadable("a message with an id"))?;
        Ok(SendOutcome::Accepted { gateway_id })
    }

    async fn check_number(&self, server: &ServerAddress, name: &str, phone: &str) -> Answer<Option<String>> {
        let call = Call::get(server, &["api", "contacts", "check-exists"]).query("phone", phone).query("session", name);
        let body = self.http.json(call.timeout(WAITING_TIMEOUT)).await?;
        match body["numberExists"].as_bool() {
            Some(true) => wire::text(&body, "chatId").map(Some),
            Some(false) => Ok(None),
            None => Err(wire::unreadable("numberExists")),
        }
    }

    async fn find_message(&self, server: &ServerAddress, name: &str, chat_id: &str, message_id: &str) -> Answer<Option<FoundMessage>> {
        let full_id = format!("true_{chat_id}_{message_id}");
        let call = Call::get(server, &["api", name, "chats", chat_id, "messages", &full_id]).query("downloadMedia", "false");
        let reply = self.http.reply(call.timeout(WAITING_TIMEOUT)).await?;
        if reply.status == 404 && !errors::session_missing(&reply) {
            return Ok(None);
        }
        Ok(wire::found_message(&http::checked(reply)?))
    }

    fn verify_webhook(&self, secret: &[u8], headers: &[(String, String)], raw_body: &[u8]) -> Result<(), WebhookRefusal> {
        webhook::verify(secret, headers, raw_body)
    }

    fn parse_webhook(&self, raw_body: &[u8]) -> Result<GatewayEvent, WebhookRefusal> {
        webhook::parse(raw_body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Fault 11.
    #[test]
    fn only_two_engines_take_an_id_of_ours() {
        let waha = Waha::new().expect("a client");
        for (engine, takes) in [(Some("GOWS"), true), (Some("NOWEB"), true), (Some("WEBJS"), false), (Some("WPP"), false), (None, false)] {
            assert_eq!(waha.capabilities(engine).client_message_id, takes, "{engine:?}");
        }
    }

    // Fault 9: a call that is cut before WAHA refuses it says nothing of the session.
    #[test]
    fn calls_that_wait_for_a_session_have_longer_than_waha_waits() {
        let waha = crate::simulator::SimulatorConfig::new(([127, 0, 0, 1], 0).into(), "", "");
        assert!(WAITING_TIMEOUT >= waha.running_wait + waha.status_wait + Duration::from_secs(5), "{WAITING_TIMEOUT:?}");
    }
}
