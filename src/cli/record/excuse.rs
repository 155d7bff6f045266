//! `record excuse`.

use crate::cli::args::ExcuseArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use charter::attendance_hint::Hint;
use charter::calendar::DateBias;
use charter::change::{Act, RecordExcuse};
use charter::untrusted::Untrusted;

use crate::cli::record::target::{RecordTarget, parse_day};

/// Records the decision that a council need not be met; what speaks for it and against it is said first.
pub(super) fn run(args: &ExcuseArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let on = parse_day("--on", args.on.as_deref(), DateBias::Past, asked, out)?;
    let by = match &args.by_whom {
        Some(by) => by.clone(),
        None => asked.by()?,
    };
    let about = RecordTarget::open(&args.council, &args.round, asked, out)?;
    out.print_message(&Hint::for_council(&about.council_file()?).describe());
    let act = RecordExcuse {
        council: about.council.id,
        round: about.round.id,
        on,
        by: Untrusted::from(by),
        reason: Untrusted::from(args.reason.as_str()),
    };
    about.save(Act::Excuse(act), &args.json, out)
}
