//! The proposed plan, one line per council.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use super::reasons::{PlanReason, describe_all};
use super::types::{FixedChoice, Way};
use crate::ids::CouncilId;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanLine {
    pub council: CouncilId,
    /// The day of the meeting, also for a written update that goes with it; `None` if the council has none ahead.
    pub on: Option<NaiveDate>,
    pub at: Option<NaiveTime>,
    pub way: Way,
    /// The label of a [`Duty`](super::Duty).
    pub officer: Option<String>,
    /// Whether it keeps the promise of the quarter.
    pub keeps: bool,
    /// Whether the sergeant fixed it.
    pub fixed: bool,
    /// The days of its other coming meetings, for the sergeant to choose from.
    pub others: Vec<NaiveDate>,
    pub because: Vec<PlanReason>,
}

impl PlanLine {
    /// The reasons in words; `name` gives the name of a council.
    pub fn explain(&self, name: &dyn Fn(CouncilId) -> String) -> String {
        describe_all(&self.because, name)
    }

    /// This council's choice by hand: on that day, else on the day of the plan, else at its first other meeting.
    pub fn choose(&self, way: Way, on: Option<NaiveDate>) -> FixedChoice {
        let usual = || self.on.or_else(|| self.others.first().copied()).filter(|_| way != Way::CannotBeMet);
        FixedChoice { council: self.council, on: on.or_else(usual), way }
    }
}

/// One line for each council with an obligation or a coming meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// By date and time; those without a date last.
    pub lines: Vec<PlanLine>,
    /// Promises that the plan keeps.
    pub kept: usize,
    /// Promises to keep.
    pub of: usize,
    /// Whether the plan is proven to be the best. If false, the input was too large and the screen must say so.
    pub exact: bool,
}

impl Plan {
    pub fn count(&self, way: Way) -> usize {
        self.lines.iter().filter(|line| line.way == way).count()
    }
}
