//! The journal as plain text, for programs that check double entry by themselves (`hledger check`, `bean-check`): "do not trust us".
//! Written batch by batch, in constant memory. To add a format: a variant of [`Format`] and how it writes a transaction.

use std::{collections::HashMap, io};

use db::ledger::{self as rows, PostedEntry, TransactionRow};
use domain::{
    Currency, Money,
    ids::{AccountId, TransactionId, UserId},
    time::{Period, Timestamp},
};

use crate::Context;

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

/// Rows read at once.
const BATCH: usize = 5_000;

/// Writes the whole journal and answers how many transactions it holds.
///
/// # Errors
/// When the database does not answer or the writer refuses.
pub async fn export(context: &Context, format: Format, out: &mut (dyn io::Write + Send)) -> Result<u64, ExportError> {
    if format == Format::Beancount {
        open_accounts(context, out).await?
    }
    let (read, mut after, mut written) = (context.db.read(), TransactionId::NIL, 0);
    loop {
        let heads = rows::transactions_after(read, after, BATCH).await?;
        let Some(last) = heads.last().map(|head| head.id) else { break };
        let mut entries: HashMap<TransactionId, Vec<PostedEntry>> = HashMap::with_capacity(heads.len());
        for row in rows::entries_between(read, after, last).await? {
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

async fn open_accounts(context: &Context, out: &mut (dyn io::Write + Send)) -> Result<(), ExportError> {
    let mut after = AccountId::NIL;
    loop {
        let accounts = rows::accounts_after(context.db.read(), after, BATCH).await?;
        let Some(last) = accounts.last() else { return Ok(()) };
        after = last.id;
        for account in accounts {
            writeln!(out, "1970-01-01 open {} {}", name(Format::Beancount, account.owner_id, &account.kind), account.unit)?;
        }
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
        let amount = Currency::from_code(&entry.unit)
            .map_or_else(|| entry.amount.to_string(), |currency| Money::new(entry.amount, currency).to_major());
        writeln!(out, "    {}  {amount} {}", name(format, entry.owner_id, &entry.kind), entry.unit)?;
    }
    writeln!(out)
}

/// An account's place in a tree that both programs know: assets, expenses or income, then kind, then owner.
fn name(format: Format, owner: UserId, kind: &str) -> String {
    let root = if kind.starts_with("cash") {
        "Assets"
    } else if kind == "revenue" {
        "Income"
    } else {
        "Expenses"
    };
    let words: Vec<String> = kind.split(':').map(|word| capital(&word.replace('_', "-"))).collect();
    let full = format!("{root}:{}:U-{}", words.join(":"), owner.0.simple());
    match format {
        Format::Hledger => full.to_lowercase(),
        Format::Beancount => full,
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn date(context: &Context, at: Timestamp) -> String {
    let Period(day) = context.day_of(at);
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}
