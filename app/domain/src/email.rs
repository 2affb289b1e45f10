//! Email addresses: enough of RFC 5321 to refuse what cannot work; the mail that is sent is the real check. Two addresses are the
//! same account when their [`key`]s are equal: lower case throughout.

/// Longest address, from RFC 5321's limit on a path.
pub const MAX_LENGTH: usize = 254;

/// Whether this can be an address: one `@`, a local part of 1–64, a domain of dotted labels.
#[must_use]
pub fn is_valid(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_fits = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c));
    let label_fits = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    text.len() <= MAX_LENGTH && local_fits && domain.contains('.') && domain.split('.').all(label_fits)
}

/// What makes two spellings one account.
#[must_use]
pub fn key(text: &str) -> String {
    text.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_cannot_work_are_refused() {
        for good in ["a@b.co", "first.last+tag@sub.example.com", "müller@bücher.example", "o'neil@x-y.org"] {
            assert!(is_valid(good), "{good}");
        }
        for bad in ["", "a", "@b.co", "a@", "a@b", "a b@c.de", "a@b..co", ".a@b.co", "a@-b.co", "a\0@b.co", "a@b.co\n", "<a@b.co>"] {
            assert!(!is_valid(bad), "{bad}");
        }
        assert_eq!(key(" A@B.Co "), "a@b.co");
    }
}
