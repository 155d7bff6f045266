//! Accepting a plan: earlier plans for other meetings are dropped.

use chrono::NaiveDate;

use super::proposal::{Plan, PlanLine};
use crate::calendar::format_short;
use crate::change::{Act, Change, RecordMeeting};
use crate::diary::DiaryLine;
use crate::english::pluralize;
use crate::ids::CouncilId;
use crate::meeting::{Intent, Meeting, MeetingFacts};
use crate::plan::input::{changed_meeting, intent};

impl Plan {
    /// As [`Plan::to_change`], and drops the earlier plan of a council that is now met at another meeting. `planned`
    /// are the full records of those meetings, so that their other facts survive.
    pub fn to_change_dropping_superseded(&self, diary: &[DiaryLine], planned: &[Meeting]) -> Option<Change> {
        let mut acts = self.to_change(diary).map(|change| change.acts).unwrap_or_default();
        acts.extend(self.lines.iter().flat_map(|line| drop_superseded(line, planned)));
        let meetings = self.lines.iter().filter(|line| line.on.is_some() && intent(line.way).is_some()).count();
        let words = || {
            let changes = count_changes(&self.changes(diary, planned));
            format!("plan of {}: {changes}", pluralize(meetings, "meeting"))
        };
        (!acts.is_empty()).then(|| Change::with_summary(acts, words()))
    }

    /// What accepting the plan changes in the diary, one entry for each meeting, in the order of the plan.
    pub fn changes(&self, diary: &[DiaryLine], planned: &[Meeting]) -> Vec<PlanChange> {
        self.lines.iter().flat_map(|line| changes_of_line(line, diary, planned)).collect()
    }
}

/// A meeting that accepting a plan changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanChange {
    pub council: CouncilId,
    pub on: NaiveDate,
    /// How the team means to take part; for a dropped meeting, how it meant to.
    pub plan: Intent,
    pub kind: PlanChangeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanChangeKind {
    New,
    /// Planned on another day before.
    Moved {
        from: NaiveDate,
    },
    /// Planned on the same day, in another way.
    Changed {
        from: Intent,
    },
    Dropped,
}

impl PlanChangeKind {
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Moved { .. } => "moved",
            Self::Changed { .. } => "changed",
            Self::Dropped => "dropped",
        }
    }
}

impl PlanChange {
    /// `Tue 14 Nov, Wem Town Council, in person; before on 9 Nov`.
    pub fn describe(&self, council: &str, as_at: NaiveDate) -> String {
        let what = format!("{}, {council}, {}", self.on.format("%a %-d %b"), self.plan);
        match self.kind {
            PlanChangeKind::New => what,
            PlanChangeKind::Moved { from } => format!("{what}; before on {}", format_short(from, as_at)),
            PlanChangeKind::Changed { from } => format!("{what}; before {from}"),
            PlanChangeKind::Dropped => format!("{what}: no longer planned"),
        }
    }
}

/// `2 new, 1 moved`; kinds that do not occur are left out.
pub fn count_changes(changes: &[PlanChange]) -> String {
    let words = ["new", "moved", "changed", "dropped"];
    let count = |word: &str| changes.iter().filter(|change| change.kind.word() == word).count();
    let counted = words.iter().map(|word| (count(word), word)).filter(|(n, _)| *n > 0);
    counted.map(|(n, word)| format!("{n} {word}")).collect::<Vec<_>>().join(", ")
}

/// The first of the earlier plans is the one that moves; further ones are dropped.
fn changes_of_line(line: &PlanLine, diary: &[DiaryLine], planned: &[Meeting]) -> Vec<PlanChange> {
    let mut earlier = superseded(line, planned).filter_map(|known| Some((known.facts.on, known.facts.plan?)));
    let mut changes = Vec::new();
    if let Some((meeting, plan)) = changed_meeting(line, diary) {
        let kind = match meeting.plan {
            Some(from) => PlanChangeKind::Changed { from },
            None => earlier.next().map_or(PlanChangeKind::New, |(from, _)| PlanChangeKind::Moved { from }),
        };
        changes.push(PlanChange { council: line.council, on: meeting.on, plan, kind });
    }
    let dropped = |(on, plan)| PlanChange { council: line.council, on, plan, kind: PlanChangeKind::Dropped };
    changes.extend(earlier.map(dropped));
    changes
}

/// The plans for other meetings of the council. A council that cannot be met, or that gets a letter without a meeting,
/// keeps its earlier plan.
fn superseded<'a>(line: &PlanLine, planned: &'a [Meeting]) -> impl Iterator<Item = &'a Meeting> + use<'a> {
    let (council, on) = (line.council, line.on.filter(|_| intent(line.way).is_some()));
    planned.iter().filter(move |known| known.council == council && on.is_some_and(|on| on != known.facts.on))
}

fn drop_superseded<'a>(line: &PlanLine, planned: &'a [Meeting]) -> impl Iterator<Item = Act> + use<'a> {
    superseded(line, planned).map(|known| {
        let facts = MeetingFacts { plan: None, ..known.facts.clone() };
        Act::Meeting(RecordMeeting { council: known.council, correct: Some((known.id, known.version)), facts })
    })
}
