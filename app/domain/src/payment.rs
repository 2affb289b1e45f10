//! Payments: money that came in, and refunds. A payment never changes after it is settled; a correction is a new one.

use serde::{Deserialize, Serialize};

use crate::{
    Currency, Money,
    error::{Error, FieldError, Result},
    ids::{PaymentId, UserId},
    money::MoneyError,
    text::{Locale, Msg, msg},
    time::Timestamp,
    user,
};

mod list;
mod view;

pub use list::{PaymentFilter, PaymentListQuery};
pub use view::{PaymentView, Posting};

/// How money came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Coins and notes.
    Cash,
    /// Bank transfer or deposit.
    Bank,
    /// Unified Payments Interface.
    Upi,
    /// A payment gateway.
    Gateway,
    /// The user's own balance here.
    Wallet,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Cash, Self::Bank, Self::Upi, Self::Gateway, Self::Wallet];
    /// As stored and in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Bank => "bank",
            Self::Upi => "upi",
            Self::Gateway => "gateway",
            Self::Wallet => "wallet",
        }
    }
    /// Reads [`Self::code`], in any case, and the words files use, however they are joined.
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect();
        Some(match plain.as_str() {
            "cash" | "cashpayment" | "cashondelivery" | "cod" | "efectivo" => Self::Cash,
            "bank" | "banktransfer" | "bankdeposit" | "transfer" | "wire" | "wiretransfer" | "ach" | "sepa" | "swift" | "neft" | "rtgs"
            | "imps" | "directdebit" | "transferencia" => Self::Bank,
            "upi" | "bhim" | "bhimupi" => Self::Upi,
            "gateway" | "paymentgateway" | "online" | "card" | "creditcard" | "debitcard" | "credit" | "debit" | "visa" | "mastercard"
            | "amex" | "paypal" | "stripe" | "razorpay" | "applepay" | "googlepay" | "tarjeta" => Self::Gateway,
            "wallet" | "ewallet" | "mobilewallet" | "mobilemoney" | "accountbalance" => Self::Wallet,
            _ => return None,
        })
    }
}

/// What became of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// Not yet known.
    Pending,
    /// Money arrived.
    Success,
    /// It did not.
    Failed,
    /// Called off before it was tried.
    Cancelled,
}

impl PaymentStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Success, Self::Failed, Self::Cancelled];
    /// As stored and in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Success => "success",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
    /// Reads [`Self::code`], in any case, and the words files use.
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "pending" => Some(Self::Pending),
            "success" | "successful" | "succeeded" | "paid" => Some(Self::Success),
            "failed" => Some(Self::Failed),
            "cancelled" | "canceled" => Some(Self::Cancelled),
            _ => None,
        }
    }
}

/// One line of a list of payments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaymentRow {
    /// Its id.
    pub id: PaymentId,
    /// Whose.
    pub user: (UserId, String),
    /// How much; positive. A refund says so in `refunds`.
    pub amount: Money,
    /// What the gateway kept.
    pub fee: Option<Money>,
    /// How.
    pub method: Method,
    /// What became of it.
    pub status: PaymentStatus,
    /// The payment this one gives back, where it is a refund.
    pub refunds: Option<PaymentId>,
    /// How much of this one was given back.
    pub refunded: Option<Money>,
    /// Note.
    pub note: String,
    /// Its id in the system it was imported from.
    pub reference: Option<String>,
    /// When it was paid.
    pub paid_at: Timestamp,
}

impl PaymentRow {
    /// The amount as it counts: what was given back is less than nothing.
    #[must_use]
    pub fn signed(&self) -> Money {
        if self.refunds.is_some() { self.amount.checked_neg().unwrap_or(self.amount) } else { self.amount }
    }

    /// What of it can still be given back.
    #[must_use]
    pub fn left(&self) -> Option<Money> {
        if self.status != PaymentStatus::Success || self.refunds.is_some() {
            return None;
        }
        let left = match self.refunded {
            Some(back) => self.amount.checked_sub(back).ok()?,
            None => self.amount,
        };
        Some(left).filter(|left| left.is_positive())
    }
}

/// What the form for a payment by hand holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentForm {
    /// Form token: the same token has effect once.
    pub token: String,
    /// Amount in major units.
    pub amount: String,
    /// Currency's code.
    pub currency: String,
    /// Method's code.
    pub method: String,
    /// Why, or a reference; may be empty.
    pub note: String,
    /// The day on which the money came, in the operator's time zone (`2026-11-21`); empty for now.
    pub paid_on: String,
    /// The language in which the amount is typed. The page's: whoever sends the form does not say.
    #[serde(skip)]
    pub language: Locale,
}

/// A checked [`PaymentForm`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentInput {
    /// Form token.
    pub token: String,
    /// Positive.
    pub amount: Money,
    /// How.
    pub method: Method,
    /// Up to 500 characters.
    pub note: String,
    /// The day as typed; empty for now.
    pub paid_on: String,
}

/// Longest note, in characters.
pub const NOTE_MAX: usize = 500;

impl From<MoneyError> for Msg {
    fn from(error: MoneyError) -> Self {
        match error {
            MoneyError::UnknownCurrency(code) => msg::field_unknown_currency(code),
            MoneyError::NotAnAmount(text) if text.trim().is_empty() => msg::field_amount_missing(),
            MoneyError::NotAnAmount(text) => msg::field_not_an_amount(text),
            MoneyError::TooManyDecimals { value, decimals, currency } => {
                msg::field_too_many_decimals(value, u32::from(decimals), currency.code())
            }
            MoneyError::Ambiguous(text) => msg::field_amount_ambiguous(text),
            MoneyError::TooLarge => msg::field_amount_too_large(),
            MoneyError::CurrencyMix(one, other) => msg::field_currency_mix(one.code(), other.code()),
        }
    }
}

impl PaymentForm {
    /// Reads the form; says everything that is wrong at once.
    ///
    /// # Errors
    /// Invalid, with one sentence per field.
    pub fn check(&self) -> Result<PaymentInput> {
        let mut errors = Vec::new();
        let currency = self.currency.trim().parse::<Currency>();
        let amount = currency.clone().and_then(|currency| Money::parse_typed(&self.amount, currency, self.language));
        let mut say = |field: &str, message: Option<Msg>| {
            if let Some(message) = message {
                errors.push(FieldError { field: field.to_owned(), message });
            }
        };
        say(
            "currency",
            match &currency {
                Err(error) => Some(error.clone().into()),
                Ok(currency) => currency.is_superseded().then(|| msg::payments_currency_superseded(currency.name())),
            },
        );
        if currency.is_ok() {
            say(
                "amount",
                match &amount {
                    Err(error) => Some(error.clone().into()),
                    Ok(money) if !money.is_positive() => Some(msg::field_not_positive()),
                    Ok(_) => None,
                },
            );
        }
        let method = Method::from_code(self.method.trim());
        say("method", method.is_none().then(|| msg::field_choose_one(user::shorten(&self.method))));
        say("note", user::check_note(self.note.trim(), NOTE_MAX));
        match (amount, method) {
            (Ok(amount), Some(method)) if errors.is_empty() => {
                let (note, paid_on) = (self.note.trim().to_owned(), self.paid_on.trim().to_owned());
                Ok(PaymentInput { token: self.token.clone(), amount, method, note, paid_on })
            }
            _ => Err(Error::fields(errors)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(amount: &str, language: Locale) -> PaymentForm {
        let (currency, method) = ("EUR".to_owned(), "cash".to_owned());
        PaymentForm { amount: amount.to_owned(), currency, method, language, ..PaymentForm::default() }
    }

    #[test]
    fn finding_9_the_form_reads_the_amount_as_the_persons_language_writes_it() {
        let read = |text: &str, language| form(text, language).check().map(|input| input.amount.minor());
        assert_eq!(read("1,234.50", Locale::En), Ok(123_450));
        assert_eq!(read("12,50", Locale::Es), Ok(1_250));
        assert_eq!(read("١٢٫٥٠", Locale::Ar), Ok(1_250));
        let wrong = |text: &str, language| form(text, language).check().expect_err("is refused").of_field("amount").cloned();
        assert_eq!(wrong(" ", Locale::En), Some(msg::field_amount_missing()));
        assert_eq!(wrong("1.500", Locale::Es), Some(msg::field_amount_ambiguous("1.500")));
        assert_eq!(wrong("1.500", Locale::En), Some(msg::field_too_many_decimals("1.500", 2_u32, "EUR")));
    }

    #[test]
    fn finding_10_the_note_may_be_empty() {
        assert_eq!(form("1", Locale::En).check().map(|input| input.note), Ok(String::new()));
        let long = PaymentForm { note: "x".repeat(NOTE_MAX + 1), ..form("1", Locale::En) };
        assert!(long.check().expect_err("is too long").of_field("note").is_some());
    }

    #[test]
    fn w24_a_note_that_turns_the_reading_direction_is_refused() {
        let turned = PaymentForm { note: "rent \u{202E}00.01 DSU".to_owned(), ..form("1", Locale::En) };
        assert_eq!(turned.check().expect_err("is refused").of_field("note"), Some(&msg::field_control_characters()));
    }

    #[test]
    fn files_may_call_methods_what_they_do() {
        for (method, words) in [
            (Method::Cash, &["cash", "CASH", "cash on delivery"][..]),
            (Method::Bank, &["bank", "bank_transfer", "Bank Transfer", "transfer", "wire", "SEPA"]),
            (Method::Upi, &["upi", "UPI"]),
            (Method::Gateway, &["gateway", "card", "credit_card", "Credit-Card", "debit card", "PayPal", "stripe"]),
            (Method::Wallet, &["wallet", "e-wallet"]),
        ] {
            for word in words {
                assert_eq!(Method::from_code(word), Some(method), "{word}");
            }
            assert_eq!(Method::from_code(method.code()), Some(method));
        }
        assert_eq!(Method::from_code("barter"), None);
        assert_eq!(Method::from_code(""), None);
    }
}
