//! Texts as WhatsApp draws them: `*bold*`, `_italic_`, `~struck~`, monospace between backticks, and links. What a text holds is only
//! ever drawn as text: there is no markup to slip in, and a link leads to `http` or `https` alone.

use leptos::prelude::*;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Plain(String),
    Bold(Vec<Piece>),
    Italic(Vec<Piece>),
    Struck(Vec<Piece>),
    Mono(String),
    Link(String),
}

/// How deep styles lie in each other: all three, and no more.
const DEPTH: u8 = 3;
/// What ends a link although no space follows: the sentence goes on with it.
const AFTER_LINKS: [char; 13] = ['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '*', '_', '~'];

/// A text as it is shown in a bubble.
pub(crate) fn formatted(text: &str) -> AnyView {
    drawn(pieces(text, DEPTH))
}

fn drawn(pieces: Vec<Piece>) -> AnyView {
    pieces.into_iter().map(piece).collect_view().into_any()
}

fn piece(piece: Piece) -> AnyView {
    match piece {
        Piece::Plain(text) => text.into_any(),
        Piece::Bold(inside) => view! { <strong>{drawn(inside)}</strong> }.into_any(),
        Piece::Italic(inside) => view! { <em>{drawn(inside)}</em> }.into_any(),
        Piece::Struck(inside) => view! { <s>{drawn(inside)}</s> }.into_any(),
        Piece::Mono(text) => view! { <code>{text}</code> }.into_any(),
        Piece::Link(href) => {
            view! { <a class="link" href=href.clone() target="_blank" rel="external noopener noreferrer">{href}</a> }.into_any()
        }
    }
}

/// What was read so far.
#[derive(Default)]
struct Read {
    pieces: Vec<Piece>,
    plain: String,
}

impl Read {
    fn push(&mut self, piece: Piece) {
        self.settle();
        self.pieces.push(piece);
    }

    fn settle(&mut self) {
        if !self.plain.is_empty() {
            self.pieces.push(Piece::Plain(std::mem::take(&mut self.plain)));
        }
    }
}

fn pieces(text: &str, depth: u8) -> Vec<Piece> {
    let mut read = Read::default();
    let (mut at, mut before) = (0, None::<char>);
    // Before which byte no mark of a kind closes: one look through a line serves all that open in it.
    let mut open_until = [0; 3];
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        let found = mono(rest).or_else(|| link(rest, before)).or_else(|| styled(text, at, before, depth, &mut open_until));
        if let Some((piece, length)) = found {
            before = rest[..length].chars().next_back();
            read.push(piece);
            at += length;
        } else {
            read.plain.push(next);
            before = Some(next);
            at += next.len_utf8();
        }
    }
    read.settle();
    read.pieces
}

/// Three backticks around lines, or one around words of a line.
fn mono(rest: &str) -> Option<(Piece, usize)> {
    let inside = |mark: &str| {
        let after = rest.strip_prefix(mark)?;
        let end = after.find(mark).filter(|end| !after[..*end].trim().is_empty())?;
        Some((after[..end].to_owned(), end + 2 * mark.len()))
    };
    let (text, length) = inside("```").or_else(|| inside("`").filter(|(text, _)| !text.contains('\n')))?;
    Some((Piece::Mono(text), length))
}

/// An address that begins with its scheme.
fn link(rest: &str, before: Option<char>) -> Option<(Piece, usize)> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`');
    let end = rest.find(odd).unwrap_or(rest.len());
    let href = rest[..end].trim_end_matches(AFTER_LINKS);
    // There is a host after the scheme.
    let host = href.get(scheme.len()..)?.chars().next()?;
    host.is_alphanumeric().then(|| (Piece::Link(href.to_owned()), href.len()))
}

/// Words between two marks: outside of them no letter or digit, inside of them no space.
fn styled(text: &str, at: usize, before: Option<char>, depth: u8, open_until: &mut [usize; 3]) -> Option<(Piece, usize)> {
    let rest = &text[at..];
    let mark = rest.chars().next()?;
    let kind = ['*', '_', '~'].into_iter().position(|known| known == mark)?;
    let first = rest[1..].chars().next()?;
    if depth == 0 || at < open_until[kind] || before.is_some_and(char::is_alphanumeric) || first.is_whitespace() || first == mark {
        return None;
    }
    let line = rest.find('\n').unwrap_or(rest.len());
    let Some(end) = closing(&rest[..line], mark) else {
        open_until[kind] = at + line;
        return None;
    };
    let inside = pieces(&rest[1..end], depth - 1);
    let piece = match mark {
        '*' => Piece::Bold(inside),
        '_' => Piece::Italic(inside),
        _ => Piece::Struck(inside),
    };
    Some((piece, end + 1))
}

/// Where the mark at the beginning of this line's rest is closed.
fn closing(line: &str, mark: char) -> Option<usize> {
    let mut inside = line[1..].chars().next()?;
    for (end, c) in line.char_indices().skip(2) {
        let after = line[end + c.len_utf8()..].chars().next();
        if c == mark && !inside.is_whitespace() && !after.is_some_and(char::is_alphanumeric) {
            return Some(end);
        }
        inside = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Piece {
        Piece::Plain(text.to_owned())
    }

    fn link_to(href: &str) -> Piece {
        Piece::Link(href.to_owned())
    }

    fn read(text: &str) -> Vec<Piece> {
        pieces(text, DEPTH)
    }

    #[test]
    fn finding_64_marks_around_words_are_styles() {
        assert_eq!(read("a *b c* d"), [plain("a "), Piece::Bold(vec![plain("b c")]), plain(" d")]);
        assert_eq!(read("_a_, ~b~"), [Piece::Italic(vec![plain("a")]), plain(", "), Piece::Struck(vec![plain("b")])]);
        assert_eq!(read("*_a_*"), [Piece::Bold(vec![Piece::Italic(vec![plain("a")])])]);
        assert_eq!(read("`a *b*` ```c\nd```"), [Piece::Mono("a *b*".to_owned()), plain(" "), Piece::Mono("c\nd".to_owned())]);
        assert_eq!(read("*مرحبا*"), [Piece::Bold(vec![plain("مرحبا")])]);
    }

    #[test]
    fn marks_that_belong_to_words_stay() {
        for text in ["2*3*4", "a_b_c", "* a *", "*a", "**", "***", "*a\nb*", "~ ~", "``", "snake_case_name", "", "`\n`"] {
            assert_eq!(read(text), if text.is_empty() { vec![] } else { vec![plain(text)] }, "{text}");
        }
    }

    #[test]
    fn links_lead_to_the_web_alone() {
        assert_eq!(read("see https://example.com/a_b_c?x=*1."), [plain("see "), link_to("https://example.com/a_b_c?x=*1"), plain(".")]);
        assert_eq!(read("(http://a.example)"), [plain("("), link_to("http://a.example"), plain(")")]);
        assert_eq!(read("*https://a.example*"), [Piece::Bold(vec![link_to("https://a.example")])]);
        for text in
            ["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "https://", "https:// a", "xhttps://a.example", "//a.example"]
        {
            assert!(!read(text).iter().any(|piece| matches!(piece, Piece::Link(_))), "{text}");
        }
        assert_eq!(read("https://a.example/<b>\"x\""), [link_to("https://a.example/"), plain("<b>\"x\"")]);
    }

    #[test]
    fn no_text_makes_the_reader_slow_or_panic() {
        for text in ["*a".repeat(2_048), "*_~`".repeat(1_024), "é*é_é~".repeat(600), "https://*".repeat(400), "`a".repeat(2_048)] {
            let _ = read(&text);
        }
    }
}
