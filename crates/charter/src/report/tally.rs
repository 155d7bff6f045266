//! The counts of one area in one period, and the measures that they give.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::counted::{of_council, of_priority, of_wait};
use super::figures::{PeriodFacts, Value};
use super::measure::{Measure, ReviewState};
use super::measure_lists;
use super::share::Share;
use crate::council_line::CouncilLine;
use crate::engagement::Promise;
use crate::priority::PriorityState;
use crate::priority_line::PriorityLine;
use crate::response_group::ResponseGroup;
use crate::response_times::{ReplyLimit, Wait, WaitKind, WaitSummary};

#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    councils: usize,
    priorities: usize,
    counted: BTreeMap<Measure, usize>,
    waits: Vec<Wait>,
}

impl Tally {
    /// `days` are those of which replies are counted.
    pub(super) fn add_council(&mut self, period: &PeriodFacts, line: &CouncilLine, days: &[i64]) {
        self.councils += 1;
        self.add(of_council(period, line, days));
    }

    pub(super) fn add_priority(&mut self, line: &PriorityLine, as_at: NaiveDate) {
        self.priorities += 1;
        self.add(of_priority(line, as_at));
    }

    pub(super) fn add_wait(&mut self, wait: Wait, as_at: NaiveDate, limit: Option<ReplyLimit>) {
        self.waits.push(wait);
        self.add(of_wait(&wait, as_at, limit));
    }

    fn add(&mut self, measures: Vec<Measure>) {
        for measure in measures {
            *self.counted.entry(measure).or_default() += 1;
        }
    }

    fn n(&self, measure: &Measure) -> usize {
        self.counted.get(measure).copied().unwrap_or_default()
    }

    fn share(&self, measure: Measure, of: usize) -> (Measure, Value) {
        let n = self.n(&measure);
        (measure, Value::Share(Share::new(n, of)))
    }

    /// Results, aims and categories: only those that something counts as are known.
    pub(super) fn chosen(&self) -> impl Iterator<Item = &Measure> {
        let is_chosen =
            |measure: &&Measure| matches!(measure, Measure::Result(_) | Measure::Aim(_) | Measure::Category(_));
        self.counted.keys().filter(is_chosen)
    }

    /// Every measure of a period. `chosen` are the [chosen](Self::chosen) ones of the whole report, so that each area and
    /// period has them, with 0 where nothing counts as one. `days` are those of which replies are counted.
    pub(super) fn measures(
        &self,
        period: &PeriodFacts,
        limit: Option<ReplyLimit>,
        chosen: &BTreeSet<Measure>,
        days: &[i64],
    ) -> Vec<(Measure, Value)> {
        let mut all = self.responses(period.round.is_past(period.as_at));
        let last = (period.as_at - period.round.deadline).num_days();
        let reached = days.iter().filter(|day| **day <= last);
        all.extend(reached.map(|day| self.share(Measure::HeardBy(*day), self.councils)));
        all.extend(self.promises());
        all.extend(self.priorities(chosen));
        all.extend(self.waits(period.as_at, limit));
        all
    }

    fn responses(&self, is_past: bool) -> Vec<(Measure, Value)> {
        let of_all = |measure| self.share(measure, self.councils);
        let mut all: Vec<_> = [Measure::Heard, Measure::Confirmed, Measure::Declined].map(of_all).into();
        all.extend(is_past.then(|| of_all(Measure::MissedDeadline)));
        all.extend(ResponseGroup::of_day(is_past).map(|group| of_all(Measure::Response(group))));
        all
    }

    fn promises(&self) -> Vec<(Measure, Value)> {
        let made = self.n(&Measure::PromiseMade);
        let mut all = vec![self.share(Measure::PromiseMade, self.councils), self.share(Measure::PromiseKept, made)];
        for promise in Promise::ALL {
            let of = if promise.was_made() { made } else { self.councils };
            all.push(self.share(Measure::Promise(*promise), of));
        }
        let missed = self.n(&Measure::Promise(Promise::Missed));
        let reasons = measure_lists::missed_reasons().into_iter();
        let mut reasons: Vec<_> = reasons.map(|reason| self.share(reason, missed)).collect();
        // The most frequent first; the digest of figures that were issued depends on this order.
        reasons.sort_by_key(|(measure, _)| std::cmp::Reverse(self.n(measure)));
        all.extend(reasons);
        all.push(self.share(Measure::UpdateOwed, self.n(&Measure::Confirmed)));
        all
    }

    fn priorities(&self, chosen: &BTreeSet<Measure>) -> Vec<(Measure, Value)> {
        let (of, closed) = (self.priorities, self.n(&Measure::Outcome(PriorityState::Closed)));
        let mut all: Vec<_> = PriorityState::ALL.iter().map(|state| self.share(Measure::Outcome(*state), of)).collect();
        let mut add = |is_wanted: fn(&Measure) -> bool, of| {
            let wanted = chosen.iter().filter(|measure| is_wanted(measure));
            all.extend(wanted.map(|measure| self.share(measure.clone(), of)));
        };
        add(|measure| matches!(measure, Measure::Result(_)), closed);
        add(|measure| matches!(measure, Measure::Aim(_)), of);
        add(|measure| matches!(measure, Measure::Category(_)), of);
        let reviews = || ReviewState::ALL.iter().map(|state| Measure::Review(*state));
        let open = reviews().map(|review| self.n(&review)).sum();
        all.extend(reviews().chain([Measure::OverdueAction]).map(|measure| self.share(measure, open)));
        all
    }

    fn waits(&self, as_at: NaiveDate, limit: Option<ReplyLimit>) -> Vec<(Measure, Value)> {
        let mut all = Vec::new();
        for kind in WaitKind::ALL {
            let (median, lasting) = (Measure::MedianWait(*kind), Measure::LastingWait(*kind));
            let summary = WaitSummary::of(self.waits.iter().filter(|wait| wait.kind == *kind), as_at, None);
            let ended = self.n(&median);
            let of = ended + self.n(&lasting);
            all.push((median, Value::Median { half_days: half_days(summary.median_days), of: ended }));
            all.push(self.share(lasting, of));
            if limit.is_some() && *kind == WaitKind::Acknowledgement {
                all.push(self.share(Measure::OverLimit, of));
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
