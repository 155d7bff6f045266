//! `completions`.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::args::CommandLine;
use super::failure::Failure;
use super::out::Out;

/// Prints the completion script of a shell.
pub fn run(shell: Shell, out: &mut Out) -> Result<(), Failure> {
    let mut script = Vec::new();
    generate(shell, &mut CommandLine::command(), "charterdesk", &mut script);
    out.verbatim(&script)
}
