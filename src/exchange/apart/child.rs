//! What runs in the child: finds out what a file is, reads it, writes pieces.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::limits;
use crate::exchange::mail::{self, Start};
use crate::exchange::piece::ReaderMessage;
use crate::exchange::sheet;

/// What a child is started for, beside the files; handed to it on its input.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadRequest {
    /// The names of the files without the folders.
    pub names: Vec<String>,
    /// The byte at which reading begins in the first of them: after a mail that broke the reader.
    pub byte: u64,
    /// The number of the mail there.
    pub number: u64,
    /// The texts of our own letters.
    pub letters: Vec<String>,
}

/// How much of the beginning tells what a file is.
const SNIFF_BYTES: u64 = 64 << 10;

/// Runs an errand that stands as JSON on `input`, for files one after the other, and writes their pieces to `output`.
///
/// # Errors
/// If the limits cannot be set, or a file or a pipe cannot be read or written. The message is for the parent.
pub fn run(paths: &[PathBuf], input: &mut dyn Read, output: &mut dyn Write) -> io::Result<()> {
    let errand: ReadRequest = serde_json::from_reader(input)?;
    // Before anything of a file is touched.
    limits::apply_limits()?;
    let mut give = |piece: ReaderMessage| {
        limits::extend_cpu_limit()?;
        serde_json::to_writer(&mut *output, &piece)?;
        output.write_all(b"\n")?;
        // Before what may break this process: what is in a buffer then goes with it, and another mail would be blamed.
        if matches!(piece, ReaderMessage::Progress { .. } | ReaderMessage::NextFile) { output.flush() } else { Ok(()) }
    };
    let letters = &errand.letters;
    for (place, (path, name)) in paths.iter().zip(&errand.names).enumerate() {
        let start = match place {
            0 => Start { byte: errand.byte, number: errand.number },
            _ => {
                give(ReaderMessage::NextFile)?;
                Start::default()
            }
        };
        read(path, name, start, letters, &mut give)?;
    }
    output.flush()
}

fn read(
    path: &Path,
    name: &str,
    start: Start,
    letters: &[String],
    give: &mut dyn FnMut(ReaderMessage) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = BufReader::new(File::open(path)?);
    let of = file.get_ref().metadata()?.len();
    let mut beginning = Vec::new();
    file.by_ref().take(SNIFF_BYTES).read_to_end(&mut beginning)?;
    file.seek(SeekFrom::Start(0))?;
    if sheet::is_old_excel(name, &beginning) {
        let why = "it is a workbook of an old Excel; save it as .xlsx, and bring that in";
        return give(ReaderMessage::Error { number: 0, reason: why.to_owned() });
    }
    if let Some(kind) = mail::kind_of(name, &beginning) {
        return mail::read(&mut file, of, name, kind, start, letters, give);
    }
    if let Some(kind) = sheet::kind_of(name, &beginning) {
        return sheet::read(&mut file, of, name, kind, give);
    }
    let why = if beginning.is_empty() {
        "it is empty"
    } else {
        "it is neither a mail (.eml, .mbox, .msg) nor a sheet (.csv, .xlsx, .ods) that can be read"
    };
    give(ReaderMessage::Error { number: 0, reason: why.to_owned() })
}
