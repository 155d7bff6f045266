//! `completions`.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::args::CommandLine;
use super::failure::Failure;
use crate::cli::output::Output;

pub fn run(shell: Shell, out: &mut Output) -> Result<(), Failure> {
    let mut script = Vec::new();
    generate(shell, &mut CommandLine::command(), "charterdesk", &mut script);
    out.print_raw(&script)
}
