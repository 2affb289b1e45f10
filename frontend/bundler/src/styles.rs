//! The style sheet: one file from `style/main.css` and all it imports, lowered for the browsers we promise, minified.
//!
//! An error stops the build and says where; nothing half-parsed is ever shipped. A file from `public/` is written as
//! `url("/fonts/inter.woff2")` and becomes its hashed address; any other address is an error, save `data:` and `#`.

use crate::error::{Error, Result};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    dependencies::{Dependency, DependencyOptions, UrlDependency},
    printer::PrinterOptions,
    stylesheet::{MinifyOptions, ParserOptions},
    targets::{Browsers, Targets},
};
use std::path::Path;

/// The oldest browsers that see the page as drawn: they know nesting, layers, `light-dark()` and popovers by themselves.
const OLDEST: Browsers = Browsers {
    android: None,
    chrome: Some(123 << 16),
    edge: Some(123 << 16),
    firefox: Some(128 << 16),
    ie: None,
    ios_saf: Some(17 << 16 | 5 << 8),
    opera: None,
    safari: Some(17 << 16 | 5 << 8),
    samsung: None,
};

/// Bundles the sheet; `address` knows the hashed address of a file in `public/`.
pub fn bundle(entry: &Path, address: impl Fn(&str) -> Option<String>) -> Result<String> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(entry).map_err(|error| match &error.loc {
        Some(at) => Error::Style { file: at.filename.clone(), line: at.line + 1, column: at.column, reason: error.kind.to_string() },
        None => Error::Sheet(format!("{}: {}", entry.display(), error.kind)),
    })?;
    let targets = Targets::from(OLDEST);
    sheet.minify(MinifyOptions { targets, ..Default::default() }).map_err(|error| Error::Sheet(error.to_string()))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, analyze_dependencies: Some(DependencyOptions::default()), ..Default::default() })
        .map_err(|error| Error::Sheet(error.to_string()))?;
    let mut code = printed.code;
    for found in printed.dependencies.unwrap_or_default() {
        match found {
            Dependency::Url(url) => {
                let target = resolve(&url, &address)?;
                code = code.replace(&quoted(&url.placeholder), &quoted(&target));
            }
            Dependency::Import(import) => {
                return Err(Error::Style {
                    file: import.loc.file_path,
                    line: import.loc.start.line,
                    column: import.loc.start.column,
                    reason: format!("@import \"{}\" leaves the site; keep a copy in style/", import.url),
                });
            }
        }
    }
    Ok(code)
}

fn resolve(found: &UrlDependency, address: impl Fn(&str) -> Option<String>) -> Result<String> {
    if found.url.starts_with("data:") || found.url.starts_with('#') {
        return Ok(found.url.clone());
    }
    let (path, fragment) = match found.url.split_once('#') {
        Some((path, fragment)) => (path, format!("#{fragment}")),
        None => (found.url.as_str(), String::new()),
    };
    path.strip_prefix('/').and_then(address).map(|url| url + &fragment).ok_or_else(|| Error::Style {
        file: found.loc.file_path.clone(),
        line: found.loc.start.line,
        column: found.loc.start.column,
        reason: format!("url(\"{}\") names no file of public/ (write it as \"/name\")", found.url),
    })
}

fn quoted(url: &str) -> String {
    format!("url(\"{}\")", url.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn bundled(files: &[(&str, &str)]) -> Result<String> {
        let home = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(home.path().join(name), text).unwrap();
        }
        bundle(&home.path().join("main.css"), |name| (name == "dot.svg").then(|| "/assets/dot.1.svg".to_owned()))
    }

    #[test]
    fn imports_are_put_into_their_layers() {
        let css = bundled(&[
            ("main.css", "@layer base;\n@import \"base.css\" layer(base);"),
            ("base.css", "a { color: rgb(255, 0, 0); margin-inline: 0px }"),
        ])
        .unwrap();
        assert_eq!(css, "@layer base{a{color:red;margin-inline:0}}");
    }

    #[test]
    fn an_error_names_file_line_and_reason() {
        let error = bundled(&[("main.css", "@import \"base.css\";"), ("base.css", "a { color: red }\n\nb { & > { color: red } }\n")])
            .unwrap_err()
            .to_string();
        assert!(error.contains("base.css:3:"), "{error}");
        assert!(error.contains("selector"), "{error}");
    }

    #[test]
    fn a_missing_import_is_an_error() {
        let error = bundled(&[("main.css", "@import \"gone.css\";")]).unwrap_err().to_string();
        assert!(error.contains("main.css:1:"), "{error}");
    }

    #[test]
    fn addresses_become_hashed_ones_and_data_stays() {
        let css =
            bundled(&[("main.css", "a { background: url(/dot.svg) } b { background: url('data:image/svg+xml,<svg a=\"1\"/>') }")]).unwrap();
        assert!(css.contains("url(\"/assets/dot.1.svg\")"), "{css}");
        assert!(css.contains(r#"url("data:image/svg+xml,<svg a=\"1\"/>")"#), "{css}");
    }

    #[test]
    fn an_address_of_nothing_is_an_error() {
        let error = bundled(&[("main.css", "a { color: red }\nb { background: url(/no.svg) }")]).unwrap_err().to_string();
        assert!(error.contains("main.css:2:"), "{error}");
        assert!(error.contains("/no.svg"), "{error}");
    }
}
