//! Decides about one inbox item: one change, one undo.

use std::sync::Arc;

use super::list::find_item;
use crate::cli::args::{AcceptArgs, CouncilArgs, DeclineArgs, HoldsArg, InboxCommand, ItemArgs, SplitArgs};
use crate::cli::context::{Context, council_line, describe_status};
use crate::cli::failure::Failure;
use crate::cli::fields::read;
use crate::cli::inbox::describe::blocker_hint;
use crate::cli::output::Output;
use charter::change::{Act, Supersedes};
use charter::ids::CouncilId;
use charter::incoming::Source;
use charter::returns::Answer;
use desk::inbox::{Blocker, InboxLine, Verdict, alias_to_learn, council_blocker, inbox_line_for_council, to_change};
use desk::records::{TypedPriority, read_answer};

pub(super) fn run(command: &InboxCommand, mut context: Context, out: &mut Output) -> Result<(), Failure> {
    let ItemArgs { id, round, json } = item_args(command);
    let round = context.round(round.round.as_deref())?;
    let line = find_item(&context, &round, *id)?;
    let find_council =
        |typed: &str| -> Result<CouncilId, Failure> { Ok(context.find_council(typed, &context.councils()?)?.id) };
    let mut named = None;
    let verdict = match command {
        InboxCommand::Accept(args) => {
            named = args.council.as_deref().map(find_council).transpose()?;
            // Triage depends on what is on file about the council, so it runs again for the named one.
            match named.filter(|named| Some(*named) != line.triage.council) {
                Some(other) => accept(
                    args,
                    &inbox_line_for_council(&context.store, &line, other, &round, context.as_at)?,
                    &context,
                )?,
                None => accept(args, &line, &context)?,
            }
        }
        InboxCommand::Heard(_) => Verdict::Heard(received_date(&line)?),
        InboxCommand::Decline(args) => Verdict::declined(received_date(&line)?, parse_supersedes(&args.holds, &line)?),
        InboxCommand::Council(args) => Verdict::AssignCouncil(find_council(&args.council)?),
        InboxCommand::Split(args) => {
            let councils = args.councils.iter().map(|typed| find_council(typed)).collect::<Result<Vec<_>, _>>()?;
            Verdict::Split(line.split_over(&councils))
        }
        InboxCommand::NotForUs(_) => Verdict::NotForUs,
        InboxCommand::Later(_) | InboxCommand::Show(_) => Verdict::Postpone(!line.item.later),
    };
    let council = named.or(line.triage.council);
    let mut change = to_change(&line, council, round.id, verdict).map_err(|_| council_unknown_error(command, &line))?;
    // `--council` is remembered, as if `inbox council` had run before.
    if let Some(council) = named.filter(|council| Some(*council) != line.triage.council) {
        change.acts.extend(alias_to_learn(&line, council).map(Act::LearnAlias));
    }
    let file = context.save_and_read(&change, council, &round, out)?;
    if matches!(command, InboxCommand::Split(_)) {
        return if json.json { super::list::print_split_items(line.item.id, &round, &context, out) } else { Ok(()) };
    }
    let Some(file) = file else {
        return if json.json { out.json(&None::<()>) } else { Ok(()) };
    };
    out.print_message(&describe_status(&change, &file, &round, context.as_at));
    if json.json { out.json(&council_line(&file, context.as_at).document(&round, context.as_at)) } else { Ok(()) }
}

fn item_args(command: &InboxCommand) -> &ItemArgs {
    match command {
        InboxCommand::Accept(AcceptArgs { item, .. })
        | InboxCommand::Council(CouncilArgs { item, .. })
        | InboxCommand::Decline(DeclineArgs { item, .. })
        | InboxCommand::Split(SplitArgs { item, .. })
        | InboxCommand::Show(item)
        | InboxCommand::Heard(item)
        | InboxCommand::NotForUs(item)
        | InboxCommand::Later(item) => item,
    }
}

fn received_date(line: &InboxLine) -> Result<charter::calendar::Received, Failure> {
    let refused = |blocker: Blocker| {
        let how = format!("record it with `inbox accept {} --received DATE`", line.item.id);
        refused(&format!("{}: {how}", blocker.describe()))
    };
    match line.source.received {
        Some(_) if line.triage.is_early => Err(refused(Blocker::TooEarly)),
        Some(received) => Ok(received),
        None => Err(refused(Blocker::NoDate)),
    }
}

/// Options replace what the reader extracted.
fn accept(args: &AcceptArgs, line: &InboxLine, context: &Context) -> Result<Verdict, Failure> {
    let mut line = line.clone();
    // Whoever passes `--holds this` has compared the whole of both answers.
    if args.offered || args.holds.holds.as_deref() == Some("this") {
        line.triage.accept_suggestions();
    }
    line.triage.compared = args.incomplete || args.holds.holds.as_deref() == Some("this");
    if let Some(typed) = &args.received {
        let received = read(&[("received", Some(&**typed))], context.as_at, |reader| reader.received("received"))?;
        line.source = Arc::new(Source { received: Some(received), ..(*line.source).clone() });
        line.triage.is_early = false;
    }
    let supersedes = parse_supersedes(&args.holds, &line)?;
    line.triage.conflicts_with = None;
    let line = &line;
    let answers = args.wish.is_some()
        || !args.priorities.is_empty()
        || args.frequency.is_some()
        || args.method.is_some()
        || args.views.is_some();
    if !answers {
        let verdict =
            desk::inbox::accept(line, context.as_at).map_err(|blocker| refused(&blocker_hint(blocker, line)))?;
        return Ok(match verdict {
            Verdict::Return(answer, received, _) => Verdict::Return(answer, received, supersedes),
            other => other,
        });
    }
    let received = received_date(line)?;
    let fields = [
        ("wish", args.wish.as_deref()),
        ("frequency", args.frequency.as_deref()),
        ("method", args.method.as_deref()),
        ("views", args.views.as_deref()),
    ];
    let typed = |text| TypedPriority { field: "priority", place: None, text, category: None };
    let typed: Vec<_> = args.priorities.iter().map(|text| typed(text)).collect();
    let given = read(&fields, context.as_at, |reader| Some(read_answer(reader, &typed, &[], &[])))?;
    let proposed = line.triage.answer.clone();
    let answer = Answer {
        wish: if args.wish.is_some() { given.wish } else { proposed.wish },
        priorities: if typed.is_empty() { proposed.priorities } else { given.priorities },
        frequency: if args.frequency.is_some() { given.frequency } else { proposed.frequency },
        method: if args.method.is_some() { given.method } else { proposed.method },
        views: if args.views.is_some() { given.views } else { proposed.views },
    };
    Ok(Verdict::Return(answer, received, supersedes))
}

/// How the answer relates to the recorded return. A conflict needs `--holds`.
fn parse_supersedes(HoldsArg { holds }: &HoldsArg, line: &InboxLine) -> Result<Supersedes, Failure> {
    match holds.as_deref() {
        Some("this") => Ok(Supersedes::Chosen),
        Some("recorded") => Ok(Supersedes::SetAside),
        Some(_) => Ok(Supersedes::Disagrees),
        None if line.triage.conflicts_with.is_some() => Err(refused(&blocker_hint(Blocker::Conflict, line))),
        None => Ok(Supersedes::ByDate),
    }
}

fn council_unknown_error(command: &InboxCommand, line: &InboxLine) -> Failure {
    let (id, blocker) = (line.item.id, council_blocker(line));
    refused(&match (blocker, command) {
        (Blocker::SeveralCouncils(_), _) | (_, InboxCommand::Accept(_)) => blocker_hint(blocker, line),
        _ => format!("{}: name it with `inbox council {id} COUNCIL`", blocker.describe()),
    })
}

fn refused(why: &str) -> Failure {
    Failure::Refused(format!("{why}. Nothing was changed"))
}
