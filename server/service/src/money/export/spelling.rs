//! How the two programs spell what the journal names: accounts, units and amounts.

use domain::{Currency, Money, ids::UserId};

use super::Format;

/// An account's place in a tree that both programs know: assets, expenses or income, then kind, then owner.
pub fn name(format: Format, owner: UserId, kind: &str) -> String {
    let root = if kind.starts_with("cash") {
        "Assets"
    } else if kind == "revenue" {
        "Income"
    } else {
        "Expenses"
    };
    let words: Vec<String> = kind.split(':').map(|word| capital(&word.replace('_', "-"))).collect();
    let full = format!("{root}:{}:U-{}", words.join(":"), owner.0.simple());
    match format {
        Format::Hledger => full.to_lowercase(),
        Format::Beancount => full,
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// An amount with all decimals of its unit; a unit that is no currency is counted whole.
pub fn amount(unit: &str, minor: i64) -> String {
    Currency::from_code(unit).map_or_else(|| minor.to_string(), |currency| Money::new(minor, currency).to_major())
}

/// An amount as hledger is told how those of a unit look: the decimal mark stands there even where no decimals follow, for without it
/// hledger refuses the line.
pub fn sample(unit: &str) -> String {
    let decimals = Currency::from_code(unit).map_or(0, Currency::decimals);
    format!("1000.{}", "0".repeat(decimals.into()))
}

/// A unit's name: to hledger as it is, in quotes where it holds more than letters; to beancount in capitals, for it knows nothing else.
pub fn unit(format: Format, unit: &str) -> String {
    match format {
        Format::Hledger if unit.chars().all(char::is_alphabetic) => unit.to_owned(),
        Format::Hledger => format!("\"{}\"", unit.replace(['"', ';', '\n'], "'")),
        Format::Beancount => capitals(unit),
    }
}

/// Capitals, digits and `.`, `_`, `-` within, beginning with a letter and ending with a letter or digit. Any other character is spelled by
/// its number, so that two units never become one, and so is what would read as a word of the language.
fn capitals(unit: &str) -> String {
    let mut out = String::with_capacity(unit.len());
    for (at, letter) in unit.to_uppercase().char_indices() {
        let inner = at > 0 && matches!(letter, '0'..='9' | '.' | '_' | '-');
        if letter.is_ascii_uppercase() || inner {
            out.push(letter);
        } else {
            out.push_str(&format!("U{:X}", u32::from(letter)));
        }
    }
    let is_word = ["TRUE", "FALSE", "NULL"].contains(&out.as_str());
    if is_word || out.is_empty() || out.ends_with(['.', '_', '-']) {
        out.push_str("-U");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_spelled_as_each_program_reads_them() {
        let spelled = |name: &str| (unit(Format::Hledger, name), unit(Format::Beancount, name));
        let both = |hledger: &str, beancount: &str| (hledger.to_owned(), beancount.to_owned());
        assert_eq!(spelled("USD"), both("USD", "USD"));
        assert_eq!(spelled("credits"), both("credits", "CREDITS"));
        assert_eq!(spelled("CREDITS2"), both("\"CREDITS2\"", "CREDITS2"));
        assert_eq!(spelled("SMS.1"), both("\"SMS.1\"", "SMS.1"));
        assert_eq!(spelled("رصيد"), both("رصيد", "U631U635U64AU62F"));
        assert_eq!((spelled("null").1, spelled("2G").1, spelled("A.").1), ("NULL-U".into(), "U32G".into(), "A.-U".into()));
    }

    #[test]
    fn amounts_have_the_decimals_of_their_unit() {
        assert_eq!(
            (sample("USD"), sample("JPY"), sample("KWD"), sample("credits")),
            ("1000.00".into(), "1000.".into(), "1000.000".into(), "1000.".into())
        );
        assert_eq!((amount("KWD", -5), amount("JPY", 5), amount("credits", 5)), ("-0.005".into(), "5".into(), "5".into()));
    }
}
