//! The charts of a round, each bar with the councils that it counts.

use std::collections::BTreeSet;

use charter::ids::CouncilId;
use charter::report::{AreaKey, Bar, Chart, Facts, ReportLevel, ReportRequest, build_charts, councils};
use charter::response_group::ResponseCounts;
use charter::response_times::ReplyLimit;
use charter::round::Round;
use chrono::NaiveDate;
use store::{Store, StoreError};

use super::read::{AreaNames, NamedArea, read};

/// The charts of a report, for a screen.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartPage {
    /// The day asked about, or the last day of the round if that is earlier.
    pub as_at: NaiveDate,
    pub area: AreaKey,
    /// Of all councils of the area, as the charts count them.
    pub counts: ResponseCounts,
    /// Never empty.
    pub charts: Vec<CountedChart>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CountedChart {
    pub chart: Chart,
    /// Of each of [`Chart::bars`].
    pub councils: Vec<BTreeSet<CouncilId>>,
}

impl ChartPage {
    /// For one area, or the whole force; broken down by the level below.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn read(
        store: &Store,
        round: &Round,
        as_at: NaiveDate,
        limit: Option<ReplyLimit>,
        focus: Option<&NamedArea>,
    ) -> Result<Self, StoreError> {
        let facts = read(store, round, as_at, limit)?;
        let names = AreaNames::read(store, facts.now.as_at)?;
        Ok(Self::new(&facts, focus, &names))
    }

    /// As [`ChartPage::read`], of facts that were read.
    pub fn new(facts: &Facts, focus: Option<&NamedArea>, names: &AreaNames) -> Self {
        let focus = focus.map(|area| names.named(area, &facts.now.lines));
        let area = focus.clone().unwrap_or_else(AreaKey::force);
        let by = level_below(area.level);
        let areas = by.map_or_else(Vec::new, |level| names.of_level(level, &facts.now.lines, Some(&area)));
        let request = ReportRequest { by, areas, focus, ..ReportRequest::default() };
        let of_bar = |bar: &Bar| councils(facts, bar.area.as_ref().unwrap_or(&area), &bar.measure);
        let counted = |chart: Chart| {
            let councils = chart.bars().iter().map(of_bar).collect();
            CountedChart { chart, councils }
        };
        let charts = build_charts(facts, &request).into_iter().map(counted).collect();
        let in_area = facts.now.lines.iter().filter(|line| area.contains(line));
        let counts = in_area.map(|line| &line.status).collect();
        Self { as_at: facts.now.as_at, area, counts, charts }
    }
}

fn level_below(level: ReportLevel) -> Option<ReportLevel> {
    match level {
        ReportLevel::Force => Some(ReportLevel::County),
        ReportLevel::County => Some(ReportLevel::District),
        ReportLevel::District => Some(ReportLevel::Team),
        ReportLevel::Team | ReportLevel::Council => None,
    }
}
