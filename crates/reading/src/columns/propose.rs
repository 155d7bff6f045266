//! What the columns of a sheet are proposed to mean, from the header and from the values.

use super::headings::{EXACT_SCORE, rules_out, said};
use crate::columns::column_stats::{ColumnStats, Guess, describe};
use charter::column::Column;
use charter::english::truncate;
use charter::search_key::fold;
use charter::untrusted::Untrusted;

/// The least that must speak for a meaning.
const MIN_SCORE: i64 = 35;
/// What values that fit, and that do not, add to what a heading says.
const MATCH_BONUS: i64 = 30;
const MISMATCH_PENALTY: i64 = -65;
/// What values say by themselves if all of them fit.
const VALUES_SCORE: i64 = 60;

/// A meaning that a column may have.
struct Candidate {
    place: usize,
    column: Column,
    much: i64,
    guess: Guess,
}

/// What each column of a sheet is proposed to mean, as many as the header has cells, and why. `sample` are rows below the
/// header, up to fifty. Of each meaning there is at most one column, those that may repeat aside; the others are views if
/// they hold sentences, and are not used otherwise.
pub fn propose(header: &[Untrusted], sample: &[Vec<Untrusted>], is_council: &dyn Fn(&str) -> bool) -> Vec<Guess> {
    let counted = |place: usize| ColumnStats::of(sample.iter().filter_map(|row| row.get(place)), is_council);
    let counts: Vec<ColumnStats> = (0..header.len()).map(counted).collect();
    let mut candidates: Vec<Candidate> = header
        .iter()
        .zip(&counts)
        .enumerate()
        .flat_map(|(place, (heading, counted))| candidates(place, heading, counted))
        .filter(|candidate| candidate.much >= MIN_SCORE)
        .collect();
    // The one that most speaks for comes first; of two alike the one that stands first.
    candidates.sort_by_key(|candidate| (-candidate.much, candidate.place));
    let mut guesses: Vec<Option<Guess>> = vec![None; header.len()];
    let mut taken: Vec<(Column, usize)> = Vec::new();
    for candidate in candidates {
        let column = candidate.column;
        if guesses[candidate.place].is_none()
            && (column.may_repeat() || taken.iter().all(|(other, _)| *other != column))
        {
            taken.push((column, candidate.place));
            guesses[candidate.place] = Some(candidate.guess);
        }
    }
    let rest = |(place, guess): (usize, Option<Guess>)| {
        guess.unwrap_or_else(|| fallback_guess(&header[place], &counts[place], header, &taken))
    };
    guesses.into_iter().enumerate().map(rest).collect()
}

fn candidates(place: usize, heading: &Untrusted, counted: &ColumnStats) -> Vec<Candidate> {
    let folded = fold(heading.raw());
    let by_heading = said(&folded);
    let mut found = Vec::new();
    for column in Column::ALL.iter().copied().filter(|column| !rules_out(&folded, *column)) {
        let much = by_heading.iter().find(|(said, _)| *said == column).map(|(_, much)| i64::from(*much));
        let candidate = match much {
            Some(much) => score_heading(column, much, heading, counted),
            // Each column of a tracker may hold a yes or a no: "Replied?", "Speeding".
            None if column == Column::Wish && folded.len() > 1 => None,
            None => score_values(column, counted),
        };
        found.extend(candidate.map(|(much, guess)| Candidate { place, column: guess.column, much, guess }));
    }
    found
}

/// A meaning that the heading says, as far as the values agree.
fn score_heading(column: Column, much: i64, heading: &Untrusted, counted: &ColumnStats) -> Option<(i64, Guess)> {
    // A single column "Priority" holds all of them only if its values are lists.
    let column = match column {
        Column::Priorities if fold(heading.raw()) == "priority" && !counted.has_lists() => Column::Priority,
        column => column,
    };
    let says = format!("the header says “{}”", truncate(heading.raw()));
    let whole = much == i64::from(EXACT_SCORE);
    let (much, why, sure) = match counted.matching(column) {
        Some(matching) if counted.stated > 0 => {
            let share = format!("{matching} of {} values are {}", counted.stated, describe(column));
            let most = matching * 5 >= counted.stated * 3;
            // What a council writes for itself need not be one of the words that are known, nor a misspelt name.
            let open =
                matches!(column, Column::Frequency | Column::Method | Column::Status | Column::Wish | Column::Council);
            let none = matching * 5 < counted.stated && counted.stated >= 3;
            match (most, none) {
                (true, _) => (much + MATCH_BONUS, format!("{says}, and {share}"), true),
                (_, true) if open && whole => (much + MISMATCH_PENALTY / 3, format!("{says}, but {share}"), false),
                (_, true) => (much + MISMATCH_PENALTY, format!("{says}, but {share}"), false),
                _ if matching == 0 && !open => (much + MISMATCH_PENALTY, format!("{says}, but {share}"), false),
                _ => (much, says, whole && open),
            }
        }
        _ => (much, says, whole),
    };
    Some((much, Guess { column, why, sure }))
}

/// A meaning of which only the values speak.
fn score_values(column: Column, counted: &ColumnStats) -> Option<(i64, Guess)> {
    let matching = counted.matching(column)?;
    if column == Column::Status || counted.stated < 2 || matching * 5 < counted.stated * 3 {
        return None;
    }
    let (fitting_share, stated) = (i64::try_from(matching).ok()?, i64::try_from(counted.stated).ok()?);
    let weight = match column {
        Column::Council | Column::Code | Column::Sender => VALUES_SCORE + 10,
        Column::Wish | Column::Received => VALUES_SCORE - 15,
        _ => VALUES_SCORE,
    };
    let why = format!("{matching} of {stated} values are {}", describe(column));
    Some((weight * fitting_share / stated, Guess { column, why, sure: false }))
}

/// A column that got no meaning of its own.
fn fallback_guess(
    heading: &Untrusted,
    counted: &ColumnStats,
    header: &[Untrusted],
    taken: &[(Column, usize)],
) -> Guess {
    if counted.stated == 0 {
        return Guess { column: Column::Unused, why: "no row has a value in it".to_owned(), sure: true };
    }
    let meant = said(&fold(heading.raw())).into_iter().max_by_key(|(_, much)| *much).map(|(column, _)| column);
    let other = meant.and_then(|meant| taken.iter().find(|(column, _)| *column == meant));
    let why = match other {
        Some((column, place)) => format!("“{}” is the column for “{column}” already", truncate(header[*place].raw())),
        None => "neither its header nor its values say what it is".to_owned(),
    };
    let column = if counted.is_mostly_sentences() { Column::Views } else { Column::Unused };
    Guess { column, why, sure: false }
}

#[cfg(test)]
#[path = "propose_tests.rs"]
mod tests;
