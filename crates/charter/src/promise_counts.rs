//! The promises of a quarter, counted over councils: met, owed, and missed by reason, each with its base.

use std::collections::BTreeMap;

use super::engagement::{Promise, QuarterPromise};
use super::meeting::Reason;

/// Each council has exactly one promise, so the groups add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromiseCounts {
    stand: [usize; Promise::ALL.len()],
    missed: BTreeMap<Option<Reason>, usize>,
}

impl PromiseCounts {
    pub fn from_quarters<'a>(promises: impl Iterator<Item = &'a QuarterPromise>) -> Self {
        let mut counted = Self::default();
        promises.for_each(|quarterly| counted.add(quarterly));
        counted
    }

    pub fn add(&mut self, quarterly: &QuarterPromise) {
        self.stand[quarterly.promise as usize] += 1;
        if quarterly.promise == Promise::Missed {
            *self.missed.entry(quarterly.reason).or_default() += 1;
        }
    }

    pub fn count(&self, promise: Promise) -> usize {
        self.stand[promise as usize]
    }

    pub fn councils(&self) -> usize {
        self.stand.iter().sum()
    }

    /// The number of promises that were made: the base of every rate.
    pub fn made(&self) -> usize {
        Promise::ALL.iter().filter(|promise| promise.was_made()).map(|promise| self.count(*promise)).sum()
    }

    /// By reason, the most frequent first; `None` if no reason is recorded.
    pub fn missed(&self) -> Vec<(Option<Reason>, usize)> {
        let mut missed: Vec<_> = self.missed.iter().map(|(reason, n)| (*reason, *n)).collect();
        missed.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        missed
    }

    /// For example `owed 12`, `missed 3 of 56`: a count, for missed promises with the base.
    pub fn describe(&self, promise: Promise) -> String {
        match promise {
            Promise::Missed => format!("missed {} of {}", self.count(promise), self.made()),
            _ => format!("{promise} {}", self.count(promise)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PromiseCounts;
    use crate::engagement::{Promise, QuarterPromise};
    use crate::meeting::Reason;

    #[test]
    fn the_groups_add_up_and_what_was_missed_has_its_base_and_its_reasons() {
        let state = |promise, reason| QuarterPromise {
            promise,
            on: None,
            event: None,
            reason,
            has_declined: false,
            unrecorded_on: None,
        };
        let all = [
            state(Promise::Met, None),
            state(Promise::Missed, Some(Reason::Leave)),
            state(Promise::Missed, Some(Reason::OffDuty)),
            state(Promise::Missed, Some(Reason::OffDuty)),
            state(Promise::NotWanted, None),
            state(Promise::NotOffered, None),
        ];
        let counted = PromiseCounts::from_quarters(all.iter());
        assert_eq!((counted.councils(), counted.made()), (6, 4));
        assert_eq!(Promise::ALL.iter().map(|promise| counted.count(*promise)).sum::<usize>(), 6);
        assert_eq!(counted.describe(Promise::Missed), "missed 3 of 4");
        assert_eq!(counted.missed(), [(Some(Reason::OffDuty), 2), (Some(Reason::Leave), 1)]);
    }
}
