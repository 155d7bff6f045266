//! `record note`.

use crate::cli::args::NoteArgs;
use crate::cli::dates;
use crate::cli::desk::Invocation;
use crate::cli::failure::Failure;
use crate::cli::out::Output;
use crate::domain::calendar::{DateBias, full};
use crate::domain::change::{Act, WriteNote};

use super::saving::{About, echo, text, today};

/// Writes a note.
pub(super) fn run(args: &NoteArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let today = today(asked)?;
    let on = args.on.as_deref().map_or(Ok(today), |typed| dates::parse_day("--on", typed, today, DateBias::Past))?;
    let text = text("--text", &args.text)?;
    let about = About::find(&args.council, &args.round, asked, out)?;
    if let Some(typed) = &args.on {
        echo(typed, &on.to_string(), &full(on), out);
    }
    let act = WriteNote { council: about.council.id, on, text };
    about.save(Act::Note(act), &args.json, out)
}
