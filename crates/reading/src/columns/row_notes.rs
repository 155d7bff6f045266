//! What is said of single cells of a row, by heading and line; which parts of merged cells are filled; and the mark of cells of
//! which words were struck out.

use std::borrow::Cow;

use charter::column::{Column, Mapping};
use charter::english::truncate;
use charter::sheet_row::RowNote;
use charter::untrusted::{Untrusted, sanitize};

use super::cell_fault::{CellFault, cell_fault, is_faulty_cell, merged_part, struck_out_cell};
use crate::columns::row_text::labels;

/// Said of an item whose row is hidden, by hand or by a filter.
pub const HIDDEN_ROW: &str =
    "its row is hidden in the sheet, by hand or by a filter; check that it is meant to be read";

/// A row with the parts of merged cells in it, and sentences about its cells.
pub(super) struct CheckedRow<'a> {
    pub cells: Cow<'a, [Untrusted]>,
    pub warnings: Vec<String>,
    /// See [`RowNote::DaysSince1904`].
    pub since_1904: bool,
}

/// Fills merged cells and says what is wrong with cells.
pub(super) fn check_row<'a>(
    mapping: &Mapping,
    header: &[Untrusted],
    cells: &'a [Untrusted],
    line: u64,
    notes: &[RowNote],
) -> CheckedRow<'a> {
    let mut checked = CheckedRow { cells: Cow::Borrowed(cells), warnings: Vec::new(), since_1904: false };
    if notes.is_empty() && !cells.iter().any(is_faulty) && !header.iter().any(is_faulty) {
        return checked;
    }
    let labels = labels(header);
    let heading = |index: usize| {
        let plain = labels.get(index).map_or_else(|| format!("Column {}", index + 1), |label| truncate(label));
        sanitize(&plain).into_owned()
    };
    let meaning = |index: usize| mapping.columns.get(index).copied().unwrap_or(Column::Unused);
    let matters = |index: usize| meaning(index) != Column::Unused || header.get(index).is_some_and(is_faulty);
    let mut said = Vec::new();
    for note in notes {
        match note {
            RowNote::Cut(sentence) => said.push(sentence.clone()),
            RowNote::HiddenRow => said.push(HIDDEN_ROW.to_owned()),
            RowNote::HiddenColumn { column } if meaning(*column) != Column::Unused => {
                said.push(format!("the cell “{}” on line {line} is in a hidden column", heading(*column)));
            }
            RowNote::HiddenColumn { .. } => {}
            RowNote::Merged { column, line: first, text } => {
                let filled = fill(meaning(*column), *first, text);
                if let Some((cell, is_value)) = filled {
                    set(checked.cells.to_mut(), *column, cell);
                    said.extend(is_value.then(|| describe_filled(&heading(*column), line, *first, text)));
                }
            }
            RowNote::Covered { column, line: first, text } => {
                said.push(describe_covered(&heading(*column), line, *first, text));
            }
            RowNote::StruckOut { column, text } if matters(*column) => {
                let rest = checked.cells.get(*column).map_or("", Untrusted::raw).to_owned();
                set(checked.cells.to_mut(), *column, struck_out_cell(&rest));
                said.push(describe_struck_out(&heading(*column), line, text));
            }
            RowNote::StruckOut { .. } => {}
            RowNote::DaysSince1904 => checked.since_1904 = true,
        }
    }
    let faults = describe_faults(&checked.cells, header, line, &heading, &meaning);
    checked.warnings = faults.into_iter().chain(said).collect();
    checked
}

/// A sentence for each cell that holds no value, or stands below a heading that cannot be read.
fn describe_faults(
    cells: &[Untrusted],
    header: &[Untrusted],
    line: u64,
    heading: &dyn Fn(usize) -> String,
    meaning: &dyn Fn(usize) -> Column,
) -> Vec<String> {
    let describe = |(index, cell): (usize, &Untrusted)| match (cell_fault(cell.raw()), header.get(index)) {
        // It was said with the words.
        (Some(CellFault::StruckOut), _) => None,
        (Some(fault), _) => Some(describe_fault(fault, &heading(index), line, meaning(index), cell.raw())),
        (None, Some(label)) if is_faulty(label) && meaning(index) == Column::Unused && !cell.is_blank() => {
            Some(describe_faulty_heading(index, line, label))
        }
        (None, _) => None,
    };
    cells.iter().enumerate().filter_map(describe).collect()
}

fn is_faulty(cell: &Untrusted) -> bool {
    is_faulty_cell(cell.raw())
}

/// What a part of a merged cell becomes, and whether that is a value. Cells that say whose row it is, and when it came, hold
/// for each row that they cover; an answer is not repeated.
fn fill(column: Column, line: u64, text: &str) -> Option<(Untrusted, bool)> {
    match column {
        Column::Unused => None,
        Column::Council | Column::Code | Column::County | Column::Received | Column::Sender => {
            Some((Untrusted::new(text), true))
        }
        Column::Wish
        | Column::Priority
        | Column::Priorities
        | Column::Frequency
        | Column::Method
        | Column::Views
        | Column::Status => Some((merged_part(line, text), false)),
    }
}

fn set(cells: &mut Vec<Untrusted>, column: usize, cell: Untrusted) {
    if cells.len() <= column {
        cells.resize(column + 1, Untrusted::default());
    }
    if let Some(place) = cells.get_mut(column) {
        *place = cell;
    }
}

fn describe_filled(heading: &str, line: u64, first: u64, text: &str) -> String {
    let text = sanitize(&truncate(text.trim())).into_owned();
    format!("the cell “{heading}” on line {line} is part of a merged cell: “{text}” was taken from line {first}")
}

fn describe_covered(heading: &str, line: u64, first: u64, text: &str) -> String {
    let text = sanitize(&truncate(text.trim())).into_owned();
    format!(
        "the cell “{heading}” on line {line} holds “{text}”, which a merged cell of line {first} hides in the sheet, so it was \
         left out"
    )
}

fn describe_struck_out(heading: &str, line: u64, text: &str) -> String {
    let text = sanitize(&truncate(text.trim())).into_owned();
    format!(
        "the words “{text}” in the cell “{heading}” on line {line} are struck out, so they were left out; check what the council \
         answered"
    )
}

fn describe_faulty_heading(index: usize, line: u64, heading: &Untrusted) -> String {
    let heading = sanitize(&truncate(heading.raw().trim())).into_owned();
    format!(
        "the heading of column {} is {heading}, an error or a formula without a result, so its cell on line {line} was not \
         read; write the heading itself, and import the sheet again",
        index + 1
    )
}

fn describe_fault(fault: CellFault, heading: &str, line: u64, column: Column, text: &str) -> String {
    let cell = format!("the cell “{heading}” on line {line}");
    let so = match column {
        Column::Council => "so the council is not known from it",
        Column::Code => "so the council is not known by its code",
        Column::Received => "so the row has no date",
        Column::Unused => "but its column is not used",
        _ => "so it was not read",
    };
    match fault {
        CellFault::Error => {
            let error = sanitize(text.trim()).into_owned();
            format!("{cell} is {error}, an error of the spreadsheet, {so}; look there what it should say")
        }
        CellFault::Formula => format!(
            "{cell} is a formula without a stored result, {so}; open the sheet in Excel or LibreOffice, save it, and import \
             it again"
        ),
        // Its words are named elsewhere.
        CellFault::StruckOut => format!("{cell} has words that are struck out"),
        CellFault::Merged => format!(
            "{cell} is part of a merged cell that begins on an earlier line, {so}; check whether that answer is meant for \
             this row too"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Mapping, RowNote, Untrusted, check_row};
    use rstest::rstest;

    fn untrusted(cells: &[&str]) -> Vec<Untrusted> {
        cells.iter().map(|cell| Untrusted::from(*cell)).collect()
    }

    fn merged(column: usize, text: &str) -> RowNote {
        RowNote::Merged { column, line: 2, text: text.to_owned() }
    }

    #[rstest]
    #[case::council(&["#N/A"], &[], "#N/A||", "the cell “Parish” on line 3 is #N/A, an error of the spreadsheet, so the council is not known")]
    #[case::formula(&["Wem", "=A1"], &[], "Wem|=A1|", "the cell “Wish” on line 3 is a formula without a stored result, so it was not read")]
    #[case::unused(&["Wem", "Yes", "#REF!"], &[], "Wem|Yes|#REF!", "the cell “Column 3” on line 3 is #REF!, an error of the spreadsheet, but its column is not used")]
    #[case::filled(&["", "Yes"], &[merged(0, "Wem")], "Wem|Yes|", "the cell “Parish” on line 3 is part of a merged cell: “Wem” was taken from line 2")]
    #[case::not_filled(&["Wem"], &[merged(1, "Yes")], "Wem|(merged with line 2) Yes|", "the cell “Wish” on line 3 is part of a merged cell that begins on an earlier line, so it was not read")]
    #[case::not_used(&["Wem"], &[merged(2, "x")], "Wem||", "")]
    #[case::struck(&["Wem"], &[RowNote::StruckOut { column: 1, text: "Yes".to_owned() }], "Wem|(words struck out)|", "the words “Yes” in the cell “Wish” on line 3 are struck out")]
    #[case::part_struck(&["Wem", "No"], &[RowNote::StruckOut { column: 1, text: "Yes".to_owned() }], "Wem|(words struck out) No|", "the words “Yes” in the cell “Wish” on line 3 are struck out")]
    #[case::struck_and_not_used(&["Wem"], &[RowNote::StruckOut { column: 2, text: "x".to_owned() }], "Wem||", "")]
    #[case::covered(&["Wem"], &[RowNote::Covered { column: 1, line: 2, text: "Yes".to_owned() }], "Wem||", "the cell “Wish” on line 3 holds “Yes”, which a merged cell of line 2 hides")]
    #[case::hidden(&["Wem"], &[RowNote::HiddenRow], "Wem||", "its row is hidden in the sheet")]
    #[case::hidden_column(&["Wem", "Yes"], &[RowNote::HiddenColumn { column: 1 }], "Wem|Yes|", "the cell “Wish” on line 3 is in a hidden column")]
    fn cells_are_named_by_heading_and_line(
        #[case] cells: &[&str],
        #[case] notes: &[RowNote],
        #[case] read: &str,
        #[case] said: &str,
    ) {
        let mapping = Mapping { columns: vec![Column::Council, Column::Wish, Column::Unused] };
        let cells = untrusted(cells);
        let checked = check_row(&mapping, &untrusted(&["Parish", "Wish", ""]), &cells, 3, notes);
        let mut texts: Vec<&str> = checked.cells.iter().map(Untrusted::raw).collect();
        texts.resize(3, "");
        assert_eq!((texts.join("|").as_str(), checked.warnings.len()), (read, usize::from(!said.is_empty())));
        assert!(checked.warnings.concat().starts_with(said), "{:?}", checked.warnings);
    }
}
