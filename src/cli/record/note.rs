//! `record note`.

use crate::cli::args::NoteArgs;
use crate::cli::context::Invocation;
use crate::cli::dates;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use charter::calendar::{DateBias, format_full};
use charter::change::{Act, WriteNote};

use crate::cli::record::target::{RecordTarget, echo_date, read_text, reference_day};

/// Writes a note.
pub(super) fn run(args: &NoteArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let today = reference_day(asked)?;
    let on = args.on.as_deref().map_or(Ok(today), |typed| dates::parse_day("--on", typed, today, DateBias::Past))?;
    let text = read_text("--text", &args.text)?;
    let about = RecordTarget::open(&args.council, &args.round, asked, out)?;
    if let Some(typed) = &args.on {
        echo_date(typed, &on.to_string(), &format_full(on), out);
    }
    let act = WriteNote { council: about.council.id, on, text };
    about.save(Act::Note(act), &args.json, out)
}
