//! Series, changes of a series, time zones, duty rosters.

use crate::workspace::Workspace;
use rstest::rstest;
use serde_json::Value;

/// A file of `files/`, or the properties of events, one event a text.
enum Calendar<'a> {
    File(&'a str),
    Events(&'a [&'a str]),
    /// The lines between `BEGIN:VCALENDAR` and `END:VCALENDAR`.
    Lines(&'a str),
}

use Calendar::{Events, File, Lines};

impl Calendar<'_> {
    fn text(&self) -> String {
        let calendar =
            |lines: &str| format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//case//EN\n{lines}END:VCALENDAR\n");
        match self {
            File(name) => std::fs::read_to_string(format!("tests/cases/files/{name}")).unwrap(),
            Events(events) => {
                let event = |text: &&str| {
                    let lines = text.replace("; ", "\n").replace('|', ";");
                    format!("BEGIN:VEVENT\nSUMMARY:Wem Town Council full council\n{lines}\nEND:VEVENT\n")
                };
                calendar(&events.iter().map(event).collect::<String>())
            }
            Lines(lines) => calendar(lines),
        }
    }
}

/// Imports calendars of Wem, one after the other, as at 1 May 2024.
struct Diary {
    desk: Workspace,
    imported: Vec<Value>,
}

impl Diary {
    fn of(calendars: &[Calendar<'_>]) -> Self {
        let mut diary = Self { desk: Workspace::new(), imported: Vec::new() };
        calendars.iter().for_each(|calendar| diary.import(calendar));
        diary
    }

    fn import(&mut self, calendar: &Calendar<'_>) {
        let file = self.desk.file(&format!("{}.ics", self.imported.len()), calendar.text());
        let args = ["import", "diary", &file, "--council", "Wem Town Council", "--as-at", "2024-05-01", "--json"];
        let ran = self.desk.run(&args);
        self.imported.push(serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}")));
    }

    /// The recorded meetings: `07-02 19:30`, with a minus if it is cancelled, and the year if it is not 2024.
    fn meetings(&self) -> Vec<String> {
        self.lines(|_| String::new())
    }

    /// The same with the plan: `07-02 19:30 digital`.
    fn meetings_with_plans(&self) -> Vec<String> {
        self.lines(|line| line["plan"].as_str().map_or(String::new(), |plan| format!(" {plan}")))
    }

    fn lines(&self, plan: impl Fn(&Value) -> String) -> Vec<String> {
        let args =
            ["diary", "--find", "wem town", "--from", "2024-01-01", "--until", "2026-01-01", "--as-at", "2024-05-01"];
        let lines = self.desk.json(&args);
        let recorded = lines.as_array().unwrap().iter().filter(|line| !line["meeting_id"].is_null());
        let meeting = |line: &Value| {
            let at = line["at"].as_str().map_or(String::new(), |at| format!(" {}", &at[..5]));
            let mark = if line["state"] == "cancelled" { "-" } else { "" };
            let on = line["on"].as_str().unwrap();
            format!("{mark}{}{at}{}", on.strip_prefix("2024-").unwrap_or(on), plan(line))
        };
        recorded.map(meeting).collect()
    }

    /// What the last import says about the events of a list.
    fn last_list(&self, key: &str) -> Vec<String> {
        let list = self.imported.last().unwrap()[key].as_array().unwrap();
        list.iter().map(|skipped| skipped["why"].as_str().unwrap().to_owned()).collect()
    }

    fn last_count(&self, key: &str) -> i64 {
        self.imported.last().unwrap()[key].as_i64().unwrap()
    }
}

fn words(list: &str) -> Vec<String> {
    list.split(", ").filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

const TUESDAYS: &str = "UID:t; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=WEEKLY|BYDAY=TU";

#[rstest]
#[case::until_just_before_the_next(
    File("cal-until-just-before-next.ics"),
    "07-02 19:30, 07-09 19:30, 07-16 19:30, 07-23 18:00, 07-30 18:00"
)]
#[case::until_at_the_start(Events(&["UID:t; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=WEEKLY|UNTIL=20240716T183000Z"]), "07-02 19:30, 07-09 19:30, 07-16 19:30")]
#[case::until_in_winter(Events(&["UID:t; DTSTART|TZID=Europe/London:20241015T193000; RRULE:FREQ=WEEKLY|UNTIL=20241029T192959Z"]), "10-15 19:30, 10-22 19:30")]
#[case::until_is_a_day(Events(&["UID:t; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=WEEKLY|UNTIL=20240716"]), "07-02 19:30, 07-09 19:30, 07-16 19:30")]
#[case::until_without_zone(Events(&["UID:t; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=WEEKLY|UNTIL=20240716T192959"]), "07-02 19:30, 07-09 19:30")]
#[case::all_day_until_midnight_in_london(File("cal-all-day-until-utc.ics"), "06-04, 06-11, 06-18, 06-25, 07-02")]
#[case::all_day_until_the_last_second(Events(&["UID:t; DTSTART|VALUE=DATE:20240604; RRULE:FREQ=WEEKLY|UNTIL=20240618T225959Z"]), "06-04, 06-11, 06-18")]
#[case::all_day_until_a_day(Events(&["UID:t; DTSTART|VALUE=DATE:20240604; RRULE:FREQ=WEEKLY|UNTIL=20240618"]), "06-04, 06-11, 06-18")]
#[case::all_day_until_the_last_second_of_utc(Events(&["UID:t; DTSTART|VALUE=DATE:20240701; RRULE:FREQ=DAILY|UNTIL=20240703T235959Z"]), "07-01, 07-02, 07-03")]
#[case::blanks_in_a_rule(Events(&["UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY| COUNT=2"]), "07-02 19:30, 07-09 19:30")]
#[case::excepted_twice(Events(&["UID:t; DTSTART:20240702T183000Z; RDATE:20240709T170000Z,20240709T183000Z; EXDATE:20240709T183000Z; EXDATE|TZID=Europe/London:20240709T193000"]), "07-02 19:30, 07-09 18:00")]
#[case::change_of_an_older_series(Events(&["UID:t; SEQUENCE:2; DTSTART:20240703T183000Z; RRULE:FREQ=WEEKLY|COUNT=2", "UID:t; SEQUENCE:1; RECURRENCE-ID:20240709T183000Z; DTSTART:20240709T173000Z"]), "07-03 19:30, 07-10 19:30")]
#[case::all_day_until_utc_midnight(Events(&["UID:t; DTSTART|VALUE=DATE:20241203; RRULE:FREQ=WEEKLY|UNTIL=20241210T000000Z"]), "12-03, 12-10")]
#[case::four_of_a_month(File("cal-series.ics"), "07-02 19:30, 08-06 19:30, 09-03 19:30, 10-01 19:30")]
#[case::first_that_the_rule_does_not_give(Events(&["UID:t; DTSTART|TZID=Europe/London:20240701T193000; RRULE:FREQ=WEEKLY|BYDAY=TU|COUNT=3"]), "07-01 19:30, 07-02 19:30, 07-09 19:30")]
#[case::count_without_it(Events(&["UID:t; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=WEEKLY|BYDAY=TU|COUNT=3"]), "07-02 19:30, 07-09 19:30, 07-16 19:30")]
#[case::first_is_excepted_and_counts(Events(&["UID:t; DTSTART|TZID=Europe/London:20240701T193000; RRULE:FREQ=WEEKLY|BYDAY=TU|COUNT=3; EXDATE|TZID=Europe/London:20240701T193000"]), "07-02 19:30, 07-09 19:30")]
#[case::daily_with_interval(Events(&["UID:t; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=DAILY|INTERVAL=28|COUNT=3"]), "07-02 19:30, 07-30 19:30, 08-27 19:30")]
#[case::daily_from_long_ago(Events(&["UID:t; DTSTART|TZID=Europe/London:20220104T193000; RRULE:FREQ=DAILY|INTERVAL=300|UNTIL=20250101T000000Z"]), "06-22 19:30")]
#[case::list_of_dates(Events(&["UID:t; DTSTART|TZID=Europe/London:20240702T193000; RDATE|TZID=Europe/London:20240806T193000,20240903T180000"]), "07-02 19:30, 08-06 19:30, 09-03 18:00")]
#[case::dates_beside_a_rule(Events(&["UID:t; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=MONTHLY|COUNT=2; RDATE:20240716T183000Z; RDATE|VALUE=DATE:20240730"]), "07-02 19:30, 07-16 19:30, 07-30, 08-02 19:30")]
#[case::periods(Events(&["UID:t; DTSTART:20240702T183000Z; RDATE|VALUE=PERIOD:20240806T183000Z/PT1H,20240903T183000Z/20240903T193000Z"]), "07-02 19:30, 08-06 19:30, 09-03 19:30")]
#[case::all_day_dates(Events(&["UID:t; DTSTART|VALUE=DATE:20240702; RDATE|VALUE=DATE:20240806,20240903"]), "07-02, 08-06, 09-03")]
#[case::two_rules(Events(&["UID:t; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=MONTHLY|COUNT=2; RRULE:FREQ=YEARLY|COUNT=2"]), "07-02 19:30, 08-02 19:30, 2025-07-02 19:30")]
#[case::rule_of_exceptions(Events(&["UID:t; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=WEEKLY|COUNT=4; EXRULE:FREQ=WEEKLY|INTERVAL=2|COUNT=2"]), "07-09 19:30, 07-23 19:30")]
#[case::excepted_by_day(Events(&["UID:t; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=WEEKLY|COUNT=3; EXDATE|VALUE=DATE:20240709"]), "07-02 19:30, 07-16 19:30")]
#[case::excepted_in_utc(Events(&["UID:t; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=WEEKLY|COUNT=3; EXDATE:20240709T183000Z,20240716T183000Z"]), "07-02 19:30")]
#[case::last_weekday(Events(&["UID:t; DTSTART|TZID=Europe/London:20240628T193000; RRULE:FREQ=MONTHLY|BYDAY=MO,TU,WE,TH,FR|BYSETPOS=-1|COUNT=3"]), "06-28 19:30, 07-31 19:30, 08-30 19:30")]
#[case::the_thirty_first(Events(&["UID:t; DTSTART|TZID=Europe/London:20240731T193000; RRULE:FREQ=MONTHLY|COUNT=3"]), "07-31 19:30, 08-31 19:30, 10-31 19:30")]
#[case::in_utc(Events(&["UID:t; DTSTART:20241015T183000Z; RRULE:FREQ=WEEKLY|COUNT=3"]), "10-15 19:30, 10-22 19:30, 10-29 18:30")]
#[case::across_the_clocks(Events(&["UID:t; DTSTART|TZID=Europe/Berlin:20241023T203000; RRULE:FREQ=WEEKLY|COUNT=2"]), "10-23 19:30, 10-30 19:30")]
fn a_series_falls_on_its_days(#[case] calendar: Calendar<'_>, #[case] expected: &str) {
    let diary = Diary::of(&[calendar]);
    assert_eq!(diary.meetings(), words(expected), "{:?}", diary.imported);
}

/// The second calendar after the first. The meetings, and how many of the second are new, changed, cancelled, outdated.
#[rstest]
#[case::series_cancelled_whole(File("cal-series.ics"), File("cal-series-cancelled-whole.ics"), "-07-02 19:30, -08-06 19:30, -09-03 19:30, -10-01 19:30", [0, 0, 4, 0])]
#[case::series_cancelled_with_its_rule(Events(&[TUESDAYS]), Events(&["UID:t; SEQUENCE:1; STATUS:CANCELLED; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=MONTHLY|COUNT=1"]), "", [0, 0, 70, 0])]
#[case::method_cancel_of_a_single_event(Events(&["UID:a; DTSTART:20240709T183000Z"]), Lines("METHOD:CANCEL\nBEGIN:VEVENT\nUID:a\nSEQUENCE:1\nDTSTART:20240709T183000Z\nEND:VEVENT\n"), "-07-09 19:30", [0, 0, 1, 0])]
#[case::method_cancel_of_one_date(File("cal-series.ics"), Lines("METHOD:CANCEL\nBEGIN:VEVENT\nUID:i10@case.example\nSEQUENCE:1\nRECURRENCE-ID;TZID=Europe/London:20240806T193000\nDTSTART;TZID=Europe/London:20240806T193000\nEND:VEVENT\n"), "07-02 19:30, -08-06 19:30, 09-03 19:30, 10-01 19:30", [0, 0, 1, 0])]
#[case::one_date_removed(File("cal-series.ics"), File("cal-series-one-date-removed.ics"), "07-02 19:30, -08-06 19:30, 09-03 19:30, 10-01 19:30", [0, 0, 1, 0])]
#[case::ends_earlier(Events(&["UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=4"]), Events(&["UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|UNTIL=20240709T183000Z"]), "07-02 19:30, 07-09 19:30, -07-16 19:30, -07-23 19:30", [0, 0, 2, 0])]
#[case::fewer_dates(Events(&["UID:t; DTSTART:20240702T183000Z; RDATE:20240806T183000Z,20240903T183000Z"]), Events(&["UID:t; DTSTART:20240702T183000Z; RDATE:20240806T183000Z"]), "07-02 19:30, 08-06 19:30, -09-03 19:30", [0, 0, 1, 0])]
#[case::rule_becomes_one_date(Events(&["UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=3"]), Events(&["UID:t; SEQUENCE:1; DTSTART:20240702T183000Z"]), "07-02 19:30, -07-09 19:30, -07-16 19:30", [0, 0, 2, 0])]
#[case::one_date_becomes_a_rule(Events(&["UID:t; DTSTART:20240702T183000Z"]), Events(&["UID:t; SEQUENCE:1; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=2"]), "07-02 19:30, 07-09 19:30", [1, 0, 0, 0])]
#[case::this_and_all_that_follow_as_two_series(
    Events(&["UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=4"]),
    Events(&["UID:t; SEQUENCE:1; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|UNTIL=20240716T182959Z", "UID:t_R20240716; DTSTART:20240716T183000Z; LOCATION:Town hall; RRULE:FREQ=WEEKLY|COUNT=2"]),
    "07-02 19:30, 07-09 19:30, 07-16 19:30, 07-23 19:30", [0, 2, 0, 0])]
#[case::newer_moves(File("cal-moved-older.ics"), File("cal-moved-newer.ics"), "07-16 19:00", [0, 1, 0, 0])]
#[case::older_does_not_move_back(File("cal-moved-newer.ics"), File("cal-moved-older.ics"), "07-16 19:00", [0, 0, 0, 1])]
#[case::older_stamp(Events(&["UID:a; DTSTAMP:20240102T090000Z; DTSTART:20240716T180000Z"]), Events(&["UID:a; DTSTAMP:20240101T090000Z; DTSTART:20240709T180000Z"]), "07-16 19:00", [0, 0, 0, 1])]
#[case::newer_stamp(Events(&["UID:a; DTSTAMP:20240102T090000Z; DTSTART:20240716T180000Z"]), Events(&["UID:a; DTSTAMP:20240103T090000Z; DTSTART:20240709T180000Z"]), "07-09 19:00", [0, 1, 0, 0])]
#[case::sequence_outranks_the_stamp(Events(&["UID:a; SEQUENCE:2; DTSTAMP:20240102T090000Z; DTSTART:20240716T180000Z"]), Events(&["UID:a; SEQUENCE:1; DTSTAMP:20240103T090000Z; DTSTART:20240709T180000Z"]), "07-16 19:00", [0, 0, 0, 1])]
#[case::older_series_has_more_dates(Events(&["UID:t; SEQUENCE:2; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=2"]), Events(&["UID:t; SEQUENCE:1; DTSTART:20240709T183000Z; RRULE:FREQ=WEEKLY|COUNT=1"]), "07-02 19:30, 07-09 19:30", [0, 0, 0, 1])]
#[case::older_brings_back_nothing(Events(&["SEQUENCE:2; UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=2"]), Events(&["SEQUENCE:1; UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=5"]), "07-02 19:30, 07-09 19:30", [0, 0, 0, 1])]
#[case::older_weekday(Events(&["SEQUENCE:2; UID:t; DTSTART:20240703T183000Z; RRULE:FREQ=WEEKLY|COUNT=2"]), Events(&["SEQUENCE:1; UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=2"]), "07-03 19:30, 07-10 19:30", [0, 0, 0, 1])]
#[case::following_without_the_series(Events(&["UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=4"]), Lines("METHOD:CANCEL\nBEGIN:VEVENT\nUID:t\nSEQUENCE:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20240716T183000Z\nDTSTART:20240716T183000Z\nEND:VEVENT\n"), "07-02 19:30, 07-09 19:30, -07-16 19:30, -07-23 19:30", [0, 0, 2, 0])]
#[case::following_moved_without_the_series(Events(&["UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=4"]), Events(&["UID:t; SEQUENCE:1; RECURRENCE-ID|RANGE=THISANDFUTURE:20240716T183000Z; DTSTART:20240717T180000Z"]), "07-02 19:30, 07-09 19:30, 07-17 19:00, 07-24 19:00", [0, 2, 0, 0])]
#[case::confirmed_again(Events(&["UID:a; SEQUENCE:1; STATUS:CANCELLED; DTSTART:20240709T183000Z"]), Events(&["UID:a; SEQUENCE:2; STATUS:CONFIRMED; DTSTART:20240710T183000Z"]), "07-10 19:30", [0, 1, 0, 0])]
#[case::exception_taken_back(Events(&["UID:t; SEQUENCE:1; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=2; EXDATE:20240709T183000Z"]), Events(&["UID:t; SEQUENCE:2; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=2"]), "07-02 19:30, 07-09 19:30", [1, 0, 0, 0])]
#[case::number_of_a_change_is_not_that_of_the_series(Events(&["UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=2", "UID:t; SEQUENCE:3; RECURRENCE-ID:20240709T183000Z; DTSTART:20240710T183000Z"]), Events(&["UID:t; SEQUENCE:1; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=2; EXDATE:20240709T183000Z"]), "07-02 19:30, -07-10 19:30", [0, 0, 1, 0])]
#[case::cancelled_without_a_start(Events(&["UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=2"]), Lines("METHOD:CANCEL\nBEGIN:VEVENT\nUID:t\nSEQUENCE:1\nEND:VEVENT\n"), "-07-02 19:30, -07-09 19:30", [0, 0, 2, 0])]
#[case::fresh_identifiers(Events(&["UID:a1; DTSTART:20240702T183000Z", "UID:b1; DTSTART:20240702T170000Z"]), Events(&["UID:a2; DTSTART:20240702T183000Z", "UID:b2; DTSTART:20240702T170000Z"]), "07-02 18:00, 07-02 19:30", [0, 0, 0, 0])]
#[case::no_version_at_all(Events(&["UID:a; DTSTART:20240716T180000Z"]), Events(&["UID:a; DTSTART:20240709T180000Z"]), "07-09 19:00", [0, 1, 0, 0])]
fn a_second_export_changes_the_first(
    #[case] first: Calendar<'_>,
    #[case] second: Calendar<'_>,
    #[case] expected: &str,
    #[case] counts: [i64; 4],
) {
    let diary = Diary::of(&[first, second]);
    let meetings = diary.meetings();
    if !expected.is_empty() {
        assert_eq!(meetings, words(expected), "{:#?}", diary.imported);
    }
    let outdated = i64::try_from(diary.last_list("outdated").len()).unwrap();
    let actual = [diary.last_count("new"), diary.last_count("changed"), diary.last_count("cancelled"), outdated];
    assert_eq!(actual, counts, "{:#?}", diary.imported.last());
}

#[test]
fn what_was_removed_or_is_older_is_said() {
    let removed = Diary::of(&[File("cal-series.ics"), File("cal-series-one-date-removed.ics")]);
    assert_eq!(
        removed.last_list("removed"),
        ["the calendar no longer has Tue 6 Aug 2024; that meeting is now cancelled"]
    );
    let older = Diary::of(&[File("cal-moved-newer.ics"), File("cal-moved-older.ics")]);
    assert_eq!(older.last_list("outdated"), ["the meeting of Tue 16 Jul 2024 was taken from a newer version of it"]);
    let both = Diary::of(&[File("cal-two-versions-moved.ics")]);
    assert_eq!(both.meetings(), ["07-16 19:00"]);
    assert_eq!(both.last_list("outdated"), ["the file also has a newer version of it"]);
}

#[test]
fn a_plan_survives_the_split_of_a_series() {
    let diary = Diary::of(&[Events(&["UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=4"])]);
    let desk = &diary.desk;
    desk.done(&["record", "meeting", "wem", "--on", "2024-07-16", "--plan", "digital", "--as-at", "2024-05-01"]);
    let split = Events(&[
        "UID:t; SEQUENCE:1; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|UNTIL=20240716T182959Z",
        "UID:u; DTSTART:20240716T183000Z; RRULE:FREQ=WEEKLY|COUNT=2",
    ]);
    let file = desk.file("split.ics", split.text());
    desk.done(&["import", "diary", &file, "--council", "wem", "--as-at", "2024-05-01"]);
    let lines = desk.json(&[
        "diary",
        "--find",
        "wem town",
        "--from",
        "2024-07-16",
        "--until",
        "2024-07-16",
        "--as-at",
        "2024-05-01",
    ]);
    assert_eq!(lines.as_array().unwrap().len(), 1, "{lines}");
    assert_eq!(lines[0]["plan"], "digital");
}

#[rstest]
#[case::moved_by_an_hour(&["RECURRENCE-ID|RANGE=THISANDFUTURE:20240716T183000Z; DTSTART:20240716T173000Z"], "07-02 19:30, 07-09 19:30, 07-16 18:30, 07-23 18:30, 07-30 18:30")]
#[case::moved_by_a_day(&["RECURRENCE-ID|RANGE=THISANDFUTURE:20240716T183000Z; DTSTART:20240717T183000Z"], "07-02 19:30, 07-09 19:30, 07-17 19:30, 07-24 19:30, 07-31 19:30")]
#[case::all_cancelled(&["RECURRENCE-ID|RANGE=THISANDFUTURE:20240716T183000Z; STATUS:CANCELLED; DTSTART:20240716T183000Z"], "07-02 19:30, 07-09 19:30, -07-16 19:30, -07-23 19:30, -07-30 19:30")]
#[case::one_of_them_again(&["RECURRENCE-ID|RANGE=THISANDFUTURE:20240716T183000Z; DTSTART:20240716T173000Z", "RECURRENCE-ID:20240723T183000Z; DTSTART:20240722T183000Z"], "07-02 19:30, 07-09 19:30, 07-16 18:30, 07-22 19:30, 07-30 18:30")]
#[case::one_date_only(&["RECURRENCE-ID:20240716T183000Z; DTSTART:20240716T173000Z"], "07-02 19:30, 07-09 19:30, 07-16 18:30, 07-23 19:30, 07-30 19:30")]
#[case::named_by_its_day(&["RECURRENCE-ID|VALUE=DATE:20240716; DTSTART:20240716T173000Z"], "07-02 19:30, 07-09 19:30, 07-16 18:30, 07-23 19:30, 07-30 19:30")]
#[case::two_versions_of_one_date(&["SEQUENCE:2; RECURRENCE-ID:20240716T183000Z; DTSTART:20240717T183000Z", "SEQUENCE:1; RECURRENCE-ID:20240716T183000Z; DTSTART:20240718T183000Z"], "07-02 19:30, 07-09 19:30, 07-17 19:30, 07-23 19:30, 07-30 19:30")]
#[case::all_that_follow_by_day(&["RECURRENCE-ID|VALUE=DATE|RANGE=THISANDFUTURE:20240716; DTSTART:20240716T173000Z"], "07-02 19:30, 07-09 19:30, 07-16 18:30, 07-23 18:30, 07-30 18:30")]
#[case::its_first_date_again(&["RECURRENCE-ID|RANGE=THISANDFUTURE:20240716T183000Z; DTSTART:20240716T173000Z", "SEQUENCE:1; RECURRENCE-ID:20240716T183000Z; DTSTART:20240717T183000Z"], "07-02 19:30, 07-09 19:30, 07-17 19:30, 07-23 18:30, 07-30 18:30")]
#[case::a_date_that_the_series_does_not_have(&["RECURRENCE-ID:20240712T183000Z; DTSTART:20240712T173000Z"], "07-02 19:30, 07-09 19:30, 07-12 18:30, 07-16 19:30, 07-23 19:30, 07-30 19:30")]
fn a_change_counts_for_one_date_or_for_all_that_follow(#[case] changes: &[&str], #[case] expected: &str) {
    let series = "UID:t; DTSTART|TZID=Europe/London:20240702T193000; RRULE:FREQ=WEEKLY|COUNT=5".to_owned();
    let events: Vec<String> =
        [series].into_iter().chain(changes.iter().map(|change| format!("UID:t; {change}"))).collect();
    for reversed in [false, true] {
        let mut events: Vec<&str> = events.iter().map(String::as_str).collect();
        if reversed {
            events.reverse();
        }
        let diary = Diary::of(&[Events(&events)]);
        assert_eq!(diary.meetings(), words(expected), "{:#?}", diary.imported);
    }
}

/// Meetings recorded by hand, and the events of a file: none is doubled, none is refused, and a plan stays where it belongs.
#[rstest]
#[case::two_events_one_at_its_time("--at 19:30 --plan digital", &["UID:a; DTSTART:20240709T170000Z", "UID:b; DTSTART:20240709T183000Z"], "07-09 18:00, 07-09 19:30 digital")]
#[case::all_day_and_at_its_time("--at 19:30 --plan digital", &["UID:a; DTSTART|VALUE=DATE:20240709", "UID:b; DTSTART:20240709T183000Z"], "07-09 19:30 digital, 07-09")]
#[case::two_events_at_other_times("--at 19:00 --plan digital", &["UID:a; DTSTART:20240709T170000Z", "UID:b; DTSTART:20240709T183000Z"], "07-09 18:00, 07-09 19:00 digital, 07-09 19:30")]
#[case::one_event_at_another_time("--at 19:00 --plan digital", &["UID:a; DTSTART:20240709T183000Z"], "07-09 19:30 digital")]
#[case::no_time_by_hand("--plan digital", &["UID:a; DTSTART:20240709T183000Z"], "07-09 19:30 digital")]
fn what_was_planned_by_hand_is_found(#[case] by_hand: &str, #[case] events: &[&str], #[case] expected: &str) {
    let mut diary = Diary::of(&[]);
    let args = ["record", "meeting", "wem", "--on", "2024-07-09", "--as-at", "2024-05-01"];
    diary.desk.done(&args.into_iter().chain(by_hand.split(' ')).collect::<Vec<_>>());
    for _ in 0..2 {
        diary.import(&Events(events));
        assert_eq!(diary.meetings_with_plans(), words(expected), "{:#?}", diary.imported);
    }
}

#[test]
fn a_held_meeting_does_not_refuse_the_file() {
    let mut diary = Diary::of(&[]);
    let held = ["record", "meeting", "wem", "--on", "2024-04-30", "--at", "19:30", "--attendance", "in-person"];
    diary.desk.done(&[&held[..], &["--as-at", "2024-05-01"]].concat());
    diary.import(&Events(&[
        "UID:a; DTSTART|VALUE=DATE:20240430",
        "UID:b; DTSTART:20240430T183000Z",
        "UID:c; DTSTART:20240430T183000Z",
    ]));
    assert_eq!(diary.meetings(), ["04-30 19:30", "04-30 19:30", "04-30"]);
}

#[test]
fn what_a_person_cancelled_stays_cancelled() {
    let mut diary = Diary::of(&[Events(&["UID:a; DTSTART:20240709T183000Z"])]);
    let args = ["record", "meeting", "wem", "--on", "2024-07-09", "--cancelled", "--as-at", "2024-05-01"];
    diary.desk.done(&args);
    diary.import(&Events(&["UID:a; SEQUENCE:1; DTSTART:20240709T183000Z"]));
    assert_eq!(diary.meetings(), ["-07-09 19:30"]);
}

#[test]
fn a_plan_goes_with_a_split_series_to_its_new_time() {
    let mut diary = Diary::of(&[Events(&["UID:t; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|COUNT=3"])]);
    let args = ["record", "meeting", "wem", "--on", "2024-07-16", "--plan", "digital", "--as-at", "2024-05-01"];
    diary.desk.done(&args);
    diary.import(&Events(&[
        "UID:t; SEQUENCE:1; DTSTART:20240702T183000Z; RRULE:FREQ=WEEKLY|UNTIL=20240716T182959Z",
        "UID:u; DTSTART:20240716T170000Z; RRULE:FREQ=WEEKLY|COUNT=1",
    ]));
    assert_eq!(diary.meetings_with_plans(), ["07-02 19:30", "07-09 19:30", "07-16 18:00 digital"]);
}

#[rstest]
#[case("COUNTER", "only proposes another time")]
#[case("REPLY", "an answer to an invitation")]
#[case("ADD", "only adds a date")]
fn files_that_are_no_calendar_of_the_council_are_refused(#[case] method: &str, #[case] why: &str) {
    let event = format!("METHOD:{method}\nBEGIN:VEVENT\nUID:a\nSUMMARY:Wem\nDTSTART:20240709T183000Z\nEND:VEVENT\n");
    let diary = Diary::of(&[Lines(&event)]);
    assert_eq!(diary.meetings(), Vec::<String>::new());
    let whys = diary.last_list("unreadable");
    assert!(whys.len() == 1 && whys[0].contains(why), "{whys:?}");
}

#[test]
fn a_cancelled_meeting_does_not_hide_others_of_its_uid() {
    let file = Events(&[
        "UID:s; STATUS:CANCELLED; DTSTART:20240702T183000Z",
        "UID:s; DTSTART:20240709T183000Z",
        "UID:s; DTSTART:20240716T183000Z",
    ]);
    assert_eq!(Diary::of(&[file]).meetings(), ["-07-02 19:30", "07-09 19:30", "07-16 19:30"]);
}

/// Little files that ask for much work.
#[rstest]
#[case::days_that_never_come("UID:N; DTSTART:20240702T183000Z; RRULE:FREQ=YEARLY|BYYEARDAY=366|BYMONTH=1", 60)]
#[case::from_the_year_one("UID:N; DTSTART|VALUE=DATE:00010101; RRULE:FREQ=DAILY", 20)]
fn hostile_rules_are_bounded(#[case] event: &str, #[case] count: usize) {
    let events: Vec<String> = (0..count).map(|number| event.replace('N', &number.to_string())).collect();
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    let diary = Diary::of(&[Events(&events)]);
    assert!(!diary.last_list("unreadable").is_empty(), "{:#?}", diary.imported);
}

#[test]
fn meetings_under_one_uid_are_all_kept() {
    let file = Events(&[
        "UID:same; DTSTART:20240702T183000Z",
        "UID:same; DTSTART:20240709T183000Z",
        "UID:same; DTSTART:20240702T183000Z",
    ]);
    let diary = Diary::of(&[file]);
    assert_eq!(diary.meetings(), ["07-02 19:30", "07-09 19:30"]);
    assert_eq!((diary.last_count("came_in"), diary.last_count("unchanged")), (3, 1));
}

#[rstest]
#[case::numbered(File("cal-zone-gmt-standard-time-1.ics"), "07-09 19:30")]
#[case::url_of_microsoft(File("cal-zone-tzone-utc.ics"), "07-09 19:30")]
#[case::dublin(File("cal-zone-dublin.ics"), "07-09 19:30")]
#[case::posix(Events(&["UID:a; DTSTART|TZID=GMT0BST:20240709T193000"]), "07-09 19:30")]
#[case::place_abroad(Events(&["UID:a; DTSTART|TZID=Europe/Paris:20240709T203000"]), "07-09 19:30")]
#[case::windows_abroad(Events(&["UID:a; DTSTART|TZID=Romance Standard Time:20240709T203000"]), "07-09 19:30")]
#[case::of_the_calendar(
    Lines("X-WR-TIMEZONE:Europe/Paris\nBEGIN:VEVENT\nUID:a\nSUMMARY:Wem\nDTSTART:20240709T203000\nEND:VEVENT\n"),
    "07-09 19:30"
)]
#[case::of_the_calendar_after_the_event(
    Lines("BEGIN:VEVENT\nUID:a\nSUMMARY:Wem\nDTSTART:20240709T203000\nEND:VEVENT\nX-WR-TIMEZONE:Europe/Paris\n"),
    "07-09 19:30"
)]
#[case::customized(
    Lines(
        "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16011028T020000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010325T010000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nEND:DAYLIGHT\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:a\nSUMMARY:Wem\nDTSTART;TZID=Customized Time Zone:20240709T193000\nRRULE:FREQ=MONTHLY;INTERVAL=4;COUNT=2\nEND:VEVENT\n"
    ),
    "07-09 19:30, 11-09 19:30"
)]
#[case::defined_after_the_event(
    Lines(
        "BEGIN:VEVENT\nUID:a\nSUMMARY:Wem\nDTSTART;TZID=Ours 2:20240709T223000\nEND:VEVENT\nBEGIN:VTIMEZONE\nTZID:Ours 2\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0400\nTZOFFSETTO:+0400\nEND:STANDARD\nEND:VTIMEZONE\n"
    ),
    "07-09 19:30"
)]
fn times_of_any_zone_become_times_of_london(#[case] calendar: Calendar<'_>, #[case] expected: &str) {
    let diary = Diary::of(&[calendar]);
    assert_eq!(diary.meetings(), words(expected), "{:#?}", diary.imported);
}

#[rstest]
#[case::unknown_zone(
    "DTSTART|TZID=Mars/Olympus:20240709T193000",
    "its time zone “Mars/Olympus” is not known here, and its time in London would be a guess"
)]
#[case::customized_without_rules(
    "DTSTART|TZID=Customized Time Zone:20240709T193000",
    "its time zone “Customized Time Zone” is not known here"
)]
#[case::ends_before_it_begins(
    "DTSTART:20240709T183000Z; RRULE:FREQ=WEEKLY|UNTIL=20240701T000000Z",
    "the series ends before it begins"
)]
#[case::impossible_rule(
    "DTSTART:20240709T183000Z; RRULE:FREQ=MONTHLY|BYMONTHDAY=40",
    "how it repeats (“FREQ=MONTHLY;BYMONTHDAY=40”) is not understood"
)]
#[case::no_frequency("DTSTART:20240709T183000Z; RRULE:COUNT=3", "how it repeats (“COUNT=3”) is not understood")]
#[case::every_hour("DTSTART:20240709T183000Z; RRULE:FREQ=HOURLY", "it repeats several times a day")]
fn what_cannot_be_read_is_said_in_plain_words(#[case] event: &str, #[case] why: &str) {
    let diary = Diary::of(&[Events(&[&format!("UID:a; {event}")])]);
    assert_eq!(diary.meetings(), Vec::<String>::new());
    let whys = diary.last_list("unreadable");
    assert!(whys.len() == 1 && whys[0].contains(why), "{whys:?}");
}

#[test]
fn a_series_that_ends_before_it_begins_has_no_meeting() {
    let diary = Diary::of(&[File("cal-until-before-start.ics")]);
    assert_eq!(diary.meetings(), Vec::<String>::new());
    let whys = diary.last_list("unreadable");
    assert!(whys.len() == 1 && whys[0].contains("the series ends before it begins"), "{whys:?}");
}

/// The words on the messages of `plan --shifts`.
fn plan(roster: &str, settings: &str) -> String {
    let desk = Workspace::new();
    desk.record_wem();
    let meeting = Events(&["UID:m; DTSTART:20231109T193000Z"]).text();
    desk.done(&["import", "diary", &desk.file("council.ics", meeting), "--council", "wem"]);
    std::fs::create_dir_all(desk.path("config/charterdesk")).unwrap();
    desk.file("config/charterdesk/config.toml", settings);
    let file = desk.file("roster.ics", roster);
    let ran =
        desk.run(&["plan", "--shifts", &file, "--from", "2023-11-01", "--until", "2023-11-30", "--find", "wem town"]);
    ran.out + &ran.err
}

#[test]
fn leave_is_listed_and_nobody_on_leave_is_sent() {
    let text = std::fs::read_to_string("tests/cases/files/roster-annual-leave.ics").unwrap();
    let said = plan(&text, "");
    assert!(said.contains("not taken as duty: “A/L” of 9 Nov 2023") && !said.contains("A/L: in person"), "{said}");
}

#[rstest]
#[case("Al Jones", "", "Al Jones")]
#[case("court street base", "", "court street base")]
#[case("Spare", "", "Spare")]
#[case("Spare", "off_duty = [\"spare\"]", "not taken as duty: “Spare” of 9 Nov 2023")]
#[case("RD", "", "not taken as duty: “RD” of 9 Nov 2023")]
#[case("Crown Court - officer 4", "", "not taken as duty: “Crown Court - officer 4” of 9 Nov 2023")]
fn names_and_places_are_no_leave(#[case] title: &str, #[case] settings: &str, #[case] expected: &str) {
    let event = format!("SUMMARY:{title}; DTSTART:20231109T140000Z; DTEND:20231109T220000Z");
    let roster = Events(&[&event]).text().replace("SUMMARY:Wem Town Council full council\n", "");
    let said = plan(&roster, settings);
    assert!(said.contains(expected), "{said}");
    assert_eq!(expected.starts_with("not taken"), said.contains("not taken as duty"), "{said}");
}

#[test]
fn a_repeating_shift_is_duty_on_each_of_its_days() {
    let event = "SUMMARY:Late; DTSTART:20231019T140000Z; DTEND:20231019T220000Z; RRULE:FREQ=WEEKLY";
    let roster = Events(&[event]).text().replace("SUMMARY:Wem Town Council full council\n", "");
    let said = plan(&roster, "");
    assert!(said.contains("Thu 9 Nov 2023 19:30  Wem Town Council: in person, Late"), "{said}");
}
