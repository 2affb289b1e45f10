//! Conversations through the queue while the server and the simulator are killed in turn. Whatever the server acknowledged reaches the
//! simulator's store once, and each conversation in the order in which it was written.

use std::{collections::BTreeMap, net::SocketAddr, time::Duration};

use db::{FromQueryResult, all, exec, scalar, values};
use domain::{
    ids::{InstanceId, MessageId},
    instance::{InstanceState, InstanceView},
};

use super::{
    browser::Browser,
    program::{Installation, LATER, Running, SOON, chance, until},
    tally::Tally,
};

/// Longest time that a program lives while messages come in, in milliseconds.
const LIFE: u64 = 700;
/// Forms sent while one kill is due, over both numbers.
const FORMS: usize = 8;
/// Each form writes to all of them.
const PEOPLE: [&str; 3] = ["+34600000001", "+34600000002", "+34600000003"];

/// A paired number and what its gateway calls it.
struct Number {
    id: InstanceId,
    session: String,
}

/// The two programs and who uses them.
struct House {
    installation: Installation,
    server: Option<Running>,
    gateway: Option<Running>,
    browser: Browser,
    numbers: Vec<Number>,
    /// Forms that were acknowledged, in order.
    sent: usize,
}

/// Waits until this address answers.
pub async fn answers(address: SocketAddr, path: &str) {
    let (url, client) = (format!("http://{address}{path}"), reqwest::Client::new());
    until(&url, SOON, async || client.get(&url).send().await.ok().filter(|response| response.status().is_success())).await;
}

impl House {
    async fn open(installation: Installation) -> Self {
        let url = format!("http://{}", installation.simulator);
        installation.run(&["demo", "--users", "4", "--seed", "7", "--simulator-url", &url]).await;
        let browser = Browser::new(installation.listen);
        let mut house = Self { installation, server: None, gateway: None, browser, numbers: Vec::new(), sent: 0 };
        house.start_gateway().await;
        house.start_server().await;
        house
    }

    async fn start_server(&mut self) {
        self.server = Some(self.installation.start(&["serve"]));
        answers(self.installation.listen, "/health/ready").await;
    }

    async fn start_gateway(&mut self) {
        self.gateway = Some(self.installation.start(&["simulator"]));
        answers(self.installation.simulator, "/ping").await;
    }

    /// Adds a number and scans its code with the simulator's phone.
    async fn pair(&mut self, name: &str) {
        let id: InstanceId = self.browser.call::<api::instances::CreateInstance, _>(&[("name", name), ("user", "")]).await;
        self.browser.call::<api::instances::ConnectInstance, ()>(&[("id", &id.to_string())]).await;
        self.reaches(id, InstanceState::Scanning).await;
        let read = self.installation.fresh.db.read();
        let session: Option<String> = scalar(read, "SELECT session_name FROM instance WHERE id = ?", values![id]).await.expect("reads");
        let session = session.expect("the number is there");
        let scan = format!("http://{}/phone/{session}/scan", self.installation.simulator);
        reqwest::Client::new().post(scan).send().await.expect("the phone answers").error_for_status().expect("it scans");
        self.reaches(id, InstanceState::Connected).await;
        self.numbers.push(Number { id, session });
    }

    async fn reaches(&mut self, id: InstanceId, state: InstanceState) {
        let (browser, id) = (&mut self.browser, id.to_string());
        until(state.code(), SOON, async || {
            let view: InstanceView = browser.call::<api::instances::ViewInstance, _>(&[("id", &id)]).await;
            (view.row.state == state).then_some(())
        })
        .await;
    }

    /// Sends forms, through each number in turn, and kills one of the programs meanwhile.
    async fn send_and_kill(&mut self, kill: u32, own_time: bool) {
        let (first, life) = (self.sent, Duration::from_millis(chance(LIFE)));
        let of_server = kill.is_multiple_of(2);
        let victim = if of_server { self.server.take() } else { self.gateway.take() }.expect("it runs");
        let (browser, numbers, installation) = (&mut self.browser, &self.numbers, &self.installation);
        let sending = async {
            for at in first..first + FORMS {
                let (number, text, token) = (numbers[at % numbers.len()].id.to_string(), format!("{at:06}"), format!("form-{at}"));
                let form = [("token", token.as_str()), ("instance", &number), ("to", &PEOPLE.join("\n")), ("text", &text)];
                let ids: Vec<MessageId> = browser.call::<api::messages::ComposeMessages, _>(&form).await;
                assert_eq!(ids.len(), PEOPLE.len(), "one message per recipient");
            }
        };
        let killing = async {
            tokio::time::sleep(life).await;
            victim.kill().await;
            if of_server && !own_time {
                // Its leases end by themselves after a minute; whoever holds them is known to be dead.
                exec(installation.fresh.db.write(), "UPDATE instance SET lane_lease_until = 0", vec![]).await.expect("leases end");
            }
            let (name, address, path) =
                if of_server { ("serve", installation.listen, "/health/ready") } else { ("simulator", installation.simulator, "/ping") };
            let running = installation.start(&[name]);
            answers(address, path).await;
            running
        };
        let ((), running) = tokio::join!(sending, killing);
        *(if of_server { &mut self.server } else { &mut self.gateway }) = Some(running);
        self.sent += FORMS;
        self.none_in("'queued','claimed','submitted','unknown'", "everything goes out").await;
    }

    /// How many messages of the paired numbers are in these states; the sample has others.
    async fn count(&self, states: &str) -> u64 {
        let text = format!("SELECT CAST(COUNT(*) AS bigint) FROM message WHERE instance_id IN (?, ?) AND state IN ({states})");
        let [one, other] = [self.numbers[0].id, self.numbers[1].id];
        let count: Option<i64> = scalar(self.installation.fresh.db.read(), &text, values![one, other]).await.expect("counts");
        count.and_then(|count| u64::try_from(count).ok()).expect("a count is positive")
    }

    /// Waits until no message is in these states.
    async fn none_in(&self, states: &str, what: &str) {
        until(what, LATER, async || (self.count(states).await == 0).then_some(())).await;
    }

    /// The simulator's store: texts by conversation, in the order of their effects.
    async fn effects(&self) -> BTreeMap<(String, String), Vec<String>> {
        #[derive(FromQueryResult)]
        struct Effect {
            session: String,
            chat: String,
            body: String,
        }
        let file = self.installation.folder().join("data/simulator/simulator.sqlite");
        let store = db::sea_orm::Database::connect(format!("sqlite://{}", file.display())).await.expect("the store opens");
        // An effect without its message would show as an empty conversation.
        let text = "SELECT e.session, COALESCE(m.chat_id, '') AS chat, COALESCE(m.body, '') AS body FROM effects e \
            LEFT JOIN messages m ON m.session = e.session AND m.message_id = e.message_id ORDER BY e.id";
        let mut chats: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for effect in all::<Effect>(&store, text, vec![]).await.expect("the store is read") {
            chats.entry((effect.session, effect.chat)).or_default().push(effect.body);
        }
        chats
    }

    fn expected(&self) -> BTreeMap<(String, String), Vec<String>> {
        let texts = |number: usize| (0..self.sent).filter(|at| at % self.numbers.len() == number).map(|at| format!("{at:06}")).collect();
        let chat = |person: &str| format!("{}@c.us", person.trim_start_matches('+'));
        let numbers = self.numbers.iter().enumerate();
        numbers.flat_map(|(at, number)| PEOPLE.map(|person| ((number.session.clone(), chat(person)), texts(at)))).collect()
    }
}

/// See the module's words.
pub async fn conversations(installation: Installation) {
    let mut tally = Tally::begin("messages", installation.database());
    let mut house = House::open(installation).await;
    house.pair("Front desk").await;
    house.pair("Back office").await;
    while tally.goes_on() {
        let kill = tally.killed();
        house.send_and_kill(kill, kill == 0 && tally.is_long()).await;
    }
    house.none_in("'accepted','server'", "every acknowledgement arrives").await;
    assert_eq!(house.effects().await, house.expected(), "once, and in order");
    tally.items = (house.sent * PEOPLE.len()) as u64;
    assert_eq!(house.count("'delivered','read'").await, tally.items, "nothing failed and nothing was made up");
    let waiting = "SELECT CAST(SUM(lane_waiting) AS bigint) FROM instance WHERE id IN (?, ?)";
    let ids = values![house.numbers[0].id, house.numbers[1].id];
    let waiting: Option<i64> = scalar(house.installation.fresh.db.read(), waiting, ids).await.expect("sums");
    assert_eq!(waiting, Some(0), "the lanes' counts are right");
    house.installation.assert_sound().await;
    tally.end();
}
