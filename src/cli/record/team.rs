//! `record team` and `record officer`.

use super::target::reference_day;
use super::targets::Targets;
use crate::cli::areas::describe;
use crate::cli::args::{OfficerArgs, TeamArgs};
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, or_today, read};
use crate::cli::output::Output;
use charter::change::Change;
use charter::english::pluralize;
use charter::team::{Team, TeamFacts};
use charter::unit::find_unit;
use charter::untrusted::{Untrusted, sanitize};
use desk::records::{OfficerInput, read_team, record_team};

pub(super) fn team(args: &TeamArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let fields = [
        ("code", args.code.as_deref()),
        ("head", args.head.as_deref()),
        ("mailbox", args.mailbox.as_deref()),
        ("phone", args.phone.as_deref()),
        ("neighbourhood", args.neighbourhood.as_deref()),
        ("begins", args.begins.as_deref()),
        ("ends", args.ends.as_deref()),
    ];
    let today = reference_day(invocation)?;
    // Wrong options fail before a database is created.
    let typed = read(&fields, today, |reader| Some(read_team(reader, None)))?;
    [(&args.begins, typed.active_from), (&args.ends, typed.inactive_on)]
        .into_iter()
        .for_each(|(text, on)| on.into_iter().for_each(|on| echo_date(text.as_deref(), on, out)));
    let Some(name) = &args.team else { return list(args, &Context::open(invocation, out)?, out) };
    let mut context = Context::open(invocation, out)?;
    let teams = context.store.teams()?;
    let known = find_unit(teams.iter(), name);
    let mut facts = read(&fields, today, |reader| Some(read_team(reader, known)))?;
    if known.is_none() {
        facts.name = Untrusted::from(name.trim());
    }
    if let Some(successor) = &args.successor {
        let found = find_unit(teams.iter(), successor).ok_or_else(|| {
            let name = sanitize(successor);
            Failure::Refused(format!(
                "there is no team “{name}”. Nothing was changed; record it first: record team “{name}”"
            ))
        })?;
        facts.successor = Some(found.id);
    } else if facts.inactive_on.is_none() {
        facts.successor = None;
    }
    let councils = match facts.inactive_on {
        Some(on) => context.store.councils_as_at(on)?,
        None => Vec::new(),
    };
    let acts = record_team(known, facts, &teams, &councils);
    let moved = acts.len() - 1;
    context.save(&Change::all(acts), out)?;
    if moved > 0 {
        let go = if moved == 1 { "goes" } else { "go" };
        out.print_message(&format!("{} {go} to the successor on that day", pluralize(moved, "council")));
    }
    let teams = context.store.teams()?;
    match find_unit(teams.iter(), name) {
        Some(team) if args.json.json => out.json(team),
        Some(team) => out.print_line(&describe_team(team, &teams)),
        None => Ok(()),
    }
}

fn list(args: &TeamArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let teams = context.store.teams()?;
    if args.json.json {
        return out.json(&teams);
    }
    teams.iter().try_for_each(|team| out.print_line(&describe_team(team, &teams)))
}

fn describe_team(team: &Team, teams: &[Team]) -> String {
    let TeamFacts { head, mailbox, phone, neighbourhood, .. } = &team.facts;
    let texts = [("head", head), ("mailbox", mailbox), ("phone", phone), ("neighbourhood", neighbourhood)];
    let said = texts.iter().filter(|(_, text)| !text.is_blank());
    let said: Vec<String> = said.map(|(what, text)| format!("{what} {}", text.sanitized())).collect();
    describe(team, teams, said)
}

pub(super) fn officer(args: &OfficerArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let fields = [("post", Some(&*args.post)), ("from", or_today(args.from.as_deref()))];
    let officer = read(&fields, reference_day(invocation)?, OfficerInput::read)?;
    let targets = Targets::open(&args.targets, invocation, out)?;
    echo_date(args.from.as_deref(), officer.from, out);
    targets.save(|council| officer.act(council.id), out)
}
