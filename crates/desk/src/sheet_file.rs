//! Reads the whole of a sheet in the sandbox: a list of contacts, the answers of an earlier round, a table.

use std::path::Path;

use charter::english::truncate;
use charter::sheet_row::RowNote;
use charter::untrusted::{Untrusted, sanitize};
use formats::sandbox::SandboxedReader;

use crate::import::ReadRequest;
use crate::import::message::ReaderMessage;

/// What is in a file, before anything of it is understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetFile {
    /// Without its folders.
    pub name: String,
    pub(crate) sheets: Vec<Sheet>,
    /// Rows that cannot be read, by their line; 0 for the whole file.
    pub(crate) unreadable: Vec<(u64, String)>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sheet {
    /// Blank for a CSV file and for cards.
    pub(crate) name: Untrusted,
    pub(crate) header: Vec<Untrusted>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    /// From 1.
    pub(crate) line: u64,
    pub(crate) cells: Vec<Untrusted>,
    pub(crate) notes: Vec<RowNote>,
}

/// More rows than any force has contacts or councils.
const MAX_ROWS: usize = 20_000;
/// More rows than a force records in ten years.
const MAX_TABLE_ROWS: usize = 500_000;

/// Cards are rows too.
///
/// # Errors
/// The file cannot be read; a sentence without its full stop.
pub fn read_contact_file(sandbox: &SandboxedReader, path: &Path) -> Result<SheetFile, String> {
    read(sandbox, path, true, MAX_ROWS)
}

/// # Errors
/// The file cannot be read, or is no sheet; a sentence without its full stop.
pub fn read_answer_file(sandbox: &SandboxedReader, path: &Path) -> Result<SheetFile, String> {
    read(sandbox, path, false, MAX_ROWS)
}

/// A table that the program exported ([`crate::tables`]).
///
/// # Errors
/// As [`read_answer_file`].
pub fn read_table_file(sandbox: &SandboxedReader, path: &Path) -> Result<SheetFile, String> {
    read(sandbox, path, false, MAX_TABLE_ROWS)
}

/// A row for people: `row 7, “Wellington”: several councils may be meant`. `line` 0 is the whole sheet or file.
pub(crate) fn describe_row(sheet: &Untrusted, line: u64, council: &Untrusted, why: &str) -> String {
    let place = match (line, sheet.is_blank()) {
        (0, true) => "the file".to_owned(),
        (0, false) => format!("sheet “{}”", sheet.sanitized()),
        (line, true) => format!("row {line}"),
        (line, false) => format!("sheet “{}”, row {line}", sheet.sanitized()),
    };
    let named = if council.is_blank() { String::new() } else { format!(", “{}”", truncate(&council.sanitized())) };
    format!("{place}{named}: {}", sanitize(why))
}

fn read(sandbox: &SandboxedReader, path: &Path, contacts: bool, max_rows: usize) -> Result<SheetFile, String> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let request = ReadRequest { names: vec![name.clone()], byte: 0, number: 1, letters: Vec::new(), contacts };
    let messages = sandbox.read(&[path], &request);
    let mut messages = messages.map_err(|error| format!("the program could not be started to read it ({error})"))?;
    let file = collect(name, &mut messages, contacts, max_rows)?;
    match messages.failure() {
        Some(why) => Err(sanitize(&why).into_owned()),
        None => Ok(file),
    }
}

pub(crate) fn collect(
    name: String,
    messages: &mut dyn Iterator<Item = ReaderMessage>,
    contacts: bool,
    max_rows: usize,
) -> Result<SheetFile, String> {
    let mut file = SheetFile { name, ..SheetFile::default() };
    let mut count = 0;
    for message in messages {
        match message {
            ReaderMessage::Header { sheet, cells, .. } => {
                file.sheets.push(Sheet { name: sheet, header: cells, rows: Vec::new() });
            }
            ReaderMessage::Row { line, cells, warnings } => {
                count += 1;
                if count > max_rows {
                    return Err(format!("it has more than {max_rows} rows; check that it is the right file"));
                }
                if let Some(sheet) = file.sheets.last_mut() {
                    sheet.rows.push(Row { line, cells, notes: warnings });
                }
            }
            // The reason is a sentence of ours, in which words of the file may stand.
            ReaderMessage::Error { number, reason } => file.unreadable.push((number, sanitize(&reason).into_owned())),
            ReaderMessage::Mail(_) if !contacts => {
                return Err("it is mail; give a sheet (.csv, .xlsx, .ods)".to_owned());
            }
            ReaderMessage::Mail(_)
            | ReaderMessage::Note { .. }
            | ReaderMessage::Progress { .. }
            | ReaderMessage::NextFile => {}
        }
    }
    Ok(file)
}
