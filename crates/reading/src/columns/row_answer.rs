//! A row of a sheet as a reply, and the answer in it.

use super::cell_fault::{is_faulty_cell, struck_out_mark};
use super::cell_values::{
    frequency, has_nothing_to_add, is_bare_yes_or_no, is_blank_value, is_email_address, is_no_reply_status,
    is_totals_row, is_tracker_note, method, points_elsewhere, says_later, says_no_reply, says_unchanged, wish,
};
use super::date_parsing::{DateOrder, parse, parse_serial, spell_out};
use super::priority_cell;
use super::row_notes::check_row;
use crate::columns::row_text::{Cell, format_row, parse_row};
use charter::calendar::Received;
use charter::column::{Column, Mapping};
use charter::incoming::{Digest, Origin, Source, Span};
use charter::returns::{Frequency, Method, Wish};
use charter::sheet_row::RowNote;
use charter::untrusted::Untrusted;

/// A row of a sheet, and how to read it.
#[derive(Clone, Copy, Debug)]
pub struct RowInput<'a> {
    pub mapping: &'a Mapping,
    pub header: &'a [Untrusted],
    pub cells: &'a [Untrusted],
    /// What was seen of it besides its cells.
    pub notes: &'a [RowNote],
    /// The name of the file without folders.
    pub file: &'a str,
    /// From 1.
    pub line: u64,
    /// The order of day and month in its column of dates.
    pub dates: DateOrder,
}

/// A row as a reply. The text holds all cells that are not blank, whatever they mean. A date that is invalid, ambiguous or
/// without a year becomes a warning, and the row has no date. Warnings name each cell that holds an error, a formula
/// without a result or a part of a merged cell.
///
/// # Errors
/// A sentence: the row has no answer, or is a totals row.
pub fn source_from_row(row: RowInput<'_>) -> Result<Source, String> {
    let RowInput { mapping, header, file, line, .. } = row;
    let checked = check_row(mapping, header, row.cells, line, row.notes);
    let cells = &*checked.cells;
    let of_column = |column: Column| {
        let cells = mapping.indices(column).filter_map(|index| cells.get(index)).map(|cell| cell.raw().trim());
        // "#N/A" is an error, though "n/a" is as good as blank.
        cells.filter(|cell| is_faulty_cell(cell) || !is_blank_value(cell))
    };
    let stated = |column: Column| of_column(column).filter(|cell| !is_faulty_cell(cell));
    let is_answer = |column: Column, cell: &str| match column {
        Column::Wish | Column::Status | Column::Received => !is_no_reply_status(cell),
        _ => !says_no_reply(cell),
    };
    if stated(Column::Council).any(is_totals_row) || is_totals_line(mapping, cells) {
        return Err("it is a line of totals".to_owned());
    }
    let received = stated(Column::Received).next().filter(|cell| is_answer(Column::Received, cell));
    if received.is_none()
        && !ANSWER_COLUMNS.iter().any(|column| of_column(*column).any(|cell| is_answer(*column, cell)))
    {
        return Err("it has no answer".to_owned());
    }
    let (received, date_warning) = read_date(received, row.dates, checked.since_1904);
    let extra_cells =
        cells.iter().skip(mapping.columns.len()).any(|cell| !cell.is_blank()).then(|| EXTRA_CELLS_WARNING.to_owned());
    let warnings = date_warning.into_iter().chain(extra_cells).chain(checked.warnings).collect();
    let sender = stated(Column::Sender).find_map(first_address).unwrap_or_default();
    let text = format_row(header, cells);
    let digest = Digest::hash_parts([Origin::Row.code(), &text]);
    let fields = row_fields(mapping, header, &text);
    Ok(Source {
        file: Untrusted::new(file),
        number: line,
        received,
        sender: Untrusted::new(sender),
        text: Untrusted::new(text),
        fields,
        warnings,
        ..Source::empty(Origin::Row, digest)
    })
}

/// The date of a row, and what is to be said of it.
fn read_date(cell: Option<&str>, dates: DateOrder, since_1904: bool) -> (Option<Received>, Option<String>) {
    let Some(cell) = cell else { return (None, None) };
    if let Some(moment) = parse_serial(cell, since_1904) {
        let day = spell_out(moment.on);
        return (
            Some(moment),
            Some(format!("the date “{cell}” is a number; it was read as {day}, the day that a spreadsheet stores so")),
        );
    }
    match parse(cell, dates) {
        Ok(moment) => (Some(moment), None),
        Err(why) => (None, Some(format!("{why}; the row came in without a date"))),
    }
}

/// Whether a row without a council is one of totals: the word stands in another column.
fn is_totals_line(mapping: &Mapping, cells: &[Untrusted]) -> bool {
    let names_council = [Column::Council, Column::Code, Column::Sender];
    let is_named = names_council
        .into_iter()
        .flat_map(|column| mapping.indices(column))
        .any(|index| cells.get(index).is_some_and(|cell| !cell.is_blank()));
    !is_named && cells.iter().find(|cell| !cell.is_blank()).is_some_and(|first| is_totals_row(first.raw()))
}

const EXTRA_CELLS_WARNING: &str = "it has cells to the right of the last column that was confirmed, which are not read";

/// Meanings of the cells and their byte ranges in the text. Unused columns are left out, but for those whose heading is an error
/// or a formula: nobody knows whether their cells are answers.
fn row_fields(mapping: &Mapping, header: &[Untrusted], text: &str) -> Vec<(Column, Span)> {
    let is_used = |column: Column, index: usize| {
        column != Column::Unused || header.get(index).is_some_and(|heading| is_faulty_cell(heading.raw()))
    };
    let field = |cell: Cell| Some((mapping.columns.get(cell.column).copied()?, cell.column, cell.span));
    let fields = parse_row(header, text).into_iter().filter_map(field);
    fields.filter(|(column, index, _)| is_used(*column, *index)).map(|(column, _, span)| (column, span)).collect()
}

/// Columns that hold a council's answer.
const ANSWER_COLUMNS: [Column; 7] = [
    Column::Wish,
    Column::Priority,
    Column::Priorities,
    Column::Frequency,
    Column::Method,
    Column::Views,
    Column::Status,
];

/// The first email address in a cell, in lower case.
fn first_address(cell: &str) -> Option<String> {
    let parts = cell.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '(' | ')' | '"' | ':'));
    parts.filter(|part| is_email_address(part)).map(str::to_lowercase).next()
}

/// The values in a row, with their byte ranges in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowAnswer {
    /// Name of the council.
    pub named: Option<String>,
    /// ONS code of a parish.
    pub code: Option<String>,
    /// County, district or team.
    pub area: Option<String>,
    pub wish: Option<(Wish, Span)>,
    /// In the order of the columns, then of the lines in a cell. More than three are kept.
    pub priorities: Vec<(String, Span)>,
    /// Words that say that the priorities stay as they were.
    pub unchanged: Option<Span>,
    /// Words in place of a priority that refer to another place: "see e-mail".
    pub elsewhere: Option<Span>,
    /// Words of the tracker's status that contradict the answer: a no, or that nobody was heard.
    pub contradiction: Option<Span>,
    /// The first cell of an answer that holds an error, a formula without a result, a part of a merged cell or words struck
    /// out; or one below a heading that is an error or a formula.
    pub fault: Option<Span>,
    /// The first such cell of those that say whose row it is.
    pub name_fault: Option<Span>,
    pub frequency: Option<(Frequency, Span)>,
    pub method: Option<(Method, Span)>,
    /// Views of all columns, joined with `\n` under their headings; the range of the first.
    pub views: Option<(String, Span)>,
    /// Words that say that the council will answer later.
    pub holding: Option<Span>,
}

/// Reads the answer from the fields of a row. A wish in the tracker's status ("declined") counts only if no other column
/// states one.
pub fn read_answer(source: &Source) -> RowAnswer {
    read_fields(&source.fields, source.text.raw())
}

fn read_fields(fields: &[(Column, Span)], text: &str) -> RowAnswer {
    let mut answer = RowAnswer::default();
    let (mut wish_by_status, mut no_reply, mut later) = (None, None, None);
    let mut views: Vec<(String, Span)> = Vec::new();
    for (index, (column, span)) in fields.iter().enumerate() {
        let mut cell = Cell::at(text, index, *span);
        let mut value = cell.value();
        if is_faulty_cell(&value) || *column == Column::Unused {
            note_fault(&mut answer, *column, cell.span);
            // Whose row it is may have been struck out too.
            let says_whose = matches!(*column, Column::Council | Column::Code | Column::County | Column::Sender);
            let Some(mark) = struck_out_mark(&value).filter(|_| !says_whose) else { continue };
            cell = Cell::at(text, index, Span { from: span.from + mark, to: span.to });
            value = cell.value();
        }
        let stated = (!is_blank_value(&value)).then(|| value.clone());
        match *column {
            Column::Council => answer.named = answer.named.or(stated),
            Column::Code => answer.code = answer.code.or(stated),
            Column::County => answer.area = answer.area.or(stated),
            Column::Wish => {
                answer.wish = answer.wish.or(wish(&value).map(|wish| (wish, cell.span)));
                note_holding(&mut answer, &value, &cell);
            }
            Column::Status => {
                no_reply = is_no_reply_status(&value).then_some(cell.span);
                later = says_later(&value).then_some(cell.span);
                wish_by_status = wish(&value).filter(|_| !is_bare_yes_or_no(&value)).map(|wish| (wish, cell.span));
                note_holding(&mut answer, &value, &cell);
            }
            Column::Priority | Column::Priorities if says_unchanged(&value) => {
                answer.unchanged = answer.unchanged.or(Some(cell.span));
            }
            // A team's note ("chased") is no answer of the council.
            Column::Priority | Column::Priorities | Column::Frequency | Column::Method if is_tracker_note(&value) => {}
            Column::Frequency | Column::Method if says_unchanged(&value) => {}
            Column::Priority | Column::Priorities if points_elsewhere(&value) => {
                answer.elsewhere = answer.elsewhere.or(Some(cell.span));
            }
            Column::Priority => answer.priorities.extend(stated.map(|stated| (stated, cell.span))),
            Column::Priorities => answer.priorities.extend(priority_cell::split_priorities(&cell)),
            Column::Frequency => answer.frequency = frequency(&value).map(|stated| (stated, cell.span)),
            Column::Method => answer.method = method(&value).map(|stated| (stated, cell.span)),
            Column::Views if has_nothing_to_add(&value) => {}
            Column::Views => views.extend(stated.map(|stated| (stated, cell.span))),
            Column::Received | Column::Sender | Column::Unused => {}
        }
    }
    answer.views = join_views(views, text);
    // A reply that is still to come contradicts priorities.
    no_reply = no_reply.or(later.filter(|_| !answer.priorities.is_empty()));
    let has_answer = |answer: &RowAnswer| answer.wish.is_some() || !answer.priorities.is_empty();
    answer.contradiction = match (answer.wish, wish_by_status) {
        (Some((wish, _)), Some((status, span))) if wish != status => Some(span),
        _ => no_reply.filter(|_| has_answer(&answer)),
    };
    answer.wish = answer.wish.or(wish_by_status);
    answer
}

fn note_fault(answer: &mut RowAnswer, column: Column, span: Span) {
    match column {
        // A row without a date has to be looked at anyway.
        Column::Received => {}
        Column::Council | Column::Code | Column::County | Column::Sender => {
            answer.name_fault = answer.name_fault.or(Some(span));
        }
        _ => answer.fault = answer.fault.or(Some(span)),
    }
}

/// Joins views with `\n`. If there are several, each keeps its heading, because it may answer a question.
fn join_views(views: Vec<(String, Span)>, text: &str) -> Option<(String, Span)> {
    let span = views.first()?.1;
    let several = views.len() > 1;
    let heading = |span: Span| {
        let line = text[..span.from].rsplit('\n').next().unwrap_or_default();
        if several { line } else { "" }
    };
    let texts: Vec<String> = views.into_iter().map(|(view, span)| format!("{}{view}", heading(span))).collect();
    Some((texts.join("\n"), span))
}

fn note_holding(answer: &mut RowAnswer, value: &str, cell: &Cell) {
    if says_later(value) && answer.holding.is_none() {
        answer.holding = Some(cell.span);
    }
}

#[cfg(test)]
#[path = "row_answer_tests.rs"]
mod tests;
