//! Compares the events of a file with the recorded meetings. Each day of an event is in exactly one count.

use std::collections::{HashMap, HashSet};

use chrono::{Months, NaiveDate};

use crate::diary_import::comparison::{Comparison, DiaryContext};
use crate::diary_import::council_picker::{CouncilPicker, NoCouncil};
use crate::diary_import::expanded::{Expanded, revision};
use crate::diary_import::known_meetings::{FileMeetings, KnownMeetings, series_day};
use crate::diary_import::skipped::SkippedEvent;
use crate::uid::{OwnUid, parse_own_uid};
use charter::calendar::format_full;
use charter::change::{Act, RecordMeeting};
use charter::ids::{CouncilId, MeetingId};
use charter::meeting::{CalendarRevision, Meeting, MeetingFacts};
use charter::pattern::Occurrences;
use charter::untrusted::Untrusted;
use formats::ics::{Budget, Entry, Event, Occurrence, ParsedCalendar, entries};

/// How far ahead a series is expanded.
const MONTHS_AHEAD: u32 = 18;

/// In bytes; a longer UID is not stored.
const MAX_UID_BYTES: usize = 500;

/// An earlier meeting is a mistake.
const EARLIEST_DATE: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

pub fn compare(mut read: ParsedCalendar, known: DiaryContext<'_>) -> Comparison {
    let unreadable = std::mem::take(&mut read.unreadable);
    let entries = entries(read);
    let mut comparer = Comparer::new(known);
    for (line, why) in unreadable {
        let skipped = SkippedEvent { line: Some(line), event: Untrusted::default(), why: Untrusted::from(why) };
        comparer.comparison.unreadable.push(skipped);
    }
    let expanded: Vec<Expanded<'_>> = entries.iter().map(|entry| comparer.expand(entry)).collect();
    comparer.file = comparer.file_meetings(&expanded);
    for entry in &expanded {
        comparer.compare_entry(entry);
    }
    for entry in &expanded {
        comparer.cancel_dropped(entry);
    }
    let Comparer { mut comparison, revisions, .. } = comparer;
    // A newer version of the same facts is worth keeping, but no change of its own to a user.
    if !comparison.acts.is_empty() {
        comparison.acts.extend(revisions);
    }
    comparison
}

struct Comparer<'a> {
    known: DiaryContext<'a>,
    council_picker: CouncilPicker<'a>,
    meetings: KnownMeetings<'a>,
    file: FileMeetings,
    /// Days of series that the file names so far: a repeated one does not count twice.
    seen_ids: HashSet<String>,
    budget: Budget,
    occurrences: Occurrences,
    /// Acts that record a newer version only.
    revisions: Vec<Act>,
    comparison: Comparison,
}

impl<'a> Comparer<'a> {
    fn new(known: DiaryContext<'a>) -> Self {
        Self {
            known,
            council_picker: CouncilPicker::new(known.councils, known.aliases),
            meetings: KnownMeetings::new(known.meetings, known.token),
            file: FileMeetings::default(),
            seen_ids: HashSet::new(),
            budget: Budget::default(),
            occurrences: Occurrences::default(),
            revisions: Vec::new(),
            comparison: Comparison::default(),
        }
    }

    fn period(&self) -> [NaiveDate; 2] {
        let from = self.known.as_at;
        [from, from.checked_add_months(Months::new(MONTHS_AHEAD)).unwrap_or(from)]
    }

    /// Finds the councils and the days of an entry. Each event without them is in one of the counts.
    fn expand<'e>(&mut self, entry: &'e Entry) -> Expanded<'e> {
        let uid = entry.events().next().map_or("", |event| event.uid.as_str());
        let mut expanded =
            Expanded { entry, uid, occurrences: Vec::new(), councils: HashMap::new(), is_complete: false };
        for event in &entry.outdated {
            self.comparison.outdated.push(SkippedEvent::new(event, "the file also has a newer version of it"));
        }
        self.comparison.unchanged += entry.repeated;
        let period = self.period();
        let known_days = self.meetings.days_of_series(uid);
        match entry.occurrences(period, &known_days, &mut self.budget) {
            Ok(occurrences) => expanded.occurrences = occurrences,
            Err((at_fault, why)) => {
                for event in entry.events() {
                    let why = if event == at_fault { why.to_string() } else { "its series cannot be read".to_owned() };
                    self.comparison.unreadable.push(SkippedEvent::new(event, why));
                }
                return expanded;
            }
        }
        let held: HashSet<usize> = expanded.occurrences.iter().map(|occurrence| occurrence.event.line).collect();
        let of_master = entry.master().map(|master| self.identify_council(master));
        let is_own_other = self.is_own_other(uid);
        for event in entry.events() {
            let is_master = event.replaced_day().is_none();
            if is_master && is_own_other {
                // A day that our own pattern predicts is no news, and an event for the public is no meeting.
                self.comparison.unchanged += 1;
            } else if let Some(why) = unusable(event) {
                self.comparison.unreadable.push(SkippedEvent::new(event, why));
            } else {
                let found = match self.identify_council(event) {
                    Err(why) if !is_master => of_master.clone().unwrap_or(Err(why)),
                    found => found,
                };
                let is_held = held.contains(&event.line);
                self.note_council(event, found, is_held, &mut expanded);
            }
        }
        let has_council = |event: &Event| expanded.councils.contains_key(&event.line);
        expanded.is_complete = entry.master().is_some_and(has_council);
        expanded
    }

    /// `is_held`: whether the event falls on a day of the period.
    fn note_council(
        &mut self,
        event: &Event,
        found: Result<CouncilId, NoCouncil>,
        is_held: bool,
        expanded: &mut Expanded<'_>,
    ) {
        match found {
            Ok(council) => {
                expanded.councils.insert(event.line, council);
                self.comparison.unchanged += usize::from(!is_held);
            }
            Err(NoCouncil::Unmatched(why)) => self.comparison.unmatched.push(SkippedEvent::new(event, why)),
            Err(NoCouncil::Ambiguous(why)) => self.comparison.ambiguous.push(SkippedEvent::new(event, why)),
        }
    }

    /// Whether we wrote it, and not as a recorded meeting.
    fn is_own_other(&self, uid: &str) -> bool {
        match parse_own_uid(uid) {
            Some(OwnUid::Pattern(code)) => self.council_picker.by_parish_code(&code).is_some(),
            Some(OwnUid::Entry) => true,
            Some(OwnUid::Meeting { .. }) | None => false,
        }
    }

    /// The given council; else by UID; else by name.
    fn identify_council(&mut self, event: &Event) -> Result<CouncilId, NoCouncil> {
        if let Some(council) = self.known.council {
            return Ok(council);
        }
        if let Some(council) = self.meetings.council(&event.uid) {
            return Ok(council);
        }
        let of_code = match parse_own_uid(&event.uid) {
            Some(OwnUid::Meeting { code, .. } | OwnUid::Pattern(code)) => self.council_picker.by_parish_code(&code),
            Some(OwnUid::Entry) | None => None,
        };
        of_code.map_or_else(|| self.council_picker.identify(event), Ok)
    }

    fn file_meetings(&self, expanded: &[Expanded<'_>]) -> FileMeetings {
        let mut file = FileMeetings::default();
        for entry in expanded {
            for occurrence in &entry.occurrences {
                file.ids.insert(occurrence.id.clone());
                if let Some(council) = entry.councils.get(&occurrence.event.line) {
                    file.times.entry((*council, occurrence.on)).or_default().push(occurrence.at);
                }
            }
            if entry.is_complete {
                file.dropped.extend(self.dropped_dates(entry));
            }
        }
        file
    }

    /// Recorded dates to come that their series in the file does not have any more, or that it cancels as a whole.
    fn dropped_dates(&self, entry: &Expanded<'_>) -> Vec<MeetingId> {
        let [from, until] = self.period();
        let ids: HashSet<&str> = entry.occurrences.iter().map(|occurrence| occurrence.id.as_str()).collect();
        let days: HashSet<NaiveDate> = entry.occurrences.iter().map(|occurrence| occurrence.on).collect();
        let is_gone = |meeting: &&Meeting| {
            let facts = &meeting.facts;
            let uid = facts.uid.as_deref().unwrap_or_default();
            let day = series_day(uid).unwrap_or(facts.on);
            meeting.is_to_come()
                && facts.on >= from
                && (from..=until).contains(&day)
                && !ids.contains(uid)
                && (series_day(uid).is_some() == entry.is_series() || !days.contains(&facts.on))
        };
        let of_uid = self.meetings.unmatched_of_series(entry.uid);
        of_uid.into_iter().filter(is_gone).map(|meeting| meeting.id).collect()
    }

    fn compare_entry(&mut self, entry: &Expanded<'_>) {
        let is_own_other = self.is_own_other(entry.uid);
        for occurrence in &entry.occurrences {
            let is_predicted = is_own_other && occurrence.event.replaced_day().is_none();
            if let Some(council) = entry.councils.get(&occurrence.event.line).filter(|_| !is_predicted) {
                self.compare_occurrence(*council, occurrence, entry);
            }
        }
    }

    fn compare_occurrence(&mut self, council: CouncilId, occurrence: &Occurrence<'_>, entry: &Expanded<'_>) {
        if !self.seen_ids.insert(occurrence.id.clone()) {
            self.comparison.unchanged += 1;
            return;
        }
        if occurrence.is_stale {
            return self.note_outdated(occurrence.event, "its series has changed since, and has no such date any more");
        }
        let Some(known) = self.meetings.find(council, occurrence, &self.file) else {
            return self.add(council, occurrence, entry);
        };
        self.meetings.set_matched(known.id);
        self.file.dropped.remove(&known.id);
        // A calendar never changes the record of a held meeting.
        let facts = self.merge_facts(known, occurrence, entry);
        if known.facts.attendance.is_some() || facts == known.facts {
            self.comparison.unchanged += 1;
            return;
        }
        let change = |facts: MeetingFacts| {
            let correct = Some((known.id, known.version));
            Act::Meeting(RecordMeeting { council: known.council, correct, facts })
        };
        // Another identifier of the same meeting is no news, but the first one is: by it a later file finds the meeting.
        let unversioned = |facts: &MeetingFacts| {
            let uid = facts.uid.clone().filter(|_| known.facts.uid.is_none());
            MeetingFacts { revision: None, uid, ..facts.clone() }
        };
        let has_same_facts = unversioned(&facts) == unversioned(&known.facts);
        if self.meetings.is_newer(known, &occurrence.event.uid, entry.newest(occurrence)) {
            if has_same_facts {
                self.comparison.unchanged += 1;
            } else {
                let why =
                    format!("the meeting of {} was taken from a newer version of it", format_full(known.facts.on));
                self.note_outdated(occurrence.event, &why);
            }
        } else if has_same_facts {
            self.comparison.unchanged += 1;
            self.revisions.push(change(facts));
        } else if known.facts.cancelled && facts.cancelled && facts.on != known.facts.on {
            let why = format!(
                "the meeting of {} was cancelled here, and the file moves it; undo that first, or record the new date",
                format_full(known.facts.on)
            );
            self.comparison.unreadable.push(SkippedEvent::new(occurrence.event, why));
        } else {
            let newly_cancelled = facts.cancelled && !known.facts.cancelled;
            let count = if newly_cancelled { &mut self.comparison.cancelled } else { &mut self.comparison.changed };
            *count += 1;
            self.comparison.acts.push(change(facts));
        }
    }

    /// Each event once, however many of its days are older.
    fn note_outdated(&mut self, event: &Event, why: &str) {
        if !self.comparison.outdated.iter().any(|known| known.line == Some(event.line)) {
            self.comparison.outdated.push(SkippedEvent::new(event, why));
        }
    }

    fn add(&mut self, council: CouncilId, occurrence: &Occurrence<'_>, entry: &Expanded<'_>) {
        if self.meetings.has_newer(entry.uid, entry.newest(occurrence)) {
            return self.note_outdated(occurrence.event, "a newer version of it is on record");
        }
        // Nobody expected a date of a series that is cancelled as a whole.
        let is_unknown = entry.is_series() || self.meetings.has_series(entry.uid);
        if occurrence.cancelled && entry.entry.is_cancelled() && is_unknown {
            self.comparison.unchanged += 1;
            return;
        }
        let count = if occurrence.cancelled { &mut self.comparison.cancelled } else { &mut self.comparison.new };
        *count += 1;
        let facts = MeetingFacts {
            on: occurrence.on,
            at: occurrence.at,
            place: occurrence.event.place.clone(),
            cancelled: occurrence.cancelled,
            instead_of: occurrence.instead_of,
            uid: Some(occurrence.id.clone()),
            revision: Some(entry.revision(occurrence)),
            ..MeetingFacts::default()
        };
        self.comparison.acts.push(Act::Meeting(RecordMeeting { council, correct: None, facts }));
    }

    /// The recorded facts, updated from the file.
    fn merge_facts(&mut self, known: &Meeting, occurrence: &Occurrence<'_>, entry: &Expanded<'_>) -> MeetingFacts {
        let mut facts = known.facts.clone();
        facts.on = occurrence.on;
        facts.at = occurrence.at.or(facts.at);
        if !occurrence.event.place.is_blank() {
            facts.place = occurrence.event.place.clone();
        }
        // What a person cancelled stays cancelled until x is pressed again; what the calendar cancelled it may reopen.
        let by_calendar = known.facts.revision.is_some_and(|revision| revision.cancelled);
        facts.cancelled = occurrence.cancelled || (known.facts.cancelled && !by_calendar);
        if !self.meetings.is_own(known, &occurrence.event.uid) {
            facts.uid = Some(occurrence.id.clone());
            facts.revision = Some(entry.revision(occurrence));
        }
        facts.instead_of = facts.instead_of.or(occurrence.instead_of).or_else(|| self.replaced_day(known, occurrence));
        facts
    }

    /// The day of the council's pattern that a moved meeting vacates.
    fn replaced_day(&mut self, known: &Meeting, occurrence: &Occurrence<'_>) -> Option<NaiveDate> {
        if known.facts.on == occurrence.on {
            return None;
        }
        let council = self.known.councils.iter().find(|council| council.id == known.council)?;
        let pattern = council.pattern.as_ref()?;
        let days = self.occurrences.between(pattern, known.facts.on, known.facts.on).ok()?;
        days.first().copied()
    }

    /// Cancels the recorded dates that the file's version of the series does not have, unless the record is newer.
    fn cancel_dropped(&mut self, entry: &Expanded<'_>) {
        let Some(master) = entry.entry.master().filter(|_| entry.is_complete) else { return };
        for meeting in self.meetings.unmatched_of_series(entry.uid) {
            if !self.file.dropped.contains(&meeting.id) {
                continue;
            }
            let day = format_full(meeting.facts.on);
            let revision = CalendarRevision { cancelled: true, ..revision(master) };
            if self.meetings.is_newer(meeting, entry.uid, revision) {
                let why = format!("it does not have {day}, which was taken from a newer version of it");
                self.note_outdated(master, &why);
                continue;
            }
            let facts = MeetingFacts { cancelled: true, revision: Some(revision), ..meeting.facts.clone() };
            let correct = Some((meeting.id, meeting.version));
            self.comparison.acts.push(Act::Meeting(RecordMeeting { council: meeting.council, correct, facts }));
            self.comparison.cancelled += 1;
            if !entry.entry.is_cancelled() {
                let why = format!("the calendar no longer has {day}; that meeting is now cancelled");
                self.comparison.removed.push(SkippedEvent::new(master, why));
            }
        }
    }
}

/// Why an event is not stored, whichever council it is of.
fn unusable(event: &Event) -> Option<&'static str> {
    if event.uid.len() > MAX_UID_BYTES {
        return Some("its identifier (UID) is longer than any program makes one");
    }
    let is_early = event.on() < EARLIEST_DATE && !event.is_series() && !event.cancelled;
    is_early.then_some("it is dated before 2000; check the year")
}
