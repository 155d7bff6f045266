//! How often and on which days, as phrases: "every other month", "first and third Monday", "fortnightly".

use super::draft::Every;
use super::token::{COMMA, DASH, month, number, ordinal, weekday};
use crate::pattern::model::PatternError;
use crate::pattern::phrase_parser::{RANGES, Reader};

impl Reader<'_> {
    /// "every month", "every two months", "every other Monday", "alternate weeks", "each second Tuesday".
    pub(super) fn every(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        let (n, taken) = match (self.ahead(0), self.ahead(1)) {
            ("alternate", _) => (2, 1),
            ("every" | "each", "other" | "alternate") => (2, 2),
            ("every" | "each", word) => match counted(word) {
                Some(n) if unit(self.ahead(2), n).is_some() => (n, 2),
                _ => (1, 1),
            },
            _ => return Ok(false),
        };
        self.at += taken;
        if let Some(every) = unit(self.ahead(0), n) {
            self.at += 1;
            self.draft.month_said |= matches!(every, Every::Months(_));
            let typed = self.since(begin);
            self.draft.set_every(every, typed)?;
            return Ok(true);
        }
        if weekday(self.ahead(0)).is_some() {
            self.weekdays()?;
            let typed = self.since(begin);
            self.draft.set_every(Every::Weeks(n), typed)?;
            return Ok(true);
        }
        let numbered = ordinal(self.ahead(0)).is_some();
        if n > 1 || !(numbered || month(self.ahead(0)).is_some()) {
            return Err(self.unknown(begin));
        }
        // "Every first" and "every 2nd and 4th" can only be of the month; "every second" may be every other one.
        let (plain, before) = (matches!(ordinal(self.ahead(0)), Some(1 | -1)), self.draft.weekdays.len());
        if numbered && self.numbered_days()? && !plain && self.draft.weekdays.len() == before + 1 {
            self.draft.every_nth = Some(self.since(begin).to_owned());
        }
        Ok(true)
    }

    /// "monthly", "fortnightly", "six-monthly", "twice a month".
    pub(super) fn frequency(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        let once_per = matches!(self.words[..begin].last(), Some(&("a" | "per")));
        let word = self.ahead(0);
        self.at += 1;
        if word == "bi" && matches!(self.ahead(0), DASH | "monthly" | "weekly") {
            self.at += 1;
            return Err(ambiguous_bi(self.since(begin)));
        }
        let every = match word {
            "monthly" => Every::Months(1),
            "weekly" => Every::Weeks(1),
            "fortnightly" => Every::Weeks(2),
            "quarterly" => Every::Months(3),
            "half-yearly" => Every::Months(6),
            "yearly" | "annually" | "annual" => Every::Year,
            "week" if once_per => Every::Weeks(1),
            "fortnight" if once_per => Every::Weeks(2),
            "quarter" if once_per => Every::Months(3),
            "year" if once_per => Every::Year,
            "month" | "months" => {
                self.draft.month_said = true;
                return Ok(true);
            }
            "once" | "twice" => {
                self.draft.times = Some((if word == "once" { 1 } else { 2 }, word.to_owned()));
                return Ok(true);
            }
            _ if word.starts_with("bi") || word.starts_with("semi") => return Err(ambiguous_bi(self.since(begin))),
            _ => match word.split_once('-').and_then(|(n, per)| Some((number(n)?, per))) {
                Some((n, "monthly")) => Every::Months(n),
                Some((n, "weekly")) => Every::Weeks(n),
                _ => {
                    self.at = begin;
                    return Ok(false);
                }
            },
        };
        self.draft.month_said |= matches!(every, Every::Months(_));
        let typed = self.since(begin);
        self.draft.set_every(every, typed)?;
        Ok(true)
    }

    /// "first and third Monday", "10th", "last day".
    pub(super) fn numbered_days(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        let mut numbers = Vec::new();
        while let Some(n) = ordinal(self.ahead(0)) {
            self.at += 1;
            numbers.push(n);
            let apart = self.words[self.at..].iter().take_while(|word| matches!(**word, COMMA | "and")).count();
            if apart == 0 || ordinal(self.ahead(apart)).is_none() {
                break;
            }
            self.at += apart;
        }
        if numbers.is_empty() {
            return Ok(false);
        }
        if let Some((weekday, _)) = weekday(self.ahead(0)) {
            self.at += 1;
            if numbers.iter().any(|n| *n > 5) {
                return Err(PatternError::not_understood(self.since(begin)));
            }
            self.draft.weekdays.extend(numbers.into_iter().map(|n| (Some(n), weekday)));
            return Ok(true);
        }
        let day_said = matches!(self.ahead(0), "day" | "days");
        self.at += usize::from(day_said);
        let ranged = RANGES.contains(&self.ahead(0)) && ordinal(self.ahead(1)).is_some();
        if ranged || ordinal(self.ahead(0)).is_some() {
            // "second last" is neither the second nor the last, and nobody says "1st to 3rd" of three meetings.
            self.at += 1 + usize::from(ranged);
            return Err(PatternError::not_understood(self.since(begin)));
        }
        if numbers.iter().any(|n| *n < 0) && !day_said {
            return Err(self.unknown(begin));
        }
        self.draft.month_days.extend(numbers);
        Ok(true)
    }

    /// "Mondays", "Monday and Thursday".
    pub(super) fn weekdays(&mut self) -> Result<bool, PatternError> {
        let begin = self.at;
        while let Some((day, plural)) = weekday(self.ahead(0)) {
            self.draft.weekdays.push((None, day));
            self.draft.plural |= plural;
            self.at += 1;
            if RANGES.contains(&self.ahead(0)) && weekday(self.ahead(1)).is_some() {
                self.at += 2;
                return Err(PatternError::not_understood(self.since(begin)));
            }
            let apart = self.words[self.at..].iter().take_while(|word| matches!(**word, COMMA | "and")).count();
            if weekday(self.ahead(apart)).is_none() {
                break;
            }
            self.at += apart;
        }
        Ok(self.at > begin)
    }
}

/// "two", "2", "second", "2nd".
fn counted(word: &str) -> Option<u32> {
    number(word).or_else(|| ordinal(word).and_then(|n| u32::try_from(n).ok()))
}

/// So many of what a word names.
fn unit(word: &str, n: u32) -> Option<Every> {
    match word {
        "month" | "months" => Some(Every::Months(n)),
        "week" | "weeks" => Some(Every::Weeks(n)),
        "fortnight" | "fortnights" => Some(Every::Weeks(2 * n)),
        "quarter" | "quarters" => Some(Every::Months(3 * n)),
        "year" if n == 1 => Some(Every::Year),
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
