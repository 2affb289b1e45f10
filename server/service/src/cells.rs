//! Cells of the CSV files that go out and come in again. A spreadsheet runs what begins like a formula, so that it goes out behind an
//! apostrophe; what comes in loses exactly that apostrophe, and every text that goes out comes in as it was.

/// What a formula begins with: the signs themselves, as wide letters too (spreadsheets take these for the narrow ones), and what is cut
/// off before them.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

/// Whether a spreadsheet would run it. A number behind a plus, as phones are written, it only reads.
fn is_formula(text: &str) -> bool {
    let number = text.strip_prefix('+').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
    text.starts_with(FORMULA) && !number
}

/// Text as a spreadsheet may show it. What stands behind apostrophes of its own gets one more, or it would lose one on its way in.
pub fn neutral(cell: String) -> String {
    if is_formula(cell.trim_start_matches('\'')) { format!("'{cell}") } else { cell }
}

/// The text that went out.
pub fn restored(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
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
            assert_eq!((neutral(text.to_owned()).as_str(), restored(cell)), (cell, text));
        }
    }

    #[test]
    fn formulas_in_wide_letters_and_behind_a_line_break_go_out_behind_an_apostrophe_too() {
        for text in ["＝1+1", "＋1", "－1", "＠SUM(A1)", "\n=1+1"] {
            let cell = neutral(text.to_owned());
            assert_eq!((cell.as_str(), restored(&cell)), (format!("'{text}").as_str(), text));
        }
    }

    proptest! {
        #[test]
        fn every_text_that_goes_out_comes_in_as_it_was(text in "['=+@＝＠0-9\t\r\n a-]{0,8}") {
            let cell = neutral(text.clone());
            prop_assert!(!is_formula(&cell), "{}", cell);
            prop_assert_eq!(restored(&cell), text);
        }
    }
}
