//! The filter and page of the messages' list, as an address carries them.

use serde::{Deserialize, Serialize};

use super::MessageStage;
use crate::{
    ids::InstanceId,
    page::{DEFAULT_PAGE_SIZE, PAGE_SIZES},
    phone,
};

/// The filter of the messages' list, as its address names it, and the page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageListQuery {
    /// Only through this number.
    pub number: Option<InstanceId>,
    /// Only on this part of the way.
    pub stage: Option<MessageStage>,
    /// Only to this number: E.164.
    pub to: Option<String>,
    /// Cursor.
    pub cursor: Option<String>,
    /// Rows on a page.
    pub size: u16,
}

impl Default for MessageListQuery {
    fn default() -> Self {
        Self { number: None, stage: None, to: None, cursor: None, size: DEFAULT_PAGE_SIZE }
    }
}

impl MessageListQuery {
    /// The parameters of an address that narrow the list.
    pub const PARAMETERS: [&str; 3] = ["number", "state", "to"];

    /// Everything through one number.
    #[must_use]
    pub fn of_number(number: InstanceId) -> Self {
        Self { number: Some(number), ..Self::default() }
    }

    /// Reads an address; what makes no sense is left out.
    #[must_use]
    pub fn from_parameters(get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            number: get("number").and_then(|number| number.parse().ok()),
            stage: get("state").and_then(|stage| MessageStage::from_code(&stage)),
            // A plus in an address may arrive as a space.
            to: get("to").and_then(|to| phone::normalise(&to)),
            cursor: get("cursor").filter(|cursor| !cursor.is_empty() && cursor.len() <= 1024),
            size: get("size").and_then(|size| size.parse().ok()).filter(|size| PAGE_SIZES.contains(size)).unwrap_or(DEFAULT_PAGE_SIZE),
        }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub const fn narrows(&self) -> bool {
        self.number.is_some() || self.stage.is_some() || self.to.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_as_a_filter_and_nonsense_as_none() {
        let read = |pairs: &[(&str, &str)]| {
            MessageListQuery::from_parameters(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        let query = read(&[("state", "failed"), ("to", " 34 600 111 222"), ("size", "25")]);
        assert_eq!((query.stage, query.to.as_deref(), query.size), (Some(MessageStage::Failed), Some("+34600111222"), 25));
        assert_eq!(read(&[("state", "waiting")]).stage, Some(MessageStage::Queued), "older addresses still lead somewhere");
        assert_eq!(read(&[("state", "lost"), ("to", "me"), ("number", "x"), ("size", "0")]), MessageListQuery::default());
    }
}
