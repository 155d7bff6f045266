//! `record progress`: how far a priority has come.

use super::target::{RecordTarget, read_text, reference_day};
use crate::cli::args::ProgressArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, or_today, read};
use crate::cli::find_priority;
use crate::cli::output::Output;
use desk::records::ProgressInput;

pub(super) fn run(args: &ProgressArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let text = read_text("--text", &args.text)?;
    let fields = [("on", or_today(args.on.as_deref())), ("text", Some(&*text))];
    let progress = read(&fields, reference_day(invocation)?, ProgressInput::read)?;
    echo_date(args.on.as_deref(), progress.on, out);
    let target = RecordTarget::open(&args.target, invocation, out)?;
    let priority = find_priority::find(&args.priority, &target.council_file()?)?.priority.id;
    let act = progress.act(target.id(), priority);
    target.save(act, out)
}
