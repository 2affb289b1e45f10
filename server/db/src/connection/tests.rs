//! Full disks (W1): what was acknowledged is in the file, before and after, and readiness says how writes stand. `SWITCHYARD_FULL_DISKS`
//! says how often the disk fills (a few times by default). Without a disk of its own a file of few pages stands for one; `.ci/soak` names
//! real ones: `SWITCHYARD_FULL_DISK` a folder for SQLite, and with `SWITCHYARD_FULL_DISK_TABLESPACE` the same for PostgreSQL.

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::{Db, Settings, noise};
use crate::{DbBackend, DbResult, both_databases, exec, scalar, testing, values};

/// Writes acknowledged after each full disk.
const AFTER: usize = 20;
/// So many large rows fill anything that is tried here.
const MOST: usize = 20_000;
/// Pages that the small file may grow by.
const PAGES: i64 = 60;
/// Bytes that a filled disk has left.
const SPARE: u64 = 300_000;

const INSERT: &str = "INSERT INTO setting (name, value) VALUES (?, ?)";

/// What is full at times.
enum Disk {
    /// A file of few pages.
    Pages,
    /// A small file system.
    Folder(PathBuf),
}

impl Disk {
    fn filler(folder: &Path) -> PathBuf {
        folder.join("filler")
    }

    /// Takes nearly all that is free.
    fn fill(&self) {
        let Self::Folder(folder) = self else { return };
        let mut file = File::create(Self::filler(folder)).expect("a file can be made");
        let block = [0_u8; 65_536];
        while file.write_all(&block).is_ok() {}
        let taken = file.metadata().expect("it is there").len();
        file.set_len(taken.saturating_sub(SPARE)).expect("it can be cut");
    }

    /// Gives it back.
    async fn free(&self, other: &Db) {
        if let Self::Folder(folder) = self {
            std::fs::remove_file(Self::filler(folder)).expect("the filler can be removed");
        }
        exec(other.write(), "DELETE FROM setting WHERE name LIKE 'fill%'", vec![]).await.expect("what filled is taken away");
        if other.backend() == DbBackend::Postgres {
            exec(other.write(), "VACUUM setting", vec![]).await.expect("its room is given back");
        }
    }
}

/// One large row, in a transaction.
async fn large(db: &Db, name: String) -> DbResult<()> {
    let tx = db.begin().await?;
    exec(&*tx, INSERT, values![name, noise(240)]).await?;
    tx.commit().await
}

/// A write that meets the full disk, each time another way.
async fn meets_the_full_disk(db: &Db, way: usize) {
    let text = noise(80_000);
    let failed = match way % 4 {
        // Given up as use cases do.
        0 => {
            let tx = db.begin().await.expect("begins");
            exec(&*tx, INSERT, values!["fill last", text]).await.is_err()
        }
        1 => {
            let tx = db.begin().await.expect("begins");
            let failed = exec(&*tx, INSERT, values!["fill last", text]).await.is_err();
            let _ = tx.roll_back().await;
            failed
        }
        // Somebody looks away.
        2 => {
            let tx = db.begin().await.expect("begins");
            let _ = exec(&*tx, INSERT, values!["fill last", text]).await;
            let _ = exec(&*tx, INSERT, values!["fill small", "x"]).await;
            tx.commit().await.is_err()
        }
        _ => exec(db.write(), INSERT, values!["fill last", text]).await.is_err(),
    };
    assert!(failed, "way {way}: 1.2 MB do not fit");
}

async fn seen(other: &Db, like: &str) -> usize {
    let count = scalar::<i64>(other.read(), "SELECT CAST(COUNT(*) AS bigint) FROM setting WHERE name LIKE ?", values![like]).await;
    usize::try_from(count.expect("reads").unwrap_or_default()).expect("fits")
}

/// Fills, fails, frees and goes on; answers how many writes were acknowledged and how many of them nobody else sees.
async fn round(db: &Db, other: &Db, disk: &Disk, round: usize) -> (usize, usize) {
    disk.fill();
    let mut filled = 0;
    while filled < MOST && large(db, format!("fill {filled}")).await.is_ok() {
        filled += 1;
    }
    assert!(filled < MOST, "it never got full");
    meets_the_full_disk(db, round).await;
    let mut lost = filled.abs_diff(seen(other, "fill%").await);
    assert!(db.check_writes().await.is_err(), "round {round}: readiness says that writes fail");
    disk.free(other).await;
    // Refused by a rule, so rolled back: this is what left the outer transaction open.
    let tx = db.begin().await.expect("begins again");
    exec(&*tx, INSERT, values!["refused", "x"]).await.expect("there is room");
    tx.roll_back().await.expect("rolls back");
    for at in 0..AFTER {
        let name = format!("after {at}");
        if at % 2 == 0 {
            exec(db.write(), INSERT, values![name, "x"]).await.expect("writes");
        } else {
            let tx = db.begin().await.expect("begins");
            exec(&*tx, INSERT, values![name, "x"]).await.expect("writes");
            tx.commit().await.expect("commits");
        }
    }
    lost += AFTER.abs_diff(seen(other, "after%").await) + seen(other, "refused").await;
    exec(other.write(), "DELETE FROM setting WHERE name LIKE 'after%' OR name = 'refused'", vec![]).await.expect("nobody holds the file");
    (filled + AFTER, lost)
}

/// The whole story on this database.
async fn story(name: &str, db: &Db, other: &Db, disk: &Disk) {
    let rounds = std::env::var("SWITCHYARD_FULL_DISKS").map_or(5, |text| text.parse().expect("SWITCHYARD_FULL_DISKS is a number"));
    let (begun, mut acknowledged, mut lost) = (Instant::now(), 0, 0);
    for at in 0..rounds {
        let (more, gone) = round(db, other, disk, at).await;
        (acknowledged, lost) = (acknowledged + more, lost + gone);
    }
    assert_eq!(lost, 0, "{name}: of {acknowledged} acknowledged writes in {rounds} rounds");
    let deadline = Instant::now() + Duration::from_secs(20);
    while let Err(error) = db.check_writes().await {
        assert!(Instant::now() < deadline, "still not ready: {error}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let Some(folder) = std::env::var_os("SOAK_FIGURES").map(PathBuf::from) else { return };
    let figures = serde_json::json!({
        "story": name, "rounds": rounds, "acknowledged": acknowledged, "lost": lost, "seconds": begun.elapsed().as_secs(),
    });
    std::fs::create_dir_all(folder.join("full-disks")).expect("the folder of figures can be made");
    std::fs::write(folder.join(format!("full-disks/{name}.json")), format!("{figures}\n")).expect("figures can be written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w1_what_sqlite_acknowledged_after_a_full_file_is_in_it() {
    let fresh = testing::sqlite().await;
    let pages = scalar::<i64>(fresh.db.read(), "PRAGMA page_count", vec![]).await.expect("reads").expect("a number");
    let db = Db::connect_small(&fresh.settings, pages + PAGES).await.expect("opens");
    story("sqlite-pages", &db, &fresh.db, &Disk::Pages).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w1_what_sqlite_acknowledged_after_a_full_disk_is_in_it() {
    let Some(folder) = std::env::var_os("SWITCHYARD_FULL_DISK").map(PathBuf::from) else { return };
    let settings = Settings { url: format!("sqlite://{}/full.sqlite", folder.display()), connections: 4 };
    Db::migrate(&settings).await.expect("migrates");
    let (db, other) = (Db::connect(&settings).await.expect("opens"), Db::connect(&settings).await.expect("opens"));
    story("sqlite-disk", &db, &other, &Disk::Folder(folder)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w1_what_postgres_acknowledged_after_a_full_disk_is_in_it() {
    let Some(folder) = std::env::var_os("SWITCHYARD_FULL_DISK_TABLESPACE").map(PathBuf::from) else { return };
    let fresh = testing::postgres().await;
    let location = folder.join("tables");
    exec(fresh.db.write(), &format!("CREATE TABLESPACE full_disk LOCATION '{}'", location.display()), vec![]).await.expect("a table space");
    for object in ["TABLE setting", "INDEX setting_pkey"] {
        exec(fresh.db.write(), &format!("ALTER {object} SET TABLESPACE full_disk"), vec![]).await.expect("moves");
    }
    let other = Db::connect(&fresh.settings).await.expect("connects");
    story("postgres-disk", &fresh.db, &other, &Disk::Folder(folder)).await;
}

both_databases! {
    // PostgreSQL answers COMMIT as if all were well where a statement failed before it.
    async fn w1_a_transaction_in_which_a_statement_failed_is_not_committed(db: Db) {
        let tx = db.begin().await.expect("begins");
        exec(&*tx, INSERT, values!["one", "1"]).await.expect("inserts");
        exec(&*tx, INSERT, values!["one", "2"]).await.expect_err("the name is taken");
        tx.commit().await.expect_err("it is not committed");
        assert_eq!(seen(&db, "one").await, 0);
        exec(db.write(), INSERT, values!["two", "2"]).await.expect("writes go on");
        assert_eq!(seen(&db, "two").await, 1);
        db.check_writes().await.expect("a refused row is no fault of the disk");
    }

    async fn w1_a_trial_leaves_nothing(db: Db) {
        db.check_writes().await.expect("writes");
        assert_eq!(seen(&db, "%").await, 0);
    }
}
