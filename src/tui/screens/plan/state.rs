//! The state of the plan: for each council with a promise to keep, the proposal, its reasons, and the user's fixed
//! choice.

use charter::council_line::CouncilLine;
use charter::diary::DiaryLine;
use charter::ids::{CouncilId, RoundId};
use charter::meeting::Meeting;
use charter::plan::{Duty, FixedChoice, Plan, PlanChange, PlanDraft, PlanLine, Way, intent};
use chrono::NaiveDate;

use crate::tui::app::date_range::DateRange;
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;

/// The inputs of a plan before anything is read.
#[derive(Clone, Debug)]
pub struct PlanQuery {
    pub days: DateRange,
    /// The round whose promises are planned.
    pub round: RoundId,
    pub as_at: NaiveDate,
    /// The councils with a promise to keep.
    pub lines: Vec<CouncilLine>,
    /// Duty typed in the form.
    pub duties: Vec<Duty>,
    /// The path of a calendar file of shifts.
    pub roster: Option<String>,
    /// The team or councils, for the title.
    pub subject: String,
}

impl PartialEq for PlanQuery {
    /// Ignores `lines`, which follow from the round and the day.
    fn eq(&self, other: &Self) -> bool {
        let ids = |query: &Self| query.lines.iter().map(|line| line.id).collect::<Vec<_>>();
        let inputs = |query: &Self| (query.days, query.round, query.as_at, query.duties.clone(), query.roster.clone());
        inputs(self) == inputs(other) && ids(self) == ids(other)
    }
}

#[derive(Clone, Debug)]
pub struct PlanScreen {
    /// The inputs of the solver, with the fixed choices.
    pub draft: PlanDraft,
    pub plan: Plan,
    /// The meetings of these councils in the period.
    pub diary: Vec<DiaryLine>,
    pub planned: Vec<Meeting>,
    /// The number of planned meetings that don't fit the duty.
    pub dropped: usize,
    pub warnings: Vec<String>,
    pub days: DateRange,
    /// The team or councils, for the title.
    pub subject: String,
    pub list: ListState,
    /// What accepting would change, while it is on screen and waits for the second key.
    pub review: Option<Review>,
    /// The inputs before each choice by hand, the newest last, and those that were undone.
    past: Vec<PlanDraft>,
    undone: Vec<PlanDraft>,
}

#[derive(Clone, Debug)]
pub struct Review {
    pub changes: Vec<PlanChange>,
    pub list: ListState,
}

/// In the order of the key that cycles through them.
const WAYS: [Way; 4] = [Way::InPerson, Way::Digital, Way::Written, Way::CannotBeMet];

impl PlanScreen {
    pub fn new(draft: PlanDraft, plan: Plan, days: DateRange, subject: String) -> Self {
        Self {
            draft,
            plan,
            diary: Vec::new(),
            planned: Vec::new(),
            dropped: 0,
            warnings: Vec::new(),
            days,
            subject,
            list: ListState::default(),
            review: None,
            past: Vec::new(),
            undone: Vec::new(),
        }
    }

    pub fn focused(&self) -> Option<&PlanLine> {
        self.plan.lines.get(self.list.cursor)
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        if let Some(review) = &mut self.review {
            review.list.apply(motion, visible, review.changes.len());
            return;
        }
        self.list.apply(motion, visible, self.plan.lines.len());
    }

    pub fn with_way(&self, way: Way) -> Option<PlanDraft> {
        Some(self.with(self.focused()?.choose(way, None)))
    }

    /// The inputs with the next or previous way fixed for the council in focus.
    pub fn with_adjacent_way(&self, forward: bool) -> Option<PlanDraft> {
        let now = WAYS.iter().position(|way| Some(*way) == self.focused().map(|line| line.way)).unwrap_or(0);
        let step = if forward { 1 } else { WAYS.len() - 1 };
        self.with_way(WAYS[(now + step) % WAYS.len()])
    }

    /// The inputs with another meeting fixed for the council in focus: the one after the proposal.
    pub fn with_other(&self) -> Option<PlanDraft> {
        let line = self.focused()?;
        let on = line.others.iter().find(|other| Some(**other) > line.on).or_else(|| line.others.first())?;
        let way = if line.way == Way::CannotBeMet { Way::InPerson } else { line.way };
        Some(self.with(FixedChoice { council: line.council, on: Some(*on), way }))
    }

    /// The inputs without the fixed choice of the council in focus; `None` if it has none.
    pub fn unpinned(&self) -> Option<PlanDraft> {
        let council = self.focused()?.council;
        self.draft.fixed_for(council)?;
        let mut draft = self.draft.clone();
        draft.unfix(council);
        Some(draft)
    }

    /// The earlier planned meeting of the council in focus, if the plan differs from it.
    pub fn planned_otherwise(&self) -> Option<&Meeting> {
        let line = self.focused()?;
        let same = |known: &Meeting| line.on == Some(known.facts.on) && intent(line.way) == known.facts.plan;
        self.planned.iter().find(|known| known.council == line.council && !same(known))
    }

    fn with(&self, fixed: FixedChoice) -> PlanDraft {
        let mut draft = self.draft.clone();
        draft.fix(fixed);
        draft
    }

    /// The inputs before the last choice by hand.
    pub fn before(&self) -> Option<PlanDraft> {
        self.past.last().cloned()
    }

    /// The inputs that were undone last.
    pub fn undone(&self) -> Option<PlanDraft> {
        self.undone.last().cloned()
    }

    /// Takes a new solution and keeps the cursor on its council. Inputs that equal those before the last choice undo
    /// it, however they came about.
    pub fn set_plan(&mut self, draft: PlanDraft, plan: Plan) {
        let now = self.draft.clone();
        if self.past.last() == Some(&draft) {
            self.past.pop();
            self.undone.push(now);
        } else {
            if self.undone.last() == Some(&draft) {
                self.undone.pop();
            } else {
                self.undone.clear();
            }
            self.past.push(now);
        }
        let council: Option<CouncilId> = self.focused().map(|line| line.council);
        (self.draft, self.plan) = (draft, plan);
        let index = self.plan.lines.iter().position(|line| Some(line.council) == council);
        self.list.cursor = index.unwrap_or(0);
    }
}
