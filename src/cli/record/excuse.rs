//! `record excuse`: a council need not be met this quarter. Prints the reasons for and against first.

use super::target::{RecordTarget, reference_day};
use crate::cli::args::ExcuseArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, or_today, read};
use crate::cli::output::Output;
use charter::attendance_hint::Hint;
use desk::records::ExcuseInput;

pub(super) fn run(args: &ExcuseArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let author = invocation.by()?;
    let by = args.by_whom.as_deref().unwrap_or(&author);
    let fields = [("on", or_today(args.on.as_deref())), ("by", Some(by)), ("reason", Some(&*args.reason))];
    let excuse = read(&fields, reference_day(invocation)?, ExcuseInput::read)?;
    echo_date(args.on.as_deref(), excuse.on, out);
    let target = RecordTarget::open(&args.target, invocation, out)?;
    out.print_message(&Hint::for_council(&target.council_file()?).describe());
    let act = excuse.act(target.id(), target.round.id);
    target.save(act, out)
}
