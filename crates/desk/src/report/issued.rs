//! The reports that were issued, each beside the figures of now.

use std::collections::{BTreeMap, BTreeSet};

use charter::calendar::{format_full, to_london};
use charter::english::pluralize;
use charter::ids::IssuedReportId;
use charter::issued_report::{ChangedFigure, IssuedReport, StoredFigure};
use charter::report::{AreaKey, Facts, Layout, ReportLevel, ReportRequest, build, corrected, stored_figures};
use charter::response_times::ReplyLimit;
use charter::round::Round;
use charter::untrusted::sanitize;
use store::{Store, StoreError};

use super::read::{AreaNames, read};

/// Characters of a digest that tell the reports of one force apart.
const SHORT_DIGEST: usize = 12;
/// So many figures are named; a report has thousands.
const NAMED: usize = 3;

/// A report that was issued.
#[derive(Clone, Debug, PartialEq)]
pub struct IssuedLine {
    pub issued: IssuedReport,
    pub round: Round,
    /// The figures that are no longer as issued, each in words: `Whole force area, Declined: 0 of 610, now 1 of 610`.
    pub changed: Vec<String>,
    /// The latest issue that corrects it.
    pub corrected_by: Option<IssuedReportId>,
}

/// The newest first.
///
/// # Errors
/// The database cannot be read.
pub fn issued_reports(store: &Store, limit: Option<ReplyLimit>) -> Result<Vec<IssuedLine>, StoreError> {
    let (rounds, all) = (store.rounds()?, store.issued_reports()?);
    let mut lines = Vec::new();
    for issued in all.iter().rev() {
        let Some(round) = rounds.iter().find(|round| round.id == issued.facts.round) else { continue };
        let facts = read(store, round, issued.facts.as_at, limit)?;
        let names = AreaNames::read(store, facts.now.as_at)?;
        let report = build(&facts, &same_areas(issued, &facts, &names));
        let changed = corrected(&issued.facts.figures, &stored_figures(&report));
        // The words of today for what both count.
        let labels: BTreeMap<String, String> =
            report.figures.iter().map(|figure| (figure.measure.code(), figure.measure.full_label())).collect();
        lines.push(IssuedLine {
            changed: changed.iter().map(|figure| describe(figure, &labels)).collect(),
            corrected_by: all.iter().rfind(|one| one.facts.corrects == Some(issued.id)).map(|one| one.id),
            issued: issued.clone(),
            round: round.clone(),
        });
    }
    Ok(lines)
}

fn describe(changed: &ChangedFigure, labels: &BTreeMap<String, String>) -> String {
    let value =
        |figure: Option<&StoredFigure>| figure.map_or_else(|| "not in the report".to_owned(), StoredFigure::describe);
    let subject = changed.issued.as_ref().or(changed.now.as_ref());
    let (area, measure) = subject.map_or(("", ""), |figure| (figure.area.as_str(), figure.measure.as_str()));
    let area = if area.trim().is_empty() { AreaKey::force().label() } else { sanitize(area).into_owned() };
    let measure = labels.get(measure).cloned().unwrap_or_else(|| sanitize(measure).into_owned());
    let (before, after) = (value(changed.issued.as_ref()), value(changed.now.as_ref()));
    format!("{area}, {measure}: {before}, now {after}")
}

/// A report of all areas that the issued one may have.
fn same_areas(issued: &IssuedReport, facts: &Facts, names: &AreaNames) -> ReportRequest {
    let figures = &issued.facts.figures;
    let levels: BTreeSet<ReportLevel> =
        figures.iter().filter_map(|figure| ReportLevel::from_code(&figure.area_level)).collect();
    let below = levels.into_iter().filter(|level| *level != ReportLevel::Force);
    let areas: Vec<AreaKey> = below.flat_map(|level| names.of_level(level, &facts.now.lines, None)).collect();
    // Replies by day are counted for the area of the report alone.
    let is_of = |area: &AreaKey, figure: &StoredFigure| {
        let key = [figure.area_level.as_str(), &figure.area_code, &figure.area];
        key == [area.level.code(), &area.code, &area.full_name()]
    };
    let by_day = |figure: &&StoredFigure| figure.measure.starts_with("heard-by");
    let focus = areas.iter().find(|area| figures.iter().filter(by_day).any(|figure| is_of(area, figure))).cloned();
    ReportRequest { areas, focus, ..ReportRequest::default() }
}

impl IssuedLine {
    /// The first characters of the digest of its figures.
    pub fn short_digest(&self) -> &str {
        self.issued.facts.sha256.get(..SHORT_DIGEST).unwrap_or(&self.issued.facts.sha256)
    }

    /// `summary`, `committee paper`.
    pub fn layout(&self) -> String {
        let code = &self.issued.facts.layout;
        Layout::from_code(code).map_or_else(|| sanitize(code).into_owned(), |layout| layout.label().to_owned())
    }

    /// `Whole force area`, `Wychavon`.
    pub fn area(&self) -> String {
        let area = &self.issued.facts.area;
        if area.is_blank() { AreaKey::force().label() } else { area.sanitized().into_owned() }
    }

    /// `Thu 5 Oct 2023 at 10:15`.
    pub fn made_at(&self) -> String {
        let made = to_london(self.issued.facts.made_at);
        format!("{} at {}", format_full(made.date()), made.format("%H:%M"))
    }

    /// `all as issued`, `2 differ now`.
    pub fn state(&self) -> String {
        match self.changed.len() {
            0 => "all as issued".to_owned(),
            1 => "1 differs now".to_owned(),
            n => format!("{n} differ now"),
        }
    }

    /// Everything that is kept of it, as sentences.
    pub fn describe(&self) -> Vec<String> {
        let facts = &self.issued.facts;
        let mut all = vec![format!(
            "Report {} of {}: {}, {}, as at {}, made {}, to {}. {}, SHA-256 {}.",
            self.issued.id,
            self.round.title(),
            self.layout(),
            self.area(),
            format_full(facts.as_at),
            self.made_at(),
            facts.to.sanitized(),
            pluralize(facts.figures.len(), "figure"),
            self.short_digest()
        )];
        all.extend(facts.corrects.map(|id| format!("It corrects report {id}: {}.", facts.reason.sanitized())));
        all.push(self.differences());
        all
    }

    fn differences(&self) -> String {
        if self.changed.is_empty() {
            return "Every figure is as it was issued.".to_owned();
        }
        let named: Vec<&str> = self.changed.iter().take(NAMED).map(String::as_str).collect();
        let more = match self.changed.len().saturating_sub(NAMED) {
            0 => String::new(),
            n => format!("; and {n} more"),
        };
        let count = pluralize(self.changed.len(), "figure");
        let differs = if self.changed.len() == 1 { "differs" } else { "differ" };
        let then = match self.corrected_by {
            Some(id) => format!("Report {id} corrects it."),
            None => "The next issue of the same round, day, area and layout corrects it.".to_owned(),
        };
        format!("{count} {differs} now: {}{more}. {then}", named.join("; "))
    }
}
