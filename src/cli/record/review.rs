//! `record review`: the quarterly review of a priority.

use super::target::{RecordTarget, read_text, reference_day};
use crate::cli::args::ReviewArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, or_today, read};
use crate::cli::find_priority;
use crate::cli::output::Output;
use desk::records::{CHANGED, ReviewInput, UNCHANGED};

pub(super) fn run(args: &ReviewArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let note = read_text("--note", &args.note)?;
    let state = |changed: &str| Some(if changed == "yes" { CHANGED } else { UNCHANGED });
    let fields = [
        ("on", or_today(args.on.as_deref())),
        ("priority-is", state(&args.priority_changed)),
        ("response-is", state(&args.response_changed)),
        ("note", Some(&*note)),
    ];
    let review = read(&fields, reference_day(invocation)?, ReviewInput::read)?;
    echo_date(args.on.as_deref(), review.on, out);
    let target = RecordTarget::open(&args.target, invocation, out)?;
    let priority = find_priority::find(&args.priority, &target.council_file()?)?.priority.id;
    let act = review.act(target.id(), priority, target.round.id);
    target.save(act, out)
}
