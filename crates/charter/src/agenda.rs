//! Whether a council can decide before a deadline: agendas, clear days, bank holidays (charter rule 17).
//!
//! A council can only decide what its agenda lists, and the agenda goes out three clear days before the meeting
//! (Local Government Act 1972, schedule 12, paragraph 10). The day of issue, the day of the meeting, Sundays and bank
//! holidays are not clear days. A Saturday is one.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::{add_days, format_short};

const CLEAR_DAYS: usize = 3;

/// Bank holidays in England, from `data/bank_holidays.csv`.
#[derive(Clone, Debug)]
pub struct Holidays {
    names: BTreeMap<NaiveDate, &'static str>,
}

impl Holidays {
    /// The holidays that the program ships: England and Wales, 2021 to 2028.
    pub fn england() -> Self {
        Self { names: rows().filter_map(Result::ok).collect() }
    }

    pub(crate) fn is_holiday(&self, on: NaiveDate) -> bool {
        self.names.contains_key(&on)
    }

    pub fn name(&self, on: NaiveDate) -> Option<&str> {
        self.names.get(&on).copied()
    }

    /// Whether the list includes the year of this day.
    pub fn covers(&self, on: NaiveDate) -> bool {
        let year = |entry: Option<(&NaiveDate, _)>| entry.map(|(day, _)| day.year());
        let (first, last) = (year(self.names.first_key_value()), year(self.names.last_key_value()));
        first.zip(last).is_some_and(|(first, last)| (first..=last).contains(&on.year()))
    }

    fn is_working_day(&self, on: NaiveDate) -> bool {
        on.weekday() != Weekday::Sun && !self.is_holiday(on)
    }

    /// The name of the Christmas or Easter break near a day that counts as clear here: see
    /// [`DecisionTiming::explain`].
    fn near_break(&self, on: NaiveDate) -> Option<&'static str> {
        let good_friday = |day| self.name(day) == Some("Good Friday");
        match (on.month(), on.day()) {
            (12, 22..=29) => Some("Christmas"),
            _ if (-1..=4).any(|since| good_friday(add_days(on, -since))) => Some("Easter"),
            _ => None,
        }
    }
}

fn rows() -> impl Iterator<Item = Result<(NaiveDate, &'static str), &'static str>> {
    let lines = include_str!("../../../data/bank_holidays.csv").lines().skip(1);
    lines.map(|line| {
        let (on, name) = line.split_once(',').ok_or(line)?;
        Ok((on.parse().map_err(|_| line)?, name))
    })
}

/// The day on which the agenda goes out, three clear days before the meeting (charter rule 17).
///
/// *Ours*: a clerk takes no matters in on a Sunday or a bank holiday, so the day moves back to the last working day.
pub(crate) fn last_day_to_table(meeting: NaiveDate, holidays: &Holidays) -> NaiveDate {
    let before = |day: NaiveDate| std::iter::successors(day.pred_opt(), NaiveDate::pred_opt);
    let third = before(meeting).filter(|day| holidays.is_working_day(*day)).nth(CLEAR_DAYS - 1);
    let issued = third.and_then(|third| before(third).find(|day| holidays.is_working_day(*day)));
    issued.unwrap_or(NaiveDate::MIN)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionTiming {
    InTime {
        /// The earliest such meeting, and the last day to get the matter on its agenda.
        meeting: NaiveDate,
        table_by: NaiveDate,
    },
    /// It meets on or before the deadline, but the agenda is closed since `table_by`.
    AgendaClosed {
        /// The last meeting before the deadline.
        meeting: NaiveDate,
        table_by: NaiveDate,
    },
    MeetsAfter {
        meeting: NaiveDate,
    },
    NoMeetingKnown,
    Past,
}

/// `meetings` are ascending and exclude cancelled ones; those before `as_at` are skipped. A meeting on the day of the
/// deadline is in time (rule 6).
pub fn decision_timing(
    meetings: &[NaiveDate],
    deadline: NaiveDate,
    as_at: NaiveDate,
    holidays: &Holidays,
) -> DecisionTiming {
    if deadline < as_at {
        return DecisionTiming::Past;
    }
    let mut closed = None;
    for meeting in meetings.iter().copied().filter(|meeting| *meeting >= as_at) {
        if meeting > deadline {
            return closed.unwrap_or(DecisionTiming::MeetsAfter { meeting });
        }
        let table_by = last_day_to_table(meeting, holidays);
        if table_by >= as_at {
            return DecisionTiming::InTime { meeting, table_by };
        }
        closed = Some(DecisionTiming::AgendaClosed { meeting, table_by });
    }
    closed.unwrap_or(DecisionTiming::NoMeetingKnown)
}

impl DecisionTiming {
    /// If true, the council gets a request for a holding reply: it meets, but cannot decide in time.
    pub fn cannot_decide_in_time(&self) -> bool {
        matches!(self, Self::AgendaClosed { .. } | Self::MeetsAfter { .. })
    }

    /// For example `meets Tue 12 Sep, before the deadline; on the agenda by Thu 7 Sep`.
    ///
    /// The words mention a year without known bank holidays. Section 243 of the Act also excludes the breaks around
    /// Christmas and Easter, which rule 17 does not. If such a day counted as clear, the words advise to ask the
    /// clerk.
    pub fn explain(&self, as_at: NaiveDate, deadline: NaiveDate) -> String {
        let format = |day: NaiveDate| format!("{} {}", day.format("%a"), format_short(day, as_at));
        match *self {
            Self::InTime { meeting, table_by } => {
                let when = if meeting == deadline { "on the day of the deadline" } else { "before the deadline" };
                let today = if table_by == as_at { "today, " } else { "" };
                let doubt = describe_doubt(table_by, meeting);
                format!("meets {}, {when}; on the agenda by {today}{}{doubt}", format(meeting), format(table_by))
            }
            Self::AgendaClosed { meeting, table_by } => {
                let doubt = describe_doubt(table_by, meeting);
                let (meeting, table_by) = (format(meeting), format(table_by));
                format!("meets {meeting}, but its agenda closed on {table_by}{doubt}; ask for a holding reply")
            }
            Self::MeetsAfter { meeting } => {
                let (meeting, deadline) = (format(meeting), format(deadline));
                format!("next meets {meeting}, after the deadline of {deadline}; ask for a holding reply")
            }
            Self::NoMeetingKnown => "no meeting is known; ask the clerk when the council meets".to_owned(),
            Self::Past => format!("the deadline of {} has passed", format(deadline)),
        }
    }
}

fn describe_doubt(table_by: NaiveDate, meeting: NaiveDate) -> String {
    let holidays = Holidays::england();
    if let Some(day) = [table_by, meeting].into_iter().find(|day| !holidays.covers(*day)) {
        return format!(" (the bank holidays of {} are not known)", day.year());
    }
    let between = table_by.iter_days().skip(1).take_while(|day| *day < meeting);
    let in_break = between.filter(|day| holidays.is_working_day(*day)).find_map(|day| holidays.near_break(day));
    in_break.map(|name| format!(" (perhaps earlier, because of {name}: ask the clerk)")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate, Weekday};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
    use rstest::rstest;

    use super::{DecisionTiming, Holidays, decision_timing, last_day_to_table, rows};

    fn day(iso: &str) -> NaiveDate {
        iso.parse().unwrap()
    }

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    /// Easter Sunday by the algorithm of Meeus, Jones and Butcher.
    fn easter(year: i32) -> NaiveDate {
        let (a, b, c) = (year % 19, year / 100, year % 100);
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let n = u32::try_from(h + l - 7 * m + 114).unwrap();
        date(year, n / 31, n % 31 + 1)
    }

    /// The holidays that the Banking and Financial Dealings Act 1971 and the custom of substitute days give for a
    /// year.
    fn statutory_holidays(year: i32) -> Vec<(NaiveDate, String)> {
        let monday = |from: NaiveDate| from.iter_days().find(|day| day.weekday() == Weekday::Mon).unwrap();
        let plain = |on, name: &str| (on, name.to_owned());
        let mut found: Vec<(NaiveDate, String)> = vec![
            plain(easter(year) - chrono::Days::new(2), "Good Friday"),
            plain(easter(year) + chrono::Days::new(1), "Easter Monday"),
            plain(monday(date(year, 5, 1)), "Early May bank holiday"),
            plain(monday(date(year, 5, 25)), "Spring bank holiday"),
            plain(monday(date(year, 8, 25)), "Summer bank holiday"),
        ];
        let feasts = [(1, 1, "New Year's Day"), (12, 25, "Christmas Day"), (12, 26, "Boxing Day")];
        let at_weekend = |on: NaiveDate| matches!(on.weekday(), Weekday::Sat | Weekday::Sun);
        let (moved, unmoved): (Vec<_>, Vec<_>) = feasts
            .into_iter()
            .map(|(month, day, name)| (date(year, month, day), name))
            .partition(|(on, _)| at_weekend(*on));
        found.extend(unmoved.into_iter().map(|(on, name)| plain(on, name)));
        for (on, name) in moved {
            let free = |day: &NaiveDate| !at_weekend(*day) && !found.iter().any(|(taken, _)| taken == day);
            let substitute = on.iter_days().find(free).unwrap();
            found.push((substitute, format!("{name} (substitute day)")));
        }
        found
    }

    #[test]
    fn the_list_is_what_the_rules_and_the_proclamations_give() {
        let mut expected: Vec<(NaiveDate, String)> = (2021..=2028).flat_map(statutory_holidays).collect();
        for (on, name) in &mut expected {
            if *on == day("2022-05-30") && name == "Spring bank holiday" {
                *on = day("2022-06-02");
            }
        }
        for (on, name) in [
            ("2022-06-03", "Platinum Jubilee"),
            ("2022-09-19", "State Funeral of Queen Elizabeth II"),
            ("2023-05-08", "Coronation of King Charles III"),
        ] {
            expected.push((day(on), name.to_owned()));
        }
        expected.sort();
        let listed: Vec<(NaiveDate, String)> =
            rows().map(|row| row.map(|(on, name)| (on, name.to_owned())).unwrap()).collect();
        assert_eq!(listed, expected);
        assert_eq!(Holidays::england().names.len(), 67);
    }

    #[test]
    fn easter_is_where_the_almanacs_have_it() {
        let known = ["2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28"];
        for iso in known {
            assert_eq!(easter(day(iso).year()), day(iso));
        }
    }

    #[test]
    fn the_years_that_are_known_are_known() {
        let holidays = Holidays::england();
        assert_eq!(holidays.name(day("2022-09-19")), Some("State Funeral of Queen Elizabeth II"));
        assert!(!holidays.is_holiday(day("2022-05-30")), "moved to 2 June");
        assert!(holidays.covers(day("2021-01-01")) && holidays.covers(day("2028-12-31")));
        assert!(!holidays.covers(day("2020-12-31")) && !holidays.covers(day("2029-01-01")));
    }

    #[rstest]
    #[case::a_saturday_counts_and_a_sunday_does_not("2023-09-12", "2023-09-07")]
    #[case::within_a_week("2023-09-15", "2023-09-11")]
    #[case::issued_on_a_saturday("2023-09-14", "2023-09-09")]
    #[case::from_sunday_back_to_saturday("2023-09-28", "2023-09-23")]
    #[case::over_christmas("2023-12-28", "2023-12-21")]
    #[case::over_the_new_year("2024-01-02", "2023-12-27")]
    #[case::from_bank_holidays_and_a_sunday_back_to_saturday("2023-12-30", "2023-12-23")]
    #[case::over_easter("2024-04-04", "2024-03-28")]
    #[case::the_state_funeral("2022-09-20", "2022-09-14")]
    #[case::the_jubilee("2022-06-06", "2022-05-30")]
    #[case::after_the_last_year("2029-05-08", "2029-05-03")]
    fn agendas_close(#[case] meeting: &str, #[case] table_by: &str) {
        assert_eq!(last_day_to_table(day(meeting), &Holidays::england()), day(table_by));
    }

    #[rstest]
    #[case::open("2023-09-01", &["2023-09-12"], "meets Tue 12 Sep, before the deadline; on the agenda by Thu 7 Sep")]
    #[case::today("2023-09-07", &["2023-09-12"], "meets Tue 12 Sep, before the deadline; on the agenda by today, Thu 7 Sep")]
    #[case::on_the_day("2023-09-01", &["2023-09-30"], "meets Sat 30 Sep, on the day of the deadline; on the agenda by Tue 26 Sep")]
    #[case::the_next_one("2023-09-08", &["2023-09-12", "2023-09-26"], "meets Tue 26 Sep, before the deadline; on the agenda by Thu 21 Sep")]
    #[case::closed("2023-09-08", &["2023-09-12", "2023-10-10"], "meets Tue 12 Sep, but its agenda closed on Thu 7 Sep; ask for a holding reply")]
    #[case::meets_today("2023-09-12", &["2023-09-12"], "meets Tue 12 Sep, but its agenda closed on Thu 7 Sep; ask for a holding reply")]
    #[case::after("2023-09-08", &["2023-10-10"], "next meets Tue 10 Oct, after the deadline of Sat 30 Sep; ask for a holding reply")]
    #[case::held_already("2023-09-13", &["2023-09-12"], "no meeting is known; ask the clerk when the council meets")]
    #[case::none("2023-09-08", &[], "no meeting is known; ask the clerk when the council meets")]
    #[case::the_last_day("2023-09-30", &["2023-10-10"], "next meets Tue 10 Oct, after the deadline of Sat 30 Sep; ask for a holding reply")]
    #[case::past("2023-10-01", &["2023-10-10"], "the deadline of Sat 30 Sep has passed")]
    fn councils_decide(#[case] as_at: &str, #[case] meetings: &[&str], #[case] format: &str) {
        let (holidays, deadline) = (Holidays::england(), day("2023-09-30"));
        let meetings: Vec<NaiveDate> = meetings.iter().copied().map(day).collect();
        let decides = decision_timing(&meetings, deadline, day(as_at), &holidays);
        assert_eq!(decides.explain(day(as_at), deadline), format);
        assert_eq!(decides.cannot_decide_in_time(), format.contains("holding reply"));
    }

    #[rstest]
    #[case("2024-04-04", " (perhaps earlier, because of Easter: ask the clerk)")]
    #[case("2023-12-28", " (perhaps earlier, because of Christmas: ask the clerk)")]
    #[case("2024-04-09", "")]
    #[case("2029-05-08", " (the bank holidays of 2029 are not known)")]
    #[case("2029-01-03", " (the bank holidays of 2029 are not known)")]
    fn doubts_are_mentioned(#[case] meeting: &str, #[case] format: &str) {
        let (holidays, meeting) = (Holidays::england(), day(meeting));
        let table_by = last_day_to_table(meeting, &holidays);
        let words = DecisionTiming::InTime { meeting, table_by }.explain(table_by, meeting);
        let bare = words.split_once(" (").map_or(words.as_str(), |(bare, _)| bare);
        assert_eq!(&words[bare.len()..], format, "{words}");
    }

    proptest! {
        #[test]
        fn three_clear_days_lie_between(offset in 0u64..4000) {
            let holidays = Holidays::england();
            let meeting = day("2020-06-01") + chrono::Days::new(offset);
            let table_by = last_day_to_table(meeting, &holidays);
            let counts = |on: &NaiveDate| on.weekday() != Weekday::Sun && !holidays.is_holiday(*on);
            let between = table_by.iter_days().skip(1).take_while(|on| *on < meeting).filter(counts).count();
            prop_assert_eq!(between, 3);
            prop_assert!(counts(&table_by));
            let next = table_by.iter_days().skip(1).find(counts).unwrap();
            let later = next.iter_days().skip(1).take_while(|on| *on < meeting).filter(counts).count();
            prop_assert!(later < 3, "a later day would do too");
        }

        #[test]
        fn an_answer_on_time_is_on_time(offsets in proptest::collection::btree_set(0u64..90, 0..6), deadline in 0u64..60, as_at in 0u64..60) {
            let holidays = Holidays::england();
            let on = |offset: u64| day("2023-08-15") + chrono::Days::new(offset);
            let meetings: Vec<NaiveDate> = offsets.into_iter().map(on).collect();
            let (deadline, as_at) = (on(deadline), on(as_at));
            let open = |meeting: &&NaiveDate| **meeting <= deadline && last_day_to_table(**meeting, &holidays) >= as_at;
            let first = meetings.iter().find(open).copied().filter(|_| as_at <= deadline);
            match decision_timing(&meetings, deadline, as_at, &holidays) {
                DecisionTiming::InTime { meeting, .. } => prop_assert_eq!(Some(meeting), first),
                other => {
                    prop_assert_eq!(first, None);
                    prop_assert_eq!(other == DecisionTiming::Past, deadline < as_at);
                }
            }
        }
    }
}
