//! What each test stands on: a simulator in a folder of its own that can be killed and started again, and a webhook receiver that checks
//! signatures.

use std::{
    collections::BTreeMap,
    future::Future,
    net::SocketAddr,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use domain::port::whatsapp::{
    Ack, DEFAULT_EVENTS, Driver, EventKind, GatewayError, GatewayEvent, OutgoingText, SendOutcome, ServerAddress, SessionSpec,
    SessionStatus,
};
use serde_json::Value;
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::Notify, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{
    simulator::{Death, Simulator, SimulatorConfig, SimulatorError},
    waha::Waha,
};

pub const KEY: &str = "key-of-the-test";
const SECRET: &str = "secret-of-the-hook";
/// A test that waits longer has found something.
const PATIENCE: Duration = Duration::from_secs(20);
pub const CHAT: &str = "4915112345678@c.us";

/// One call of the webhook receiver.
#[derive(Clone, Debug)]
pub struct Call {
    /// `X-Webhook-Request-Id`.
    pub request_id: String,
    /// `X-Webhook-Timestamp`.
    pub timestamp: String,
    pub body: Value,
    pub taken: bool,
}

impl Call {
    pub fn is(&self, event: &str) -> bool {
        self.body["event"] == event
    }
}

/// What the webhook receiver saw.
pub struct Hook {
    driver: Waha,
    seen: Mutex<Vec<GatewayEvent>>,
    calls: Mutex<Vec<Call>>,
    bell: Notify,
    /// While set, calls are counted as refused and answered with 500.
    pub broken: AtomicBool,
    refused: Mutex<usize>,
}

impl Hook {
    fn new(driver: Waha) -> Self {
        Self {
            driver,
            seen: Mutex::default(),
            calls: Mutex::default(),
            bell: Notify::new(),
            broken: AtomicBool::new(false),
            refused: Mutex::default(),
        }
    }

    pub fn events(&self) -> Vec<GatewayEvent> {
        self.seen.lock().expect("not poisoned").clone()
    }

    /// Every call in the order of its arrival, refused ones too.
    pub fn calls(&self) -> Vec<Call> {
        self.calls.lock().expect("not poisoned").clone()
    }

    /// The statuses of the session in the order in which they happened, which is not that of their arrival.
    pub fn statuses(&self) -> Vec<SessionStatus> {
        let mut events = self.events();
        events.sort_by_key(|event| (event.at_ms, event.id.clone()));
        let status = |event: GatewayEvent| match event.kind {
            EventKind::SessionStatus { status, .. } => Some(status),
            _ => None,
        };
        events.into_iter().filter_map(status).collect()
    }

    pub fn refused(&self) -> usize {
        *self.refused.lock().expect("not poisoned")
    }

    /// Waits until the receiver's state answers `found`.
    pub async fn wait<T>(&self, what: &str, found: impl Fn(&Self) -> Option<T>) -> T {
        let waiting = async {
            loop {
                let rung = self.bell.notified();
                if let Some(answer) = found(self) {
                    return answer;
                }
                rung.await;
            }
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(answer) => answer,
            Err(_) => panic!("waited in vain for {what}; last seen: {:?}", self.events().iter().rev().take(10).collect::<Vec<_>>()),
        }
    }

    /// Waits until `count` events say that the session is in `status`.
    pub async fn status(&self, status: SessionStatus, count: usize) -> GatewayEvent {
        let is = |event: &&GatewayEvent| matches!(&event.kind, EventKind::SessionStatus { status: s, .. } if *s == status);
        self.wait(&format!("{status:?} × {count}"), |hook| hook.events().iter().filter(is).nth(count - 1).cloned()).await
    }

    /// Acks of a message, as they came.
    pub fn acks(&self, id: &str) -> Vec<Ack> {
        let ack = |event: &GatewayEvent| match &event.kind {
            EventKind::MessageAck { message_id, ack, .. } if message_id == id => Some(*ack),
            _ => None,
        };
        self.seen.lock().expect("not poisoned").iter().filter_map(ack).collect()
    }

    /// Waits until the message was delivered and read; answers all of its acks from the least to the greatest, since they overtake each
    /// other.
    pub async fn read(&self, id: &str) -> Vec<Ack> {
        let mut acks = self
            .wait(&format!("DEVICE and READ of {id}"), |hook| {
                Some(hook.acks(id)).filter(|acks| acks.contains(&Ack::Device) && acks.contains(&Ack::Read))
            })
            .await;
        acks.sort();
        acks
    }
}

async fn receive(State(hook): State<Arc<Hook>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned())).collect();
    hook.driver.verify_webhook(SECRET.as_bytes(), &headers, &body).expect("a signed webhook");
    let event = hook.driver.parse_webhook(&body).expect("a readable webhook");
    let broken = hook.broken.load(Ordering::SeqCst);
    let header = |wanted: &str| headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.clone());
    let call = Call {
        request_id: header("X-Webhook-Request-Id").expect("a request id"),
        timestamp: header("X-Webhook-Timestamp").expect("a time"),
        body: serde_json::from_slice(&body).expect("JSON"),
        taken: !broken,
    };
    hook.calls.lock().expect("not poisoned").push(call);
    if broken {
        *hook.refused.lock().expect("not poisoned") += 1;
    } else {
        hook.seen.lock().expect("not poisoned").push(event);
    }
    hook.bell.notify_waiters();
    if broken { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK }
}

/// A simulator, its receiver, and the driver that drives it.
pub struct Rig {
    pub driver: Waha,
    pub server: ServerAddress,
    pub hook: Arc<Hook>,
    pub http: reqwest::Client,
    folder: TempDir,
    hook_address: SocketAddr,
    running: JoinHandle<Result<(), SimulatorError>>,
    shutdown: CancellationToken,
    tune: fn(&mut SimulatorConfig),
}

impl Rig {
    pub async fn new() -> Self {
        Self::tuned(|_| {}).await
    }

    pub async fn tuned(tune: fn(&mut SimulatorConfig)) -> Self {
        let driver = Waha::new().expect("a driver").with_send_timeout(Duration::from_secs(2));
        let hook = Arc::new(Hook::new(driver.clone()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let hook_address = listener.local_addr().expect("an address");
        let routes = Router::new().route("/hook", post(receive)).with_state(Arc::clone(&hook));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let folder = TempDir::new().expect("a folder");
        let (server, running, shutdown) = start(folder.path(), tune).await;
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().expect("a client");
        Self { driver, server, hook, http, folder, hook_address, running, shutdown, tune }
    }

    /// Ends the simulator where it stands.
    pub async fn kill(&mut self) {
        self.running.abort();
        let _ = (&mut self.running).await;
    }

    /// Asks it to stop, and waits for that.
    pub async fn stop(&mut self) -> Result<(), SimulatorError> {
        self.shutdown.cancel();
        self.ended().await
    }

    pub async fn ended(&mut self) -> Result<(), SimulatorError> {
        let ended = tokio::time::timeout(PATIENCE, &mut self.running).await;
        ended.expect("it ends in time").expect("it does not panic")
    }

    pub async fn start_again(&mut self) {
        (self.server, self.running, self.shutdown) = start(self.folder.path(), self.tune).await;
    }

    pub fn spec(&self, name: &str) -> SessionSpec {
        SessionSpec {
            name: name.to_owned(),
            metadata: BTreeMap::from([("instance".to_owned(), "ins_1".to_owned())]),
            webhook_url: format!("http://{}/hook", self.hook_address),
            webhook_secret: SECRET.to_owned(),
            events: DEFAULT_EVENTS.map(str::to_owned).to_vec(),
        }
    }

    /// A session that is linked and working.
    pub async fn linked(&self, name: &str) {
        // Quick retries, so that a broken receiver does not slow a test: the driver's own setting begins with two seconds.
        let config = serde_json::json!({ "metadata": { "instance": "ins_1" }, "webhooks": [{
            "url": self.spec(name).webhook_url, "events": ["*"], "hmac": { "key": SECRET },
            "retries": { "policy": "constant", "delaySeconds": 0.02, "attempts": 1000 } }] });
        self.post("/api/sessions", serde_json::json!({ "name": name, "config": config })).await;
        self.hook.status(SessionStatus::ScanQrCode, 1).await;
        self.press(&format!("/phone/{name}/scan")).await;
        self.hook.status(SessionStatus::Working, 1).await;
    }

    pub async fn send(&self, name: &str, id: &str, chat: &str) -> Result<SendOutcome, GatewayError> {
        let text = OutgoingText { message_id: id.to_owned(), chat_id: chat.to_owned(), text: format!("Hello from {id}") };
        self.driver.send_text(&self.server, name, &text).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.base_url)
    }

    pub async fn press(&self, path: &str) -> reqwest::Response {
        self.http.post(self.url(path)).send().await.expect("an answer")
    }

    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.http.get(self.url(path)).header("X-Api-Key", KEY).send().await.expect("an answer")
    }

    pub async fn post(&self, path: &str, body: Value) -> reqwest::Response {
        self.http.post(self.url(path)).header("X-Api-Key", KEY).json(&body).send().await.expect("an answer")
    }

    /// `[accepted, effects, duplicates refused]`.
    pub async fn counts(&self, name: &str) -> [i64; 3] {
        let stats: Value = self.get("/sim/stats").await.json().await.expect("JSON");
        let list = stats["sessions"].as_array().expect("a list");
        let row = list.iter().find(|row| row["session"] == name).expect("the session is counted");
        ["accepted", "effects", "duplicates_refused"].map(|figure| row[figure].as_i64().expect("a number"))
    }
}

async fn start(
    folder: &Path,
    tune: fn(&mut SimulatorConfig),
) -> (ServerAddress, JoinHandle<Result<(), SimulatorError>>, CancellationToken) {
    let mut config = SimulatorConfig::new(SocketAddr::from(([127, 0, 0, 1], 0)), folder, KEY);
    config.start_delay = Duration::from_millis(5);
    config.base_ack_delay = Duration::from_millis(5);
    config.read_delay = Duration::from_millis(5);
    config.running_wait = Duration::from_millis(50);
    config.status_wait = Duration::from_millis(100);
    config.code_wait = Duration::from_millis(50);
    config.death = Death::Return;
    tune(&mut config);
    let simulator = Simulator::bind(config).await.expect("a simulator");
    let server = ServerAddress { base_url: format!("http://{}", simulator.address()), api_key: KEY.to_owned() };
    let shutdown = CancellationToken::new();
    let running = tokio::spawn(simulator.run(shutdown.clone()));
    (server, running, shutdown)
}

/// Runs until it is so, giving way in between: for what no webhook tells.
pub async fn until<F: Future<Output = bool>>(what: &str, so: impl Fn() -> F) {
    let waiting = async {
        while !so().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("waited in vain for {what}"));
}
