//! Builds the page from the council's file.

use chrono::NaiveDate;

use super::page::{Brief, BriefPriority, Fact, MAX_FACT_CHARS, Outstanding, Truncated, truncate, truncate_to};
use crate::attendance_hint::Hint;
use crate::brief::talking_points::{things_to_ask, things_to_tell};
use crate::calendar::{describe_distance, format_full, format_short};
use crate::council::NAME_NOT_CONFIRMED;
use crate::council_file::{CouncilFile, PriorityFile};
use crate::diary::DiaryLine;
use crate::meeting::Attendance;
use crate::priority::{Action, Owner, PriorityState};
use crate::round::Round;
use crate::untrusted::Untrusted;

/// Room on one side of paper: for priorities, actions of each priority, promises, and talking points.
pub(super) const MAX_PRIORITIES: usize = 4;
pub(super) const MAX_DONE: usize = 2;
pub(super) const MAX_OUTSTANDING: usize = 4;
pub(super) const MAX_TALKING_POINTS: usize = 3;

impl Brief {
    /// The page for the council's next meeting. `file` must be read for the same round and day.
    pub fn build(file: &CouncilFile, round: &Round, as_at: NaiveDate) -> Self {
        let shown = file.priorities.iter().filter(|known| is_shown(known, round, as_at));
        let priorities: Vec<BriefPriority> = shown.map(|known| brief_priority(known, as_at)).collect();
        Self {
            council_id: file.council.id,
            council: file.council.name.clone(),
            round: round.title(),
            as_at,
            facts: facts(file, round, as_at),
            priorities: Truncated::of(priorities, MAX_PRIORITIES),
            outstanding: Truncated::of(outstanding(file, as_at), MAX_OUTSTANDING),
            tell: Truncated::of(things_to_tell(file, round, as_at), MAX_TALKING_POINTS),
            ask: Truncated::of(things_to_ask(file, round, as_at), MAX_TALKING_POINTS),
        }
    }
}

/// True for a priority that is open in this round, or that was closed or dropped in it.
fn is_shown(known: &PriorityFile, round: &Round, as_at: NaiveDate) -> bool {
    match known.status.state {
        PriorityState::Agreed | PriorityState::Proposed => true,
        PriorityState::Dropped => known.actions.iter().any(|action| action.is_open(as_at)),
        PriorityState::Closed => known.priority.closed.as_ref().is_some_and(|closing| closing.on >= round.starts_on),
    }
}

fn facts(file: &CouncilFile, round: &Round, as_at: NaiveDate) -> Vec<Fact> {
    let (council, status) = (&file.council, &file.status);
    let mut facts = Vec::new();
    let mut fact =
        |name, text: String| facts.push(Fact { name, text: Untrusted::new(truncate_to(&text, MAX_FACT_CHARS)) });
    let place = if council.county == council.district {
        council.county.raw().to_owned()
    } else {
        format!("{}, {}", council.district.raw(), council.county.raw())
    };
    let unconfirmed = if council.name_confirmed { String::new() } else { format!("; {NAME_NOT_CONFIRMED}") };
    let team = if file.council.team.is_blank() { String::new() } else { format!("; team {}", file.council.team.raw()) };
    fact("Council", format!("{}, {place}{team}{unconfirmed}", council.kind));
    fact("Status", status.explain(round, as_at));
    fact("Quarterly contact", status.quarterly.explain(round, as_at));
    if status.wish.is_some() {
        let stated = |text: Option<&str>| text.unwrap_or("not stated").to_owned();
        let frequency = stated(status.frequency.as_ref().map(|frequency| frequency.label()));
        let method = stated(status.method.as_ref().map(|method| method.label()));
        fact("How it asked to be met", format!("{frequency}; {method}"));
    }
    let next = file.coming.iter().find(|line| line.is_to_come(as_at) && line.on >= as_at);
    fact("Next meeting", next.map_or_else(|| "none known".to_owned(), |line| describe_meeting(line, as_at)));
    fact("Last attendance", last_attendance(file, as_at));
    if let Some(update) = file.updates.iter().find(|update| update.on <= as_at) {
        let text = if update.text.is_blank() { String::new() } else { format!(": {}", update.text.raw()) };
        fact("Last update", format!("{} {}{text}", format_full(update.on), update.how));
    }
    if let hint @ (Hint::MayNotBeRequired(_) | Hint::Vetoed { .. }) = Hint::for_council(file) {
        fact("Suggestion", hint.describe());
    }
    facts
}

fn describe_meeting(line: &DiaryLine, as_at: NaiveDate) -> String {
    let at = line.at.map(|at| at.format(" at %H:%M").to_string()).unwrap_or_default();
    let place = if line.place.is_blank() { String::new() } else { format!(", {}", line.place.raw()) };
    let by = if line.meeting.is_none() { ", by its pattern" } else { "" };
    format!("{}{at}{place}, {}: {}{by}", format_full(line.on), describe_distance(line.on, as_at), line.describe(as_at))
}

/// The last meeting with recorded attendance, and the last day on which the council saw somebody if that differs.
fn last_attendance(file: &CouncilFile, as_at: NaiveDate) -> String {
    let held = file.meetings.iter().filter(|meeting| meeting.facts.on <= as_at && meeting.facts.attendance.is_some());
    let Some(last) = held.max_by_key(|meeting| (meeting.facts.on, meeting.id)) else {
        return "none recorded".to_owned();
    };
    let how = DiaryLine::on_record(last).describe(as_at);
    let officers: Vec<&str> = last.facts.officers.iter().map(Untrusted::raw).collect();
    let who = if officers.is_empty() { String::new() } else { format!(" ({})", officers.join(", ")) };
    let note = if last.facts.note.is_blank() { String::new() } else { format!(". {}", last.facts.note.raw()) };
    let seen = match file.status.engagement.last_seen_on {
        _ if last.facts.attendance.is_some_and(Attendance::is_met) => String::new(),
        Some(on) => format!("; last seen {}", format_full(on)),
        None => "; never seen".to_owned(),
    };
    format!("{}, {how}{who}{seen}{note}", format_full(last.facts.on))
}

fn brief_priority(known: &PriorityFile, as_at: NaiveDate) -> BriefPriority {
    let on = |day: NaiveDate| format_short(day, as_at);
    let mut done: Vec<(NaiveDate, String)> = Vec::new();
    for action in known.actions.iter().filter(|action| action.facts.done_on.is_some_and(|day| day <= as_at)) {
        let day = action.facts.done_on.unwrap_or(as_at);
        let evidence = if action.facts.evidence.is_blank() {
            String::new()
        } else {
            format!(" ({})", action.facts.evidence.raw().trim())
        };
        done.push((day, format!("Done {}: {}{evidence}", on(day), action.facts.what.raw().trim())));
    }
    for progress in known.progress.iter().filter(|progress| progress.on <= as_at) {
        done.push((progress.on, format!("{}: {}", on(progress.on), progress.text.raw().trim())));
    }
    done.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let result = known.priority.closed.as_ref().filter(|closing| closing.on <= as_at);
    let result = result.map(|closing| format!("Result, {}: {}", on(closing.on), closing.describe().raw().trim()));
    let texts = result.into_iter().chain(done.into_iter().map(|(_, text)| text));
    BriefPriority {
        slot: known.status.slot,
        state: known.status.state,
        category: known.priority.category.as_deref().map(Untrusted::from),
        text: Untrusted::new(truncate(known.priority.text.raw())),
        done: Truncated::of(texts.map(|text| Untrusted::new(truncate(&text))).collect(), MAX_DONE),
    }
}

/// Open promises, the most overdue first, those without a due date last.
fn outstanding(file: &CouncilFile, as_at: NaiveDate) -> Vec<Outstanding> {
    let mut open: Vec<&Action> =
        file.priorities.iter().flat_map(|known| &known.actions).filter(|action| action.is_open(as_at)).collect();
    open.sort_by_key(|action| (action.facts.due.is_none(), action.facts.due, action.id));
    open.into_iter()
        .map(|action| Outstanding {
            what: Untrusted::new(truncate(action.facts.what.raw())),
            who: who(action),
            due: action.facts.due,
            overdue: action.is_overdue(as_at),
        })
        .collect()
}

fn who(action: &Action) -> Untrusted {
    match action.facts.owner {
        Owner::Department | Owner::Partner if !action.facts.who.is_blank() => {
            Untrusted::new(truncate(action.facts.who.raw()))
        }
        owner => Untrusted::from(owner.label()),
    }
}
