//! `record update`.

use crate::cli::args::UpdateArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use charter::calendar::DateBias;
use charter::change::{Act, RecordUpdate};
use charter::update::UpdateChannel;

use crate::cli::record::target::{RecordTarget, parse_day, read_text};

/// Records that a council was told about its priorities.
pub(super) fn run(args: &UpdateArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let on = parse_day("--on", args.on.as_deref(), DateBias::Past, asked, out)?;
    let how = UpdateChannel::from_code(&args.how).unwrap_or(UpdateChannel::Written);
    let text = read_text("--text", &args.text)?;
    let about = RecordTarget::open(&args.council, &args.round, asked, out)?;
    let act = RecordUpdate { council: about.council.id, on, how, text };
    about.save(Act::Update(act), &args.json, out)
}
