//! A plan in progress: the input, the duty, and the choices that a user fixes while looking at it.

use chrono::NaiveDate;

use super::duty::Duty;
use super::proposal::Plan;
use super::solve::solve;
use super::types::{CandidateMeeting, FixedChoice, Obligation, Rules};
use crate::council_line::CouncilLine;
use crate::engagement::Promise;
use crate::ids::CouncilId;
use crate::plan::infeasible::Infeasible;
use crate::plan::input::PlanInput;

#[derive(Clone, Debug, PartialEq)]
pub struct PlanDraft {
    pub obligations: Vec<Obligation>,
    pub candidates: Vec<CandidateMeeting>,
    pub duties: Vec<Duty>,
    pub fixed: Vec<FixedChoice>,
    /// Earlier meetings are ignored.
    pub as_at: NaiveDate,
}

impl PlanDraft {
    /// Skips councils with a kept promise, and fixes a meeting that is already planned: the first, if a council has
    /// several.
    pub fn new(input: PlanInput, duties: Vec<Duty>, as_at: NaiveDate) -> Self {
        let PlanInput { mut obligations, mut candidates, planned } = input;
        obligations.retain(|obligation| obligation.owed);
        let claimed = |council| obligations.iter().any(|obligation: &Obligation| obligation.council == council);
        candidates.retain(|candidate| claimed(candidate.council));
        let planned: Vec<FixedChoice> = planned.into_iter().filter(|fixed| claimed(fixed.council)).collect();
        let mut draft = Self { obligations, candidates, duties, fixed: Vec::new(), as_at };
        for fixed in planned {
            if draft.fixed_for(fixed.council).is_none() {
                draft.fix(fixed);
            }
        }
        draft
    }

    pub fn fixed_for(&self, council: CouncilId) -> Option<&FixedChoice> {
        self.fixed.iter().find(|fixed| fixed.council == council)
    }

    /// Replaces an earlier choice for the council.
    pub fn fix(&mut self, fixed: FixedChoice) {
        self.unfix(fixed.council);
        self.fixed.push(fixed);
    }

    pub fn unfix(&mut self, council: CouncilId) {
        self.fixed.retain(|fixed| fixed.council != council);
    }

    /// # Errors
    ///
    /// The fixed choices cannot be kept.
    pub fn solve(&self) -> Result<Plan, Infeasible> {
        solve(&self.obligations, &self.candidates, &self.duties, &self.fixed, self.as_at, &Rules::default())
    }
}

/// After this many single choices, all of them are released.
const MAX_RETRIES: usize = 100;

impl PlanDraft {
    /// The plan, and the fixed choices that the duty cannot keep and that were released.
    ///
    /// # Errors
    ///
    /// As [`PlanDraft::solve`], if no fixed choice is the cause.
    pub fn solve_releasing_fixed(&mut self) -> Result<(Plan, Vec<FixedChoice>), Infeasible> {
        let before = self.fixed.clone();
        let mut solved = self.solve();
        for _ in 0..MAX_RETRIES {
            match &solved {
                Err(Infeasible::NoDuty { fixed, .. }) => self.unfix(fixed.0),
                Err(Infeasible::Together { fixed }) => fixed.iter().for_each(|fixed| self.unfix(fixed.0)),
                _ => break,
            }
            solved = self.solve();
        }
        if solved.is_err() {
            self.fixed.clear();
            solved = self.solve();
        }
        let given_up = before.into_iter().filter(|fixed| !self.fixed.contains(fixed)).collect();
        solved.map(|plan| (plan, given_up))
    }
}

/// Whether a plan for these days includes the council: its promise is open, and no meeting outside these days is
/// planned for it.
pub fn needs_planning(line: &CouncilLine, from: NaiveDate, until: NaiveDate) -> bool {
    let quarterly = &line.status.quarterly;
    let elsewhere = quarterly.promise == Promise::Planned && quarterly.on.is_some_and(|on| on < from || on > until);
    quarterly.promise.is_open() && !elsewhere
}
