//! Reads the date of a mail and the zone in which it is given (RFC 5322, 3.3 and 4.3).

use charter::calendar::{Received, format_full};
use charter::mail::date::{at, read};
use chrono::{Datelike, Duration, Month, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc, Weekday};

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

/// Names of London's own time that programs write out.
const LONDON_NAMES: [(&str, i64); 6] = [
    ("gmt standard time", 0),
    ("greenwich mean time", 0),
    ("gmt daylight time", 60),
    ("gmt summer time", 60),
    ("british summer time", 60),
    ("irish standard time", 60),
];

/// How a date header names its zone.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Zone {
    /// By an offset, or by a name that nobody else uses: nothing to judge.
    Exact(i64),
    /// By a name.
    Named(String, i64),
    /// By a name without a meaning that is agreed: it counts as UTC (RFC 5322, 4.3).
    Unknown(String),
    /// Not at all: London time.
    None,
}

/// Reads a date header as civil time in London, with a note if its zone should be looked at. `None` if it cannot be read, or
/// is before 2000 or after 2100.
pub(super) fn parse(header: &str) -> Option<(Received, Option<String>)> {
    let bare = without_comments(header);
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((local, rest)) = date_and_time(&bare) else {
        let iso = || Received::parse_iso(&bare).ok().filter(|received| (2000..=2100).contains(&received.on.year()));
        return read(&bare).or_else(iso).map(|received| (received, None));
    };
    let zone = zone(&rest);
    let received = match zone {
        Zone::None => in_range(local)?,
        Zone::Exact(minutes) | Zone::Named(_, minutes) => {
            at(Utc.from_utc_datetime(&local.checked_sub_signed(Duration::minutes(minutes))?))?
        }
        Zone::Unknown(_) => at(Utc.from_utc_datetime(&local))?,
    };
    let note = note(&zone, local, received);
    Some((received, note))
}

/// Sentence that lets a person judge the zone: if it is not exact, or if the day in London is another than the one written.
fn note(zone: &Zone, local: NaiveDateTime, received: Received) -> Option<String> {
    let written = format!("{} {}", format_full(local.date()), local.format("%H:%M"));
    let time = received.at.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
    let in_london = format!("{} {time}", format_full(received.on));
    match zone {
        Zone::None => Some(format!("its date, {written}, names no zone: it was read as the time in London")),
        Zone::Named(name, minutes) => Some(format!(
            "its date is {written} in the zone {name}, which was read as {}: that is {in_london} in London",
            describe(*minutes)
        )),
        Zone::Unknown(name) => Some(format!(
            "its date is {written} in the zone {name}, which is not known and was read as UTC: that is {in_london} in London"
        )),
        Zone::Exact(minutes) => (local.date() != received.on).then(|| {
            format!("its date is {written}, {}: that is {in_london} in London, another day", describe(*minutes))
        }),
    }
}

/// `UTC`, or `5 hours behind UTC`.
fn describe(minutes: i64) -> String {
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!(":{rest:02}") };
    let unit = if hours == 1 && rest.is_empty() { "hour" } else { "hours" };
    match minutes {
        0 => "UTC".to_owned(),
        1.. => format!("{hours}{rest} {unit} ahead of UTC"),
        _ => format!("{hours}{rest} {unit} behind UTC"),
    }
}

/// Puts blanks in place of comments, also nested ones (RFC 5322, 3.2.2).
fn without_comments(header: &str) -> String {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    let outside = header.chars().map(|c| {
        let escaped = is_escaped;
        is_escaped = c == '\\' && !escaped && depth > 0;
        match c {
            '(' if !escaped => depth += 1,
            ')' if !escaped && depth > 0 => depth -= 1,
            c if depth == 0 => return c,
            _ => {}
        }
        ' '
    });
    outside.collect()
}

/// Date and time as written, and the words that may name the zone: `Tue, 12 Sep 2023 10:15:00 +0100`, or as C writes it,
/// `Tue Sep 12 10:15:00 2023`, where the zone may stand before the year.
fn date_and_time(text: &str) -> Option<(NaiveDateTime, String)> {
    let text = text.replace(',', " ");
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    if words.first().is_some_and(|word| !is_number(word) && word.parse::<Weekday>().is_ok()) {
        words.remove(0);
    }
    // `12-Sep-2023`.
    let split: Vec<String>;
    if let Some(first) = words.first().filter(|first| first.matches('-').count() == 2 && first.len() <= 11) {
        split = first.split('-').map(str::to_owned).collect();
        words.splice(0..1, split.iter().map(String::as_str));
    }
    let [first, second, rest @ ..] = words.as_slice() else { return None };
    let (day, month, rest) =
        if is_number(first) { (*first, month(second)?, rest) } else { (*second, month(first)?, rest) };
    let clock = rest.iter().position(|word| word.contains(':') && is_number(word))?;
    let time = time(rest.get(clock)?)?;
    let is_year = |word: &&str| (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let year_index = (0..rest.len()).find(|index| *index != clock && rest.get(*index).is_some_and(is_year))?;
    let year = year(rest.get(year_index)?)?;
    let date = NaiveDate::from_ymd_opt(year, month, day.parse().ok()?)?;
    let others = rest.iter().enumerate().filter(|(index, _)| *index > clock && *index != year_index);
    let mut zone: Vec<&str> = others.map(|(_, word)| *word).collect();
    let half = zone.first().map(|word| word.to_ascii_lowercase()).unwrap_or_default();
    if !matches!(half.as_str(), "am" | "pm") {
        return Some((date.and_time(time), zone.join(" ")));
    }
    zone.remove(0);
    let hour = time.hour() % 12 + if half == "pm" { 12 } else { 0 };
    let time = if (1..=12).contains(&time.hour()) { time.with_hour(hour)? } else { return None };
    Some((date.and_time(time), zone.join(" ")))
}

fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let word = if word.eq_ignore_ascii_case("sept") { "sep" } else { word };
    word.parse::<Month>().ok().map(|month| month.number_from_month())
}

/// `10:15`, `10:15:00`, `9:05:00.123`; a leap second counts as the one before.
fn time(word: &str) -> Option<NaiveTime> {
    let mut numbers = word.split('.').next()?.split(':').map(|part| part.parse::<u32>().ok());
    let (hour, minute, second) = (numbers.next()??, numbers.next()??, numbers.next().unwrap_or(Some(0))?);
    NaiveTime::from_hms_opt(hour, minute, if second == 60 { 59 } else { second })
}

/// Two and three digits are of the last century from 50 on (RFC 5322, 4.3).
fn year(word: &str) -> Option<i32> {
    let number: i32 = word.parse().ok()?;
    Some(match word.len() {
        2 if number < 50 => 2000 + number,
        2 | 3 => 1900 + number,
        _ => number,
    })
}

fn zone(words: &str) -> Zone {
    let folded = words.to_ascii_lowercase();
    if let Some((_, minutes)) = LONDON_NAMES.iter().find(|(name, _)| folded.starts_with(name)) {
        return Zone::Exact(*minutes);
    }
    let Some(word) = words.split_whitespace().next() else { return Zone::None };
    // A number that names the offset may stand behind a name: "GMT +0100".
    let mut offsets = words.split_whitespace().filter_map(offset);
    if let Some(minutes) = offsets.next() {
        return Zone::Exact(minutes);
    }
    let upper = word.to_ascii_uppercase();
    match named(&upper) {
        Some(minutes) if minutes == 0 && upper != "WET" || upper == "BST" => Zone::Exact(minutes),
        Some(minutes) => Zone::Named(upper, minutes),
        None => Zone::Unknown(word.to_owned()),
    }
}

fn named(name: &str) -> Option<i64> {
    if let Some((_, minutes)) = ZONES.iter().find(|(known, _)| *known == name) {
        return Some(*minutes);
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

fn in_range(local: NaiveDateTime) -> Option<Received> {
    (2000..=2100).contains(&local.year()).then(|| Received { on: local.date(), at: Some(local.time()) })
}

#[cfg(test)]
mod tests {
    use super::parse;
    use rstest::rstest;

    #[rstest]
    #[case::british_summer("Sat, 30 Sep 2023 23:30:00 +0000", "2023-10-01T00:30:00")]
    #[case::winter("Fri, 1 Dec 2023 09:00:00 +0100", "2023-12-01T08:00:00")]
    #[case::two_digits("Tue, 12 Sep 23 14:05:00 GMT", "2023-09-12T15:05:00")]
    #[case::three_digits("Tue, 12 Sep 123 14:05:00 GMT", "2023-09-12T15:05:00")]
    #[case::no_seconds("12 Sep 2023 14:05 GMT", "2023-09-12T15:05:00")]
    #[case::summer_time_in_winter("Fri, 1 Dec 2023 09:00:00 BST", "2023-12-01T08:00:00")]
    #[case::eastern("Sat, 30 Sep 2023 20:30:00 EST", "2023-10-01T02:30:00")]
    #[case::eastern_summer("Sat, 30 Sep 2023 19:30:00 EDT", "2023-10-01T00:30:00")]
    #[case::pacific_summer("Sat, 30 Sep 2023 15:30:00 PDT", "2023-09-30T23:30:00")]
    #[case::central_europe("Sun, 1 Oct 2023 00:30:00 CEST", "2023-09-30T23:30:00")]
    #[case::military("Sat, 30 Sep 2023 23:30:00 A", "2023-10-01T00:30:00")]
    #[case::unknown("Sat, 30 Sep 2023 23:30:00 XYZ", "2023-10-01T00:30:00")]
    #[case::no_zone("Sat, 30 Sep 2023 23:30:00", "2023-09-30T23:30:00")]
    #[case::comments("Sat (sic), 30 Sep (a (nested \\) one)) 2023 22:30:00 +0000 (GMT)", "2023-09-30T23:30:00")]
    #[case::a_comment_for_the_zone("Sat, 30 Sep 2023 23:30:00 (EST)", "2023-09-30T23:30:00")]
    #[case::written_by_c("Tue Sep 12 10:15:00 2023", "2023-09-12T10:15:00")]
    #[case::written_by_c_with_a_zone("Tue Sep 12 10:15:00 UTC 2023", "2023-09-12T11:15:00")]
    #[case::hyphens("12-Sep-2023 10:15:00 +0100", "2023-09-12T10:15:00")]
    #[case::offset_behind_a_name("Tue, 12 Sep 2023 14:05:00 GMT+01:00", "2023-09-12T14:05:00")]
    #[case::windows("Tue, 12 Sep 2023 14:05:00 GMT Daylight Time", "2023-09-12T14:05:00")]
    #[case::half_day("September 30, 2023 8:30:00 PM EST", "2023-10-01T02:30:00")]
    #[case::midnight("30 Sep 2023 12:30 AM +0100", "2023-09-30T00:30:00")]
    #[case::iso("2023-09-12T14:05:00+01:00", "2023-09-12T14:05:00")]
    #[case::typed("12 September 2023 2:05 PM", "2023-09-12T14:05:00")]
    #[case::absurd_offset("Tue, 12 Sep 2023 14:05:00 +9999", "2023-09-12T15:05:00")]
    #[case::leap_second("Sat, 31 Dec 2016 23:59:60 +0000", "2016-12-31T23:59:59")]
    #[case::too_old("Thu, 1 Jan 1970 00:00:00 +0000", "")]
    #[case::no_such_day("Tue, 31 Sep 2023 10:00:00 +0000", "")]
    #[case::rubbish("soon", "")]
    fn dates_are_london_time(#[case] header: &str, #[case] expected: &str) {
        assert_eq!(parse(header).map(|(received, _)| received.to_string()).unwrap_or_default(), expected);
    }

    #[rstest]
    #[case(
        "Sat, 30 Sep 2023 20:30:00 EST",
        "in the zone EST, which was read as 5 hours behind UTC: that is Sun 1 Oct 2023 02:30 in London"
    )]
    #[case("Sat, 30 Sep 2023 12:00:00 IST", "in the zone IST, which was read as 1 hour ahead of UTC")]
    #[case("Sat, 30 Sep 2023 20:30:00 Q", "in the zone Q, which is not known and was read as UTC")]
    #[case("Sat, 30 Sep 2023 20:30:00 -9999", "not known and was read as UTC")]
    #[case("Sat, 30 Sep 2023 20:30:00", "names no zone: it was read as the time in London")]
    #[case(
        "Sat, 30 Sep 2023 20:30:00 -0500",
        "5 hours behind UTC: that is Sun 1 Oct 2023 02:30 in London, another day"
    )]
    #[case(
        "Sun, 1 Oct 2023 00:30:00 +0530",
        "5:30 hours ahead of UTC: that is Sat 30 Sep 2023 20:00 in London, another day"
    )]
    #[case("Sat, 30 Sep 2023 20:30:00 +0000", "")]
    #[case("Sat, 30 Sep 2023 20:30:00 GMT", "")]
    #[case("Sat, 30 Sep 2023 20:30:00 BST", "")]
    fn zones_to_look_at_are_told(#[case] header: &str, #[case] words: &str) {
        let note = parse(header).unwrap().1.unwrap_or_default();
        assert!(note.contains(words) && note.is_empty() == words.is_empty(), "{note}");
    }
}
