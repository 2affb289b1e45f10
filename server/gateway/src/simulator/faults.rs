//! What the simulator is told to do wrong, by `POST /faults`. Every decision is a hash of the seed and of what it is about, so the same
//! seed and the same messages give the same faults. To add one: a field here, its check where it bites, a line in the tests.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The faults in force; all zero is a well-behaved gateway. Unknown names are refused, so a typing error never passes as "no fault".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    pub seed: u64,
    /// Acks whose webhook never leaves.
    pub drop_acks_percent: u8,
    /// Added to each ack's way.
    pub delay_ms: u32,
    /// Acks whose webhook leaves twice, under the same event id.
    pub duplicate_acks_percent: u8,
    /// Webhooks of every kind overtake each other.
    pub reorder: bool,
    /// Sends that answer 500 before anything is accepted.
    pub fail_sends_percent: u8,
    /// Sends that are accepted and then never answered: an unknown outcome.
    pub hang_after_accept_percent: u8,
    /// A start forgets the webhooks that had not left, as WAHA does, which keeps them in its memory only.
    pub forget_webhooks: bool,
    /// The process dies after this many further messages, each on disk and the last one unanswered.
    pub die_after: Option<u32>,
}

impl Faults {
    /// The first figure that is no percentage.
    pub(super) fn wrong_percentage(&self) -> Option<&'static str> {
        let figures = [
            ("drop_acks_percent", self.drop_acks_percent),
            ("duplicate_acks_percent", self.duplicate_acks_percent),
            ("fail_sends_percent", self.fail_sends_percent),
            ("hang_after_accept_percent", self.hang_after_accept_percent),
        ];
        figures.into_iter().find(|(_, percent)| *percent > 100).map(|(name, _)| name)
    }

    /// Whether the fault `kind` strikes `subject`.
    pub(super) fn strikes(&self, percent: u8, kind: &str, subject: &str) -> bool {
        percent > 0 && self.draw(kind, subject) % 100 < u64::from(percent)
    }

    /// A number that depends on the seed, the kind and the subject only.
    pub(super) fn draw(&self, kind: &str, subject: &str) -> u64 {
        let digest = Sha256::digest(format!("{}|{kind}|{subject}", self.seed));
        digest.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_decides_and_the_share_is_right() {
        let faults = Faults { seed: 7, ..Faults::default() };
        let struck = |faults: &Faults| (0..1000).filter(|n| faults.strikes(20, "drop", &n.to_string())).collect::<Vec<_>>();
        let first = struck(&faults);
        assert_eq!(first, struck(&faults));
        assert_ne!(first, struck(&Faults { seed: 8, ..Faults::default() }));
        assert!((140..260).contains(&first.len()), "20 % of 1000 came out as {}", first.len());
        assert!(!faults.strikes(0, "drop", "x") && faults.strikes(100, "drop", "x"));
    }

    #[test]
    fn a_typing_error_is_refused() {
        assert!(serde_json::from_str::<Faults>(r#"{"drop_ack_percent": 5}"#).is_err());
        assert_eq!(Faults { drop_acks_percent: 101, ..Faults::default() }.wrong_percentage(), Some("drop_acks_percent"));
    }
}
