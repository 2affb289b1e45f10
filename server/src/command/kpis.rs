//! `switchyard kpis ['status=active&plan=…'] --json`: the widgets' figures as the Owner sees them.

use std::{collections::BTreeMap, process::ExitCode};

use domain::{Money, access::Caller, kpi::Kpis, user::UserFilter};
use serde_json::{Value, json};

use super::Outcome;
use crate::settings::Settings;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A filter, written as in the URL of the users' page
    #[arg(default_value = "")]
    filter: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// See the module's words.
///
/// # Errors
/// When the database refuses.
pub async fn run(args: Args, settings: &Settings) -> Outcome {
    let context = super::open(settings).await?;
    let pairs: Vec<(String, String)> =
        axum::extract::Query::try_from_uri(&format!("/?{}", args.filter.trim_start_matches('?')).parse().unwrap_or_default())
            .map(|query| query.0)
            .unwrap_or_default();
    let filter = UserFilter::from_parameters(|name| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()));
    let kpis = service::services(&context).users.kpis(&Caller::system("command line"), &filter).await?;
    let value = to_json(&kpis);
    if args.json {
        println!("{value:#}");
    } else if let Value::Object(rows) = value {
        for (name, value) in rows {
            println!("{name:22} {value}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn by_currency(amounts: &[Money]) -> BTreeMap<&'static str, i64> {
    amounts.iter().map(|money| (money.currency().code(), money.minor())).collect()
}

fn to_json(kpis: &Kpis) -> Value {
    let money = kpis.money.clone().unwrap_or_default();
    json!({
        "month": kpis.month.month_text(),
        "total_users": kpis.total_users,
        "active_users": kpis.active_users,
        "team_owners": kpis.team_owners,
        "paying_users": money.paying_users,
        "paid_this_month": money.paid_this_month,
        "payments_total": by_currency(&money.payments_total),
        "payments_this_month": by_currency(&money.payments_this_month),
        "revenue": by_currency(&money.revenue),
        "active_instances": kpis.active_instances,
        "messages_today": kpis.messages_today,
        "pending_transactions": money.pending_transactions,
        "system_health": kpis.system_health,
    })
}
