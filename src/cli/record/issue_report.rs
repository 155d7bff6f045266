//! `record issue-report`: keeps a report as it was issued, and says what changed since.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::target::{read_text, reference_day};
use crate::cli::args::IssueReportArgs;
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::fields::read;
use crate::cli::output::Output;
use charter::calendar::{format_full, to_london};
use charter::change::Change;
use charter::english::pluralize;
use charter::ids::IssuedReportId;
use charter::issued_report::{ChangedFigure, IssuedReport, StoredFigure};
use charter::report::corrected;
use charter::untrusted::sanitize;
use desk::records::IssuedReportInput;

/// An issued report beside the figures of now.
#[derive(Serialize, JsonSchema)]
pub struct ComparedReportDocument<'a> {
    report: &'a IssuedReport,
    /// The figures that are no longer as issued.
    changed: Vec<ChangedFigure>,
    /// What was recorded since, the newest first: why they may differ.
    since: Vec<SinceDocument>,
}

#[derive(Serialize, JsonSchema)]
struct SinceDocument {
    at: DateTime<Utc>,
    words: String,
}

pub(super) fn run(args: &IssueReportArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let figures = args.figures.as_deref().map(read_figures).transpose()?;
    match (args.report, figures) {
        (None, None) => list(args, &Context::open(invocation, out)?, out),
        (Some(id), None) => {
            let context = Context::open(invocation, out)?;
            let report = find(id, &context)?;
            if args.json.json { out.json(&report) } else { show(&report, out) }
        }
        (Some(id), Some(figures)) => compare(id, &figures, args, &Context::open(invocation, out)?, out),
        (None, Some(figures)) => issue(figures, args, invocation, out),
    }
}

/// A JSON list of figures, from a file or from stdin.
fn read_figures(path: &str) -> Result<Vec<StoredFigure>, Failure> {
    let text = match path {
        "-" => read_text("--figures", path)?.into_owned(),
        path => std::fs::read_to_string(path).map_err(|error| {
            Failure::Failed(format!("{}: {error}. Nothing was changed; check the name of the file", sanitize(path)))
        })?,
    };
    serde_json::from_str(&text).map_err(|error| {
        Failure::Usage(format!(
            "--figures: this is no list of figures ({error}). Nothing was changed; give a JSON list, each figure with \
             area_level, area_code, area, measure, n and of"
        ))
    })
}

fn issue(
    figures: Vec<StoredFigure>,
    args: &IssueReportArgs,
    invocation: &Invocation,
    out: &mut Output,
) -> Result<(), Failure> {
    let fields = [
        ("to", args.to.as_deref()),
        ("area", args.area.as_deref()),
        ("layout", args.layout.as_deref()),
        ("reason", args.reason.as_deref()),
    ];
    let typed = read(&fields, reference_day(invocation)?, |reader| Some(IssuedReportInput::read(reader)))?;
    let mut context = Context::open(invocation, out)?;
    let corrected = args.corrects.map(|id| find(id, &context)).transpose()?;
    let round = context.round(args.round.round.as_deref())?;
    let (round, as_at) =
        corrected.as_ref().map_or((round.id, context.as_at), |report| (report.facts.round, report.facts.as_at));
    let act = typed.act((round, as_at), context.moment.at, corrected.map(|report| report.id), figures);
    context.save(&Change::from(act), out)?;
    match context.store.issued_reports()?.last() {
        Some(report) if args.json.json => out.json(report),
        Some(report) => out.print_line(&describe(report)),
        None => Ok(()),
    }
}

fn find(id: i64, context: &Context) -> Result<IssuedReport, Failure> {
    let found = context.store.issued_report(IssuedReportId(id))?;
    found.ok_or_else(|| {
        Failure::Refused(format!(
            "there is no issued report {id}. Nothing was changed; `charterdesk record issue-report` lists them"
        ))
    })
}

fn list(args: &IssueReportArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let reports = context.store.issued_reports()?;
    if args.json.json {
        return out.json(&reports);
    }
    reports.iter().try_for_each(|report| out.print_line(&describe(report)))
}

fn show(report: &IssuedReport, out: &mut Output) -> Result<(), Failure> {
    out.print_line(&describe(report))?;
    report.facts.figures.iter().try_for_each(|figure| {
        let value = value_of(Some(figure));
        out.print_line(&format!("  {}: {value}", subject_of(figure)))
    })
}

fn compare(
    id: i64,
    now: &[StoredFigure],
    args: &IssueReportArgs,
    context: &Context,
    out: &mut Output,
) -> Result<(), Failure> {
    let report = find(id, context)?;
    let changed = corrected(&report.facts.figures, now);
    let entries = context.store.history(None, usize::MAX)?;
    let recorded = entries.into_iter().take_while(|entry| entry.at > report.facts.made_at);
    let since: Vec<SinceDocument> =
        recorded.map(|entry| SinceDocument { at: entry.at, words: entry.words.sanitized().into_owned() }).collect();
    if args.json.json {
        return out.json(&ComparedReportDocument { report: &report, changed, since });
    }
    out.print_line(&describe(&report))?;
    if changed.is_empty() {
        return out.print_line("Every figure is as it was issued.");
    }
    out.print_line(&format!("{} changed since:", pluralize(changed.len(), "figure")))?;
    for figure in &changed {
        let Some(subject) = figure.issued.as_ref().or(figure.now.as_ref()) else { continue };
        let (before, after) = (value_of(figure.issued.as_ref()), value_of(figure.now.as_ref()));
        out.print_line(&format!("  {}: {before}, now {after}", subject_of(subject)))?;
    }
    out.print_line(&format!("Recorded since: {}", pluralize(since.len(), "change")))?;
    since.iter().try_for_each(|entry| {
        out.print_line(&format!("  {}  {}", format_full(to_london(entry.at).date()), entry.words))
    })
}

fn subject_of(figure: &StoredFigure) -> String {
    let area = if figure.area.trim().is_empty() { &figure.area_level } else { &figure.area };
    format!("{}, {}", sanitize(area), sanitize(&figure.measure))
}

fn value_of(figure: Option<&StoredFigure>) -> String {
    figure.map_or_else(|| "not in the report".to_owned(), StoredFigure::describe)
}

/// `2  summary, as at Thu 5 Oct 2023, all councils, to Police and Crime Panel: 40 figures, SHA-256 …; corrects 1: …`.
fn describe(report: &IssuedReport) -> String {
    let facts = &report.facts;
    let area = if facts.area.is_blank() { "all councils".into() } else { facts.area.sanitized() };
    let corrects =
        facts.corrects.map(|id| format!("; corrects {id}: {}", facts.reason.sanitized())).unwrap_or_default();
    format!(
        "{}  {}, as at {}, {area}, to {}: {}, SHA-256 {}{corrects}",
        report.id,
        sanitize(&facts.layout),
        format_full(facts.as_at),
        facts.to.sanitized(),
        pluralize(facts.figures.len(), "figure"),
        facts.sha256
    )
}
