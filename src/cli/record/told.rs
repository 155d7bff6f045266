//! `record told`: the council knows its new team.

use super::target::{RecordTarget, reference_day};
use crate::cli::args::ToldArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, or_today, read};
use crate::cli::output::Output;
use charter::calendar::DateBias;
use charter::change::{Act, AnnounceTeam};

/// Covers every change of team that the council doesn't know of.
pub(super) fn run(args: &ToldArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let fields = [("on", or_today(args.on.as_deref()))];
    let on = read(&fields, reference_day(invocation)?, |reader| reader.date("on", DateBias::Past))?;
    echo_date(args.on.as_deref(), on, out);
    let target = RecordTarget::open(&args.target, invocation, out)?;
    let (council, file) = (target.id(), target.council_file()?);
    let newest = file.team_changes().map(|change| (change.on, change.id)).max();
    let pending = file.team_changes().filter(|change| match args.correct {
        true => change.announced_on.is_some() && Some((change.on, change.id)) == newest,
        false => change.announced_on.is_none(),
    });
    let acts: Vec<Act> = pending
        .map(|change| Act::AnnounceTeam(AnnounceTeam { council, change: change.id, version: change.version, on }))
        .collect();
    if acts.is_empty() {
        let name = target.council.name.sanitized();
        return Err(Failure::Refused(if args.correct {
            format!("{name} was told of no change of team, so no day can be corrected. Nothing was changed")
        } else {
            format!("{name} knows of every change of its team. Nothing was changed; --correct gives another day")
        }));
    }
    target.save_all(acts, out)
}
