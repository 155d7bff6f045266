//! The binary: parses the command line, runs it, exits with its code.
#![allow(clippy::disallowed_methods, reason = "the arguments are passed on")]

use std::process::ExitCode;

use charterdesk::{cli, tui};

fn main() -> ExitCode {
    cli::run(std::env::args_os(), tui::run, tui::keys::markdown::keys_markdown)
}
