//! Dates that mail programs write into the text of another mail.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Timelike, Utc};

use crate::calendar::{DateBias, Received, parse_typed, to_london};
use crate::date_words::{hour_24, parse_time};

/// Parses a date with its year, day first, as civil time in London; an offset is converted. `None` if it is
/// unreadable, or before 2000 or after 2100.
pub fn read(text: &str) -> Option<Received> {
    let text = text.to_lowercase().replace(['\u{202f}', '\u{a0}'], " ");
    let words: Vec<&str> = text
        .split([' ', ',', '(', ')', '\t'])
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    let on = day(&words)?;
    let found = words.iter().enumerate().find_map(|(index, word)| Some((index, time(word)?)));
    let Some((index, mut time)) = found else { return in_range(Received::day(on)) };
    let after = &words[index + 1..];
    let half = words[index].trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let half = if half.is_empty() { after.first().copied().unwrap_or_default() } else { half };
    let pm = match half {
        "pm" | "p.m" => Some(true),
        "am" | "a.m" => Some(false),
        _ => None,
    };
    if let Some(hour) = pm.and_then(|pm| hour_24(time.hour(), pm)) {
        time = time.with_hour(hour)?;
    }
    match after.iter().find_map(|word| offset(word)) {
        Some(offset) => at(DateTime::<Utc>::from_naive_utc_and_offset(on.and_time(time) - offset, Utc)),
        None => in_range(Received { on, at: Some(time) }),
    }
}

fn in_range(received: Received) -> Option<Received> {
    (2000..=2100).contains(&received.on.year()).then_some(received)
}

/// `12 september 2023`, `september 12 2023`, `12/09/2023` or `2023-09-12`.
fn day(words: &[&str]) -> Option<NaiveDate> {
    // A date with a year does not depend on today.
    let today = NaiveDate::default();
    let parse = |text: &str| parse_typed(text, today, DateBias::Nearest).ok();
    for (index, word) in words.iter().enumerate() {
        let numbers = word.split(['/', '-', '.']).filter(|part| part.parse::<u32>().is_ok()).count();
        if numbers == 3 {
            return parse(word);
        }
        if let [first, second, third, ..] = words[index..]
            && is_year(third)
        {
            let month_first = first.starts_with(|c: char| c.is_alphabetic());
            let (day, month) = if month_first { (second, first) } else { (first, second) };
            if let Some(date) = parse(&format!("{day} {month} {third}")) {
                return Some(date);
            }
        }
    }
    None
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok()
}

/// `14:05`, `14:05:33` or `2:05pm`.
fn time(word: &str) -> Option<NaiveTime> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let colons = digits.bytes().filter(|byte| *byte == b':').count();
    if !(1..=2).contains(&colons) {
        return None;
    }
    parse_time(digits)
}

/// `+0100`, `+01:00`. `gmt` and `bst` are London's own time.
fn offset(word: &str) -> Option<Duration> {
    let word = word.trim_start_matches("gmt").trim_start_matches("utc");
    let (sign, digits) =
        if let Some(digits) = word.strip_prefix('+') { (1, digits) } else { (-1, word.strip_prefix(['-', '−'])?) };
    let digits = digits.replace(':', "");
    let number: i64 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    Some(Duration::minutes(sign * (number / 100 * 60 + number % 100)))
}

/// Civil time in London; `None` outside the years of e-mail.
pub fn at(instant: DateTime<Utc>) -> Option<Received> {
    let local = to_london(instant);
    (2000..=2100).contains(&local.year()).then(|| Received { on: local.date(), at: Some(local.time()) })
}

#[cfg(test)]
mod tests {
    use super::read;
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
    #[case("31 September 2023 14:05", None)]
    #[case("12 September 1983 14:05", None)]
    #[case("yesterday", None)]
    #[case("", None)]
    fn dates(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(read(text).map(|date| date.to_string()).as_deref(), expected);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9:/ +.,apmgt-]{0,30}|.{0,30}") {
            let _ = read(&text);
        }
    }
}
