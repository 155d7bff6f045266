//! Runs `show`.

use super::super::args::ShowArgs;
use super::super::failure::Failure;
use super::document;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::show::text;

pub fn run(args: &ShowArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let councils = context.councils()?;
    let council = context.find_council(&args.council, &councils)?;
    let file = context.file(council, &round, context.as_at)?;
    if args.json.json {
        document::print(&file, &round, context.as_at, out)
    } else {
        text::print(&file, &round, context.as_at, out)
    }
}
