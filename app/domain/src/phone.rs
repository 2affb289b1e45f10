//! Phone numbers as E.164: a plus and 8 to 15 digits. People write spaces, dashes, dots and brackets; letters are refused, because
//! some readers would turn them into keypad digits.

/// The number as E.164, or `None` when it cannot be one.
#[must_use]
pub fn normalise(text: &str) -> Option<String> {
    let trimmed = text.trim();
    let rest = trimmed.strip_prefix('+').or_else(|| trimmed.strip_prefix("00")).unwrap_or(trimmed);
    if rest.chars().any(|c| !c.is_ascii_digit() && !" -.()/".contains(c)) {
        return None;
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let fits = (8..=15).contains(&digits.len()) && !digits.starts_with('0');
    fits.then(|| format!("+{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_number_meet_and_junk_is_refused() {
        assert_eq!(normalise("+1 (415) 555-2671").as_deref(), Some("+14155552671"));
        assert_eq!(normalise("0034 600 111 222").as_deref(), Some("+34600111222"));
        for bad in ["", "+", "12", "tel:+14155552671", "+1415555CALL", "0123456789", "+1234567890123456"] {
            assert_eq!(normalise(bad), None, "{bad}");
        }
    }
}
