//! `record note`.

use super::target::{read_text, reference_day};
use super::targets::Targets;
use crate::cli::args::NoteArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, or_today, read};
use crate::cli::output::Output;
use desk::records::NoteInput;

pub(super) fn run(args: &NoteArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let text = read_text("--text", &args.text)?;
    let fields = [("on", or_today(args.on.as_deref())), ("text", Some(&*text))];
    let note = read(&fields, reference_day(invocation)?, NoteInput::read)?;
    let targets = Targets::open(&args.targets, invocation, out)?;
    echo_date(args.on.as_deref(), note.on, out);
    targets.save(|council| note.act(council.id), out)
}
