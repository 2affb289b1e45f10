//! A payment as a row of a file: every cell read or refused with its reason, before the database is asked anything. To understand one
//! more column: its name in `ImportKind::columns`, a field and a line here, what it means in `payments`.

use domain::{
    Currency, Money, Msg,
    import::RowProblem,
    msg,
    payment::{Method, NOTE_MAX, PaymentStatus},
    time::Timestamp,
    user::shorten,
};
use jiff::tz::TimeZone;

use super::{cells, columns::Columns, rows::Row};

/// What a row says of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentLine {
    /// The row, to name it.
    pub row: Row,
    /// Id in the system the file comes from.
    pub external_id: String,
    /// The payer's id there.
    pub user: String,
    /// When.
    pub paid_at: Timestamp,
    /// How much; positive.
    pub amount: Money,
    /// How.
    pub method: Method,
    /// What became of it.
    pub status: PaymentStatus,
    /// Note.
    pub note: String,
}

/// Reads a row.
///
/// # Errors
/// With all that is wrong with it.
pub fn read(columns: &Columns, row: Row, zone: &TimeZone, now: Timestamp) -> Result<PaymentLine, Vec<RowProblem>> {
    if let Some(flaw) = columns.flaw(&row) {
        return Err(vec![flaw]);
    }
    let cell = |known: &str| columns.cell(&row, known);
    let mut problems = Vec::new();
    let mut say = |known: &str, reason: Option<Msg>| {
        if let Some(reason) = reason {
            problems.push(columns.problem(&row, known, reason));
        }
    };
    say("external_id", cells::external_id(&cell("external_id")));
    say("user_external_id", cells::external_id(&cell("user_external_id")));
    say("note", cells::short_text(&cell("note"), NOTE_MAX));

    let mut choice = |known: &str, fits: bool| {
        say(
            known,
            match &*cell(known) {
                "" => Some(msg::field_required()),
                text => (!fits).then(|| msg::field_choose_one(shorten(text))),
            },
        )
    };
    let method = Method::from_code(&cell("method"));
    choice("method", method.is_some());
    let status = PaymentStatus::from_code(&cell("status"));
    choice("status", status.is_some());

    let required = |known: &str| Some(cell(known)).filter(|text| !text.is_empty()).ok_or_else(msg::field_required);
    let paid_at = required("paid_at").and_then(|text| cells::time(&text, zone, now));
    say("paid_at", paid_at.clone().err());
    let currency = required("currency").and_then(|text| text.parse::<Currency>().map_err(Msg::from));
    say("currency", currency.clone().err());
    // Without its currency an amount cannot be judged: the dollar's two decimals would be a guess.
    let amount = match (&currency, required("amount")) {
        (_, Err(reason)) => {
            say("amount", Some(reason));
            None
        }
        (Err(_), Ok(_)) => None,
        (Ok(currency), Ok(text)) => match cells::amount(&text, *currency) {
            Ok(amount) => Some(amount),
            Err(reason) => {
                say("amount", Some(reason));
                None
            }
        },
    };
    match (paid_at, amount, method, status) {
        (Ok(paid_at), Some(amount), Some(method), Some(status)) if problems.is_empty() => Ok(PaymentLine {
            external_id: cell("external_id").into_owned(),
            user: cell("user_external_id").into_owned(),
            note: cell("note").into_owned(),
            paid_at,
            amount,
            method,
            status,
            row,
        }),
        _ => Err(problems),
    }
}
