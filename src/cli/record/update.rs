//! `record update`.

use crate::cli::args::UpdateArgs;
use crate::cli::desk::Invocation;
use crate::cli::failure::Failure;
use crate::cli::out::Output;
use crate::domain::calendar::DateBias;
use crate::domain::change::{Act, RecordUpdate};
use crate::domain::update::UpdateChannel;

use super::saving::{About, day, text};

/// Records that a council was told about its priorities.
pub(super) fn run(args: &UpdateArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let on = day("--on", args.on.as_deref(), DateBias::Past, asked, out)?;
    let how = UpdateChannel::from_code(&args.how).unwrap_or(UpdateChannel::Written);
    let text = text("--text", &args.text)?;
    let about = About::find(&args.council, &args.round, asked, out)?;
    let act = RecordUpdate { council: about.council.id, on, how, text };
    about.save(Act::Update(act), &args.json, out)
}
