//! What a written update tells about each priority: done, open, result (charter rule 24).

use chrono::NaiveDate;

use charter::calendar::format_with_year;
use charter::council_file::{CouncilFile, PriorityFile};
use charter::priority::{Action, Owner};
use charter::round::Round;

/// Blank if the council has no priority to report on.
pub(super) fn told(file: &CouncilFile, round: &Round, as_at: NaiveDate) -> String {
    let since = last_told(file, as_at);
    let told = priorities_to_tell(file, round, as_at).zip(1..);
    told.map(|(known, number)| point(known, number, since, as_at)).collect::<Vec<_>>().join("\n\n")
}

/// The open priorities, and those closed since the last update.
pub(super) fn priorities_to_tell<'a>(
    file: &'a CouncilFile,
    round: &Round,
    as_at: NaiveDate,
) -> impl Iterator<Item = &'a PriorityFile> {
    let since = last_told(file, as_at).unwrap_or(round.starts_on);
    file.priorities.iter().filter(move |known| match &known.priority.closed {
        Some(closing) if closing.on <= as_at => closing.on >= since,
        _ => known.status.state.is_open(),
    })
}

fn last_told(file: &CouncilFile, as_at: NaiveDate) -> Option<NaiveDate> {
    file.updates.iter().map(|update| update.on).filter(|on| *on <= as_at).max()
}

fn point(known: &PriorityFile, number: usize, since: Option<NaiveDate>, as_at: NaiveDate) -> String {
    let mut lines = vec![format!("{number}. {}", known.priority.text.clean_for_letter())];
    let is_new = |on: NaiveDate| on <= as_at && since.is_none_or(|since| on >= since);
    for action in known.actions.iter().filter(|action| action.facts.done_on.is_some_and(is_new)) {
        let on = action.facts.done_on.map(format_with_year).unwrap_or_default();
        lines.push(format!("   Done on {on}: {}", action.facts.what.clean_for_letter()));
    }
    for progress in known.progress.iter().rev().filter(|progress| is_new(progress.on)) {
        lines.push(format!("   {}: {}", format_with_year(progress.on), progress.text.clean_for_letter()));
    }
    if lines.len() == 1 {
        lines.push("   Nothing new has been done since we last wrote.".to_owned());
    }
    lines.extend(known.actions.iter().filter(|action| action.is_open(as_at)).map(open));
    if let Some(closing) = known.priority.closed.as_ref().filter(|closing| closing.on <= as_at) {
        lines.push(format!("   Result: {}", closing.describe_to_council().clean_for_letter()));
    }
    lines.join("\n")
}

fn open(action: &Action) -> String {
    let facts = &action.facts;
    let who = match facts.owner {
        Owner::Team => "our team".to_owned(),
        Owner::Council => "the council".to_owned(),
        Owner::Department | Owner::Partner if facts.who.is_blank() => facts.owner.label().to_owned(),
        Owner::Department | Owner::Partner => facts.who.clean_for_letter(),
    };
    let due = facts.due.map(|due| format!(", by {}", format_with_year(due))).unwrap_or_default();
    format!("   Still to do: {} ({who}{due})", facts.what.clean_for_letter())
}
