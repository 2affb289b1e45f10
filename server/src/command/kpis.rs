//! `switchyard kpis ['status=active&plan=…'] --json`: the widgets' figures as the Owner sees them.

use std::{collections::BTreeMap, process::ExitCode};

use domain::{Money, access::Caller, kpi::Kpis, user::UserFilter};
use serde_json::{Value, json};

use super::{Outcome, Refusal};
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
    let filter = read(&args.filter)?;
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

/// A filter as in the URL. A page lets an old link open all the same; here a word that says nothing would count everybody.
fn read(text: &str) -> Result<UserFilter, Refusal> {
    let pairs = pairs(text)?;
    let filter = UserFilter::from_parameters(|name| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()));
    let understood = filter.to_parameters();
    for (at, (name, value)) in pairs.iter().enumerate() {
        if !UserFilter::PARAMETERS.contains(&name.as_str()) {
            return Err(Refusal(format!("`{name}` is no filter; there are {}", UserFilter::PARAMETERS.join(", "))));
        }
        if pairs[..at].iter().any(|(before, _)| before == name) {
            return Err(Refusal(format!("`{name}` stands there twice; give it once")));
        }
        if !understood.iter().any(|(known, _)| known == name) {
            return Err(Refusal(format!("`{value}` cannot be used for `{name}`; write it as the URL of the users' page does")));
        }
    }
    Ok(filter)
}

/// Names and values. A terminal does not write spaces and letters beyond ASCII as a browser does.
fn pairs(text: &str) -> Result<Vec<(String, String)>, Refusal> {
    let plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'#' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}');
    let query: String = text
        .trim()
        .trim_start_matches('?')
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    let unreadable = || Refusal(format!("`{text}` is no filter; write it as in the URL, such as `status=active&role=customer`"));
    let uri: axum::http::Uri = format!("/?{query}").parse().map_err(|_| unreadable())?;
    axum::extract::Query::try_from_uri(&uri).map(|query| query.0).map_err(|_| unreadable())
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

#[cfg(test)]
mod tests {
    use domain::user::UserStatus;

    use super::*;

    // The case of the filter with a slip.
    // filter-typo-everybody
    #[test]
    fn a_filter_that_says_nothing_is_named_and_counts_nobody() {
        for (text, word) in [
            ("stauts=active", "stauts"),
            ("status=activ", "activ"),
            ("status=active&tier=99", "99"),
            ("status=active&status=inactive", "twice"),
            ("registered_from=01.02.2026", "01.02.2026"),
            ("status", "status"),
            ("active", "active"),
        ] {
            let error = read(text).expect_err(text);
            assert!(error.to_string().contains(word), "{text}: {error}");
        }
    }

    #[test]
    fn a_filter_is_read_as_a_url_writes_it_and_as_a_terminal_does() {
        assert_eq!(read("").expect("all"), UserFilter::default());
        assert_eq!(read("?status=active").expect("reads").status, Some(UserStatus::Active));
        for text in ["q=José Núñez", "q=Jos%C3%A9+N%C3%BA%C3%B1ez"] {
            assert_eq!(read(text).expect(text).q, "José Núñez");
        }
    }
}
