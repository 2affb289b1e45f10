//! A server, a customer, a connected number and a clock that only the test moves.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use db::{Db, exec, scalar, values};
use domain::{
    access::{Caller, Origin, Role, grants},
    ids::{InstanceId, MessageId, PlanId, ServerId, UserId},
    instance::{Hold, InstanceState},
    message::{ComposeForm, MessageState},
    port::{
        Instances, Messages, Servers,
        whatsapp::{Driver, SessionStatus},
    },
    server::{Provider, ServerForm},
    time::{Clock, Timestamp},
};

use super::fake::FakeGateway;
use crate::{
    Context, Settings,
    sealing::KeyRing,
    whatsapp::{InstancesService, MessagesService, ServersService, acks, gateway, queue::Worker, tend, webhook},
};

pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

impl TestClock {
    pub fn advance_ms(&self, millis: i64) {
        self.0.fetch_add(millis * 1_000, Ordering::SeqCst);
    }
    pub fn advance(&self, seconds: i64) {
        self.advance_ms(seconds * 1_000);
    }
}

pub struct Rig {
    pub context: Context,
    pub clock: Arc<TestClock>,
    pub gateway: Arc<FakeGateway>,
    pub owner: Caller,
    pub customer: Caller,
    pub server: ServerId,
}

/// The pace of a number in tests: a second, and up to half a second by chance.
pub const PACE: (i64, i64) = (1_000, 500);

impl Rig {
    pub async fn new(db: Db) -> Self {
        Self::with(db, true, PACE).await
    }

    pub async fn with(db: Db, deduplicates: bool, pace_ms: (i64, i64)) -> Self {
        let clock = Arc::new(TestClock(AtomicI64::new(1_763_700_000_000_000)));
        let gateway = Arc::new(FakeGateway::new(clock.clone(), deduplicates));
        gateway.state().qr = "2@first".into();
        let drivers = HashMap::from([(Provider::Waha, gateway.clone() as Arc<dyn Driver>)]);
        let settings = Settings { pace_ms, ..Settings::default() };
        let keys = Arc::new(KeyRing::from_setting(&KeyRing::generate_setting()).expect("a new key is a key ring"));
        let context = Context { db, clock: clock.clone(), keys, settings: Arc::new(settings), drivers: Arc::new(drivers) };
        let owner = add_user(&context, Role::Owner, "1/", None).await;
        let customer = add_user(&context, Role::Customer, "1/2/", None).await;
        let server = ServersService::new(context.clone()).create(&owner, &server_form("one", 10)).await.expect("a server is added");
        Self { context, clock, gateway, owner, customer, server }
    }

    pub fn servers(&self) -> ServersService {
        ServersService::new(self.context.clone())
    }
    pub fn instances(&self) -> InstancesService {
        InstancesService::new(self.context.clone())
    }
    pub fn messages(&self) -> MessagesService {
        MessagesService::new(self.context.clone())
    }
    pub fn worker(&self) -> Worker {
        Worker::new(self.context.clone(), "test")
    }

    /// A number of the customer that is connected.
    pub async fn connected(&self) -> InstanceId {
        let id = self.instances().create(&self.customer, None, "Shop").await.expect("there is room");
        tend::tend(&self.context).await.expect("tends");
        self.scan(id).await;
        id
    }

    /// Somebody scans the code.
    pub async fn scan(&self, id: InstanceId) {
        self.gateway.state().sessions.insert(id.to_string(), SessionStatus::Working);
        self.clock.advance_ms(1);
        self.event(&serde_json::json!({ "id": format!("scan {id} {}", self.context.now().0), "session": id.to_string(), "kind": "status",
            "status": "WORKING", "at": self.context.now().millis() }))
            .await;
    }

    /// A signed webhook call.
    pub async fn event(&self, body: &serde_json::Value) {
        let secret = self.secret().await;
        let headers = [("signature".to_owned(), secret)];
        webhook::receive(&self.context, self.server, &headers, body.to_string().as_bytes()).await.expect("a signed call is taken");
    }

    pub async fn secret(&self) -> String {
        let address = db::whatsapp::servers::addresses(self.context.db.read(), [self.server]).await.expect("reads").remove(0);
        let secret = self.context.keys.open(&gateway::secret_place(self.server), &address.webhook_secret).expect("opens");
        String::from_utf8(secret).expect("a secret is text")
    }

    pub async fn ack(&self, name: &str, instance: InstanceId, message: MessageId, ack: i64) {
        let body = serde_json::json!({ "id": name, "session": instance.to_string(), "kind": "ack", "message": acks::wire_id(message), "ack": ack });
        self.event(&body).await;
    }

    pub async fn compose(&self, instance: InstanceId, to: &[&str], text: &str) -> Vec<MessageId> {
        let form =
            ComposeForm { token: self.context.new_uuid().to_string(), instance: instance.to_string(), to: to.join(","), text: text.into() };
        self.messages().compose(&self.customer, &form).await.expect("queues")
    }

    pub async fn state(&self, message: MessageId) -> MessageState {
        let code: Option<String> =
            scalar(self.context.db.read(), "SELECT state FROM message WHERE id = ?", values![message]).await.expect("reads");
        MessageState::from_code(&code.expect("the message is there")).expect("a known state")
    }

    /// Activates or deactivates whoever owns the numbers.
    pub async fn set_owner_status(&self, status: &str) {
        exec(self.context.db.write(), "UPDATE users SET status = ? WHERE id = ?", values![status, self.customer.user])
            .await
            .expect("is set");
    }

    /// Why nothing is sent through a number.
    pub async fn hold(&self, instance: InstanceId) -> Option<Hold> {
        self.instances().view(&self.owner, instance).await.expect("is there").hold
    }

    pub async fn attempts(&self, message: MessageId) -> i32 {
        scalar(self.context.db.read(), "SELECT attempts FROM message WHERE id = ?", values![message])
            .await
            .expect("reads")
            .expect("is there")
    }

    pub async fn instance_state(&self, instance: InstanceId) -> InstanceState {
        self.instances().view(&self.owner, instance).await.expect("is there").row.state
    }

    /// `lane_waiting`, and the number of messages that wait.
    pub async fn waiting(&self, instance: InstanceId) -> (i64, i64) {
        let read = self.context.db.read();
        let kept =
            scalar(read, "SELECT lane_waiting FROM instance WHERE id = ?", values![instance]).await.expect("reads").expect("is there");
        let text = format!("SELECT CAST(COUNT(*) AS bigint) FROM message WHERE instance_id = ? AND {}", db::whatsapp::WAITING);
        (kept, scalar(read, &text, values![instance]).await.expect("reads").unwrap_or(0))
    }

    /// What a user's measure amounts to for all time.
    pub async fn measure(&self, user: UserId, measure: crate::figures::Measure) -> i64 {
        let text = "SELECT amount FROM user_measure WHERE user_id = ? AND period = 0 AND measure = ?";
        scalar(self.context.db.read(), text, values![user, measure.code()]).await.expect("reads").unwrap_or(0)
    }

    /// Lets a worker send until nothing waits in this lane, moving the clock; fails when it takes more than an hour of it.
    pub async fn drain(&self, worker: &Worker, instance: InstanceId) {
        let end = self.context.now().plus_seconds(3600);
        while self.waiting(instance).await.0 > 0 {
            assert!(self.context.now() < end, "the lane does not get empty");
            if worker.tick().await.expect("a round ends well") == 0 {
                self.clock.advance_ms(250);
            }
        }
    }
}

pub fn server_form(name: &str, max: i32) -> ServerForm {
    ServerForm {
        name: name.into(),
        provider: "waha".into(),
        url: "http://127.0.0.1:3001/".into(),
        api_key: "secret-key-0042".into(),
        max_devices: max.to_string(),
    }
}

/// A user in the tree, as whom one can call.
pub async fn add_user(context: &Context, role: Role, path: &str, plan: Option<PlanId>) -> Caller {
    let id: UserId = context.new_id();
    exec(
        context.db.write(),
        "INSERT INTO users (id, path, role, name, name_key, email, email_key, status, search, registered_at, plan_id) \
         VALUES (?, ?, ?, 'Ada', 'ada', ?, ?, 'active', 'ada', ?, ?)",
        values![id, path, role.code(), id.to_string(), id.to_string(), context.now(), plan],
    )
    .await
    .expect("a user is added");
    Caller {
        user: id,
        name: "Ada".into(),
        behind: None,
        session: None,
        role,
        post: None,
        tree: path.into(),
        organisation: None,
        grants: grants(role, None),
        origin: Origin::default(),
    }
}
