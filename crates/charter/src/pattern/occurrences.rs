//! The days of patterns, cached.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::rule::{LAST_YEAR, Rule};
use crate::pattern::model::{Pattern, PatternError};

/// Nineteen years of weekly meetings.
const MAX_DAYS: usize = 1000;
/// The cache is cleared when it reaches this size.
const MAX_CACHED: usize = 4096;

/// Computes the days of patterns and caches them: hundreds of councils share a pattern, and a list asks for the same
/// days.
#[derive(Debug, Default)]
pub struct Occurrences {
    known: HashMap<CacheKey, Result<Arc<[NaiveDate]>, PatternError>>,
}

/// Excludes the time of day, which does not change the days.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct CacheKey {
    rule: String,
    first: NaiveDate,
    from: NaiveDate,
    until: NaiveDate,
}

impl Occurrences {
    /// The days from `from` to `until`, both included, ascending: at most a thousand, and none after 2199.
    pub fn between(
        &mut self,
        pattern: &Pattern,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Arc<[NaiveDate]>, PatternError> {
        let asked = CacheKey { rule: pattern.rule.clone(), first: pattern.from, from, until };
        if let Some(known) = self.known.get(&asked) {
            return known.clone();
        }
        if self.known.len() >= MAX_CACHED {
            self.known.clear();
        }
        let days = compute_days(pattern, from, until);
        self.known.insert(asked, days.clone());
        days
    }
}

fn compute_days(pattern: &Pattern, from: NaiveDate, until: NaiveDate) -> Result<Arc<[NaiveDate]>, PatternError> {
    let rule = Rule::parse(&pattern.rule, pattern.from)?;
    rule.check_has_days()?;
    let from = from.max(pattern.from);
    let until = rule.until().map_or(until, |last| last.min(until));
    if from > until || from.year() > LAST_YEAR {
        return Ok(Arc::default());
    }
    let days = rule.days_from(from)?;
    let within = days.take_while(|day| *day <= until && day.year() <= LAST_YEAR).skip_while(|day| *day < from);
    Ok(within.take(MAX_DAYS).collect())
}
