//! Parsing of clerks' words, refusals, and the days of patterns.

use std::sync::Arc;
use std::time::Duration;

use chrono::{Datelike, NaiveDate, Weekday};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::{collection, option, sample};
use rstest::rstest;

use super::{Occurrences, Pattern, PatternError};

const NOT_AUGUST: &str = "1,2,3,4,5,6,7,9,10,11,12";

fn day(iso: &str) -> NaiveDate {
    iso.parse().unwrap()
}

fn read(words: &str) -> Result<Pattern, PatternError> {
    Pattern::parse_typed(words, day("2023-10-05"))
}

/// The rule, the time, and the first day if given.
fn in_short(words: &str) -> String {
    let pattern = read(words).unwrap_or_else(|why| panic!("{words}: {why}"));
    let months = pattern.rule.replace(NOT_AUGUST, "-8");
    let at = pattern.at.map(|at| format!(" {}", at.format("%H:%M"))).unwrap_or_default();
    let from = if pattern.from == Pattern::EARLIEST { String::new() } else { format!(" {}", pattern.from) };
    format!("{}{at}{from}", months.trim_start_matches("FREQ="))
}

#[rstest]
#[case("second Tuesday monthly, not August", "MONTHLY;BYDAY=2TU;BYMONTH=-8")]
#[case("Second TUESDAY of each month (not August)", "MONTHLY;BYDAY=2TU;BYMONTH=-8")]
#[case("2nd Tue of the month except in Aug.", "MONTHLY;BYDAY=2TU;BYMONTH=-8")]
#[case("2nd Tues, excluding Aug", "MONTHLY;BYDAY=2TU;BYMONTH=-8")]
#[case("2nd tuesday every month; no meeting in August", "MONTHLY;BYDAY=2TU;BYMONTH=-8")]
#[case("2nd Tuesday monthly but there is no August meeting", "MONTHLY;BYDAY=2TU;BYMONTH=-8")]
#[case("2nd Tuesday apart from August", "MONTHLY;BYDAY=2TU;BYMONTH=-8")]
#[case("2nd Tuesday, September to July", "MONTHLY;BYDAY=2TU;BYMONTH=-8")]
#[case("2nd Tuesday Sep-Jul", "MONTHLY;BYDAY=2TU;BYMONTH=-8")]
#[case("2nd Tuesday from September to July", "MONTHLY;BYDAY=2TU;BYMONTH=-8")]
#[case("2nd Tuesday between September and July", "MONTHLY;BYDAY=2TU;BYMONTH=-8")]
#[case("2nd Tuesday Sept – July, not December", "MONTHLY;BYDAY=2TU;BYMONTH=1,2,3,4,5,6,7,9,10,11")]
#[case("2nd Tue except Aug and Dec 19:30", "MONTHLY;BYDAY=2TU;BYMONTH=1,2,3,4,5,6,7,9,10,11 19:30")]
#[case("1st & 3rd Monday", "MONTHLY;BYDAY=1MO,3MO")]
#[case("1st/3rd Monday", "MONTHLY;BYDAY=1MO,3MO")]
#[case("third and first Mondays of the month", "MONTHLY;BYDAY=1MO,3MO")]
#[case("twice a month: first Monday and third Wednesday", "MONTHLY;BYDAY=1MO,3WE")]
#[case("every first Tuesday", "MONTHLY;BYDAY=1TU")]
#[case("every second Tuesday of the month", "MONTHLY;BYDAY=2TU")]
#[case("every 2nd and 4th Tuesday", "MONTHLY;BYDAY=2TU,4TU")]
#[case("10th in January and July", "MONTHLY;BYMONTHDAY=10;BYMONTH=1,7")]
#[case("last Thurs monthly", "MONTHLY;BYDAY=-1TH")]
#[case("penultimate Friday of each month", "MONTHLY;BYDAY=-2FR")]
#[case("third Thursday in Jan, Mar, May, Jul, Sep and Nov", "MONTHLY;BYDAY=3TH;BYMONTH=1,3,5,7,9,11")]
#[case("third Thursday of Jan/Mar/May", "MONTHLY;BYDAY=3TH;BYMONTH=1,3,5")]
#[case("second Tuesday in May annually", "MONTHLY;BYDAY=2TU;BYMONTH=5")]
#[case("10th of each month", "MONTHLY;BYMONTHDAY=10")]
#[case("on the 1st and 15th of the month at noon", "MONTHLY;BYMONTHDAY=1,15 12:00")]
#[case("last day of every month", "MONTHLY;BYMONTHDAY=-1")]
#[case("weekly on Monday", "WEEKLY;BYDAY=MO")]
#[case("Mondays", "WEEKLY;BYDAY=MO")]
#[case("every Monday and Thursday, not August", "WEEKLY;BYDAY=MO,TH;BYMONTH=-8")]
#[case("once a week on Wednesday evenings at 7pm", "WEEKLY;BYDAY=WE 19:00")]
#[case("last Wed of every other month from Jan 2024 at 7.30pm", "MONTHLY;INTERVAL=2;BYDAY=-1WE 19:30 2024-01-01")]
#[case("alternate months, 2nd Tuesday, starting in February 2024", "MONTHLY;INTERVAL=2;BYDAY=2TU 2024-02-01")]
#[case("2nd Tuesday every second month from January", "MONTHLY;INTERVAL=2;BYDAY=2TU 2023-01-01")]
#[case("every two months from January 2024 on the 2nd Tuesday", "MONTHLY;INTERVAL=2;BYDAY=2TU 2024-01-01")]
#[case("first Monday quarterly from March 2024", "MONTHLY;INTERVAL=3;BYDAY=1MO 2024-03-01")]
#[case("first Monday six-monthly from May 2024", "MONTHLY;INTERVAL=6;BYDAY=1MO 2024-05-01")]
#[case("fortnightly on Mondays from 8 January 2024", "WEEKLY;INTERVAL=2;BYDAY=MO 2024-01-08")]
#[case("every other Tuesday from Tue 9 Jan 2024", "WEEKLY;INTERVAL=2;BYDAY=TU 2024-01-09")]
#[case("every 4 weeks on Tuesday from 9/1/2024", "WEEKLY;INTERVAL=4;BYDAY=TU 2024-01-09")]
#[case("second Tuesday monthly from 2024-01-09 until Dec 2024", "MONTHLY;BYDAY=2TU;UNTIL=20241231T000000Z 2024-01-09")]
#[case("FREQ=MONTHLY;BYDAY=2TU", "MONTHLY;BYDAY=2TU")]
#[case("rrule:freq=monthly;byday=2tu at 7.30pm", "MONTHLY;BYDAY=2TU 19:30")]
#[case("FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU from Jan 2024, at 19:30", "MONTHLY;INTERVAL=2;BYDAY=2TU 19:30 2024-01-01")]
#[case("The Parish Council meets on the second Tuesday of the month", "MONTHLY;BYDAY=2TU")]
fn clerks_patterns_are_parsed(#[case] words: &str, #[case] rule: &str) {
    assert_eq!(in_short(words), rule);
}

#[rstest]
#[case("7.30pm", "19:30")]
#[case("7:30 pm", "19:30")]
#[case("7.30 p.m.", "19:30")]
#[case("7.30p.m.", "19:30")]
#[case("at 7pm", "19:00")]
#[case("@ 7 PM", "19:00")]
#[case("730pm", "19:30")]
#[case("19:30", "19:30")]
#[case("19.30", "19:30")]
#[case("1930", "19:30")]
#[case("1930hrs", "19:30")]
#[case("19:30 hours", "19:30")]
#[case("at 2030", "20:30")]
#[case("10.30", "10:30")]
#[case("10am", "10:00")]
#[case("07:30", "07:30")]
#[case("12pm", "12:00")]
#[case("12am", "00:00")]
fn times_are_read(#[case] typed: &str, #[case] time: &str) {
    assert_eq!(in_short(&format!("2nd Tue {typed}")), format!("MONTHLY;BYDAY=2TU {time}"));
}

/// Each text is quoted or asked about, never guessed.
#[rstest]
#[case("", "does not say on which day")]
#[case("monthly", "does not say on which day")]
#[case("second Tuesday in the village hall", "“village hall”")]
#[case("second Tuesday, not bank holidays", "“not bank holidays”")]
#[case("second Tuesday except when it snows", "“except when it snows”")]
#[case("second Teusday", "“Teusday”")]
#[case("every second Tuesday", "every other Tuesday from")]
#[case("every third Tuesday 7pm", "“every third Tuesday”")]
#[case("every second Tuesday, September to July", "“every second Tuesday”")]
#[case("every second Tuesday in January and March", "“every second Tuesday”")]
#[case("every two months from 9/1/1950, 2nd Tuesday", "1950-01-09 cannot be the first day")]
#[case("every other Tuesday", "say from which day")]
#[case("fortnightly on Monday", "say from which day")]
#[case("fortnightly on Monday from January 2024", "say from which day")]
#[case("fortnightly on Monday from 9 January 2024", "it is a Tuesday")]
#[case("bi-monthly on the first Monday", "“bi-monthly” can be read in more than one way; write “every two months")]
#[case("Bimonthly, 1st Mon", "“Bimonthly”")]
#[case("bi monthly 1st Mon", "“bi monthly”")]
#[case("bi-weekly on Monday", "every two weeks from")]
#[case("first Monday quarterly", "“quarterly” can be read in more than one way; say from which month")]
#[case("2nd Tuesday every two months", "say from which month")]
#[case("2nd Tuesday every 5 months from January", "say the year")]
#[case("2nd Tuesday from September", "say the year")]
#[case("Tuesday", "write “every Tuesday”, or which one")]
#[case("Tuesday monthly", "first Tuesday")]
#[case("Tuesdays in the month", "first Tuesday")]
#[case("first Monday and Thursday", "say which one of the month: “first Thursday”")]
#[case("10th", "10th of each month")]
#[case("tenth Tuesday", "“tenth Tuesday”")]
#[case("second last Tuesday", "“second last”")]
#[case("1st to 3rd Monday of the month", "“1st to 3rd”")]
#[case("every Monday - Thursday", "“Monday - Thursday”")]
#[case("Mondays to Thursdays", "“Mondays to Thursdays”")]
#[case("first Monday and 15th of the month", "do not go together")]
#[case("first Monday weekly", "“first” and “weekly” do not go together")]
#[case("2nd Tuesday monthly, every other month from Jan 2024", "“monthly” and “every other month”")]
#[case("2nd Tuesday, 7pm or 8pm", "“or 8pm”")]
#[case("2nd Tuesday 7pm and 8pm", "“7pm” and “8pm”")]
#[case("2nd Tuesday 7.30", "write “7.30pm” or “07:30”")]
#[case("2nd Tuesday at 7", "write “7.00pm” or “07:00”")]
#[case("2nd Tuesday 7", "“7”")]
#[case("2nd Tuesday at 7 o'clock", "“7 o'clock”")]
#[case("2nd Tuesday 2024", "“2024” can be read")]
#[case("2nd Tuesday 25:00", "“25:00”")]
#[case("2nd Tuesday 13pm", "“13pm”")]
#[case("twice a month on the first Monday", "name the days")]
#[case("second Tuesday annually", "say in which month")]
#[case("second Tuesday in August, not August", "no month to meet in")]
#[case("second Tuesday from 31 February 2024", "does not exist in the calendar")]
#[case("second Tuesday ✓", "“✓”")]
#[case("second Tuesday = monthly", "“= monthly”")]
#[case("second=monthly", "can't be kept")]
#[case("FREQ=MONTHLY;BYDAY=2TU every Monday", "do not go together")]
#[case("FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU", "say its first day")]
fn nothing_is_guessed(#[case] words: &str, #[case] expected: &str) {
    let why = read(words).expect_err(words).to_string();
    assert!(why.contains(expected), "{words}: {why}");
}

#[rstest]
#[case("FREQ=SECONDLY", "several meetings a day")]
#[case("FREQ=MINUTELY;INTERVAL=1", "several meetings a day")]
#[case("FREQ=HOURLY;COUNT=4000000000", "several meetings a day")]
#[case("FREQ=DAILY", "no council meets daily")]
#[case("FREQ=MONTHLY;BYDAY=2TU;BYHOUR=19", "leave BYHOUR out")]
#[case("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "no day ever fits")]
#[case("FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=5MO", "no day ever fits")]
#[case("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "no day ever fits")]
#[case("FREQ=MONTHLY;BYDAY=2TU;COUNT=4000000000", "COUNT is 1 to 1000")]
#[case("FREQ=MONTHLY;BYDAY=2TU;COUNT=99999999999999", "can't be kept")]
#[case("FREQ=MONTHLY;BYDAY=2TU;COUNT=0", "COUNT is 1 to 1000")]
#[case("FREQ=MONTHLY;BYDAY=2TU;INTERVAL=0", "INTERVAL is 1 to 60")]
#[case("FREQ=MONTHLY;BYDAY=2TU;INTERVAL=65535", "INTERVAL is 1 to 60")]
#[case("FREQ=MONTHLY;BYDAY=9TU", "can't be kept")]
#[case("FREQ=MONTHLY;BYDAY=0TU", "can't be kept")]
#[case("FREQ=WEEKLY;BYDAY=2TU", "goes with FREQ=MONTHLY")]
#[case("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20231231", "20241231T000000Z")]
#[case("FREQ=MONTHLY;BYDAY=2TU;UNTIL=19001231T000000Z", "can't be kept")]
#[case("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20239931T000000Z", "can't be kept")]
#[case("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO is not used")]
#[case("FREQ=MONTHLY;FREQ=MONTHLY;BYDAY=2TU", "can't be kept")]
#[case("BYDAY=2TU", "can't be kept")]
#[case("FREQ=MONTHLY\nDTSTART:20240101T000000Z", "can't be kept")]
#[case("RRULE:FREQ=MONTHLY;BYDAY=2TU", "can't be kept")]
#[case("", "can't be kept")]
fn hostile_rules_are_refused(#[case] rule: &str, #[case] expected: &str) {
    let pattern = Pattern { rule: rule.to_owned(), from: day("2024-01-01"), at: None };
    let why = pattern.check().expect_err(rule);
    assert!(why.to_string().contains(expected), "{rule}: {why}");
    let mut occurrences = Occurrences::default();
    assert_eq!(occurrences.between(&pattern, day("2024-01-01"), day("2024-12-31")), Err(why));
    assert!(!pattern.describe().is_empty());
}

/// The most expensive input: a rule that the library searches to the end of its calendar, and the longest walk.
#[test]
fn the_work_is_bounded() {
    #[allow(clippy::disallowed_methods, reason = "measures the search")]
    let begun = std::time::Instant::now();
    let never = Pattern { rule: "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2".into(), from: day("2024-01-01"), at: None };
    assert!(matches!(never.check(), Err(PatternError::Never(_))));
    let dear = Pattern { rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR".into(), ..never };
    let days = Occurrences::default().between(&dear, NaiveDate::MIN, NaiveDate::MAX).unwrap();
    assert_eq!(days.len(), 1000);
    let late = Occurrences::default().between(&dear, day("2199-12-01"), NaiveDate::MAX).unwrap();
    assert!(late.iter().all(|day| day.year() == 2199) && !late.is_empty());
    assert_eq!(Occurrences::default().between(&dear, NaiveDate::MAX, NaiveDate::MAX).unwrap().len(), 0);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[rstest]
#[case("0001-01-01")]
#[case("2200-01-01")]
fn a_first_day_is_in_the_life_of_councils(#[case] from: &str) {
    let pattern = Pattern { rule: "FREQ=MONTHLY;BYDAY=2TU".to_owned(), from: day(from), at: None };
    assert_eq!(pattern.check(), Err(PatternError::FirstDay(day(from))));
}

fn days(words: &str, from: &str, until: &str) -> Vec<String> {
    let days = Occurrences::default().between(&read(words).unwrap(), day(from), day(until)).unwrap();
    days.iter().map(NaiveDate::to_string).collect()
}

#[test]
fn days_are_those_of_the_calendar() {
    assert_eq!(
        days("2nd Tuesday, not August", "2023-07-11", "2023-10-10"),
        ["2023-07-11", "2023-09-12", "2023-10-10"],
        "both ends belong to it"
    );
    assert_eq!(
        days("last Wed of every other month from Jan 2024", "2023-01-01", "2024-06-30"),
        ["2024-01-31", "2024-03-27", "2024-05-29"],
        "nothing is before the first day, and the clocks of March move nothing"
    );
    assert_eq!(
        days("every other Monday from 16 Oct 2023", "2023-10-20", "2023-11-30"),
        ["2023-10-30", "2023-11-13", "2023-11-27"]
    );
    assert_eq!(days("31st of each month", "2024-01-01", "2024-05-31"), ["2024-01-31", "2024-03-31", "2024-05-31"]);
    assert_eq!(days("last day of each month", "2024-02-01", "2024-02-29"), ["2024-02-29"]);
    assert_eq!(days("2nd Tuesday until Jan 2024", "2023-12-01", "2024-06-30"), ["2023-12-12", "2024-01-09"]);
    assert_eq!(days("2nd Tuesday", "2024-06-30", "2024-01-01"), [""; 0], "a window turned round is empty");
}

#[test]
fn computed_days_are_cached() {
    let mut occurrences = Occurrences::default();
    let (evening, morning) = (read("2nd Tuesday 7pm").unwrap(), read("2nd Tuesday 10am").unwrap());
    let first = occurrences.between(&evening, day("2024-01-01"), day("2024-12-31")).unwrap();
    let again = occurrences.between(&morning, day("2024-01-01"), day("2024-12-31")).unwrap();
    assert!(Arc::ptr_eq(&first, &again));
}

#[rstest]
#[case("2nd tue 7.30pm not aug", "second Tuesday of each month, not August, at 19:30")]
#[case("1st & 3rd Monday", "first and third Monday of each month")]
#[case("1st Mon and last Thu in Jan, Mar, May", "first Monday and last Thursday in January, March and May")]
#[case("2nd Tue alternate months from Feb 2024", "second Tuesday of every other month, from February 2024")]
#[case("2nd Tue quarterly from 9 Jan 2024", "second Tuesday, every 3 months, from 9 Jan 2024")]
#[case("fortnightly on Monday from 1/1/2024", "every other Monday, from 1 Jan 2024")]
#[case("every Monday not in August or December", "every Monday, not August and December")]
#[case("1st and 15th of each month", "1st and 15th of each month")]
#[case("last day of each month until May 2024", "last day of each month, until 31 May 2024")]
#[case("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1 at 7pm", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1 at 19:00")]
fn patterns_are_described_in_plain_words(#[case] words: &str, #[case] expected: &str) {
    let pattern = read(words).unwrap();
    assert_eq!(pattern.describe(), expected);
    assert_eq!(read(expected).as_ref(), Ok(&pattern));
}

/// Valid patterns.
fn patterns() -> impl Strategy<Value = Pattern> {
    let weekday = || sample::select(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"]);
    let numbered = (collection::btree_set(sample::select(vec![1, 2, 3, 4, 5]), 1..4), weekday())
        .prop_map(|(nths, day)| nths.iter().map(|nth| format!("{nth}{day}")).collect::<Vec<_>>().join(","));
    let last = weekday().prop_map(|day| format!("-1{day}"));
    let months = option::of(collection::btree_set(1u32..=12, 1..12));
    let monthly = (prop_oneof![numbered, last].prop_map(|days| format!("BYDAY={days}")), months.clone());
    let by_date =
        (collection::btree_set(1u32..=28, 1..4).prop_map(|days| format!("BYMONTHDAY={}", join(&days))), months);
    let rule = (prop_oneof![monthly, by_date]).prop_map(|(days, months)| {
        let months = months.map(|months| format!(";BYMONTH={}", join(&months))).unwrap_or_default();
        format!("FREQ=MONTHLY;{days}{months}")
    });
    let weekly = weekday().prop_map(|day| format!("FREQ=WEEKLY;BYDAY={day}"));
    let every = (2u32..=12, weekday()).prop_map(|(n, day)| format!("FREQ=MONTHLY;INTERVAL={n};BYDAY=2{day}"));
    let from =
        prop_oneof![Just(Pattern::EARLIEST), (0u64..9000).prop_map(|n| day("2000-01-02") + chrono::Days::new(n))];
    let anchored = (every, 0u64..9000).prop_map(|(rule, n)| (rule, day("2000-01-01") + chrono::Days::new(n)));
    let free = (prop_oneof![rule, weekly], from);
    (prop_oneof![free, anchored], option::of((0u32..24, 0u32..60))).prop_map(|((rule, from), at)| Pattern {
        rule,
        from,
        at: at.and_then(|(h, m)| chrono::NaiveTime::from_hms_opt(h, m, 0)),
    })
}

fn join(numbers: &std::collections::BTreeSet<u32>) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

proptest! {
    #[test]
    fn descriptions_parse_again(pattern in patterns()) {
        prop_assert_eq!(read(&pattern.describe()), Ok(pattern.clone()), "{}", pattern.describe());
    }

    #[test]
    fn the_second_tuesday_is_one(nth in 1i8..=4, start in 0u64..20_000, long in 0u64..900) {
        let from = day("1980-01-01") + chrono::Days::new(start);
        let until = from + chrono::Days::new(long);
        let pattern = Pattern { rule: format!("FREQ=MONTHLY;BYDAY={nth}TU"), from: Pattern::EARLIEST, at: None };
        let days = Occurrences::default().between(&pattern, from, until).unwrap();
        let expected: Vec<NaiveDate> = from.iter_days().take_while(|day| *day <= until)
            .filter(|day| day.weekday() == Weekday::Tue && day.day0() / 7 + 1 == u32::from(nth.unsigned_abs()))
            .collect();
        prop_assert_eq!(&*days, &expected[..]);
    }

    /// The start of a walk does not change its later days.
    #[test]
    fn a_window_is_a_part_of_a_longer_one(pattern in patterns(), start in 0u64..800, long in 0u64..400) {
        let (begin, end) = (day("2023-01-01"), day("2026-12-31"));
        let from = begin + chrono::Days::new(start);
        let until = from + chrono::Days::new(long);
        let mut occurrences = Occurrences::default();
        let all = occurrences.between(&pattern, begin, end).unwrap();
        let part = occurrences.between(&pattern, from, until).unwrap();
        let expected: Vec<NaiveDate> = all.iter().copied().filter(|day| (from..=until).contains(day)).collect();
        prop_assert_eq!(&*part, &expected[..]);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}", junk in any::<String>()) {
        for text in [text, junk] {
            let _ = read(&text);
            let pattern = Pattern { rule: text, from: day("2024-01-01"), at: None };
            let _ = pattern.check();
            prop_assert!(pattern.describe().chars().all(|c| !c.is_control()));
        }
    }

    /// Known words in any order, and rules of known parts with any numbers.
    #[test]
    fn no_mixture_of_known_words_panics(
        words in collection::vec(sample::select(vec![
            "second", "last", "2nd", "31st", "Tuesday", "Mondays", "every", "other", "two", "months", "weeks", "month",
            "monthly", "quarterly", "not", "August", "Sep", "to", "-", ",", "and", "&", "from", "2024", "until", "9/1/2024",
            "7.30pm", "at", "1930", "7", "between", "twice", "a", "of", "(", "each", "alternate", "bi", "year",
        ]), 0..12),
        numbers in (any::<i32>(), any::<u32>(), any::<i16>()),
    ) {
        if let Ok(pattern) = read(&words.join(" ")) {
            prop_assert_eq!(pattern.check(), Ok(()));
            prop_assert_eq!(read(&pattern.describe()).map(|again| again.rule), Ok(pattern.rule.clone()), "{}", pattern.describe());
        }
        let (a, b, c) = numbers;
        let _ = read(&format!("FREQ=MONTHLY;INTERVAL={b};BYDAY={c}TU;BYSETPOS={a} from Jan 2024"));
        let _ = read(&format!("FREQ=YEARLY;INTERVAL={};BYMONTHDAY={};BYMONTH={} from Jan 2024", b % 61, c % 32, b % 13));
    }
}
