//! The table of issued reports, one row a figure. It is written and never read back: what a database holds as issued is what
//! was issued from it, and a figure that came from a sheet would prove nothing.

use charter::ids::IssuedReportId;
use charter::issued_report::{IssuedReport, StoredFigure};
use charter::round::Round;

use super::cell::{CellValue, Shape};
use super::known::Known;

pub(super) const COLUMNS: [(&str, Shape); 15] = [
    ("round", Shape::Text),
    ("figures as at", Shape::Day),
    ("issued at", Shape::Text),
    ("issued to", Shape::Text),
    ("layout", Shape::Text),
    ("report for", Shape::Text),
    ("corrects the one issued at", Shape::Text),
    ("reason", Shape::Text),
    ("sha-256 of the figures", Shape::Text),
    ("area level", Shape::Text),
    ("area code", Shape::Text),
    ("area", Shape::Text),
    ("measure", Shape::Text),
    ("n", Shape::Number),
    ("of", Shape::Number),
];

/// The oldest report first; of one round if it is given.
pub(super) fn rows(known: &Known, round: Option<&Round>) -> Vec<Vec<String>> {
    let is_chosen = |report: &&IssuedReport| round.is_none_or(|round| report.facts.round == round.id);
    let mut reports: Vec<&IssuedReport> = known.records.issued_reports().filter(is_chosen).collect();
    reports.sort_by_key(|report| report.id);
    reports
        .into_iter()
        .flat_map(|report| report.facts.figures.iter().map(|figure| row(known, report, figure)))
        .collect()
}

fn row(known: &Known, report: &IssuedReport, figure: &StoredFigure) -> Vec<String> {
    let facts = &report.facts;
    let made_at = |id: IssuedReportId| known.records.issued_report(id).map(|it| it.facts.made_at).ok();
    vec![
        known.round_code(facts.round),
        facts.as_at.write(),
        facts.made_at.write(),
        facts.to.write(),
        facts.layout.clone(),
        facts.area.write(),
        facts.corrects.and_then(made_at).write(),
        facts.reason.write(),
        facts.sha256.clone(),
        figure.area_level.clone(),
        figure.area_code.clone(),
        figure.area.clone(),
        figure.measure.clone(),
        figure.n.write(),
        figure.of.map(|of| of.to_string()).unwrap_or_default(),
    ]
}
