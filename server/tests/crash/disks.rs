//! Full disks under the running program: the owner records payments by hand until the disk is full, and more once it is freed. What was
//! acknowledged is there for other readers, also after a kill and a start. `SWITCHYARD_FULL_DISK_PROGRAM` names a small disk for SQLite's
//! file, `SWITCHYARD_FULL_DISK_PROGRAM_TABLES` another for PostgreSQL's tables (`.ci/soak/full-disks.sh` makes both); without them nothing
//! is tried. `SWITCHYARD_FULL_DISKS` says how often each fills.

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
    time::Instant,
};

use db::{Db, Settings, exec, scalar, testing, values};
use domain::ids::{PaymentId, UserId};
use reqwest::StatusCode;
use serde_json::json;

use super::{
    browser::Browser,
    messages::answers,
    program::{Installation, Running, SOON, until},
};

/// Bytes that a filled disk has left.
const SPARE: u64 = 400_000;
/// More payments than there is ever room for.
const MOST: usize = 5_000;
/// Payments after each full disk.
const AFTER: usize = 20;
/// So often the disk fills before the program is killed and started again.
const ROUNDS_A_LIFE: usize = 25;

struct House {
    installation: Installation,
    disk: PathBuf,
    server: Option<Running>,
    owner: Browser,
    customer: UserId,
    asked: usize,
    acknowledged: Vec<PaymentId>,
}

impl House {
    async fn open(installation: Installation, disk: PathBuf) -> Self {
        installation.run(&["demo", "--users", "10", "--seed", "7"]).await;
        let text = "SELECT id FROM users WHERE role = 'customer' ORDER BY id LIMIT 1";
        let customer: Option<UserId> = scalar(installation.fresh.db.read(), text, vec![]).await.expect("reads");
        let owner = Browser::owner(installation.listen);
        let customer = customer.expect("the sample has customers");
        let mut house = Self { installation, disk, server: None, owner, customer, asked: 0, acknowledged: Vec::new() };
        house.start().await;
        house
    }

    async fn start(&mut self) {
        self.server = Some(self.installation.start(&["serve"]));
        answers(self.installation.listen, "/health/ready").await;
        self.owner.sign_in().await;
    }

    async fn start_again(&mut self) {
        self.server.take().expect("it runs").kill().await;
        self.start().await;
    }

    fn filler(&self) -> PathBuf {
        self.disk.join("filler")
    }

    /// Takes nearly all that is free.
    fn fill(&self) {
        let mut file = File::create(self.filler()).expect("a file can be made");
        let block = vec![0_u8; 1 << 20];
        while file.write_all(&block).is_ok() {}
        let taken = file.metadata().expect("it is there").len();
        file.set_len(taken.saturating_sub(SPARE)).expect("it can be cut");
    }

    fn free(&self) {
        std::fs::remove_file(self.filler()).expect("the filler can be removed");
    }

    /// One more payment, and how it was answered.
    async fn pay(&mut self) -> StatusCode {
        self.asked += 1;
        let (id, token, note) = (self.customer.to_string(), format!("payment-{}", self.asked), format!("{:0>400}", self.asked));
        let form = [
            ("id", id.as_str()),
            ("token", token.as_str()),
            ("amount", "1"),
            ("currency", "USD"),
            ("method", "cash"),
            ("note", note.as_str()),
        ];
        let Some((status, text)) = self.owner.once::<api::payments::RecordPayment>(&form).await else {
            return StatusCode::BAD_GATEWAY;
        };
        if status.is_success() {
            self.acknowledged.push(serde_json::from_str(&text).expect("it answers with the payment"));
        }
        status
    }

    /// A write that is refused by a rule, so rolled back: that is what left a transaction open for ever.
    async fn is_refused(&self) {
        let form = [("id", "pay_00000000000000000000000000000001"), ("amount", "1"), ("reason", "none"), ("token", "refused")];
        until("a refund of nothing is refused", SOON, async || {
            let (status, _) = self.owner.once::<api::payments::RefundPayment>(&form).await?;
            (status == StatusCode::NOT_FOUND).then_some(())
        })
        .await;
    }

    /// How many of these are not there for another reader.
    async fn lost(&self, of: &[PaymentId]) -> usize {
        let (read, mut lost) = (self.installation.fresh.db.read(), 0);
        for id in of {
            let text = "SELECT CAST(COUNT(*) AS bigint) FROM payment WHERE id = ?";
            let found: Option<i64> = scalar(read, text, values![*id]).await.expect("reads");
            lost += usize::from(found != Some(1));
        }
        lost
    }

    /// Fills, pays until nothing more is taken, frees, pays again; answers how many acknowledged payments are not there.
    async fn round(&mut self) -> usize {
        let first = self.acknowledged.len();
        self.fill();
        let refused = loop {
            let status = self.pay().await;
            if !status.is_success() {
                break status;
            }
            assert!(self.acknowledged.len() - first < MOST, "it never got full");
        };
        assert!(refused.is_server_error(), "a full disk is nobody's mistake: {refused}");
        self.free();
        self.is_refused().await;
        for _ in 0..AFTER {
            until("payments are taken again", SOON, async || self.pay().await.is_success().then_some(())).await;
        }
        self.lost(&self.acknowledged[first..]).await
    }
}

async fn story(name: &str, installation: Installation, disk: PathBuf) {
    let rounds: usize = std::env::var("SWITCHYARD_FULL_DISKS").map_or(5, |text| text.parse().expect("SWITCHYARD_FULL_DISKS is a number"));
    let (begun, mut lost) = (Instant::now(), 0);
    let mut house = House::open(installation, disk).await;
    for round in 1..=rounds {
        lost += house.round().await;
        if round % ROUNDS_A_LIFE == 0 {
            house.start_again().await;
        }
    }
    house.start_again().await;
    let (acknowledged, gone) = (house.acknowledged.len(), house.lost(&house.acknowledged).await);
    assert_eq!((lost, gone), (0, 0), "{name}: at once and in the end, of {acknowledged} acknowledged payments in {rounds} rounds");
    house.installation.assert_sound().await;
    let Some(folder) = std::env::var_os("SOAK_FIGURES").map(PathBuf::from) else { return };
    let figures = json!({
        "story": name, "rounds": rounds, "acknowledged": acknowledged, "lost": gone, "seconds": begun.elapsed().as_secs(),
    });
    std::fs::create_dir_all(folder.join("full-disks")).expect("the folder of figures can be made");
    std::fs::write(folder.join(format!("full-disks/{name}.json")), format!("{figures}\n")).expect("figures can be written");
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w1_payments_outlive_full_disks_of_sqlite() {
    let Some(disk) = named("SWITCHYARD_FULL_DISK_PROGRAM") else { return };
    story("program-sqlite", Installation::over(testing::sqlite_in(&disk).await), disk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w1_payments_outlive_full_disks_of_postgres() {
    let Some(disk) = named("SWITCHYARD_FULL_DISK_PROGRAM_TABLES") else { return };
    make_table_space(&disk.join("tables")).await;
    story("program-postgres", Installation::over(testing::postgres_on("program_disk").await), disk).await;
}

async fn make_table_space(location: &Path) {
    let url = std::env::var("TEST_POSTGRES_URL").expect("TEST_POSTGRES_URL names a PostgreSQL");
    let admin = Db::connect(&Settings { url, connections: 1 }).await.expect("it answers");
    let text = format!("CREATE TABLESPACE program_disk LOCATION '{}'", location.display());
    exec(admin.write(), &text, vec![]).await.expect("a table space");
}
