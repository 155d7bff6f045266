//! The figures in long form: a line for each period, area and measure.

use charter::incoming::Digest;
use charter::report::{AreaKey, Figure, Report, Value};
use charter::untrusted::Untrusted;

use crate::documents::DocumentError;

const HEADER: [&str; 12] =
    ["period", "from", "as at", "level", "area code", "area", "measure", "label", "base", "unit", "n", "N"];

/// With a header and CRLF line ends; days as 2023-10-05. No cell runs as a formula.
///
/// # Errors
///
/// The file cannot be made, which is a mistake of the program.
pub fn csv(report: &Report) -> Result<String, DocumentError> {
    let failed = |error: &dyn std::fmt::Display| DocumentError::Table { name: "report", reason: error.to_string() };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEADER).map_err(|error| failed(&error))?;
    for figure in &report.figures {
        writer.write_record(row(report, figure)).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

/// The SHA-256 of the CSV: two reports with one digest have the same figures.
///
/// # Errors
///
/// See [`csv()`].
pub fn digest(report: &Report) -> Result<Digest, DocumentError> {
    Ok(Digest::hash_file(csv(report)?.as_bytes()))
}

fn row(report: &Report, figure: &Figure) -> [String; 12] {
    let AreaKey { level, code, .. } = &figure.area;
    let days = report.periods.iter().find(|(period, ..)| *period == figure.period);
    let day = |of: fn(&(String, chrono::NaiveDate, chrono::NaiveDate)) -> chrono::NaiveDate| {
        days.map_or(String::new(), |days| of(days).to_string())
    };
    let text = |text: &str| Untrusted::new(Untrusted::from(text).clean_for_html()).escape_csv().into_owned();
    let (unit, n) = match figure.value {
        Value::Share(share) => ("count", share.n.to_string()),
        // None is no 0 days.
        Value::Median { of: 0, .. } => ("median days", String::new()),
        Value::Median { half_days, .. } => ("median days", (f64::from(half_days) / 2.0).to_string()),
    };
    [
        figure.period.clone(),
        day(|(_, from, _)| *from),
        day(|(.., as_at)| *as_at),
        level.code().to_owned(),
        text(code),
        text(&figure.area.label()),
        text(&figure.measure.code()),
        text(&figure.measure.full_label()),
        figure.measure.base().code().to_owned(),
        unit.to_owned(),
        n,
        figure.value.of().to_string(),
    ]
}
