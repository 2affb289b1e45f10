//! Turns the English catalogues into typed keys: one function per message, with one parameter per variable in the order in which the
//! English text names them, so that a missing word or argument does not compile. Other languages are compared by a test.

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

use fluent_syntax::{ast, parser};

fn variables(pattern: &ast::Pattern<&str>, found: &mut Vec<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression(expression: &ast::Expression<&str>, found: &mut Vec<String>) {
    match expression {
        ast::Expression::Inline(inline) => in_inline(inline, found),
        ast::Expression::Select { selector, variants } => {
            in_inline(selector, found);
            for variant in variants {
                variables(&variant.value, found);
            }
        }
    }
}

fn in_inline(inline: &ast::InlineExpression<&str>, found: &mut Vec<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } if !found.iter().any(|known| known == id.name) => found.push(id.name.to_owned()),
        ast::InlineExpression::Placeable { expression } => in_expression(expression, found),
        _ => {}
    }
}

fn plain(pattern: &ast::Pattern<&str>) -> String {
    let mut out = String::new();
    for element in &pattern.elements {
        match element {
            ast::PatternElement::TextElement { value } => out.push_str(value),
            ast::PatternElement::Placeable { .. } => out.push('…'),
        }
    }
    out.replace('\n', " ")
}

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder");
    let locales = Path::new(&root).join("locales");
    println!("cargo:rerun-if-changed={}", locales.display());
    let mut functions = String::new();
    let mut keys: BTreeMap<String, String> = BTreeMap::new();
    let mut sources = String::from("/// Every catalogue: language, area, text.\npub const SOURCES: &[(&str, &str, &str)] = &[\n");
    for locale in ["ar", "en", "es"] {
        let mut files: Vec<_> = fs::read_dir(locales.join(locale))
            .expect("each language has a folder")
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "ftl")) {
            println!("cargo:rerun-if-changed={}", file.display());
            let area = file.file_stem().and_then(|stem| stem.to_str()).expect("file names are plain").to_owned();
            writeln!(sources, "    ({locale:?}, {area:?}, include_str!({:?})),", file.display().to_string()).expect("text grows");
            if locale != "en" {
                continue;
            }
            let text = fs::read_to_string(file).expect("catalogues are readable");
            let resource = parser::parse(text.as_str()).unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.display()));
            for entry in resource.body {
                let ast::Entry::Message(message) = entry else { continue };
                let Some(value) = message.value else { continue };
                let key = message.id.name;
                if let Some(other) = keys.insert(key.to_owned(), area.clone()) {
                    panic!("`{key}` stands in {other}.ftl and in {area}.ftl");
                }
                let mut arguments = Vec::new();
                variables(&value, &mut arguments);
                let name = key.replace('-', "_");
                let parameters: Vec<_> =
                    arguments.iter().map(|argument| format!("{}: impl Into<Arg>", argument.replace('-', "_"))).collect();
                let pairs: Vec<_> =
                    arguments.iter().map(|argument| format!("(\"{argument}\".into(), {}.into())", argument.replace('-', "_"))).collect();
                writeln!(
                    functions,
                    "/// {}\n#[must_use]\npub {}fn {name}({}) -> Msg {{ Msg {{ key: std::borrow::Cow::Borrowed({key:?}), args: {} }} }}",
                    plain(&value),
                    if arguments.is_empty() { "const " } else { "" },
                    parameters.join(", "),
                    if pairs.is_empty() { "Vec::new()".to_owned() } else { format!("vec![{}]", pairs.join(", ")) }
                )
                .expect("text grows");
            }
        }
    }
    sources.push_str("];\n");
    let out = env::var("OUT_DIR").expect("cargo names the output folder");
    fs::write(Path::new(&out).join("messages.rs"), functions).expect("the output folder is writable");
    fs::write(Path::new(&out).join("sources.rs"), sources).expect("the output folder is writable");
}
