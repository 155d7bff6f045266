//! The counts of one area in one period, and the measures that they give.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::figures::{PeriodFacts, Value, days_from_deadline, review_state};
use super::measure::{Measure, ReviewState};
use super::share::Share;
use crate::council_line::CouncilLine;
use crate::engagement::Promise;
use crate::priority::{Outcome, PriorityState};
use crate::priority_line::PriorityLine;
use crate::promise_counts::PromiseCounts;
use crate::response_group::{ResponseCounts, ResponseGroup};
use crate::response_times::{ReplyLimit, Wait, WaitKind, WaitSummary};
use crate::status::{Flag, Status};

#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    responses: ResponseCounts,
    /// Days from the deadline to the first contact, of the councils that were heard.
    heard: Vec<i64>,
    confirmed: usize,
    declined: usize,
    update_owed: usize,
    promises: PromiseCounts,
    outcomes: BTreeMap<PriorityState, usize>,
    results: BTreeMap<Option<Outcome>, usize>,
    categories: BTreeMap<Option<String>, usize>,
    aims: BTreeMap<String, usize>,
    reviews: BTreeMap<ReviewState, usize>,
    overdue: usize,
    waits: Vec<Wait>,
}

impl Tally {
    pub(super) fn add_council(&mut self, period: &PeriodFacts, line: &CouncilLine) {
        let status = &line.status;
        self.responses.add(status);
        self.heard.extend(days_from_deadline(period, line));
        let is_confirmed = status.status == Status::Confirmed;
        self.confirmed += usize::from(is_confirmed);
        self.declined += usize::from(status.status == Status::Declined);
        self.update_owed += usize::from(is_confirmed && status.flags.has(Flag::UpdateOwed));
        self.promises.add(&status.quarterly);
    }

    pub(super) fn add_priority(&mut self, line: &PriorityLine, as_at: NaiveDate) {
        *self.outcomes.entry(line.status.state).or_default() += 1;
        *self.categories.entry(line.category.clone()).or_default() += 1;
        line.aims.iter().for_each(|aim| *self.aims.entry(aim.clone()).or_default() += 1);
        if line.status.state == PriorityState::Closed {
            *self.results.entry(line.closed.as_ref().and_then(|closing| closing.outcome)).or_default() += 1;
        }
        if let Some(state) = review_state(line, as_at) {
            *self.reviews.entry(state).or_default() += 1;
            self.overdue += usize::from(line.status.overdue > 0);
        }
    }

    pub(super) fn add_wait(&mut self, wait: Wait) {
        self.waits.push(wait);
    }

    /// Every measure of a period. `days` are those of which replies are counted.
    pub(super) fn measures(
        &self,
        period: &PeriodFacts,
        limit: Option<ReplyLimit>,
        days: &[i64],
    ) -> Vec<(Measure, Value)> {
        let is_past = period.round.is_past(period.as_at);
        let mut all = self.responses(is_past);
        let last = (period.as_at - period.round.deadline).num_days();
        let heard_by = |day: &i64| {
            let n = self.heard.iter().filter(|heard| *heard <= day).count();
            (Measure::HeardBy(*day), Value::Share(Share::new(n, self.responses.total())))
        };
        all.extend(days.iter().filter(|day| **day <= last).map(heard_by));
        all.extend(self.promises());
        all.extend(self.priorities());
        all.extend(self.waits(period.as_at, limit));
        all
    }

    fn responses(&self, is_past: bool) -> Vec<(Measure, Value)> {
        let of_all = |measure, n| (measure, Value::Share(Share::new(n, self.responses.total())));
        let mut all = vec![
            of_all(Measure::Heard, self.heard.len()),
            of_all(Measure::Confirmed, self.confirmed),
            of_all(Measure::Declined, self.declined),
        ];
        if is_past {
            all.push(of_all(Measure::MissedDeadline, self.responses.missed(is_past)));
        }
        let group = |group: ResponseGroup| of_all(Measure::Response(group), self.responses.count(group));
        all.extend(ResponseGroup::of_day(is_past).map(group));
        all
    }

    fn promises(&self) -> Vec<(Measure, Value)> {
        let (made, councils) = (self.promises.made(), self.responses.total());
        let share = |measure, n, of| (measure, Value::Share(Share::new(n, of)));
        let kept = self.promises.count(Promise::Met) + self.promises.count(Promise::Written);
        let mut all = vec![share(Measure::PromiseMade, made, councils), share(Measure::PromiseKept, kept, made)];
        for promise in Promise::ALL {
            let of = if promise.was_made() { made } else { councils };
            all.push(share(Measure::Promise(*promise), self.promises.count(*promise), of));
        }
        let missed = self.promises.count(Promise::Missed);
        all.extend(self.promises.missed().into_iter().map(|(reason, n)| share(Measure::MissedFor(reason), n, missed)));
        all.push(share(Measure::UpdateOwed, self.update_owed, self.confirmed));
        all
    }

    fn priorities(&self) -> Vec<(Measure, Value)> {
        let (of, open) = (self.outcomes.values().sum(), self.reviews.values().sum());
        let share = |measure, n, of| (measure, Value::Share(Share::new(n, of)));
        let count = |state| self.outcomes.get(&state).copied().unwrap_or_default();
        let mut all: Vec<_> =
            PriorityState::ALL.iter().map(|state| share(Measure::Outcome(*state), count(*state), of)).collect();
        let closed = count(PriorityState::Closed);
        all.extend(self.results.iter().map(|(outcome, n)| share(Measure::Result(*outcome), *n, closed)));
        all.extend(self.aims.iter().map(|(name, n)| share(Measure::Aim(name.clone()), *n, of)));
        all.extend(self.categories.iter().map(|(name, n)| share(Measure::Category(name.clone()), *n, of)));
        let reviewed = |state| self.reviews.get(&state).copied().unwrap_or_default();
        all.extend(ReviewState::ALL.iter().map(|state| share(Measure::Review(*state), reviewed(*state), open)));
        all.push(share(Measure::OverdueAction, self.overdue, open));
        all
    }

    fn waits(&self, as_at: NaiveDate, limit: Option<ReplyLimit>) -> Vec<(Measure, Value)> {
        let mut all = Vec::new();
        for kind in WaitKind::ALL {
            let limit = limit.filter(|_| *kind == WaitKind::Acknowledgement);
            let summary = WaitSummary::of(self.waits.iter().filter(|wait| wait.kind == *kind), as_at, limit);
            let of = summary.ended + summary.lasting;
            let median = Value::Median { half_days: half_days(summary.median_days), of: summary.ended };
            all.push((Measure::MedianWait(*kind), median));
            all.push((Measure::LastingWait(*kind), Value::Share(Share::new(summary.lasting, of))));
            if let Some(over) = summary.over {
                all.push((Measure::OverLimit, Value::Share(Share::new(over, of))));
            }
        }
        all
    }
}

/// A median of whole days is a whole number of half days.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "days between two dates of one century")]
fn half_days(median: Option<f64>) -> u32 {
    median.map_or(0, |days| (days * 2.0).round() as u32)
}
