//! Work on many things at once, on all processors.

use std::num::NonZero;
use std::thread::{available_parallelism, scope};

/// The least things for which another thread is worth its start.
const MIN_EACH: usize = 16;

/// The results in the order of the things. A panic in `function` goes on in the caller.
pub(crate) fn map_in_parallel<T: Sync, R: Send>(things: &[T], function: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let processors = available_parallelism().map_or(1, NonZero::get);
    map_in_threads(things, processors.min(things.len() / MIN_EACH), &function)
}

fn map_in_threads<T: Sync, R: Send>(things: &[T], threads: usize, function: &(impl Fn(&T) -> R + Sync)) -> Vec<R> {
    if threads < 2 || things.is_empty() {
        return things.iter().map(function).collect();
    }
    let mut parts = things.chunks(things.len().div_ceil(threads));
    let first = parts.next().unwrap_or_default();
    scope(|scope| {
        let others: Vec<_> =
            parts.map(|part| scope.spawn(move || part.iter().map(function).collect::<Vec<R>>())).collect();
        let mut results: Vec<R> = Vec::with_capacity(things.len());
        results.extend(first.iter().map(function));
        for other in others {
            results.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        results
    })
}

#[cfg(test)]
mod tests {
    use super::map_in_threads;
    use rstest::rstest;

    #[rstest]
    fn results_stand_in_the_order_of_the_things(
        #[values(0, 1, 2, 5, 16, 33)] count: usize,
        #[values(0, 1, 2, 3, 8)] threads: usize,
    ) {
        let things: Vec<usize> = (0..count).collect();
        let doubled: Vec<usize> = things.iter().map(|thing| thing * 2).collect();
        assert_eq!(map_in_threads(&things, threads, &|thing| thing * 2), doubled);
    }

    #[test]
    #[should_panic = "the third"]
    fn a_panic_is_not_swallowed() {
        map_in_threads(&[1, 2, 3], 3, &|thing| assert_ne!(*thing, 3, "the third"));
    }
}
