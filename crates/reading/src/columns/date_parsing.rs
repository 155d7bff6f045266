//! Parses dates in a column of a sheet: ISO, day first as in Britain, with the month in words, or Excel's serial numbers.
//!
//! A numeric date is never silently read month first. If other dates of the column are only valid month first and none only
//! day first, a date that is valid both ways is refused.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use charter::calendar::Received;
use charter::date_words::{parse_clock_time, parse_day, parse_month, parse_weekday, parse_year};
use charter::english::truncate;

/// Order of day and month in the dates of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// Nothing contradicts the British order.
    #[default]
    DayFirst,
    /// Some dates are only valid month first and none only day first: dates that are valid both ways are refused.
    MonthFirst,
    /// Some dates are only valid one way and some only the other: day first; others are refused.
    Mixed,
}

/// Detects the order of day and month over the values of a column.
#[derive(Clone, Copy, Debug, Default)]
pub struct DateOrderDetector {
    day_first: bool,
    month_first: bool,
    /// A value was valid both ways and means two different days.
    doubtful: bool,
}

impl DateOrderDetector {
    pub fn observe(&mut self, value: &str) {
        if let Some((first, second, _)) = split_time(value).and_then(|(date, _)| parse_numeric(date)) {
            self.day_first |= first > 12 && second <= 12;
            self.month_first |= first <= 12 && second > 12;
            self.doubtful |= first <= 12 && second <= 12 && first != second;
        }
    }

    /// The order that the values show so far.
    pub fn order(self) -> DateOrder {
        match (self.day_first, self.month_first) {
            (_, false) => DateOrder::DayFirst,
            (false, true) => DateOrder::MonthFirst,
            (true, true) => DateOrder::Mixed,
        }
    }

    /// Whether any value was valid both ways.
    pub fn is_ambiguous(self) -> bool {
        self.doubtful
    }
}

/// Parses a date with an optional time of day.
///
/// # Errors
/// A sentence: no date, no year, or two possible days.
pub(super) fn parse(text: &str, column: DateOrder) -> Result<Received, String> {
    let quoted = truncate(text.trim());
    let text = strip_trailing_notes(text.trim());
    let no_date = || format!("the date “{quoted}” is no date");
    if let Some(moment) = parse_iso(text).or_else(|| parse_serial(text, false)) {
        return Ok(moment);
    }
    let (date, at) = split_time(text).ok_or_else(no_date)?;
    if let Some((first, second, year)) = parse_numeric(date) {
        let day_first = NaiveDate::from_ymd_opt(year, second, first);
        let month_first = NaiveDate::from_ymd_opt(year, first, second);
        return match (day_first, month_first) {
            (Some(on), Some(other)) if on != other && column == DateOrder::MonthFirst => Err(format!(
                "the date “{quoted}” may be {} or {}: other dates of its column can only be read month first; write it as \
                 {on} or {other}",
                spell_out(on),
                spell_out(other)
            )),
            (Some(on), _) => Ok(Received { on, at }),
            (None, Some(on)) => Err(format!(
                "the date “{quoted}” is no date day first; if it means {}, write it as {on}",
                spell_out(on)
            )),
            (None, None) => Err(no_date()),
        };
    }
    if lacks_year(date) {
        return Err(format!("the date “{quoted}” has no year"));
    }
    match parse_with_month_name(date) {
        Some((day, month, Some(year))) => {
            NaiveDate::from_ymd_opt(year, month, day).map(|on| Received { on, at }).ok_or_else(no_date)
        }
        Some((_, _, None)) => Err(format!("the date “{quoted}” has no year")),
        None => Err(no_date()),
    }
}

/// Strips what people and programs append: "(by e-mail)", "BST".
fn strip_trailing_notes(text: &str) -> &str {
    let text = text.split_once(" (").map_or(text, |(date, _)| date).trim_end();
    let zones = [" BST", " GMT", " UTC"];
    // In summer GMT is an hour off. That changes the day only near midnight; the time is then taken as written.
    zones.iter().find_map(|zone| text.strip_suffix(zone)).unwrap_or(text)
}

/// Whether a text has the form of a date, valid or not.
pub(super) fn looks_like_a_date(text: &str) -> bool {
    parse_iso(text).is_some()
        || split_time(text.trim())
            .is_some_and(|(date, _)| parse_numeric(date).is_some() || parse_with_month_name(date).is_some())
}

pub(super) fn spell_out(on: NaiveDate) -> String {
    on.format("%-d %B %Y").to_string()
}

fn parse_iso(text: &str) -> Option<Received> {
    if let Ok(moment) = Received::parse_iso(text).or_else(|_| Received::parse_iso(&text.replacen(' ', "T", 1))) {
        return Some(moment);
    }
    // Times that the clocks skip are accepted here: nobody can retype them, and some programs write winter time all year.
    let (date, time) = text.split_once([' ', 'T']).map_or((text, None), |(date, time)| (date, Some(time)));
    let day = parse_year_first(date).or_else(|| parse_compact(date))?;
    let at = match time {
        Some(time) => Some(parse_clock_time(time)?),
        None => None,
    };
    Some(Received { at, ..day })
}

/// `2023-09-30`, `2023/9/30`.
fn parse_year_first(date: &str) -> Option<Received> {
    let numbers: Vec<u32> = date.split(['-', '/']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let &[year, month, day] = numbers.as_slice() else { return None };
    let year = i32::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day).map(Received::day)
}

/// `20230930`.
fn parse_compact(date: &str) -> Option<Received> {
    let plain = date.len() == 8 && date.starts_with("20") && date.bytes().all(|byte| byte.is_ascii_digit());
    let on = if plain { NaiveDate::parse_from_str(date, "%Y%m%d").ok()? } else { return None };
    Some(Received::day(on))
}

/// A spreadsheet's number for a day, the time of day as the fraction; from 2000 to 2099. Days count from 30 December 1899, or
/// in workbooks of old Macintoshes from 1 January 1904.
pub(super) fn parse_serial(text: &str, since_1904: bool) -> Option<Received> {
    const FROM_1900_TO_1904: f64 = 1_462.0;
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let days: f64 = text.parse().ok().filter(|_| plain)?;
    let days = Some(if since_1904 { days + FROM_1900_TO_1904 } else { days });
    let days = days.filter(|days| (36_526.0..73_051.0).contains(days))?;
    let start = NaiveDateTime::new(NaiveDate::from_ymd_opt(1899, 12, 30)?, NaiveTime::MIN);
    let moment = start.checked_add_signed(TimeDelta::try_seconds((days * 86_400.0).round() as i64)?)?;
    let at = (days.fract() != 0.0).then_some(moment.time());
    Some(Received { on: moment.date(), at })
}

/// Splits a text into a date and an optional time of day.
fn split_time(text: &str) -> Option<(&str, Option<NaiveTime>)> {
    let text = text.trim();
    let Some(colon) = text.find(':') else { return Some(split_loose_time(text).unwrap_or((text, None))) };
    let start = text[..colon].rfind([' ', 'T', ','])?;
    let at = parse_clock_time(&text[start + 1..])?;
    Some((text[..start].trim_end_matches([',', ' ']).trim_end_matches(" at"), Some(at)))
}

/// Times without a colon after a date with its year: `9am`, `2.30 pm`, `14.30`.
fn split_loose_time(text: &str) -> Option<(&str, Option<NaiveTime>)> {
    let lower = text.to_ascii_lowercase();
    let half = lower.strip_suffix("am").or_else(|| lower.strip_suffix("pm"));
    let figures = half.map_or(text, |rest| text[..rest.len()].trim_end());
    let (date, time) = figures.rsplit_once([' ', ','])?;
    let is_time = time.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let (hour, minute) = time.split_once('.').unwrap_or((time, "00"));
    let fits = is_time && (1..=2).contains(&hour.len()) && minute.len() == 2 && (half.is_some() || time.contains('.'));
    let half = if half.is_none() { "" } else { &lower[lower.len() - 2..] };
    let at = parse_clock_time(&format!("{hour}:{minute}{half}")).filter(|_| fits)?;
    Some((date.trim_end_matches([',', ' ']).trim_end_matches(" at"), Some(at)))
}

/// `12/9/2023`, `12.09.23`, `12-9-2023`: both numbers and the year. A year of two digits is in this century.
fn parse_numeric(date: &str) -> Option<(u32, u32, i32)> {
    let mark = ['/', '.', '-'].into_iter().find(|mark| date.contains(*mark))?;
    let mut parts = date.split(mark);
    let mut number = |most: usize| {
        let part = parts.next()?.trim();
        (part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (first, second) = (number(2)?, number(2)?);
    let year = parts.next()?.trim();
    parts.next().is_none().then_some(())?;
    Some((first, second, full_year(year)?))
}

/// `30/9`.
fn lacks_year(date: &str) -> bool {
    let number = |part: &str, most: u32| part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    date.split_once('/').is_some_and(|(day, month)| number(day, 31) && number(month, 12))
}

fn full_year(year: &str) -> Option<i32> {
    parse_year(year).filter(|year| (1900..2200).contains(year))
}

/// `12 Sep 2023`, `Tue 12th September 2023`, `September 12, 2023`: day, month and optional year. A month in words is
/// unambiguous.
fn parse_with_month_name(date: &str) -> Option<(u32, u32, Option<i32>)> {
    let lower = date.to_lowercase();
    let words: Vec<&str> =
        lower.split([' ', ',', '-', '/', '.']).filter(|word| !word.is_empty() && *word != "of").collect();
    let words = match words.split_first() {
        Some((first, rest)) if parse_weekday(first).is_some() => rest,
        _ => &words,
    };
    let (first, second, year) = match words {
        [first, second] => (first, second, None),
        [first, second, year] => (first, second, Some(full_year(year)?)),
        _ => return None,
    };
    let day = |word: &str| parse_day(word).filter(|day| (1..=31).contains(day));
    match (day(first), parse_month(second)) {
        (Some(day), Some(month)) => Some((day, month, year)),
        _ => Some((day(second)?, parse_month(first)?, year)),
    }
}

#[cfg(test)]
mod tests {
    use super::{DateOrder, DateOrderDetector, looks_like_a_date, parse, parse_serial};
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use rstest::rstest;

    fn detect(values: &[&str]) -> DateOrderDetector {
        let mut detector = DateOrderDetector::default();
        values.iter().for_each(|value| detector.observe(value));
        detector
    }

    #[rstest]
    #[case("2023-09-12", "2023-09-12")]
    #[case("2023-09-12T14:05:00", "2023-09-12T14:05:00")]
    #[case("2023-09-12 14:05", "2023-09-12T14:05:00")]
    #[case("2023-09-30T23:30:00Z", "2023-10-01T00:30:00")]
    #[case("12/9/2023", "2023-09-12")]
    #[case("12.09.23", "2023-09-12")]
    #[case("12-9-2023", "2023-09-12")]
    #[case("12 Sep 2023", "2023-09-12")]
    #[case("12 Sep 2023 14:05", "2023-09-12T14:05:00")]
    #[case("Tue 12th September 2023", "2023-09-12")]
    #[case("September 12, 2023", "2023-09-12")]
    #[case("12-Sep-23", "2023-09-12")]
    #[case("9/12/23 14:05:33", "2023-12-09T14:05:33")]
    #[case("12/09/2023, 2:05 pm", "2023-09-12T14:05:00")]
    #[case("12/09/2023 at 12:05am", "2023-09-12T00:05:00")]
    #[case("2023/09/12", "2023-09-12")]
    #[case("2023/09/12 14:05", "2023-09-12T14:05:00")]
    #[case("2023-9-2", "2023-09-02")]
    #[case("2023-09-30 23:30:00+00:00", "2023-10-01T00:30:00")]
    #[case("20230912", "2023-09-12")]
    #[case("12/09/2023 9am", "2023-09-12T09:00:00")]
    #[case("12/09/2023 14.30", "2023-09-12T14:30:00")]
    #[case("12 Sep 2023, 2.30 pm", "2023-09-12T14:30:00")]
    #[case("12-Sep-2023 14:30 BST", "2023-09-12T14:30:00")]
    #[case("Tue 12 Sep 2023 (email)", "2023-09-12")]
    #[case("12/09/2023 and 14/09/2023", "the date “12/09/2023 and 14/09/2023” is no date")]
    #[case("45181", "2023-09-12")]
    #[case("45181.5869", "2023-09-12T14:05:08")]
    #[case("32/9/2023", "the date “32/9/2023” is no date")]
    #[case(
        "9/30/2023",
        "the date “9/30/2023” is no date day first; if it means 30 September 2023, write it as 2023-09-30"
    )]
    #[case("12 Sep", "the date “12 Sep” has no year")]
    #[case("12/9", "the date “12/9” has no year")]
    #[case("3", "the date “3” is no date")]
    #[case("soon", "the date “soon” is no date")]
    #[case("12/9/2023 25:00", "the date “12/9/2023 25:00” is no date")]
    #[case("30 Feb 2023", "the date “30 Feb 2023” is no date")]
    fn dates_are_british(#[case] text: &str, #[case] read: &str) {
        let actual = parse(text, DateOrder::DayFirst).map_or_else(|why| why, |moment| moment.to_string());
        assert_eq!(actual, read);
    }

    #[rstest]
    #[case(&["12/9/23", "1/2/23"], DateOrder::DayFirst)]
    #[case(&["12/9/23", "13/9/23"], DateOrder::DayFirst)]
    #[case(&["9/12/23 14:05:33", "9/13/23 9:00:00"], DateOrder::MonthFirst)]
    #[case(&["9/13/23", "13/9/23"], DateOrder::Mixed)]
    #[case(&["2023-09-13", "45181", "Sep 13 2023", ""], DateOrder::DayFirst)]
    fn date_order_of_columns(#[case] values: &[&str], #[case] read: DateOrder) {
        assert_eq!(detect(values).order(), read);
    }

    #[rstest]
    #[case("45181", false, Some("2023-09-12"))]
    #[case(" 45181.5 ", false, Some("2023-09-12T12:00:00"))]
    #[case("43719", true, Some("2023-09-12"))]
    #[case("43719.25", true, Some("2023-09-12T06:00:00"))]
    #[case("12", false, None)]
    #[case("4518", false, None)]
    #[case("451810", false, None)]
    #[case("45181a", false, None)]
    #[case("-45181", false, None)]
    fn numbers_of_days(#[case] text: &str, #[case] since_1904: bool, #[case] read: Option<&str>) {
        assert_eq!(parse_serial(text, since_1904).map(|moment| moment.to_string()).as_deref(), read);
    }

    #[test]
    fn ambiguous_dates_of_american_columns_are_refused() {
        let why = parse("9/12/23 14:05:33", DateOrder::MonthFirst).unwrap_err();
        assert!(why.contains("may be 9 December 2023 or 12 September 2023: other dates of its column"), "{why}");
        assert!(parse("9/9/23", DateOrder::MonthFirst).is_ok(), "the same both ways");
        assert!(parse("9/13/23", DateOrder::MonthFirst).is_err(), "never silently American");
        assert!(parse("9/12/23", DateOrder::Mixed).is_ok());
    }

    #[test]
    fn long_cells_are_cut_in_errors() {
        let why = parse(&"é".repeat(10_000), DateOrder::DayFirst).unwrap_err();
        assert_eq!(why, format!("the date “{}…” is no date", "é".repeat(59)));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,16}|[0-9/.: TJanSep-]{0,20}") {
            let _ = (parse(&text, DateOrder::MonthFirst), looks_like_a_date(&text), detect(&[text.as_str()]).order());
        }

        #[test]
        fn every_written_date_is_parsed(days in 0_i64..30_000, short in any::<bool>()) {
            let on = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + chrono::TimeDelta::days(days);
            let format_row = on.format(if short { "%-d.%-m.%Y" } else { "%d/%m/%Y" }).to_string();
            prop_assert_eq!(parse(&format_row, DateOrder::DayFirst).map(|read| read.on), Ok(on));
            let serial = (on - chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days().to_string();
            if chrono::Datelike::year(&on) < 2100 {
                prop_assert_eq!(parse(&serial, DateOrder::DayFirst).map(|read| read.on), Ok(on));
            }
        }
    }
}
