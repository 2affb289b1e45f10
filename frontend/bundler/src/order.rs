//! Functions in an order that compresses well. Brotli pays for how far back it must point, and a program of generic code repeats itself
//! all over: each function is put behind the one that has most in common with it, which makes the compressed module five percent smaller.

use crate::error::{Error, Result};
use std::collections::HashMap;
use wasm_encoder::{
    CodeSection, FunctionSection, Module,
    reencode::{Error as Refused, Reencode, utils},
};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef};

/// How many bytes in a row count as something that two functions have in common.
const PIECE: usize = 6;
/// What more functions than this have in common tells none of them apart.
const COMMON: usize = 200;
/// Added to the length of what is compared, or the smallest functions would come out alike by chance.
const LEAST: usize = 10;

/// The same module with its functions in another order.
pub fn arrange(wasm: &[u8]) -> Result<Vec<u8>> {
    let (imported, bodies) = functions(wasm).map_err(|reason| refused(&reason))?;
    let order = order(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &at) in (0..).zip(&order) {
        places[at] = place;
    }
    let mut module = Module::new();
    Arranged { imported, order, places }.parse_core_module(&mut module, Parser::new(0), wasm).map_err(|reason| refused(&reason))?;
    Ok(module.finish())
}

fn refused(reason: &dyn std::fmt::Display) -> Error {
    Error::Tool { tool: "ordering functions", reason: reason.to_string() }
}

/// How many functions come from outside, and the bytes of the others.
fn functions(wasm: &[u8]) -> wasmparser::Result<(u32, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(&wasm[body.range()]),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// The places of the old order in the new one: always the function that is most like the last, else the largest that is left.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let (pieces, owners) = pieces(bodies);
    let mut by_size: Vec<usize> = (0..bodies.len()).collect();
    by_size.sort_by_key(|&at| std::cmp::Reverse(bodies[at].len()));
    let mut by_size = by_size.into_iter();
    let mut placed = vec![false; bodies.len()];
    let mut shared = vec![0_usize; bodies.len()];
    let mut order: Vec<usize> = Vec::with_capacity(bodies.len());
    loop {
        let like = order.last().and_then(|&last| most_like(last, &pieces, &owners, &placed, &mut shared));
        let Some(next) = like.or_else(|| by_size.find(|&at| !placed[at])) else { return order };
        placed[next] = true;
        order.push(next);
    }
}

/// What each function is made of, and which functions each piece is found in, as far as that tells something.
fn pieces(bodies: &[&[u8]]) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut numbers: HashMap<&[u8], usize> = HashMap::new();
    let mut owners: Vec<Vec<usize>> = Vec::new();
    for (at, body) in bodies.iter().enumerate() {
        for piece in body.windows(PIECE) {
            let number = *numbers.entry(piece).or_insert(owners.len());
            if number == owners.len() {
                owners.push(Vec::new());
            }
            if owners[number].last() != Some(&at) {
                owners[number].push(at);
            }
        }
    }
    owners.retain(|owners| (2..=COMMON).contains(&owners.len()));
    let mut pieces = vec![Vec::new(); bodies.len()];
    for (number, owners) in owners.iter().enumerate() {
        for &at in owners {
            pieces[at].push(number);
        }
    }
    (pieces, owners)
}

/// The function that shares most with this one, for its size. `shared` holds zeros before and after.
fn most_like(last: usize, pieces: &[Vec<usize>], owners: &[Vec<usize>], placed: &[bool], shared: &mut [usize]) -> Option<usize> {
    let mut met = Vec::new();
    for &piece in &pieces[last] {
        for &at in owners[piece].iter().filter(|&&at| !placed[at]) {
            if shared[at] == 0 {
                met.push(at);
            }
            shared[at] += 1;
        }
    }
    let mut best: Option<(usize, usize, usize)> = None;
    for at in met {
        let (share, whole) = (std::mem::take(&mut shared[at]), pieces[at].len() + pieces[last].len() + LEAST);
        if best.is_none_or(|(_, most, of)| share * of > most * whole) {
            best = Some((at, share, whole));
        }
    }
    best.map(|(at, ..)| at)
}

/// Writes a module again with its functions elsewhere.
struct Arranged {
    imported: u32,
    order: Vec<usize>,
    /// The new place of each function.
    places: Vec<u32>,
}

type Rewritten = std::result::Result<(), Refused<std::convert::Infallible>>;

impl Reencode for Arranged {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> std::result::Result<u32, Refused<Self::Error>> {
        let own = function.checked_sub(self.imported).and_then(|own| usize::try_from(own).ok());
        Ok(own.map_or(function, |own| self.imported + self.places[own]))
    }

    fn parse_function_section(&mut self, functions: &mut FunctionSection, section: FunctionSectionReader<'_>) -> Rewritten {
        let types = section.into_iter().collect::<wasmparser::Result<Vec<u32>>>()?;
        for &at in &self.order {
            functions.function(types[at]);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: CodeSectionReader<'_>) -> Rewritten {
        let bodies = section.into_iter().collect::<wasmparser::Result<Vec<FunctionBody<'_>>>>()?;
        for at in self.order.clone() {
            utils::parse_function_body(self, code, bodies[at].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::{FunctionBuilder, FunctionId, ValType};

    /// Adds a function that adds one so many times, and calls another at last.
    fn counting(module: &mut walrus::Module, ones: usize, callee: Option<FunctionId>) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I64], &[ValType::I64]);
        let argument = module.locals.add(ValType::I64);
        builder.func_body().local_get(argument);
        for _ in 0..ones {
            builder.func_body().i64_const(1).binop(walrus::ir::BinaryOp::I64Add);
        }
        if let Some(callee) = callee {
            builder.func_body().call(callee);
        }
        builder.finish(vec![argument], &mut module.funcs)
    }

    #[test]
    fn exports_and_calls_follow_their_functions() {
        let mut module = walrus::Module::default();
        let ty = module.types.add(&[], &[]);
        module.add_import_func("outside", "given", ty);
        let leaf = counting(&mut module, 3, None);
        let middle = counting(&mut module, 40, Some(leaf));
        let end = counting(&mut module, 7, Some(middle));
        for (name, id) in [("leaf", leaf), ("middle", middle), ("end", end)] {
            module.exports.add(name, id);
        }
        let arranged = arrange(&module.emit_wasm()).unwrap();
        let again = walrus::Module::from_buffer(&arranged).unwrap();
        let length = |name: &str| {
            let id = again.exports.get_func(name).unwrap();
            again.funcs.get(id).kind.unwrap_local().size()
        };
        assert_eq!((length("leaf"), length("middle"), length("end")), (7, 82, 16));
        wasmparser::validate(&arranged).unwrap();
    }

    #[test]
    fn each_function_follows_the_one_most_like_it() {
        let bodies: [&[u8]; 5] = [b"abcdefghijkl", b"0123456789ABCD", b"xxabcdefghijkl", b"zz0123456789", b"#"];
        assert_eq!(order(&bodies), [1, 3, 2, 0, 4]);
        assert_eq!(order(&[]), [0_usize; 0]);
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        assert!(arrange(b"no wasm").is_err());
    }
}
