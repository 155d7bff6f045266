//! `__read-file`: the sandboxed child process that parses untrusted files.

use std::io::{BufWriter, stdin, stdout};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use super::failure::Failure;
use desk::import;

pub fn run(files: &[PathBuf]) -> Result<(), Failure> {
    report_first_panic();
    let mut output = BufWriter::new(stdout().lock());
    // The parent reads this message and advises the user.
    import::run(files, &mut stdin().lock(), &mut output).map_err(|error| Failure::Failed(error.to_string()))
}

/// A mail that crashes the parser costs only itself. The parent reads stderr only at the end, and a pipe holds little,
/// so only the first panic is written.
fn report_first_panic() {
    let reported = AtomicBool::new(false);
    std::panic::set_hook(Box::new(move |panic| {
        if !reported.swap(true, Ordering::Relaxed) {
            eprintln!("{panic}");
        }
    }));
}
