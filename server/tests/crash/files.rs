//! Import files with their own sums, counted while they are written and by nothing of the program's.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// Minor units by currency.
pub type Sums = BTreeMap<&'static str, i64>;

/// What the files so far hold.
#[derive(Debug, Default)]
pub struct Ledger {
    pub rows: u64,
    pub active: u64,
    pub pending: u64,
    /// Of successful payments.
    pub total: Sums,
    /// The same by month, as `2026-03`.
    pub months: BTreeMap<String, Sums>,
    pub payers: BTreeSet<usize>,
}

/// Rows of one file: several of the program's batches, so that a kill falls before, in and between them.
pub const ROWS: usize = 20_000;
/// Currencies with two, two, no and three decimals.
const CURRENCIES: [(&str, usize); 4] = [("USD", 2), ("INR", 2), ("JPY", 0), ("KWD", 3)];

/// Minor units as people write them.
fn major(minor: i64, decimals: usize) -> String {
    let digits = format!("{minor:0>width$}", width = decimals + 1);
    let (whole, rest) = digits.split_at(digits.len() - decimals);
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

impl Ledger {
    /// People `u<first>` and on.
    pub fn users(&mut self, count: usize) -> String {
        let first = usize::try_from(self.rows).expect("fits") + 1;
        let mut text = "external_id,name,email,phone,organisation,role,status\n".to_owned();
        for at in first..first + count {
            let status = ["active", "active", "inactive"][at % 3];
            self.rows += 1;
            self.active += u64::from(status == "active");
            writeln!(text, "u{at},Customer {at},c{at}@example.com,,Firm {},customer,{status}", at % 97).expect("text grows");
        }
        text
    }

    /// Payments of the people `u1` to `u<users>`, this month's among them.
    pub fn payments(&mut self, users: usize, this_month: &str) -> String {
        let first = usize::try_from(self.rows).expect("fits") + 1;
        let mut text = "external_id,user_external_id,paid_at,amount,currency,method,status,note\n".to_owned();
        for at in first..first + ROWS {
            let (currency, decimals) = CURRENCIES[at % CURRENCIES.len()];
            let minor = 1 + i64::try_from(at * 7_919 % 1_000_003).expect("fits");
            let (user, status) = (1 + at * 31 % users, ["success", "success", "success", "failed", "pending", "cancelled"][at % 6]);
            let month = if at % 5 == 0 { this_month.to_owned() } else { format!("2025-{:02}", 1 + at % 12) };
            self.rows += 1;
            self.pending += u64::from(status == "pending");
            if status == "success" {
                *self.total.entry(currency).or_default() += minor;
                *self.months.entry(month.clone()).or_default().entry(currency).or_default() += minor;
                self.payers.insert(user);
            }
            let method = ["cash", "bank", "upi", "gateway", "wallet"][at % 5];
            writeln!(text, "p{at},u{user},{month}-01 00:00,{},{currency},{method},{status},note {at}", major(minor, decimals))
                .expect("text grows");
        }
        text
    }
}
