//! From a Fluent file to flat patterns. The part of Fluent that catalogues may use is small on purpose, because the browser's half has
//! no parser: words, variables, and choices by a variable. Anything else is refused by name when the catalogues load.
//!
//! To allow more of Fluent, add its case in [`expression`] and, where a browser must know it, a [`Part`].

use domain::text::{Part, Pattern};
use fluent_syntax::{ast, parser, unicode::unescape_unicode_to_string};

/// What in a catalogue cannot be resolved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct TextError {
    /// Language, area and key.
    pub place: String,
    /// What is wrong and what is allowed.
    pub problem: &'static str,
}

/// The messages of one file, in its order.
pub(super) fn resolve(file: &str, source: &str) -> Result<Vec<(String, Pattern)>, TextError> {
    let refuse = |key: &str, problem| TextError { place: format!("{file}: {key}"), problem };
    let resource = parser::parse(source).map_err(|(_, errors)| refuse(&format!("{:?}", errors.first()), "this is no Fluent"))?;
    let mut messages = Vec::new();
    for entry in &resource.body {
        match entry {
            ast::Entry::Message(message) => {
                let key = message.id.name;
                if !message.attributes.is_empty() {
                    return Err(refuse(key, "attributes are not supported; write a message of its own"));
                }
                let value = message.value.as_ref().ok_or_else(|| refuse(key, "the message has no text"))?;
                messages.push((key.to_owned(), flat(parts(value).map_err(|problem| refuse(key, problem))?)));
            }
            ast::Entry::Term(term) => return Err(refuse(term.id.name, "terms are not supported; write the word into each message")),
            ast::Entry::Junk { content } => return Err(refuse(content.lines().next().unwrap_or_default(), "this is no Fluent")),
            ast::Entry::Comment(_) | ast::Entry::GroupComment(_) | ast::Entry::ResourceComment(_) => {}
        }
    }
    Ok(messages)
}

/// Words alone stay words.
fn flat(mut parts: Vec<Part>) -> Pattern {
    match parts.as_mut_slice() {
        [] => Pattern::Plain(String::new()),
        [Part::Words(words)] => Pattern::Plain(std::mem::take(words)),
        _ => Pattern::Parts(parts),
    }
}

fn parts(pattern: &ast::Pattern<&str>) -> Result<Vec<Part>, &'static str> {
    let mut out = Vec::new();
    for element in &pattern.elements {
        match element {
            ast::PatternElement::TextElement { value } => push_words(&mut out, value),
            ast::PatternElement::Placeable { expression: inner } => expression(inner, &mut out)?,
        }
    }
    Ok(out)
}

fn push_words(out: &mut Vec<Part>, words: &str) {
    if let Some(Part::Words(before)) = out.last_mut() {
        before.push_str(words);
    } else {
        out.push(Part::Words(words.to_owned()));
    }
}

fn expression(expression: &ast::Expression<&str>, out: &mut Vec<Part>) -> Result<(), &'static str> {
    match expression {
        ast::Expression::Inline(inline) => in_line(inline, out),
        ast::Expression::Select { selector, variants } => {
            let ast::InlineExpression::VariableReference { id } = selector else {
                return Err("a choice is made by a variable and nothing else");
            };
            let mut cases = Vec::with_capacity(variants.len());
            for variant in variants {
                let (ast::VariantKey::Identifier { name } | ast::VariantKey::NumberLiteral { value: name }) = variant.key;
                cases.push((name.to_owned(), parts(&variant.value)?));
            }
            let default = variants.iter().position(|variant| variant.default).ok_or("a choice needs a default, marked by *")?;
            out.push(Part::Choice(id.name.to_owned(), cases, default));
            Ok(())
        }
    }
}

fn in_line(inline: &ast::InlineExpression<&str>, out: &mut Vec<Part>) -> Result<(), &'static str> {
    match inline {
        ast::InlineExpression::VariableReference { id } => out.push(Part::Value(id.name.to_owned())),
        ast::InlineExpression::StringLiteral { value } => push_words(out, &unescape_unicode_to_string(value)),
        ast::InlineExpression::NumberLiteral { value } => push_words(out, value),
        ast::InlineExpression::Placeable { expression: inner } => expression(inner, out)?,
        ast::InlineExpression::FunctionReference { .. } => {
            return Err("functions are not supported; give the value its own type (Arg::Money, Arg::Time)");
        }
        ast::InlineExpression::MessageReference { .. } => return Err("a message inside a message is given as a value (Arg::Msg)"),
        ast::InlineExpression::TermReference { .. } => return Err("terms are not supported; write the word into each message"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(source: &str) -> Result<Pattern, TextError> {
        resolve("en/x.ftl", source).map(|mut found| found.remove(0).1)
    }

    #[test]
    fn words_values_and_nested_choices_become_parts() {
        assert_eq!(one("a = Words { \"{\" }alone{ \"\\u2026\" }"), Ok(Pattern::Plain("Words {alone…".into())));
        let words = |text: &str| Part::Words(text.into());
        let count = Part::Choice(
            "n".into(),
            vec![
                ("0".into(), vec![words("none")]),
                ("one".into(), vec![words("one")]),
                ("other".into(), vec![Part::Value("n".into()), words(" all")]),
            ],
            2,
        );
        assert_eq!(
            one("a = See { $n ->\n    [0] none\n    [one] one\n   *[other] { $n } all\n  } here"),
            Ok(Pattern::Parts(vec![words("See "), count.clone(), words(" here")]))
        );
        let nested = Part::Choice("who".into(), vec![("you".into(), vec![count]), ("they".into(), vec![words("x")])], 1);
        assert_eq!(
            one(
                "a = { $who ->\n    [you] { $n ->\n        [0] none\n        [one] one\n       *[other] { $n } all\n    }\n   *[they] x\n  }"
            ),
            Ok(Pattern::Parts(vec![nested]))
        );
    }

    #[test]
    fn what_a_browser_could_not_do_is_refused_with_a_sentence() {
        for (source, problem) in [
            ("-brand = X", "terms are not supported"),
            ("a = { -brand }", "terms are not supported"),
            ("a = { other }", "a message inside a message"),
            ("a = { NUMBER($n) }", "functions are not supported"),
            ("a = { \"x\" ->\n   *[other] y\n }", "a choice is made by a variable"),
            ("a = x\n    .title = y", "attributes"),
            ("a = { $n", "this is no Fluent"),
        ] {
            let error = one(source).expect_err("must be refused").to_string();
            assert!(error.contains(problem) && error.starts_with("en/x.ftl"), "{source}: {error}");
        }
    }
}
