//! Sample data: a business of any size, the same for the same seed, with a tree, people of many scripts, two years of payments with
//! every ledger entry, numbers and messages. It goes into an empty database only.
//!
//! Everything follows from the seed and a number ([`sample`]), so that each table is made by itself, row by row, and a million users
//! need no more memory than ten. To add a table: its rows in a module here, and its line in [`fill`].

use std::sync::Arc;

use db::demo::{Cell, Load, Table};
use domain::{Error, Result, msg};
use secrecy::{ExposeSecret, SecretString};

mod dice;
mod journal;
mod names;
mod people;
mod sample;
#[cfg(test)]
mod tests;
mod traffic;
mod trail;

use sample::{PLANS, Sample, Who};

use crate::{
    Context, audit, figures,
    identity::passwords,
    whatsapp::gateway::{key_place, secret_place},
};

/// What is loaded.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How many people.
    pub users: u64,
    /// Which sample.
    pub seed: u64,
    /// Payments per person, on average.
    pub payments_per_user: u64,
    /// Password of those who sign in.
    pub password: SecretString,
    /// Where the simulator listens.
    pub simulator_url: String,
    /// What it is asked with.
    pub simulator_key: SecretString,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            users: 10_000,
            seed: 1,
            payments_per_user: 10,
            password: SecretString::from(PASSWORD),
            simulator_url: "http://127.0.0.1:3001".to_owned(),
            simulator_key: SecretString::from(SIMULATOR_KEY),
        }
    }
}

/// Password of those who sign in, unless another is chosen.
pub const PASSWORD: &str = "demo-switchyard";
/// What the simulator is asked with, unless another key is chosen.
pub const SIMULATOR_KEY: &str = "switchyard-simulator";
/// Fewest people of a sample: one of each role.
pub const FEWEST: u64 = 4;
/// Most.
pub const MOST: u64 = 5_000_000;

/// Someone who signs in.
#[derive(Debug, Clone, Copy)]
pub struct SignIn {
    /// Their place.
    pub role: &'static str,
    /// How they are called.
    pub name: &'static str,
    /// Their address.
    pub email: &'static str,
    who: fn(&Sample) -> Who,
}

/// One per role.
pub const SIGN_INS: [SignIn; 4] = [
    SignIn { role: "owner", name: "Amara Okafor", email: "owner@switchyard.test", who: |_| Who::Owner },
    SignIn { role: "sub_dealer", name: "Diego Fuentes", email: "dealer@switchyard.test", who: |_| Who::Dealer(1) },
    SignIn { role: "employee", name: "Lena Fischer", email: "employee@switchyard.test", who: |_| Who::Employee(0) },
    SignIn { role: "customer", name: "Priya Raman", email: "customer@switchyard.test", who: |_| Who::Customer(sample::SIGNS_IN) },
];

/// How far a load is: the table, and how many rows it got.
pub type Progress<'a> = &'a mut (dyn FnMut(&'static str, u64) + Send);

/// Loads the sample into an empty database.
///
/// # Errors
/// Conflict where somebody is there already, invalid where the sizes cannot be, or when the database refuses; then nothing is there,
/// unless only the figures were missing: asked again, it makes them.
pub async fn load(context: &Context, plan: &Plan, progress: Progress<'_>) -> Result<()> {
    if db::demo::note(context.db.read()).await?.as_deref() == Some(UNFINISHED) {
        return finish(context, progress).await;
    }
    if !(FEWEST..=MOST).contains(&plan.users) {
        return Err(Error::invalid(msg::demo_size(plan.users, FEWEST, MOST)));
    }
    if plan.payments_per_user > 1_000 {
        return Err(Error::invalid(msg::demo_payments(plan.payments_per_user, 1_000_u64)));
    }
    if let Some(wrong) = domain::server::check_url(&plan.simulator_url) {
        return Err(Error::field("url", wrong));
    }
    if db::demo::has_users(context.db.read()).await? {
        return Err(Error::conflict(msg::demo_not_empty()));
    }
    let mut sample = Sample::new(plan.seed, plan.users, plan.payments_per_user, context.now(), &context.settings.time_zone);
    sample.password_hash = Some(passwords::hash(&plan.password, context.settings.password_cost).await?);
    fill(context, plan, Arc::new(sample), progress).await?;
    finish(context, progress).await
}

/// The note that says that rows are there and figures are not.
const UNFINISHED: &str = "rows loaded";

async fn finish(context: &Context, progress: Progress<'_>) -> Result<()> {
    progress("figures", 0);
    figures::rebuild(context).await?;
    progress("seals", 0);
    audit::seal(context).await?;
    db::demo::set_note(context.db.write(), "loaded").await?;
    Ok(())
}

const PLAN_TABLE: Table = Table {
    name: "plan",
    columns: &[
        "id",
        "path",
        "name",
        "name_key",
        "price_minor",
        "currency",
        "duration_days",
        "message_limit",
        "instance_limit",
        "created_at",
    ],
};
const NOTE_TABLE: Table = Table { name: "setting", columns: &["name", "value"] };

async fn fill(context: &Context, plan: &Plan, sample: Arc<Sample>, progress: Progress<'_>) -> Result<()> {
    let tables = [
        "users",
        "user_tag",
        "organisation",
        "payment",
        "payment_text",
        "ledger_account",
        "ledger_transaction",
        "ledger_entry",
        "instance",
        "message",
        "audit_event",
        "audit_unsealed",
    ];
    let mut load = Load::begin(&context.db, &tables).await?;
    let customers = sample.customers();
    let s = &sample;

    put(&mut load, PLAN_TABLE, &mut (0..PLANS.len()).map(|at| plan_cells(s, at)), progress).await?;
    let servers = (0..2).map(|number| server_cells(context, plan, s, number)).collect::<Vec<_>>();
    put(&mut load, traffic::SERVERS, &mut servers.into_iter(), progress).await?;
    put(
        &mut load,
        people::ORGANISATIONS,
        &mut (0..=s.dealers() + customers.div_ceil(sample::BLOCK)).filter_map(|number| people::organisation(s, number)),
        progress,
    )
    .await?;
    put(&mut load, people::USERS, &mut (0..s.users).map(|number| user_cells(s, number)), progress).await?;
    put(&mut load, people::TAGS, &mut (0..s.users).flat_map(|number| tag_cells(s, number)), progress).await?;
    put(&mut load, journal::PAYMENTS, &mut (0..customers).flat_map(|customer| journal::journal(s, customer).payment_cells(s)), progress)
        .await?;
    put(&mut load, journal::TEXTS, &mut (0..customers).flat_map(|customer| journal::text_cells(s, customer)), progress).await?;
    put(&mut load, journal::ACCOUNTS, &mut (0..customers).flat_map(|customer| journal::account_cells(s, customer)), progress).await?;
    put(&mut load, journal::TRANSACTIONS, &mut (0..customers).flat_map(|customer| journal::transaction_cells(s, customer)), progress)
        .await?;
    put(&mut load, journal::ENTRIES, &mut (0..customers).flat_map(|customer| journal::entry_cells(s, customer)), progress).await?;
    put(&mut load, traffic::INSTANCES, &mut (0..customers).flat_map(|customer| traffic::instances(s, customer)), progress).await?;
    put(&mut load, traffic::MESSAGES, &mut (0..customers).flat_map(|customer| traffic::messages(s, customer)), progress).await?;
    let told = || (0..s.users).flat_map(|number| trail::events(s, number));
    put(&mut load, trail::EVENTS, &mut told().map(trail::cells), progress).await?;
    put(&mut load, trail::UNSEALED, &mut told().map(|event| trail::unsealed(&event)), progress).await?;
    let note = vec![Cell::Word("demo"), Cell::Word(UNFINISHED)];
    put(&mut load, NOTE_TABLE, &mut std::iter::once(note), progress).await?;
    progress("indexes", 0);
    Ok(load.finish().await?)
}

async fn put(
    load: &mut Load,
    table: Table,
    rows: &mut (dyn Iterator<Item = Vec<Cell>> + Send),
    progress: &mut (dyn FnMut(&'static str, u64) + Send),
) -> Result<()> {
    let count = load.rows(table, rows).await?;
    progress(table.name, count);
    Ok(())
}

fn plan_cells(sample: &Sample, at: usize) -> Vec<Cell> {
    let (name, days, messages, numbers) = PLANS[at];
    vec![
        Cell::Uuid(sample.plan(at).0),
        Cell::Word("1/"),
        Cell::Word(name),
        Cell::Text(name.to_lowercase()),
        Cell::Long(journal::price(at)),
        Cell::Word("USD"),
        Cell::Int(days),
        Cell::Long(messages),
        Cell::Int(numbers),
        Cell::Long(sample.from.0),
    ]
}

fn user_cells(sample: &Sample, number: u64) -> Vec<Cell> {
    let who = sample.who(number);
    let has_paid = matches!(who, Who::Customer(customer) if journal::journal(sample, customer).has_paid());
    people::cells(&people::person(sample, who), has_paid)
}

fn tag_cells(sample: &Sample, number: u64) -> Vec<Vec<Cell>> {
    let row = people::person(sample, sample.who(number));
    row.tags.into_iter().map(|tag| vec![Cell::Text(tag), Cell::Uuid(row.id.0)]).collect()
}

fn server_cells(context: &Context, plan: &Plan, sample: &Sample, number: u64) -> Vec<Cell> {
    let id = sample.server(number);
    let key = plan.simulator_key.expose_secret();
    let secret = hex::encode(rand::random::<[u8; 32]>());
    let sealed = (context.keys.seal(&key_place(id), key.as_bytes()), context.keys.seal(&secret_place(id), secret.as_bytes()));
    let tail = key.char_indices().rev().nth(3).map_or("", |(at, _)| &key[at..]);
    let hint = if key.chars().count() < 8 { "····" } else { tail };
    traffic::server(sample, number, plan.simulator_url.trim_end_matches('/'), hint, sealed)
}
