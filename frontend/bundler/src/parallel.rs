//! The same work for many things on every core.

use crate::error::Result;
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Maps in parallel and keeps the order; the first error in that order wins.
pub fn map<I: Sync, O: Send>(items: &[I], work: impl Fn(&I) -> Result<O> + Sync) -> Result<Vec<O>> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        while let Some((at, item)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            items.get(at).map(|item| (at, item))
        } {
            done.push((at, work(item)));
        }
        done
    };
    let hands = thread::available_parallelism().map_or(1, usize::from);
    let mut results: Vec<(usize, Result<O>)> = thread::scope(|scope| {
        let helpers: Vec<_> = (1..hands.min(items.len())).map(|_| scope.spawn(worker)).collect();
        let mut results = worker();
        for helper in helpers {
            match helper.join() {
                Ok(part) => results.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..100).collect();
        assert_eq!(map(&items, |n| Ok(n * 2)).unwrap()[99], 198);
        assert!(map(&[] as &[usize], |n| Ok(*n)).unwrap().is_empty());
    }

    #[test]
    fn the_first_error_wins() {
        let failed = map(&[1, 2, 3], |n| match n {
            1 => Ok(()),
            n => Err(Error::Sheet(n.to_string())),
        });
        assert!(failed.unwrap_err().to_string().ends_with('2'));
    }
}
