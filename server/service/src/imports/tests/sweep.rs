//! Files that nobody will import go, and no others.

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use db::{both_databases, exec, values};
use domain::{
    ErrorKind,
    ids::ImportId,
    import::ImportKind,
    port::Imports,
    time::{Clock, Timestamp},
};

use super::desk::{Desk, FEW};
use crate::{
    Context,
    imports::{ImportsService, sweep},
};

const DAY: i64 = 24 * 3_600;

#[derive(Debug)]
struct Still(Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }
}

impl Desk {
    /// The same desk so many seconds later.
    fn after(&self, seconds: i64) -> Context {
        Context { clock: Arc::new(Still(self.context.now().plus_seconds(seconds))), ..self.context.clone() }
    }

    /// An upload that waits to be started, and its file.
    async fn upload(&self) -> (ImportId, PathBuf) {
        let service = ImportsService::new(self.context.clone());
        let file = self.file(format!("{FEW}u1,Una,una@example.com,,,customer,active\n"));
        let id = service.begin(&self.caller, ImportKind::Users, "people.csv", &file).await.expect("begins").id;
        let kept = self.context.settings.data_dir.join("imports").join(format!("{id}.csv"));
        self.written(&kept, 0);
        (id, kept)
    }

    /// Says when a file was written: so many seconds ago.
    fn written(&self, path: &Path, ago: i64) {
        let at = u64::try_from(self.context.now().plus_seconds(-ago).millis()).expect("after 1970");
        let file = File::options().write(true).open(path).expect("is there");
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_millis(at)).expect("is set");
    }

    /// A file in a folder of uploads that was written so many seconds ago.
    fn left(&self, folder: &str, name: &str, ago: i64) -> PathBuf {
        let folder = self.context.settings.data_dir.join(folder);
        std::fs::create_dir_all(&folder).expect("is made");
        let path = folder.join(name);
        std::fs::write(&path, "x").expect("writes");
        self.written(&path, ago);
        path
    }
}

both_databases! {
    async fn an_upload_that_is_never_started_goes_after_a_week(db: Db) {
        let desk = Desk::new(&db).await;
        let ((one, first), (two, second)) = (desk.upload().await, desk.upload().await);
        exec(db.write(), "UPDATE import_run SET state = 'checked' WHERE id = ?", values![two]).await.expect("was checked");
        exec(db.write(), "INSERT INTO import_problem (import_id, line, seq, column_name, value, reason) VALUES (?, 1, 0, '', '', '')", values![two]).await.expect("was refused");
        assert_eq!(sweep(&desk.after(7 * DAY)).await, Ok(0), "not before the week is over");
        assert!(first.exists() && second.exists() && desk.count("import_run").await == 2);
        assert_eq!(sweep(&desk.after(7 * DAY + 1)).await, Ok(2));
        assert!(!first.exists() && !second.exists());
        assert_eq!((desk.count("import_run").await, desk.count("import_problem").await), (0, 0));
        assert_eq!(sweep(&desk.after(7 * DAY + 1)).await, Ok(0), "and nothing twice");
        let refused = ImportsService::new(desk.context.clone()).run(&desk.caller, one, false).await.expect_err("is gone");
        assert_eq!(refused.kind, ErrorKind::NotFound);
    }

    async fn what_runs_or_can_go_on_stays_however_old_it_is(db: Db) {
        let desk = Desk::new(&db).await;
        let later = desk.after(400 * DAY);
        let mut files = Vec::new();
        for set in ["state = 'running'", "state = 'checking'", "state = 'running', lease_until = 9000000000000000", "lease_until = 9000000000000000"] {
            let (id, file) = desk.upload().await;
            exec(db.write(), &format!("UPDATE import_run SET {set} WHERE id = ?"), values![id]).await.expect("is set");
            files.push(file);
        }
        assert_eq!(sweep(&later).await, Ok(0));
        assert!(files.iter().all(|file| file.exists()));
        assert_eq!(desk.count("import_run").await, 4);
        let elsewhere = desk.file(format!("{FEW}u1,Una,una@example.com,,,customer,active\n"));
        let dry = crate::imports::Options { dry_run: true, ..crate::imports::Options::default() };
        crate::imports::run_file(&desk.context, &desk.caller, ImportKind::Users, &elsewhere, &dry, &mut |_| Ok(())).await.expect("is checked");
        assert_eq!(sweep(&later).await, Ok(0));
        assert!(elsewhere.exists() && desk.count("import_run").await == 5, "a file elsewhere is its owner's, and so is its run");
    }

    async fn files_that_no_run_will_read_go_after_a_day(db: Db) {
        let desk = Desk::new(&db).await;
        let id = || desk.context.new_id::<ImportId>();
        let (orphan, young) = (desk.left("imports", &format!("{}.csv", id()), DAY + 1), desk.left("imports", &format!("{}.csv", id()), DAY - 1));
        let name = || format!("{}.csv", desk.context.new_uuid().simple());
        let (broken, coming) = (desk.left("uploads", &name(), DAY + 1), desk.left("uploads", &name(), DAY - 1));
        let foreign = [desk.left("imports", "notes.csv", 9 * DAY), desk.left("uploads", "notes.csv", 9 * DAY), desk.left("imports", &format!("{}.txt", id()), 9 * DAY)];
        let (done, finished) = desk.upload().await;
        exec(db.write(), "UPDATE import_run SET state = 'done' WHERE id = ?", values![done]).await.expect("is over");
        desk.written(&finished, DAY + 1);
        let (one, two) = tokio::join!(sweep(&desk.context), sweep(&desk.context));
        assert_eq!(one.expect("sweeps") + two.expect("sweeps too"), 3, "each file is removed once");
        assert!(!orphan.exists() && !broken.exists() && !finished.exists());
        assert!(young.exists() && coming.exists() && foreign.iter().all(|file| file.exists()));
        assert_eq!(desk.count("import_run").await, 1, "what was imported is remembered");
    }
}
