//! What the columns of sheets mean: as they were confirmed, as is said now, as is proposed.

use std::collections::HashMap;
use std::path::PathBuf;

use super::args::ImportRepliesArgs;
use super::desk::Desk;
use super::failure::Failure;
use super::out::Out;
use crate::domain::change::{Act, Change, ConfirmColumns};
use crate::domain::council::Council;
use crate::domain::find::fold;
use crate::domain::matching::{Found, Matcher};
use crate::domain::sheet::{self, Column, Mapping};
use crate::exchange::apart::Apart;
use crate::exchange::intake::{Peek, files, peek};

/// What is known of the columns of all sheets.
pub struct Confirmed {
    /// By the shape of the header.
    pub mappings: HashMap<String, Mapping>,
    /// The change that keeps what is confirmed now.
    pub change: Option<Change>,
}

/// Finds out what the columns of the sheets mean. Where nobody has confirmed it and nobody does now, what is proposed is
/// said, and the sheet is passed over.
pub fn confirm(args: &ImportRepliesArgs, apart: &Apart, desk: &Desk, out: &Out) -> Result<Confirmed, Failure> {
    let known = desk.store.mappings()?;
    let mut mappings: HashMap<String, Mapping> =
        known.into_iter().map(|known| (known.shape, Mapping { columns: known.columns })).collect();
    let said = args.columns.iter().map(|said| meaning(said)).collect::<Result<Vec<_>, _>>()?;
    let mut acts = Vec::new();
    let mut is_council: Option<Matcher> = None;
    let (paths, _): (Vec<PathBuf>, _) = files(&args.paths);
    for Peek { file, header, rows } in paths.iter().flat_map(|path| peek(apart, path)) {
        let shape = sheet::shape(&header);
        if mappings.contains_key(&shape) && said.is_empty() {
            continue;
        }
        if is_council.is_none() {
            let councils: Vec<Council> = desk.store.councils()?;
            is_council = Some(Matcher::new(&councils, &desk.store.aliases()?));
        }
        let is_a_council =
            |text: &str| is_council.as_ref().is_some_and(|matcher| !matches!(matcher.written(text, None), Found::None));
        let guesses = sheet::propose(&header, &rows, &is_a_council);
        let mut columns: Vec<Column> = guesses.iter().map(|guess| guess.column).collect();
        for (wanted, column) in &said {
            let named = columns.iter_mut().zip(&header).filter(|(_, cell)| fold(cell.raw()) == fold(wanted));
            named.for_each(|(meaning, _)| *meaning = *column);
        }
        let mapping = Mapping { columns };
        if let Some(why) = sheet::why_not(&mapping) {
            out.say(&format!("{file}: {why}. Say what its columns mean with --column HEADER=MEANING"));
            continue;
        }
        if !args.accept_columns && said.is_empty() {
            out.say(&format!("{file}: what its columns mean is to be confirmed once. Proposed:"));
            for (cell, guess) in header.iter().zip(&guesses) {
                out.say(&format!("  {} = {}  ({})", cell.on_screen(), guess.column.code(), guess.why));
            }
            out.say("  confirm with --accept-columns, or say otherwise with --column HEADER=MEANING");
            continue;
        }
        acts.push(Act::Mapping(ConfirmColumns { shape: shape.clone(), columns: mapping.columns.clone() }));
        mappings.insert(shape, mapping);
    }
    let change = (!acts.is_empty()).then(|| Change::all(acts));
    Ok(Confirmed { mappings, change })
}

fn meaning(said: &str) -> Result<(String, Column), Failure> {
    let known = || Column::ALL.iter().map(|column| column.code()).collect::<Vec<_>>().join(", ");
    let wrong = |what: String| Failure::Usage(format!("--column {said}: {what}. Nothing was changed"));
    let (header, meaning) = said.rsplit_once('=').ok_or_else(|| wrong("give it as HEADER=MEANING".to_owned()))?;
    let column = Column::from_code(meaning)
        .ok_or_else(|| wrong(format!("“{meaning}” is no meaning of a column; there are {}", known())))?;
    Ok((header.to_owned(), column))
}
