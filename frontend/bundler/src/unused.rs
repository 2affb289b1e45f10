//! Functions that a page never calls and no compiler can know of: erased views keep pointers to everything they might do. Their bodies
//! are replaced by a trap, so that what only they call falls away too. A call that comes all the same stops with `unreachable` and the
//! function's place in the stack, never with something else.
//!
//! Where the compiler gave functions with the same body one name, only those may go whose body can be no other's. The build with a
//! standard library of its own leaves every function its name, and more may go. To add one: a row below with the reason why nothing
//! calls it, and the whole end-to-end suite.

use walrus::{FunctionBuilder, FunctionId, FunctionKind, LocalFunction, Module, passes};

/// Parts of names, demangled. Where a new version of a crate calls a function otherwise, nothing is found and `bundler sizes` tells.
const UNUSED: [&str; 2] = [
    // Pages are hydrated in one go (`hydrate_body`), so the way that waits in between is never taken.
    "IntoAny>::into_any::hydrate_async::",
    // The list of routes is the server's.
    "::into_any_nested_route::generate_routes::",
];

/// As well where every function has a name of its own.
const UNUSED_BY_ITSELF: [&str; 4] = [
    UNUSED[0],
    UNUSED[1],
    "RenderHtml>::hydrate_async",
    // Nothing is drawn from a template that browsers copy.
    "IntoAnyAttribute>::into_any_attr::hydrate_from_template",
];

/// Closures within closures of these are effects, whose bodies are those of other functions' effects too.
const SHARED: [&str; 2] = ["{{closure}}::{{closure}}", "{closure#0}::{closure#"];

/// What only streams of server functions would call, which are none here.
const UNUSED_EXPORT: &str = "intounderlying";

/// Replaces the bodies and drops what nothing reaches any more. Returns how many there were. `exact` says that every function has a name
/// of its own.
pub fn remove(module: &mut Module, exact: bool) -> usize {
    let is_unused = if exact { is_unused_by_itself } else { is_unused };
    let exports: Vec<_> = module.exports.iter().filter(|export| export.name.contains(UNUSED_EXPORT)).map(|export| export.id()).collect();
    for export in exports {
        module.exports.delete(export);
    }
    let unused: Vec<(FunctionId, LocalFunction)> = module
        .funcs
        .iter_local()
        .filter(|(id, _)| module.funcs.get(*id).name.as_deref().is_some_and(is_unused))
        .map(|(id, function)| (id, function.ty()))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|(id, ty)| (id, trap(module, ty)))
        .collect();
    let count = unused.len();
    for (id, body) in unused {
        module.funcs.get_mut(id).kind = FunctionKind::Local(body);
    }
    passes::gc::run(module);
    count
}

fn is_unused(name: &str) -> bool {
    UNUSED.iter().any(|part| name.contains(part)) && !SHARED.iter().any(|part| name.contains(part))
}

fn is_unused_by_itself(name: &str) -> bool {
    UNUSED_BY_ITSELF.iter().any(|part| name.contains(part))
}

fn trap(module: &mut Module, ty: walrus::TypeId) -> LocalFunction {
    let (params, results) = module.types.params_results(ty);
    let (params, results) = (params.to_vec(), results.to_vec());
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    builder.func_body().unreachable();
    let arguments = params.iter().map(|ty| module.locals.add(*ty)).collect();
    builder.local_func(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::ValType;

    /// Adds an exported function that calls another one.
    fn exported(module: &mut Module, name: &str, callee: FunctionId) {
        let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
        let argument = module.locals.add(ValType::I32);
        builder.name(name.to_owned()).func_body().local_get(argument).call(callee);
        let function = builder.finish(vec![argument], &mut module.funcs);
        module.exports.add(name, function);
    }

    fn leaf(module: &mut Module, name: &str) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
        let argument = module.locals.add(ValType::I32);
        builder.name(name.to_owned()).func_body().local_get(argument);
        builder.finish(vec![argument], &mut module.funcs)
    }

    #[test]
    fn what_only_unused_functions_call_falls_away() {
        let mut module = Module::default();
        let shared = leaf(&mut module, "shared");
        let alone = leaf(&mut module, "alone");
        exported(&mut module, "<T as IntoAny>::into_any::hydrate_async::h1", alone);
        exported(&mut module, "<T as IntoAny>::into_any::build::h2", shared);

        assert_eq!(remove(&mut module, false), 1);
        let wasm = module.emit_wasm();
        let again = Module::from_buffer(&wasm).unwrap();
        let mut names: Vec<_> = again.funcs.iter().filter_map(|function| function.name.clone()).collect();
        names.sort();
        assert_eq!(names, ["<T as IntoAny>::into_any::build::h2", "<T as IntoAny>::into_any::hydrate_async::h1", "shared"]);
    }

    #[test]
    fn bodies_that_others_share_are_left_alone() {
        assert!(is_unused("<T as tachys::view::any_view::IntoAny>::into_any::hydrate_async::h0123456789abcdef"));
        assert!(is_unused("<T as tachys::view::any_view::IntoAny>::into_any::hydrate_async::{{closure}}::h0123456789abcdef[2]"));
        assert!(!is_unused("<T as tachys::view::any_view::IntoAny>::into_any::hydrate_async::{{closure}}::{{closure}}::h0123456789abcdef"));
        assert!(!is_unused("<T as tachys[0f]::view::any_view::IntoAny>::into_any::hydrate_async::<()>::{closure#0}::{closure#1}"));
        assert!(!is_unused("<T as tachys::view::any_view::IntoAny>::into_any::hydrate_from_server::h0123456789abcdef"));
    }

    #[test]
    fn more_goes_where_names_are_exact() {
        assert!(is_unused_by_itself("<T as tachys[0f]::view::any_view::IntoAny>::into_any::hydrate_async::<()>::{closure#0}::{closure#1}"));
        assert!(is_unused_by_itself("<F as tachys[0f]::view::RenderHtml>::hydrate_async::{closure#0}::{closure#1}"));
        assert!(!is_unused_by_itself("<F as tachys[0f]::view::RenderHtml>::hydrate::<true>::{closure#0}"));
    }

    #[test]
    fn exports_for_streams_go() {
        let mut module = Module::default();
        let inner = leaf(&mut module, "inner");
        exported(&mut module, "intounderlyingsink_write", inner);
        exported(&mut module, "wake", inner);
        remove(&mut module, false);
        let names: Vec<_> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!(names, ["wake"]);
    }

    #[test]
    fn a_module_without_such_functions_stays_whole() {
        let mut module = Module::default();
        let shared = leaf(&mut module, "shared");
        exported(&mut module, "wake", shared);
        assert_eq!(remove(&mut module, true), 0);
        assert_eq!(module.funcs.iter().count(), 2);
    }
}
