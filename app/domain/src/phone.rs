//! Phone numbers as browsers and the stored form know them. What a person typed is read by the server alone (`service::phones`), which
//! knows the numbering plans; here stands what is light enough for a page: the characters a number is written with, whether a text can
//! be meant as one, and the stored form, E.164: a plus and 7 to 15 digits.

use crate::names::is_invisible;

/// Fewest and most digits of what can be meant as a number: with a trunk zero, and with the zeros that begin a call abroad.
const DIGITS: std::ops::RangeInclusive<usize> = 5..=19;

/// Zeros of the digits that keyboards write: Arabic, Persian, Devanagari, Bengali and full width.
const ZEROS: [char; 5] = ['\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{FF10}'];

fn digit(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    let value = ZEROS.into_iter().find_map(|zero| u32::from(c).checked_sub(u32::from(zero)).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

/// The number with plain digits, spaces and dashes and without what shows nothing; `None` when it holds anything else, such as letters,
/// which some readers would turn into keypad digits.
#[must_use]
pub fn plain(text: &str) -> Option<String> {
    let plain = |c: char| match c {
        '+' | '\u{FF0B}' => Some('+'),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => Some('-'),
        '.' | '(' | ')' | '/' => Some(c),
        c if c.is_whitespace() => Some(' '),
        c => digit(c),
    };
    let plain: String = text.chars().filter(|c| !is_invisible(*c)).map(plain).collect::<Option<_>>()?;
    Some(plain.trim().to_owned())
}

/// Whether a text can be meant as a phone number. The server says whether it is one.
#[must_use]
pub fn is_plausible(text: &str) -> bool {
    plain(text).is_some_and(|plain| DIGITS.contains(&plain.chars().filter(char::is_ascii_digit).count()))
}

/// The stored form of a number that a machine wrote: gateways, links and our own pages give all digits, the country's code among them.
#[must_use]
pub fn normalise(text: &str) -> Option<String> {
    let plain = plain(text)?;
    let rest = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00")).unwrap_or(&plain);
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let fits = (7..=15).contains(&digits.len()) && !digits.starts_with('0') && !rest.contains('+');
    fits.then(|| format!("+{digits}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_machine_wrote_is_read_and_junk_is_refused() {
        assert_eq!(normalise("+1 (415) 555-2671").as_deref(), Some("+14155552671"));
        assert_eq!(normalise("0034 600 111 222").as_deref(), Some("+34600111222"));
        for bad in ["", "+", "12", "tel:+14155552671", "+1415555CALL", "0123456789", "+1234567890123456", "+34+600111222"] {
            assert_eq!(normalise(bad), None, "{bad}");
        }
    }

    #[test]
    fn digits_and_dashes_of_other_keyboards_are_plain_and_marks_fall_away() {
        assert_eq!(plain("\u{202A}+٩٧١ ٥٠\u{202C}").as_deref(), Some("+971 50"));
        assert_eq!(plain("+۹۷۱").as_deref(), Some("+971"));
        assert_eq!(plain("+1\u{A0}415\u{2011}555").as_deref(), Some("+1 415-555"));
        assert_eq!(plain("+34 600 x"), None);
        assert!(is_plausible("+34 600 111 222") && !is_plausible("call me") && !is_plausible("+34"));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,60}") { let _ = (plain(&text), is_plausible(&text), normalise(&text)); }
    }
}
