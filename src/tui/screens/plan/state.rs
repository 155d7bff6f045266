//! The plan: for each council whose promise is to be kept, what is proposed, why, and what is fixed by hand.

use charter::council_line::CouncilLine;
use charter::diary::DiaryLine;
use charter::ids::{CouncilId, RoundId};
use charter::meeting::Meeting;
use charter::plan::{Duty, FixedChoice, Plan, PlanDraft, PlanLine, Way, intent};
use chrono::NaiveDate;

use crate::tui::app::date_range::DateRange;
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;

/// What a plan is made from, as far as it is known before anything is read.
#[derive(Clone, Debug)]
pub struct PlanQuery {
    /// The period.
    pub days: DateRange,
    /// The round whose promises are to be kept.
    pub round: RoundId,
    /// The day from which everything is seen.
    pub as_at: NaiveDate,
    /// The councils whose promise is to be kept.
    pub lines: Vec<CouncilLine>,
    /// Duty that was typed.
    pub duties: Vec<Duty>,
    /// The path of a calendar file of shifts.
    pub roster: Option<String>,
    /// Whom it is about, in words.
    pub whom: String,
}

impl PartialEq for PlanQuery {
    /// Two are the same if they ask for the same; how the councils stand follows from the round and the day.
    fn eq(&self, other: &Self) -> bool {
        let ids = |asked: &Self| asked.lines.iter().map(|line| line.id).collect::<Vec<_>>();
        let what = |asked: &Self| (asked.days, asked.round, asked.as_at, asked.duties.clone(), asked.roster.clone());
        what(self) == what(other) && ids(self) == ids(other)
    }
}

/// The state of the screen.
#[derive(Clone, Debug)]
pub struct PlanScreen {
    /// What it is made from, with what is fixed.
    pub sketch: PlanDraft,
    /// What is proposed.
    pub plan: Plan,
    /// The meetings of the period of its councils.
    pub diary: Vec<DiaryLine>,
    /// Those of them that were planned before, whole.
    pub planned: Vec<Meeting>,
    /// How many of them cannot be kept to with this duty.
    pub dropped: usize,
    /// What is worth knowing about the roster.
    pub warnings: Vec<String>,
    /// The period.
    pub days: DateRange,
    /// Whom it is about, in words.
    pub whom: String,
    pub list: ListState,
}

/// The ways in the order in which one key goes through them.
const WAYS: [Way; 4] = [Way::InPerson, Way::Digital, Way::Written, Way::CannotBeMet];

impl PlanScreen {
    /// The line in focus.
    pub fn focused(&self) -> Option<&PlanLine> {
        self.plan.lines.get(self.list.cursor)
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply(motion, visible, self.plan.lines.len());
    }

    /// What it is made from with a way fixed for the council in focus.
    pub fn with_way(&self, way: Way) -> Option<PlanDraft> {
        let line = self.focused()?;
        let on = if way == Way::CannotBeMet { None } else { line.on.or_else(|| line.others.first().copied()) };
        Some(self.with(FixedChoice { council: line.council, on, way }))
    }

    /// What it is made from with the way after the one in focus, or the one before, fixed.
    pub fn with_adjacent_way(&self, forward: bool) -> Option<PlanDraft> {
        let now = WAYS.iter().position(|way| Some(*way) == self.focused().map(|line| line.way)).unwrap_or(0);
        let step = if forward { 1 } else { WAYS.len() - 1 };
        self.with_way(WAYS[(now + step) % WAYS.len()])
    }

    /// What it is made from with another meeting of the council in focus fixed: the next after the one that is proposed.
    pub fn with_other(&self) -> Option<PlanDraft> {
        let line = self.focused()?;
        let on = line.others.iter().find(|other| Some(**other) > line.on).or_else(|| line.others.first())?;
        let way = if line.way == Way::CannotBeMet { Way::InPerson } else { line.way };
        Some(self.with(FixedChoice { council: line.council, on: Some(*on), way }))
    }

    /// What it is made from with nothing fixed for the council in focus; `None` if nothing is.
    pub fn unpinned(&self) -> Option<PlanDraft> {
        let council = self.focused()?.council;
        self.sketch.fixed_for(council)?;
        let mut sketch = self.sketch.clone();
        sketch.unfix(council);
        Some(sketch)
    }

    /// The meeting of the council in focus that was planned before, where the plan now says something else.
    pub fn planned_otherwise(&self) -> Option<&Meeting> {
        let line = self.focused()?;
        let same = |known: &Meeting| line.on == Some(known.facts.on) && intent(line.way) == known.facts.plan;
        self.planned.iter().find(|known| known.council == line.council && !same(known))
    }

    fn with(&self, fixed: FixedChoice) -> PlanDraft {
        let mut sketch = self.sketch.clone();
        sketch.fix(fixed);
        sketch
    }

    /// Takes the plan that was made anew, with the cursor on the council that it was on.
    pub fn take(&mut self, sketch: PlanDraft, plan: Plan) {
        let council: Option<CouncilId> = self.focused().map(|line| line.council);
        (self.sketch, self.plan) = (sketch, plan);
        let place = self.plan.lines.iter().position(|line| Some(line.council) == council);
        self.list.cursor = place.unwrap_or(0);
    }
}
