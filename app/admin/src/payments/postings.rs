//! What a payment posted to the ledger: accounts with debit and credit, as accountants read them.

use domain::{Money, msg, payment::Posting};
use leptos::prelude::*;
use ui::{Column, DataTable, RowText, Section, money, t};

/// The table; nothing where nothing was posted.
pub fn postings(rows: Vec<Posting>) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let (key, name): (RowText<Posting>, RowText<Posting>) =
        (|row| format!("{} {}", row.account.key, row.amount), |row| t(row.account.clone()));
    let columns = vec![
        Column::new("account", msg::payments_account(), |row: &Posting| t(row.account.clone())),
        Column::new("debit", msg::payments_debit(), |row: &Posting| side(row.amount)).figure(),
        Column::new("credit", msg::payments_credit(), |row: &Posting| row.amount.checked_neg().ok().and_then(side)).figure(),
    ];
    Some(
        view! {
            <Section title=msg::payments_ledger()>
                <DataTable id="postings" caption=msg::payments_ledger() columns rows key name/>
            </Section>
        }
        .into_any(),
    )
}

/// The amount on its side; the other one is empty.
fn side(amount: Money) -> Option<String> {
    amount.is_positive().then(|| money(amount))
}
