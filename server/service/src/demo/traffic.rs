//! Numbers and messages of the sample, in every state. They live on a server of their own that is taken out of service, so that no
//! gateway is asked for numbers it never had; the simulator beside it is empty and online, for those who try pairing.

use db::demo::{Cell, Table};
use domain::{
    instance::InstanceState,
    message::MessageState,
    server::{Provider, ServerStatus},
    time::Timestamp,
};

use super::{
    people::{name, phone},
    sample::{SIGNS_IN, Sample, Who},
};

/// See the migration.
pub const SERVERS: Table = Table {
    name: "gateway_server",
    columns: &[
        "id",
        "name",
        "name_key",
        "provider",
        "url",
        "api_key",
        "api_key_hint",
        "webhook_secret",
        "max_devices",
        "status",
        "created_at",
    ],
};
/// See the migration.
pub const INSTANCES: Table = Table {
    name: "instance",
    columns: &[
        "id",
        "user_id",
        "server_id",
        "name",
        "session_name",
        "state",
        "wanted",
        "phone",
        "push_name",
        "created_at",
        "changed_at",
        "lane_waiting",
    ],
};
/// See the migration.
pub const MESSAGES: Table = Table {
    name: "message",
    columns: &[
        "id",
        "instance_id",
        "user_id",
        "recipient",
        "body",
        "state",
        "gateway_id",
        "attempts",
        "not_before",
        "expires_at",
        "queued_at",
        "submitted_at",
        "server_at",
        "delivered_at",
        "read_at",
        "changed_at",
        "sent_by",
    ],
};

/// Most numbers of a sample, whatever its size.
const NUMBERS: u64 = 1_500;
/// Of the others that have one, every so many-th customer.
const EVERY: u64 = 8;
const TEXTS: [&str; 12] = [
    "Your order is on its way and will arrive tomorrow.",
    "Thank you for your visit! How did you like it?",
    "Your appointment is confirmed for Monday at 10:00.",
    "The invoice for this month is ready.",
    "आपका ऑर्डर भेज दिया गया है।",
    "شكرًا لتسوقك معنا! طلبك في الطريق.",
    "Tu pedido ya está en camino.",
    "Seu pagamento foi recebido, obrigado!",
    "您的预约已确认。",
    "ご予約を承りました。",
    "Ваш заказ готов к выдаче.",
    "We open at nine tomorrow. See you soon!",
];
const CALLED: [&str; 6] = ["Front desk", "Sales", "Support", "Orders", "Reminders", "Main line"];

/// A server's name and state before its secrets are sealed. Both names say that nothing behind them is a real phone.
#[must_use]
pub const fn server_names() -> [(&'static str, ServerStatus); 2] {
    [("Simulator", ServerStatus::Online), ("Sample numbers (simulated)", ServerStatus::Maintenance)]
}

/// A server as a row of [`SERVERS`].
pub fn server(sample: &Sample, number: u64, url: &str, hint: &str, sealed: (Vec<u8>, Vec<u8>)) -> Vec<Cell> {
    let (name, status) = server_names()[usize::try_from(number).unwrap_or(0).min(1)];
    vec![
        Cell::Uuid(sample.server(number).0),
        Cell::Word(name),
        Cell::Text(name.to_lowercase()),
        Cell::Word(Provider::Waha.code()),
        Cell::Text(url.to_owned()),
        Cell::Bytes(sealed.0),
        Cell::Text(hint.to_owned()),
        Cell::Bytes(sealed.1),
        Cell::Int(10_000),
        Cell::Word(status.code()),
        Cell::Long(sample.from.0),
    ]
}

/// How many numbers a customer has. The one who signs in has some, and room for more.
fn numbers_of(sample: &Sample, customer: u64) -> u64 {
    if customer == SIGNS_IN { 3 } else { u64::from(customer % EVERY.max(sample.customers() / NUMBERS) == 3) }
}

struct Number {
    /// Which of its owner's it is.
    at: u64,
    id: uuid::Uuid,
    state: InstanceState,
    created_at: Timestamp,
    messages: u64,
}

impl Number {
    /// What chance of its messages is told by: every message of the sample has its own.
    const fn seed(&self, customer: u64, message: u64) -> u64 {
        customer * 100 + self.at * 10 + message
    }
}

fn numbers(sample: &Sample, customer: u64) -> impl Iterator<Item = Number> {
    (0..numbers_of(sample, customer)).map(move |at| number(sample, customer, at))
}

fn number(sample: &Sample, customer: u64, at: u64) -> Number {
    let mut dice = sample.dice("number", customer * 10 + at);
    let created_at = dice.between(sample.registered_at(Who::Customer(customer)), sample.now);
    let (state, messages) = match (customer == SIGNS_IN, dice.below(10)) {
        (true, _) if at == 2 => (InstanceState::Stopped, 5),
        (true, _) => (InstanceState::Connected, 8),
        (false, 0..=6) => (InstanceState::Connected, 1 + dice.roll() % 7),
        (false, 7 | 8) => (InstanceState::Stopped, 1 + dice.roll() % 7),
        (false, _) => (InstanceState::Failed, 1 + dice.roll() % 7),
    };
    Number { at, id: dice.uuid(created_at), state, created_at, messages }
}

/// How far a message is: what waits does so on a number that is not connected.
fn state(sample: &Sample, customer: u64, at: u64, number: &Number) -> MessageState {
    use MessageState::{Accepted, Cancelled, Dead, Delivered, Expired, Failed, Queued, Read, Server};
    const GONE: [MessageState; 20] = [
        Read, Read, Read, Read, Read, Read, Read, Read, Delivered, Delivered, Delivered, Delivered, Server, Server, Accepted, Read, Failed,
        Expired, Cancelled, Dead,
    ];
    let mut dice = sample.dice("message state", number.seed(customer, at));
    if number.state != InstanceState::Connected && at + 1 == number.messages && dice.percent(60) { Queued } else { *dice.pick(&GONE) }
}

/// A customer's numbers as rows of [`INSTANCES`].
pub fn instances(sample: &Sample, customer: u64) -> Vec<Vec<Cell>> {
    numbers(sample, customer).map(|number| instance(sample, customer, &number)).collect()
}

fn instance(sample: &Sample, customer: u64, number: &Number) -> Vec<Cell> {
    let who = Who::Customer(customer);
    let waiting = (0..number.messages).filter(|at| state(sample, customer, *at, number) == MessageState::Queued).count();
    let called = sample.dice("called", customer).below(CALLED.len()) + usize::try_from(number.at).unwrap_or(0);
    let paired = number.state != InstanceState::Failed;
    let own = |text: String| if paired { Cell::Text(text) } else { Cell::Null };
    vec![
        Cell::Uuid(number.id),
        Cell::Uuid(sample.id(who).0),
        Cell::Uuid(sample.server(1).0),
        Cell::Word(CALLED[called % CALLED.len()]),
        Cell::Text(domain::ids::InstanceId(number.id).to_string()),
        Cell::Word(number.state.code()),
        Cell::Word(if number.state == InstanceState::Connected { "connected" } else { "stopped" }),
        own(number_of(sample, who, number)),
        own(name(sample, who).full),
        Cell::Long(number.created_at.0),
        Cell::Long(number.created_at.0),
        Cell::Long(i64::try_from(waiting).unwrap_or(0)),
    ]
}

/// The phone behind a number: the first is the owner's own.
fn number_of(sample: &Sample, who: Who, number: &Number) -> String {
    let own = phone(sample, who);
    let last = own.bytes().last().map_or(0, |digit| u64::from(digit.saturating_sub(b'0')));
    format!("{}{}", &own[..own.len() - 1], (last + number.at) % 10)
}

/// What a customer sent, as rows of [`MESSAGES`].
pub fn messages(sample: &Sample, customer: u64) -> Vec<Vec<Cell>> {
    numbers(sample, customer).flat_map(|number| sent(sample, customer, &number)).collect()
}

fn sent(sample: &Sample, customer: u64, number: &Number) -> Vec<Vec<Cell>> {
    let user = sample.id(Who::Customer(customer));
    (0..number.messages)
        .map(|at| {
            let mut dice = sample.dice("message", number.seed(customer, at));
            let state = state(sample, customer, at, number);
            let waits = state == MessageState::Queued;
            // A third of what went did so within the last hours, some of it within the last one.
            let lately = match dice.below(100) {
                0..=7 => Some(3_600),
                8..=32 => Some(36_000),
                _ => None,
            };
            let from = lately.map_or(number.created_at.0, |seconds| number.created_at.0.max(sample.now.plus_seconds(-seconds).0));
            let from = Timestamp(from);
            let queued_at = dice.between(from, sample.now);
            let taken = (MessageState::Accepted.rank()..=MessageState::Played.rank()).contains(&state.rank());
            let went = |after: i64| Timestamp(queued_at.plus_seconds(after).0.min(sample.now.0));
            let reached = |step: MessageState, after: i64| {
                if taken && state.rank() >= step.rank() { Cell::Long(went(after).0) } else { Cell::Null }
            };
            let to = phone(sample, Who::Customer(dice.roll() % sample.customers()));
            let expires_at = if waits { sample.now.plus_seconds(7 * 86_400) } else { queued_at.plus_seconds(86_400) };
            vec![
                Cell::Uuid(dice.uuid(queued_at)),
                Cell::Uuid(number.id),
                Cell::Uuid(user.0),
                Cell::Text(to),
                Cell::Word(TEXTS[dice.below(TEXTS.len())]),
                Cell::Word(state.code()),
                if taken { Cell::Text(format!("true_sample_{:016X}", dice.roll())) } else { Cell::Null },
                Cell::Int(i32::from(taken)),
                Cell::Long(0),
                Cell::Long(expires_at.0),
                Cell::Long(queued_at.0),
                if taken { Cell::Long(went(2).0) } else { Cell::Null },
                reached(MessageState::Server, 4),
                reached(MessageState::Delivered, 11),
                reached(MessageState::Read, 30),
                Cell::Long(went(30).0),
                Cell::Uuid(user.0),
            ]
        })
        .collect()
}
