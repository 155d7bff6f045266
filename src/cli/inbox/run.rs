//! Runs `inbox`.

use super::{actions, list};
use crate::cli::args::{InboxArgs, InboxCommand};
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::output::Output;

pub fn run(args: &InboxArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    match &args.command {
        None => list::list(args, &Context::open(invocation, out)?, out),
        Some(InboxCommand::Show(item)) => list::show(item, &Context::open(invocation, out)?, out),
        Some(command) => actions::run(command, Context::open(invocation, out)?, out),
    }
}
