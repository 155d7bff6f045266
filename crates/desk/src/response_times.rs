//! Reads how long councils waited in a round.

use std::collections::BTreeSet;

use charter::ids::CouncilId;
use charter::response_times::{ReplyLimit, Wait, WaitKind, WaitSummary, waits};
use charter::round::Round;
use chrono::NaiveDate;
use store::{Store, StoreError};

/// The waits of a round as at a day, of the councils that are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseTimes {
    pub as_at: NaiveDate,
    pub limit: Option<ReplyLimit>,
    /// By kind, then by day.
    pub waits: Vec<Wait>,
}

impl ResponseTimes {
    /// # Errors
    /// The database cannot be read.
    pub fn read(
        store: &Store,
        round: &Round,
        as_at: NaiveDate,
        shown: &BTreeSet<CouncilId>,
        limit: Option<ReplyLimit>,
    ) -> Result<Self, StoreError> {
        let mut all = Vec::new();
        for kind in WaitKind::ALL {
            all.extend(waits(*kind, &store.wait_events(*kind, round)?, as_at));
        }
        all.retain(|wait: &Wait| shown.contains(&wait.council));
        Ok(Self { as_at, limit, waits: all })
    }

    pub fn summary(&self, kind: WaitKind) -> WaitSummary {
        // Only the answer to a reply has a limit.
        let limit = self.limit.filter(|_| kind == WaitKind::Acknowledgement);
        WaitSummary::of(self.waits.iter().filter(|wait| wait.kind == kind), self.as_at, limit)
    }

    /// Those that last, the longest first.
    pub fn lasting(&self) -> Vec<Wait> {
        let mut lasting: Vec<Wait> = self.waits.iter().filter(|wait| wait.until.is_none()).copied().collect();
        lasting.sort_by_key(|wait| (std::cmp::Reverse(wait.days(self.as_at)), wait.kind, wait.council));
        lasting
    }
}
