//! The meaning of sheet columns: confirmed before, given with `--column`, or proposed.

use std::collections::HashMap;

use super::args::ImportRepliesArgs;
use super::failure::Failure;
use crate::cli::context::Context;
use crate::cli::output::Output;
use charter::change::{Act, Change, ConfirmColumns};
use charter::column::{Column, Mapping};
use charter::council::Council;
use charter::search_key::fold;
use charter::untrusted::Untrusted;
use desk::import::{SheetPreview, possible_sheets, preview_sheets};
use formats::sandbox::SandboxedReader;
use reading::columns;
use reading::matching::{Found, Matcher};

pub struct ColumnMappings {
    /// Keyed by the shape of the header.
    pub mappings: HashMap<String, Mapping>,
    pub change: Option<Change>,
}

/// A column with the reason for the proposal.
type ProposedColumn = (Column, String);

struct ColumnAssignment {
    typed: String,
    heading: String,
    column: Column,
}

impl ColumnAssignment {
    /// Matches the heading or, for a column without one, its number: "column 5".
    fn matches(&self, place: usize, cell: &Untrusted) -> bool {
        let named = if cell.is_blank() { default_heading(place) } else { cell.raw().to_owned() };
        fold(&named) == fold(&self.heading)
    }
}

fn default_heading(place: usize) -> String {
    format!("column {}", place + 1)
}

/// Decides what the columns of the sheets mean. A sheet with unconfirmed columns is skipped, and the proposal is
/// printed.
///
/// # Errors
/// A `--column` can't be read, or no sheet has that column.
pub fn resolve_columns(
    args: &ImportRepliesArgs,
    apart: &SandboxedReader,
    context: &Context,
    out: &Output,
) -> Result<ColumnMappings, Failure> {
    let known = context.store.mappings()?;
    let mut mappings: HashMap<String, Mapping> =
        known.into_iter().map(|known| (known.shape, Mapping { columns: known.columns })).collect();
    let said = args.columns.iter().map(|said| parse_assignment(said)).collect::<Result<Vec<_>, _>>()?;
    let sheets: Vec<SheetPreview> =
        possible_sheets(&args.paths).iter().flat_map(|path| preview_sheets(apart, path)).collect();
    check_headings_exist(&said, &sheets, out)?;
    let councils: Vec<Council> = if sheets.is_empty() { Vec::new() } else { context.store.councils()? };
    let matcher = Matcher::new(&councils, &context.store.aliases()?);
    let is_council = |text: &str| !matches!(matcher.match_name(text, None), Found::None);
    let mut acts = Vec::new();
    for peek in sheets {
        let file = peek.describe();
        let SheetPreview { header, rows, .. } = peek;
        let shape = columns::shape(&header);
        let known = mappings.get(&shape);
        let says =
            |place: usize| said.iter().rev().find(|said| header.get(place).is_some_and(|it| said.matches(place, it)));
        let places = || 0..header.len();
        if known.is_some() && !places().any(|place| says(place).is_some()) {
            continue;
        }
        let mut meant: Vec<ProposedColumn> = match known {
            Some(known) => known.columns.iter().map(|column| (*column, "as was confirmed".to_owned())).collect(),
            None => columns::propose(&header, &rows, &is_council)
                .into_iter()
                .map(|guess| (guess.column, guess.why))
                .collect(),
        };
        // The sheet may have gained columns without a heading since it was confirmed.
        meant.resize(header.len(), (Column::Unused, "nobody has said what it means".to_owned()));
        for (meant, said) in meant.iter_mut().zip(places()).filter_map(|(meant, place)| Some((meant, says(place)?))) {
            *meant = (said.column, "as you say".to_owned());
        }
        let mapping = Mapping { columns: meant.iter().map(|(column, _)| *column).collect() };
        if let Some(why) = columns::mapping_problem(&mapping) {
            out.print_message(&format!("{file}: {why}. Say what its columns mean with --column HEADER=MEANING"));
            continue;
        }
        // One `--column` doesn't confirm the other columns.
        let nothing_open = known.is_some() || places().all(|place| says(place).is_some());
        if !args.accept_columns && !nothing_open {
            print_proposal(&file, &header, &meant, out);
        } else if known != Some(&mapping) {
            acts.push(Act::Mapping(ConfirmColumns { shape: shape.clone(), columns: mapping.columns.clone() }));
            mappings.insert(shape, mapping);
        }
    }
    let change = (!acts.is_empty()).then(|| Change::all(acts));
    Ok(ColumnMappings { mappings, change })
}

const MAX_HEADINGS_LISTED: usize = 40;

fn check_headings_exist(said: &[ColumnAssignment], sheets: &[SheetPreview], out: &Output) -> Result<(), Failure> {
    let columns = || sheets.iter().flat_map(|sheet| sheet.header.iter().enumerate());
    for said in said.iter().filter(|said| !columns().any(|(place, cell)| said.matches(place, cell))) {
        let typed = &said.typed;
        if sheets.is_empty() {
            // The error would not explain why no sheet was read.
            out.print_message(&format!(
                "--column {typed}: there is no sheet whose header could be read, so that it says nothing"
            ));
            continue;
        }
        let mut there: Vec<String> = Vec::new();
        for cell in columns().map(|(place, cell)| match cell.is_blank() {
            true => default_heading(place),
            false => format!("“{}”", cell.sanitized()),
        }) {
            if !there.contains(&cell) {
                there.push(cell);
            }
        }
        let more = there.len().saturating_sub(MAX_HEADINGS_LISTED);
        there.truncate(MAX_HEADINGS_LISTED);
        there.extend((more > 0).then(|| format!("{more} more")));
        let (heading, there) = (&said.heading, there.join(", "));
        return Err(Failure::Usage(format!(
            "--column {typed}: no sheet has a column headed “{heading}”; there are {there}. Nothing was changed"
        )));
    }
    Ok(())
}

fn print_proposal(file: &str, header: &[Untrusted], meant: &[ProposedColumn], out: &Output) {
    out.print_message(&format!("{file}: what its columns mean is to be confirmed once. Proposed:"));
    for ((place, cell), (column, why)) in header.iter().enumerate().zip(meant) {
        let heading = if cell.is_blank() { default_heading(place) } else { cell.sanitized().into_owned() };
        out.print_message(&format!("  {heading} = {}  ({why})", column.code()));
    }
    out.print_message("  confirm with --accept-columns; say otherwise with --column HEADER=MEANING beside it");
}

fn parse_assignment(said: &str) -> Result<ColumnAssignment, Failure> {
    let known = || Column::ALL.iter().map(|column| column.code()).collect::<Vec<_>>().join(", ");
    let wrong = |what: String| Failure::Usage(format!("--column {said}: {what}. Nothing was changed"));
    let (header, meaning) = said.rsplit_once('=').ok_or_else(|| wrong("give it as HEADER=MEANING".to_owned()))?;
    let column = Column::from_code(meaning)
        .ok_or_else(|| wrong(format!("“{meaning}” is no meaning of a column; there are {}", known())))?;
    Ok(ColumnAssignment { typed: said.to_owned(), heading: header.to_owned(), column })
}
