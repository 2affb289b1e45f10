//! The matrix of permissions: every operation, called by everybody, on what is their own, what is in their part of the tree, what is
//! above them and what is somebody else's. Each cell calls the use case itself, on both databases; a refusal must be the one that the
//! table says (what may not be seen is not there: 404), and an answer must not show what is not the caller's.
//!
//! [`arguments`] does the same for what is named beside the object, [`giving`] for roles, [`finding`] for the palette.
//!
//! To add an operation: its row in [`rows`], and its arm in [`acts`] that says how it is carried out.

mod acts;
mod arguments;
mod finding;
mod giving;
mod people;
mod rows;
mod world;

use std::fmt::Write as _;

use db::Db;
use domain::{
    ErrorKind,
    access::{Module, Role},
};

use acts::{Cell, Object, objects};
use people::{Person, Who, manages};
use rows::{On, Row, TABLE};
use world::{HEADS, HOLDERS, IMPORTERS, KEY, MONEY, PAYERS, VIEWERS, World};

/// How an answer must be refused, or `None` where it must be given.
fn refusal(row: &Row, who: Who, object: Object) -> Option<ErrorKind> {
    let letter = row.letter(who);
    if letter == '-' {
        return Some(ErrorKind::Forbidden);
    }
    let own = who.person();
    let other = match object {
        Object::Nothing => return None,
        Object::Missing => return Some(ErrorKind::NotFound),
        Object::Of(other) => other,
    };
    let within = if letter == 'O' { own == other } else { who.sees(other) };
    match row.on {
        _ if !within => Some(ErrorKind::NotFound),
        On::Managed if !manages(own, other) => Some(ErrorKind::Forbidden),
        On::Managed if matches!(row.name, "users/set_user_status" | "account/send_password_reset") && own == other => {
            Some(ErrorKind::Invalid)
        }
        _ => None,
    }
}

/// Whether the name of this person, who stands above the caller, may be in the answer: as the one who did something, or as whom
/// somebody is put under.
fn names_above(row: &Row, who: Who, person: Person) -> bool {
    let above = person == Person::Olga || person == who.person().head();
    let told =
        ["users/view_user", "users/user_timeline", "payments/view_payment", "audit/list_audit", "audit/view_audit", "export of audit"];
    above && told.contains(&row.name)
}

/// Words that must not be in an answer.
fn forbidden_words(row: &Row, who: Who) -> Vec<String> {
    let seen = |person: Person| if row.letter(who) == 'O' { person == who.person() } else { who.sees(person) };
    let mut words: Vec<String> =
        Person::all().into_iter().filter(|person| !seen(*person) && !names_above(row, who, *person)).map(Person::mark).collect();
    words.push(KEY.to_owned());
    if !who.sees_money() {
        words.extend([MONEY.to_owned(), "98765432".to_owned(), "USD".to_owned()]);
    }
    if who.person().role() != Role::Owner {
        words.extend((0..36).filter_map(|digit| char::from_digit(digit, 36)).map(|first| format!("token={first}")));
    }
    words
}

/// Whose things a list must show to those who see them.
fn listed(row: &Row) -> Vec<Person> {
    match row.name {
        "users/list_users" | "export of users" => Person::all(),
        "organisations/list_organisations" => HEADS.to_vec(),
        "payments/list_payments" | "export of payments" => PAYERS.to_vec(),
        "imports/list_imports" => IMPORTERS.to_vec(),
        "views/list_views" => VIEWERS.to_vec(),
        "instances/list_instances" | "messages/list_messages" => HOLDERS.to_vec(),
        // The owner was there before anything was written down.
        "audit/list_audit" | "export of audit" | "account/list_outbox" => {
            Person::all().into_iter().filter(|person| *person != Person::Olga).collect()
        }
        _ => Vec::new(),
    }
}

/// What is wrong with an answer.
fn faults_of_answer(row: &Row, who: Who, answer: &str) -> Vec<String> {
    let shown = answer.to_lowercase();
    let leaks =
        forbidden_words(row, who).into_iter().filter(|word| shown.contains(&word.to_lowercase())).map(|word| format!("shows {word}"));
    let own = |person: &Person| if row.letter(who) == 'O' { *person == who.person() } else { who.sees(*person) };
    let missing =
        listed(row).into_iter().filter(own).map(Person::mark).filter(|mark| !shown.contains(mark)).map(|mark| format!("lacks {mark}"));
    leaks.chain(missing).collect()
}

/// Carries out all rows of these modules and fails with all that is wrong.
async fn run(db: Db, modules: &[Module]) {
    let world = World::new(&db).await;
    let (mut faults, mut cells) = (String::new(), 0);
    for row in TABLE.iter().filter(|row| modules.contains(&row.operation.needs().0)) {
        for who in Who::all() {
            let caller = world.caller(who).await;
            for object in objects(row.on) {
                let expected = refusal(row, who, object);
                let answer = Cell { world: &world, row, who, caller: &caller, object }.act().await;
                cells += 1;
                let wrong = match (&answer, expected) {
                    (Ok(answer), None) => faults_of_answer(row, who, answer),
                    (Err(error), Some(kind)) if error.kind == kind => Vec::new(),
                    (Ok(_), Some(kind)) => vec![format!("is allowed, not {kind:?}")],
                    (Err(error), _) => vec![format!("is {error}, not {expected:?}")],
                };
                for wrong in wrong {
                    writeln!(faults, "{} ({}) by {who:?} on {object:?}: {wrong}", row.name, row.operation.name()).expect("writes");
                }
            }
        }
    }
    assert!(cells > 10, "the area has rows");
    assert!(faults.is_empty(), "of {cells} cells:\n{faults}");
}

/// The areas, as the tests below take them.
const AREAS: [&[Module]; 6] = [
    &[Module::Users],
    &[Module::Sessions, Module::Account, Module::Outbox],
    &[Module::Organisations],
    &[Module::Money, Module::Imports, Module::Audit],
    &[Module::Servers, Module::Instances],
    &[Module::Messages],
];

#[test]
fn every_row_is_in_one_area() {
    for row in TABLE {
        let areas = AREAS.iter().filter(|modules| modules.contains(&row.operation.needs().0)).count();
        assert_eq!(areas, 1, "{}", row.name);
    }
}

db::both_databases! {
    async fn people_by_everybody(db: Db) { run(db, AREAS[0]).await; }
    async fn accounts_by_everybody(db: Db) { run(db, AREAS[1]).await; }
    async fn organisations_by_everybody(db: Db) { run(db, AREAS[2]).await; }
    async fn money_imports_and_audit_by_everybody(db: Db) { run(db, AREAS[3]).await; }
    async fn servers_and_numbers_by_everybody(db: Db) { run(db, AREAS[4]).await; }
    async fn messages_by_everybody(db: Db) { run(db, AREAS[5]).await; }
}
