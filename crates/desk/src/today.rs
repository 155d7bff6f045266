//! What there is to do on a day: replies to decide about, meetings, and what the team owes.

use chrono::{NaiveDate, NaiveTime};

use crate::diary::read_entries;
use crate::drafts::{Drafts, Typed, parse_draft_name};
use crate::inbox::{InboxLine, InboxMemo, inbox_lines_with_memo};
use charter::calendar::{add_days, format_short};
use charter::council_line::CouncilLine;
use charter::diary::{DiaryLine, MeetingState};
use charter::diary_entry::{DiaryEntry, EntryKind, EntrySource, is_shown};
use charter::english::pluralize;
use charter::ids::{CouncilId, ItemId, MeetingId, PriorityId, RoundId};
use charter::next_contact::{ContactState, NextContact};
use charter::priority::Concern;
use charter::priority_line::PriorityLine;
use charter::round::Round;
use charter::status::Flag;
use charter::string_enum;
use charter::untrusted::sanitize;
use store::{Store, StoreError};

string_enum! {
    /// The kinds of task, in the order in which they are shown.
    Section {
        /// Shown only if the month of the next contact has passed.
        NextContact = "next-contact", "Promised to every council";
        /// Items of the inbox that nobody put off.
        Waiting = "waiting", "Waiting in the inbox";
        MeetingsToday = "meetings-today", "Meetings today";
        MeetingsThisWeek = "meetings-this-week", "Meetings in the next six days";
        UpdatesOwed = "updates-owed", "Updates owed";
        /// Priorities with an overdue action.
        ActionsOverdue = "actions-overdue", "Priorities with overdue actions";
        /// Priorities neither new nor reviewed for three months.
        ReviewsDue = "reviews-due", "Reviews due";
        /// Papers and questions of a committee's meeting, answers to requests; also the answers that are late.
        DueDays = "due-days", "Papers, questions and answers due";
        /// Surgeries, street briefings, meetings of committees; today and on the next six days.
        Events = "events", "Events for the public and committees";
        Drafts = "drafts", "Forms not saved";
    }
}

impl Section {
    /// Whether its heading is left out while it is empty: most teams have none of these tasks on most days.
    pub fn hides_when_empty(self) -> bool {
        matches!(self, Self::NextContact | Self::DueDays | Self::Events)
    }
}

/// The place at which a task is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Item(ItemId),
    /// Without an id only the council's pattern gives the meeting.
    Meeting(Option<MeetingId>),
    Priorities,
    Priority(PriorityId),
    Draft(DraftPlace),
    /// An entry of the diary, by the record that it is derived from and its day.
    Entry(EntrySource, NaiveDate),
    /// The next round, which is to be opened.
    NextRound,
}

/// The form of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftPlace {
    /// See [`crate::drafts::DraftName::form`].
    pub form: String,
    pub round: Option<RoundId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub section: Section,
    /// The councils that it is about, or those that may have sent a reply if that is not certain.
    pub councils: Vec<CouncilId>,
    pub is_certain: bool,
    /// When a reply came, a meeting or event is, an action was due, papers or an answer are due, a priority was last looked at.
    pub on: Option<NaiveDate>,
    pub at: Option<NaiveTime>,
    /// In place of the council if it is not known.
    pub from: String,
    pub words: String,
    pub place: Place,
}

impl Task {
    fn of(section: Section, council: CouncilId, on: Option<NaiveDate>, words: String, place: Place) -> Self {
        Self { section, councils: vec![council], is_certain: true, on, at: None, from: String::new(), words, place }
    }

    /// Whether a filter shows it. What belongs to no council is everybody's, unless a council is asked for by name.
    pub fn is_shown(&self, by_name: bool, in_filter: impl Fn(CouncilId) -> bool) -> bool {
        is_shown(&self.councils, by_name, in_filter)
    }

    /// The one council that it is about.
    pub fn council(&self) -> Option<CouncilId> {
        match self.councils.as_slice() {
            [one] if self.is_certain => Some(*one),
            _ => None,
        }
    }
}

/// How many days after the day in question the meetings are listed.
const DAYS_AHEAD: i64 = 6;

/// For how many days a request that nobody answered is listed after its last day.
const DAYS_BACK: i64 = 366;

/// The tasks that the store knows of: replies, meetings, actions and reviews.
///
/// # Errors
///
/// The database cannot be read.
pub fn read(store: &Store, round: &Round, as_at: NaiveDate, memo: &mut InboxMemo) -> Result<Vec<Task>, StoreError> {
    let items = inbox_lines_with_memo(store, round, as_at, memo)?;
    let diary = store.diary(as_at, last_day(as_at))?;
    let mut tasks = tasks(&items, &diary, &store.priorities(round, as_at)?, as_at);
    tasks.extend(next_contact(round, &store.rounds()?, as_at));
    let earliest = add_days(as_at, -DAYS_BACK);
    tasks.extend(entries(&read_entries(store, [earliest, last_day(as_at)], as_at)?, as_at));
    Ok(tasks)
}

/// The last day whose meetings are listed.
pub fn last_day(as_at: NaiveDate) -> NaiveDate {
    add_days(as_at, DAYS_AHEAD)
}

/// `diary` holds the meetings from `as_at` to [`last_day`].
pub fn tasks(items: &[InboxLine], diary: &[DiaryLine], priorities: &[PriorityLine], as_at: NaiveDate) -> Vec<Task> {
    let is_here = |line: &&InboxLine| line.source.received.is_none_or(|received| received.on <= as_at);
    let mut tasks: Vec<Task> = items.iter().filter(|line| !line.item.later).filter(is_here).map(waiting).collect();
    tasks.extend(diary.iter().filter_map(|line| meeting(line, as_at)));
    tasks.extend(overdue(priorities, as_at));
    tasks.extend(reviews(priorities, as_at));
    tasks
}

/// The contact that the round promised to every council, if its month has passed without another round.
fn next_contact(round: &Round, rounds: &[Round], as_at: NaiveDate) -> Option<Task> {
    let contact = NextContact::derive(round, rounds, as_at);
    (contact.state == ContactState::Passed).then(|| Task {
        section: Section::NextContact,
        councils: Vec::new(),
        is_certain: true,
        on: Some(contact.until),
        at: None,
        from: "every council".to_owned(),
        words: format!(
            "{}; {}",
            contact.describe(round, as_at),
            if contact.is_letter_missing { "record its date" } else { "open the next round" }
        ),
        place: Place::NextRound,
    })
}

fn waiting(line: &InboxLine) -> Task {
    let (source, found) = (&line.source, &line.triage.found);
    let councils = match line.triage.council {
        Some(council) => vec![council],
        None => found.candidates().iter().map(|candidate| candidate.council).collect(),
    };
    let texts = [&source.sender, &source.subject, &source.from];
    let from = texts.into_iter().find(|text| !text.is_blank()).map(|text| text.sanitized().into_owned());
    let subject = if source.subject.is_blank() { String::new() } else { format!(": {}", source.subject.sanitized()) };
    Task {
        section: Section::Waiting,
        is_certain: line.triage.council.is_some(),
        on: source.received.map(|received| received.on),
        at: None,
        from: from.unwrap_or_else(|| format!("number {} of {}", source.number, source.file.sanitized())),
        words: format!("{}{subject}", line.triage.group),
        place: Place::Item(line.item.id),
        councils,
    }
}

/// Events to come, and what is due. `diary` holds the entries up to [`last_day`].
pub fn entries(diary: &[DiaryEntry], as_at: NaiveDate) -> Vec<Task> {
    let task = |entry: &DiaryEntry| Task {
        section: if entry.kind == EntryKind::Event { Section::Events } else { Section::DueDays },
        councils: entry.councils.clone(),
        is_certain: true,
        on: Some(entry.on),
        at: entry.at,
        from: match (entry.source, entry.kind) {
            (EntrySource::Request(_), _) => "request".to_owned(),
            (EntrySource::Event(_), EntryKind::Event) => "event".to_owned(),
            (EntrySource::Event(_), _) => "committee".to_owned(),
        },
        words: match entry.at.filter(|_| entry.kind == EntryKind::Event) {
            Some(at) => format!("{}, {}", at.format("%H:%M"), entry.describe(|_| None)),
            None => entry.describe(|_| None),
        },
        place: Place::Entry(entry.source, entry.on),
    };
    diary.iter().filter(|entry| entry.is_to_do(as_at)).map(task).collect()
}

/// `None` if nothing about the meeting is to come.
fn meeting(line: &DiaryLine, as_at: NaiveDate) -> Option<Task> {
    if !matches!(line.state(as_at), MeetingState::Planned | MeetingState::Open) {
        return None;
    }
    let section = if line.on == as_at { Section::MeetingsToday } else { Section::MeetingsThisWeek };
    let at = line.at.map(|at| at.format("%H:%M, ").to_string()).unwrap_or_default();
    let place = if line.place.is_blank() { String::new() } else { format!(", {}", line.place.sanitized()) };
    let words = format!("{at}{}{place}", line.describe(as_at));
    let task = Task::of(section, line.council, Some(line.on), words, Place::Meeting(line.meeting));
    Some(Task { at: line.at, ..task })
}

/// The longest overdue first.
fn overdue(priorities: &[PriorityLine], as_at: NaiveDate) -> Vec<Task> {
    let task = |line: &PriorityLine| {
        let actions = pluralize(line.status.overdue, "action");
        let since = line.status.next_due.map(|due| format!(" since {}", format_short(due, as_at))).unwrap_or_default();
        let words = format!("{actions} overdue{since}: {}", line.text.sanitized());
        Task::of(Section::ActionsOverdue, line.council, line.status.next_due, words, Place::Priority(line.id))
    };
    let mut tasks: Vec<Task> = with_concern(priorities, Concern::Overdue, as_at).map(task).collect();
    tasks.sort_by_key(|task| task.on);
    tasks
}

/// The one that was looked at least recently first.
fn reviews(priorities: &[PriorityLine], as_at: NaiveDate) -> Vec<Task> {
    let task = |line: &PriorityLine| {
        let (what, on) = line.status.reviewed_on.map_or(("agreed", line.since), |on| ("last reviewed", on));
        let words = format!("{what} {}: {}", format_short(on, as_at), line.text.sanitized());
        Task::of(Section::ReviewsDue, line.council, Some(on), words, Place::Priority(line.id))
    };
    let mut tasks: Vec<Task> = with_concern(priorities, Concern::Stale, as_at).map(task).collect();
    tasks.sort_by_key(|task| task.on);
    tasks
}

fn with_concern(
    priorities: &[PriorityLine],
    concern: Concern,
    as_at: NaiveDate,
) -> impl Iterator<Item = &PriorityLine> {
    priorities.iter().filter(move |line| line.concerns(as_at).contains(&concern))
}

/// Councils that are owed an update, in the order of `lines`.
pub fn updates(lines: &[CouncilLine], round: &Round, as_at: NaiveDate) -> Vec<Task> {
    let owed = lines.iter().filter(|line| line.status.flags.has(Flag::UpdateOwed));
    let task = |line: &CouncilLine| {
        let words = line.status.explain_flag(Flag::UpdateOwed, round, as_at);
        let words = words.strip_prefix("update owed: ").map_or_else(|| words.clone(), str::to_owned);
        Task::of(Section::UpdatesOwed, line.id, None, words, Place::Priorities)
    };
    owed.map(task).collect()
}

/// Forms with text that was not saved.
pub fn unsaved_forms(drafts: &Drafts) -> Vec<Task> {
    let task = |(name, typed): (&String, &Typed)| {
        let name = parse_draft_name(name)?;
        let typed: Vec<String> =
            typed.values().filter(|value| !value.trim().is_empty()).map(|value| one_line(value)).collect();
        let words = [describe_form(&name.form), typed.join(", ")];
        let words = words.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
        let from = if name.councils.is_empty() { "no council" } else { "several councils" };
        Some(Task {
            section: Section::Drafts,
            is_certain: true,
            on: None,
            at: None,
            from: from.to_owned(),
            words,
            place: Place::Draft(DraftPlace { form: name.form, round: name.round }),
            councils: name.councils,
        })
    };
    drafts.iter().filter_map(task).collect()
}

fn one_line(text: &str) -> String {
    sanitize(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A form's name without the ids in it.
fn describe_form(form: &str) -> String {
    let (kind, about) = form.split_once(' ').map_or((form, ""), |(kind, about)| (kind, about));
    match (kind, about) {
        ("inbox", _) => "answer from the inbox".to_owned(),
        ("return", "") => "return".to_owned(),
        ("return", _) => "correction of a return".to_owned(),
        ("reply", _) => "reply heard".to_owned(),
        ("meeting", about) => match about.strip_prefix("of ").and_then(|on| on.parse::<NaiveDate>().ok()) {
            Some(on) => format!("meeting of {}", charter::calendar::format_full(on)),
            None => "meeting".to_owned(),
        },
        ("round", code) => format!("dates of round {code}"),
        ("open", quarter) => format!("opening of round {quarter}"),
        ("as-at", _) => "as-at day".to_owned(),
        ("first-steps", _) => "first steps".to_owned(),
        ("bring-in", _) => "import of replies".to_owned(),
        ("import-contacts", _) => "import of contacts".to_owned(),
        ("council", _) => "details".to_owned(),
        ("new", _) | ("action", _) => "action".to_owned(),
        ("close", _) => "result of a priority".to_owned(),
        ("team", _) => "new team told".to_owned(),
        ("team-record", _) => "record of a team".to_owned(),
        ("officer", _) => "named contact".to_owned(),
        ("agree", _) => "agreed priorities".to_owned(),
        ("settle", _) => "settled conflict".to_owned(),
        (kind, _) => sanitize(kind).into_owned(),
    }
}

/// Sorts by section and keeps the order inside each.
pub fn in_order(mut tasks: Vec<Task>) -> Vec<Task> {
    tasks.sort_by_key(|task| task.section);
    tasks
}

#[cfg(test)]
#[path = "today_tests.rs"]
mod tests;
