//! `__read-file`: the sandboxed child process that parses untrusted files.

use std::io::{BufWriter, stdin, stdout};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use super::failure::Failure;
use desk::import;

/// The request comes on stdin.
pub fn run(files: &[PathBuf]) -> Result<(), Failure> {
    report_first_panic();
    let mut output = BufWriter::new(stdout().lock());
    // The message is for the parent, which says what to do.
    import::run(files, &mut stdin().lock(), &mut output).map_err(|error| Failure::Failed(error.to_string()))
}

/// A mail may break a parser and cost no more than itself. What is said of it is read by the parent only at the end, and a pipe
/// holds little: the first tells what to know.
fn report_first_panic() {
    let said = AtomicBool::new(false);
    std::panic::set_hook(Box::new(move |panic| {
        if !said.swap(true, Ordering::Relaxed) {
            eprintln!("{panic}");
        }
    }));
}
