//! `record result`.

use crate::cli::args::ResultArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::find_priority;
use crate::cli::output::Output;
use charter::calendar::DateBias;
use charter::change::{Act, ClosePriority};
use charter::priority::Closing;

use crate::cli::record::target::{RecordTarget, parse_day, read_text};

/// Closes a priority with its result, or opens it again.
pub(super) fn run(args: &ResultArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let on = parse_day("--on", args.on.as_deref(), DateBias::Past, asked, out)?;
    let result = args.result.as_deref().map(|given| read_text("--result", given)).transpose()?;
    let about = RecordTarget::open(&args.council, &args.round, asked, out)?;
    let file = about.council_file()?;
    let known = &find_priority::find(&args.priority, &file)?.priority;
    let closed = result.filter(|_| !args.reopen).map(|result| Closing { on, result });
    let act = ClosePriority { council: file.council.id, priority: known.id, version: known.version, closed };
    about.save(Act::Close(act), &args.json, out)
}
