//! Keeps of a table of priorities the column that names them: its heading, ranks, votes and places are no answer, and a cell
//! never goes on in the next one.
//!
//! A table is known by its header row. A form, whose first column asks and whose second answers, has none.

use std::ops::Range;

use super::form_labels::starts_with_label;
use super::lexicon::lexicon;
use super::list_marker::{parse_digits, parse_ordinal};
use super::tokenizer::{Gap, Text};

#[derive(Clone, Copy, PartialEq)]
enum Heading {
    Issue,
    /// Of a column that holds no answer.
    Other,
}

lexicon! {
    HEADINGS: Heading = "table_headings.txt" {
        "issue" => Heading::Issue,
        "other" => Heading::Other,
    }
}

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Separator {
    Tab,
    Pipe,
    /// With a space on both sides.
    Slash,
    /// Two spaces or more.
    Spaces,
}

const SEPARATORS: [Separator; 4] = [Separator::Tab, Separator::Pipe, Separator::Slash, Separator::Spaces];

/// A wider row is no table of priorities.
const MAX_CELLS: usize = 8;

/// Drops the header rows of tables, and every cell beside the issue.
pub(super) fn keep_issue_columns(text: &mut Text<'_>) {
    let lines = token_lines(text);
    let mut kept: Option<Vec<bool>> = None;
    let mut rest = lines.as_slice();
    while let Some((first, below)) = rest.split_first() {
        rest = below;
        let Some((separator, headings)) = SEPARATORS.iter().find_map(|it| Some((*it, headings(text, first, *it)?)))
        else {
            continue;
        };
        let rows: Vec<(Range<usize>, Vec<Range<usize>>)> = below
            .iter()
            .map_while(|line| {
                let cells = if is_rule(text, line) { Vec::new() } else { cells(text, line, separator) };
                (cells.is_empty() || cells.len() == headings.len()).then(|| (line.clone(), cells))
            })
            .collect();
        let Some(issue) = issue_column(text, &headings, &rows) else { continue };
        let kept = kept.get_or_insert_with(|| vec![true; text.tokens.len()]);
        let mut drop = |tokens: Range<usize>| kept.get_mut(tokens).into_iter().flatten().for_each(|it| *it = false);
        drop(first.clone());
        for (line, cells) in &rows {
            let Some(cell) = cells.get(issue) else {
                drop(line.clone());
                continue;
            };
            if starts_with_label(text, line.start, line.end) && !is_rank(text, cells.first()) {
                continue;
            }
            drop(line.start..cell.start);
            drop(cell.end..line.end);
        }
        rest = rest.get(rows.len()..).unwrap_or_default();
    }
    if let Some(kept) = kept {
        text.retain(&kept);
    }
}

fn token_lines(text: &Text<'_>) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut first = 0;
    while first < text.tokens.len() {
        let end = (first + 1..text.tokens.len()).find(|at| text.gap(*at) >= Gap::Line).unwrap_or(text.tokens.len());
        lines.push(first..end);
        first = end;
    }
    lines
}

/// The cells of a line; one may be empty. Pipes around the whole line belong to it.
fn cells(text: &Text<'_>, line: &Range<usize>, separator: Separator) -> Vec<Range<usize>> {
    let is_pipe = |at: usize| text.punctuation(at) == Some('|');
    let (mut first, mut end) = (line.start, line.end);
    if separator == Separator::Pipe {
        first += usize::from(is_pipe(first));
        end -= usize::from(end > first && is_pipe(end - 1));
    }
    let mut found = Vec::new();
    let mut start = first;
    for at in first..end {
        let cell = match separator {
            Separator::Pipe if is_pipe(at) => Some((at, at + 1, 1)),
            Separator::Slash if is_spaced_slash(text, at, end) => Some((at, at + 1, 1)),
            Separator::Pipe | Separator::Slash => None,
            Separator::Tab | Separator::Spaces if at == first => None,
            Separator::Tab => Some((at, at, between(text, at).matches('\t').count())).filter(|(_, _, tabs)| *tabs > 0),
            Separator::Spaces => between(text, at).contains("  ").then_some((at, at, 1)),
        };
        let Some((cell_end, next, count)) = cell else { continue };
        found.push(start..cell_end);
        found.extend(std::iter::repeat_n(next..next, count.saturating_sub(1).min(MAX_CELLS)));
        start = next;
    }
    found.push(start..end);
    if found.len() > MAX_CELLS { Vec::new() } else { found }
}

/// What stands before a token.
fn between<'a>(text: &Text<'a>, at: usize) -> &'a str {
    let from = at.checked_sub(1).and_then(|before| text.tokens.get(before)).map_or(0, |token| token.to);
    text.tokens.get(at).and_then(|token| text.raw.get(from..token.from)).unwrap_or_default()
}

fn is_spaced_slash(text: &Text<'_>, at: usize, end: usize) -> bool {
    text.punctuation(at) == Some('/') && text.gap(at) == Gap::Space && at + 1 < end && text.gap(at + 1) == Gap::Space
}

/// A line below a header row: `|---|---|`.
fn is_rule(text: &Text<'_>, line: &Range<usize>) -> bool {
    line.clone().all(|at| matches!(text.punctuation(at), Some('|' | '-' | '–' | '—' | '=' | '+' | ':' | '_')))
}

/// The headings of a header row: every cell is one, and one is that of the issues.
fn headings(text: &Text<'_>, line: &Range<usize>, separator: Separator) -> Option<Vec<Heading>> {
    let cells = cells(text, line, separator);
    let headings: Option<Vec<Heading>> = cells.iter().map(|cell| heading(text, cell)).collect();
    headings.filter(|headings| headings.len() > 1 && headings.contains(&Heading::Issue))
}

fn heading(text: &Text<'_>, cell: &Range<usize>) -> Option<Heading> {
    let is_mark = |at: &usize| matches!(text.punctuation(*at), Some('*' | '.' | ':' | '#' | '_'));
    let first = cell.clone().find(|at| !is_mark(at))?;
    let end = cell.clone().rev().find(|at| !is_mark(at))? + 1;
    HEADINGS.match_at(text, first, end).filter(|found| found.end == end).map(|found| found.tag)
}

/// The column that names the issues: of several with such a heading ("Priority", "Issue") the one with words in it.
fn issue_column(text: &Text<'_>, headings: &[Heading], rows: &[(Range<usize>, Vec<Range<usize>>)]) -> Option<usize> {
    let has_words = |column: &usize| {
        let mut filled = rows.iter().filter_map(|(_, cells)| cells.get(*column)).peekable();
        filled.peek().is_some() && filled.all(|cell| !is_rank(text, Some(cell)))
    };
    (0..headings.len()).filter(|column| headings.get(*column) == Some(&Heading::Issue)).find(has_words)
}

/// Whether a cell holds only a number, an ordinal or a letter.
fn is_rank(text: &Text<'_>, cell: Option<&Range<usize>>) -> bool {
    let Some(cell) = cell else { return false };
    let mut words = cell.clone().map(|at| text.word(at)).filter(|word| !word.is_empty());
    words.all(|word| {
        parse_digits(word).is_some() || parse_ordinal(word).is_some() || word.len() == 1 || word == "priority"
    })
}
