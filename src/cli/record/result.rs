//! `record result`: closes a priority with its result, or reopens it.

use super::target::{RecordTarget, read_text, reference_day};
use crate::cli::args::ResultArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, or_today, read};
use crate::cli::find_priority;
use crate::cli::output::Output;
use charter::change::{Act, ClosePriority};
use desk::records::read_closing;

pub(super) fn run(args: &ResultArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let result = args.result.as_deref().map(|given| read_text("--result", given)).transpose()?;
    let closed = if args.reopen {
        None
    } else {
        let fields =
            [("on", or_today(args.on.as_deref())), ("outcome", args.outcome.as_deref()), ("result", result.as_deref())];
        Some(read(&fields, reference_day(invocation)?, read_closing)?)
    };
    if let Some(closing) = &closed {
        echo_date(args.on.as_deref(), closing.on, out);
    }
    let target = RecordTarget::open(&args.target, invocation, out)?;
    let file = target.council_file()?;
    let known = &find_priority::find(&args.priority, &file)?.priority;
    let act = ClosePriority { council: target.id(), priority: known.id, version: known.version, closed };
    target.save(Act::Close(act), out)
}
