//! The figures in long form: a line for each period, area and measure.

use std::collections::HashMap;

use charter::incoming::Digest;
use charter::report::{AreaKey, Figure, Measure, Report, Value};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

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
    let text = |text: &str| Untrusted::new(Untrusted::from(text).clean_for_html()).escape_csv().into_owned();
    // A report by council has a million figures: what their rows share is written once.
    let mut areas: HashMap<&AreaKey, [String; 2]> = HashMap::new();
    let mut measures: HashMap<&Measure, [String; 2]> = HashMap::new();
    let days: HashMap<&str, [String; 2]> = report
        .periods
        .iter()
        .map(|(code, from, as_at)| (code.as_str(), [from, as_at].map(NaiveDate::to_string)))
        .collect();
    for Figure { period, area, measure, value } in &report.figures {
        let [from, as_at] = days.get(&**period).map_or(["", ""], |days| days.each_ref().map(String::as_str));
        let [code, name] = areas.entry(area).or_insert_with(|| [text(&area.code), text(&area.label())]);
        let [counted, label] =
            measures.entry(measure).or_insert_with(|| [text(&measure.code()), text(&measure.full_label())]);
        let (unit, n) = number(*value);
        let (base, of) = (measure.base().code(), value.of().to_string());
        let row = [period, from, as_at, area.level.code(), code, name, counted, label, base, unit, &n, &of];
        writer.write_record(row).map_err(|error| failed(&error))?;
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

/// With its unit.
fn number(value: Value) -> (&'static str, String) {
    match value {
        Value::Share(share) => ("count", share.n.to_string()),
        // None is no 0 days.
        Value::Median { of: 0, .. } => ("median days", String::new()),
        Value::Median { half_days, .. } => ("median days", (f64::from(half_days) / 2.0).to_string()),
    }
}
