//! Dates and times of a calendar file.

use crate::ReadError;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::unfold::Property;
use super::zone::Zone;
use super::zone_names::Zones;
use crate::ics::excerpt::excerpt;
use charter::calendar::to_london;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum EventTime {
    Day(NaiveDate),
    At {
        /// Civil time in its zone.
        civil: NaiveDateTime,
        /// The same moment, which is unique when the clocks go back.
        utc: NaiveDateTime,
        zone: Zone,
    },
}

impl EventTime {
    pub(super) fn in_zone(civil: NaiveDateTime, zone: &Zone) -> Self {
        Self::At { civil, utc: zone.utc(civil), zone: zone.clone() }
    }

    /// The same time of day in its zone, on another day.
    pub(super) fn on_day(&self, day: NaiveDate) -> Self {
        match self {
            Self::Day(_) => Self::Day(day),
            Self::At { civil, zone, .. } => Self::in_zone(day.and_time(civil.time()), zone),
        }
    }

    pub(super) fn is_day(&self) -> bool {
        matches!(self, Self::Day(_))
    }

    /// Civil day in London.
    pub(super) fn on(&self) -> NaiveDate {
        self.london().date()
    }

    /// Civil time of day in London; `None` for all day.
    pub(super) fn at(&self) -> Option<NaiveTime> {
        (!self.is_day()).then(|| self.london().time())
    }

    /// Civil time in London; midnight for a day.
    pub(super) fn london(&self) -> NaiveDateTime {
        match self {
            Self::Day(on) => on.and_time(NaiveTime::MIN),
            Self::At { civil, zone, .. } if *zone == Zone::LONDON => *civil,
            Self::At { utc, .. } => to_london(utc.and_utc()),
        }
    }

    /// The day in its own zone.
    pub(super) fn civil_day(&self) -> NaiveDate {
        match self {
            Self::Day(on) => *on,
            Self::At { civil, .. } => civil.date(),
        }
    }

    /// Orders times; a day counts as its midnight.
    pub(super) fn utc(&self) -> NaiveDateTime {
        match self {
            Self::Day(on) => on.and_time(NaiveTime::MIN),
            Self::At { utc, .. } => *utc,
        }
    }
}

/// All times of a property. Of periods, which RDATE may have, the starts.
///
/// # Errors
/// The reason, if a time is invalid or in an unknown zone.
pub(super) fn parse_times(property: &Property, zones: &Zones) -> Result<Vec<EventTime>, ReadError> {
    let named = property.parameter("TZID").filter(|name| !name.trim().is_empty());
    let is_kind = |name: &str| property.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case(name));
    let (all_day, is_period) = (is_kind("DATE"), is_kind("PERIOD"));
    // Looked up once, and only if a time needs it: a date has no zone, and a zone beside UTC is not used.
    let mut zone: Option<Zone> = None;
    let mut one = |value: &str| {
        let value = if is_period { value.split('/').next().unwrap_or(value) } else { value };
        let (day, time) = parse_single_value(value).ok_or_else(|| unknown_time(value))?;
        let Some(time) = time.filter(|_| !all_day) else { return Ok(EventTime::Day(day)) };
        let is_utc = value.trim_end().ends_with(['Z', 'z']);
        let zone = match &zone {
            _ if is_utc => Zone::UTC,
            Some(zone) => zone.clone(),
            None => zone.insert(named.map_or_else(|| zones.default_zone(), |name| zones.find(name))?).clone(),
        };
        Ok(EventTime::in_zone(day.and_time(time), &zone))
    };
    property.value.split(',').filter(|value| !value.trim().is_empty()).map(&mut one).collect()
}

/// The only time of a property.
///
/// # Errors
/// As [`parse_times`].
pub(super) fn parse_single_time(property: &Property, zones: &Zones) -> Result<EventTime, ReadError> {
    match <[EventTime; 1]>::try_from(parse_times(property, zones)?) {
        Ok([time]) => Ok(time),
        Err(_) => Err(unknown_time(&property.value)),
    }
}

fn unknown_time(value: &str) -> ReadError {
    format!("“{}” is not a day or time that the calendar has", excerpt(value)).into()
}

/// Parses `20241008`, `20241008T193000`, `20241008T193000Z`, in whichever zone.
pub(super) fn parse_single_value(value: &str) -> Option<(NaiveDate, Option<NaiveTime>)> {
    let value = value.trim();
    let value = value.strip_suffix(['Z', 'z']).unwrap_or(value);
    match value.split_once(['T', 't']) {
        None => parse_day(value).map(|day| (day, None)),
        Some((day, time)) => Some((parse_day(day)?, Some(parse_time(time)?))),
    }
}

/// A day counts as its midnight.
pub(super) fn parse_civil(value: &str) -> Option<NaiveDateTime> {
    parse_single_value(value).map(|(day, time)| day.and_time(time.unwrap_or_default()))
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
    use super::{EventTime, Zones, parse_single_time};
    use crate::ics::unfold::{Line, Property};
    use rstest::rstest;

    fn shown(line: &str, zones: &Zones) -> String {
        let property = Property::parse(&Line { number: 1, text: line.to_owned() }).unwrap();
        parse_single_time(&property, zones).map_or("?".to_owned(), |time: EventTime| {
            format!("{} {}", time.on(), time.at().map_or("all day".to_owned(), |at| at.to_string()))
        })
    }

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
        assert_eq!(shown(&format!("DTSTART:{value}"), &Zones::default()), expected);
    }

    #[rstest]
    #[case("DTSTART;TZID=Europe/Berlin:20240701T203000", None, "2024-07-01 19:30:00")]
    #[case("DTSTART:20240701T203000", Some("Europe/Berlin"), "2024-07-01 19:30:00")]
    #[case("DTSTART:20240701T203000Z", Some("Europe/Berlin"), "2024-07-01 21:30:00")]
    #[case("DTSTART;TZID=Europe/London:20240701T203000", Some("Mars"), "2024-07-01 20:30:00")]
    #[case("DTSTART:20240701T203000", Some("Mars"), "?")]
    #[case("DTSTART:20240701", Some("Mars"), "2024-07-01 all day")]
    #[case("RDATE;VALUE=PERIOD:20240701T183000Z/PT1H", None, "2024-07-01 19:30:00")]
    fn times_without_a_zone_have_that_of_the_calendar(
        #[case] line: &str,
        #[case] default: Option<&str>,
        #[case] expected: &str,
    ) {
        let zones = Zones::new(&[], default.map(str::to_owned), &mut Default::default());
        assert_eq!(shown(line, &zones), expected);
    }
}
