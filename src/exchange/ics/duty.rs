//! The spans of a roster as duty that a plan can use.

use chrono::{NaiveTime, TimeDelta};

use super::roster::Shift;
use crate::domain::calendar::shift as later;
use crate::domain::find::fold;
use crate::domain::plan::Duty;

/// Words in the name of a span that say that it is no duty.
const NO_DUTY: [&str; 5] = ["rest", "leave", "off", "holiday", "sick"];

/// The duty of a roster, a span of more than a day in pieces of a day, and how many spans are none: rest days and leave.
pub fn duties(shifts: &[Shift]) -> (Vec<Duty>, usize) {
    let is_none = |shift: &&Shift| fold(shift.summary.raw()).split(' ').any(|word| NO_DUTY.contains(&word));
    let none = shifts.iter().filter(is_none).count();
    (shifts.iter().filter(|shift| !is_none(shift)).flat_map(pieces).collect(), none)
}

/// The longest roster that is looked at, in days: a span of years is a slip.
const MOST_DAYS: usize = 400;

fn pieces(shift: &Shift) -> Vec<Duty> {
    let officer = if shift.summary.is_blank() { "1".to_owned() } else { shift.summary.on_screen().into_owned() };
    let mut pieces = Vec::new();
    let mut from = shift.from;
    while from < shift.until && pieces.len() < MOST_DAYS {
        let day_after = later(from.date(), 1).and_time(NaiveTime::MIN);
        let whole = shift.until - from <= TimeDelta::hours(24);
        let until = if whole { shift.until } else { day_after };
        pieces.push(Duty { officer: officer.clone(), on: from.date(), from: from.time(), until: until.time() });
        from = until;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::duties;
    use crate::domain::foreign::Foreign;
    use crate::exchange::ics::Shift;

    fn shift(summary: &str, from: &str, until: &str) -> Shift {
        Shift { summary: Foreign::from(summary), from: from.parse().unwrap(), until: until.parse().unwrap() }
    }

    #[test]
    fn a_night_is_one_span_days_are_one_each_and_rest_is_none() {
        let shifts = [
            shift("late 4321", "2023-10-10T16:00:00", "2023-10-11T02:00:00"),
            shift("", "2023-10-12T00:00:00", "2023-10-14T00:00:00"),
            shift("Rest day", "2023-10-15T00:00:00", "2023-10-16T00:00:00"),
        ];
        let (duties, none) = duties(&shifts);
        let said: Vec<String> =
            duties.iter().map(|duty| format!("{} {} {}-{}", duty.officer, duty.on, duty.from, duty.until)).collect();
        assert_eq!(
            said,
            [
                "late 4321 2023-10-10 16:00:00-02:00:00",
                "1 2023-10-12 00:00:00-00:00:00",
                "1 2023-10-13 00:00:00-00:00:00"
            ]
        );
        assert_eq!(none, 1);
    }
}
