//! `record review`.

use crate::cli::args::ReviewArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::find_priority;
use crate::cli::output::Output;
use charter::calendar::DateBias;
use charter::change::{Act, RecordReview};

use crate::cli::record::target::{RecordTarget, parse_day, read_text};

/// Reviews a priority in the round.
pub(super) fn run(args: &ReviewArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let on = parse_day("--on", args.on.as_deref(), DateBias::Past, asked, out)?;
    let note = read_text("--note", &args.note)?;
    let about = RecordTarget::open(&args.council, &args.round, asked, out)?;
    let file = about.council_file()?;
    let act = RecordReview {
        council: file.council.id,
        priority: find_priority::find(&args.priority, &file)?.priority.id,
        round: about.round.id,
        on,
        priority_changed: args.priority_changed == "yes",
        response_changed: args.response_changed == "yes",
        note,
    };
    about.save(Act::Review(act), &args.json, out)
}
