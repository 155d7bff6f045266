//! Typed duty.

use chrono::NaiveDate;
use proptest::prelude::proptest;
use rstest::rstest;

use crate::plan::Duty;

/// Wed 1 Nov 2023.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 11, 1).unwrap()
}

/// `1 2023-11-06 16:00-23:00`, joined by commas.
fn typed_form(duties: &[Duty]) -> String {
    let times = |duty: &Duty| format!("{}-{}", duty.from.format("%H:%M"), duty.until.format("%H:%M"));
    let each = duties.iter().map(|duty| format!("{} {} {}", duty.officer, duty.on, times(duty)));
    each.collect::<Vec<_>>().join(", ")
}

#[rstest]
#[case("", "")]
#[case("6 nov", "1 2023-11-06 00:00-00:00")]
#[case("6/11, , 7.11.2023;", "1 2023-11-06 00:00-00:00, 1 2023-11-07 00:00-00:00")]
#[case("8-10 nov 16:00-23:00", "1 2023-11-08 16:00-23:00, 1 2023-11-09 16:00-23:00, 1 2023-11-10 16:00-23:00")]
#[case("8–9 Nov 16.00 – 24:00", "1 2023-11-08 16:00-00:00, 1 2023-11-09 16:00-00:00")]
#[case("thu 14 dec x2", "1 2023-12-14 00:00-00:00, 2 2023-12-14 00:00-00:00")]
#[case("14 dec 22:00-06:00 X2", "1 2023-12-14 22:00-06:00, 2 2023-12-14 22:00-06:00")]
#[case("30 nov-1 dec", "1 2023-11-30 00:00-00:00, 1 2023-12-01 00:00-00:00")]
#[case("31 dec to 1 jan", "1 2023-12-31 00:00-00:00, 1 2024-01-01 00:00-00:00")]
#[case("8/11-9/11", "1 2023-11-08 00:00-00:00, 1 2023-11-09 00:00-00:00")]
#[case("8-9/11", "1 2023-11-08 00:00-00:00, 1 2023-11-09 00:00-00:00")]
#[case("2023-11-08 - 2023-11-09 18:00-22:00", "1 2023-11-08 18:00-22:00, 1 2023-11-09 18:00-22:00")]
#[case("2023-11-08", "1 2023-11-08 00:00-00:00")]
#[case("12-9-24", "1 2024-09-12 00:00-00:00")]
#[case("31 oct-1 nov", "1 2023-10-31 00:00-00:00, 1 2023-11-01 00:00-00:00")]
#[case("tue-wed", "1 2023-10-31 00:00-00:00, 1 2023-11-01 00:00-00:00")]
#[case("tomorrow 18:00-22:00", "1 2023-11-02 18:00-22:00")]
#[case("tue 14 nov-wed 15 nov", "1 2023-11-14 00:00-00:00, 1 2023-11-15 00:00-00:00")]
#[case("tue 14-wed 15 nov", "1 2023-11-14 00:00-00:00, 1 2023-11-15 00:00-00:00")]
fn duty_is_read_as_it_is_typed(#[case] typed: &str, #[case] expected: &str) {
    assert_eq!(typed_form(&Duty::parse_typed(typed, today()).unwrap()), expected);
}

#[rstest]
#[case("6 nov, soon", "“soon” is not a duty; write it as 6 nov, as")]
#[case("31 nov", "31 Nov")]
#[case("31/11-2/12", "“31/11-2/12”")]
#[case("fri 6 nov", "does not exist in the calendar; check the day and the month")]
#[case("10-8 nov", "“10-8 nov” ends before it begins; put the earlier day first")]
#[case("6 nov 16:00", "“6 nov 16:00” gives only one of the start and the end; write it as")]
#[case("6 nov 16:00-", "“16:00-” in “6 nov 16:00-” is not a time from and to; write it as")]
#[case("6 nov 16:00-25:00", "“16:00-25:00” in")]
#[case("6 nov x0", "“6 nov x0” must be for 1 to 20 officers; put x2 at its end for two")]
#[case("6 nov x400", "1 to 20 officers")]
#[case("6 nov - 10 nov 2033", "check the years")]
#[case("16:00-23:00", "“16:00-23:00” is not a duty")]
fn unreadable_duty_is_explained(#[case] typed: &str, #[case] expected: &str) {
    let error = Duty::parse_typed(typed, today()).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

proptest! {
    /// No typed text panics.
    #[test]
    fn no_typed_duty_panics(text in "[0-9a-z:./ ,x–-]{0,24}") {
        let _ = Duty::parse_typed(&text, today());
    }
}
