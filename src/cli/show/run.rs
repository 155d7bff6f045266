//! The command itself.

use super::super::args::ShowArgs;
use super::super::failure::Failure;
use super::document;
use crate::cli::context::Context;
use crate::cli::find_council;
use crate::cli::output::Output;
use crate::cli::show::text;

/// Prints the file of a council.
pub fn run(args: &ShowArgs, desk: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = desk.round(args.round.round.as_deref())?;
    let councils = desk.store.councils()?;
    let council = find_council::find(&args.council, &councils)?;
    let file = desk.file(council, &round, desk.as_at)?;
    if args.json.json {
        document::print(&file, &round, desk.as_at, out)
    } else {
        text::print(&file, &round, desk.as_at, out)
    }
}
