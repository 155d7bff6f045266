//! A row of a sheet as a reply, and the answer in it.

use serde::{Deserialize, Serialize};

use super::cell_values::{
    adds_nothing, frequency, is_bare_yes_or_no, is_blank_value, is_no_reply_status, is_totals_row, is_tracker_note,
    method, points_elsewhere, says_later, says_no_reply, says_unchanged, wish,
};
use super::dates::{Dates, parse};
use super::priority_cell;
use crate::columns::row_text::{Cell, parse_row, written};
use charter::column::{Column, Mapping};
use charter::incoming::{Digest, Origin, Source, Span};
use charter::returns::{Frequency, Method, Wish};
use charter::untrusted::Untrusted;

/// A row as a reply. Its dates are read day first: see [`source_from_row_with`].
///
/// # Errors
/// A sentence, as there.
pub fn source(
    mapping: &Mapping,
    header: &[Untrusted],
    cells: &[Untrusted],
    file: &str,
    line: u64,
) -> Result<Source, String> {
    source_from_row_with(mapping, header, cells, file, line, Dates::DayFirst)
}

/// A row as a reply, with what the other dates of its column say about how they are to be read ([`Dates`]).
///
/// Its text is as [`crate::columns::row_text`] describes it: all cells that are not blank, whatever they mean.
///
/// # Errors
/// A sentence: it has no answer, or is a line of totals. A date that is none, can be read two ways or has no year is told, and left out.
pub fn source_from_row_with(
    mapping: &Mapping,
    header: &[Untrusted],
    cells: &[Untrusted],
    file: &str,
    line: u64,
    dates: Dates,
) -> Result<Source, String> {
    let stated = |column: Column| {
        let stated = mapping.indices(column).filter_map(|place| cells.get(place)).map(|cell| cell.raw().trim());
        stated.filter(|cell| !is_blank_value(cell))
    };
    let heard = |column: Column, cell: &str| match column {
        Column::Wish | Column::Status | Column::Received => !is_no_reply_status(cell),
        _ => !says_no_reply(cell),
    };
    if stated(Column::Council).any(is_totals_row) {
        return Err("it is a line of totals".to_owned());
    }
    let received = stated(Column::Received).next().filter(|cell| heard(Column::Received, cell));
    if received.is_none() && !ANSWER_COLUMNS.iter().any(|column| stated(*column).any(|cell| heard(*column, cell))) {
        return Err("it has no answer".to_owned());
    }
    let received = received.map(|cell| parse(cell, dates));
    let undated = match &received {
        Some(Err(why)) => Some(format!("{why}; the row came in without a date")),
        _ => None,
    };
    let beyond =
        cells.iter().skip(mapping.columns.len()).any(|cell| !cell.is_blank()).then(|| EXTRA_CELLS_WARNING.to_owned());
    let told = undated.into_iter().chain(beyond).collect();
    let received = received.and_then(Result::ok);
    let sender = stated(Column::Sender).find_map(first_address).unwrap_or_default();
    let text = written(header, cells);
    let digest = Digest::hash_parts([Origin::Row.code(), &text]);
    let fields = row_fields(mapping, header, &text);
    Ok(Source {
        file: Untrusted::new(file),
        number: line,
        received,
        sender: Untrusted::new(sender),
        text: Untrusted::new(text),
        fields,
        warnings: told,
        ..Source::empty(Origin::Row, digest)
    })
}

/// What is told of a row of which cells stand to the right of every column that was confirmed.
const EXTRA_CELLS_WARNING: &str = "it has cells to the right of the last column that was confirmed, which are not read";

/// What the cells of a row mean, and where they stand in its text; those that mean nothing are left out.
fn row_fields(mapping: &Mapping, header: &[Untrusted], text: &str) -> Vec<(Column, Span)> {
    let meant = |cell: Cell| Some((mapping.columns.get(cell.column).copied()?, cell.span));
    let fields = parse_row(header, text).into_iter().filter_map(meant);
    fields.filter(|(column, _)| *column != Column::Unused).collect()
}

/// The columns that a council's answer stands in.
const ANSWER_COLUMNS: [Column; 7] = [
    Column::Wish,
    Column::Priority,
    Column::Priorities,
    Column::Frequency,
    Column::Method,
    Column::Views,
    Column::Status,
];

/// The first address in a cell, alone, in lower case.
fn first_address(cell: &str) -> Option<String> {
    let parts = cell.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '(' | ')' | '"' | ':'));
    let is_address =
        |part: &&str| part.split_once('@').is_some_and(|(name, place)| !name.is_empty() && place.contains('.'));
    parts.filter(is_address).map(str::to_lowercase).next()
}

/// The answer in a row: what its cells say, and where in the text they say it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowAnswer {
    /// The council as the row names it.
    pub named: Option<String>,
    /// Its code as the row has it.
    pub code: Option<String>,
    /// The county or district as the row names it.
    pub area: Option<String>,
    /// Whether it wishes to take part.
    pub wish: Option<(Wish, Span)>,
    /// Its priorities in the order of the columns, then in the order of the cell that has several; all of them.
    pub priorities: Vec<(String, Span)>,
    /// The words that say that its priorities stay as they were.
    pub same: Option<Span>,
    /// Words in place of a priority that point to where they stand: "see e-mail".
    pub elsewhere: Option<Span>,
    /// The words of the tracker's status that say another thing than the answer: no, or that nobody was heard.
    pub otherwise: Option<Span>,
    /// How often it would like to be met.
    pub frequency: Option<(Frequency, Span)>,
    /// How it would like to be met.
    pub method: Option<(Method, Span)>,
    /// Its views; those of several columns one below the other under their headings, with the place of the first.
    pub views: Option<(String, Span)>,
    /// The words that say that it will answer later.
    pub holding: Option<Span>,
}

/// The answer in a row: what its fields say. A wish that a tracker's own status states ("declined") counts
/// where no other column states one.
pub fn answer(source: &Source) -> RowAnswer {
    read_fields(&source.fields, source.text.raw())
}

fn read_fields(fields: &[(Column, Span)], text: &str) -> RowAnswer {
    let mut answer = RowAnswer::default();
    let (mut wish_by_status, mut silent, mut contains_words) = (None, None, None);
    let mut views: Vec<(String, Span)> = Vec::new();
    for (place, (column, span)) in fields.iter().enumerate() {
        let cell = Cell::at(text, place, *span);
        let value = cell.value();
        let said = (!is_blank_value(&value)).then(|| value.clone());
        match *column {
            Column::Council => answer.named = answer.named.or(said),
            Column::Code => answer.code = answer.code.or(said),
            Column::County => answer.area = answer.area.or(said),
            Column::Wish => {
                answer.wish = answer.wish.or(wish(&value).map(|wish| (wish, cell.span)));
                note_holding(&mut answer, &value, &cell);
            }
            Column::Status => {
                silent = is_no_reply_status(&value).then_some(cell.span);
                contains_words = says_later(&value).then_some(cell.span);
                wish_by_status = wish(&value).filter(|_| !is_bare_yes_or_no(&value)).map(|wish| (wish, cell.span));
                note_holding(&mut answer, &value, &cell);
            }
            Column::Priority | Column::Priorities if says_unchanged(&value) => {
                answer.same = answer.same.or(Some(cell.span));
            }
            // "Chased": what a team notes there is no answer of the council.
            Column::Priority | Column::Priorities | Column::Frequency | Column::Method if is_tracker_note(&value) => {}
            Column::Frequency | Column::Method if says_unchanged(&value) => {}
            Column::Priority | Column::Priorities if points_elsewhere(&value) => {
                answer.elsewhere = answer.elsewhere.or(Some(cell.span));
            }
            Column::Priority => answer.priorities.extend(said.map(|said| (said, cell.span))),
            Column::Priorities => answer.priorities.extend(priority_cell::split(&cell)),
            Column::Frequency => answer.frequency = frequency(&value).map(|said| (said, cell.span)),
            Column::Method => answer.method = method(&value).map(|said| (said, cell.span)),
            Column::Views if adds_nothing(&value) => {}
            Column::Views => views.extend(said.map(|said| (said, cell.span))),
            Column::Received | Column::Sender | Column::Unused => {}
        }
    }
    answer.views = join_views(views, text);
    // An answer that is still to come is none that came.
    silent = silent.or(contains_words.filter(|_| !answer.priorities.is_empty()));
    let said = |answer: &RowAnswer| answer.wish.is_some() || !answer.priorities.is_empty();
    answer.otherwise = match (answer.wish, wish_by_status) {
        (Some((wish, _)), Some((status, span))) if wish != status => Some(span),
        _ => silent.filter(|_| said(&answer)),
    };
    answer.wish = answer.wish.or(wish_by_status);
    answer
}

/// The views of several columns, one below the other; each then with its heading, as it may answer a question.
fn join_views(views: Vec<(String, Span)>, text: &str) -> Option<(String, Span)> {
    let span = views.first()?.1;
    let several = views.len() > 1;
    let heading = |span: Span| {
        let line = text[..span.from].rsplit('\n').next().unwrap_or_default();
        if several { line } else { "" }
    };
    let told: Vec<String> = views.into_iter().map(|(said, span)| format!("{}{said}", heading(span))).collect();
    Some((told.join("\n"), span))
}

fn note_holding(answer: &mut RowAnswer, value: &str, cell: &Cell) {
    if says_later(value) && answer.holding.is_none() {
        answer.holding = Some(cell.span);
    }
}

#[cfg(test)]
#[path = "row_answer_tests.rs"]
mod tests;
