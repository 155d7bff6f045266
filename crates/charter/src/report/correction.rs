//! The figures of a report as an issue keeps them, and what a report corrects of an earlier issue of itself.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::document::Report;
use super::figures::Value;
use crate::issued_report::{ChangedFigure, StoredFigure, changed_figures};

/// What differs from an earlier issue of the same round, day, area and layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The day of the earlier issue, in London.
    pub issued_on: NaiveDate,
    /// Why, in the words of whoever issues it; blank until it is issued.
    pub reason: String,
    pub changed: Vec<ChangedFigure>,
}

/// The figures of the report's own period.
pub fn stored_figures(report: &Report) -> Vec<StoredFigure> {
    let own = report.periods.first().map(|(code, ..)| code);
    let figures = report.figures.iter().filter(|figure| own.is_some_and(|own| *figure.period == **own));
    let stored = figures.map(|figure| {
        let count = |n: usize| u32::try_from(n).map_or(f64::from(u32::MAX), f64::from);
        let (n, of) = match figure.value {
            Value::Share(share) => (count(share.n), share.of),
            Value::Median { half_days, of } => (f64::from(half_days) / 2.0, of),
        };
        StoredFigure {
            area_level: figure.area.level.code().to_owned(),
            area_code: figure.area.code.clone(),
            area: figure.area.full_name(),
            measure: figure.measure.code(),
            n,
            of: u64::try_from(of).ok(),
        }
    });
    stored.collect()
}

/// The figures that differ, in the areas that both have: a report by county and one of the whole force are compared for
/// the force.
pub fn corrected(issued: &[StoredFigure], now: &[StoredFigure]) -> Vec<ChangedFigure> {
    let areas = |figures: &[StoredFigure]| -> BTreeSet<String> { figures.iter().map(area_of).collect() };
    let (before, after) = (areas(issued), areas(now));
    let in_both = |figures: &[StoredFigure]| -> Vec<StoredFigure> {
        let is_in_both = |figure: &&StoredFigure| {
            let area = area_of(figure);
            before.contains(&area) && after.contains(&area)
        };
        figures.iter().filter(is_in_both).cloned().collect()
    };
    changed_figures(&in_both(issued), &in_both(now))
}

fn area_of(figure: &StoredFigure) -> String {
    [figure.area_level.as_str(), &figure.area_code, &figure.area].join("\n")
}

#[cfg(test)]
mod tests {
    use super::{StoredFigure, corrected};

    fn figure(area: &str, measure: &str, n: f64) -> StoredFigure {
        let [level, area, measure] = ["county", area, measure].map(str::to_owned);
        StoredFigure { area_level: level, area_code: String::new(), area, measure, n, of: Some(6) }
    }

    #[test]
    fn only_areas_that_both_reports_have_are_compared() {
        let issued = [figure("North", "heard", 2.0), figure("North", "confirmed", 1.0), figure("South", "heard", 4.0)];
        let now = [figure("North", "heard", 3.0), figure("North", "confirmed", 1.0), figure("West", "heard", 1.0)];
        let changed = corrected(&issued, &now);
        assert_eq!(changed.len(), 1);
        assert_eq!((changed[0].issued.as_ref().unwrap().n, changed[0].now.as_ref().unwrap().n), (2.0, 3.0));
    }
}
