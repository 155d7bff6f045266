//! The plan: for each council whose promise is to be kept, what is proposed, why, and what is fixed by hand.

use chrono::NaiveDate;

use super::super::msg::Days;
use crate::domain::ids::{CouncilId, RoundId};
use crate::domain::meeting::Meeting;
use crate::domain::plan::{Claim, Clash, Duty, Fixed, Line, Plan, Question, Way};

/// What a plan is made from, as far as it is known before anything is read.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanAsk {
    /// The period.
    pub days: Days,
    /// The round whose promises are to be kept.
    pub round: RoundId,
    /// The day from which everything is seen.
    pub as_at: NaiveDate,
    /// Whose promise is to be kept.
    pub claims: Vec<Claim>,
    /// Duty that was typed.
    pub duties: Vec<Duty>,
    /// The path of a calendar file of shifts.
    pub roster: Option<String>,
    /// Whom it is about, in words.
    pub whom: String,
}

/// The state of the screen.
#[derive(Clone, Debug)]
pub struct PlanScreen {
    /// The question, with what is fixed.
    pub question: Question,
    /// What is proposed.
    pub plan: Plan,
    /// The meetings that were planned before.
    pub planned: Vec<Meeting>,
    /// Why what was planned before could not be kept to.
    pub clash: Option<Clash>,
    /// What is worth knowing about the roster.
    pub told: Vec<String>,
    /// The period.
    pub days: Days,
    /// Whom it is about, in words.
    pub whom: String,
    /// The line in focus.
    pub cursor: usize,
}

/// The ways in the order in which one key goes through them.
const WAYS: [Way; 4] = [Way::InPerson, Way::Digital, Way::Written, Way::CannotBeMet];

impl PlanScreen {
    /// The line in focus.
    pub fn focused(&self) -> Option<&Line> {
        self.plan.lines.get(self.cursor)
    }

    /// Moves the cursor.
    pub fn step(&mut self, lines: isize) {
        let last = self.plan.lines.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(lines).min(last);
    }

    /// The question with a way fixed for the council in focus.
    pub fn with_way(&self, way: Way) -> Option<Question> {
        let line = self.focused()?;
        let on = if way == Way::CannotBeMet { None } else { line.on.or_else(|| line.others.first().copied()) };
        Some(self.with(Fixed { council: line.council, on, way }))
    }

    /// The question with the way after the one in focus, or the one before, fixed.
    pub fn with_way_beside(&self, forward: bool) -> Option<Question> {
        let now = WAYS.iter().position(|way| Some(*way) == self.focused().map(|line| line.way)).unwrap_or(0);
        let step = if forward { 1 } else { WAYS.len() - 1 };
        self.with_way(WAYS[(now + step) % WAYS.len()])
    }

    /// The question with another meeting of the council in focus fixed: the next after the one that is proposed.
    pub fn with_other(&self) -> Option<Question> {
        let line = self.focused()?;
        let on = line.others.iter().find(|other| Some(**other) > line.on).or_else(|| line.others.first())?;
        let way = if line.way == Way::CannotBeMet { Way::InPerson } else { line.way };
        Some(self.with(Fixed { council: line.council, on: Some(*on), way }))
    }

    /// The question with nothing fixed for the council in focus; `None` if nothing is.
    pub fn freed(&self) -> Option<Question> {
        let council = self.focused()?.council;
        self.question.fixed_for(council)?;
        let mut question = self.question.clone();
        question.free(council);
        Some(question)
    }

    fn with(&self, fixed: Fixed) -> Question {
        let mut question = self.question.clone();
        question.fix(fixed);
        question
    }

    /// Takes the plan that was made anew, with the cursor on the council that it was on.
    pub fn take(&mut self, question: Question, plan: Plan) {
        let council: Option<CouncilId> = self.focused().map(|line| line.council);
        (self.question, self.plan, self.clash) = (question, plan, None);
        let place = self.plan.lines.iter().position(|line| Some(line.council) == council);
        self.cursor = place.unwrap_or(0);
    }
}
