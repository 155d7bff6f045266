//! The days of patterns, worked out once.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::rule::{LAST_YEAR, Rule};
use crate::pattern::model::{Pattern, PatternError};

/// How many days are given at most: nineteen years of weekly meetings.
const MOST_DAYS: usize = 1000;
/// How many answers are remembered before it starts afresh.
const MOST_KEPT: usize = 4096;

/// Works out the days of patterns, and remembers what it worked out: hundreds of councils share a pattern, and a list asks
/// for all of them over the same days.
#[derive(Debug, Default)]
pub struct Occurrences {
    known: HashMap<Asked, Result<Arc<[NaiveDate]>, PatternError>>,
}

/// What an answer depends on; not on the time of day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Asked {
    rule: String,
    first: NaiveDate,
    from: NaiveDate,
    until: NaiveDate,
}

impl Occurrences {
    /// The days of a pattern from `from` to `until`, both included, ascending; the first thousand if there are more, and
    /// none after 2199.
    pub fn between(
        &mut self,
        pattern: &Pattern,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Arc<[NaiveDate]>, PatternError> {
        let asked = Asked { rule: pattern.rule.clone(), first: pattern.from, from, until };
        if let Some(known) = self.known.get(&asked) {
            return known.clone();
        }
        if self.known.len() >= MOST_KEPT {
            self.known.clear();
        }
        let days = work_out(pattern, from, until);
        self.known.insert(asked, days.clone());
        days
    }
}

fn work_out(pattern: &Pattern, from: NaiveDate, until: NaiveDate) -> Result<Arc<[NaiveDate]>, PatternError> {
    let rule = Rule::read(&pattern.rule, pattern.from)?;
    rule.falls_on_a_day()?;
    let from = from.max(pattern.from);
    let until = rule.until().map_or(until, |last| last.min(until));
    if from > until || from.year() > LAST_YEAR {
        return Ok(Arc::default());
    }
    let days = rule.days_from(from)?;
    let within = days.take_while(|day| *day <= until && day.year() <= LAST_YEAR).skip_while(|day| *day < from);
    Ok(within.take(MOST_DAYS).collect())
}
