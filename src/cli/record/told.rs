//! `record told`.

use crate::cli::args::ToldArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use charter::calendar::DateBias;
use charter::change::{Act, AnnounceTeam, Change};

use crate::cli::record::target::{RecordTarget, parse_day};

/// Records that a council was told of its new team: of every change up to that day that it does not know of.
pub(super) fn run(args: &ToldArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let on = parse_day("--on", args.on.as_deref(), DateBias::Past, asked, out)?;
    let about = RecordTarget::open(&args.council, &args.round, asked, out)?;
    let file = about.council_file()?;
    let council = file.council.id;
    let untold = file.team_changes.iter().filter(|change| change.told_on.is_none());
    let acts: Vec<Act> = untold
        .map(|change| Act::TellOfTeam(AnnounceTeam { council, change: change.id, version: change.version, on }))
        .collect();
    if acts.is_empty() {
        let name = file.council.name.sanitized();
        return Err(Failure::Refused(format!("{name} knows of every change of its team. Nothing was changed")));
    }
    about.save(Change::all(acts), &args.json, out)
}
