//! The charts of the report, counted from the councils on screen.

use charter::council_line::CouncilLine;
use charter::ids::{IssuedReportId, RoundId};
use charter::issued_report::{IssuedReport, IssuedReportFacts, StoredFigure, digest_of};
use charter::report::{Facts, PeriodFacts};
use charter::round_comparison::last_day;
use desk::report::{AreaNames, ChartPage, IssuedLine};

use super::{round, work};
use crate::tui::screens::report::state::ReportQuery;

pub fn charts(query: &ReportQuery, lines: &[CouncilLine]) -> ChartPage {
    let now = PeriodFacts {
        round: round(),
        as_at: last_day(&round(), query.as_at),
        lines: lines.to_vec(),
        priorities: work::lines(),
        waits: Vec::new(),
    };
    let facts = Facts { now, before: None, year_before: None, limit: None, requests: Vec::new() };
    let names = AreaNames::new(Vec::new(), Vec::new(), query.as_at);
    ChartPage::new(&facts, query.area.as_ref(), &names)
}

/// A correction of the first of two, which a later entry has changed.
pub fn issued() -> Vec<IssuedLine> {
    let figure = |n: f64| StoredFigure {
        area_level: "force".to_owned(),
        area_code: String::new(),
        area: String::new(),
        measure: "declined".to_owned(),
        n,
        of: Some(610),
    };
    let line = |id: i64, n: f64, corrects: Option<i64>, reason: &str| {
        let figures = vec![figure(n)];
        let facts = IssuedReportFacts {
            round: RoundId(1),
            as_at: "2023-10-05".parse().unwrap(),
            made_at: "2023-10-05T09:15:00Z".parse().unwrap(),
            area: "".into(),
            layout: "summary".to_owned(),
            to: "Police and Crime Panel".into(),
            corrects: corrects.map(IssuedReportId),
            reason: reason.into(),
            sha256: digest_of(&figures),
            figures,
        };
        IssuedLine {
            issued: IssuedReport { id: IssuedReportId(id), version: 1, facts },
            round: round(),
            changed: if n < 2.0 {
                vec!["Whole force area, Declined: 1 of 610, now 2 of 610".to_owned()]
            } else {
                Vec::new()
            },
            corrected_by: (n < 2.0).then_some(IssuedReportId(2)),
        }
    };
    vec![line(2, 2.0, Some(1), "A reply was recorded late"), line(1, 1.0, None, "")]
}
