//! Formats stored numbers, dates and times as text.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// A number with the digits that a spreadsheet shows: `3`, `2.5`, `1e300`.
pub(super) fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        // Drops the sign of negative zero.
        return format!("{:.0}", value + 0.0);
    }
    // Spreadsheets keep fifteen digits; the rest is rounding noise.
    let value = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    let in_full = value == 0.0 || !value.is_finite() || PLAIN_NUMBER_RANGE.contains(&value.abs());
    if in_full { value.to_string() } else { format!("{value:e}") }
}

/// Numbers outside use scientific notation: zeros would fill a page.
const PLAIN_NUMBER_RANGE: std::ops::Range<f64> = 1e-9..1e21;

/// Longest formula that is shown, in characters.
const MAX_FORMULA_CHARS: usize = 200;

/// A formula without a stored result, as a cell: `=A1`. On one line, and cut if it is long.
pub(super) fn formula(formula: &str) -> String {
    let plain = formula.trim().trim_start_matches('=');
    let cut: String = plain.chars().take(MAX_FORMULA_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if cut.len() < plain.len() || cut.is_empty() { format!("={cut}…") } else { format!("={cut}") }
}

const SECONDS_A_DAY: f64 = 86_400.0;
/// First serial number beyond Excel's calendar: 1 January 10000.
const END_OF_EXCEL_CALENDAR: f64 = 2_958_466.0;
/// Days between Excel's 1900 and 1904 date systems.
const FROM_1900_TO_1904: f64 = 1_462.0;

/// Formats an Excel serial number: `2023-09-30`, `2023-09-30T14:05:00`; `14:05:00` for a time of day or a duration.
pub(super) fn excel_date_time(days: f64, is_length: bool, since_1904: bool) -> String {
    if !(0.0..END_OF_EXCEL_CALENDAR).contains(&days) {
        return number(days);
    }
    if is_length || days < 1.0 {
        return clock((days * SECONDS_A_DAY).round());
    }
    civil(if since_1904 { days + FROM_1900_TO_1904 } else { days })
        .map_or_else(|| number(days), |moment| format_date_time(&moment))
}

/// Civil time of a serial number in the 1900 date system, to the second.
fn civil(days: f64) -> Option<NaiveDateTime> {
    // Excel's calendar has a 29 February 1900.
    let days = if days < 60.0 { days + 1.0 } else { days };
    let start = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    start.checked_add_signed(TimeDelta::try_seconds((days * SECONDS_A_DAY).round() as i64)?)
}

fn format_date_time(moment: &NaiveDateTime) -> String {
    if moment.time() == chrono::NaiveTime::MIN {
        moment.date().to_string()
    } else {
        moment.format("%Y-%m-%dT%H:%M:%S").to_string()
    }
}

fn clock(seconds: f64) -> String {
    let seconds = seconds as u64;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A date of OpenDocument (`2023-09-30T14:05:00.000000000`) without fractions and without midnight.
pub(super) fn day(text: &str) -> String {
    let whole = text.split('.').next().unwrap_or(text);
    whole.strip_suffix("T00:00:00").unwrap_or(whole).to_owned()
}

/// A duration of OpenDocument (`PT14H05M00S`) as `14:05:00`; other text is unchanged.
pub(super) fn duration(text: &str) -> String {
    length(text).map_or_else(|| text.to_owned(), clock)
}

fn length(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let mut figures = String::new();
    for c in text.strip_prefix("PT")?.chars() {
        let unit = match c {
            '0'..='9' | '.' | ',' => {
                figures.push(if c == ',' { '.' } else { c });
                continue;
            }
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => return None,
        };
        seconds += unit * figures.parse::<f64>().ok()?;
        figures.clear();
    }
    (figures.is_empty() && seconds < END_OF_EXCEL_CALENDAR * SECONDS_A_DAY).then_some(seconds.floor())
}

#[cfg(test)]
mod tests {
    use super::{day, duration, excel_date_time, formula, number};
    use rstest::rstest;

    #[rstest]
    #[case(3.0, "3")]
    #[case(-0.0, "0")]
    #[case(2.5, "2.5")]
    #[case(0.1 + 0.2, "0.3")]
    #[case(1e15, "1000000000000000")]
    #[case(1e300, "1e300")]
    #[case(-1.5e-300, "-1.5e-300")]
    #[case(f64::INFINITY, "inf")]
    #[case(f64::NAN, "NaN")]
    fn numbers(#[case] value: f64, #[case] declared: &str) {
        assert_eq!(number(value), declared);
    }

    #[rstest]
    #[case(45181.0, false, false, "2023-09-12")]
    #[case(45_181.586_921_296_3, false, false, "2023-09-12T14:05:10")]
    #[case(43719.0, false, true, "2023-09-12")]
    #[case(0.586_805_555_6, false, false, "14:05:00")]
    #[case(1.25, true, false, "30:00:00")]
    #[case(45_181.999_999_99, false, false, "2023-09-13")]
    #[case(-1.0, false, false, "-1")]
    #[case(f64::NAN, false, false, "NaN")]
    #[case(1.0, false, false, "1900-01-01")]
    fn moments(#[case] days: f64, #[case] is_length: bool, #[case] since_1904: bool, #[case] actual: &str) {
        assert_eq!(excel_date_time(days, is_length, since_1904), actual);
    }

    #[test]
    fn formulas_are_short_and_on_one_line() {
        assert_eq!(formula("IF(A1,\n1,2)"), "=IF(A1, 1,2)");
        assert_eq!((formula(""), formula("=A1")), ("=…".to_owned(), "=A1".to_owned()));
        assert_eq!(formula(&"x".repeat(201)), format!("={}…", "x".repeat(200)));
    }

    #[test]
    fn days_and_lengths_of_open_documents() {
        assert_eq!(day("2023-09-30T00:00:00"), "2023-09-30");
        assert_eq!(day("2023-09-30T14:05:00.000000000"), "2023-09-30T14:05:00");
        assert_eq!(duration("PT14H05M00S"), "14:05:00");
        assert_eq!(duration("PT26H05M10.123S"), "26:05:10");
        assert_eq!(duration("soon"), "soon");
    }
}
