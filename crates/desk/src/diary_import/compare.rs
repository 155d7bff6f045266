//! What the events of a file change, compared with what is on record. Every day of an event is in one of the counts.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::diary_import::council_picker::{CouncilPicker, NoCouncil};
use crate::diary_import::occurrences::{Fall, Falls};
use crate::diary_import::skipped::NotTaken;
use crate::uid::{Own, own};
use charter::change::{Act, RecordMeeting};
use charter::council::Council;
use charter::ids::{CouncilId, MeetingId};
use charter::meeting::{Meeting, MeetingFacts};
use charter::pattern::Occurrences;
use charter::untrusted::Untrusted;
use formats::ics::{Event, Read};

/// What is on record.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Every council.
    pub councils: &'a [Council],
    /// Every meeting.
    pub meetings: &'a [Meeting],
    /// The council whose calendar it is, if that was said.
    pub council: Option<CouncilId>,
    /// What this desk is known by.
    pub desk: &'a str,
    /// From which day on series are worked out.
    pub as_at: NaiveDate,
}

/// What a file would change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// What is to be done.
    pub acts: Vec<Act>,
    /// Meetings that were not on record.
    pub new: usize,
    /// Meetings that were moved, or of which the file says more.
    pub changed: usize,
    /// Meetings that are on record just so.
    pub unchanged: usize,
    /// Meetings that were called off.
    pub cancelled: usize,
    /// Events in which no council is named.
    pub unmatched: Vec<NotTaken>,
    /// Events that fit several councils.
    pub ambiguous: Vec<NotTaken>,
    /// What could not be read.
    pub unreadable: Vec<NotTaken>,
}

impl Comparison {
    /// How many meetings were taken.
    pub fn taken(&self) -> usize {
        self.new + self.changed + self.unchanged + self.cancelled
    }

    /// How many came in: the sum of all counts.
    pub fn came_in(&self) -> usize {
        self.taken() + self.unmatched.len() + self.ambiguous.len() + self.unreadable.len()
    }
}

/// Compares the events of a file with what is on record.
pub fn compare(read: Read, known: Known<'_>) -> Comparison {
    let mut comparer = Comparer {
        known,
        picker: CouncilPicker::new(known.councils),
        by_uid: known.meetings.iter().filter_map(|meeting| Some((meeting.facts.uid.as_deref()?, meeting))).collect(),
        taken: HashSet::new(),
        seen: HashSet::new(),
        occurrences: Occurrences::default(),
        found: Comparison::default(),
    };
    for (line, why) in read.unreadable {
        let told = NotTaken { line: Some(line), event: Untrusted::default(), why: Untrusted::from(why) };
        comparer.found.unreadable.push(told);
    }
    let mut falls = Falls::new(&read.events, known.as_at);
    for event in &read.events {
        comparer.event(event, &mut falls);
    }
    comparer.found
}

struct Comparer<'a> {
    known: Known<'a>,
    picker: CouncilPicker<'a>,
    by_uid: HashMap<&'a str, &'a Meeting>,
    /// The meetings on record that an event of the file was found to be.
    taken: HashSet<MeetingId>,
    /// What was taken, by identifier: a file that names one twice does not double it.
    seen: HashSet<String>,
    occurrences: Occurrences,
    found: Comparison,
}

impl<'a> Comparer<'a> {
    fn event(&mut self, event: &Event, falls: &mut Falls) {
        // What we expect by a pattern ourselves is nothing that a file could tell us.
        if let (Some(Own::Pattern(code)), None) = (own(&event.uid), event.instead_of)
            && self.picker.of_code(&code).is_some()
        {
            self.found.unchanged += 1;
            return;
        }
        let council = match self.council(event) {
            Ok(council) => council,
            Err(NoCouncil::Unmatched(why)) => return self.found.unmatched.push(NotTaken::of(event, why)),
            Err(NoCouncil::Ambiguous(why)) => return self.found.ambiguous.push(NotTaken::of(event, why)),
        };
        match falls.of(event) {
            Ok(days) if days.is_empty() => self.found.unchanged += 1,
            Ok(days) => days.into_iter().for_each(|fall| self.fall(council, fall)),
            Err(why) => self.found.unreadable.push(NotTaken::of(event, why)),
        }
    }

    /// The council that was given; else by the identifier; else by name.
    fn council(&mut self, event: &Event) -> Result<CouncilId, NoCouncil> {
        if let Some(council) = self.known.council {
            return Ok(council);
        }
        if let Some(meeting) = self.by_uid.get(event.uid.as_str()) {
            return Ok(meeting.council);
        }
        let of_code = match own(&event.uid) {
            Some(Own::Meeting { code, .. } | Own::Pattern(code)) => self.picker.of_code(&code),
            None => None,
        };
        of_code.map_or_else(|| self.picker.named(event), Ok)
    }

    fn fall(&mut self, council: CouncilId, fall: Fall) {
        if !self.seen.insert(fall.uid.clone()) {
            self.found.unchanged += 1;
            return;
        }
        let Some(known) = self.on_record(council, &fall) else {
            let facts = MeetingFacts {
                on: fall.on,
                at: fall.at,
                place: fall.place,
                cancelled: fall.cancelled,
                instead_of: fall.instead_of,
                uid: Some(fall.uid),
                ..MeetingFacts::default()
            };
            let count = if fall.cancelled { &mut self.found.cancelled } else { &mut self.found.new };
            *count += 1;
            return self.found.acts.push(Act::Meeting(RecordMeeting { council, correct: None, facts }));
        };
        self.taken.insert(known.id);
        // What was recorded of a meeting that was held is not for a calendar to change.
        let facts = self.as_told(known, &fall);
        if known.facts.attendance.is_some() || facts == known.facts.clone() {
            self.found.unchanged += 1;
            return;
        }
        let called_off = facts.cancelled && !known.facts.cancelled;
        let count = if called_off { &mut self.found.cancelled } else { &mut self.found.changed };
        *count += 1;
        let correct = Some((known.id, known.version));
        self.found.acts.push(Act::Meeting(RecordMeeting { council: known.council, correct, facts }));
    }

    /// The meeting on record that it is: by its identifier, by ours, or the one of that day that no calendar has named.
    fn on_record(&self, council: CouncilId, fall: &Fall) -> Option<&'a Meeting> {
        if let Some(meeting) = self.by_uid.get(fall.uid.as_str()).copied().filter(|meeting| meeting.council == council)
        {
            return Some(meeting);
        }
        let of_council = |meeting: &&'a Meeting| meeting.council == council && !self.taken.contains(&meeting.id);
        if let Some(id) = self.ours(&fall.uid)
            && let Some(meeting) = self.known.meetings.iter().filter(of_council).find(|meeting| meeting.id == id)
        {
            return Some(meeting);
        }
        let same = |meeting: &&'a Meeting| {
            meeting.facts.on == fall.on
                && meeting.facts.uid.is_none()
                && (meeting.facts.at == fall.at || meeting.facts.at.is_none() || fall.at.is_none())
        };
        self.known.meetings.iter().filter(of_council).find(same)
    }

    /// The meeting of this desk that an identifier of ours names.
    fn ours(&self, uid: &str) -> Option<MeetingId> {
        match own(uid) {
            Some(Own::Meeting { id, desk, .. }) if desk == self.known.desk => Some(id),
            _ => None,
        }
    }

    /// What is on record, with what the file says of it.
    fn as_told(&mut self, known: &Meeting, fall: &Fall) -> MeetingFacts {
        let mut facts = known.facts.clone();
        facts.on = fall.on;
        facts.at = fall.at.or(facts.at);
        if !fall.place.is_blank() {
            facts.place = fall.place.clone();
        }
        // Whoever called a meeting off on the desk knew better than a file that may be older; x on the desk takes it back.
        facts.cancelled |= fall.cancelled;
        if self.ours(&fall.uid) != Some(known.id) {
            facts.uid = Some(fall.uid.clone());
        }
        facts.instead_of = facts.instead_of.or(fall.instead_of).or_else(|| self.left(known, fall));
        facts
    }

    /// The day of the council's pattern that a meeting leaves when it is moved.
    fn left(&mut self, known: &Meeting, fall: &Fall) -> Option<NaiveDate> {
        if known.facts.on == fall.on {
            return None;
        }
        let council = self.known.councils.iter().find(|council| council.id == known.council)?;
        let pattern = council.pattern.as_ref()?;
        let days = self.occurrences.between(pattern, known.facts.on, known.facts.on).ok()?;
        days.first().copied()
    }
}
