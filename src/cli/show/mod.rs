//! `show`: everything on file about one council, as words or as one document.

mod document;
mod words;

use super::args::ShowArgs;
use super::council;
use super::desk::Desk;
use super::failure::Failure;
use super::out::Out;

/// Prints the file of a council.
pub fn run(args: &ShowArgs, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
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
