//! The binary: reads the command line, runs it, ends with its exit code.

use std::process::ExitCode;

use charterdesk::{cli, tui};

fn main() -> ExitCode {
    cli::run(std::env::args_os(), tui::run, tui::keys::markdown::keys_markdown)
}
