//! Loading the sample at full size: how long it takes, and the most memory it needs.

use crate::{
    Outcome, product,
    report::{Bar, Report},
    setup::{Setup, Store},
};

/// Seconds that the whole load may take.
const MOST_SECONDS: f64 = 3_600.0;

/// See the module's words.
pub async fn run(setup: &Setup) -> Outcome<bool> {
    setup.make(Store::Sample).await?;
    product::must(setup, Store::Sample, &["migrate"]).await?;
    let (users, payments) = (setup.users.to_string(), setup.payments_per_user.to_string());
    let loaded = product::must(setup, Store::Sample, &["demo", "--users", &users, "--seed", "7", "--payments-per-user", &payments]).await?;
    let context = setup.context(Store::Sample).await?;
    let count = db::scalar::<i64>(context.db.read(), "SELECT COUNT(*) FROM users", vec![]).await?.unwrap_or(0);
    if u64::try_from(count)? != setup.users {
        return Err(format!("{count} users are there").into());
    }
    // What a database does by itself some minutes after a load, so that plans are those of later.
    db::exec(context.db.write(), "ANALYZE", vec![]).await?;
    let mut report = Report::new("load");
    report.value("seconds", loaded.seconds, Bar::AtMost(MOST_SECONDS));
    report.value("peak memory of the program, MiB", loaded.peak_mib, Bar::None);
    report.value("users and payments a second", (setup.users * (1 + setup.payments_per_user)) as f64 / loaded.seconds, Bar::None);
    report.end(setup)
}
