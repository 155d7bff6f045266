//! A row of a sheet as a reply, and the answer in it.

use super::cell_values::{
    frequency, has_nothing_to_add, is_bare_yes_or_no, is_blank_value, is_email_address, is_no_reply_status,
    is_totals_row, is_tracker_note, method, points_elsewhere, says_later, says_no_reply, says_unchanged, wish,
};
use super::date_parsing::{DateOrder, parse};
use super::priority_cell;
use crate::columns::row_text::{Cell, format_row, parse_row};
use charter::column::{Column, Mapping};
use charter::incoming::{Digest, Origin, Source, Span};
use charter::returns::{Frequency, Method, Wish};
use charter::untrusted::Untrusted;

/// A row as a reply. `dates` is the order of day and month in its column of dates. The text holds all cells that are not
/// blank, whatever they mean. A date that is invalid, ambiguous or without a year becomes a warning, and the row has no
/// date.
///
/// # Errors
/// A sentence: the row has no answer, or is a totals row.
pub fn source_from_row(
    mapping: &Mapping,
    header: &[Untrusted],
    cells: &[Untrusted],
    file: &str,
    line: u64,
    dates: DateOrder,
) -> Result<Source, String> {
    let stated = |column: Column| {
        let stated = mapping.indices(column).filter_map(|index| cells.get(index)).map(|cell| cell.raw().trim());
        stated.filter(|cell| !is_blank_value(cell))
    };
    let is_answer = |column: Column, cell: &str| match column {
        Column::Wish | Column::Status | Column::Received => !is_no_reply_status(cell),
        _ => !says_no_reply(cell),
    };
    if stated(Column::Council).any(is_totals_row) {
        return Err("it is a line of totals".to_owned());
    }
    let received = stated(Column::Received).next().filter(|cell| is_answer(Column::Received, cell));
    if received.is_none() && !ANSWER_COLUMNS.iter().any(|column| stated(*column).any(|cell| is_answer(*column, cell))) {
        return Err("it has no answer".to_owned());
    }
    let received = received.map(|cell| parse(cell, dates));
    let undated = match &received {
        Some(Err(why)) => Some(format!("{why}; the row came in without a date")),
        _ => None,
    };
    let extra_cells =
        cells.iter().skip(mapping.columns.len()).any(|cell| !cell.is_blank()).then(|| EXTRA_CELLS_WARNING.to_owned());
    let warnings = undated.into_iter().chain(extra_cells).collect();
    let received = received.and_then(Result::ok);
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

const EXTRA_CELLS_WARNING: &str = "it has cells to the right of the last column that was confirmed, which are not read";

/// Meanings of the cells and their byte ranges in the text; unused columns are left out.
fn row_fields(mapping: &Mapping, header: &[Untrusted], text: &str) -> Vec<(Column, Span)> {
    let field = |cell: Cell| Some((mapping.columns.get(cell.column).copied()?, cell.span));
    let fields = parse_row(header, text).into_iter().filter_map(field);
    fields.filter(|(column, _)| *column != Column::Unused).collect()
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
        let cell = Cell::at(text, index, *span);
        let value = cell.value();
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
