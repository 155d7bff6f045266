//! `record update`: an update to the council about its priorities.

use super::target::{read_text, reference_day};
use super::targets::Targets;
use crate::cli::args::UpdateArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, or_today, read};
use crate::cli::output::Output;
use desk::records::UpdateInput;

pub(super) fn run(args: &UpdateArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let text = read_text("--text", &args.text)?;
    let fields = [("on", or_today(args.on.as_deref())), ("how", Some(&*args.how)), ("text", Some(&*text))];
    let update = read(&fields, reference_day(invocation)?, UpdateInput::read)?;
    echo_date(args.on.as_deref(), update.on, out);
    let targets = Targets::open(&args.targets, invocation, out)?;
    targets.save(|council| update.act(council.id), out)
}
