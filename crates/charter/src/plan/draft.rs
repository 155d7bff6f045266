//! A plan in the making: the question, who is on duty, and what a person fixes while looking at it.

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

/// What a plan is made from, as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanDraft {
    /// The council whose promise is to be kept.
    pub obligations: Vec<Obligation>,
    /// Their meetings.
    pub candidates: Vec<CandidateMeeting>,
    pub duties: Vec<Duty>,
    pub fixed: Vec<FixedChoice>,
    /// Meetings before are not looked at.
    pub as_at: NaiveDate,
}

impl PlanDraft {
    /// Starts from a question. Those whose promise is kept already are left out, and a meeting that is planned already is
    /// fixed as it is planned: the first of a council, if there are several.
    pub fn new(question: PlanInput, duties: Vec<Duty>, as_at: NaiveDate) -> Self {
        let PlanInput { mut obligations, mut candidates, planned } = question;
        obligations.retain(|obligation| obligation.owed);
        let claimed = |council| obligations.iter().any(|obligation: &Obligation| obligation.council == council);
        candidates.retain(|candidate| claimed(candidate.council));
        let planned: Vec<FixedChoice> = planned.into_iter().filter(|fixed| claimed(fixed.council)).collect();
        let mut sketch = Self { obligations, candidates, duties, fixed: Vec::new(), as_at };
        for fixed in planned {
            if sketch.fixed_for(fixed.council).is_none() {
                sketch.fix(fixed);
            }
        }
        sketch
    }

    pub fn fixed_for(&self, council: CouncilId) -> Option<&FixedChoice> {
        self.fixed.iter().find(|fixed| fixed.council == council)
    }

    /// Fixes what is done about a council, in place of what was fixed before.
    pub fn fix(&mut self, fixed: FixedChoice) {
        self.unfix(fixed.council);
        self.fixed.push(fixed);
    }

    /// Lets the plan choose for a council.
    pub fn unfix(&mut self, council: CouncilId) {
        self.fixed.retain(|fixed| fixed.council != council);
    }

    /// The plan.
    ///
    /// # Errors
    /// What is fixed and cannot be held.
    pub fn solve(&self) -> Result<Plan, Infeasible> {
        solve(&self.obligations, &self.candidates, &self.duties, &self.fixed, self.as_at, &Rules::default())
    }
}

/// How often what is fixed is given up one by one, before all of it is.
const MAX_RETRIES: usize = 100;

impl PlanDraft {
    /// The plan, and what was given up for it: of what is fixed, that which cannot be kept to with this duty.
    ///
    /// # Errors
    /// As [`PlanDraft::solve`], if nothing that is fixed stands in the way.
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

/// Whether a plan of the days between two is about a council: its promise is to be kept, and no meeting outside of these
/// days is planned for that.
pub fn needs_planning(line: &CouncilLine, from: NaiveDate, until: NaiveDate) -> bool {
    let quarterly = &line.status.quarterly;
    let elsewhere = quarterly.promise == Promise::Planned && quarterly.on.is_some_and(|on| on < from || on > until);
    quarterly.promise.is_to_be_kept() && !elsewhere
}
