//! Dates and times of a calendar file as civil time in London.

use crate::ReadError;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::unfold::Property;
use super::zone::{Zone, parse_zone, utc};
use crate::ics::excerpt::excerpt;
use charter::calendar::to_london;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EventTime {
    Day(NaiveDate),
    At {
        /// Civil time in London.
        civil: NaiveDateTime,
        /// The same in UTC, which is unique when the clocks go back.
        utc: NaiveDateTime,
        /// The zone it was written in.
        zone: Zone,
    },
}

impl EventTime {
    pub(super) fn on(self) -> NaiveDate {
        match self {
            Self::Day(on) => on,
            Self::At { civil, .. } => civil.date(),
        }
    }

    /// Civil time of day; `None` for all day.
    pub(super) fn at(self) -> Option<NaiveTime> {
        match self {
            Self::Day(_) => None,
            Self::At { civil, .. } => Some(civil.time()),
        }
    }

    pub(super) fn from_london(civil: NaiveDateTime) -> Self {
        Self::At { civil, utc: utc(civil), zone: Zone::London }
    }

    fn from_utc(utc: NaiveDateTime) -> Self {
        Self::At { civil: to_london(utc.and_utc()), utc, zone: Zone::Utc }
    }
}

/// All times of a property.
///
/// # Errors
/// The reason, if a time is invalid or in an unknown zone.
pub(super) fn parse_times(property: &Property) -> Result<Vec<EventTime>, ReadError> {
    let named = property.parameter("TZID").filter(|name| !name.trim().is_empty());
    let all_day = property.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"));
    let one = |value: &str| {
        let is_time = value.contains(['T', 't']) && !value.trim_end().ends_with(['Z', 'z']);
        match named {
            _ if all_day => parse_time_in(value, Zone::London).map(|moment| EventTime::Day(moment.on())),
            Some(name) if is_time => parse_time_in(value, known_zone(name)?),
            // A date has no zone, and a time without zone is local time, which is London here.
            _ => parse_time_in(value, Zone::London),
        }
    };
    property.value.split(',').map(one).collect()
}

/// The only time of a property.
///
/// # Errors
/// As [`parse_times`].
pub(super) fn parse_single_time(property: &Property) -> Result<EventTime, ReadError> {
    match parse_times(property)?.as_slice() {
        [moment] => Ok(*moment),
        _ => Err(unknown_time(&property.value)),
    }
}

fn known_zone(name: &str) -> Result<Zone, ReadError> {
    parse_zone(name).ok_or_else(|| {
        format!("its time zone “{}” is not known here, and its time in London would be a guess", excerpt(name)).into()
    })
}

/// Parses `20241008`, `20241008T193000`, `20241008T193000Z`.
pub(super) fn parse_time_in(value: &str, zone: Zone) -> Result<EventTime, ReadError> {
    parse(value.trim(), zone).ok_or_else(|| unknown_time(value))
}

fn unknown_time(value: &str) -> ReadError {
    format!("“{}” is not a day or time that the calendar has", excerpt(value)).into()
}

fn parse(value: &str, zone: Zone) -> Option<EventTime> {
    let (value, in_utc) = match value.strip_suffix(['Z', 'z']) {
        Some(value) => (value, true),
        None => (value, false),
    };
    let Some((day, time)) = value.split_once(['T', 't']) else { return parse_day(value).map(EventTime::Day) };
    let at = parse_day(day)?.and_time(parse_time(time)?);
    Some(if in_utc || zone == Zone::Utc { EventTime::from_utc(at) } else { EventTime::from_london(at) })
}

fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn parse_day(text: &str) -> Option<NaiveDate> {
    let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    let year = i32::try_from(digits(year)?).ok().filter(|year| *year > 0)?;
    if day.len() == 2 { NaiveDate::from_ymd_opt(year, digits(month)?, digits(day)?) } else { None }
}

fn parse_time(text: &str) -> Option<NaiveTime> {
    let (hour, minute, second) = (text.get(..2)?, text.get(2..4)?, text.get(4..)?);
    // A leap second becomes the second before it.
    let second = match second {
        "" => 0,
        "60" => 59,
        second if second.len() == 2 => digits(second)?,
        _ => return None,
    };
    NaiveTime::from_hms_opt(digits(hour)?, digits(minute)?, second)
}

#[cfg(test)]
mod tests {
    use super::{Zone, parse_time_in};
    use rstest::rstest;

    #[rstest]
    #[case("20241008", "2024-10-08 all day")]
    #[case("20241008T193000", "2024-10-08 19:30:00")]
    #[case("20241008T1930", "2024-10-08 19:30:00")]
    #[case("20241008T183000Z", "2024-10-08 19:30:00")]
    #[case("20241208T193000Z", "2024-12-08 19:30:00")]
    #[case("20240930T233000Z", "2024-10-01 00:30:00")]
    #[case("20241008T235960", "2024-10-08 23:59:59")]
    #[case("20240229T000000", "2024-02-29 00:00:00")]
    #[case("20230229", "?")]
    #[case("00000101", "?")]
    #[case("20241008T240000", "?")]
    #[case("2024-10-08", "?")]
    #[case("20241008T19300", "?")]
    #[case("+0241008", "?")]
    #[case("2024é008", "?")]
    #[case("", "?")]
    fn days_and_times(#[case] value: &str, #[case] expected: &str) {
        let actual = parse_time_in(value, Zone::London).map_or("?".to_owned(), |moment| {
            format!("{} {}", moment.on(), moment.at().map_or("all day".to_owned(), |at| at.to_string()))
        });
        assert_eq!(actual, expected);
    }
}
