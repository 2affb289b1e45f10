//! The two programs borrowed from npm: `wasm-opt` (binaryen) and a JavaScript minifier (esbuild).
//!
//! Both are optional: without Node, or before `npm ci`, the site is the same, only larger.

use crate::{
    error::{Error, Result},
    files,
};
use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// Rust emits these already; wasm-opt has to be told so.
const WASM_OPT: [&str; 7] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

pub struct Tools {
    modules: PathBuf,
    scratch: PathBuf,
}

impl Tools {
    /// The tools, where Node runs and `npm ci` has put them beside the bundler.
    pub fn find(root: &Path, scratch: PathBuf) -> Option<Self> {
        let modules = root.join("frontend/bundler/node_modules");
        let there = modules.join("binaryen/bin/wasm-opt").is_file() && modules.join("esbuild/bin/esbuild").is_file();
        let node = Command::new("node").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        (there && node.is_ok_and(|status| status.success())).then_some(Self { modules, scratch })
    }

    /// Shrinks a module; `name` keeps the files of parallel runs apart.
    pub fn shrink_wasm(&self, name: &str, wasm: &[u8]) -> Result<Vec<u8>> {
        let given = self.scratch.join(format!("{name}.in.wasm"));
        let made = self.scratch.join(format!("{name}.out.wasm"));
        files::write(&given, wasm)?;
        let output =
            Command::new("node").arg(self.modules.join("binaryen/bin/wasm-opt")).arg(&given).args(WASM_OPT).arg("-o").arg(&made).output();
        succeeded("wasm-opt", output)?;
        files::read(&made)
    }

    /// Minifies a module's JavaScript; its exports keep their names.
    pub fn shrink_script(&self, script: &str) -> Result<String> {
        let program = self.modules.join("esbuild/bin/esbuild");
        let child = Command::new("node")
            .arg(program)
            .args(["--minify", "--format=esm", "--target=es2022", "--log-level=warning"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let output = child.and_then(|mut child| {
            if let Some(mut input) = child.stdin.take() {
                input.write_all(script.as_bytes())?;
            }
            child.wait_with_output()
        });
        let output = succeeded("esbuild", output)?;
        String::from_utf8(output.stdout).map_err(|error| Error::Tool { tool: "esbuild", reason: error.to_string() })
    }
}

fn succeeded(tool: &'static str, output: std::io::Result<Output>) -> Result<Output> {
    let output = output.map_err(|error| Error::Tool { tool, reason: error.to_string() })?;
    if output.status.success() {
        Ok(output)
    } else {
        Err(Error::Tool { tool, reason: format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim()) })
    }
}
