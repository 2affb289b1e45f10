//! The journal as plain text, for programs that check double entry by themselves (`hledger check`, `bean-check`): "do not trust us".
//! Written batch by batch, in constant memory. Both programs are told beforehand of every account and unit, so that a name which is not
//! there is an error to them, and both judge by every digit: amounts have all decimals of their unit. How each spells names and units is in
//! [`spelling`]. To add a format: a variant of [`Format`], how it begins, and how it writes a transaction.

use std::{collections::HashMap, io};

use db::ledger::{self as rows, AccountRow, PostedEntry, TransactionRow};
use domain::{
    Error, Result,
    ids::TransactionId,
    msg,
    narrowing::is_day,
    time::{Period, Timestamp},
    user::shorten,
};

use crate::{Context, figures};

mod spelling;

use spelling::{amount, name, sample, unit};

/// How the journal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For hledger and ledger.
    Hledger,
    /// For beancount.
    Beancount,
}

impl Format {
    /// Reads `hledger` or `beancount`.
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        match text {
            "hledger" => Some(Self::Hledger),
            "beancount" => Some(Self::Beancount),
            _ => None,
        }
    }
}

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database did not answer.
    #[error(transparent)]
    Domain(#[from] domain::Error),
    /// Nobody takes the text any more.
    #[error(transparent)]
    Write(#[from] io::Error),
}

impl From<db::DbError> for ExportError {
    fn from(error: db::DbError) -> Self {
        Self::Domain(error.into())
    }
}

/// Which transactions: all, or those of some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// From this instant on.
    from: Option<i64>,
    /// Before this one.
    before: Option<i64>,
}

impl Window {
    /// The days of the operator's calendar from the first to the last (`2026-11-21`), each of which may be left open.
    ///
    /// # Errors
    /// Invalid, for what is no day.
    pub fn of_days(context: &Context, first: Option<&str>, last: Option<&str>) -> Result<Self> {
        let start = |field: &str, text: Option<&str>, later: i64| {
            let Some(text) = text else { return Ok(None) };
            let start = figures::start_of_day(context, Some(text).filter(|text| is_day(text)), later);
            start.map(Some).ok_or_else(|| Error::field(field, msg::field_not_a_day(shorten(text))))
        };
        Ok(Self { from: start("from", first, 0)?, before: start("to", last, 1)? })
    }

    const fn is_all(self) -> bool {
        self.from.is_none() && self.before.is_none()
    }
}

/// Rows read at once.
const BATCH: usize = 5_000;

/// Writes the journal, or what of it took effect within the window, and answers how many transactions that is.
///
/// # Errors
/// When the database does not answer or the writer refuses.
pub async fn export(context: &Context, format: Format, window: Window, out: &mut (dyn io::Write + Send)) -> Result<u64, ExportError> {
    begin(context, format, out).await?;
    open_accounts(context, format, out).await?;
    let (read, mut after, mut written) = (context.db.read(), TransactionId::NIL, 0);
    loop {
        let heads = rows::transactions_after(read, after, (window.from, window.before), BATCH).await?;
        let Some(last) = heads.last().map(|head| head.id) else { break };
        let mut entries: HashMap<TransactionId, Vec<PostedEntry>> = HashMap::with_capacity(heads.len());
        let found = if window.is_all() {
            rows::entries_between(read, after, last).await?
        } else {
            rows::entries_of(read, &heads.iter().map(|head| head.id).collect::<Vec<_>>()).await?
        };
        for row in found {
            entries.entry(row.transaction_id).or_default().push(row);
        }
        for head in heads {
            let lines = entries.remove(&head.id).unwrap_or_default();
            transaction(context, format, &head, &lines, out)?;
            written += 1;
        }
        after = last;
    }
    out.flush()?;
    Ok(written)
}

/// What stands before all else: how amounts are written, and every unit.
async fn begin(context: &Context, format: Format, out: &mut (dyn io::Write + Send)) -> Result<(), ExportError> {
    match format {
        Format::Hledger => writeln!(out, "decimal-mark .")?,
        // Nothing may be left over; without it half of the last digit may.
        Format::Beancount => writeln!(out, "option \"tolerance_multiplier\" \"0\"")?,
    }
    for known in rows::units(context.db.read()).await? {
        match format {
            Format::Hledger => writeln!(out, "commodity {} {}", sample(&known), unit(format, &known))?,
            Format::Beancount => writeln!(out, "1970-01-01 commodity {}", unit(format, &known))?,
        }
    }
    Ok(())
}

/// Every account once, with all units that stand on it: the unit is no part of its name.
async fn open_accounts(context: &Context, format: Format, out: &mut (dyn io::Write + Send)) -> Result<(), ExportError> {
    let (mut last, mut open): (Option<AccountRow>, Option<(String, Vec<String>)>) = (None, None);
    loop {
        let accounts = rows::accounts_after(context.db.read(), last.as_ref(), BATCH).await?;
        if accounts.is_empty() {
            break;
        }
        for account in &accounts {
            let (name, unit) = (name(format, account.owner_id, &account.kind), unit(format, &account.unit));
            match &mut open {
                Some((known, units)) if *known == name => units.push(unit),
                _ => {
                    if let Some(whole) = open.replace((name, vec![unit])) {
                        declare(format, &whole, out)?;
                    }
                }
            }
        }
        last = accounts.into_iter().next_back();
    }
    if let Some(whole) = open {
        declare(format, &whole, out)?;
    }
    Ok(writeln!(out)?)
}

fn declare(format: Format, (name, units): &(String, Vec<String>), out: &mut (dyn io::Write + Send)) -> io::Result<()> {
    match format {
        Format::Hledger => writeln!(out, "account {name}"),
        Format::Beancount => writeln!(out, "1970-01-01 open {name} {}", units.join(",")),
    }
}

fn transaction(
    context: &Context,
    format: Format,
    head: &TransactionRow,
    entries: &[PostedEntry],
    out: &mut (dyn io::Write + Send),
) -> io::Result<()> {
    let date = date(context, head.effective_at);
    match format {
        Format::Hledger => writeln!(out, "{date} {} | {}  ; id:{}", head.kind, head.reason, head.id)?,
        Format::Beancount => writeln!(out, "{date} * \"{}\" \"{}\"\n  id: \"{}\"", head.kind, head.reason, head.id)?,
    }
    for entry in entries {
        let account = name(format, entry.owner_id, &entry.kind);
        writeln!(out, "    {account}  {} {}", amount(&entry.unit, entry.amount), unit(format, &entry.unit))?;
    }
    writeln!(out)
}

fn date(context: &Context, at: Timestamp) -> String {
    let Period(day) = context.day_of(at);
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}
