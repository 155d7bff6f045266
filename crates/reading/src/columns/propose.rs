//! Proposes a meaning for each column of a sheet from its heading and values.

use super::cell_fault::is_faulty_cell;
use super::headings::{EXACT_SCORE, heading_scores, rules_out};
use crate::columns::column_stats::{ColumnStats, Guess, ValueJudge, describe};
use charter::column::Column;
use charter::english::truncate;
use charter::search_key::fold;
use charter::untrusted::Untrusted;

/// Lowest score of a proposal.
const MIN_SCORE: i64 = 35;
/// What matching and mismatching values add to the score of a heading.
const MATCH_BONUS: i64 = 30;
const MISMATCH_PENALTY: i64 = -65;
/// Score of values alone if all of them match.
const VALUES_SCORE: i64 = 60;

/// Cells that are looked at: all of a sheet of a hundred columns, and some rows of any sheet.
const MAX_SAMPLE_CELLS: usize = 5_000;
const MIN_SAMPLE_ROWS: usize = 2;

struct Candidate {
    index: usize,
    column: Column,
    score: i64,
    guess: Guess,
}

/// One guess for each cell of the header, with the reason. `sample` holds the rows below the header, up to fifty;
/// `is_council` tells whether a text names a council of the register. No meaning is proposed twice, except those that may
/// repeat. A column without a meaning becomes [`Column::Views`] if it holds sentences, otherwise [`Column::Unused`].
pub fn propose(header: &[Untrusted], sample: &[Vec<Untrusted>], is_council: &dyn Fn(&str) -> bool) -> Vec<Guess> {
    let rows = &sample[..sample.len().min(MAX_SAMPLE_CELLS / header.len().max(1) + MIN_SAMPLE_ROWS)];
    let mut judge = ValueJudge::new(is_council);
    let count = |index: usize| ColumnStats::of(rows.iter().filter_map(|row| row.get(index)), &mut judge);
    let stats: Vec<ColumnStats> = (0..header.len()).map(count).collect();
    let mut candidates: Vec<Candidate> = header
        .iter()
        .zip(&stats)
        .enumerate()
        .flat_map(|(index, (heading, stats))| candidates(index, heading, stats))
        .filter(|candidate| candidate.score >= MIN_SCORE)
        .collect();
    // Highest score first; among equals the leftmost column.
    candidates.sort_by_key(|candidate| (-candidate.score, candidate.index));
    let mut guesses: Vec<Option<Guess>> = vec![None; header.len()];
    let mut assigned: Vec<(Column, usize)> = Vec::new();
    for candidate in candidates {
        let column = candidate.column;
        if guesses[candidate.index].is_none()
            && (column.may_repeat() || assigned.iter().all(|(other, _)| *other != column))
        {
            assigned.push((column, candidate.index));
            guesses[candidate.index] = Some(candidate.guess);
        }
    }
    let rest = |(index, guess): (usize, Option<Guess>)| {
        guess.unwrap_or_else(|| fallback_guess(&header[index], &stats[index], header, &assigned))
    };
    guesses.into_iter().enumerate().map(rest).collect()
}

fn candidates(index: usize, heading: &Untrusted, stats: &ColumnStats) -> Vec<Candidate> {
    let folded = heading_key(heading);
    let by_heading = heading_scores(&folded);
    let mut found = Vec::new();
    for column in Column::ALL.iter().copied().filter(|column| !rules_out(&folded, *column)) {
        let score = by_heading.iter().find(|(known, _)| *known == column).map(|(_, score)| i64::from(*score));
        let candidate = match score {
            Some(score) => score_heading(column, score, heading, stats),
            // Any column of a tracker may hold yes and no: "Replied?", "Speeding".
            None if column == Column::Wish && folded.len() > 1 => None,
            None => score_values(column, stats),
        };
        found.extend(candidate.map(|(score, guess)| Candidate { index, column: guess.column, score, guess }));
    }
    found
}

/// The words of a heading for comparison. An error or a formula says nothing.
fn heading_key(heading: &Untrusted) -> String {
    if is_faulty_cell(heading.raw()) { String::new() } else { fold(heading.raw()) }
}

/// Score of the meaning that the heading names, adjusted by the values.
fn score_heading(column: Column, score: i64, heading: &Untrusted, stats: &ColumnStats) -> Option<(i64, Guess)> {
    // A single column "Priority" holds all priorities only if its values are lists.
    let column = match column {
        Column::Priorities if fold(heading.raw()) == "priority" && !stats.has_lists() => Column::Priority,
        column => column,
    };
    let says = format!("the header says “{}”", truncate(heading.raw()));
    let whole = score == i64::from(EXACT_SCORE);
    let (score, why, sure) = match stats.matching_heading(column) {
        Some(matching) if stats.stated > 0 => {
            let share = format!("{matching} of {} values are {}", stats.stated, describe(column));
            let most = matching * 5 >= stats.stated * 3;
            // Councils use words of their own and misspell names, so few matches are no contradiction.
            let open =
                matches!(column, Column::Frequency | Column::Method | Column::Status | Column::Wish | Column::Council);
            let none = matching * 5 < stats.stated && stats.stated >= 3;
            match (most, none) {
                (true, _) => (score + MATCH_BONUS, format!("{says}, and {share}"), true),
                (_, true) if open && whole => (score + MISMATCH_PENALTY / 3, format!("{says}, but {share}"), false),
                (_, true) => (score + MISMATCH_PENALTY, format!("{says}, but {share}"), false),
                // A time or a number in place of a day is told row by row, which a column that is not used is not.
                _ if matching == 0 && whole && column == Column::Received && stats.is_numeric() => {
                    (score + MISMATCH_PENALTY / 3, format!("{says}, but {share}"), false)
                }
                _ if matching == 0 && !open => (score + MISMATCH_PENALTY, format!("{says}, but {share}"), false),
                _ => (score, says, whole && open),
            }
        }
        _ => (score, says, whole),
    };
    Some((score, Guess { column, why, sure }))
}

/// Score of a meaning that only the values show.
fn score_values(column: Column, stats: &ColumnStats) -> Option<(i64, Guess)> {
    let matching = stats.matching(column)?;
    if column == Column::Status || stats.stated < 2 || matching * 5 < stats.stated * 3 {
        return None;
    }
    let (fitting_share, stated) = (i64::try_from(matching).ok()?, i64::try_from(stats.stated).ok()?);
    let weight = match column {
        Column::Council | Column::Code | Column::Sender => VALUES_SCORE + 10,
        Column::Wish | Column::Received => VALUES_SCORE - 15,
        _ => VALUES_SCORE,
    };
    let why = format!("{matching} of {stated} values are {}", describe(column));
    Some((weight * fitting_share / stated, Guess { column, why, sure: false }))
}

/// Guess for a column without a meaning of its own.
fn fallback_guess(
    heading: &Untrusted,
    stats: &ColumnStats,
    header: &[Untrusted],
    assigned: &[(Column, usize)],
) -> Guess {
    if stats.stated == 0 {
        return Guess { column: Column::Unused, why: "no row has a value in it".to_owned(), sure: true };
    }
    let suggested =
        heading_scores(&heading_key(heading)).into_iter().max_by_key(|(_, score)| *score).map(|(column, _)| column);
    let other = suggested.and_then(|suggested| assigned.iter().find(|(column, _)| *column == suggested));
    let why = match other {
        Some((column, index)) => format!("“{}” is the column for “{column}” already", truncate(header[*index].raw())),
        None => "neither its header nor its values say what it is".to_owned(),
    };
    // Under a heading that cannot be read, sentences may be priorities as well: whoever looks at the row decides.
    let is_views = stats.is_mostly_sentences() && !is_faulty_cell(heading.raw());
    let column = if is_views { Column::Views } else { Column::Unused };
    Guess { column, why, sure: false }
}

#[cfg(test)]
#[path = "propose_tests.rs"]
mod tests;
