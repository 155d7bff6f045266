//! `read-apart`: what the program starts itself as to read a foreign file, with limits on what it may take.

use std::io::{BufWriter, stdin, stdout};

use super::failure::Failure;
use crate::exchange::apart;

/// Reads the file that the errand on stdin names.
pub fn run() -> Result<(), Failure> {
    let mut output = BufWriter::new(stdout().lock());
    // The message is for the parent, which says what to do.
    apart::run(&mut stdin().lock(), &mut output).map_err(|error| Failure::Failed(error.to_string()))
}
