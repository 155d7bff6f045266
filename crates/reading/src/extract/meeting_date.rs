//! The day on which the council decides or meets next.
//!
//! A date counts only in a sentence about a coming meeting, an agenda or a decision. Dates are British: 12/10 is 12
//! October. A date without a year is the next such day on or after the day of receipt.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::lexicon::lexicon;
use super::list_marker::parse_ordinal;
use super::sentences::Sentence;
use super::tokenizer::{Gap, Text};
use super::word_set::words;
use crate::extract::extracted::Extracted;
use charter::date_words::{parse_day, parse_month, parse_weekday};
use charter::incoming::Span;

/// A date further ahead was meant for a past meeting.
const MAX_DAYS_AHEAD: u64 = 200;

lexicon! {
    NEAR: bool = "meeting.txt" {
        "meeting to come" => true,
        "other meeting" => false,
    }
}

pub(super) fn read(
    text: &Text<'_>,
    sentences: &[Sentence],
    received: Option<NaiveDate>,
) -> Option<Extracted<NaiveDate>> {
    let mut context = false;
    let mut block = usize::MAX;
    for sentence in sentences {
        // "Our next meetings:" with the days below it or in the next sentence.
        let before = context && block + 1 >= sentence.block;
        let marks = || NEAR.matches(text, sentence.first, sentence.end);
        let over = marks().any(|mark| !mark.tag) && !is_future(text, sentence);
        context = marks().next().is_some() && !over;
        block = sentence.block;
        let short = text.word_count(sentence.first, sentence.end) <= 7;
        if over || sentence.is_question || !(context || before && short) {
            continue;
        }
        let mut at = sentence.first;
        while at < sentence.end {
            if let Some(date) = received.and_then(|received| relative_date(text, at, sentence.end, received)) {
                return Some(date);
            }
            let Some(found) = date_at(text, at, sentence.end) else {
                at += 1;
                continue;
            };
            if let Some(date) = resolve_date(text, sentence, &found, received) {
                return Some(date);
            }
            at = found.end;
        }
    }
    None
}

fn is_future(text: &Text<'_>, sentence: &Sentence) -> bool {
    text.has_any(
        sentence.first..sentence.end,
        words!["will" "next" "shall" "forthcoming" "upcoming" "until" "deferred"],
    )
}

struct FoundDate {
    weekday: Option<Weekday>,
    day: u32,
    month: u32,
    year: Option<i32>,
    first: usize,
    end: usize,
}

fn resolve_date(
    text: &Text<'_>,
    sentence: &Sentence,
    found: &FoundDate,
    received: Option<NaiveDate>,
) -> Option<Extracted<NaiveDate>> {
    let before = found.first.wrapping_sub(1);
    let other = text.has_any(
        sentence.first.max(found.first.saturating_sub(4))..found.first,
        words!["by" "deadline" "dated" "letter" "email" "since" "your" "before" "from" "ending" "due"],
    ) && !text.is(before, words!["on" "until" "is"]);
    if other {
        return None;
    }
    let value = match found.year {
        Some(year) => NaiveDate::from_ymd_opt(year, found.month, found.day)
            .filter(|day| received.is_none_or(|received| *day >= received)),
        None => next_matching_day(found, received?),
    }?;
    if found.weekday.is_some_and(|weekday| weekday != value.weekday()) {
        return None;
    }
    Some(Extracted {
        value,
        spans: vec![Span { ..text.span(found.first, found.end) }],
        reason: "names the day of a meeting to come",
        filled_in: true,
    })
}

/// "tomorrow", "this Thursday", "the second Tuesday of October".
fn relative_date(text: &Text<'_>, at: usize, end: usize, received: NaiveDate) -> Option<Extracted<NaiveDate>> {
    let after = |days: u64| received.checked_add_days(Days::new(days));
    let (value, stop) = match text.word(at) {
        "tonight" => (received, at + 1),
        "tomorrow" => (after(1)?, at + 1),
        "this" => {
            let weekday = parse_weekday(text.word(at + 1))?;
            let ahead = weekday.days_since(received.weekday());
            (after(u64::from(ahead))?, at + 2)
        }
        word => {
            let nth = if word == "last" { 5 } else { parse_ordinal(word).filter(|nth| *nth <= 4)? };
            let weekday = parse_weekday(text.word(at + 1)).filter(|_| text.is(at + 2, words!["of" "in"]))?;
            let month = parse_month(text.word(at + 3))?;
            let first = NaiveDate::from_ymd_opt(received.year(), month, 1)?;
            let year = if first < received && month < received.month() { received.year() + 1 } else { received.year() };
            let day = NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth);
            let day = day.or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth - 1))?;
            (day, at + 4)
        }
    };
    let fits = value >= received && stop <= end;
    fits.then(|| Extracted {
        value,
        spans: vec![text.span(at, stop)],
        reason: "names the day of a meeting to come",
        filled_in: true,
    })
}

fn next_matching_day(found: &FoundDate, received: NaiveDate) -> Option<NaiveDate> {
    let this = NaiveDate::from_ymd_opt(received.year(), found.month, found.day);
    let next = || NaiveDate::from_ymd_opt(received.year() + 1, found.month, found.day);
    let day = this.filter(|day| *day >= received).or_else(next)?;
    let farthest = received.checked_add_days(Days::new(MAX_DAYS_AHEAD))?;
    (day <= farthest).then_some(day)
}

/// "Tuesday 12 October 2023", "12th of Oct", "October 12th", "12/10/23", "12.10.2023", "2023-10-12".
fn date_at(text: &Text<'_>, first: usize, end: usize) -> Option<FoundDate> {
    let weekday = parse_weekday(text.word(first));
    let mut at = first + usize::from(weekday.is_some());
    while weekday.is_some() && (text.punctuation(at) == Some(',') || text.is(at, words!["the"])) {
        at += 1;
    }
    let found = |day, month, year, stop| {
        Some(FoundDate { weekday, day, month, year, first, end: stop }).filter(|_| stop <= end)
    };
    if let Some(month) = parse_month(text.word(at)) {
        let after = at + 1 + usize::from(text.is(at + 1, words!["the"]));
        let day = day_of_month(text.word(after))
            .filter(|_| text.gap(after) == Gap::Space && text.punctuation(after).is_none())?;
        let (year, stop) = year_at(text, after + 1);
        return found(day, month, year, stop);
    }
    if let Some(day) = day_of_month(text.word(at)) {
        let after = at + 1 + usize::from(text.is(at + 1, words!["of"]));
        if let Some(month) = parse_month(text.word(after)) {
            let (year, stop) = year_at(text, after + 1);
            return found(day, month, year, stop);
        }
    }
    let (day, month, year, stop) = numeric_date(text, at)?;
    found(day, month, year, stop)
}

fn numeric_date(text: &Text<'_>, at: usize) -> Option<(u32, u32, Option<i32>, usize)> {
    let mut parts = [0_u32; 3];
    let (mut count, mut index, mut slash) = (0, at, false);
    while count < 3 {
        let word = text.word(index);
        if word.is_empty() || word.len() > 4 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        parts[count] = word.parse().ok()?;
        count += 1;
        index += 1;
        let joined = matches!(text.punctuation(index), Some('/' | '.'))
            && text.gap(index) == Gap::Tight
            && text.gap(index + 1) == Gap::Tight;
        slash |= joined && text.punctuation(index) == Some('/');
        let hyphen = text.punctuation(index).is_none() && text.gap(index) == Gap::Tight;
        if !(joined || hyphen) || count == 3 {
            break;
        }
        index += usize::from(joined);
    }
    let [first, second, third] = parts;
    let year = |year: u32| {
        i32::try_from(if year < 100 { 2000 + year } else { year }).ok().filter(|year| (2000..2100).contains(year))
    };
    match count {
        3 if first > 999 => Some((third, second, Some(year(first)?), index)),
        3 if third > 0 => Some((first, second, Some(year(third)?), index)),
        2 if slash && (1..=12).contains(&second) => Some((first, second, None, at + 3)),
        _ => None,
    }
}

fn year_at(text: &Text<'_>, at: usize) -> (Option<i32>, usize) {
    let start = at + usize::from(text.punctuation(at) == Some(','));
    let word = text.word(start);
    let year: Option<i32> = word.parse().ok().filter(|year| word.len() == 4 && (2000..2100).contains(year));
    (year, if year.is_some() { start + 1 } else { at })
}

fn day_of_month(word: &str) -> Option<u32> {
    parse_day(word).filter(|day| (1..=31).contains(day))
}
