//! Accepting a plan: earlier plans for other meetings are dropped.

use super::proposal::{Plan, PlanLine};
use crate::change::{Act, Change, RecordMeeting};
use crate::diary::DiaryLine;
use crate::english::pluralize;
use crate::meeting::{Meeting, MeetingFacts};
use crate::plan::input::intent;

impl Plan {
    /// As [`Plan::to_change`], and drops the earlier plan of a council that is now met at another meeting. `planned`
    /// are the full records of those meetings, so that their other facts survive.
    pub fn to_change_dropping_superseded(&self, diary: &[DiaryLine], planned: &[Meeting]) -> Option<Change> {
        let mut acts = self.to_change(diary).map(|change| change.acts).unwrap_or_default();
        acts.extend(self.lines.iter().flat_map(|line| drop_superseded(line, planned)));
        let meetings = self.lines.iter().filter(|line| line.on.is_some() && intent(line.way).is_some()).count();
        (!acts.is_empty()).then(|| Change::with_summary(acts, format!("plan of {}", pluralize(meetings, "meeting"))))
    }
}

/// A council that cannot be met, or that gets a letter without a meeting, keeps its earlier plan.
fn drop_superseded<'a>(line: &'a PlanLine, planned: &'a [Meeting]) -> impl Iterator<Item = Act> + 'a {
    let on = line.on.filter(|_| intent(line.way).is_some());
    let others =
        planned.iter().filter(move |known| known.council == line.council && on.is_some_and(|on| on != known.facts.on));
    others.map(|known| {
        let facts = MeetingFacts { plan: None, ..known.facts.clone() };
        Act::Meeting(RecordMeeting { council: known.council, correct: Some((known.id, known.version)), facts })
    })
}
