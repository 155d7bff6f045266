//! Reads the rows of a baseline: which council, what it answered, when that was agreed, what came of it.

use charter::column::Column;
use charter::english::truncate;
use charter::ids::CouncilId;
use charter::incoming::Source;
use charter::returns::{Answer, SentPriority, Wish};
use charter::search_key::fold;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use reading::columns::read_answer;
use reading::matching::{Confidence, Found, Matcher};

use super::columns::BaselineColumns;
use crate::import::SheetRows;
use crate::inbox::identify_row;
use crate::sheet_file::{Row, Sheet};

/// A row that is certain.
#[derive(Debug)]
pub(super) struct CertainRow {
    pub(super) council: CouncilId,
    /// The day of the agreement, if the row has one.
    pub(super) agreed_on: Option<NaiveDate>,
    pub(super) answer: Answer,
    /// How each priority ended; `None` for one that is open.
    pub(super) results: Vec<Option<Untrusted>>,
}

/// Why a row is not certain, as a sentence without its full stop.
#[derive(Debug)]
pub(super) struct Doubt {
    pub(super) council: Untrusted,
    pub(super) why: String,
    pub(super) candidates: Vec<CouncilId>,
}

/// Each row of a sheet in its order. Rows of totals and blank rows are doubts too.
pub(super) fn read_rows<'a>(
    sheet: &'a Sheet,
    columns: &BaselineColumns,
    (matcher, file): (&Matcher, &str),
) -> Vec<(&'a Row, Result<CertainRow, Doubt>)> {
    let mut rows = SheetRows::new(columns.mapping.clone(), sheet.header.clone());
    sheet.rows.iter().for_each(|row| rows.push(row.line, row.cells.clone(), row.notes.clone()));
    rows.finish();
    let read = |row: &'a Row| {
        let source = rows.next_source(file).map(|(_, source)| source);
        let certain = match source {
            Some(Ok(source)) => read_row(&source, row, columns, matcher),
            Some(Err(why)) => Err(doubt(row, columns, &why)),
            None => Err(doubt(row, columns, "it could not be read")),
        };
        (row, certain)
    };
    sheet.rows.iter().map(read).collect()
}

fn doubt(row: &Row, columns: &BaselineColumns, why: &str) -> Doubt {
    let cell = |column| columns.mapping.indices(column).find_map(|index| row.cells.get(index));
    let named = cell(Column::Council).or_else(|| cell(Column::Code)).or_else(|| cell(Column::Sender));
    Doubt { council: named.cloned().unwrap_or_default(), why: why.to_owned(), candidates: Vec::new() }
}

fn read_row(source: &Source, row: &Row, columns: &BaselineColumns, matcher: &Matcher) -> Result<CertainRow, Doubt> {
    let found = identify_row(matcher, source);
    let council = match &found {
        Found::One(candidate) if candidate.confidence == Confidence::Certain => candidate.council,
        _ => {
            let candidates: Vec<CouncilId> = found.candidates().iter().map(|candidate| candidate.council).collect();
            let why = match candidates.len() {
                0 => "no council is called so",
                1 => "it is not certain that this council is meant",
                _ => "several councils may be meant",
            };
            return Err(Doubt { candidates, ..doubt(row, columns, why) });
        }
    };
    let read = read_answer(source);
    let doubtful = |why: &str| Doubt { candidates: vec![council], ..doubt(row, columns, why) };
    if let Some(warning) = source.warnings.first() {
        return Err(doubtful(warning.trim_end_matches('.')));
    }
    let reasons = [
        (read.fault.is_some() || read.name_fault.is_some(), "a cell holds an error or a formula without a result"),
        (read.contradiction.is_some(), "its status contradicts its answer"),
        (read.elsewhere.is_some(), "it refers to another place for its priorities"),
        (read.unchanged.is_some(), "it says that the priorities stay as they were; write them out"),
    ];
    if let Some((_, why)) = reasons.iter().find(|(holds, _)| *holds) {
        return Err(doubtful(why));
    }
    let sent = |(text, _): (String, _)| SentPriority {
        slot: None,
        received: Untrusted::new(text),
        agreed: None,
        category: None,
        priority: None,
    };
    let priorities: Vec<SentPriority> = read.priorities.into_iter().map(sent).collect();
    let wish = match read.wish {
        Some((wish, _)) => wish,
        // A list of agreed priorities needs no column that says that these councils take part.
        None if priorities.is_empty() => Wish::Unknown,
        None => Wish::Yes,
    };
    if wish == Wish::No && !priorities.is_empty() {
        return Err(doubtful("it does not take part, and has priorities all the same"));
    }
    let answer = Answer {
        wish,
        frequency: read.frequency.map(|(frequency, _)| frequency),
        method: read.method.map(|(method, _)| method),
        views: read.views.map(|(views, _)| Untrusted::new(views)).unwrap_or_default(),
        priorities,
    };
    if answer.is_empty() {
        return Err(doubtful("it has no answer"));
    }
    let results: Result<Vec<_>, String> =
        (0..answer.priorities.len()).map(|index| ended(result(row, columns, index))).collect();
    let results = results.map_err(|why| doubtful(&why))?;
    Ok(CertainRow { council, agreed_on: source.received.map(|received| received.on), answer, results })
}

/// The column of the priority comes before the one for all.
fn result(row: &Row, columns: &BaselineColumns, priority: usize) -> Untrusted {
    let of = |wanted: Option<usize>| {
        let column = columns.results.iter().find(|(_, of)| *of == wanted)?;
        row.cells.get(column.0).filter(|cell| !cell.is_blank()).cloned()
    };
    of(Some(priority)).or_else(|| of(None)).unwrap_or_default()
}

/// Folded words that say that the work goes on.
const OPEN: [&str; 12] = [
    "open",
    "ongoing",
    "on going",
    "in progress",
    "continuing",
    "continues",
    "agreed",
    "active",
    "none",
    "n a",
    "pending",
    "not yet",
];
/// Folded words with which a result begins (charter rule 27).
const ENDED: [&str; 15] = [
    "solved",
    "resolved",
    "closed",
    "done",
    "completed",
    "complete",
    "reduced",
    "improved",
    "no change",
    "unchanged",
    "worse",
    "passed on",
    "referred",
    "no longer",
    "not ours",
];

/// The words of a result that ends a priority; `None` if the work goes on.
///
/// # Errors
/// A sentence without its full stop: the words say neither.
fn ended(result: Untrusted) -> Result<Option<Untrusted>, String> {
    let words = fold(result.raw());
    if words.is_empty() || OPEN.contains(&words.as_str()) {
        return Ok(None);
    }
    let begins = |known: &str| words.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if ENDED.iter().any(|known| begins(known)) {
        return Ok(Some(result));
    }
    Err(format!(
        "its result “{}” says neither that it is open nor how it ended; begin it with solved, reduced, no change, worse, \
         passed on, no longer a concern or not ours",
        truncate(&result.sanitized())
    ))
}
