//! Turns a panic of a parser into an error.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::ReadError;

/// Runs a parser of a third-party crate. Some of them panic on invalid input; a panic costs one mail or one attachment, not
/// the file.
///
/// # Errors
/// That of `work`, or that it panicked.
pub fn catch_panic<T>(work: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("its form broke the reader".into()))
}
