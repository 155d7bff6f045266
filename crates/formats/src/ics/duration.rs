//! Length of an event, by its end or its duration.

use crate::ReadError;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::zone::Zone;
use crate::ics::event_time::EventTime;
use charter::calendar::{add_days, to_london};

/// Minutes of a day on which the clocks do not change.
const MINUTES_PER_DAY: i64 = 1440;

/// Minutes until an end; `None` without a length, and for an all-day event of one day.
///
/// # Errors
/// The reason, if the end is before the start or too far away.
pub(super) fn minutes_until(start: &EventTime, end: &EventTime) -> Result<Option<u32>, ReadError> {
    let (from, until) = (start.london(), end.london());
    match (start.is_day(), end.is_day()) {
        (true, true) => days((until - from).num_days()),
        (true, false) => days((day_after(until) - from.date()).num_days()),
        // When the clocks go back, a later end may show an earlier time.
        (false, false) if until < from && end.utc() >= start.utc() => minutes(end.utc() - start.utc()),
        (false, _) => minutes(until - from),
    }
}

/// The day after the last day of an event that ends at this time.
fn day_after(end: NaiveDateTime) -> NaiveDate {
    if end.time() == NaiveTime::MIN { end.date() } else { add_days(end.date(), 1) }
}

fn days(count: i64) -> Result<Option<u32>, ReadError> {
    match count {
        // Some programs write the day itself as its end.
        0 | 1 => Ok(None),
        _ => minutes(TimeDelta::days(count)),
    }
}

fn minutes(length: TimeDelta) -> Result<Option<u32>, ReadError> {
    match length.num_seconds() {
        ..0 => Err("it ends before it begins".into()),
        0 => Ok(None),
        seconds => match u32::try_from((seconds + 30) / 60) {
            Ok(minutes) => Ok(Some(minutes)),
            Err(_) => Err("it lasts for thousands of years".into()),
        },
    }
}

/// Minutes of a DURATION: its days count by the calendar, its hours by the clock.
///
/// # Errors
/// The reason, if it is no duration.
pub(super) fn parse_duration(start: &EventTime, duration: &str) -> Result<Option<u32>, ReadError> {
    let wrong = || ReadError::from("how long it lasts (DURATION) is not understood");
    let Duration { days: whole, seconds } = parse(duration.trim()).ok_or_else(wrong)?;
    match start {
        EventTime::Day(_) => {
            days(whole + seconds.div_euclid(MINUTES_PER_DAY * 60) + i64::from(seconds % (MINUTES_PER_DAY * 60) != 0))
        }
        EventTime::At { .. } => {
            let day = TimeDelta::try_days(whole)
                .and_then(|days| start.london().checked_add_signed(days))
                .ok_or_else(wrong)?;
            // Whole days end at the same time of day, whatever the clocks did.
            if seconds == 0 {
                return minutes(day - start.london());
            }
            let end = TimeDelta::try_seconds(seconds)
                .and_then(|seconds| Zone::LONDON.utc(day).checked_add_signed(seconds))
                .ok_or_else(wrong)?;
            minutes_until(start, &EventTime::in_zone(to_london(end.and_utc()), &Zone::LONDON))
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Duration {
    days: i64,
    seconds: i64,
}

/// Longer than any event, and small enough not to overflow.
const MAX_COUNT: i64 = 1_000_000;

fn parse(text: &str) -> Option<Duration> {
    let text = text.strip_prefix('+').unwrap_or(text).to_ascii_uppercase();
    let mut found = Duration { days: 0, seconds: 0 };
    let (mut number, mut any, mut timed) = (None::<i64>, false, false);
    for c in text.strip_prefix('P')?.chars() {
        if let Some(digit) = c.to_digit(10) {
            number = Some(number.unwrap_or(0) * 10 + i64::from(digit)).filter(|number| *number < MAX_COUNT);
            number?;
            continue;
        }
        if c == 'T' && !timed && number.is_none() {
            timed = true;
            continue;
        }
        let count = number.take()?;
        match (c, timed) {
            ('W', false) => found.days += 7 * count,
            ('D', false) => found.days += count,
            ('H', true) => found.seconds += 3600 * count,
            ('M', true) => found.seconds += 60 * count,
            ('S', true) => found.seconds += count,
            _ => return None,
        }
        any = true;
    }
    (any && number.is_none() && found.days < MAX_COUNT).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::{minutes_until, parse_duration};
    use crate::ics::event_time::{EventTime, parse_single_time};
    use crate::ics::unfold::{Line, Property};
    use crate::ics::zone_names::Zones;
    use rstest::rstest;

    fn time(value: &str) -> EventTime {
        let line = Line { number: 1, text: format!("DTSTART:{value}") };
        parse_single_time(&Property::parse(&line).unwrap(), &Zones::default()).unwrap()
    }

    #[rstest]
    #[case("20241008T193000", "20241008T210000", Ok(Some(90)))]
    #[case("20241008T193000", "20241008T193000", Ok(None))]
    #[case("20241008T000000", "20241008T235959", Ok(Some(1440)))]
    #[case("20241008", "20241009", Ok(None))]
    #[case("20241008", "20241008", Ok(None))]
    #[case("20241008", "20241011", Ok(Some(3 * 1440)))]
    #[case("20241008", "20241009T120000", Ok(Some(2 * 1440)))]
    #[case("20241008T120000", "20241009", Ok(Some(720)))]
    #[case::clocks_back("20241026T220000", "20241027T060000", Ok(Some(480)))]
    #[case::same_hour_twice("20241027T003000Z", "20241027T011500Z", Ok(Some(45)))]
    #[case("20241008T193000", "20241008T183000", Err(()))]
    #[case("20241008", "20241007", Err(()))]
    #[case("00010101T000000", "99990101T000000", Err(()))]
    fn minutes_until_the_end(#[case] start: &str, #[case] end: &str, #[case] expected: Result<Option<u32>, ()>) {
        assert_eq!(minutes_until(&time(start), &time(end)).map_err(drop), expected);
    }

    #[rstest]
    #[case("20241008T193000", "PT1H30M", Ok(Some(90)))]
    #[case("20241008T193000", "P1DT2H", Ok(Some(1440 + 120)))]
    #[case("20241008T193000", "PT0S", Ok(None))]
    #[case::by_the_clock("20241026T220000", "PT8H", Ok(Some(420)))]
    #[case::by_the_calendar("20241026T220000", "P1D", Ok(Some(1440)))]
    #[case("20241008", "P1D", Ok(None))]
    #[case("20241008", "+P1W", Ok(Some(7 * 1440)))]
    #[case("20241008", "PT36H", Ok(Some(2 * 1440)))]
    #[case("20241008", "-P1D", Err(()))]
    #[case("20241008", "P", Err(()))]
    #[case("20241008", "PT", Err(()))]
    #[case("20241008", "P1", Err(()))]
    #[case("20241008", "P1H", Err(()))]
    #[case("20241008", "P99999999999999999999D", Err(()))]
    #[case("20241008T193000", "P999999W", Err(()))]
    fn minutes_of_a_duration(#[case] start: &str, #[case] length: &str, #[case] expected: Result<Option<u32>, ()>) {
        assert_eq!(parse_duration(&time(start), length).map_err(drop), expected);
    }
}
