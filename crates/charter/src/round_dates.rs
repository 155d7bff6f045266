//! The dates of a round that is to be opened: a sensible deadline, and what is odd about the dates that were given.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::agenda::Holidays;
use crate::calendar::{Quarter, add_days, format_full};
use crate::english::pluralize;
use crate::round::Round;

/// Days from the first day of the quarter to the suggested deadline. Most councils meet once a month.
const REPLY_DAYS: i64 = 30;
/// With fewer, many councils that meet once a month have no meeting in between.
const SHORT_NOTICE_DAYS: i64 = 21;

/// A month after the quarter begins, or after `as_at` if that is too soon, on a day on which offices work.
pub fn suggest_deadline(quarter: Quarter, as_at: NaiveDate) -> NaiveDate {
    let holidays = Holidays::england();
    let usual = add_days(quarter.starts_on(), REPLY_DAYS);
    let is_soon = (usual - as_at).num_days() < SHORT_NOTICE_DAYS;
    let first = if is_soon { add_days(as_at, REPLY_DAYS) } else { usual };
    (0..14).map(|later| add_days(first, later)).find(|on| day_off(*on, &holidays).is_none()).unwrap_or(first)
}

/// `a Sunday`, `a bank holiday (Good Friday)`; `None` for a working day.
fn day_off(on: NaiveDate, holidays: &Holidays) -> Option<String> {
    match (holidays.name(on), on.weekday()) {
        (Some(name), _) => Some(format!("a bank holiday ({name})")),
        (None, Weekday::Sun) => Some("a Sunday".to_owned()),
        (None, Weekday::Sat) => Some("a Saturday".to_owned()),
        (None, _) => None,
    }
}

/// A sentence for each thing about the dates that may be a mistake. `newest` is the round that is the newest so far.
pub fn odd_dates(round: &Round, newest: Option<&Round>, as_at: NaiveDate) -> Vec<String> {
    let holidays = Holidays::england();
    let mut odd = Vec::new();
    let mut check = |what: &str, on: NaiveDate| {
        odd.extend(day_off(on, &holidays).map(|why| format!("The {what}, {}, is {why}.", format_full(on))));
    };
    round.issued_on.into_iter().for_each(|on| check("day of the letter", on));
    check("deadline", round.deadline);
    if round.deadline < as_at {
        odd.push(format!("The deadline, {}, has passed.", format_full(round.deadline)));
    }
    if round.deadline > round.ends_on {
        odd.push(format!("The deadline is after the quarter ends, {}.", format_full(round.ends_on)));
    }
    if let Some(issued) = round.issued_on.filter(|issued| *issued > as_at) {
        odd.push(format!("The letter is dated {}, which is still to come.", format_full(issued)));
    }
    let days = (round.deadline - round.issued_on.unwrap_or(as_at)).num_days();
    if (0..SHORT_NOTICE_DAYS).contains(&days) {
        let (left, from) = (usize::try_from(days).unwrap_or_default(), round.issued_on.map_or("now", |_| "the letter"));
        odd.push(format!(
            "From {from} to the deadline are {}: a council that meets once a month may not meet in time.",
            pluralize(left, "day")
        ));
    }
    odd.extend(newest.and_then(|newest| odd_quarter(round, newest)));
    odd
}

fn odd_quarter(round: &Round, newest: &Round) -> Option<String> {
    if round.starts_on < newest.starts_on {
        return Some(format!("It is a round before the newest, {}: a baseline to compare with.", newest.code));
    }
    let next = Quarter::of(newest.starts_on).next().to_string();
    (round.code != next).then(|| format!("The quarter after the newest round is {next}; this is {}.", round.code))
}

#[cfg(test)]
mod tests {
    use super::{odd_dates, suggest_deadline};
    use crate::calendar::Quarter;
    use crate::ids::RoundId;
    use crate::round::Round;
    use chrono::NaiveDate;
    use proptest::prelude::{prop_assert, proptest};
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn quarter(text: &str) -> Quarter {
        Quarter::parse(text).unwrap()
    }

    #[rstest]
    #[case::before_the_quarter("2024-Q1", "2023-12-20", "2024-01-31")]
    #[case::three_weeks_before("2024-Q1", "2024-01-10", "2024-01-31")]
    #[case::too_soon("2024-Q1", "2024-01-11", "2024-02-12")]
    #[case::within_the_quarter("2024-Q1", "2024-02-14", "2024-03-15")]
    #[case::not_on_a_sunday("2024-Q1", "2024-02-02", "2024-03-04")]
    #[case::not_at_easter("2024-Q1", "2024-02-28", "2024-04-02")]
    fn a_deadline_is_a_working_day_a_month_ahead(#[case] code: &str, #[case] as_at: &str, #[case] expected: &str) {
        assert_eq!(suggest_deadline(quarter(code), day(as_at)), day(expected));
    }

    #[rstest]
    #[case::usual("2024-Q1", Some("2024-01-02"), "2024-01-31", "2024-01-02", &[])]
    #[case::sunday("2024-Q1", None, "2024-02-25", "2024-01-10", &["deadline, Sun 25 Feb 2024, is a Sunday"])]
    #[case::holiday("2024-Q1", None, "2024-03-29", "2024-01-10", &["is a bank holiday (Good Friday)"])]
    #[case::letter_on_new_year("2024-Q1", Some("2024-01-01"), "2024-01-31", "2024-01-10", &["day of the letter, Mon 1 Jan 2024"])]
    #[case::to_come("2024-Q1", Some("2024-01-15"), "2024-02-29", "2024-01-10", &["is still to come"])]
    #[case::short("2024-Q1", Some("2024-01-10"), "2024-01-30", "2024-01-10", &["the letter to the deadline are 20 days"])]
    #[case::past("2024-Q1", None, "2024-01-09", "2024-01-10", &["has passed"])]
    #[case::after_the_quarter("2024-Q1", None, "2024-04-02", "2024-01-10", &["after the quarter ends"])]
    #[case::skipped("2024-Q2", None, "2024-05-01", "2024-01-10", &["newest round is 2024-Q1; this is 2024-Q2"])]
    #[case::baseline("2023-Q2", None, "2023-03-31", "2023-03-01", &["a baseline"])]
    fn what_is_odd_is_said(
        #[case] code: &str,
        #[case] issued: Option<&str>,
        #[case] deadline: &str,
        #[case] as_at: &str,
        #[case] expected: &[&str],
    ) {
        let round = |code, deadline| Round::for_quarter(RoundId(1), quarter(code), day(deadline));
        let opened = Round { issued_on: issued.map(day), ..round(code, deadline) };
        let odd = odd_dates(&opened, Some(&round("2023-Q4", "2023-09-30")), day(as_at));
        assert_eq!(odd.len(), expected.len(), "{odd:?}");
        assert!(odd.iter().zip(expected).all(|(said, words)| said.contains(words)), "{odd:?}");
    }

    proptest! {
        #[test]
        fn a_suggested_deadline_is_never_odd_by_itself(year in 2023i32..2028, number in 1u32..=4, days in -60i64..60) {
            let quarter = Quarter { year, number };
            let as_at = crate::calendar::add_days(quarter.starts_on(), days);
            let deadline = suggest_deadline(quarter, as_at);
            let odd = odd_dates(&Round::for_quarter(RoundId(1), quarter, deadline), None, as_at);
            prop_assert!(odd.iter().all(|said| said.contains("after the quarter ends")), "{odd:?}");
        }
    }
}
