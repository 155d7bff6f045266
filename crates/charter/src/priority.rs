//! A priority's record through answers and rounds: actions and results (charter rule 10).
//!
//! An answer contains [`SentPriority`](super::returns::SentPriority)s. An agreed one gets a record here, which stays
//! open until it is closed with a result. Actions, progress and reviews refer to that record.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{ActionId, CouncilId, PriorityId, ProgressId, ReviewId, RoundId};
use super::round::Round;
use crate::string_enum;
use crate::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Priority {
    /// The same in every answer and round.
    pub id: PriorityId,
    pub version: i64,
    pub council: CouncilId,
    /// The day of the answer in which the council first asked for it.
    pub since: NaiveDate,
    /// As last agreed.
    pub text: Untrusted,
    pub category: Option<String>,
    /// The aims of the charter that it serves, as the list names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aims: Vec<String>,
    /// `None` while it is open.
    pub closed: Option<Closing>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Closing {
    pub on: NaiveDate,
    /// `None` for a priority that was closed before outcomes had a class.
    pub outcome: Option<Outcome>,
    pub result: Untrusted,
}

impl Closing {
    /// `solved: Signs are up.`; the words alone without a class.
    pub fn describe(&self) -> Untrusted {
        match self.outcome {
            Some(outcome) => Untrusted::new(format!("{outcome}: {}", self.result.raw().trim())),
            None => self.result.clone(),
        }
    }

    /// As [`Closing::describe`], in the words that a council reads.
    pub fn describe_to_council(&self) -> Untrusted {
        match self.outcome {
            Some(Outcome::NotOurs) => {
                Untrusted::new(format!("not a matter for our team: {}", self.result.raw().trim()))
            }
            _ => self.describe(),
        }
    }

    /// The class of the outcome; `closed` without one.
    pub fn class(&self) -> &'static str {
        self.outcome.map_or(PriorityState::Closed.label(), Outcome::label)
    }
}

string_enum! {
    /// What came of a closed priority (charter rule 27).
    Outcome {
        Solved = "solved", "solved";
        Reduced = "reduced", "reduced";
        NoChange = "no-change", "no change";
        Worse = "worse", "worse";
        /// Another body acts on it.
        PassedOn = "passed-on", "passed on";
        /// The council no longer asks for it.
        NoConcern = "no-longer-a-concern", "no longer a concern";
        /// It is no matter of the police, and nobody took it over.
        NotOurs = "not-ours", "not ours";
    }
}

impl Priority {
    /// Asked for before anybody could answer this round.
    pub fn is_earlier(&self, round: &Round) -> bool {
        self.since < round.answered_from()
    }

    /// As at the end of a day.
    pub fn is_open(&self, as_at: NaiveDate) -> bool {
        self.closed.as_ref().is_none_or(|closing| closing.on > as_at)
    }
}

string_enum! {
    /// Who acts on a priority (charter rule 10).
    Owner {
        Team = "team", "the team";
        Department = "department", "another department";
        Council = "council", "the council";
        /// For example the highways authority or a housing association.
        Partner = "partner", "a partner";
    }
}

/// Something to do about a priority: a promise, until it is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    pub id: ActionId,
    pub version: i64,
    pub council: CouncilId,
    pub priority: PriorityId,
    #[serde(flatten)]
    pub facts: ActionFacts,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActionFacts {
    /// The day of the promise.
    pub on: NaiveDate,
    pub what: Untrusted,
    pub owner: Owner,
    /// The department or partner, as a role: "roads policing", "the highways authority".
    pub who: Untrusted,
    /// The last day to do it.
    pub due: Option<NaiveDate>,
    pub done_on: Option<NaiveDate>,
    pub evidence: Untrusted,
    /// The aims of the charter that it serves, as the list names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aims: Vec<String>,
}

impl Action {
    /// Promised by the end of a day, and not done by then.
    pub fn is_open(&self, as_at: NaiveDate) -> bool {
        self.facts.on <= as_at && self.facts.done_on.is_none_or(|on| on > as_at)
    }

    /// Whether the due day is before that day.
    pub fn is_overdue(&self, as_at: NaiveDate) -> bool {
        self.is_open(as_at) && self.facts.due.is_some_and(|due| due < as_at)
    }

    /// Whether it is due on that day or one of the six after it.
    pub(crate) fn is_due_this_week(&self, as_at: NaiveDate) -> bool {
        self.is_open(as_at) && self.facts.due.is_some_and(|due| (0..7).contains(&(due - as_at).num_days()))
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    pub id: ProgressId,
    pub version: i64,
    pub council: CouncilId,
    pub priority: PriorityId,
    pub on: NaiveDate,
    pub text: Untrusted,
}

/// The quarterly review of a priority (charter rules 10 and 15). The last one of a round counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Review {
    pub id: ReviewId,
    pub version: i64,
    pub council: CouncilId,
    pub priority: PriorityId,
    pub round: RoundId,
    pub on: NaiveDate,
    /// Since the last round.
    pub priority_changed: bool,
    /// Since the last round.
    pub response_changed: bool,
    pub note: Untrusted,
}

string_enum! {
    /// The state of a priority in a round, as at a day.
    PriorityState {
        /// The current return agrees it.
        Agreed = "agreed", "agreed";
        /// Agreed in an earlier round; the council has not answered in this one (charter rule 11).
        Proposed = "proposed", "proposed";
        /// Agreed in an earlier round; the council's return of this one omits it.
        Dropped = "dropped", "dropped";
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
    /// Why a priority needs attention.
    Concern {
        /// Not reviewed, and not new, for three months.
        Stale = "stale", "stale";
        Overdue = "overdue", "overdue";
        DueThisWeek = "due-this-week", "due this week";
        Untouched = "untouched", "nothing done yet";
    }
}

/// Derived from the priority's actions, progress and reviews, as at a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriorityStatus {
    pub state: PriorityState,
    /// 1 to 3 in the current return.
    pub slot: Option<u8>,
    pub reviewed_on: Option<NaiveDate>,
    /// Whether the review of this round found the priority and the response unchanged; `None` without one.
    pub unchanged: Option<bool>,
    pub progress_on: Option<NaiveDate>,
    pub actions: usize,
    /// Open actions.
    pub open: usize,
    /// Open actions past their due day.
    pub overdue: usize,
    /// Open actions due within seven days.
    pub due_this_week: usize,
    /// The due day of the next open action, an overdue one first.
    pub next_due: Option<NaiveDate>,
}

/// Counted from the first agreement or the last review.
pub(crate) const STALE_AFTER_MONTHS: u32 = 3;

/// How many days back the lists read progress and actions: two quarters and a little.
pub const LOOKBACK_DAYS: i64 = 190;

impl PriorityStatus {
    /// Without actions, progress and reviews.
    pub fn new(state: PriorityState, slot: Option<u8>) -> Self {
        Self {
            state,
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

    /// The most urgent first; empty for a closed or dropped priority.
    pub fn concerns(&self, since: NaiveDate, as_at: NaiveDate) -> Vec<Concern> {
        if !self.state.is_open() {
            return Vec::new();
        }
        let looked_at = self.reviewed_on.map_or(since, |on| on.max(since));
        let stale =
            looked_at.checked_add_months(chrono::Months::new(STALE_AFTER_MONTHS)).is_some_and(|until| until < as_at);
        // The lists read half a year back, so they cannot prove that nothing was ever done about an older priority.
        let is_old = (as_at - since).num_days() > LOOKBACK_DAYS;
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
