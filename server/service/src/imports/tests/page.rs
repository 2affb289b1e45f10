//! Imports as the page runs them: uploaded, checked, started, watched, gone on with after a restart.

use std::time::Duration;

use db::both_databases;
use domain::{
    ErrorKind,
    ids::ImportId,
    import::{ImportKind, ImportState, ImportView},
    msg,
    page::PageQuery,
    port::Imports,
};

use super::desk::{Desk, FEW, NOBODY};
use crate::imports::{ImportsService, resume_abandoned};

/// Waits until a run is in this state: every step of it wakes those who wait for live events.
async fn wait_for(
    desk: &Desk,
    service: &ImportsService,
    import: ImportId,
    state: ImportState,
    mut wakes: tokio::sync::broadcast::Receiver<db::Wake>,
) -> ImportView {
    let waiting = async {
        loop {
            let view = service.view(&desk.caller, import).await.expect("one's own import");
            if view.state == state {
                return view;
            }
            wakes.recv().await.expect("the database lives on");
        }
    };
    tokio::time::timeout(Duration::from_secs(60), waiting).await.expect("the run comes to its end")
}

both_databases! {
    async fn a_page_uploads_maps_previews_and_imports(db: Db) {
        let desk = Desk::new(&db).await;
        let service = ImportsService::new(desk.context.clone());
        let upload = desk.file("Kunde,Name,Email,Phone,Organisation,Role,Status\nk1,Ana,ana@example.com,,,customer,active\nk2,Bad,nobody,,,customer,active\n");
        let view = service.begin(&desk.caller, ImportKind::Users, "kunden.csv", &upload).await.expect("begins");
        assert_eq!((view.state, view.header[0].as_str(), view.sample.len(), view.mapping[0].1.as_deref()), (ImportState::Uploaded, "Kunde", 2, None));
        assert!(!upload.exists(), "the service took the file over");
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(desk.context.settings.data_dir.join("imports")).expect("is there").permissions());
        assert_eq!(mode & 0o777, 0o700, "W13: for this user alone");
        assert_eq!(service.check(&desk.caller, view.id).await.expect_err("a column is missing").message.key, "imports-missing-columns");

        let mapping: Vec<_> = view.mapping.iter().map(|(known, column)| (known.clone(), if known == "external_id" { Some("Kunde".to_owned()) } else { column.clone() })).collect();
        service.map(&desk.caller, view.id, &mapping).await.expect("maps");
        let wakes = db.wakes();
        service.check(&desk.caller, view.id).await.expect("starts");
        let checked = wait_for(&desk, &service, view.id, ImportState::Checked, wakes).await;
        assert_eq!((checked.rows, checked.created, checked.refused, desk.count("users").await), (2, 1, 1, 1));
        assert_eq!(checked.problems.iter().map(|problem| (problem.line, problem.column.as_str())).collect::<Vec<_>>(), [(3, "Email")]);

        let wakes = db.wakes();
        service.run(&desk.caller, view.id, false).await.expect("starts");
        let done = wait_for(&desk, &service, view.id, ImportState::Done, wakes).await;
        assert_eq!((done.created, done.refused, done.read, desk.count("users").await), (1, 1, done.bytes, 2));
        // Finding 52: those whom it made are found by it.
        let by_import = domain::user::UserFilter { import: Some(view.id), ..domain::user::UserFilter::default() };
        let query = domain::user::UserListQuery { filter: by_import.clone(), ..domain::user::UserListQuery::default() };
        let users = crate::users::UsersService::new(desk.context.clone());
        let made = domain::port::Users::list(&users, &desk.caller, &query).await.expect("lists").rows;
        assert_eq!(made.into_iter().map(|row| row.name).collect::<Vec<_>>(), ["Ana"]);
        assert_eq!(domain::port::Users::kpis(&users, &desk.caller, &by_import).await.expect("counts").total_users, 1);
        let mut report = service.report(&desk.caller, view.id).await.expect("a report");
        let mut text = Vec::new();
        while let Some(chunk) = report.next().await { text.extend(chunk.expect("reads")); }
        let text = String::from_utf8(text).expect("text");
        assert!(text.starts_with("\u{feff}Kunde,Name,Email,Phone,Organisation,Role,Status,error\nk2,Bad,nobody,"), "{text}");
        assert_eq!(service.run(&desk.caller, view.id, false).await.expect_err("it is over").message, msg::imports_state_over());
        assert_eq!(service.list(&desk.caller, &PageQuery::default()).await.expect("lists").rows.len(), 1);

        // The next file of this kind finds its columns by what was chosen for this one.
        let next = desk.file("Kunde,Name,Email,Phone,Organisation,Role,Status\nk3,Eva,eva@example.com,,,customer,active\n");
        let view = service.begin(&desk.caller, ImportKind::Users, "mehr.csv", &next).await.expect("begins");
        assert_eq!(view.mapping[0].1.as_deref(), Some("Kunde"));
        let mut other = desk.caller.clone();
        other.user = desk.row("olga@example.com").await.id;
        assert_ne!(other.user, NOBODY);
        assert_eq!(service.view(&other, view.id).await.expect_err("another's import").kind, ErrorKind::NotFound);
    }

    async fn one_s_own_imports_page_completely(db: Db) {
        let mut desk = Desk::new(&db).await;
        let service = ImportsService::new(desk.context.clone());
        let mut begun = Vec::new();
        for at in 0..30 {
            let upload = desk.file(format!("{FEW}u{at},Una,una{at}@example.com,,,customer,active\n"));
            begun.push(service.begin(&desk.caller, ImportKind::Users, &format!("{at}.csv"), &upload).await.expect("begins").id);
        }
        let first = service.list(&desk.caller, &PageQuery { cursor: None, size: 25 }).await.expect("lists");
        let second = service.list(&desk.caller, &PageQuery { cursor: first.next.clone(), size: 25 }).await.expect("lists");
        let mut seen: Vec<ImportId> = first.rows.iter().chain(&second.rows).map(|row| row.id).collect();
        assert_eq!((first.rows.len(), second.rows.len(), second.next.is_none()), (25, 5, true));
        seen.sort();
        begun.sort();
        assert_eq!(seen, begun, "each once");
        // What was begun for another part of the tree is not there.
        desk.caller.tree = "1/7/".to_owned();
        assert_eq!(service.list(&desk.caller, &PageQuery::default()).await.expect("lists").rows.len(), 0);
    }

    async fn a_refused_upload_is_not_kept(db: Db) {
        let desk = Desk::new(&db).await;
        let service = ImportsService::new(desk.context.clone());
        let upload = desk.file(b"a,b\n1,\xff\n");
        let error = service.begin(&desk.caller, ImportKind::Users, "latin.csv", &upload).await.expect_err("another encoding");
        assert_eq!((error.message, upload.exists(), desk.count("import_run").await), (msg::imports_not_utf8(2_u64, 7_u64), false, 0));
    }

    async fn a_server_that_starts_again_goes_on_with_what_it_left(db: Db) {
        let desk = Desk::new(&db).await;
        let rows: String = (1..=1_500).map(|at| format!("u{at},Customer {at},c{at}@example.com,,,customer,active\n")).collect();
        let mut batches = 0;
        let mut dies = |_: &db::imports::Run| { batches += 1; if batches == 1 { Err(domain::Error::internal()) } else { Ok(()) } };
        desk.run_with(ImportKind::Users, format!("{FEW}{rows}"), &crate::imports::Options::default(), &mut dies).await.expect_err("the process dies");
        assert_eq!(resume_abandoned(&desk.context).await.expect("looks"), 0, "its lease is not over yet");
        db::exec(db.write(), "UPDATE import_run SET lease_until = 0", vec![]).await.expect("time passes");
        let service = ImportsService::new(desk.context.clone());
        let import = service.list(&desk.caller, &PageQuery::default()).await.expect("lists").rows[0].id;
        let wakes = db.wakes();
        assert_eq!(resume_abandoned(&desk.context).await.expect("looks"), 1);
        assert_eq!(wait_for(&desk, &service, import, ImportState::Done, wakes).await.created, 1_500);
        assert_eq!(desk.count("users").await, 1_501);
    }

    async fn a_server_that_starts_again_ends_what_its_owner_may_no_longer_do(db: Db) {
        let mut desk = Desk::new(&db).await;
        let (system, service) = (desk.caller.clone(), ImportsService::new(desk.context.clone()));
        desk.users(&format!("{FEW}d1,Dina,dina@example.com,,,subdealer,active\n")).await;
        desk.caller = desk.as_person("dina@example.com", None).await;
        let upload = desk.file(format!("{FEW}u1,Una,una@example.com,,,customer,active\n"));
        let import = service.begin(&desk.caller, ImportKind::Users, "people.csv", &upload).await.expect("begins").id;
        let text = "UPDATE import_run SET state = 'running' WHERE id = ?";
        db::exec(db.write(), text, db::values![import]).await.expect("it was under way");
        db::exec(db.write(), "UPDATE users SET status = 'inactive' WHERE email = 'dina@example.com'", vec![]).await.expect("deactivates");
        let wakes = db.wakes();
        assert_eq!(resume_abandoned(&desk.context).await.expect("looks"), 1);
        let refused = wait_for(&desk, &service, import, ImportState::Refused, wakes).await;
        assert_eq!((refused.problems[0].line, refused.problems[0].reason.clone()), (0, msg::imports_right_lost()));
        assert_eq!((resume_abandoned(&desk.context).await.expect("looks"), desk.count("users").await), (0, 2));
        assert_eq!(system.user, NOBODY, "the system itself loses no right");
    }
}
