//! Reads a list of contacts in the sandbox.

use std::path::Path;

use charter::untrusted::{Untrusted, sanitize};
use formats::sandbox::SandboxedReader;

use crate::import::ReadRequest;
use crate::import::message::ReaderMessage;

/// What is in a file, before anything of it is understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactFile {
    /// Without its folders.
    pub name: String,
    pub(super) sheets: Vec<Sheet>,
    /// Rows that cannot be read, by their line; 0 for the whole file.
    pub(super) unreadable: Vec<(u64, String)>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sheet {
    /// Blank for a CSV file and for cards.
    pub(super) name: Untrusted,
    pub(super) header: Vec<Untrusted>,
    /// With their lines.
    pub(super) rows: Vec<(u64, Vec<Untrusted>)>,
}

/// More rows than any force has contacts.
const MAX_ROWS: usize = 20_000;

/// # Errors
/// The file cannot be read; a sentence without its full stop.
pub fn read_contact_file(sandbox: &SandboxedReader, path: &Path) -> Result<ContactFile, String> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let request = ReadRequest { names: vec![name.clone()], byte: 0, number: 1, letters: Vec::new(), contacts: true };
    let messages = sandbox.read(&[path], &request);
    let mut messages = messages.map_err(|error| format!("the program could not be started to read it ({error})"))?;
    let mut file = ContactFile { name, ..ContactFile::default() };
    let mut count = 0;
    for message in messages.by_ref() {
        match message {
            ReaderMessage::Header { sheet, cells, .. } => {
                file.sheets.push(Sheet { name: sheet, header: cells, rows: Vec::new() });
            }
            ReaderMessage::Row { line, cells, .. } => {
                count += 1;
                if count > MAX_ROWS {
                    return Err(format!("it has more than {MAX_ROWS} rows; check that it is the right file"));
                }
                file.sheets.iter_mut().last().into_iter().for_each(|sheet| sheet.rows.push((line, cells.clone())));
            }
            // The reason is a sentence of ours, in which words of the file may stand.
            ReaderMessage::Error { number, reason } => file.unreadable.push((number, sanitize(&reason).into_owned())),
            ReaderMessage::Mail(_)
            | ReaderMessage::Note { .. }
            | ReaderMessage::Progress { .. }
            | ReaderMessage::NextFile => {}
        }
    }
    match messages.failure() {
        Some(why) => Err(sanitize(&why).into_owned()),
        None => Ok(file),
    }
}
