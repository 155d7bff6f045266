//! The slip as a table: the workbook that goes with a letter, or its cells pasted into a mail. It is rewritten as the slips in
//! words that it stands for, so that one reader reads both, and a person sees each answer beside its question.

use std::borrow::Cow;

use charter::incoming::Attachment;
use charter::mail::text::{MAX_TEXT_BYTES, truncate_lines};
use charter::sheet_row::{RowNote, SheetRow};
use charter::untrusted::Untrusted;

use super::find::MAX_SLIPS;
use super::form::{BOXES, FIRST_BOX, HEADINGS, clean, filled_slip};
use crate::columns::is_faulty_cell;

/// Older slips have no round, and people delete the column of the date.
const OPTIONAL: [&str; 2] = ["Round", "Date"];
/// Rows above the headings: a title, a note.
const MAX_ROWS_ABOVE: usize = 20;

/// Where each heading stands in a row.
struct Columns([Option<usize>; HEADINGS.len()]);

impl Columns {
    /// All headings, each once, in their order.
    fn find<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Self> {
        let cells: Vec<String> = cells.map(key).collect();
        let mut columns = [None; HEADINGS.len()];
        let mut next = 0;
        for (column, heading) in columns.iter_mut().zip(HEADINGS) {
            let heading_key = key(heading);
            let mut found = cells.iter().enumerate().filter(|(_, cell)| **cell == heading_key).map(|(index, _)| index);
            *column = found.next().filter(|index| *index >= next);
            next = column.map_or(next, |index| index + 1);
            if found.next().is_some() || column.is_none() && !OPTIONAL.contains(&heading) {
                return None;
            }
        }
        Some(Self(columns))
    }

    fn cell<'a>(&self, heading: usize, cells: &[&'a str]) -> &'a str {
        self.0.get(heading).copied().flatten().and_then(|index| cells.get(index)).map_or("", |cell| cell.trim())
    }

    /// The box that a column is of.
    fn box_of(&self, column: usize) -> Option<usize> {
        self.0.iter().position(|known| *known == Some(column))?.checked_sub(FIRST_BOX)
    }

    /// A row as a slip. `None` if it is none: a note below the table, a blank row.
    fn slip(&self, cells: &[&str], notes: &[RowNote]) -> Option<String> {
        let mut answers: [String; BOXES.len()] =
            std::array::from_fn(|index| answer(self.cell(FIRST_BOX + index, cells)));
        let code = self.cell(0, cells);
        let is_blank = answers.iter().all(String::is_empty);
        if code.is_empty() && is_blank || key(code) == key(HEADINGS[0]) {
            return None;
        }
        let is_of_box = |note: &RowNote| column_of(note).and_then(|column| self.box_of(column)).is_some();
        for note in notes.iter().filter(|note| !is_blank || is_of_box(note)) {
            // What is parted from an answer keeps it from being a plain one.
            let index = column_of(note).and_then(|column| self.box_of(column)).unwrap_or_default();
            if let Some(answer) = answers.get_mut(index).filter(|_| !matches!(note, RowNote::DaysSince1904)) {
                *answer = format!("{answer}\n\n({note})").trim_start().to_owned();
            }
        }
        let [code, round] = [code, self.cell(2, cells)].map(plain_code);
        let mut slip = filled_slip(self.cell(1, cells), &code, &round, &answers);
        let date = self.cell(3, cells);
        if !date.is_empty() {
            slip.push_str(&format!("\nDated: {}", one_line(date)));
        }
        let beside = cells.iter().enumerate().filter(|(index, _)| !self.0.contains(&Some(*index)));
        for (_, cell) in beside.filter(|(_, cell)| !cell.trim().is_empty()) {
            slip.push_str(&format!("\nBeside the form: {}", one_line(cell)));
        }
        Some(slip)
    }
}

/// The slips in a workbook, and what stands around them, as the text of the attachment; `None` if it is no slip of ours.
pub fn workbook_as_slips(listed: &Attachment, sheets: &[Vec<SheetRow>]) -> Option<Attachment> {
    let text = sheets.iter().find_map(|rows| sheet_as_slips(rows))?;
    let text = truncate_lines(text, MAX_TEXT_BYTES).0;
    Some(Attachment { text: Some(Untrusted::from(text)), ..listed.clone() })
}

fn sheet_as_slips(rows: &[SheetRow]) -> Option<String> {
    let above = rows.iter().take(MAX_ROWS_ABOVE);
    let (header, columns) = above
        .enumerate()
        .find_map(|(index, row)| Columns::find(row.cells.iter().map(String::as_str)).map(|columns| (index, columns)))?;
    let mut parts = Vec::new();
    for (index, row) in rows.iter().enumerate().filter(|(index, _)| *index != header) {
        let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
        let slip = if index > header { columns.slip(&cells, &row.notes) } else { None };
        parts.push(slip.unwrap_or_else(|| format!("Around the form: {}", one_line(&cells.join(" ")))));
    }
    (!parts.is_empty()).then(|| parts.join("\n\n") + "\n")
}

/// A text with the slips in place of tables of ours that were pasted into it, with tabs between their cells. `None` without one.
pub fn pasted_as_slips(text: &str) -> Option<String> {
    let is_wide = |line: &str| line.matches('\t').count() + 1 >= HEADINGS.len() - OPTIONAL.len();
    let mut lines = text.split('\n').peekable();
    let (mut rewritten, mut slips) = (Vec::new(), 0);
    while let Some(line) = lines.next() {
        let columns = Some(line).filter(|line| is_wide(line)).and_then(|line| Columns::find(line.split('\t')));
        let before = slips;
        while let Some(columns) = &columns
            && slips < MAX_SLIPS
            && let Some(row) = lines.peek()
            && let Some(slip) = columns.slip(&row.split('\t').collect::<Vec<_>>(), &[]).filter(|_| row.contains('\t'))
        {
            rewritten.push(Cow::Owned(slip));
            slips += 1;
            lines.next();
        }
        if slips == before {
            rewritten.push(Cow::Borrowed(line));
        }
    }
    (slips > 0).then(|| rewritten.join("\n"))
}

fn column_of(note: &RowNote) -> Option<usize> {
    match note {
        RowNote::HiddenColumn { column }
        | RowNote::Merged { column, .. }
        | RowNote::Covered { column, .. }
        | RowNote::StruckOut { column, .. } => Some(*column),
        RowNote::Cut(_) | RowNote::HiddenRow | RowNote::DaysSince1904 => None,
    }
}

fn key(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(':').to_lowercase()
}

/// The words of a cell. Several lines, an error or a formula are no plain answer, so they are parted.
fn answer(cell: &str) -> String {
    if is_faulty_cell(cell) {
        return format!("{}\n\n(the cell holds an error or a formula)", one_line(cell));
    }
    let lines =
        cell.lines().map(|line| clean(&Untrusted::from(line)).trim().to_owned()).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
}

fn one_line(text: &str) -> String {
    clean(&Untrusted::from(text)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A code that a slip can bear.
fn plain_code(code: &str) -> String {
    let code: String = code.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if code.is_empty() { "none".to_owned() } else { code }
}
