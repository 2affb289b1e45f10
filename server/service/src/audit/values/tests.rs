//! The words of the trail: for everything that is written down, in every language.

use std::collections::HashMap;

use db::audit::Named;
use domain::{
    Currency, Money, Msg,
    access::{Operation, Post, Role},
    audit::{AuditAction, AuditKind, Change, ShownValue, Thing},
    ids::{OrganisationId, UserId},
    message::MessageState,
    msg,
    payment::{Method, PaymentStatus},
    server::ServerStatus,
    text::Locale,
    user::{EmailStatus, UserStatus},
};
use uuid::Uuid;

use super::{Names, Reading, changes, value};
use crate::{
    audit::{words::field, written::WRITTEN},
    texts::{IcuIntl, Texts},
};

/// Values that are codes, for fields that hold codes.
fn samples(operation: Operation, field: &str) -> Vec<String> {
    let of = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    match (field, operation) {
        ("role", _) => Role::ALL.map(|role| role.code().to_owned()).to_vec(),
        ("post", _) => Post::ALL.map(|post| post.code().to_owned()).to_vec(),
        ("method", _) => Method::ALL.map(|method| method.code().to_owned()).to_vec(),
        ("email_status", _) => EmailStatus::ALL.map(|status| status.code().to_owned()).to_vec(),
        ("status", Operation::RecordPayment | Operation::ExportPayments) => {
            PaymentStatus::ALL.map(|status| status.code().to_owned()).to_vec()
        }
        ("status", Operation::CreateServer | Operation::EditServer | Operation::DeleteServer) => {
            [ServerStatus::Online, ServerStatus::Offline, ServerStatus::Maintenance].map(|status| status.code().to_owned()).to_vec()
        }
        ("status", _) => UserStatus::ALL.map(|status| status.code().to_owned()).to_vec(),
        ("wanted", _) => of(&["connected", "stopped"]),
        ("state", _) => MessageState::ALL.map(|state| state.code().to_owned()).to_vec(),
        ("outcome", _) => of(&["refused"]),
        ("reason", Operation::SignOut) => of(&["token_reused"]),
        ("must_change_password" | "deleted", _) => of(&["true", "false"]),
        ("paid", _) => of(&["yes", "no"]),
        ("action", _) => AuditAction::ALL.map(|action| action.code().to_owned()).to_vec(),
        ("kind", _) => AuditKind::ALL.map(|kind| kind.code().to_owned()).to_vec(),
        ("password", _) => of(&["***"]),
        _ => Vec::new(),
    }
}

#[test]
fn finding_58_everything_that_is_written_down_has_words_in_every_language() {
    let names = Names::default();
    let mut missing = Vec::new();
    for locale in Locale::ALL {
        let catalogue = Texts::shipped().catalogue(locale);
        let said = |message: &Msg| {
            catalogue.0.contains_key(message.key.as_ref()) && !catalogue.format(message, &IcuIntl::new(locale, "UTC")).is_empty()
        };
        for (operation, fields) in WRITTEN {
            let place = |what: &str| format!("{}: {} {what}", locale.tag(), operation.name());
            match AuditAction::Done(*operation).label() {
                Some(label) if said(&label) => {}
                _ => missing.push(place("itself")),
            }
            if !AuditAction::ALL.contains(&AuditAction::Done(*operation)) {
                missing.push(place("is no filter"));
            }
            for name in *fields {
                if !field(name).is_some_and(|label| said(&label)) {
                    missing.push(place(name));
                }
                for code in samples(*operation, name) {
                    let change = Change { field: (*name).to_owned(), before: None, after: Some(code.clone()) };
                    let reading = Reading { operation: Some(*operation), user: None, names: &names };
                    let told = changes(reading, &[change]).pop().and_then(|change| change.after);
                    if !matches!(&told, Some(ShownValue::Words(words)) if said(words)) {
                        missing.push(place(&format!("{name} = {code}")));
                    }
                }
            }
        }
    }
    assert!(missing.is_empty(), "without words:\n{}", missing.join("\n"));
}

#[test]
fn finding_58_names_and_amounts_stand_in_place_of_ids_and_codes() {
    let (user, org) = (UserId(Uuid::from_u128(1)), OrganisationId(Uuid::from_u128(2)));
    let names = Names(HashMap::from([((Named::Users, user.0), "Ana".to_owned())]));
    let reading = Reading { operation: Some(Operation::RecordPayment), user: Some(user), names: &names };
    let said = |field: &str, text: String| value(reading, field, text);
    let ana = Thing { id: user.to_string(), name: "Ana".to_owned(), of: None, opens: true };
    assert_eq!(said("manager", user.to_string()), ShownValue::Thing(ana));
    assert_eq!(said("organisation", org.to_string()), ShownValue::Text(org.to_string()), "what is gone keeps its id");
    let hundred = Money::parse_major("100.00", Currency::from_code("USD").expect("is listed")).expect("an amount");
    assert_eq!(said("amount", hundred.to_string()), ShownValue::Words(msg::audit_value(hundred)));
    assert_eq!(said("phone", "+34600111222".to_owned()), ShownValue::Phone("+34 600 11 12 22".to_owned()));
    assert_eq!(said("locale", "ar".to_owned()), ShownValue::Text("العربية".to_owned()));
    let device = Change { field: "device".to_owned(), before: None, after: Some("Chrome on Linux".to_owned()) };
    let sign_in = Reading { operation: Some(Operation::SignIn), user: None, names: &names };
    assert!(changes(sign_in, std::slice::from_ref(&device)).is_empty(), "the sentence says it");
    let told = crate::users::sentence(Operation::SignIn.name(), "", &[device]);
    assert_eq!(told, msg::users_timeline_signed_in(msg::label_device("Chrome", "Linux")));
    let made = Change { field: "name".to_owned(), before: Some(String::new()), after: Some("Shop".to_owned()) };
    let made = changes(reading, &[made]).remove(0);
    assert_eq!((made.before, made.after), (None, Some(ShownValue::Text("Shop".to_owned()))));
}
