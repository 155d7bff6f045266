//! The phrases that clerks write.
//!
//! The parser reads the words from left to right, one phrase at a time; each phrase adds to the draft. A word that
//! begins no phrase and is no filler is an error that quotes it: no word that could carry a meaning is skipped.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};

use super::draft::PatternDraft;
use super::rule::Rule;
use super::token::{COMMA, DASH, Token, parse_ordinal, parse_weekday, tokenize};
use crate::calendar::add_days;
use crate::date_words::parse_month;
use crate::pattern::model::{Pattern, PatternError};
use crate::pattern::parse_start;
use crate::pattern::parse_start::StartDate;

/// In bytes.
const MAX_LEN: usize = 300;

/// Words without a meaning of their own.
const FILLER_WORDS: [&str; 34] = [
    "the", "a", "an", "of", "in", "on", "at", "and", "per", "during", "with", "but", "only", "calendar", "meets",
    "meet", "meeting", "meetings", "held", "is", "are", "we", "there", "council", "parish", "town", "full", "ordinary",
    "usually", "normally", "evening", "evenings", COMMA, DASH,
];
const EXCEPTION_WORDS: [&str; 10] =
    ["not", "no", "except", "excepting", "excluding", "excl", "exc", "without", "omitting", "never"];
const START_WORDS: [&str; 8] = ["from", "since", "starting", "starts", "start", "beginning", "begins", "commencing"];
/// Separators of a range.
pub(super) const RANGE_WORDS: [&str; 6] = [DASH, "to", "until", "till", "through", "thru"];

pub(super) fn parse(text: &str, today: NaiveDate) -> Result<Pattern, PatternError> {
    if text.len() > MAX_LEN {
        return Err(PatternError::TooLong);
    }
    let text = text.trim();
    if text.contains('=') {
        return parse_rule(text, today);
    }
    parse_words(text, today)?.build(today)
}

/// Parses a rule, optionally followed by "from 9 January 2024 at 7.30pm".
fn parse_rule(text: &str, today: NaiveDate) -> Result<Pattern, PatternError> {
    let (rule, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rule = rule.trim_end_matches([',', ';']).to_uppercase();
    let rule = rule.strip_prefix("RRULE:").unwrap_or(&rule).to_owned();
    let PatternDraft { first, at, weekdays, month_days, every, only, not, until, .. } = parse_words(rest, today)?;
    let more = !(weekdays.is_empty() && month_days.is_empty() && only.is_empty() && not.is_empty());
    if more || every.is_some() || until.is_some() {
        return Err(PatternError::contradiction(&rule, rest));
    }
    let from = match first {
        Some((StartDate::Day(day), _)) => Some(day),
        Some((StartDate::Month(month, Some(year)), _)) => NaiveDate::from_ymd_opt(year, month, 1),
        Some((StartDate::Month(..), typed)) => {
            return Err(PatternError::ambiguous(&typed, "say the year: “from May 2024”"));
        }
        None => None,
    };
    let pattern = Pattern { rule, from: from.unwrap_or(Pattern::EARLIEST), at: at.map(|(at, _)| at) };
    if from.is_none() && Rule::parse(&pattern.rule, pattern.from)?.depends_on_first_day() {
        return Err(PatternError::ambiguous(&pattern.rule, "say its first day: add “from 9 January 2024”"));
    }
    Ok(pattern)
}

fn parse_words(text: &str, today: NaiveDate) -> Result<PatternDraft, PatternError> {
    let tokens = tokenize(text);
    let words = tokens.iter().map(|token| token.word.as_str()).collect();
    let mut reader = PhraseParser { text, tokens: &tokens, words, at: 0, today, draft: PatternDraft::default() };
    while reader.at < tokens.len() {
        reader.parse_phrase()?;
    }
    Ok(reader.draft)
}

pub(super) struct PhraseParser<'a> {
    text: &'a str,
    tokens: &'a [Token],
    pub words: Vec<&'a str>,
    pub at: usize,
    today: NaiveDate,
    pub draft: PatternDraft,
}

impl<'a> PhraseParser<'a> {
    /// The word `n` ahead; empty past the end.
    pub(crate) fn peek(&self, n: usize) -> &'a str {
        self.words.get(self.at + n).copied().unwrap_or_default()
    }

    /// The typed text from a word up to the current one.
    pub(crate) fn text_since(&self, begin: usize) -> &'a str {
        self.typed(begin, self.at)
    }

    fn typed(&self, begin: usize, end: usize) -> &'a str {
        let start = self.tokens.get(begin).map_or(self.text.len(), |token| token.start);
        let end = end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.end);
        self.text.get(start..end.max(start)).unwrap_or_default()
    }

    /// Quotes the unknown text from a word to the end.
    pub(crate) fn unknown(&self, begin: usize) -> PatternError {
        let rest = self.words.iter().skip(self.at.max(begin + 1));
        let more = rest.take_while(|word| !is_known(word)).count();
        PatternError::not_understood(self.typed(begin, self.at.max(begin + 1) + more))
    }

    fn parse_phrase(&mut self) -> Result<(), PatternError> {
        let begin = self.at;
        let read = self.parse_first_day()?
            || self.parse_exception()?
            || self.parse_every()?
            || self.parse_frequency()?
            || self.parse_numbered_days()?
            || self.parse_weekdays()?
            || self.parse_months()?
            || self.parse_last_day()?
            || self.parse_time()?;
        if read {
            return Ok(());
        }
        if !FILLER_WORDS.contains(&self.peek(0)) {
            return Err(self.unknown(begin));
        }
        self.at += 1;
        Ok(())
    }

    /// "from January 2024", "starting on 9/1/2024"; "from September to July" names months.
    fn parse_first_day(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        if !START_WORDS.contains(&self.peek(0)) {
            return Ok(false);
        }
        self.at += 1;
        while matches!(self.peek(0), "in" | "on" | "with" | "the") {
            self.at += 1;
        }
        if parse_month(self.peek(0)).is_some()
            && RANGE_WORDS.contains(&self.peek(1))
            && parse_month(self.peek(2)).is_some()
        {
            return self.parse_months();
        }
        let Some((first, taken)) = parse_start::parse_date(&self.words[self.at..], self.today) else {
            return Err(self.unknown(begin));
        };
        self.at += taken;
        let typed = self.text_since(begin);
        if let Some((_, other)) = &self.draft.first {
            return Err(PatternError::contradiction(other, typed));
        }
        self.draft.first = Some((first?, typed.to_owned()));
        Ok(true)
    }

    /// "until December 2024".
    fn parse_last_day(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        if !matches!(self.peek(0), "until" | "till" | "to") {
            return Ok(false);
        }
        let Some((last, taken)) = parse_start::parse_date(&self.words[self.at + 1..], self.today) else {
            return Err(self.unknown(begin));
        };
        self.at += 1 + taken;
        let last = match last? {
            StartDate::Day(day) => Some(day),
            StartDate::Month(month, Some(year)) => NaiveDate::from_ymd_opt(year, month, 1)
                .and_then(|first| first.checked_add_months(Months::new(1)))
                .map(|next| add_days(next, -1)),
            StartDate::Month(_, None) => {
                return Err(PatternError::ambiguous(self.text_since(begin), "say the year: “until December 2024”"));
            }
        };
        if self.draft.until.is_some() {
            return Err(self.unknown(begin));
        }
        // The rule's calendar has four digits for the year.
        self.draft.until = last.filter(|day| (1..=9999).contains(&day.year()));
        Ok(true)
    }

    /// "not August", "except in Aug and Dec", "no meeting is held in August".
    fn parse_exception(&mut self) -> Result<bool, PatternError> {
        const BETWEEN: [&str; 15] = [
            "for", "in", "during", "the", "month", "months", "of", "any", "meeting", "meetings", "held", "is", "are",
            "usually", "from",
        ];
        let begin = self.at;
        match (self.peek(0), self.peek(1)) {
            (word, _) if EXCEPTION_WORDS.contains(&word) => self.at += 1,
            ("apart", "from") | ("other", "than") => self.at += 2,
            _ => return Ok(false),
        }
        while BETWEEN.contains(&self.peek(0)) {
            self.at += 1;
        }
        let months = self.parse_month_list();
        if months.is_empty() {
            return Err(self.unknown(begin));
        }
        self.draft.not.extend(months);
        Ok(true)
    }

    /// "in January, March and May", "September to July", "between September and July".
    fn parse_months(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        let months = match (self.peek(0), parse_month(self.peek(1)), self.peek(2), parse_month(self.peek(3))) {
            ("between", Some(first), "and", Some(last)) => {
                self.at += 4;
                month_range(first, last)
            }
            ("between", ..) => return Err(self.unknown(begin)),
            _ => self.parse_month_list(),
        };
        let found = !months.is_empty();
        self.draft.only.extend(months);
        Ok(found)
    }

    fn parse_month_list(&mut self) -> BTreeSet<u32> {
        let mut months = BTreeSet::new();
        while let Some(first) = parse_month(self.peek(0)) {
            self.at += 1;
            match parse_month(self.peek(1)).filter(|_| RANGE_WORDS.contains(&self.peek(0))) {
                Some(last) => {
                    self.at += 2;
                    months.extend(month_range(first, last));
                }
                None => {
                    months.insert(first);
                }
            }
            let between = |word: &&&str| matches!(**word, COMMA | "and" | "or" | "nor" | "in");
            let apart = self.words[self.at..].iter().take_while(between).count();
            if apart > 0 && parse_month(self.peek(apart)).is_some() {
                self.at += apart;
            } else {
                break;
            }
        }
        months
    }

    fn parse_time(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        let said_at = matches!(self.words[..begin].last(), Some(&"at"));
        let Some(time) = parse_start::parse_time_of_day(&self.words[begin..], said_at) else { return Ok(false) };
        let (time, taken) = time?;
        self.at += taken;
        let typed = self.text_since(begin);
        if let Some((_, other)) = &self.draft.at {
            return Err(PatternError::contradiction(other, typed));
        }
        self.draft.at = Some((time, typed.to_owned()));
        Ok(true)
    }
}

fn is_known(word: &str) -> bool {
    let begins = [&EXCEPTION_WORDS[..], &START_WORDS, &FILLER_WORDS].iter().any(|words| words.contains(&word));
    begins
        || parse_weekday(word).is_some()
        || parse_month(word).is_some()
        || parse_ordinal(word).is_some()
        || word == "every"
}

/// "September to July" wraps around the year.
fn month_range(first: u32, last: u32) -> BTreeSet<u32> {
    if first <= last { (first..=last).collect() } else { (first..=12).chain(1..=last).collect() }
}
