//! The charts of the report, counted from the councils on screen.

use charter::council_line::CouncilLine;
use charter::report::{Facts, PeriodFacts};
use desk::report::{AreaNames, ChartPage};

use super::{round, work};
use crate::tui::screens::report::state::ReportQuery;

pub fn charts(query: &ReportQuery, lines: &[CouncilLine]) -> ChartPage {
    let now = PeriodFacts {
        round: round(),
        as_at: query.as_at,
        lines: lines.to_vec(),
        priorities: work::lines(),
        waits: Vec::new(),
    };
    let facts = Facts { now, before: None, year_before: None, limit: None, requests: Vec::new() };
    let names = AreaNames { areas: Vec::new(), teams: Vec::new(), as_at: query.as_at };
    ChartPage::new(&facts, query.area.as_ref().map(|(level, name)| names.named(*level, name)), &names)
}
