//! Takes a date apart: the day, the time, and the words that may name the zone.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::date_names::{is_weekday, parse_month};
use crate::date_words::hour_24;

pub(super) struct Parts {
    pub on: NaiveDate,
    pub at: Option<NaiveTime>,
    /// Behind the time, as written.
    pub zone: Vec<String>,
    pub order: Order,
}

/// How the numbers of a date were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Certain,
    /// Day first; with the month first it is another day.
    DayFirst(NaiveDate),
    /// Month first, as in America: no other order makes a day.
    MonthFirst,
}

/// Words between the parts of a date, or behind its time, that say nothing.
const FILLERS: [&str; 14] = ["at", "de", "del", "of", "o", "am", "um", "à", "a", "alle", "Uhr", "uhr", "om", "h"];

/// Splits a date without comments. `None` if it names no day with a year, or one that does not exist.
pub(super) fn split(text: &str) -> Option<Parts> {
    let text = text.replace(['\u{202f}', '\u{a0}'], " ").replace('−', "-");
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == ',').flat_map(pieces).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let day = worded_day(&words).or_else(|| numeric_day(&words))?;
    let on = day.on?;
    let Some((index, clock)) = find_time(&words, &day.used) else {
        return Some(Parts { on, at: None, zone: Vec::new(), order: day.order });
    };
    let behind = words.iter().enumerate().skip(index + 1).filter(|(index, _)| !day.used.contains(index));
    let mut behind: Vec<&str> = [clock.attached].into_iter().chain(behind.map(|(_, word)| *word)).collect();
    behind.retain(|word| !word.is_empty());
    let half = take_half(&mut behind);
    let time = clock.on(on, half)?;
    behind.retain(|word| !is_filler(word) && (word.len() < 3 || !is_weekday(word)));
    let zone = behind.into_iter().map(str::to_owned).collect();
    // Only programs of America write a half of the day with numbers alone, and those of Britain that are set up for it.
    let order = if half.is_none() && matches!(day.order, Order::DayFirst(_)) { Order::Certain } else { day.order };
    Some(Parts { on: time.date(), at: Some(time.time()), zone, order })
}

fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word.trim_end_matches('.'))
}

/// The parts of `12-Sep-2023` and of `2023-09-12T14:05`; otherwise the word.
fn pieces(word: &str) -> Vec<&str> {
    let bytes = word.as_bytes();
    let is_iso_day = bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
    if is_iso_day
        && matches!(bytes.get(10), Some(b'T' | b't'))
        && let (Some(day), Some(time)) = (word.get(..10), word.get(11..))
    {
        return vec![day, time];
    }
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    match parts.as_slice() {
        [first, month, _] if parse_month(month).is_some() && number(first).is_some() => parts,
        _ => vec![word],
    }
}

/// A day, and the indices of the words that name it.
struct Day {
    /// `None` if there is no such day.
    on: Option<NaiveDate>,
    used: Vec<usize>,
    order: Order,
}

/// `12 September 2023`, `September 12, 2023`, `12 de septiembre de 2023`, or as C writes it, `Sep 12 10:15:00 2023`.
///
/// A word may name a month in one language and a weekday in another ("Maw, 12 Medi 2023"), so the forms whose words are next
/// to each other are tried first.
fn worded_day(words: &[&str]) -> Option<Day> {
    let beside = |from: usize, back: bool| {
        let near = |index: &usize| words.get(*index).is_some_and(|word| !is_filler(word));
        if back { (from.saturating_sub(2)..from).rev().find(near) } else { (from + 1..from + 3).find(near) }
    };
    let named = words.iter().enumerate().filter_map(|(index, word)| Some((index, parse_month(word)?)));
    let named: Vec<(usize, u32)> = named.collect();
    let months = || named.iter().copied();
    let day_at = |index: Option<usize>| Some((index?, day(words.get(index?)?)?));
    let year_at = |index: Option<usize>| Some((index?, year(words.get(index?)?)?));
    let found = months()
        .find_map(|(at, month)| Some((at, month, day_at(beside(at, true))?, year_at(beside(at, false))?)))
        .or_else(|| {
            months().find_map(|(at, month)| {
                let day = day_at(Some(at + 1))?;
                Some((at, month, day, year_at(beside(day.0, false))?))
            })
        })
        .or_else(|| {
            months().find_map(|(at, month)| {
                let day = day_at(at.checked_sub(1)).or_else(|| day_at(Some(at + 1)))?;
                let later = (at.max(day.0) + 1..words.len()).find_map(|index| year_at(Some(index)))?;
                Some((at, month, day, later))
            })
        });
    let (at, month, day, year) = found?;
    let on = NaiveDate::from_ymd_opt(year.1, month, day.1);
    Some(Day { on, used: vec![at, day.0, year.0], order: Order::Certain })
}

/// `12/09/2023`, `12.9.23` or `2023-09-12`.
fn numeric_day(words: &[&str]) -> Option<Day> {
    let found = words.iter().enumerate().find_map(|(index, word)| {
        let parts: Vec<&str> = word.trim_end_matches('.').split(['/', '-', '.']).collect();
        let [first, second, third] = parts.as_slice() else { return None };
        Some((index, [*first, *second, *third], [number(first)?, number(second)?, number(third)?]))
    });
    let (index, texts, [first, second, third]) = found?;
    let day = |year: i32, month: u32, day: u32| NaiveDate::from_ymd_opt(year, month, day);
    let used = vec![index];
    if texts[0].len() == 4 {
        return Some(Day { on: day(i32::try_from(first).ok()?, second, third), used, order: Order::Certain });
    }
    let year = year(texts[2])?;
    let (british, american) = (day(year, second, first), day(year, first, second));
    let order = match (british, american) {
        (Some(day), Some(other)) if day != other => Order::DayFirst(other),
        (None, Some(_)) => Order::MonthFirst,
        _ => Order::Certain,
    };
    Some(Day { on: british.or(american), used, order })
}

fn number(word: &str) -> Option<u32> {
    word.parse().ok().filter(|_| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `12`, `12th`, `12.`, `1er`, `12fed`.
fn day(word: &str) -> Option<u32> {
    let figures = word.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == 'º');
    number(figures).filter(|day| figures.len() <= 2 && (1..=31).contains(day))
}

/// Two and three digits are of the last century from 50 on (RFC 5322, 4.3).
fn year(word: &str) -> Option<i32> {
    let number = i32::try_from(number(word)?).ok()?;
    match word.len() {
        2 if number < 50 => Some(2000 + number),
        2 | 3 => Some(1900 + number),
        4 => Some(number),
        _ => None,
    }
}

/// A time, and what is attached to it without a blank: `20:30:00-0500`, `2:05pm`.
#[derive(Clone, Copy)]
struct Clock<'a> {
    hour: u32,
    minute: u32,
    second: u32,
    attached: &'a str,
}

/// The first word that is a time: with colons; otherwise with full stops, or as in French, `20h30`.
fn find_time<'a>(words: &[&'a str], used: &[usize]) -> Option<(usize, Clock<'a>)> {
    let free = || words.iter().enumerate().filter(|(index, _)| !used.contains(index));
    [':', '.', 'h'].into_iter().find_map(|mark| free().find_map(|(index, word)| Some((index, clock(word, mark)?))))
}

fn clock(word: &str, mark: char) -> Option<Clock<'_>> {
    let (hour, rest) = figures(word)?;
    let (minute, rest) = figures(rest.strip_prefix(mark)?)?;
    let second = rest.strip_prefix(mark).and_then(figures);
    let (second, rest) = second.unwrap_or((0, rest));
    // Parts of a second.
    let fraction = rest.strip_prefix('.').filter(|rest| mark == ':' && rest.starts_with(|c: char| c.is_ascii_digit()));
    let rest = fraction.map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let goes_on = rest.starts_with(|c: char| c.is_ascii_digit() || c == ':')
        || rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    (!goes_on).then_some(Clock { hour, minute, second, attached: rest })
}

/// One or two figures, and what follows them.
fn figures(text: &str) -> Option<(u32, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    let (figures, rest) = text.split_at(count);
    Some((number(figures).filter(|_| count <= 2)?, rest))
}

impl Clock<'_> {
    /// The moment on a day. A leap second counts as the one before; 24:00 is the start of the next day.
    fn on(self, day: NaiveDate, pm: Option<bool>) -> Option<NaiveDateTime> {
        let second = if self.second == 60 { 59 } else { self.second };
        if (self.hour, self.minute, second) == (24, 0, 0) {
            return day.succ_opt()?.and_hms_opt(0, 0, 0);
        }
        let time = NaiveTime::from_hms_opt(self.hour, self.minute, second)?;
        // An hour from 13 on needs no half.
        let hour = pm.and_then(|pm| hour_24(time.hour(), pm)).unwrap_or(time.hour());
        Some(day.and_time(time.with_hour(hour)?))
            .filter(|moment| moment.checked_add_signed(Duration::days(1)).is_some())
    }
}

/// Takes the half of the day off the words behind a time: whether it is the second. `p. m.`, `yh` (Welsh).
fn take_half(words: &mut Vec<&str>) -> Option<bool> {
    let letters = |word: &&str| word.to_lowercase().replace('.', "");
    let (first, second) = (words.first().map(letters)?, words.get(1).map(letters).unwrap_or_default());
    let (half, count) = match (first.as_str(), second.as_str()) {
        ("am" | "yb", _) => (false, 1),
        ("pm" | "yh", _) => (true, 1),
        ("a", "m") => (false, 2),
        ("p", "m") => (true, 2),
        _ => return None,
    };
    words.drain(..count);
    Some(half)
}
