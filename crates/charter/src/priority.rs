//! A priority as it is carried through answers and rounds: what is done about it, and what came of it (charter rule 10).
//!
//! What a council sends in one answer is a [`SentPriority`](super::returns::SentPriority). Once it is agreed it has a record
//! here, which lives on until it is closed with a result; actions, progress and reviews hang on that record.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{ActionId, CouncilId, PriorityId, ProgressId, ReviewId, RoundId};
use crate::string_enum;
use crate::untrusted::Untrusted;

/// A priority of a council that was agreed at least once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Priority {
    /// Its identity, the same in every answer and round.
    pub id: PriorityId,
    pub version: i64,
    pub council: CouncilId,
    /// The day of the answer in which the council first asked for it.
    pub since: NaiveDate,
    /// The text as it was last agreed.
    pub text: Untrusted,
    pub category: Option<String>,
    /// How it ended; empty while it is worked on.
    pub closed: Option<Closing>,
}

/// The end of a priority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Closing {
    pub on: NaiveDate,
    /// What came of it, in words.
    pub result: Untrusted,
}

impl Priority {
    /// Whether it is still worked on at the end of a day.
    pub fn is_open(&self, as_at: NaiveDate) -> bool {
        self.closed.as_ref().is_none_or(|closing| closing.on > as_at)
    }
}

string_enum! {
    /// Who does something about a priority (charter rule 10).
    Owner {
        /// The Safer Neighbourhood Team.
        Team = "team", "the team";
        /// Another department of the force.
        Department = "department", "another department";
        Council = "council", "the council";
        /// A partner: the highways authority, a housing association.
        Partner = "partner", "a partner";
    }
}

/// Something that is to be done about a priority: a promise, until it is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    pub id: ActionId,
    pub version: i64,
    pub council: CouncilId,
    pub priority: PriorityId,
    #[serde(flatten)]
    pub facts: ActionFacts,
}

/// What a person records of an action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActionFacts {
    /// The day that it was promised.
    pub on: NaiveDate,
    /// What is to be done.
    pub what: Untrusted,
    pub owner: Owner,
    /// Which department or partner, as a role: "roads policing", "the highways authority".
    pub who: Untrusted,
    /// The day by which it is to be done.
    pub due: Option<NaiveDate>,
    pub done_on: Option<NaiveDate>,
    /// What shows that it was done.
    pub evidence: Untrusted,
}

impl Action {
    /// Whether it is still to be done at the end of a day on which it had been promised.
    pub fn is_open(&self, as_at: NaiveDate) -> bool {
        self.facts.on <= as_at && self.facts.done_on.is_none_or(|on| on > as_at)
    }

    /// Whether it should have been done before that day.
    pub fn is_overdue(&self, as_at: NaiveDate) -> bool {
        self.is_open(as_at) && self.facts.due.is_some_and(|due| due < as_at)
    }

    /// Whether it is to be done on that day or one of the six after it.
    pub(crate) fn is_due_this_week(&self, as_at: NaiveDate) -> bool {
        self.is_open(as_at) && self.facts.due.is_some_and(|due| (0..7).contains(&(due - as_at).num_days()))
    }
}

/// How far a priority has come, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    pub id: ProgressId,
    pub version: i64,
    pub council: CouncilId,
    pub priority: PriorityId,
    pub on: NaiveDate,
    pub text: Untrusted,
}

/// The look at a priority that is taken each quarter (charter rules 10 and 15). The last one of a round counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Review {
    pub id: ReviewId,
    pub version: i64,
    pub council: CouncilId,
    pub priority: PriorityId,
    pub round: RoundId,
    pub on: NaiveDate,
    /// Whether the priority has changed since the last round.
    pub priority_changed: bool,
    /// Whether the team's response to it has changed since the last round.
    pub response_changed: bool,
    pub note: Untrusted,
}

string_enum! {
    /// How a priority stands in a round, as at a day.
    PriorityState {
        /// The return in force agrees it.
        Agreed = "agreed", "agreed";
        /// It was agreed in an earlier round; the council has not answered in this one (charter rule 11).
        Proposed = "proposed", "proposed";
        /// It was agreed in an earlier round, and the council's return of this one leaves it out.
        Dropped = "dropped", "dropped";
        /// It ended with a result.
        Closed = "closed", "closed";
    }
}

impl PriorityState {
    /// Whether the team still works on it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Agreed | Self::Proposed)
    }
}

string_enum! {
    /// What calls for attention in a priority.
    Concern {
        /// Not reviewed, and not new, for three months.
        Stale = "stale", "stale";
        /// Something that was promised should have been done by now.
        Overdue = "overdue", "overdue";
        /// Something that was promised is due within seven days.
        DueThisWeek = "due-this-week", "due this week";
        /// Nothing was noted or promised about it yet.
        Untouched = "untouched", "nothing done yet";
    }
}

/// How a priority stands: derived from what hangs on it, as at a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriorityStatus {
    /// Whether it is agreed, proposed, dropped or closed.
    pub carried: PriorityState,
    /// Its place (1 to 3) in the return in force.
    pub slot: Option<u8>,
    /// The last review.
    pub reviewed_on: Option<NaiveDate>,
    /// Whether that review, of this round, found the priority and the response unchanged; empty without one.
    pub unchanged: Option<bool>,
    /// The last progress noted.
    pub progress_on: Option<NaiveDate>,
    pub actions: usize,
    /// How many of them are still to be done.
    pub open: usize,
    /// How many should have been done by now.
    pub overdue: usize,
    /// How many are due within seven days.
    pub due_this_week: usize,
    /// When the next of them is due, an overdue one first.
    pub next_due: Option<NaiveDate>,
}

/// A priority is stale when it was neither agreed first nor reviewed within so many months.
pub(crate) const STALE_AFTER_MONTHS: u32 = 3;

/// How many days back the lists look for what was noted and done: two quarters and a little.
pub const LOOKED_BACK_DAYS: i64 = 190;

impl PriorityStatus {
    /// What calls for attention, the most urgent first; nothing does once a priority is closed or dropped.
    pub fn concerns(&self, since: NaiveDate, as_at: NaiveDate) -> Vec<Concern> {
        if !self.carried.is_open() {
            return Vec::new();
        }
        let looked_at = self.reviewed_on.map_or(since, |on| on.max(since));
        let stale =
            looked_at.checked_add_months(chrono::Months::new(STALE_AFTER_MONTHS)).is_some_and(|until| until < as_at);
        // The lists look back half a year: of what is older they cannot say that nothing was ever done.
        let is_old = (as_at - since).num_days() > LOOKED_BACK_DAYS;
        [
            (Concern::Overdue, self.overdue > 0),
            (Concern::DueThisWeek, self.due_this_week > 0),
            (Concern::Stale, stale),
            (Concern::Untouched, self.actions == 0 && self.progress_on.is_none() && !is_old),
        ]
        .into_iter()
        .filter_map(|(concern, holds)| holds.then_some(concern))
        .collect()
    }

    /// Takes an action into account.
    pub fn count(&mut self, action: &Action, as_at: NaiveDate) {
        if action.facts.on > as_at {
            return;
        }
        self.actions += 1;
        if action.is_open(as_at) {
            self.open += 1;
            self.overdue += usize::from(action.is_overdue(as_at));
            self.due_this_week += usize::from(action.is_due_this_week(as_at));
            self.next_due = match (self.next_due, action.facts.due) {
                (Some(next), Some(due)) => Some(next.min(due)),
                (next, due) => next.or(due),
            };
        }
    }
}

/// What a carried priority is at first: nothing hangs on it.
pub fn priority_status(carried: PriorityState, slot: Option<u8>) -> PriorityStatus {
    PriorityStatus {
        carried,
        slot,
        reviewed_on: None,
        unchanged: None,
        progress_on: None,
        actions: 0,
        open: 0,
        overdue: 0,
        due_this_week: 0,
        next_due: None,
    }
}
