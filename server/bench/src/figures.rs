//! The figures above the users' table as the product reads them, beside plain SQL over the tables behind them. Both must say the same, to
//! the minor unit, or there is nothing to compare.

use std::{collections::BTreeMap, time::Instant};

use db::FromQueryResult;
use domain::{access::Caller, kpi::Kpis, user::UserFilter};
use service::Context;

use crate::{
    Outcome,
    pairs::{self, Sample},
    report::{Bar, Report},
    setup::{Setup, Store},
};

/// A filter: as in the address, as a condition on `users u`, and whether a counter is kept for it.
const FILTERS: [(&str, &str, bool); 10] = [
    ("", "TRUE", true),
    ("status=active", "u.status = 'active'", true),
    ("role=customer", "u.role = 'customer'", true),
    ("role=customer&status=active", "u.role = 'customer' AND u.status = 'active'", true),
    ("tier=1&status=active", "u.tier = 1 AND u.status = 'active'", true),
    ("email_status=verified", "u.email_status = 'verified'", false),
    ("tier=2&email_status=verified", "u.tier = 2 AND u.email_status = 'verified'", false),
    ("paid=yes&status=active", "u.has_paid AND u.status = 'active'", false),
    ("registered_from=2026-01-01&role=customer", "u.registered_at >= 1767225600000000 AND u.role = 'customer'", false),
    ("q=maria", "u.search LIKE '%maria%'", false),
];
/// Calls of one sample: reading a counter is short beside a clock's and the network's grain.
const CALLS: u32 = 20;

#[derive(FromQueryResult)]
struct People {
    users: i64,
    active: i64,
    owners: i64,
}

#[derive(FromQueryResult)]
struct Money {
    currency: String,
    this_month: bool,
    net: i64,
    fees: i64,
}

#[derive(FromQueryResult)]
struct Payers {
    ever: i64,
    this_month: i64,
    pending: i64,
}

/// What both sides must agree on; sums of nothing are left out.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    /// All, active, owners of an organisation.
    people: (i64, i64, i64),
    /// Ever, this month.
    payers: (i64, i64),
    pending: i64,
    total: BTreeMap<String, i64>,
    this_month: BTreeMap<String, i64>,
    revenue: BTreeMap<String, i64>,
    /// Numbers connected now, messages sent today.
    traffic: (i64, i64),
}

impl From<Kpis> for Found {
    fn from(kpis: Kpis) -> Self {
        let money = kpis.money.unwrap_or_default();
        let sums = |sums: Vec<domain::Money>| {
            let sums = sums.into_iter().map(|sum| (sum.currency().code().to_owned(), sum.minor()));
            sums.filter(|(_, minor)| *minor != 0).collect()
        };
        Self {
            people: (kpis.total_users, kpis.active_users, kpis.team_owners),
            payers: (money.paying_users, money.paid_this_month),
            pending: money.pending_transactions,
            total: sums(money.payments_total),
            this_month: sums(money.payments_this_month),
            revenue: sums(money.revenue),
            traffic: (kpis.active_instances, kpis.messages_today),
        }
    }
}

/// The first instant of a stretch of time that has begun, in microseconds.
fn since(stretch: &str) -> String {
    format!("(SELECT CAST(EXTRACT(EPOCH FROM date_trunc('{stretch}', now() AT TIME ZONE 'UTC')) * 1000000 AS bigint))")
}

/// The plain way: five statements over users, payments, numbers and messages, each as somebody would write it who keeps no sums. The
/// curves of twelve months, which the product has too, are left out here.
async fn plain(context: &Context, condition: &str) -> Outcome<Found> {
    let (read, month, today) = (context.db.read(), since("month"), since("day"));
    let mut found = Found::default();
    let people = format!(
        "SELECT COUNT(*) AS users, COUNT(*) FILTER (WHERE u.status = 'active') AS active, \
         COUNT(*) FILTER (WHERE u.team_owner) AS owners FROM users u WHERE {condition}"
    );
    let people: People = db::one(read, &people, vec![]).await?.ok_or("no counts")?;
    found.people = (people.users, people.active, people.owners);
    let sums = format!(
        "SELECT p.currency, p.paid_at >= {month} AS this_month, \
         CAST(SUM(CASE WHEN p.refunds_id IS NULL THEN p.amount_minor ELSE -p.amount_minor END) AS bigint) AS net, \
         CAST(SUM(p.fee_minor) AS bigint) AS fees \
         FROM payment p JOIN users u ON u.id = p.user_id WHERE {condition} AND p.status = 'success' GROUP BY 1, 2"
    );
    for sum in db::all::<Money>(read, &sums, vec![]).await? {
        *found.total.entry(sum.currency.clone()).or_default() += sum.net;
        if sum.this_month {
            found.this_month.insert(sum.currency.clone(), sum.net);
            found.revenue.insert(sum.currency, sum.net - sum.fees);
        }
    }
    for sums in [&mut found.total, &mut found.this_month, &mut found.revenue] {
        sums.retain(|_, minor| *minor != 0);
    }
    let paid = "p.status = 'success' AND p.refunds_id IS NULL";
    let payers = format!(
        "SELECT COUNT(DISTINCT CASE WHEN {paid} THEN p.user_id END) AS ever, \
         COUNT(DISTINCT CASE WHEN {paid} AND p.paid_at >= {month} THEN p.user_id END) AS this_month, \
         COUNT(*) FILTER (WHERE p.status = 'pending') AS pending FROM payment p JOIN users u ON u.id = p.user_id WHERE {condition}"
    );
    let payers: Payers = db::one(read, &payers, vec![]).await?.ok_or("no counts")?;
    (found.payers, found.pending) = ((payers.ever, payers.this_month), payers.pending);
    let numbers = format!(
        "SELECT COUNT(*) FROM instance i JOIN users u ON u.id = i.user_id WHERE {condition} AND i.state = 'connected' AND i.deleted_at IS NULL"
    );
    let messages = format!(
        "SELECT COUNT(*) FROM message m JOIN users u ON u.id = m.user_id WHERE {condition} \
         AND (m.accepted_at IS NOT NULL OR m.state IN ('accepted', 'server', 'delivered', 'read', 'played')) \
         AND COALESCE(m.accepted_at, m.submitted_at, m.queued_at) >= {today}"
    );
    let count = async |text: &str| db::scalar::<i64>(read, text, vec![]).await.map(Option::unwrap_or_default);
    found.traffic = (count(&numbers).await?, count(&messages).await?);
    Ok(found)
}

struct Desk {
    context: Context,
    caller: Caller,
    filter: UserFilter,
    condition: &'static str,
}

impl Desk {
    async fn kept(&self) -> Outcome<Found> {
        Ok(service::figures::kpis(&self.context, &self.caller, &self.filter).await?.into())
    }

    fn time_plain(&mut self) -> Sample<'_> {
        Box::pin(async move {
            let begun = Instant::now();
            plain(&self.context, self.condition).await?;
            Ok(begun.elapsed().as_secs_f64())
        })
    }

    fn time_kept(&mut self) -> Sample<'_> {
        Box::pin(async move {
            let begun = Instant::now();
            for _ in 0..CALLS {
                self.kept().await?;
            }
            Ok(begun.elapsed().as_secs_f64() / f64::from(CALLS))
        })
    }
}

fn parsed(text: &str) -> UserFilter {
    let pairs: Vec<(&str, &str)> = text.split('&').filter_map(|pair| pair.split_once('=')).collect();
    UserFilter::from_parameters(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
}

/// See the module's words.
pub async fn run(setup: &Setup) -> Outcome<bool> {
    let mut report = Report::new("figures");
    let context = setup.context(Store::Sample).await?;
    // A plain statement takes seconds at full size: a few pairs are enough for ratios of this kind.
    let rounds = setup.rounds.div_ceil(4);
    for (text, condition, counted) in FILTERS {
        let mut desk = Desk { context: context.clone(), caller: Caller::system("bench"), filter: parsed(text), condition };
        let (kept, counts) = (desk.kept().await?, plain(&context, condition).await?);
        if kept != counts {
            return Err(format!("`{text}`: the figures say {kept:?}, the tables {counts:?}").into());
        }
        let ratio = pairs::measure(rounds, &mut desk, Desk::time_plain, Desk::time_kept).await?;
        let name = if text.is_empty() { "everybody" } else { text };
        report.ratio(&format!("plain SQL ÷ figures, {name}"), ratio, Bar::AtLeast(if counted { 100.0 } else { 5.0 }));
    }
    report.end(setup)
}
