//! Typed duty in words, as it was understood.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};

use super::duty::Duty;
use crate::calendar::format_short;
use crate::english::pluralize;

/// More days of the same hours are shortened to the first three and the last.
const MAX_DAYS: usize = 4;

impl Duty {
    /// `Tue 7 Nov, Tue 14 Nov, Tue 21 Nov … Tue 12 Dec 18:00–22:00; Thu 14 Dec, 2 officers: 7 days`. Empty without duty.
    pub fn describe(duties: &[Self], today: NaiveDate) -> String {
        let mut officers: BTreeMap<(NaiveDate, NaiveTime, NaiveTime), BTreeSet<&str>> = BTreeMap::new();
        for duty in duties {
            officers.entry((duty.on, duty.from, duty.until)).or_default().insert(&duty.officer);
        }
        // Days of the same hours and number of officers, in the order of their first day.
        let mut groups: Vec<((NaiveTime, NaiveTime, usize), Vec<NaiveDate>)> = Vec::new();
        for ((on, from, until), on_duty) in &officers {
            let key = (*from, *until, on_duty.len());
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, days)) => days.push(*on),
                None => groups.push((key, vec![*on])),
            }
        }
        let parts: Vec<String> = groups.iter().map(|(key, days)| describe_group(*key, days, today)).collect();
        let days: BTreeSet<NaiveDate> = duties.iter().map(|duty| duty.on).collect();
        match days.len() {
            0 => String::new(),
            1 => parts.join("; "),
            n => format!("{}: {}", parts.join("; "), pluralize(n, "day")),
        }
    }
}

fn describe_group(
    (from, until, officers): (NaiveTime, NaiveTime, usize),
    days: &[NaiveDate],
    today: NaiveDate,
) -> String {
    let day = |on: &NaiveDate| format!("{} {}", on.format("%a"), format_short(*on, today));
    let mut words = match days {
        [first @ .., last] if days.len() > MAX_DAYS => {
            let first: Vec<String> = first.iter().take(MAX_DAYS - 1).map(day).collect();
            format!("{} … {}", first.join(", "), day(last))
        }
        few => few.iter().map(day).collect::<Vec<_>>().join(", "),
    };
    if from != until {
        words.push_str(&format!(" {}–{}", from.format("%H:%M"), until.format("%H:%M")));
    }
    if officers > 1 {
        words.push_str(&format!(", {}", pluralize(officers, "officer")));
    }
    words
}
