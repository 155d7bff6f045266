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
    fn matches(&self, index: usize, cell: &Untrusted) -> bool {
        let named = if cell.is_blank() { default_heading(index) } else { cell.raw().to_owned() };
        fold(&named) == fold(&self.heading)
    }
}

fn default_heading(index: usize) -> String {
    format!("column {}", index + 1)
}

/// Decides what the columns of the sheets mean. A sheet with unconfirmed columns is skipped, and the proposal is
/// printed.
///
/// # Errors
/// A `--column` can't be read, or no sheet has that column.
pub fn resolve_columns(
    args: &ImportRepliesArgs,
    sandbox: &SandboxedReader,
    context: &Context,
    out: &Output,
) -> Result<ColumnMappings, Failure> {
    let known = context.store.mappings()?;
    let mut mappings: HashMap<String, Mapping> =
        known.into_iter().map(|known| (known.shape, Mapping { columns: known.columns })).collect();
    let assignments = args.columns.iter().map(|typed| parse_assignment(typed)).collect::<Result<Vec<_>, _>>()?;
    let sheets: Vec<SheetPreview> =
        possible_sheets(&args.paths).iter().flat_map(|path| preview_sheets(sandbox, path)).collect();
    check_headings_exist(&assignments, &sheets, out)?;
    let councils: Vec<Council> = if sheets.is_empty() { Vec::new() } else { context.councils()? };
    let matcher = Matcher::new(&councils, &context.store.aliases()?);
    let is_council = |text: &str| !matches!(matcher.match_name(text, None), Found::None);
    let mut acts = Vec::new();
    for preview in sheets {
        let file = preview.describe();
        let SheetPreview { header, rows, .. } = preview;
        let shape = charter::column::shape(&header);
        let known = mappings.get(&shape);
        let assigned = |index: usize| {
            assignments
                .iter()
                .rev()
                .find(|assignment| header.get(index).is_some_and(|cell| assignment.matches(index, cell)))
        };
        let indices = || 0..header.len();
        if known.is_some() && !indices().any(|index| assigned(index).is_some()) {
            continue;
        }
        let mut proposed = propose_columns(known, &header, &rows, &is_council);
        for (proposed, assignment) in
            proposed.iter_mut().zip(indices()).filter_map(|(proposed, index)| Some((proposed, assigned(index)?)))
        {
            *proposed = (assignment.column, "as you say".to_owned());
        }
        let mapping = Mapping { columns: proposed.iter().map(|(column, _)| *column).collect() };
        if let Some(why) = charter::column::mapping_problem(&mapping) {
            out.print_message(&format!("{file}: {why}. Say what its columns mean with --column HEADER=MEANING"));
            continue;
        }
        // One `--column` doesn't confirm the other columns.
        let is_complete = known.is_some() || indices().all(|index| assigned(index).is_some());
        if !args.accept_columns && !is_complete {
            print_proposal(&file, &header, &proposed, out);
        } else if known != Some(&mapping) {
            acts.push(Act::Mapping(ConfirmColumns { shape: shape.clone(), columns: mapping.columns.clone() }));
            mappings.insert(shape, mapping);
        }
    }
    let change = (!acts.is_empty()).then(|| Change::all(acts));
    Ok(ColumnMappings { mappings, change })
}

/// One for each cell of the header.
fn propose_columns(
    known: Option<&Mapping>,
    header: &[Untrusted],
    rows: &[Vec<Untrusted>],
    is_council: &dyn Fn(&str) -> bool,
) -> Vec<ProposedColumn> {
    let mut proposed: Vec<ProposedColumn> = match known {
        Some(known) => known.columns.iter().map(|column| (*column, "as was confirmed".to_owned())).collect(),
        None => columns::propose(header, rows, is_council).into_iter().map(|guess| (guess.column, guess.why)).collect(),
    };
    // The sheet may have gained columns without a heading since it was confirmed.
    proposed.resize(header.len(), (Column::Unused, "nobody has said what it means".to_owned()));
    proposed
}

const MAX_HEADINGS_LISTED: usize = 40;

fn check_headings_exist(
    assignments: &[ColumnAssignment],
    sheets: &[SheetPreview],
    out: &Output,
) -> Result<(), Failure> {
    let columns = || sheets.iter().flat_map(|sheet| sheet.header.iter().enumerate());
    for assignment in assignments.iter().filter(|it| !columns().any(|(index, cell)| it.matches(index, cell))) {
        let typed = &assignment.typed;
        if sheets.is_empty() {
            // The error would not explain why no sheet was read.
            out.print_message(&format!(
                "--column {typed}: there is no sheet whose header could be read, so that it says nothing"
            ));
            continue;
        }
        let mut headings: Vec<String> = Vec::new();
        for cell in columns().map(|(index, cell)| match cell.is_blank() {
            true => default_heading(index),
            false => format!("“{}”", cell.sanitized()),
        }) {
            if !headings.contains(&cell) {
                headings.push(cell);
            }
        }
        let more = headings.len().saturating_sub(MAX_HEADINGS_LISTED);
        headings.truncate(MAX_HEADINGS_LISTED);
        headings.extend((more > 0).then(|| format!("{more} more")));
        let (heading, headings) = (&assignment.heading, headings.join(", "));
        return Err(Failure::Usage(format!(
            "--column {typed}: no sheet has a column headed “{heading}”; there are {headings}. Nothing was changed"
        )));
    }
    Ok(())
}

fn print_proposal(file: &str, header: &[Untrusted], proposed: &[ProposedColumn], out: &Output) {
    out.print_message(&format!("{file}: what its columns mean is to be confirmed once. Proposed:"));
    for ((index, cell), (column, why)) in header.iter().enumerate().zip(proposed) {
        let heading = if cell.is_blank() { default_heading(index) } else { cell.sanitized().into_owned() };
        out.print_message(&format!("  {heading} = {}  ({why})", column.code()));
    }
    out.print_message("  confirm with --accept-columns; say otherwise with --column HEADER=MEANING beside it");
}

fn parse_assignment(typed: &str) -> Result<ColumnAssignment, Failure> {
    let known = || Column::ALL.iter().map(|column| column.code()).collect::<Vec<_>>().join(", ");
    let wrong = |what: String| Failure::Usage(format!("--column {typed}: {what}. Nothing was changed"));
    let (header, meaning) = typed.rsplit_once('=').ok_or_else(|| wrong("give it as HEADER=MEANING".to_owned()))?;
    let column = Column::from_code(meaning)
        .ok_or_else(|| wrong(format!("“{meaning}” is no meaning of a column; there are {}", known())))?;
    Ok(ColumnAssignment { typed: typed.to_owned(), heading: header.to_owned(), column })
}
