//! Builds the input of a plan from the lists, and a change from a plan.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::proposal::{Plan, PlanLine};
use super::types::{CandidateMeeting, FixedChoice, Obligation, Way};
use crate::change::{Act, Change, RecordMeeting};
use crate::council_line::CouncilLine;
use crate::diary::DiaryLine;
use crate::engagement::Promise;
use crate::english::pluralize;
use crate::ids::CouncilId;
use crate::meeting::{Intent, MeetingFacts};
use crate::priority::PriorityState;
use crate::priority_line::PriorityLine;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanInput {
    /// The councils that take part.
    pub obligations: Vec<Obligation>,
    pub candidates: Vec<CandidateMeeting>,
    /// The diary's existing plans. To keep them, pass them to the plan as fixed.
    pub planned: Vec<FixedChoice>,
}

impl PlanInput {
    /// `lines` are the councils to plan for, `diary` the days of the period. Priorities and meetings of other
    /// councils, meetings before `as_at` and cancelled meetings are ignored.
    pub fn from_lists(
        lines: &[CouncilLine],
        priorities: &[PriorityLine],
        diary: &[DiaryLine],
        as_at: NaiveDate,
    ) -> Self {
        let mut of_council: BTreeMap<CouncilId, Vec<&PriorityLine>> = BTreeMap::new();
        for priority in priorities {
            of_council.entry(priority.council).or_default().push(priority);
        }
        let none = Vec::new();
        let takes_part = |line: &&CouncilLine| line.status.quarterly.promise != Promise::NotOffered;
        let obligations: Vec<Obligation> = lines
            .iter()
            .filter(takes_part)
            .map(|line| obligation(line, of_council.get(&line.id).unwrap_or(&none)))
            .collect();
        let known: BTreeSet<CouncilId> = obligations.iter().map(|obligation| obligation.council).collect();
        let ahead: Vec<&DiaryLine> = diary
            .iter()
            .filter(|line| known.contains(&line.council) && line.is_to_come(as_at) && line.on >= as_at)
            .collect();
        let planned = ahead
            .iter()
            .filter_map(|line| Some(FixedChoice { council: line.council, on: Some(line.on), way: way(line.plan?) }));
        Self {
            planned: planned.collect(),
            candidates: ahead
                .iter()
                .map(|line| CandidateMeeting { council: line.council, on: line.on, at: line.at })
                .collect(),
            obligations,
        }
    }
}

fn obligation(line: &CouncilLine, priorities: &[&PriorityLine]) -> Obligation {
    let status = &line.status;
    let open = priorities.iter().filter(|priority| priority.closed.is_none());
    Obligation {
        council: line.id,
        method: status.method.clone(),
        last_seen_on: status.engagement.last_seen_on,
        owed: status.quarterly.promise.is_open(),
        changed_priorities: have_changed(priorities, status.heard_on),
        promises_outstanding: open.map(|priority| priority.status.open).sum(),
    }
}

/// Whether the priorities differ from the round before: one was dropped, a review of this round found one changed, or
/// a new one joined an older one. In a council's first round nothing has changed.
fn have_changed(priorities: &[&PriorityLine], heard_on: Option<NaiveDate>) -> bool {
    let is_new = |priority: &PriorityLine| heard_on.is_some_and(|heard| priority.since >= heard);
    let dropped = priorities.iter().any(|priority| priority.status.state == PriorityState::Dropped);
    let reviewed = priorities.iter().any(|priority| priority.status.unchanged == Some(false));
    let older = priorities.iter().any(|priority| !is_new(priority));
    let agreed = priorities.iter().filter(|priority| priority.status.state == PriorityState::Agreed);
    dropped || reviewed || older && agreed.into_iter().any(|priority| is_new(priority))
}

fn way(intent: Intent) -> Way {
    match intent {
        Intent::InPerson => Way::InPerson,
        Intent::Digital => Way::Digital,
        Intent::Written => Way::Written,
    }
}

/// The intent to record with the meeting, if any.
pub fn intent(way: Way) -> Option<Intent> {
    match way {
        Way::InPerson => Some(Intent::InPerson),
        Way::Digital => Some(Intent::Digital),
        Way::Written => Some(Intent::Written),
        Way::CannotBeMet | Way::NotNeeded => None,
    }
}

impl Plan {
    /// The plan as one change that sets the intent of each chosen meeting. `diary` is the input of the plan. `None`
    /// if the diary already agrees.
    ///
    /// Earlier plans for other meetings stay: only [`Plan::to_change_dropping_superseded`] removes them.
    pub fn to_change(&self, diary: &[DiaryLine]) -> Option<Change> {
        let acts: Vec<Act> = self
            .lines
            .iter()
            .filter_map(|line| {
                let (meeting, plan) = changed_meeting(line, diary)?;
                let facts = MeetingFacts { on: meeting.on, at: line.at, plan: Some(plan), ..MeetingFacts::default() };
                Some(Act::Meeting(RecordMeeting { council: line.council, correct: None, facts }))
            })
            .collect();
        let words = format!("plan of {}", pluralize(acts.len(), "meeting"));
        (!acts.is_empty()).then(|| Change::with_summary(acts, words))
    }
}

/// The meeting whose intent the line changes, and the new intent.
pub(super) fn changed_meeting<'a>(line: &PlanLine, diary: &'a [DiaryLine]) -> Option<(&'a DiaryLine, Intent)> {
    let (on, plan) = (line.on?, intent(line.way)?);
    let meeting = diary.iter().find(|known| {
        known.council == line.council
            && known.on == on
            && known.at == line.at
            && known.attendance.is_none()
            && !known.cancelled
    })?;
    (meeting.plan != Some(plan)).then_some((meeting, plan))
}

#[cfg(test)]
#[path = "ask_tests.rs"]
mod tests;
