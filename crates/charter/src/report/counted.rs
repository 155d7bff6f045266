//! What each council, priority and wait counts as. The figures and the lists of councils behind them both come from here,
//! so a list always has the councils that the figure counted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::area_key::AreaKey;
use super::definition::Base;
use super::figures::{Facts, PeriodFacts, compared, days_from_deadline, review_state};
use super::measure::Measure;
use crate::council_line::CouncilLine;
use crate::engagement::Promise;
use crate::ids::CouncilId;
use crate::priority::PriorityState;
use crate::priority_line::PriorityLine;
use crate::response_group::ResponseGroup;
use crate::response_times::{ReplyLimit, Wait, WaitKind};
use crate::round_comparison::{Against, ComparedCouncil, PriorityMovement};
use crate::status::{Flag, Status};

/// `days` are those of which replies are counted, from the deadline.
pub(super) fn of_council(period: &PeriodFacts, line: &CouncilLine, days: &[i64]) -> Vec<Measure> {
    let (status, quarterly) = (&line.status, &line.status.quarterly);
    let promise = quarterly.promise;
    let is_confirmed = status.status == Status::Confirmed;
    let has_missed = period.round.is_past(period.as_at) && status.group != ResponseGroup::OnTime;
    let heard = days_from_deadline(period, line);
    let known = [
        (heard.is_some(), Measure::Heard),
        (is_confirmed, Measure::Confirmed),
        (is_confirmed && status.flags.has(Flag::UpdateOwed), Measure::UpdateOwed),
        (status.status == Status::Declined, Measure::Declined),
        (has_missed, Measure::MissedDeadline),
        (true, Measure::Response(status.group)),
        (promise.was_made(), Measure::PromiseMade),
        (matches!(promise, Promise::Met | Promise::Written), Measure::PromiseKept),
        (true, Measure::Promise(promise)),
        (promise == Promise::Missed, Measure::MissedFor(quarterly.reason)),
    ];
    let by_day = heard.into_iter().flat_map(|heard| days.iter().filter(move |day| heard <= **day));
    let known = known.into_iter().filter_map(|(is_counted, measure)| is_counted.then_some(measure));
    known.chain(by_day.map(|day| Measure::HeardBy(*day))).collect()
}

pub(super) fn of_priority(line: &PriorityLine, as_at: NaiveDate) -> Vec<Measure> {
    let mut all = vec![Measure::Outcome(line.status.state), Measure::Category(line.category.clone())];
    all.extend(line.aims.iter().cloned().map(Measure::Aim));
    if line.status.state == PriorityState::Closed {
        all.push(Measure::Result(line.closed.as_ref().and_then(|closing| closing.outcome)));
    }
    if let Some(state) = review_state(line, as_at) {
        all.push(Measure::Review(state));
        all.extend((line.status.overdue > 0).then_some(Measure::OverdueAction));
    }
    all
}

/// A wait that has ended is one of those that the median is of.
pub(super) fn of_wait(wait: &Wait, as_at: NaiveDate, limit: Option<ReplyLimit>) -> Vec<Measure> {
    let kind = wait.kind;
    let state = if wait.until.is_some() { Measure::MedianWait(kind) } else { Measure::LastingWait(kind) };
    let is_over = limit.is_some_and(|limit| kind == WaitKind::Acknowledgement && wait.is_over(limit, as_at));
    std::iter::once(state).chain(is_over.then_some(Measure::OverLimit)).collect()
}

fn of_change(against: Against, council: &ComparedCouncil) -> Vec<Measure> {
    let priorities = PriorityMovement::ALL.iter().copied();
    let moved = priorities.filter(|movement| council.priorities.count(*movement) > 0);
    std::iter::once(Measure::CouncilChange(against, council.movement))
        .chain(moved.map(|movement| Measure::PriorityChange(against, movement)))
        .collect()
}

/// The councils of an area that a figure of the report's own round counts. Of a measure of priorities or waits: the
/// councils with at least one. Of a change, councils that are only in the earlier round are among them.
pub fn councils(facts: &Facts, area: &AreaKey, measure: &Measure) -> BTreeSet<CouncilId> {
    let now = &facts.now;
    let lines: BTreeMap<CouncilId, &CouncilLine> =
        now.lines.iter().filter(|line| area.contains(line)).map(|line| (line.id, line)).collect();
    let counts = |measures: Vec<Measure>| measures.contains(measure);
    let found: BTreeSet<CouncilId> = match measure.base() {
        Base::Councils | Base::Promised | Base::Missed | Base::Confirmed => {
            let days: Vec<i64> = if let Measure::HeardBy(day) = measure { vec![*day] } else { Vec::new() };
            lines.values().filter(|line| counts(of_council(now, line, &days))).map(|line| line.id).collect()
        }
        Base::Priorities | Base::ClosedPriorities | Base::OpenPriorities => {
            let counted = now.priorities.iter().filter(|line| counts(of_priority(line, now.as_at)));
            counted.map(|line| line.council).collect()
        }
        Base::EndedWaits | Base::Waits => {
            let counted = now.waits.iter().filter(|wait| counts(of_wait(wait, now.as_at, facts.limit)));
            counted.map(|wait| wait.council).collect()
        }
        Base::ComparedCouncils | Base::ComparedPriorities => return councils_of_change(facts, area, measure),
    };
    found.into_iter().filter(|council| lines.contains_key(council)).collect()
}

fn councils_of_change(facts: &Facts, area: &AreaKey, measure: &Measure) -> BTreeSet<CouncilId> {
    let (Measure::CouncilChange(against, _) | Measure::PriorityChange(against, _)) = measure else {
        return BTreeSet::new();
    };
    let Some(before) = facts.earlier(*against) else { return BTreeSet::new() };
    let counted = compared(&facts.now, before).filter(|(council, line)| {
        line.is_some_and(|line| area.contains(line)) && of_change(*against, council).contains(measure)
    });
    counted.map(|(council, _)| council.id).collect()
}
