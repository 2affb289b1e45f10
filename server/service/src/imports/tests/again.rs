//! What goes out comes in again: an export is a file that changes nothing.

use db::both_databases;
use domain::{import::ImportKind, user::UserListQuery};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::desk::{Desk, FEW, USERS};
use crate::imports::Options;

async fn exported(desk: &Desk) -> Vec<u8> {
    let services = crate::services(&desk.context);
    let mut chunks = services.users.export(&desk.caller, &UserListQuery::default()).await.expect("exports");
    let mut bytes = Vec::new();
    while let Some(chunk) = chunks.next().await {
        bytes.extend(chunk.expect("a chunk"));
    }
    bytes
}

/// A file of people with these names.
fn file(names: &[String]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(FEW.as_bytes().to_vec());
    for (at, name) in names.iter().enumerate() {
        let (id, email, phone) = (format!("x{at}"), format!("x{at}@example.com"), format!("+3460011{at:04}"));
        let business = if at % 3 == 0 { name.as_str() } else { "" };
        let row = [id.as_str(), name.as_str(), email.as_str(), phone.as_str(), business, "customer", "active"];
        writer.write_record(row).expect("writes");
    }
    writer.into_inner().expect("a vector")
}

const PEOPLE: &str = "\
d1,Dina Dealer,dina@example.com,+34 600 111 222,Dina & Sons,sub_dealer,active,1,,2025-01-31,,,
e1,\"Emil, Desk\",emil@example.com,,,employee,active,,,,,,d1
c1,=HYPERLINK(0),carl@example.com,0034600111223,Carl GmbH,customer,active,2,growth,2025-02-01 10:00,emil@example.com,\"vip,wholesale\",d1
c2,محمد بن علي 🙂,cora@example.com,,carl gmbh,customer,inactive,,,,,\"=x,north\",d1
";

both_databases! {
    async fn an_export_of_people_goes_in_again_and_changes_nothing(db: Db) {
        let desk = Desk::new(&db).await;
        let first = desk.users(&format!("{USERS}{PEOPLE}")).await;
        assert_eq!((first.created, first.refused), (4, 0), "{:?}", desk.problems(&first).await);
        // Who manages whom stays although they are no longer active; a number that no plan knows stays with who has it.
        db::exec(db.write(), "UPDATE users SET status = 'inactive' WHERE email = 'emil@example.com'", vec![]).await.expect("changes");
        db::exec(db.write(), "UPDATE users SET phone = '+22997123456' WHERE email = 'cora@example.com'", vec![]).await.expect("changes");
        let bytes = exported(&desk).await;
        let text = String::from_utf8(bytes.clone()).expect("text");
        assert!(text.contains("\"+34600111222\"") && text.contains("\"'=HYPERLINK(0)\"") && text.contains("\"dina@example.com\""), "{text}");
        let again = desk.run(ImportKind::Users, bytes, &Options::default()).await.expect("imports");
        assert_eq!((again.created, again.updated, again.unchanged, again.refused), (0, 0, 5, 0), "{:?}", desk.problems(&again).await);
        // Nobody else gets such a number.
        let other = desk.users(&format!("{FEW}n1,Nora,nora@example.com,+22997123456,,customer,active\n")).await;
        assert_eq!(desk.reasons(&other).await.into_iter().map(|(line, column, _)| (line, column)).collect::<Vec<_>>(), [(2, "phone".to_owned())]);
        // What the file changes is still refused where it may not be changed.
        let owner = text.lines().find(|line| line.contains("olga@example.com")).expect("the owner is in the file").replace("Olga Root", "Olga Other");
        let changed = desk.users(&format!("{}\n{owner}\n", text.lines().next().expect("a head").trim_start_matches('\u{FEFF}'))).await;
        assert_eq!((changed.updated, changed.refused), (0, 1));
    }

    async fn any_names_go_out_and_come_in_as_they_were(db: Db) {
        let strategy = proptest::collection::vec("[=+@'\"\\-,; أحمدé🙂a-c0-9]{0,10}[a-z]", 40..41);
        let mut runner = TestRunner::deterministic();
        let names: Vec<String> = strategy.new_tree(&mut runner).expect("names").current();
        let desk = Desk::new(&db).await;
        let first = desk.run(ImportKind::Users, file(&names), &Options::default()).await.expect("imports");
        assert_eq!((first.created, first.refused), (40, 0), "{:?}", desk.problems(&first).await);
        let again = desk.run(ImportKind::Users, exported(&desk).await, &Options::default()).await.expect("imports");
        assert_eq!((again.created, again.updated, again.unchanged, again.refused), (0, 0, 41, 0), "{:?}", desk.problems(&again).await);
    }

    // The case of phone numbers that are rewritten.
    // The numbers of a file are read as everywhere.
    async fn phones_of_a_file_are_what_is_dialled_or_refused(db: Db) {
        let desk = Desk::new(&db).await;
        let phones = ["5511987654321.0", "+44 (0)20 7946 0018", "(415) 555-2671", "+49 (0) 209 22334455", "+1 415 555 2671 / 72", "600111225", "+34 600 111 222"];
        let rows: String = phones.iter().enumerate().map(|(at, phone)| format!("p{at},Person,p{at}@example.com,{phone},,customer,active\n")).collect();
        let done = desk.users(&format!("{FEW}{rows},,,,,,\n")).await;
        assert_eq!((done.created, done.refused, done.rows), (3, 4, 7), "{:?}", desk.problems(&done).await);
        for (at, stored) in [(1, "+442079460018"), (3, "+4920922334455"), (6, "+34600111222")] {
            assert_eq!(desk.row(&format!("p{at}@example.com")).await.phone.as_deref(), Some(stored));
        }
    }

    // W24.
    async fn names_that_show_nothing_are_refused(db: Db) {
        let desk = Desk::new(&db).await;
        let names = ["\u{200B}\u{200B}", "\u{2800}", "\u{3164}", "\u{202E}gnp.exe", "أحمد 123 Smith", "Jose\u{301}"];
        let rows: String = names.iter().enumerate().map(|(at, name)| format!("z{at},{name},z{at}@example.com,,Z,customer,active\n")).collect();
        let done = desk.users(&format!("{FEW}{rows}")).await;
        assert_eq!((done.created, done.refused), (2, 4), "{:?}", desk.problems(&done).await);
        assert_eq!(desk.row("z5@example.com").await.name, "José", "one form of letters");
    }
}
