//! What a plan is asked for, put together from what the desk knows, and what is fixed while it is looked at.

use chrono::NaiveDate;

use super::clash::Clash;
use super::duty::Duty;
use super::solve::solve;
use super::types::{Chance, Claim, Fixed, Plan, Rules, Way};
use crate::domain::diary::DiaryLine;
use crate::domain::engagement::Promise;
use crate::domain::ids::CouncilId;
use crate::domain::line::CouncilLine;
use crate::domain::meeting::Intent;
use crate::domain::priority_line::PriorityLine;

impl Claim {
    /// The claim of a council whose promise is still to be kept, for a plan of the days between two. None of one that has
    /// its meeting planned on another day.
    pub fn of(line: &CouncilLine, from: NaiveDate, until: NaiveDate) -> Option<Self> {
        let quarterly = &line.standing.quarterly;
        let elsewhere = quarterly.promise == Promise::Planned && quarterly.on.is_some_and(|on| on < from || on > until);
        (quarterly.promise.is_to_be_kept() && !elsewhere).then(|| Self {
            council: line.id,
            method: line.standing.method.clone(),
            last_seen_on: line.standing.engagement.last_seen_on,
            owed: true,
            changed_priorities: false,
            promises_outstanding: 0,
        })
    }

    /// Takes a priority of the council into account: what was promised about it, and whether a review found it changed.
    fn note(&mut self, priority: &PriorityLine) {
        if priority.standing.carried.is_open() {
            self.promises_outstanding += priority.standing.open;
            self.changed_priorities |= priority.standing.unchanged == Some(false);
        }
    }
}

/// A question, as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Whose promise is to be kept.
    pub claims: Vec<Claim>,
    /// Their meetings.
    pub chances: Vec<Chance>,
    /// Who is on duty when.
    pub duties: Vec<Duty>,
    /// What is fixed.
    pub fixed: Vec<Fixed>,
    /// Meetings before are not looked at.
    pub as_at: NaiveDate,
}

impl Question {
    /// Puts it together. A meeting that is planned already is fixed as it is planned.
    pub fn new(
        mut claims: Vec<Claim>,
        diary: &[DiaryLine],
        priorities: &[PriorityLine],
        duties: Vec<Duty>,
        as_at: NaiveDate,
    ) -> Self {
        for claim in &mut claims {
            let council = claim.council;
            let own = priorities.iter().filter(|priority| priority.council == council);
            own.for_each(|priority| claim.note(priority));
        }
        let mut question = Self { claims, chances: Vec::new(), duties, fixed: Vec::new(), as_at };
        for line in diary.iter().filter(|line| line.on >= as_at && line.is_to_come()) {
            if !question.claims.iter().any(|claim| claim.council == line.council) {
                continue;
            }
            question.chances.push(Chance { council: line.council, on: line.on, at: line.at });
            if let Some(intent) = line.plan.filter(|_| question.fixed_for(line.council).is_none()) {
                question.fix(Fixed { council: line.council, on: Some(line.on), way: Way::of(intent) });
            }
        }
        question
    }

    /// What is fixed for a council.
    pub fn fixed_for(&self, council: CouncilId) -> Option<&Fixed> {
        self.fixed.iter().find(|fixed| fixed.council == council)
    }

    /// Fixes what is done about a council, in place of what was fixed before.
    pub fn fix(&mut self, fixed: Fixed) {
        self.free(fixed.council);
        self.fixed.push(fixed);
    }

    /// Lets the plan choose for a council.
    pub fn free(&mut self, council: CouncilId) {
        self.fixed.retain(|fixed| fixed.council != council);
    }

    /// The plan.
    ///
    /// # Errors
    /// What is fixed and cannot be held.
    pub fn solve(&self) -> Result<Plan, Clash> {
        solve(&self.claims, &self.chances, &self.duties, &self.fixed, self.as_at, &Rules::default())
    }
}

impl Way {
    /// The way that a plan for a meeting is.
    pub fn of(intent: Intent) -> Self {
        match intent {
            Intent::InPerson => Self::InPerson,
            Intent::Digital => Self::Digital,
            Intent::Written => Self::Written,
        }
    }

    /// What is to be planned for the meeting, if anything.
    pub fn intent(self) -> Option<Intent> {
        match self {
            Self::InPerson => Some(Intent::InPerson),
            Self::Digital => Some(Intent::Digital),
            Self::Written => Some(Intent::Written),
            Self::CannotBeMet | Self::NotNeeded => None,
        }
    }
}
