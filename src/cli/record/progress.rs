//! `record progress`.

use crate::cli::args::ProgressArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::find_priority;
use crate::cli::output::Output;
use charter::calendar::DateBias;
use charter::change::{Act, RecordProgress};

use crate::cli::record::target::{RecordTarget, parse_day, read_text};

/// Notes how far a priority has come.
pub(super) fn run(args: &ProgressArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let on = parse_day("--on", args.on.as_deref(), DateBias::Past, asked, out)?;
    let text = read_text("--text", &args.text)?;
    let about = RecordTarget::open(&args.council, &args.round, asked, out)?;
    let file = about.council_file()?;
    let priority = find_priority::find(&args.priority, &file)?.priority.id;
    about.save(Act::Progress(RecordProgress { council: file.council.id, priority, on, text }), &args.json, out)
}
