//! The files of a handover: a page to read and a table a file.

use super::html;
use charter::handover::{Handover, Section};
use charter::untrusted::Untrusted;

/// The files, each with its name: `index.html`, then a CSV file a table.
///
/// # Errors
/// A sentence, if they cannot be made.
pub fn files(handover: &Handover) -> Result<Vec<(String, String)>, String> {
    let mut files = vec![("index.html".to_owned(), html::handover(handover)?)];
    for section in &handover.sections {
        files.push((format!("{}.csv", section.name), csv(section)?));
    }
    Ok(files)
}

/// A table as CSV: with its head, in lines that end in CRLF, and no cell that a spreadsheet would run.
fn csv(section: &Section) -> Result<String, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}.csv could not be made ({error})", section.name);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(section.columns).map_err(|error| failed(&error))?;
    for row in &section.rows {
        writer.write_record(row.iter().map(cell)).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

/// A cell on one line without controls, that no spreadsheet runs.
fn cell(text: &Untrusted) -> String {
    Untrusted::new(text.clean_for_html()).escape_csv().into_owned()
}
