//! Recurrence rules: kept as text, with the end in the form that RFC 5545 requires.

use super::zone::{Zone, utc};
use crate::ReadError;
use crate::ics::event_time::{EventTime, parse_time_in};

/// Longer than any rule in practice.
const MAX_RULE_BYTES: usize = 500;

/// A rule without folds and spaces, if it has a frequency.
///
/// # Errors
/// The reason, if it is no rule.
pub(super) fn normalize_rule(value: &str) -> Result<String, ReadError> {
    let rule = value.trim();
    let whole = rule.len() <= MAX_RULE_BYTES && rule.chars().all(|c| c.is_ascii_graphic());
    let has_frequency = rule.split(';').any(|part| part.to_ascii_uppercase().starts_with("FREQ="));
    match whole && has_frequency {
        true => Ok(rule.to_owned()),
        false => Err("how it repeats (RRULE) is not understood".into()),
    }
}

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
    match parse_time_in(value, Zone::London) {
        Ok(moment) if !timed => moment.on().format("%Y%m%d").to_string(),
        Ok(EventTime::Day(on)) => match on.and_hms_opt(23, 59, 59) {
            Some(last) => format_utc(utc(last)),
            None => value.to_owned(),
        },
        Ok(EventTime::At { utc, .. }) => format_utc(utc),
        Err(_) => value.to_owned(),
    }
}

fn format_utc(instant: chrono::NaiveDateTime) -> String {
    instant.format("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::{export_rule, normalize_rule};
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

    #[rstest]
    #[case("FREQ=MONTHLY;BYDAY=2TU", true)]
    #[case(" BYDAY=2TU;freq=monthly ", true)]
    #[case("", false)]
    #[case("BYDAY=2TU", false)]
    #[case("FREQ=MONTHLY;BYDAY=é", false)]
    #[case("FREQ=MONTHLY; BYDAY=TU", false)]
    fn a_rule_has_a_frequency(#[case] rule: &str, #[case] kept: bool) {
        assert_eq!(normalize_rule(rule).is_ok(), kept);
    }
}
