//! What a name may hold. A name that shows nothing cannot be told from none, and one that turns the reading direction round reads as
//! another: both are refused wherever names come in.

/// Characters that show nothing: joiners, marks of direction, soft hyphens, tags, byte order marks.
#[must_use]
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Letters and signs whose shape is blank: Hangul fillers, the empty Braille cell.
const fn is_blank(c: char) -> bool {
    matches!(c, '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}')
}

/// Whether a reader would see nothing of it.
#[must_use]
pub fn shows_nothing(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c) || is_blank(c))
}

/// Whether it turns the reading direction of what stands in it or after it. Single marks of direction do not.
#[must_use]
pub fn turns_direction(text: &str) -> bool {
    text.chars().any(turns)
}

const fn turns(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The name of somebody's file as it is kept and shown. Nobody can be asked to give it another one, so what no name may hold falls away.
#[must_use]
pub fn of_file(name: &str, most: usize) -> String {
    name.chars().filter(|c| !c.is_control() && !turns(*c)).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w24_what_shows_nothing_is_no_name_and_joiners_between_letters_are_fine() {
        for nothing in ["", " \t", "\u{200B}\u{200B}", "\u{2800}", "\u{3164}", "\u{200E}\u{FEFF}", "\u{AD}\u{E0041}", "\0"] {
            assert!(shows_nothing(nothing), "{nothing:?}");
        }
        for name in ["أحمد 123 Smith", "می\u{200C}خواهم", "👩\u{200D}🚀", "x\u{200B}", "Ana\u{301}"] {
            assert!(!shows_nothing(name) && !turns_direction(name), "{name:?}");
        }
        assert!(turns_direction("\u{202E}gnp.exe") && turns_direction("a\u{2067}b"));
    }

    #[test]
    fn w24_a_file_is_shown_by_the_name_that_it_has() {
        assert_eq!(of_file("people\u{202E}vsc.exe\0\n", 200), "peoplevsc.exe");
        assert_eq!(of_file("مدفوعات نوفمبر.csv", 8), "مدفوعات ");
    }
}
