//! What payments can be filtered by; each name is the parameter of [`PaymentFilter`]. To add one: the parameter there, a line here.

use std::sync::Arc;

use api::viewer::may;
use domain::{
    Msg, Result,
    access::Operation,
    ids::UserId,
    msg,
    payment::{Method, PaymentFilter, PaymentStatus},
    user::{ChoiceKind, UserChoices, UserChoicesQuery},
};
use leptos::prelude::*;
use ui::{Choice, Filter, FilterKind, Find};

use super::amounts::{USUAL, currencies};
use crate::users::filters::one_of;

/// What the choices are made of: organisations, and who is chosen.
pub type Known = (UserChoices, Vec<(UserId, String, String)>);

/// Asks for it.
pub async fn known(filter: PaymentFilter) -> Result<Known> {
    if !may(Operation::ListUsers) {
        return Ok(Known::default());
    }
    let PaymentFilter { organisation, user, .. } = filter;
    let query = UserChoicesQuery { only: vec![ChoiceKind::Organisation], organisation, ..UserChoicesQuery::default() };
    let choices = api::users::list_user_choices(query).await.map_err(|error| error.0)?;
    let chosen = match user {
        Some(user) => api::users::find_users(user.to_string()).await.map_err(|error| error.0)?,
        None => Vec::new(),
    };
    Ok((choices, chosen))
}

/// The filters that this viewer may use.
pub fn filters((choices, chosen): Known, currency: Option<&str>) -> Vec<Filter> {
    let mut filters = vec![
        Filter::date("paid_from", msg::payments_paid_from()),
        Filter::date("paid_to", msg::payments_paid_to()),
        Filter::choice(
            "status",
            msg::payments_status(),
            PaymentStatus::ALL.map(|status| Choice::msg(status.code(), status.label())).to_vec(),
        ),
        Filter::choice("method", msg::payments_method(), Method::ALL.map(|method| Choice::msg(method.code(), method.label())).to_vec()),
        by_currency(currency),
        Filter::quantity("amount_from", msg::payments_amount_from()),
        Filter::quantity("amount_to", msg::payments_amount_to()),
    ];
    if may(Operation::ListUsers) {
        filters.push(Filter::lookup("user", msg::payments_user(), named(&chosen), people()));
        filters.push(one_of("organisation", msg::userpages_organisation(), ChoiceKind::Organisation, &choices));
    }
    filters
}

/// The usual currencies, and the others by a part of their name: a list of all would be most of the page.
fn by_currency(chosen: Option<&str>) -> Filter {
    let all = currencies();
    let is_first = |choice: &Choice| USUAL.contains(&choice.value.as_str()) || chosen == Some(choice.value.as_str());
    let first = all.iter().filter(|choice| is_first(choice)).cloned().collect();
    let find: Find = Arc::new(|text: String| {
        let text = text.to_lowercase();
        let found: Vec<Choice> = currencies().into_iter().filter(|choice| choice.label.to_lowercase().contains(&text)).collect();
        Box::pin(async move { Ok::<_, Msg>(found) })
    });
    let filter = Filter::lookup("currency", msg::userpages_currency(), first, find);
    if let FilterKind::Own(own) = &filter.kind {
        // All of them are known by name, whichever of them was chosen before.
        own.known.set(all);
    }
    filter
}

fn people() -> Find {
    Arc::new(|text| Box::pin(async move { api::users::find_users(text).await.map(|found| named(&found)).map_err(|error| error.0.message) }))
}

/// Isolated by marks, for an option holds no elements.
fn named(people: &[(UserId, String, String)]) -> Vec<Choice> {
    people
        .iter()
        .map(|(id, name, email)| Choice::new(id.to_string(), format!("\u{2068}{name}\u{2069} · \u{2068}{email}\u{2069}")))
        .collect()
}
