//! Frequencies and days: "every other month", "first and third Monday", "fortnightly".

use super::draft::Recurrence;
use super::token::{COMMA, DASH, parse_number, parse_ordinal, parse_weekday};
use crate::date_words::parse_month;
use crate::pattern::model::PatternError;
use crate::pattern::phrase_parser::{PhraseParser, RANGE_WORDS};

impl PhraseParser<'_> {
    /// "every month", "every two months", "every other Monday", "alternate weeks", "each second Tuesday".
    pub(super) fn parse_every(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        let (n, taken) = match (self.peek(0), self.peek(1)) {
            ("alternate", _) => (2, 1),
            ("every" | "each", "other" | "alternate") => (2, 2),
            ("every" | "each", word) => match parse_count(word) {
                Some(n) if parse_unit(self.peek(2), n).is_some() => (n, 2),
                _ => (1, 1),
            },
            _ => return Ok(false),
        };
        self.at += taken;
        if let Some(every) = parse_unit(self.peek(0), n) {
            self.at += 1;
            self.draft.month_said |= matches!(every, Recurrence::Months(_));
            let typed = self.text_since(begin);
            self.draft.set_every(every, typed)?;
            return Ok(true);
        }
        if parse_weekday(self.peek(0)).is_some() {
            self.parse_weekdays()?;
            let typed = self.text_since(begin);
            self.draft.set_every(Recurrence::Weeks(n), typed)?;
            return Ok(true);
        }
        let numbered = parse_ordinal(self.peek(0)).is_some();
        if n > 1 || !(numbered || parse_month(self.peek(0)).is_some()) {
            return Err(self.unknown(begin));
        }
        // "Every first" and "every 2nd and 4th" can only be of the month; "every second" may be every other one.
        let (plain, before) = (matches!(parse_ordinal(self.peek(0)), Some(1 | -1)), self.draft.weekdays.len());
        if numbered && self.parse_numbered_days()? && !plain && self.draft.weekdays.len() == before + 1 {
            self.draft.every_nth = Some(self.text_since(begin).to_owned());
        }
        Ok(true)
    }

    /// "monthly", "fortnightly", "six-monthly", "twice a month".
    pub(super) fn parse_frequency(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        let once_per = matches!(self.words[..begin].last(), Some(&("a" | "per")));
        let word = self.peek(0);
        self.at += 1;
        if word == "bi" && matches!(self.peek(0), DASH | "monthly" | "weekly") {
            self.at += 1;
            return Err(ambiguous_bi(self.text_since(begin)));
        }
        let every = match word {
            "monthly" => Recurrence::Months(1),
            "weekly" => Recurrence::Weeks(1),
            "fortnightly" => Recurrence::Weeks(2),
            "quarterly" => Recurrence::Months(3),
            "half-yearly" => Recurrence::Months(6),
            "yearly" | "annually" | "annual" => Recurrence::Year,
            "week" if once_per => Recurrence::Weeks(1),
            "fortnight" if once_per => Recurrence::Weeks(2),
            "quarter" if once_per => Recurrence::Months(3),
            "year" if once_per => Recurrence::Year,
            "month" | "months" => {
                self.draft.month_said = true;
                return Ok(true);
            }
            "once" | "twice" => {
                self.draft.times = Some((if word == "once" { 1 } else { 2 }, word.to_owned()));
                return Ok(true);
            }
            _ if word.starts_with("bi") || word.starts_with("semi") => {
                return Err(ambiguous_bi(self.text_since(begin)));
            }
            _ => match word.split_once('-').and_then(|(n, per)| Some((parse_number(n)?, per))) {
                Some((n, "monthly")) => Recurrence::Months(n),
                Some((n, "weekly")) => Recurrence::Weeks(n),
                _ => {
                    self.at = begin;
                    return Ok(false);
                }
            },
        };
        self.draft.month_said |= matches!(every, Recurrence::Months(_));
        let typed = self.text_since(begin);
        self.draft.set_every(every, typed)?;
        Ok(true)
    }

    /// "first and third Monday", "10th", "last day".
    pub(super) fn parse_numbered_days(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        let mut numbers = Vec::new();
        while let Some(n) = parse_ordinal(self.peek(0)) {
            self.at += 1;
            numbers.push(n);
            let apart = self.words[self.at..].iter().take_while(|word| matches!(**word, COMMA | "and")).count();
            if apart == 0 || parse_ordinal(self.peek(apart)).is_none() {
                break;
            }
            self.at += apart;
        }
        if numbers.is_empty() {
            return Ok(false);
        }
        if let Some((weekday, _)) = parse_weekday(self.peek(0)) {
            self.at += 1;
            if numbers.iter().any(|n| *n > 5) {
                return Err(PatternError::not_understood(self.text_since(begin)));
            }
            self.draft.weekdays.extend(numbers.into_iter().map(|n| (Some(n), weekday)));
            return Ok(true);
        }
        let day_said = matches!(self.peek(0), "day" | "days");
        self.at += usize::from(day_said);
        let ranged = RANGE_WORDS.contains(&self.peek(0)) && parse_ordinal(self.peek(1)).is_some();
        if ranged || parse_ordinal(self.peek(0)).is_some() {
            // "second last" is neither the second nor the last, and "1st to 3rd" does not mean three meetings.
            self.at += 1 + usize::from(ranged);
            return Err(PatternError::not_understood(self.text_since(begin)));
        }
        if numbers.iter().any(|n| *n < 0) && !day_said {
            return Err(self.unknown(begin));
        }
        self.draft.month_days.extend(numbers);
        Ok(true)
    }

    /// "Mondays", "Monday and Thursday".
    pub(super) fn parse_weekdays(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        while let Some((day, plural)) = parse_weekday(self.peek(0)) {
            self.draft.weekdays.push((None, day));
            self.draft.plural |= plural;
            self.at += 1;
            if RANGE_WORDS.contains(&self.peek(0)) && parse_weekday(self.peek(1)).is_some() {
                self.at += 2;
                return Err(PatternError::not_understood(self.text_since(begin)));
            }
            let apart = self.words[self.at..].iter().take_while(|word| matches!(**word, COMMA | "and")).count();
            if parse_weekday(self.peek(apart)).is_none() {
                break;
            }
            self.at += apart;
        }
        Ok(self.at > begin)
    }
}

/// "two", "2", "second", "2nd".
fn parse_count(word: &str) -> Option<u32> {
    parse_number(word).or_else(|| parse_ordinal(word).and_then(|n| u32::try_from(n).ok()))
}

/// `n` of the unit that a word names.
fn parse_unit(word: &str, n: u32) -> Option<Recurrence> {
    match word {
        "month" | "months" => Some(Recurrence::Months(n)),
        "week" | "weeks" => Some(Recurrence::Weeks(n)),
        "fortnight" | "fortnights" => Some(Recurrence::Weeks(2 * n)),
        "quarter" | "quarters" => Some(Recurrence::Months(3 * n)),
        "year" if n == 1 => Some(Recurrence::Year),
        _ => None,
    }
}

fn ambiguous_bi(part: &str) -> PatternError {
    let ask = match part.contains("week") {
        true => "write “every two weeks from 9 January 2024”, or name both days: “every Monday and Thursday”",
        false if part.contains("month") => {
            "write “every two months from January 2024”, or name both days: “first and third Monday of each month”"
        }
        false => "name the months: “second Tuesday in May and November”",
    };
    PatternError::ambiguous(part, ask)
}
