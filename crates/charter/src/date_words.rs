//! The words of British dates and times: months, weekdays, days of a month, years, times of day.
//!
//! Every reader of dates uses these, so that "Sept" or "2.30 pm" means the same in a form, a reply, a mail and a
//! sheet.

use chrono::{NaiveTime, Timelike, Weekday};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `September` for 9; the number itself if it is no month.
pub fn month_name(month: u32) -> String {
    let index = usize::try_from(month).unwrap_or(0).wrapping_sub(1);
    MONTHS.get(index).map_or_else(|| month.to_string(), |name| (*name).to_owned())
}

/// True for a month's full name, in any case.
pub fn is_month_name(word: &str) -> bool {
    MONTHS.iter().any(|name| name.eq_ignore_ascii_case(word))
}

/// 1 to 12 for a month's name or its first three letters or more; `sept` is September.
pub fn parse_month(word: &str) -> Option<u32> {
    if word.eq_ignore_ascii_case("sept") {
        return Some(9);
    }
    (1..).zip(MONTHS).find_map(|(number, name)| begins(name, word).then_some(number))
}

pub(crate) fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// Accepts a weekday's name or its first three letters or more, and `weds`.
pub fn parse_weekday(word: &str) -> Option<Weekday> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    if word.eq_ignore_ascii_case("weds") {
        return Some(Wed);
    }
    [Mon, Tue, Wed, Thu, Fri, Sat, Sun].into_iter().find(|weekday| begins(weekday_name(*weekday), word))
}

fn begins(name: &str, word: &str) -> bool {
    word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// `12`, `12th`: one or two digits. The caller checks whether the month has that day.
pub fn parse_day(word: &str) -> Option<u32> {
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let fits = matches!(&word[figures.len()..], "" | "st" | "nd" | "rd" | "th") && figures.len() <= 2;
    figures.parse().ok().filter(|_| fits && figures.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Four digits, or two for a year of this century.
pub fn parse_year(word: &str) -> Option<i32> {
    let number: i32 = word.parse().ok().filter(|_| word.bytes().all(|byte| byte.is_ascii_digit()))?;
    match word.len() {
        2 => Some(2000 + number),
        4 => Some(number),
        _ => None,
    }
}

/// `19:30`, `19.30` or `19:30:15`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().replace('.', ":");
    NaiveTime::parse_from_str(&text, "%H:%M:%S").or_else(|_| NaiveTime::parse_from_str(&text, "%H:%M")).ok()
}

/// As [`parse_time`], with an optional am or pm: `2:05 pm`.
pub fn parse_clock_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_ascii_lowercase();
    let (figures, pm) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(figures), _) => (figures, Some(false)),
        (_, Some(figures)) => (figures, Some(true)),
        _ => (text.as_str(), None),
    };
    let time = parse_time(figures)?;
    match pm {
        None => Some(time),
        Some(pm) => time.with_hour(hour_24(time.hour(), pm)?),
    }
}

/// Converts an hour from 1 to 12 with am or pm to 0 to 23.
pub(crate) fn hour_24(hour: u32, pm: bool) -> Option<u32> {
    (1..=12).contains(&hour).then(|| hour % 12 + if pm { 12 } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::{hour_24, parse_clock_time, parse_day, parse_month, parse_weekday, parse_year};
    use chrono::Weekday;
    use rstest::rstest;

    #[rstest]
    #[case("sep", Some(9))]
    #[case("Sept", Some(9))]
    #[case("september", Some(9))]
    #[case("may", Some(5))]
    #[case("ma", None)]
    #[case("septembers", None)]
    fn months(#[case] word: &str, #[case] month: Option<u32>) {
        assert_eq!(parse_month(word), month);
    }

    #[rstest]
    #[case("tue", Some(Weekday::Tue))]
    #[case("Tues", Some(Weekday::Tue))]
    #[case("weds", Some(Weekday::Wed))]
    #[case("thursday", Some(Weekday::Thu))]
    #[case("mo", None)]
    #[case("tuesdays", None)]
    #[case("été", None)]
    fn weekdays(#[case] word: &str, #[case] weekday: Option<Weekday>) {
        assert_eq!(parse_weekday(word), weekday);
    }

    #[test]
    fn figures() {
        assert_eq!(
            ["12", "12th", "1st", "+1", "123", "12x", ""].map(parse_day),
            [Some(12), Some(12), Some(1), None, None, None, None]
        );
        assert_eq!(["23", "2023", "203", "+23"].map(parse_year), [Some(2023), Some(2023), None, None]);
        assert_eq!(
            [(12, false), (12, true), (1, true), (13, true)].map(|(hour, pm)| hour_24(hour, pm)),
            [Some(0), Some(12), Some(13), None]
        );
        assert_eq!(parse_clock_time("2.05 PM").map(|time| time.to_string()).as_deref(), Some("14:05:00"));
        assert_eq!(parse_clock_time("14:05 pm"), None);
    }
}
