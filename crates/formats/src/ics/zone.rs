//! Time zones that can be read, and the one that is written.

use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Europe::London;

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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// GMT in winter, BST in summer.
    London,
    Utc,
}

/// Finds a zone by its name in the time zone database, in Windows, or in old Outlook versions.
pub(super) fn parse_zone(name: &str) -> Option<Zone> {
    let name = name.trim().to_ascii_lowercase();
    match name.as_str() {
        "gmt standard time" | "gb" | "gb-eire" | "europe/belfast" | "europe/guernsey" | "europe/isle_of_man"
        | "europe/jersey" => Some(Zone::London),
        "utc"
        | "etc/utc"
        | "gmt"
        | "etc/gmt"
        | "z"
        | "zulu"
        | "etc/zulu"
        | "etc/uct"
        | "coordinated universal time" => Some(Zone::Utc),
        // Mozilla and Evolution add a prefix: /mozilla.org/20070129_1/Europe/London
        name if name == "europe/london" || name.ends_with("/europe/london") => Some(Zone::London),
        // "(UTC+00:00) Dublin, Edinburgh, Lisbon, London"
        name if name.contains("edinburgh") && name.contains("london") => Some(Zone::London),
        _ => None,
    }
}

/// UTC of a civil time in London: the first of two in autumn; by the offset before the gap in spring.
pub(super) fn utc(civil: NaiveDateTime) -> NaiveDateTime {
    London.from_local_datetime(&civil).earliest().map_or(civil, |instant| instant.naive_utc())
}

#[cfg(test)]
mod tests {
    use super::{Zone, parse_zone, utc};
    use rstest::rstest;

    #[rstest]
    #[case("Europe/London", Some(Zone::London))]
    #[case("GMT Standard Time", Some(Zone::London))]
    #[case("/mozilla.org/20070129_1/Europe/London", Some(Zone::London))]
    #[case("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", Some(Zone::London))]
    #[case(" etc/utc ", Some(Zone::Utc))]
    #[case("Europe/Berlin", None)]
    #[case("Customized Time Zone", None)]
    #[case("", None)]
    fn names_of_zones(#[case] name: &str, #[case] expected: Option<Zone>) {
        assert_eq!(parse_zone(name), expected);
    }

    #[rstest]
    #[case("2024-07-01T19:30:00", "2024-07-01T18:30:00")]
    #[case("2024-12-01T19:30:00", "2024-12-01T19:30:00")]
    #[case("2024-10-27T01:30:00", "2024-10-27T00:30:00")]
    #[case("2024-03-31T01:30:00", "2024-03-31T01:30:00")]
    fn utc_of_civil_times(#[case] civil: &str, #[case] expected: &str) {
        assert_eq!(utc(civil.parse().unwrap()), expected.parse().unwrap());
    }
}
