//! `record event`: surgeries, street briefings, meetings of committees.

use super::target::reference_day;
use crate::cli::args::EventArgs;
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, read};
use crate::cli::output::Output;
use charter::calendar::format_full;
use charter::change::Change;
use charter::council::Council;
use charter::ids::CouncilId;
use charter::public_event::PublicEvent;
use desk::records::{read_event, record_event};

pub(super) fn run(args: &EventArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let fields = [
        ("on", args.on.as_deref()),
        ("at", args.at.as_deref()),
        ("kind", args.kind.as_deref()),
        ("place", args.place.as_deref()),
        ("attendance", args.attendance.as_deref()),
        ("counts-as-contact", args.counts_as_contact.as_deref()),
    ];
    let is_listed = args.event.is_none() && args.councils.is_empty() && fields.iter().all(|(_, value)| value.is_none());
    if is_listed {
        return list(args, &Context::open(invocation, out)?, out);
    }
    let today = reference_day(invocation)?;
    if args.event.is_none() {
        // Wrong options fail before a database is created.
        read(&fields, today, |reader| read_event(reader, None))?;
    }
    let mut context = Context::open(invocation, out)?;
    let events = context.store.public_events()?;
    let known = args.event.map(|id| find(id, &events)).transpose()?;
    let facts = read(&fields, today, |reader| read_event(reader, known))?;
    if args.on.is_some() {
        echo_date(args.on.as_deref(), facts.on, out);
    }
    let councils = context.councils()?;
    let covered = match (known, args.councils.is_empty()) {
        (Some(known), true) => known.councils.clone(),
        _ => find_councils(&args.councils, &councils, &context)?,
    };
    context.save(&Change::from(record_event(known, covered, facts)), out)?;
    let after = context.store.public_events()?;
    let is_saved = |event: &&PublicEvent| match known {
        Some(known) => event.id == known.id,
        None => events.iter().all(|other| other.id != event.id),
    };
    match after.iter().find(is_saved) {
        Some(event) if args.json.json => out.json(event),
        Some(event) => out.print_line(&describe(event, &councils)),
        None => Ok(()),
    }
}

fn find_councils(typed: &[String], councils: &[Council], context: &Context) -> Result<Vec<CouncilId>, Failure> {
    let named = typed.iter().filter(|name| !name.trim().is_empty());
    named.map(|name| context.find_council(name, councils).map(|council| council.id)).collect()
}

fn find(id: i64, events: &[PublicEvent]) -> Result<&PublicEvent, Failure> {
    events.iter().find(|event| event.id.0 == id).ok_or_else(|| {
        Failure::Refused(format!(
            "there is no event {id}. Nothing was changed; `charterdesk record event` lists the events on record"
        ))
    })
}

fn list(args: &EventArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let events = context.store.public_events()?;
    if args.json.json {
        return out.json(&events);
    }
    let councils = context.councils()?;
    events.iter().try_for_each(|event| out.print_line(&describe(event, &councils)))
}

/// `2  Thu 5 Oct 2023 18:30, surgery, Village hall: Wem Town Council; 14 came`.
fn describe(event: &PublicEvent, councils: &[Council]) -> String {
    let facts = &event.facts;
    let at = facts.at.map(|at| format!(" {}", at.format("%H:%M"))).unwrap_or_default();
    let covered: Vec<_> = councils
        .iter()
        .filter(|council| event.councils.contains(&council.id))
        .map(|council| council.name.sanitized())
        .collect();
    let covered = if covered.is_empty() { String::new() } else { format!(": {}", covered.join(", ")) };
    let came = facts.attendance.map(|count| format!("; {count} came")).unwrap_or_default();
    let counts = if facts.counts_as_contact { "; counts as contact" } else { "" };
    format!(
        "{}  {}{at}, {}, {}{covered}{came}{counts}",
        event.id,
        format_full(facts.on),
        facts.kind,
        facts.place.sanitized()
    )
}
