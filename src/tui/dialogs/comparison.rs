//! A round compared with an earlier one: by county, by team, or council by council.

use charter::round::Round;
use charter::round_comparison::{ComparedCouncil, CouncilMovement, MovementCounts, PriorityMovement};
use charter::untrusted::sanitize;
use desk::round_comparison::RoundComparison;

use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    County,
    Team,
    /// Only those that joined, came back, left or fell silent.
    Council,
}

impl Grouping {
    pub fn label(self) -> &'static str {
        match self {
            Self::County => "by county",
            Self::Team => "by team",
            Self::Council => "councils that moved",
        }
    }

    fn next(self) -> Self {
        match self {
            Self::County => Self::Team,
            Self::Team => Self::Council,
            Self::Council => Self::County,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparisonRow<'a> {
    Area(String, MovementCounts),
    Council(&'a ComparedCouncil),
}

#[derive(Clone, Debug)]
pub struct ComparisonTable {
    pub comparison: RoundComparison,
    pub grouping: Grouping,
    pub list: ListState,
}

impl ComparisonTable {
    pub fn new(comparison: RoundComparison) -> Self {
        Self { comparison, grouping: Grouping::County, list: ListState::default() }
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        let len = self.rows().len();
        self.list.apply(motion, visible, len);
    }

    pub fn next_grouping(&mut self) {
        self.grouping = self.grouping.next();
        self.list = ListState::default();
    }

    pub fn replace(&mut self, comparison: RoundComparison) {
        self.comparison = comparison;
        self.list = ListState::default();
    }

    /// The earlier or later round to compare with, of those before the round in question.
    pub fn other_round<'a>(&self, rounds: &'a [Round], step: isize) -> Option<&'a Round> {
        let at = rounds.iter().position(|round| round.id == self.comparison.before.id)?;
        rounds.get(at.checked_add_signed(step)?).filter(|round| round.starts_on < self.comparison.now.starts_on)
    }

    /// All councils first, then each area; or each council that moved, by what became of it.
    pub fn rows(&self) -> Vec<ComparisonRow<'_>> {
        let areas = match self.grouping {
            Grouping::County => self.comparison.by_area(|council| &council.county),
            Grouping::Team => self.comparison.by_area(|council| &council.team),
            Grouping::Council => {
                let mut moved: Vec<&ComparedCouncil> =
                    self.comparison.councils.iter().filter(|council| council.movement.is_move()).collect();
                moved.sort_by_key(|council| council.movement);
                return moved.into_iter().map(ComparisonRow::Council).collect();
            }
        };
        let named = |name: &str| match name.trim() {
            "" => "no team named".to_owned(),
            name => sanitize(name).into_owned(),
        };
        std::iter::once(ComparisonRow::Area("All councils".to_owned(), self.comparison.total()))
            .chain(areas.into_iter().map(|(name, counted)| ComparisonRow::Area(named(name), counted)))
            .collect()
    }

    pub fn title(&self) -> String {
        format!("Rounds compared, {}", self.grouping.label())
    }
}

impl ComparisonRow<'_> {
    /// `Shropshire: agreed priorities: 20 kept, 5 closed with a result, 9 new.`
    pub fn describe_priorities(&self) -> String {
        let (name, counted) = match self {
            Self::Area(name, counted) => (name.clone(), counted.priorities),
            Self::Council(council) => (council.name.sanitized().into_owned(), council.priorities),
        };
        let parts: Vec<String> = PriorityMovement::ALL
            .iter()
            .filter(|movement| counted.count(**movement) > 0)
            .map(|movement| format!("{} {movement}", counted.count(*movement)))
            .collect();
        match parts.is_empty() {
            true => format!("{name}: no agreed priorities in either round."),
            false => format!("{name}: agreed priorities: {}.", parts.join(", ")),
        }
    }

    /// `Ludlow Town Council, came back: assumed declined (silent), then declined`.
    pub fn describe(&self) -> Vec<String> {
        match self {
            Self::Area(name, counted) => std::iter::once(name.clone())
                .chain(CouncilMovement::ALL.iter().map(|movement| format!("{movement} {}", counted.count(*movement))))
                .collect(),
            Self::Council(council) => vec![
                council.name.sanitized().into_owned(),
                council.county.sanitized().into_owned(),
                council.movement.to_string(),
                format!("{}, then {}", council.before, council.now),
            ],
        }
    }
}
