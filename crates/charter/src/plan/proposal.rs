//! The proposed plan, one line per council.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use super::reasons::{PlanReason, describe_all};
use super::types::Way;
use crate::ids::CouncilId;

/// What is proposed for one council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanLine {
    pub council: CouncilId,
    /// At which of its meetings, or with which a written update goes; empty if it has none ahead.
    pub on: Option<NaiveDate>,
    /// When that begins, if known.
    pub at: Option<NaiveTime>,
    pub way: Way,
    /// Who goes or takes part: the label of a [`Duty`](super::Duty).
    pub officer: Option<String>,
    /// Whether it keeps the promise of the quarter.
    pub keeps: bool,
    /// Whether it was fixed by hand.
    pub fixed: bool,
    /// The days of its other meetings ahead, from which another can be chosen by hand.
    pub others: Vec<NaiveDate>,
    pub because: Vec<PlanReason>,
}

impl PlanLine {
    /// Why, in words; `name` says what a council is called.
    pub fn explain(&self, name: &dyn Fn(CouncilId) -> String) -> String {
        describe_all(&self.because, name)
    }
}

/// A plan: one line for each council with a obligation or a meeting ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// By date and time; those without a date last.
    pub lines: Vec<PlanLine>,
    /// How many promises it keeps.
    pub kept: usize,
    /// Of how many that are to be kept.
    pub of: usize,
    /// Whether it is proven that no plan is better. If not, say so beside it: the question was too large.
    pub exact: bool,
}

impl Plan {
    /// How many lines propose this.
    pub fn count(&self, way: Way) -> usize {
        self.lines.iter().filter(|line| line.way == way).count()
    }
}
