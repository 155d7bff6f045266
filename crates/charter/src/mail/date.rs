//! Reads the dates that mail programs write: into a header (RFC 5322, 3.3 and 4.3), and into the text of another mail.

use chrono::{DateTime, Datelike, Duration, NaiveDateTime, TimeZone, Utc};

use super::date_parts::{self, Order, Parts};
use super::zone::{self, Zone};
use crate::calendar::{Received, format_full, to_london};

/// Where a date stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// An unknown zone is UTC (RFC 5322, 4.3), and a date without one is to be looked at.
    Header,
    /// Few programs name a zone in a text, and other words may follow the time.
    Text,
}

/// Reads a date header as civil time in London, with a note, as the start of a sentence, if its zone or the order of its
/// numbers should be looked at. `None` if it cannot be read, or is before 2000 or after 2100.
pub fn read_header(header: &str) -> Option<(Received, Option<String>)> {
    read(header, Place::Header)
}

/// The same for a date in the header block of a forwarded mail, or one that a program shows to a person.
pub fn read_in_text(text: &str) -> Option<(Received, Option<String>)> {
    read(text, Place::Text)
}

fn read(text: &str, place: Place) -> Option<(Received, Option<String>)> {
    let (bare, comments) = without_comments(text);
    let parts = date_parts::split(&bare).or_else(|| date_parts::split(&text.replace(['(', ')'], " ")))?;
    let order = order_note(&parts);
    let Some(at) = parts.at else { return in_range(Received::day(parts.on)).map(|received| (received, order)) };
    let local = parts.on.and_time(at);
    let words: Vec<&str> = parts.zone.iter().map(String::as_str).collect();
    let mut zone = zone::of_words(&words, local);
    if zone == Zone::None {
        let words: Vec<&str> = comments.split_whitespace().collect();
        zone = zone::of_words(&words, local);
    }
    // What follows a time in a text, or stands in a comment, may be anything.
    let is_a_name = |name: &str| name.len() <= 5 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    if matches!(&zone, Zone::Unknown(name) if words.is_empty() || (place == Place::Text && !is_a_name(name))) {
        zone = Zone::None;
    }
    let received = match zone {
        Zone::Exact(minutes) | Zone::Named(_, minutes) => at_offset(local, minutes)?,
        Zone::Unknown(_) if place == Place::Header => at_offset(local, 0)?,
        Zone::Unknown(_) | Zone::None => in_range(Received { on: local.date(), at: Some(local.time()) })?,
    };
    let notes: Vec<String> = order.into_iter().chain(zone_note(&zone, place, local, received)).collect();
    Some((received, (!notes.is_empty()).then(|| notes.join("; "))))
}

fn at_offset(local: NaiveDateTime, minutes: i64) -> Option<Received> {
    at(Utc.from_utc_datetime(&local.checked_sub_signed(Duration::minutes(minutes))?))
}

fn in_range(received: Received) -> Option<Received> {
    (2000..=2100).contains(&received.on.year()).then_some(received)
}

/// Civil time in London; `None` outside the years of e-mail.
pub fn at(instant: DateTime<Utc>) -> Option<Received> {
    let local = to_london(instant);
    in_range(Received { on: local.date(), at: Some(local.time()) })
}

/// Sentence about numbers that may be a day and a month or the other way round.
fn order_note(parts: &Parts) -> Option<String> {
    let on = format_full(parts.on);
    match parts.order {
        Order::Certain => None,
        Order::DayFirst(other) => Some(format!(
            "its date was read with the day first, as {on}; a program set up for America means {}",
            format_full(other)
        )),
        Order::MonthFirst => Some(format!("its date was read with the month first, as in America: {on}")),
    }
}

/// Sentence that lets a person judge the zone: if it is not exact, or if the day in London is another than the one written.
fn zone_note(zone: &Zone, place: Place, local: NaiveDateTime, received: Received) -> Option<String> {
    let written = format!("{} {}", format_full(local.date()), local.format("%H:%M"));
    let time = received.at.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
    let in_london = format!("{} {time}", format_full(received.on));
    match zone {
        Zone::None if place == Place::Text => None,
        Zone::None => Some(format!("its date, {written}, names no zone: it was read as the time in London")),
        Zone::Named(name, minutes) => Some(format!(
            "its date is {written} in the zone {name}, which was read as {}: that is {in_london} in London",
            describe(*minutes)
        )),
        Zone::Unknown(name) if place == Place::Text => Some(format!(
            "its date is {written} in the zone {name}, which is not known: it was read as the time in London"
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

/// The text outside comments, and that inside them; they may nest (RFC 5322, 3.2.2).
fn without_comments(text: &str) -> (String, String) {
    let (mut outside, mut inside) = (String::new(), String::new());
    let (mut depth, mut is_escaped) = (0_usize, false);
    for letter in text.chars() {
        let escaped = is_escaped;
        is_escaped = letter == '\\' && !escaped && depth > 0;
        match letter {
            '(' if !escaped => depth += 1,
            ')' if !escaped && depth > 0 => depth -= 1,
            letter if depth == 0 => {
                outside.push(letter);
                continue;
            }
            letter => {
                inside.push(letter);
                continue;
            }
        }
        outside.push(' ');
        inside.push(' ');
    }
    (outside, inside)
}

#[cfg(test)]
mod tests {
    use super::{read_header, read_in_text};
    use proptest::prelude::proptest;
    use rstest::rstest;

    #[rstest]
    #[case("Tue, 12 Sep 2023 at 14:05", Some("2023-09-12T14:05:00"))]
    #[case("12 September 2023 14:05", Some("2023-09-12T14:05:00"))]
    #[case("Tuesday, September 12, 2023 2:05 PM", Some("2023-09-12T14:05:00"))]
    #[case("12 September 2023 at 14:05:33 BST", Some("2023-09-12T14:05:33"))]
    #[case("Tue, 12 Sep 2023 13:05:00 +0000", Some("2023-09-12T14:05:00"))]
    #[case("Tue, 12 Sep 2023 14:05:00 GMT+01:00", Some("2023-09-12T14:05:00"))]
    #[case("Sat, 30 Sep 2023 23:30:00 +0000", Some("2023-10-01T00:30:00"))]
    #[case("03/04/2023 09:00", Some("2023-04-03T09:00:00"))]
    #[case("03/04/2023 09:00:12", Some("2023-04-03T09:00:12"))]
    #[case("2023-09-12 14:05", Some("2023-09-12T14:05:00"))]
    #[case("12 September 2023 12:05 AM", Some("2023-09-12T00:05:00"))]
    #[case("12 September 2023 12:05pm", Some("2023-09-12T12:05:00"))]
    #[case("12 September 2023", Some("2023-09-12"))]
    #[case("Monday, 12 September 2023 14:05", Some("2023-09-12T14:05:00"))]
    #[case("Sat, 30 Sep 2023 20:30:00 EST", Some("2023-10-01T02:30:00"))]
    #[case("Saturday, 30 September 2023 at 8:30 PM CDT", Some("2023-10-01T02:30:00"))]
    #[case("30 September 2023 20:30:00 GMT-5", Some("2023-10-01T02:30:00"))]
    #[case("Sat, 30 Sep 2023 23:30:00 GMT", Some("2023-10-01T00:30:00"))]
    #[case("Maw, 12 Medi 2023 14:05", Some("2023-09-12T14:05:00"))]
    #[case("Maw, 12 Maw 2024 14:05", Some("2024-03-12T14:05:00"))]
    #[case("mardi 12 septembre 2023 à 14:05", Some("2023-09-12T14:05:00"))]
    #[case("mar. 12 sept. 2023 14h05", Some("2023-09-12T14:05:00"))]
    #[case("12 de septiembre de 2023 2:05 p. m.", Some("2023-09-12T14:05:00"))]
    #[case("Dienstag, 12. September 2023 14:05 Uhr", Some("2023-09-12T14:05:00"))]
    #[case("wtorek, 12 września 2023 14:05", Some("2023-09-12T14:05:00"))]
    #[case("9/30/2023 8:30 PM", Some("2023-09-30T20:30:00"))]
    #[case("31 September 2023 14:05", None)]
    #[case("12 September 1983 14:05", None)]
    #[case("yesterday", None)]
    #[case("", None)]
    fn dates_in_a_text(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(read_in_text(text).map(|(date, _)| date.to_string()).as_deref(), expected);
    }

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
    #[case::a_comment_for_the_zone("Sat, 30 Sep 2023 20:30:00 (EST)", "2023-10-01T02:30:00")]
    #[case::iso_day_and_a_zone("2023-09-30 20:30:00 EST", "2023-10-01T02:30:00")]
    #[case::numbers_and_a_zone("30/09/2023 20:30 EST", "2023-10-01T02:30:00")]
    #[case::iso_in_utc("2023-09-30T23:30:00Z", "2023-10-01T00:30:00")]
    #[case::no_blank("Sat, 30 Sep 2023 20:30:00-0500", "2023-10-01T02:30:00")]
    #[case::full_stops("Sat, 30 Sep 2023 23.30.00 +0000", "2023-10-01T00:30:00")]
    #[case::end_of_the_day("Sat, 30 Sep 2023 24:00:00 +0100", "2023-10-01T00:00:00")]
    #[case::half_with_stops("Sat, 30 Sep 2023 8:30:00 p.m. EST", "2023-10-01T02:30:00")]
    #[case::eastern_in_words("Sat, 30 Sep 2023 20:30:00 Eastern Standard Time", "2023-10-01T02:30:00")]
    #[case::pacific_in_words("Sat, 30 Sep 2023 17:30:00 Pacific Daylight Time", "2023-10-01T01:30:00")]
    #[case::london("Sat, 30 Sep 2023 23:30:00 Europe/London", "2023-09-30T23:30:00")]
    #[case::new_york("Sat, 30 Sep 2023 20:30:00 America/New_York", "2023-10-01T01:30:00")]
    #[case::posix("Sat, 30 Sep 2023 20:30:00 EST5EDT", "2023-10-01T01:30:00")]
    #[case::welsh("Maw, 12 Med 2023 14:05:00 +0100", "2023-09-12T14:05:00")]
    #[case::french("mar., 12 sept. 2023 14:05:00 +0100", "2023-09-12T14:05:00")]
    #[case::american_numbers("10/9/2023 11:30:00 AM", "2023-09-10T11:30:00")]
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
    fn headers_are_london_time(#[case] header: &str, #[case] expected: &str) {
        assert_eq!(read_header(header).map(|(received, _)| received.to_string()).unwrap_or_default(), expected);
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
    #[case("2023-09-30T23:30:00Z", "UTC: that is Sun 1 Oct 2023 00:30 in London, another day")]
    #[case("Sat, 30 Sep 2023 20:30:00 (EST)", "in the zone EST, which was read as 5 hours behind UTC")]
    #[case(
        "10/9/2023 11:30:00 AM",
        "with the day first, as Sun 10 Sep 2023; a program set up for America means Mon 9 Oct 2023"
    )]
    #[case("9/30/2023 11:30 AM +0100", "with the month first, as in America: Sat 30 Sep 2023")]
    #[case("Sat, 30 Sep 2023 20:30:00 +0000", "")]
    #[case("Sat, 30 Sep 2023 20:30:00 GMT", "")]
    #[case("Sat, 30 Sep 2023 20:30:00 BST", "")]
    fn zones_to_look_at_are_told(#[case] header: &str, #[case] words: &str) {
        let note = read_header(header).unwrap().1.unwrap_or_default();
        assert!(note.contains(words) && note.is_empty() == words.is_empty(), "{note}");
    }

    #[rstest]
    #[case("Saturday, 30 September 2023 at 8:30 PM CDT", "in the zone CDT, which was read as 5 hours behind UTC")]
    #[case("Sat, 30 Sep 2023 20:30 GMT-5", "that is Sun 1 Oct 2023 02:30 in London, another day")]
    #[case("Sat, 30 Sep 2023 20:30 XYZ", "in the zone XYZ, which is not known: it was read as the time in London")]
    #[case("12 September 2023 14:05", "")]
    #[case("12 September 2023 14:05 Uhr", "")]
    fn zones_in_a_text_are_told(#[case] text: &str, #[case] words: &str) {
        let note = read_in_text(text).unwrap().1.unwrap_or_default();
        assert!(note.contains(words) && note.is_empty() == words.is_empty(), "{note}");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9:/ +.,apmgtTZ()-]{0,30}|.{0,30}") {
            let _ = (read_in_text(&text), read_header(&text));
        }
    }
}
