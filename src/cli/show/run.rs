//! The command itself.

use super::super::args::ShowArgs;
use super::super::council;
use super::super::desk::Context;
use super::super::failure::Failure;
use super::super::out::Output;
use super::{document, words};

/// Prints the file of a council.
pub fn run(args: &ShowArgs, desk: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = desk.round(args.round.round.as_deref())?;
    let councils = desk.store.councils()?;
    let council = council::find(&args.council, &councils)?;
    let file = desk.file(council, &round, desk.as_at)?;
    if args.json.json {
        document::print(&file, &round, desk.as_at, out)
    } else {
        words::print(&file, &round, desk.as_at, out)
    }
}
