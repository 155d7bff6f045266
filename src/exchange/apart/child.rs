//! What runs in the child: finds out what a file is, reads it, writes pieces.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::limits;
use crate::exchange::mail::{self, Start};
use crate::exchange::piece::Piece;
use crate::exchange::sheet;

/// What a child is started for; handed to it on its input.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Errand {
    /// Its name without the folders.
    pub name: String,
    /// The byte at which reading begins: after a mail that broke the reader.
    pub byte: u64,
    /// The number of the mail there.
    pub number: u64,
    /// The texts of our own letters.
    pub letters: Vec<String>,
}

/// How much of the beginning tells what a file is.
const BEGINNING: u64 = 64 << 10;

/// Runs an errand that stands as JSON on `input`, for the file at `path`, and writes its pieces to `output`.
///
/// # Errors
/// If the limits cannot be set, or the file or a pipe cannot be read or written. The message is for the parent.
pub fn run(path: &Path, input: &mut dyn Read, output: &mut dyn Write) -> io::Result<()> {
    let errand: Errand = serde_json::from_reader(input)?;
    // Before anything of the file is touched.
    limits::set()?;
    let mut file = BufReader::new(File::open(path)?);
    let of = file.get_ref().metadata()?.len();
    let mut beginning = Vec::new();
    file.by_ref().take(BEGINNING).read_to_end(&mut beginning)?;
    file.seek(SeekFrom::Start(0))?;
    let mut give = |piece: Piece| {
        limits::grant_time()?;
        serde_json::to_writer(&mut *output, &piece)?;
        output.write_all(b"\n")
    };
    read(&errand, &beginning, &mut file, of, &mut give)?;
    output.flush()
}

fn read(
    errand: &Errand,
    beginning: &[u8],
    file: &mut (impl BufRead + Seek),
    of: u64,
    give: &mut dyn FnMut(Piece) -> io::Result<()>,
) -> io::Result<()> {
    if sheet::is_old_excel(&errand.name, beginning) {
        let why = "it is a workbook of an old Excel; save it as .xlsx, and bring that in";
        return give(Piece::Trouble { number: 0, why: why.to_owned() });
    }
    if let Some(kind) = mail::kind_of(&errand.name, beginning) {
        let start = Start { byte: errand.byte, number: errand.number };
        return mail::read(file, of, &errand.name, kind, start, &errand.letters, give);
    }
    if let Some(kind) = sheet::kind_of(&errand.name, beginning) {
        return sheet::read(file, of, &errand.name, kind, give);
    }
    let why = if beginning.is_empty() {
        "it is empty"
    } else {
        "it is neither a mail (.eml, .mbox, .msg) nor a sheet (.csv, .xlsx, .ods) that can be read"
    };
    give(Piece::Trouble { number: 0, why: why.to_owned() })
}
