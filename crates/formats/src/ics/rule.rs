//! Recurrence rules of the diary, with their end in the form that RFC 5545 requires.

use super::zone::Zone;
use crate::ics::event_time::parse_single_value;
use charter::calendar::to_london;

/// The rule for a file. RFC 5545 requires UNTIL as a date for all-day events and as UTC otherwise. The last day of timed
/// events lasts until its last second in London.
pub(super) fn export_rule(rule: &str, timed: bool) -> String {
    let rule: String = rule.chars().filter(char::is_ascii_graphic).collect();
    let rule = rule.strip_prefix("RRULE:").unwrap_or(&rule);
    let parts = rule.split(';').map(|part| match part.split_once('=') {
        Some((key, value)) if key.eq_ignore_ascii_case("UNTIL") => format!("UNTIL={}", export_until(value, timed)),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join(";")
}

fn export_until(value: &str, timed: bool) -> String {
    let Some((day, time)) = parse_single_value(value) else { return value.to_owned() };
    let utc = match time {
        Some(time) if value.trim_end().ends_with(['Z', 'z']) => day.and_time(time),
        Some(time) => Zone::LONDON.utc(day.and_time(time)),
        None if !timed => return day.format("%Y%m%d").to_string(),
        None => match day.and_hms_opt(23, 59, 59) {
            Some(last) => Zone::LONDON.utc(last),
            None => return value.to_owned(),
        },
    };
    if timed { format_utc(utc) } else { to_london(utc.and_utc()).format("%Y%m%d").to_string() }
}

fn format_utc(instant: chrono::NaiveDateTime) -> String {
    instant.format("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::export_rule;
    use rstest::rstest;

    #[rstest]
    #[case("FREQ=MONTHLY;BYDAY=2TU", true, "FREQ=MONTHLY;BYDAY=2TU")]
    #[case("FREQ=WEEKLY;UNTIL=20250630;BYDAY=TU", true, "FREQ=WEEKLY;UNTIL=20250630T225959Z;BYDAY=TU")]
    #[case("FREQ=WEEKLY;UNTIL=20250630T193000", true, "FREQ=WEEKLY;UNTIL=20250630T183000Z")]
    #[case("FREQ=WEEKLY;UNTIL=20250630T183000Z", true, "FREQ=WEEKLY;UNTIL=20250630T183000Z")]
    #[case("FREQ=WEEKLY;UNTIL=20250630T233000Z", false, "FREQ=WEEKLY;UNTIL=20250701")]
    #[case("FREQ=WEEKLY;UNTIL=20250630", false, "FREQ=WEEKLY;UNTIL=20250630")]
    #[case("FREQ=WEEKLY;UNTIL=soon", true, "FREQ=WEEKLY;UNTIL=soon")]
    #[case("RRULE:FREQ=DAILY\r\nEND:VEVENT", true, "FREQ=DAILYEND:VEVENT")]
    fn until_has_the_form_of_the_start(#[case] rule: &str, #[case] timed: bool, #[case] expected: &str) {
        assert_eq!(export_rule(rule, timed), expected);
    }
}
