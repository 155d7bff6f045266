//! A plan that is accepted: the entries of the diary that it makes, as one change.

use super::types::{Line, Plan};
use crate::domain::change::{Act, Change, MeetingFacts, RecordMeeting};
use crate::domain::meeting::{Intent, Meeting};
use crate::domain::words::count;

impl Plan {
    /// The change that puts it into the diary; `None` if the diary says all of it already. `planned` are the meetings of the
    /// period that were planned before: one whose council is now met on another day is planned no longer.
    ///
    /// A council that cannot be met, and a written update that goes with no meeting, make no entry.
    pub fn change(&self, planned: &[Meeting]) -> Option<Change> {
        let acts: Vec<Act> = self.lines.iter().flat_map(|line| acts(line, planned)).map(Act::Meeting).collect();
        let meetings = self.lines.iter().filter(|line| line.way.intent().is_some() && line.on.is_some()).count();
        let words = format!("plan of {}", count(meetings, "meeting"));
        (!acts.is_empty()).then(|| Change::in_words(acts, words))
    }
}

fn acts(line: &Line, planned: &[Meeting]) -> Vec<RecordMeeting> {
    let Some((intent, on)) = line.way.intent().zip(line.on) else { return Vec::new() };
    let own = || planned.iter().filter(|meeting| meeting.council == line.council);
    let wanted = |meeting: &Meeting| (meeting.on == on).then_some(intent);
    let altered = own().filter(|meeting| meeting.plan != wanted(meeting)).map(|meeting| {
        let facts = MeetingFacts { plan: wanted(meeting), ..MeetingFacts::of(meeting) };
        RecordMeeting { council: line.council, correct: Some((meeting.id, meeting.version)), facts }
    });
    let mut acts: Vec<RecordMeeting> = altered.collect();
    if !own().any(|meeting| meeting.on == on) {
        acts.push(fresh(line, on, intent));
    }
    acts
}

fn fresh(line: &Line, on: chrono::NaiveDate, intent: Intent) -> RecordMeeting {
    let facts = MeetingFacts { on, at: line.at, plan: Some(intent), ..MeetingFacts::default() };
    RecordMeeting { council: line.council, correct: None, facts }
}
