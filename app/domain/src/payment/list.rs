//! The filter and page of the payments' list, as a URL carries them.

use serde::{Deserialize, Serialize};

use super::{Method, PaymentStatus};
use crate::{
    Currency,
    error::Result,
    ids::{OrganisationId, UserId},
    narrowing::{FilterProblem, Reader, is_day, quantity, refuse, unknown, value_of},
    page::{DEFAULT_PAGE_SIZE, PageQuery},
};

/// The filter, exactly what the URL holds. What is not understood stands among its problems, and then it finds nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentFilter {
    /// Name or address of who paid, note, reference or id, as typed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Only this user's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<UserId>,
    /// Only those of users of this organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// Only with this status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PaymentStatus>,
    /// Only by this method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Only in this currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Paid on or after this day (`2026-11-21`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_from: Option<String>,
    /// Paid on or before this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_to: Option<String>,
    /// At least so much in major units (`12.5`), of whatever currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_from: Option<String>,
    /// At most so much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_to: Option<String>,
    /// What was asked for and cannot be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<FilterProblem>,
}

/// Which page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentListQuery {
    /// The filter.
    pub filter: PaymentFilter,
    /// Cursor.
    pub cursor: Option<String>,
    /// Rows per page.
    pub size: u16,
}

impl Default for PaymentListQuery {
    fn default() -> Self {
        Self { filter: PaymentFilter::default(), cursor: None, size: DEFAULT_PAGE_SIZE }
    }
}

impl PaymentFilter {
    /// Names of its URL parameters, in their order.
    pub const PARAMETERS: [&'static str; 10] =
        ["q", "user", "organisation", "status", "method", "currency", "paid_from", "paid_to", "amount_from", "amount_to"];

    /// Only this user's.
    #[must_use]
    pub fn of_user(user: UserId) -> Self {
        Self { user: Some(user), ..Self::default() }
    }

    /// Reads the filter from URL parameters, by name; what cannot be used is among [`Self::problems`].
    #[must_use]
    pub fn from_parameters(get: impl Fn(&str) -> Option<String>) -> Self {
        let mut from = Reader::new(get);
        let day = |value: &str| is_day(value).then(|| value.to_owned());
        let amount = |value: &str| quantity(value).map(|_| value.to_owned());
        let mut filter = Self {
            q: from.value("q", |value| Some(value.to_owned())).unwrap_or_default(),
            user: from.value("user", |value| value.parse().ok()),
            organisation: from.value("organisation", |value| value.parse().ok()),
            status: from.value("status", PaymentStatus::from_code),
            method: from.value("method", Method::from_code),
            currency: from.value("currency", Currency::from_code),
            paid_from: from.value("paid_from", day),
            paid_to: from.value("paid_to", day),
            amount_from: from.value("amount_from", amount),
            amount_to: from.value("amount_to", amount),
            problems: Vec::new(),
        };
        filter.problems = from.problems;
        filter
    }

    /// Whether every part of it means something, wherever it came from.
    ///
    /// # Errors
    /// Invalid, with a sentence that names what does not: it would narrow nothing.
    pub fn check(&self) -> Result<()> {
        refuse(&self.problems)?;
        let again = self.to_parameters();
        let read = Self::from_parameters(|name| again.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()));
        refuse(&read.problems)
    }

    /// The URL parameters that give this filter again, by name.
    #[must_use]
    pub fn to_parameters(&self) -> Vec<(&'static str, String)> {
        let mut out = Vec::new();
        let mut put = |name: &'static str, value: Option<String>| {
            if let Some(value) = value {
                out.push((name, value));
            }
        };
        put("q", Some(self.q.clone()).filter(|q| !q.is_empty()));
        put("user", self.user.map(|id| id.to_string()));
        put("organisation", self.organisation.map(|id| id.to_string()));
        put("status", self.status.map(|status| status.code().to_owned()));
        put("method", self.method.map(|method| method.code().to_owned()));
        put("currency", self.currency.map(|currency| currency.code().to_owned()));
        put("paid_from", self.paid_from.clone());
        put("paid_to", self.paid_to.clone());
        put("amount_from", self.amount_from.clone());
        put("amount_to", self.amount_to.clone());
        out
    }

    /// How many conditions narrow the list.
    #[must_use]
    pub fn conditions(&self) -> usize {
        self.to_parameters().len()
    }
}

impl PaymentListQuery {
    /// Reads an address; names that it does not know are among the filter's problems.
    #[must_use]
    pub fn from_pairs<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        let pairs: Vec<_> = pairs.into_iter().collect();
        let get = |name: &str| value_of(&pairs, name);
        let mut filter = PaymentFilter::from_parameters(get);
        filter.problems.extend(unknown(pairs.iter().map(|(name, _)| *name), &PaymentFilter::PARAMETERS));
        let PageQuery { cursor, size } = PageQuery::from_parameters(get);
        Self { filter, cursor, size }
    }

    /// Which page it asks for.
    #[must_use]
    pub fn page(&self) -> PageQuery {
        PageQuery { cursor: self.cursor.clone(), size: self.size }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn finding_61_a_url_gives_its_filter_again() {
        let pairs = [
            ("q", "ana"),
            ("user", "usr_00000000000000000000000000000007"),
            ("organisation", "org_00000000000000000000000000000008"),
            ("status", "pending"),
            ("method", "cash"),
            ("currency", "KWD"),
            ("paid_from", "2026-01-31"),
            ("paid_to", "2026-02-28"),
            ("amount_from", "0.125"),
            ("amount_to", "1000"),
        ];
        let query = PaymentListQuery::from_pairs(pairs.into_iter().chain([("size", "25"), ("columns", "amount"), ("ask", "refund")]));
        assert_eq!((query.filter.problems.len(), query.size, query.filter.conditions()), (0, 25, 10));
        let again = query.filter.to_parameters();
        assert_eq!(again.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>(), pairs);
        assert!(query.filter.check().is_ok());
    }

    // A typing mistake must never show everything.
    #[test]
    fn finding_61_a_filter_that_is_not_understood_is_named() {
        for (name, value) in [
            ("status", "succes"),
            ("stauts", "success"),
            ("method", "barter"),
            ("currency", "XXX"),
            ("user", "nobody"),
            ("organisation", "usr_00000000000000000000000000000007"),
            ("paid_from", "29/11/2026"),
            ("paid_to", "2026-02-30"),
            ("amount_from", "-1"),
            ("amount_to", "1,000"),
            ("q", "a\0b"),
        ] {
            let filter = PaymentListQuery::from_pairs([(name, value), ("size", "25")]).filter;
            assert_eq!(filter.problems.len(), 1, "{name}={value}");
            assert!(filter.check().is_err(), "{name}={value}");
        }
        let nonsense = PaymentFilter { amount_from: Some("lots".into()), ..PaymentFilter::default() };
        assert!(nonsense.check().is_err(), "also where no address was read");
    }

    proptest! {
        #[test]
        fn no_parameter_makes_the_reader_panic(value in ".{0,60}") {
            let filter = PaymentFilter::from_parameters(|_| Some(value.clone()));
            let again = filter.to_parameters();
            let same = PaymentFilter::from_parameters(|name| again.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()));
            prop_assert_eq!(PaymentFilter { problems: Vec::new(), ..filter }, same);
        }
    }
}
