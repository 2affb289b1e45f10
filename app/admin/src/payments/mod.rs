//! Money: the list of payments with its filters, one payment with what belongs to it, and what the forms of money share.
//!
//! To add a column see [`list`], a filter [`filters`], a fact of a payment [`one`].

pub mod amounts;
mod filters;
mod list;
mod one;
mod postings;
pub mod refund;

pub use list::PaymentsPage;
pub use one::PaymentPage;

use domain::payment::PaymentRow;
use leptos::prelude::*;
use ui::{IconName, Status, Tone, state::PaymentStatusBadge};

/// Where payments are.
pub const LIST: &str = "/admin/payments";

/// The page of a payment.
pub fn href(row: &PaymentRow) -> String {
    format!("{LIST}/{}", row.id)
}

/// What became of it; a refund is called one.
pub fn status(row: &PaymentRow) -> AnyView {
    match row.refunds {
        Some(_) => view! { <Status tone=Tone::Neutral icon=IconName::Undo label=domain::msg::payments_given_back()/> }.into_any(),
        None => view! { <PaymentStatusBadge status=row.status/> }.into_any(),
    }
}
