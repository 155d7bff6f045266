//! A look at the header and the first rows of a sheet, before its columns are confirmed.

use std::path::Path;

use super::files::file_name;
use crate::import::child::ReadRequest;
use crate::import::message::ReaderMessage;
use charter::untrusted::{Untrusted, sanitize};
use formats::sandbox::SandboxedReader;

#[derive(Clone, Debug, PartialEq)]
pub struct SheetPreview {
    pub file: String,
    /// The name of the sheet; blank for a CSV file.
    pub sheet: Untrusted,
    pub header: Vec<Untrusted>,
    /// The first rows below it.
    pub rows: Vec<Vec<Untrusted>>,
}

impl SheetPreview {
    /// The file, and which sheet of it, safe to show.
    pub fn describe(&self) -> String {
        let file = sanitize(&self.file);
        if self.sheet.is_blank() { file.into_owned() } else { format!("{file} “{}”", self.sheet.sanitized()) }
    }
}

/// How many rows are looked at.
const MAX_PREVIEW_ROWS: usize = 50;

/// The beginnings of the sheets in a file, each header once; none if it is no sheet. What is the matter with the file is
/// told when it is read.
pub fn preview_sheets(apart: &SandboxedReader, path: &Path) -> Vec<SheetPreview> {
    let name = file_name(path);
    let errand = ReadRequest { names: vec![name.clone()], byte: 0, number: 1, letters: Vec::new(), contacts: false };
    let Ok(pieces) = apart.read(&[path], &errand) else { return Vec::new() };
    let (mut found, mut in_workbook): (Vec<SheetPreview>, bool) = (Vec::new(), false);
    for piece in pieces {
        match piece {
            ReaderMessage::Mail(_) => return Vec::new(),
            ReaderMessage::Header { cells, sheet, .. } => {
                in_workbook = !sheet.is_blank();
                found.push(SheetPreview { file: name.clone(), sheet, header: cells, rows: Vec::new() });
            }
            ReaderMessage::Row { cells, .. } => match found.last_mut() {
                Some(peek) if peek.rows.len() < MAX_PREVIEW_ROWS => peek.rows.push(cells),
                // After the replies, or a list of telephone numbers, a workbook may hold more sheets.
                _ if in_workbook => {}
                _ => break,
            },
            ReaderMessage::Error { .. }
            | ReaderMessage::Note { .. }
            | ReaderMessage::Progress { .. }
            | ReaderMessage::NextFile => {}
        }
    }
    found
}
