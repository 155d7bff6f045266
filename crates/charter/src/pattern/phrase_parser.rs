//! The phrases that clerks write.
//!
//! The words are read from left to right, a phrase at a time; each phrase adds to the draft. A word that begins no phrase
//! and is no filler is an error that quotes it: nothing is passed over that could carry a meaning.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};

use super::draft::Draft;
use super::rule::Rule;
use super::token::{COMMA, DASH, Token, month, ordinal, split, weekday};
use crate::calendar::add_days;
use crate::pattern::model::{Pattern, PatternError};
use crate::pattern::parse_start;
use crate::pattern::parse_start::When;

/// The longest text that is read.
const LONGEST: usize = 300;

/// Words without a meaning of their own.
const FILLERS: [&str; 34] = [
    "the", "a", "an", "of", "in", "on", "at", "and", "per", "during", "with", "but", "only", "calendar", "meets",
    "meet", "meeting", "meetings", "held", "is", "are", "we", "there", "council", "parish", "town", "full", "ordinary",
    "usually", "normally", "evening", "evenings", COMMA, DASH,
];
const EXCEPTIONS: [&str; 10] =
    ["not", "no", "except", "excepting", "excluding", "excl", "exc", "without", "omitting", "never"];
const BEGINNINGS: [&str; 8] = ["from", "since", "starting", "starts", "start", "beginning", "begins", "commencing"];
/// Between the first and the last of a range.
pub(super) const RANGES: [&str; 6] = [DASH, "to", "until", "till", "through", "thru"];

/// Reads a pattern as it is typed.
pub(super) fn read(text: &str, today: NaiveDate) -> Result<Pattern, PatternError> {
    if text.len() > LONGEST {
        return Err(PatternError::TooLong);
    }
    let text = text.trim();
    if text.contains('=') {
        return read_rule(text, today);
    }
    read_words(text, today)?.finish(today)
}

/// Reads a rule, with "from 9 January 2024 at 7.30pm" behind it or not.
fn read_rule(text: &str, today: NaiveDate) -> Result<Pattern, PatternError> {
    let (rule, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rule = rule.trim_end_matches([',', ';']).to_uppercase();
    let rule = rule.strip_prefix("RRULE:").unwrap_or(&rule).to_owned();
    let Draft { first, at, weekdays, month_days, every, only, not, until, .. } = read_words(rest, today)?;
    let more = !(weekdays.is_empty() && month_days.is_empty() && only.is_empty() && not.is_empty());
    if more || every.is_some() || until.is_some() {
        return Err(PatternError::contradiction(&rule, rest));
    }
    let from = match first {
        Some((When::Day(day), _)) => Some(day),
        Some((When::Month(month, Some(year)), _)) => NaiveDate::from_ymd_opt(year, month, 1),
        Some((When::Month(..), typed)) => return Err(PatternError::ambiguous(&typed, "say the year: “from May 2024”")),
        None => None,
    };
    let pattern = Pattern { rule, from: from.unwrap_or(Pattern::SINCE_EVER), at: at.map(|(at, _)| at) };
    if from.is_none() && Rule::read(&pattern.rule, pattern.from)?.depends_on_first_day() {
        return Err(PatternError::ambiguous(&pattern.rule, "say its first day: add “from 9 January 2024”"));
    }
    Ok(pattern)
}

fn read_words(text: &str, today: NaiveDate) -> Result<Draft, PatternError> {
    let tokens = split(text);
    let words = tokens.iter().map(|token| token.word.as_str()).collect();
    let mut reader = Reader { text, tokens: &tokens, words, at: 0, today, draft: Draft::default() };
    while reader.at < tokens.len() {
        reader.phrase()?;
    }
    Ok(reader.draft)
}

/// Where the reading is.
pub(super) struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The words and marks.
    pub words: Vec<&'a str>,
    /// The one that is read next.
    pub at: usize,
    today: NaiveDate,
    /// What was read so far.
    pub draft: Draft,
}

impl<'a> Reader<'a> {
    /// The word that is so many ahead; empty past the end.
    pub fn ahead(&self, n: usize) -> &'a str {
        self.words.get(self.at + n).copied().unwrap_or_default()
    }

    /// What was typed, from a word up to the one before the present one.
    pub fn since(&self, begin: usize) -> &'a str {
        self.typed(begin, self.at)
    }

    fn typed(&self, begin: usize, end: usize) -> &'a str {
        let start = self.tokens.get(begin).map_or(self.text.len(), |token| token.start);
        let end = end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.end);
        self.text.get(start..end.max(start)).unwrap_or_default()
    }

    /// The error that quotes from a word to the end of what is not known.
    pub fn unknown(&self, begin: usize) -> PatternError {
        let rest = self.words.iter().skip(self.at.max(begin + 1));
        let more = rest.take_while(|word| !is_known(word)).count();
        PatternError::not_understood(self.typed(begin, self.at.max(begin + 1) + more))
    }

    fn phrase(&mut self) -> Result<(), PatternError> {
        let begin = self.at;
        let read = self.first_day()?
            || self.exception()?
            || self.every()?
            || self.frequency()?
            || self.numbered_days()?
            || self.weekdays()?
            || self.months()?
            || self.last_day()?
            || self.time()?;
        if read {
            return Ok(());
        }
        if !FILLERS.contains(&self.ahead(0)) {
            return Err(self.unknown(begin));
        }
        self.at += 1;
        Ok(())
    }

    /// "from January 2024", "starting on 9/1/2024"; "from September to July" names months.
    fn first_day(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        if !BEGINNINGS.contains(&self.ahead(0)) {
            return Ok(false);
        }
        self.at += 1;
        while matches!(self.ahead(0), "in" | "on" | "with" | "the") {
            self.at += 1;
        }
        if month(self.ahead(0)).is_some() && RANGES.contains(&self.ahead(1)) && month(self.ahead(2)).is_some() {
            return self.months();
        }
        let Some((first, taken)) = parse_start::date(&self.words[self.at..], self.today) else {
            return Err(self.unknown(begin));
        };
        self.at += taken;
        let typed = self.since(begin);
        if let Some((_, other)) = &self.draft.first {
            return Err(PatternError::contradiction(other, typed));
        }
        self.draft.first = Some((first?, typed.to_owned()));
        Ok(true)
    }

    /// "until December 2024".
    fn last_day(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        if !matches!(self.ahead(0), "until" | "till" | "to") {
            return Ok(false);
        }
        let Some((last, taken)) = parse_start::date(&self.words[self.at + 1..], self.today) else {
            return Err(self.unknown(begin));
        };
        self.at += 1 + taken;
        let last = match last? {
            When::Day(day) => Some(day),
            When::Month(month, Some(year)) => NaiveDate::from_ymd_opt(year, month, 1)
                .and_then(|first| first.checked_add_months(Months::new(1)))
                .map(|next| add_days(next, -1)),
            When::Month(_, None) => {
                return Err(PatternError::ambiguous(self.since(begin), "say the year: “until December 2024”"));
            }
        };
        if self.draft.until.is_some() {
            return Err(self.unknown(begin));
        }
        // The rule's calendar has four figures for the year.
        self.draft.until = last.filter(|day| (1..=9999).contains(&day.year()));
        Ok(true)
    }

    /// "not August", "except in Aug and Dec", "no meeting is held in August".
    fn exception(&mut self) -> Result<bool, PatternError> {
        const BETWEEN: [&str; 15] = [
            "for", "in", "during", "the", "month", "months", "of", "any", "meeting", "meetings", "held", "is", "are",
            "usually", "from",
        ];
        let begin = self.at;
        match (self.ahead(0), self.ahead(1)) {
            (word, _) if EXCEPTIONS.contains(&word) => self.at += 1,
            ("apart", "from") | ("other", "than") => self.at += 2,
            _ => return Ok(false),
        }
        while BETWEEN.contains(&self.ahead(0)) {
            self.at += 1;
        }
        let months = self.month_list();
        if months.is_empty() {
            return Err(self.unknown(begin));
        }
        self.draft.not.extend(months);
        Ok(true)
    }

    /// "in January, March and May", "September to July", "between September and July".
    fn months(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        let months = match (self.ahead(0), month(self.ahead(1)), self.ahead(2), month(self.ahead(3))) {
            ("between", Some(first), "and", Some(last)) => {
                self.at += 4;
                range(first, last)
            }
            ("between", ..) => return Err(self.unknown(begin)),
            _ => self.month_list(),
        };
        let found = !months.is_empty();
        self.draft.only.extend(months);
        Ok(found)
    }

    fn month_list(&mut self) -> BTreeSet<u32> {
        let mut months = BTreeSet::new();
        while let Some(first) = month(self.ahead(0)) {
            self.at += 1;
            match month(self.ahead(1)).filter(|_| RANGES.contains(&self.ahead(0))) {
                Some(last) => {
                    self.at += 2;
                    months.extend(range(first, last));
                }
                None => {
                    months.insert(first);
                }
            }
            let between = |word: &&&str| matches!(**word, COMMA | "and" | "or" | "nor" | "in");
            let apart = self.words[self.at..].iter().take_while(between).count();
            if apart > 0 && month(self.ahead(apart)).is_some() {
                self.at += apart;
            } else {
                break;
            }
        }
        months
    }

    fn time(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        let said_at = matches!(self.words[..begin].last(), Some(&"at"));
        let Some(time) = parse_start::time(&self.words[begin..], said_at) else { return Ok(false) };
        let (time, taken) = time?;
        self.at += taken;
        let typed = self.since(begin);
        if let Some((_, other)) = &self.draft.at {
            return Err(PatternError::contradiction(other, typed));
        }
        self.draft.at = Some((time, typed.to_owned()));
        Ok(true)
    }
}

fn is_known(word: &str) -> bool {
    let begins = [&EXCEPTIONS[..], &BEGINNINGS, &FILLERS].iter().any(|words| words.contains(&word));
    begins || weekday(word).is_some() || month(word).is_some() || ordinal(word).is_some() || word == "every"
}

/// "September to July" goes over the turn of the year.
fn range(first: u32, last: u32) -> BTreeSet<u32> {
    if first <= last { (first..=last).collect() } else { (first..=12).chain(1..=last).collect() }
}
