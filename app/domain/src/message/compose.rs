//! The form for new messages: what is typed, what is wrong with it, and what it says once checked.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, FieldError, Result},
    ids::InstanceId,
    phone,
    text::{Msg, msg},
    user,
};

/// What the form for new messages holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ComposeForm {
    /// Form token: the same token queues once.
    pub token: String,
    /// Through which number.
    pub instance: String,
    /// Numbers, separated by commas, semicolons or new lines.
    pub to: String,
    /// Text, 1–4096 characters.
    pub text: String,
}

/// A checked [`ComposeForm`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposeInput {
    /// Form token.
    pub token: String,
    /// Through which number.
    pub instance: InstanceId,
    /// Numbers as typed, in order, without repeats: the server reads them.
    pub to: Vec<String>,
    /// Text.
    pub text: String,
}

/// Most recipients of one form.
pub const RECIPIENTS_MAX: usize = 1000;
/// Most recipients whom a form reaches without being asked whether that is meant.
pub const CONFIRM_ABOVE: usize = 20;
/// Longest text, in characters: WhatsApp's own limit.
pub const TEXT_MAX: usize = 4096;
/// Most messages that wait in one number.
pub const WAITING_MAX: i64 = 10_000;
/// Most bytes of text that wait in all numbers of one customer.
pub const BYTES_WAITING_MAX: i64 = 16 << 20;

/// Takes a list of numbers apart: those that may be one, each once, and the first that cannot be.
#[must_use]
pub fn split_numbers(text: &str) -> (Vec<String>, Option<String>) {
    let mut numbers: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut bad = None;
    for part in text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        if !phone::is_plausible(part) {
            bad = bad.or_else(|| Some(part.to_owned()));
        } else if seen.insert(phone::normalise(part).unwrap_or_else(|| part.to_owned())) {
            numbers.push(part.to_owned());
        }
    }
    (numbers, bad)
}

/// What is wrong with a list of recipients, if anything.
#[must_use]
pub fn check_recipients(text: &str) -> Option<Msg> {
    let (numbers, bad) = split_numbers(text);
    if let Some(bad) = bad {
        Some(msg::field_not_a_phone(user::shorten(&bad)))
    } else if numbers.is_empty() {
        Some(msg::field_required())
    } else if numbers.len() > RECIPIENTS_MAX {
        Some(msg::field_too_many_recipients(numbers.len(), RECIPIENTS_MAX))
    } else {
        None
    }
}

/// What is wrong with a message's text, if anything.
#[must_use]
pub fn check_text(text: &str) -> Option<Msg> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        Some(msg::field_required())
    } else if length > TEXT_MAX {
        Some(msg::field_too_long(length, TEXT_MAX))
    } else {
        user::has_controls(&text.replace('\r', "")).then(msg::field_control_characters)
    }
}

impl ComposeForm {
    /// Reads the form; says everything that is wrong at once.
    ///
    /// # Errors
    /// Invalid, with one sentence per field.
    pub fn check(&self) -> Result<ComposeInput> {
        let mut errors = Vec::new();
        let mut say = |field: &str, message: Option<Msg>| {
            if let Some(message) = message {
                errors.push(FieldError { field: field.to_owned(), message });
            }
        };
        let instance = self.instance.trim().parse().ok();
        say("instance", instance.is_none().then(|| msg::field_choose_one(user::shorten(&self.instance))));
        say("to", check_recipients(&self.to));
        say("text", check_text(&self.text));
        match instance {
            Some(instance) if errors.is_empty() => Ok(ComposeInput {
                token: self.token.clone(),
                instance,
                to: split_numbers(&self.to).0,
                text: self.text.replace("\r\n", "\n"),
            }),
            _ => Err(Error::fields(errors)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_list_of_numbers_makes_the_reader_panic(text in ".{0,200}") { let _ = split_numbers(&text); }
    }
}
