//! A user as a row of a file: every cell read or refused with its reason, before the database is asked anything. To understand one
//! more column: its name in `ImportKind::columns`, a field and a line here, what it changes in `users`.

use db::users::tidy;
use domain::{
    Msg,
    access::Role,
    email,
    import::RowProblem,
    msg, phone,
    time::Timestamp,
    user::{MAX_TIER, NAME_MAX, UserStatus, check_email, check_name, check_tags, shorten, split_tags},
};
use jiff::tz::TimeZone;

use super::{cells, columns::Columns, rows::Row};
use crate::phones::{self, Country};

/// What a row says of a user; `None` and empty lists where its cell is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct UserLine {
    /// The row, to name it.
    pub row: Row,
    /// Id in the system the file comes from.
    pub external_id: String,
    /// Full name.
    pub name: String,
    /// Address.
    pub email: String,
    /// What makes two spellings of the address one.
    pub email_key: String,
    /// E.164.
    pub phone: Option<String>,
    /// Why nobody gets this number who has not got it already.
    pub phone_doubt: Option<Msg>,
    /// Name of the organisation.
    pub organisation: Option<String>,
    /// Role.
    pub role: Option<Role>,
    /// Status.
    pub status: Option<UserStatus>,
    /// Tier.
    pub tier: Option<i16>,
    /// Name of the plan.
    pub plan: Option<String>,
    /// Since when.
    pub registered_at: Option<Timestamp>,
    /// Key of the manager's address.
    pub manager: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// External id of the owner or sub-dealer above.
    pub parent: Option<String>,
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// Reads a row.
///
/// # Errors
/// With all that is wrong with it.
pub fn read(columns: &Columns, row: Row, zone: &TimeZone, now: Timestamp, home: Option<Country>) -> Result<UserLine, Vec<RowProblem>> {
    if let Some(flaw) = columns.flaw(&row) {
        return Err(vec![flaw]);
    }
    let mut problems = Vec::new();
    let mut say = |known: &str, reason: Option<Msg>| {
        if let Some(reason) = reason {
            problems.push(columns.problem(&row, known, reason));
        }
    };
    let cell = |known: &str| columns.cell(&row, known);

    say("external_id", cells::external_id(&cell("external_id")));
    say("name", check_name(&cell("name")));
    say("email", check_email(&cell("email")));
    say("organisation", some(&cell("organisation")).and_then(|name| check_name(&name)));
    say("plan", cells::short_text(&cell("plan"), NAME_MAX));
    say("tags", check_tags(&cell("tags")));
    say("manager_email", some(&cell("manager_email")).and_then(|text| check_email(&text)));
    say("parent_external_id", cells::short_text(&cell("parent_external_id"), cells::EXTERNAL_ID_MAX));

    // What an older export holds begins with an apostrophe.
    let typed = some(cell("phone").trim_start_matches('\''));
    let (phone, phone_doubt) = match typed.map(|typed| (phones::read(&typed, home), typed)) {
        None => (None, None),
        Some((Ok(number), _)) => (Some(number), None),
        // A number that no plan knows any more may stay with who has it: what was exported goes in again.
        Some((Err(reason), typed)) if typed.starts_with('+') && phone::normalise(&typed).as_ref() == Some(&typed) => {
            (Some(typed), Some(reason))
        }
        Some((Err(reason), _)) => {
            say("phone", Some(reason));
            (None, None)
        }
    };

    let mut choice = |known: &str, fits: bool, choices: &str| {
        say(known, (!cell(known).is_empty() && !fits).then(|| msg::imports_choose_one_of(shorten(&cell(known)), choices)));
    };
    let role = Role::from_code(&cell("role"));
    choice("role", role.is_some(), &Role::ALL.map(Role::code).join(", "));
    let status = UserStatus::from_code(&cell("status"));
    choice("status", status.is_some(), &UserStatus::ALL.map(UserStatus::code).join(", "));
    let tier = cell("tier").parse::<i16>().ok().filter(|tier| (0..=MAX_TIER).contains(tier));
    choice("tier", tier.is_some(), &format!("0–{MAX_TIER}"));
    let registered_at = some(&cell("registered_at")).map(|text| cells::time(&text, zone, now)).transpose();
    say("registered_at", registered_at.clone().err());

    let line = UserLine {
        external_id: cell("external_id").into_owned(),
        name: tidy(&cell("name")),
        email: cell("email").into_owned(),
        email_key: email::key(&cell("email")),
        phone,
        phone_doubt,
        organisation: some(&tidy(&cell("organisation"))),
        role,
        status,
        tier,
        plan: some(&cell("plan")),
        registered_at: registered_at.ok().flatten(),
        manager: some(&cell("manager_email")).map(|text| email::key(&text)),
        tags: split_tags(&cell("tags")),
        parent: some(&cell("parent_external_id")),
        row: Row::default(),
    };
    if problems.is_empty() { Ok(UserLine { row, ..line }) } else { Err(problems) }
}
