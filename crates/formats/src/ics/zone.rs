//! Time zones: those of the time zone database, and those that a calendar file defines itself.

use std::sync::Arc;

use chrono::{LocalResult, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::zone_rules::ZoneRules;

/// Zone of all times that are written.
pub(super) const LONDON: &str = "Europe/London";

/// London's rules since 1996, for programs without a zone database.
pub(super) const LONDON_VTIMEZONE: &str = "BEGIN:VTIMEZONE\r\n\
    TZID:Europe/London\r\n\
    BEGIN:DAYLIGHT\r\n\
    DTSTART:19960331T010000\r\n\
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n\
    TZNAME:BST\r\n\
    TZOFFSETFROM:+0000\r\n\
    TZOFFSETTO:+0100\r\n\
    END:DAYLIGHT\r\n\
    BEGIN:STANDARD\r\n\
    DTSTART:19961027T020000\r\n\
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n\
    TZNAME:GMT\r\n\
    TZOFFSETFROM:+0100\r\n\
    TZOFFSETTO:+0000\r\n\
    END:STANDARD\r\n\
    END:VTIMEZONE\r\n";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    Named(Tz),
    /// Defined by a VTIMEZONE of the file.
    Defined(Arc<ZoneRules>),
}

impl Zone {
    pub(super) const LONDON: Self = Self::Named(Tz::Europe__London);
    pub(super) const UTC: Self = Self::Named(Tz::UTC);

    /// UTC of a civil time in this zone. When the clocks go back it is the first of two; a time that they skip counts by the
    /// offset before (RFC 5545, 3.3.5).
    pub(super) fn utc(&self, civil: NaiveDateTime) -> NaiveDateTime {
        match self {
            Self::Named(zone) => match zone.from_local_datetime(&civil) {
                LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => instant.naive_utc(),
                LocalResult::None => {
                    let before = civil.checked_sub_signed(TimeDelta::days(1)).unwrap_or(civil);
                    let offset = zone.offset_from_local_datetime(&before).earliest();
                    subtract(civil, offset.map_or(0, |offset| offset.fix().local_minus_utc()))
                }
            },
            Self::Defined(rules) => subtract(civil, rules.offset_at_civil(civil)),
        }
    }

    /// Civil time in this zone.
    pub(super) fn civil(&self, utc: NaiveDateTime) -> NaiveDateTime {
        let offset = match self {
            Self::Named(zone) => zone.offset_from_utc_datetime(&utc).fix().local_minus_utc(),
            Self::Defined(rules) => rules.offset_at_utc(utc),
        };
        subtract(utc, -offset)
    }
}

/// At the ends of the calendar the time itself.
fn subtract(time: NaiveDateTime, seconds: i32) -> NaiveDateTime {
    time.checked_sub_signed(TimeDelta::seconds(i64::from(seconds))).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::Zone;
    use rstest::rstest;

    #[rstest]
    #[case("2024-07-01T19:30:00", "2024-07-01T18:30:00")]
    #[case("2024-12-01T19:30:00", "2024-12-01T19:30:00")]
    #[case::first_of_two("2024-10-27T01:30:00", "2024-10-27T00:30:00")]
    #[case::skipped("2024-03-31T01:30:00", "2024-03-31T01:30:00")]
    fn utc_of_civil_times(#[case] civil: &str, #[case] expected: &str) {
        let expected = expected.parse().unwrap();
        assert_eq!(Zone::LONDON.utc(civil.parse().unwrap()), expected);
        assert_eq!(Zone::UTC.utc(expected), expected);
    }
}
