//! The zone that a date names: an offset, letters such as EST, or a name of a place or of Windows.

use chrono::{NaiveDateTime, Offset, TimeZone};
use chrono_tz::{OffsetComponents, Tz};
use windows_timezones::WindowsTimezone;

/// How a date names its zone. Minutes are ahead of UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// By an offset, or by a name that nobody else uses: nothing to judge.
    Exact(i64),
    /// By a name.
    Named(String, i64),
    /// By a name without a meaning that is agreed.
    Unknown(String),
    /// Not at all.
    None,
}

/// Minutes ahead of UTC. `IST` has several meanings; Dublin's is taken, because it is the nearest.
const ZONES: [(&str, i64); 39] = [
    ("UT", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("Z", 0),
    ("WET", 0),
    ("BST", 60),
    ("IST", 60),
    ("WEST", 60),
    ("CET", 60),
    ("MET", 60),
    ("MEZ", 60),
    ("CEST", 120),
    ("MEST", 120),
    ("MESZ", 120),
    ("EET", 120),
    ("SAST", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("SGT", 480),
    ("HKT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("AEST", 600),
    ("ACDT", 630),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("NST", -210),
    ("NDT", -150),
    ("AST", -240),
    ("ADT", -180),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
    ("HAST", -600),
    ("HDT", -540),
    ("BRT", -180),
];

/// The zones of RFC 5322, 4.3, in America: standard time in hours behind UTC. In summer it is one less.
const AMERICAN_ZONES: [(char, i64); 4] = [('E', 5), ('C', 6), ('M', 7), ('P', 8)];

/// The same zones without a season: the time that holds there on the day.
const AMERICAN_TIMES: [(&str, Tz); 4] = [
    ("ET", Tz::America__New_York),
    ("CT", Tz::America__Chicago),
    ("MT", Tz::America__Denver),
    ("PT", Tz::America__Los_Angeles),
];

/// Names of London's own time, and of UTC, that programs write out.
const LONDON_NAMES: [(&str, i64); 7] = [
    ("gmt standard time", 0),
    ("greenwich mean time", 0),
    ("coordinated universal time", 0),
    ("gmt daylight time", 60),
    ("gmt summer time", 60),
    ("british summer time", 60),
    ("irish standard time", 60),
];

/// The zone that the words behind a time name. `local`: the time they belong to.
pub(super) fn of_words(words: &[&str], local: NaiveDateTime) -> Zone {
    let Some(first) = words.first() else { return Zone::None };
    let name = words.join(" ");
    let folded = name.to_lowercase();
    // A number that names the offset may stand behind a name: "GMT +0100".
    if let Some(minutes) = words.iter().find_map(|word| offset(word)) {
        return Zone::Exact(minutes);
    }
    if let Some((_, minutes)) = LONDON_NAMES.iter().find(|(name, _)| folded.starts_with(name)) {
        return Zone::Exact(*minutes);
    }
    let upper = first.to_ascii_uppercase();
    match abbreviated(&upper, local) {
        Some(minutes) if minutes == 0 && upper != "WET" || upper == "BST" => return Zone::Exact(minutes),
        Some(minutes) => return Zone::Named(upper, minutes),
        None => {}
    }
    if let Some(zone) = database_zone(first) {
        let minutes = minutes_at(zone, local);
        return if zone == Tz::Europe__London {
            Zone::Exact(minutes)
        } else {
            Zone::Named((*first).to_owned(), minutes)
        };
    }
    match written_out(&folded, local) {
        Some(minutes) => Zone::Named(name, minutes),
        None => Zone::Unknown((*first).to_owned()),
    }
}

/// `EST`, `CEST`, `PT`.
fn abbreviated(name: &str, local: NaiveDateTime) -> Option<i64> {
    if let Some((_, minutes)) = ZONES.iter().find(|(known, _)| *known == name) {
        return Some(*minutes);
    }
    if let Some((_, zone)) = AMERICAN_TIMES.iter().find(|(known, _)| *known == name) {
        return Some(minutes_at(*zone, local));
    }
    let mut letters = name.chars();
    let (region, kind, last) = (letters.next()?, letters.next()?, letters.next()?);
    let (_, behind) = AMERICAN_ZONES.iter().find(|(letter, _)| *letter == region)?;
    match (kind, last, letters.next()) {
        ('S', 'T', None) => Some(-behind * 60),
        ('D', 'T', None) => Some(60 - behind * 60),
        _ => None,
    }
}

/// A place of the time zone database, `Europe/London`, or one of its old names, `EST5EDT`. Programs are careless with the case.
fn database_zone(word: &str) -> Option<Tz> {
    chrono_tz::TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(word)).copied()
}

/// `Eastern Standard Time`, `Pacific Daylight Time`, `Central European Summer Time`: what the name says, also out of season.
/// `Eastern Time` is the time that holds there on the day.
fn written_out(folded: &str, local: NaiveDateTime) -> Option<i64> {
    let base = |stem: &str| {
        let zone = windows_zone(&format!("{stem} standard time"))?;
        let offset = zone.offset_from_utc_datetime(&local);
        Some((zone, offset.base_utc_offset().num_minutes()))
    };
    if let Some(stem) = folded.strip_suffix(" standard time") {
        return base(stem).map(|(_, minutes)| minutes);
    }
    let season = folded.strip_suffix(" daylight time").or_else(|| folded.strip_suffix(" summer time"));
    if let Some(stem) = season {
        return base(stem).map(|(_, minutes)| minutes + 60);
    }
    base(folded.strip_suffix(" time")?).map(|(zone, _)| minutes_at(zone, local))
}

fn windows_zone(name: &str) -> Option<Tz> {
    let mut known = chrono_tz::TZ_VARIANTS.iter().filter_map(|zone| WindowsTimezone::try_from(*zone).ok());
    known.find(|zone| zone.name().eq_ignore_ascii_case(name)).map(Tz::from)
}

fn minutes_at(zone: Tz, local: NaiveDateTime) -> i64 {
    let offset = zone.offset_from_local_datetime(&local).earliest();
    // In the hour that summer time leaves out.
    let offset = offset.unwrap_or_else(|| zone.offset_from_utc_datetime(&local));
    i64::from(offset.fix().local_minus_utc() / 60)
}

/// `+0100`, `-05:00`, `+1`, `GMT+1`, `UTC+01:00`; `None` beyond 14 hours, where no zone is.
fn offset(word: &str) -> Option<i64> {
    let upper = word.to_ascii_uppercase();
    let number = upper.trim_start_matches("GMT").trim_start_matches("UTC").trim_start_matches("UT");
    let digits = number.strip_prefix(['+', '-'])?.replace(':', "");
    let all: i64 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let minutes = if digits.len() <= 2 { all * 60 } else { all / 100 * 60 + all % 100 };
    let sign = if number.starts_with('-') { -1 } else { 1 };
    (minutes <= 14 * 60).then_some(sign * minutes)
}

#[cfg(test)]
mod tests {
    use super::{Zone, of_words};
    use rstest::rstest;

    #[rstest]
    #[case("+0100", "exact 60")]
    #[case("GMT-5", "exact -300")]
    #[case("GMT +1", "exact 60")]
    #[case("BST", "exact 60")]
    #[case("Europe/London", "exact 60")]
    #[case("EST", "EST -300")]
    #[case("PT", "PT -420")]
    #[case("Eastern Standard Time", "Eastern Standard Time -300")]
    #[case("Pacific Daylight Time", "Pacific Daylight Time -420")]
    #[case("Eastern Time", "Eastern Time -240")]
    #[case("W. Europe Daylight Time", "W. Europe Daylight Time 120")]
    #[case("Central European Summer Time", "Central European Summer Time 120")]
    #[case("America/New_York", "America/New_York -240")]
    #[case("EST5EDT", "EST5EDT -240")]
    #[case("XYZ", "? XYZ")]
    #[case("+9999", "? +9999")]
    #[case("", "none")]
    fn names_on_a_day_in_september(#[case] words: &str, #[case] expected: &str) {
        let words: Vec<&str> = words.split_whitespace().collect();
        let found = match of_words(&words, "2023-09-30T20:30:00".parse().unwrap()) {
            Zone::Exact(minutes) => format!("exact {minutes}"),
            Zone::Named(name, minutes) => format!("{name} {minutes}"),
            Zone::Unknown(name) => format!("? {name}"),
            Zone::None => "none".to_owned(),
        };
        assert_eq!(found, expected);
    }
}
