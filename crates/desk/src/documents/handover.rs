//! The files of a handover: an HTML page and a CSV file for each table.

use super::error::DocumentError;
use super::html;
use charter::handover::{Handover, Section};
use charter::untrusted::Untrusted;

/// Names and contents: `index.html`, then a CSV file for each table.
///
/// # Errors
///
/// A file cannot be made, which is a mistake of the program.
pub fn files(handover: &Handover) -> Result<Vec<(String, String)>, DocumentError> {
    let mut files = vec![("index.html".to_owned(), html::handover(handover)?)];
    for section in &handover.sections {
        files.push((format!("{}.csv", section.name), csv(section)?));
    }
    Ok(files)
}

/// With a header, CRLF line ends, and no cell that a spreadsheet would run.
fn csv(section: &Section) -> Result<String, DocumentError> {
    let failed = |error: &dyn std::fmt::Display| DocumentError::Table { name: section.name, reason: error.to_string() };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(section.columns).map_err(|error| failed(&error))?;
    for row in &section.rows {
        writer.write_record(row.iter().map(cell)).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

fn cell(text: &Untrusted) -> String {
    Untrusted::new(text.clean_for_html()).escape_csv().into_owned()
}
