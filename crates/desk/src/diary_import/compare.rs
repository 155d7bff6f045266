//! Compares the events of a file with the recorded meetings. Each day of an event is in exactly one count.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::diary_import::council_picker::{CouncilPicker, NoCouncil};
use crate::diary_import::occurrences::{EventOccurrence, EventOccurrences};
use crate::diary_import::skipped::SkippedEvent;
use crate::uid::{OwnUid, parse_own_uid};
use charter::alias::Alias;
use charter::change::{Act, RecordMeeting};
use charter::council::Council;
use charter::ids::{CouncilId, MeetingId};
use charter::meeting::{Meeting, MeetingFacts};
use charter::pattern::Occurrences;
use charter::untrusted::Untrusted;
use formats::ics::{Event, ParsedCalendar};

#[derive(Clone, Copy, Debug)]
pub struct DiaryContext<'a> {
    pub councils: &'a [Council],
    /// The names that were learnt from replies.
    pub aliases: &'a [Alias],
    pub meetings: &'a [Meeting],
    /// The council that the user named for the whole calendar.
    pub council: Option<CouncilId>,
    /// The database's token ([`database_token`](crate::uid::database_token)).
    pub token: &'a str,
    /// Series are expanded from this day on.
    pub as_at: NaiveDate,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    pub acts: Vec<Act>,
    /// Meetings to add.
    pub new: usize,
    /// Meetings with a new day, time, place or link.
    pub changed: usize,
    pub unchanged: usize,
    pub cancelled: usize,
    /// Events without a council's name.
    pub unmatched: Vec<SkippedEvent>,
    pub ambiguous: Vec<SkippedEvent>,
    pub unreadable: Vec<SkippedEvent>,
}

impl Comparison {
    pub fn imported(&self) -> usize {
        self.new + self.changed + self.unchanged + self.cancelled
    }

    /// The sum of all counts.
    pub fn total(&self) -> usize {
        self.imported() + self.unmatched.len() + self.ambiguous.len() + self.unreadable.len()
    }
}

pub fn compare(read: ParsedCalendar, known: DiaryContext<'_>) -> Comparison {
    let mut comparer = Comparer {
        known,
        council_picker: CouncilPicker::new(known.councils, known.aliases),
        by_uid: known.meetings.iter().filter_map(|meeting| Some((meeting.facts.uid.as_deref()?, meeting))).collect(),
        matched: HashSet::new(),
        seen_uids: HashSet::new(),
        occurrences: Occurrences::default(),
        comparison: Comparison::default(),
    };
    for (line, why) in read.unreadable {
        let skipped = SkippedEvent { line: Some(line), event: Untrusted::default(), why: Untrusted::from(why) };
        comparer.comparison.unreadable.push(skipped);
    }
    let mut occurrences = EventOccurrences::new(&read.events, known.as_at);
    for event in &read.events {
        comparer.compare_event(event, &mut occurrences);
    }
    comparer.comparison
}

struct Comparer<'a> {
    known: DiaryContext<'a>,
    council_picker: CouncilPicker<'a>,
    by_uid: HashMap<&'a str, &'a Meeting>,
    /// Recorded meetings that an event of the file matched.
    matched: HashSet<MeetingId>,
    /// UIDs of the file so far: a repeated one does not count twice.
    seen_uids: HashSet<String>,
    occurrences: Occurrences,
    comparison: Comparison,
}

impl<'a> Comparer<'a> {
    fn compare_event(&mut self, event: &Event, occurrences: &mut EventOccurrences) {
        // A day that our own pattern predicts is no news.
        if let (Some(OwnUid::Pattern(code)), None) = (parse_own_uid(&event.uid), event.instead_of)
            && self.council_picker.by_parish_code(&code).is_some()
        {
            self.comparison.unchanged += 1;
            return;
        }
        let council = match self.identify_council(event) {
            Ok(council) => council,
            Err(NoCouncil::Unmatched(why)) => return self.comparison.unmatched.push(SkippedEvent::new(event, why)),
            Err(NoCouncil::Ambiguous(why)) => return self.comparison.ambiguous.push(SkippedEvent::new(event, why)),
        };
        match occurrences.days(event) {
            Ok(days) if days.is_empty() => self.comparison.unchanged += 1,
            Ok(days) => days.into_iter().for_each(|occurrence| self.compare_occurrence(council, occurrence)),
            Err(why) => self.comparison.unreadable.push(SkippedEvent::new(event, why.to_string())),
        }
    }

    /// The given council; else by UID; else by name.
    fn identify_council(&mut self, event: &Event) -> Result<CouncilId, NoCouncil> {
        if let Some(council) = self.known.council {
            return Ok(council);
        }
        if let Some(meeting) = self.by_uid.get(event.uid.as_str()) {
            return Ok(meeting.council);
        }
        let of_code = match parse_own_uid(&event.uid) {
            Some(OwnUid::Meeting { code, .. } | OwnUid::Pattern(code)) => self.council_picker.by_parish_code(&code),
            None => None,
        };
        of_code.map_or_else(|| self.council_picker.identify(event), Ok)
    }

    fn compare_occurrence(&mut self, council: CouncilId, occurrence: EventOccurrence) {
        if !self.seen_uids.insert(occurrence.uid.clone()) {
            self.comparison.unchanged += 1;
            return;
        }
        let Some(known) = self.find_meeting(council, &occurrence) else {
            let facts = MeetingFacts {
                on: occurrence.on,
                at: occurrence.at,
                place: occurrence.place,
                cancelled: occurrence.cancelled,
                instead_of: occurrence.instead_of,
                uid: Some(occurrence.uid),
                ..MeetingFacts::default()
            };
            let count = if occurrence.cancelled { &mut self.comparison.cancelled } else { &mut self.comparison.new };
            *count += 1;
            return self.comparison.acts.push(Act::Meeting(RecordMeeting { council, correct: None, facts }));
        };
        self.matched.insert(known.id);
        // A calendar never changes the record of a held meeting.
        let facts = self.merge_facts(known, &occurrence);
        if known.facts.attendance.is_some() || facts == known.facts {
            self.comparison.unchanged += 1;
            return;
        }
        let newly_cancelled = facts.cancelled && !known.facts.cancelled;
        let count = if newly_cancelled { &mut self.comparison.cancelled } else { &mut self.comparison.changed };
        *count += 1;
        let correct = Some((known.id, known.version));
        self.comparison.acts.push(Act::Meeting(RecordMeeting { council: known.council, correct, facts }));
    }

    /// By UID, by our own UID, or by day if no other calendar named the meeting.
    fn find_meeting(&self, council: CouncilId, occurrence: &EventOccurrence) -> Option<&'a Meeting> {
        if let Some(meeting) =
            self.by_uid.get(occurrence.uid.as_str()).copied().filter(|meeting| meeting.council == council)
        {
            return Some(meeting);
        }
        let of_council = |meeting: &&'a Meeting| meeting.council == council && !self.matched.contains(&meeting.id);
        if let Some(id) = self.own_meeting(&occurrence.uid)
            && let Some(meeting) = self.known.meetings.iter().filter(of_council).find(|meeting| meeting.id == id)
        {
            return Some(meeting);
        }
        let same = |meeting: &&'a Meeting| {
            meeting.facts.on == occurrence.on
                && meeting.facts.uid.is_none()
                && (meeting.facts.at == occurrence.at || meeting.facts.at.is_none() || occurrence.at.is_none())
        };
        self.known.meetings.iter().filter(of_council).find(same)
    }

    /// A meeting of this database with one of our own UIDs.
    fn own_meeting(&self, uid: &str) -> Option<MeetingId> {
        match parse_own_uid(uid) {
            Some(OwnUid::Meeting { id, token, .. }) if token == self.known.token => Some(id),
            _ => None,
        }
    }

    /// The recorded facts, updated from the file.
    fn merge_facts(&mut self, known: &Meeting, occurrence: &EventOccurrence) -> MeetingFacts {
        let mut facts = known.facts.clone();
        facts.on = occurrence.on;
        facts.at = occurrence.at.or(facts.at);
        if !occurrence.place.is_blank() {
            facts.place = occurrence.place.clone();
        }
        // A cancellation recorded here outranks the file, which may be older. Pressing x again reverses it.
        facts.cancelled |= occurrence.cancelled;
        if self.own_meeting(&occurrence.uid) != Some(known.id) {
            facts.uid = Some(occurrence.uid.clone());
        }
        facts.instead_of = facts.instead_of.or(occurrence.instead_of).or_else(|| self.replaced_day(known, occurrence));
        facts
    }

    /// The day of the council's pattern that a moved meeting vacates.
    fn replaced_day(&mut self, known: &Meeting, occurrence: &EventOccurrence) -> Option<NaiveDate> {
        if known.facts.on == occurrence.on {
            return None;
        }
        let council = self.known.councils.iter().find(|council| council.id == known.council)?;
        let pattern = council.pattern.as_ref()?;
        let days = self.occurrences.between(pattern, known.facts.on, known.facts.on).ok()?;
        days.first().copied()
    }
}
