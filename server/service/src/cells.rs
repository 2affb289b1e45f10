//! Cells of the CSV files that go out and come in again. A spreadsheet runs what begins like a formula, so that it goes out behind an
//! apostrophe; what comes in loses exactly that apostrophe, and every text that goes out comes in as it was. Where a country writes
//! decimals with a comma, spreadsheets part fields at semicolons and see no quotes that begin behind a comma: what stands behind a
//! semicolon, a tab or a line break begins a cell there, and is treated as one.

use std::borrow::Cow;

/// What a formula begins with; spreadsheets take the wide letters for the narrow ones.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// What is cut off before it.
const CUT_OFF: [char; 3] = ['\t', '\r', '\n'];
/// What a cell may end at.
const BREAKS: [char; 4] = [';', '\t', '\r', '\n'];

/// Whether a spreadsheet would run it. A number behind a plus, as phones are written, it only reads.
fn is_formula(text: &str) -> bool {
    let number = text.strip_prefix('+').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
    (text.starts_with(SIGNS) || text.starts_with(CUT_OFF)) && !number
}

fn has_sign(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(SIGNS)
}

/// The text with every part behind a break as `change` has it; `None` leaves a part as it is.
fn behind_breaks(text: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, part) in text.split_inclusive(BREAKS).enumerate() {
        match change(part).filter(|_| at > 0) {
            Some(changed) => out.push_str(&changed),
            None => out.push_str(part),
        }
    }
    out
}

/// Text as a spreadsheet may show it. What stands behind apostrophes of its own gets one more, or it would lose one on its way in.
pub fn neutral(cell: String) -> String {
    let parted = cell.contains(BREAKS).then(|| behind_breaks(&cell, |part| has_sign(part).then(|| format!("'{part}"))));
    let cell = parted.unwrap_or(cell);
    if is_formula(cell.trim_start_matches('\'')) { format!("'{cell}") } else { cell }
}

/// The text that went out.
pub fn restored(cell: &str) -> Cow<'_, str> {
    let cell = match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    };
    if !cell.contains(BREAKS) {
        return Cow::Borrowed(cell);
    }
    Cow::Owned(behind_breaks(cell, |part| part.strip_prefix('\'').filter(|rest| has_sign(rest)).map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_go_out_behind_an_apostrophe_and_phones_do_not() {
        for (text, cell) in
            [("=1+1", "'=1+1"), ("'=1+1", "''=1+1"), ("-", "'-"), ("+34600111222", "+34600111222"), ("+A1", "'+A1"), ("'tis", "'tis")]
        {
            assert_eq!((neutral(text.to_owned()).as_str(), &*restored(cell)), (cell, text));
        }
    }

    #[test]
    fn formulas_in_wide_letters_and_behind_a_break_go_out_behind_an_apostrophe_too() {
        for (text, cell) in [
            ("＝1+1", "'＝1+1"),
            ("－1", "'－1"),
            ("＠SUM(A1)", "'＠SUM(A1)"),
            ("\n=1+1", "'\n'=1+1"),
            ("Ana;=1+1;", "Ana;'=1+1;"),
            ("a\n-1\tb", "a\n'-1\tb"),
            ("a;'=1", "a;''=1"),
            ("a; b, =c", "a; b, =c"),
        ] {
            assert_eq!((neutral(text.to_owned()).as_str(), &*restored(cell)), (cell, text));
        }
    }

    proptest! {
        #[test]
        fn every_text_that_goes_out_comes_in_as_it_was(text in "['=+@＝＠;0-9\t\r\n a-]{0,8}") {
            let cell = neutral(text.clone());
            prop_assert!(!is_formula(&cell) && !cell.split(BREAKS).skip(1).any(|part| part.starts_with(SIGNS)), "{}", cell);
            prop_assert_eq!(restored(&cell), text);
        }
    }
}
