//! Short names between a module and its script. wasm-bindgen names each import and export after a Rust function and a hash, once in the
//! module and once in the script; nobody else reads those names.

use std::collections::HashMap;
use walrus::Module;

/// Where wasm-bindgen's own names begin. Others are the program's, and stay.
const GENERATED: [&str; 3] = ["__wbg_", "__wbindgen_", "wasm_bindgen__"];

/// Renames on both sides; returns the script with the new names.
pub fn shorten(module: &mut Module, script: &str) -> String {
    let mut short: HashMap<String, String> = HashMap::new();
    let mut rename = |name: &mut String| {
        // What the script does not know by a word of its own is looked up in another way.
        if GENERATED.iter().any(|start| name.starts_with(start)) {
            let next = format!("_{}", short.len());
            *name = short.entry(std::mem::take(name)).or_insert(next).clone();
        }
    };
    module.imports.iter_mut().for_each(|import| rename(&mut import.name));
    module.exports.iter_mut().for_each(|export| rename(&mut export.name));
    words(script).map(|word| short.get(word).map_or(word, String::as_str)).collect()
}

/// The script cut between words and what is none; together they are the script.
fn words(script: &str) -> impl Iterator<Item = &str> {
    let mut rest = script;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest.find(|letter| in_word(letter) != in_word(first)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::{FunctionBuilder, FunctionId};

    fn module() -> (Module, FunctionId) {
        let mut module = Module::default();
        let ty = module.types.add(&[], &[]);
        module.add_import_func("./staff_bg.js", "__wbg_now_463ac581d2fc7ea3", ty);
        module.add_import_func("./staff_bg.js", "__wbindgen_throw", ty);
        let start = FunctionBuilder::new(&mut module.types, &[], &[]).finish(vec![], &mut module.funcs);
        (module, start)
    }

    #[test]
    fn both_sides_get_the_same_names() {
        let (mut module, start) = module();
        module.exports.add("__wbindgen_malloc", start);
        module.exports.add("wake", start);
        let script = "x={__wbg_now_463ac581d2fc7ea3:()=>1,__wbindgen_throw(){}};wasm.__wbindgen_malloc(3);wasm.wake();__wbindgen_throwing";
        assert_eq!(shorten(&mut module, script), "x={_0:()=>1,_1(){}};wasm._2(3);wasm.wake();__wbindgen_throwing");
        let imports: Vec<_> = module.imports.iter().map(|import| import.name.as_str()).collect();
        let exports: Vec<_> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!((imports, exports), (vec!["_0", "_1"], vec!["_2", "wake"]));
    }

    #[test]
    fn a_script_without_such_names_stays_as_it_is() {
        let script = "const é = `a ${b}`; // ünd\n";
        assert_eq!(shorten(&mut Module::default(), script), script);
    }
}
