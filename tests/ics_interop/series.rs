//! Random series with exceptions and changes: we find the same starts as the other software, or say why we read none.

use std::process::Command;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};
use formats::ics::{Budget, entries, read};
use proptest::prelude::{Just, Strategy, any};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use proptest::{collection, option, prop_oneof};

use crate::python::python;

const SERIES: usize = 10_000;

/// Of these at most so many may be told as unreadable.
const MAX_TOLD: usize = 100;

const FROM: &str = "2024-06-01";
const UNTIL: &str = "2025-05-31";

/// Reads calendars, one JSON string a line, and prints for each its starts in London.
const SCRIPT: &str = r#"
import datetime, json, sys, zoneinfo
import icalendar, recurring_ical_events
london = zoneinfo.ZoneInfo("Europe/London")
first, last = datetime.date(2024, 6, 1), datetime.date(2025, 5, 31)
def start(event):
    at = event["DTSTART"].dt
    if not isinstance(at, datetime.datetime):
        return at, at.isoformat()
    local = at if at.tzinfo is None else at.astimezone(london)
    return local.date(), local.strftime("%Y-%m-%d %H:%M")
for line in sys.stdin:
    calendar = icalendar.Calendar.from_ical(json.loads(line))
    days = datetime.timedelta(days=3)
    found = recurring_ical_events.of(calendar).between(first - days, last + days)
    starts = [(start(event), event.get("STATUS") == "CANCELLED") for event in found]
    print(json.dumps(sorted(("-" if off else "") + text for (day, text), off in starts if first <= day <= last)))
"#;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What one random calendar is made from.
#[derive(Clone, Debug)]
struct Plan {
    start: NaiveDate,
    time: Option<NaiveTime>,
    zone: &'static str,
    frequency: &'static str,
    interval: u32,
    shape: u8,
    end: End,
    /// Which of its starts are excepted, and which are changed.
    except: Vec<usize>,
    changes: Vec<(usize, Change)>,
    dates: Vec<i64>,
}

#[derive(Clone, Debug)]
enum End {
    Never,
    Count(usize),
    /// So many weeks after the start, and seconds before or after the time of day.
    Until(i64, i64),
}

#[derive(Clone, Copy, Debug)]
enum Change {
    MovedByMinutes(i64),
    Cancelled,
    AllThatFollow(i64),
}

fn plans() -> impl Strategy<Value = Plan> {
    let start = (0i64..500).prop_map(|days| day("2023-11-01") + TimeDelta::days(days));
    // No time that the clocks skip or show twice.
    let time =
        option::weighted(0.85, (6u32..23, 0u32..4).prop_map(|(h, q)| NaiveTime::from_hms_opt(h, 15 * q, 0).unwrap()));
    let zone = prop_oneof![
        4 => Just("Europe/London"),
        1 => Just(""),
        1 => Just("Z"),
        1 => Just("Europe/Berlin"),
        1 => Just("America/New_York"),
    ];
    let frequency = prop_oneof![1 => Just("DAILY"), 3 => Just("WEEKLY"), 4 => Just("MONTHLY"), 1 => Just("YEARLY")];
    let end = prop_oneof![
        Just(End::Never),
        (1usize..15).prop_map(End::Count),
        (0i64..60, prop_oneof![Just(0i64), Just(-1), Just(1), Just(3600)]).prop_map(|(w, s)| End::Until(w, s)),
    ];
    let change = prop_oneof![
        3 => (-3000i64..3000).prop_map(|quarter| Change::MovedByMinutes(quarter * 15)),
        1 => Just(Change::Cancelled),
        1 => (-30i64..30).prop_map(|quarter| Change::AllThatFollow(quarter * 15)),
    ];
    let marks = (collection::vec(0usize..20, 0..4), collection::vec((0usize..20, change), 0..3));
    let dates = collection::vec(1i64..400, 0..2);
    let rule = (frequency, 1u32..5, any::<u8>(), end);
    (start, time, zone, rule, marks, dates).prop_map(|(start, time, zone, rule, marks, dates)| {
        let ((frequency, interval, shape, end), (except, changes)) = (rule, marks);
        Plan { start, time, zone, frequency, interval, shape, end, except, changes, dates }
    })
}

fn weekday(day: Weekday) -> &'static str {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][day.num_days_from_monday() as usize]
}

impl Plan {
    /// A rule that gives the start, because libraries differ about one that does not.
    fn rule(&self) -> String {
        let on = self.start;
        let name = weekday(on.weekday());
        let other = weekday(on.weekday().succ());
        let nth = on.day0() / 7 + 1;
        let month = on.month();
        let parts = match (self.frequency, self.shape % 6) {
            ("DAILY", 0) => format!("BYDAY={name},{other}"),
            ("WEEKLY", 0 | 1) => format!("BYDAY={name},{other};WKST=SU"),
            ("WEEKLY", 2) => format!("BYDAY={name};WKST=MO"),
            ("MONTHLY", 0 | 1) => format!("BYDAY={nth}{name}"),
            ("MONTHLY", 2) => format!("BYMONTHDAY={}", on.day()),
            ("MONTHLY", 3) => format!("BYDAY={name};BYSETPOS={nth}"),
            ("MONTHLY", 4) => format!("BYMONTH={month},{};BYMONTHDAY={},15", month % 12 + 1, on.day()),
            ("YEARLY", 0) => format!("BYMONTH={month};BYDAY={nth}{name}"),
            ("YEARLY", 1) => format!("BYYEARDAY={},{}", on.ordinal(), (on.ordinal() + 90) % 365 + 1),
            _ => String::new(),
        };
        let interval = if self.frequency == "DAILY" { self.interval * 9 } else { self.interval };
        let interval = if self.shape.is_multiple_of(6) && self.frequency == "DAILY" { 1 } else { interval };
        let mut rule = format!("FREQ={};INTERVAL={interval}", self.frequency);
        if !parts.is_empty() {
            rule.push_str(&format!(";{parts}"));
        }
        match self.end {
            End::Never => {}
            End::Count(count) => rule.push_str(&format!(";COUNT={count}")),
            End::Until(weeks, seconds) => rule.push_str(&format!(";UNTIL={}", self.until(weeks, seconds))),
        }
        rule
    }

    fn until(&self, weeks: i64, seconds: i64) -> String {
        let last = self.start + TimeDelta::weeks(weeks);
        let Some(time) = self.time else { return last.format("%Y%m%d").to_string() };
        let moment = last.and_time(time) + TimeDelta::seconds(if weeks == 0 { seconds.max(0) } else { seconds });
        if self.zone.is_empty() {
            return moment.format("%Y%m%dT%H%M%S").to_string();
        }
        let utc = moment.and_local_timezone(self.zone()).earliest().unwrap().naive_utc();
        utc.format("%Y%m%dT%H%M%SZ").to_string()
    }

    /// A property with a time in the plan's own form.
    fn property(&self, name: &str, at: NaiveDateTime) -> String {
        match (self.time, self.zone) {
            (None, _) => format!("{name};VALUE=DATE:{}", at.format("%Y%m%d")),
            (_, "") => format!("{name}:{}", at.format("%Y%m%dT%H%M%S")),
            (_, "Z") => format!("{name}:{}", at.format("%Y%m%dT%H%M%SZ")),
            (_, zone) => {
                let (head, range) = name.split_once(';').unwrap_or((name, ""));
                let range = if range.is_empty() { String::new() } else { format!(";{range}") };
                format!("{head};TZID={zone}{range}:{}", at.format("%Y%m%dT%H%M%S"))
            }
        }
    }

    fn first(&self) -> NaiveDateTime {
        self.start.and_time(self.time.unwrap_or_default())
    }

    fn zone(&self) -> chrono_tz::Tz {
        match self.zone {
            "" => chrono_tz::Europe::London,
            "Z" => chrono_tz::UTC,
            name => name.parse().unwrap(),
        }
    }

    /// The event itself: its start, rule and dates.
    fn series(&self) -> Vec<String> {
        let dates = self.dates.iter().map(|days| self.property("RDATE", self.first() + TimeDelta::days(*days)));
        ["UID:a".to_owned(), self.property("DTSTART", self.first()), format!("RRULE:{}", self.rule())]
            .into_iter()
            .chain(dates)
            .collect()
    }

    /// Starts to except and to change, in civil time of its zone. Whether they are right is for the other software to say.
    fn starts(&self) -> Vec<NaiveDateTime> {
        let calendar = calendar(&[self.series()]);
        let entry = entries(read(calendar.as_bytes()).unwrap()).remove(0);
        let found = entry.occurrences([day(FROM), day(UNTIL)], &[], &mut Budget::default()).unwrap();
        let civil = |on: NaiveDate, at: Option<NaiveTime>| match at {
            None => on.and_time(NaiveTime::MIN),
            Some(at) => {
                let london = on.and_time(at).and_local_timezone(chrono_tz::Europe::London);
                london.earliest().unwrap().with_timezone(&self.zone()).naive_local()
            }
        };
        found.iter().map(|occurrence| civil(occurrence.on, occurrence.at)).collect()
    }

    fn calendar(&self) -> String {
        let starts = self.starts();
        let excepted: Vec<NaiveDateTime> = self.except.iter().filter_map(|index| starts.get(*index).copied()).collect();
        let mut series = self.series();
        series.extend(excepted.iter().map(|at| self.property("EXDATE", *at)));
        let mut events = vec![series];
        let mut seen = Vec::new();
        for (index, change) in &self.changes {
            // Each date once, and none that is excepted.
            let of_series = starts.get(*index).filter(|at| !excepted.contains(at) && !seen.contains(*at));
            let Some(at) = of_series.copied() else { continue };
            seen.push(at);
            let (name, minutes) = match change {
                Change::MovedByMinutes(minutes) => ("RECURRENCE-ID", *minutes),
                Change::Cancelled => ("RECURRENCE-ID", 0),
                Change::AllThatFollow(minutes) => ("RECURRENCE-ID;RANGE=THISANDFUTURE", *minutes),
            };
            let moved = at + TimeDelta::minutes(if self.time.is_some() { minutes } else { minutes / 15 * 1440 });
            let mut event = vec!["UID:a".to_owned(), "SEQUENCE:1".to_owned()];
            event.extend([self.property(name, at), self.property("DTSTART", moved)]);
            event.extend(matches!(change, Change::Cancelled).then(|| "STATUS:CANCELLED".to_owned()));
            events.push(event);
        }
        calendar(&events)
    }
}

fn calendar(events: &[Vec<String>]) -> String {
    let event = |lines: &Vec<String>| format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n", lines.join("\r\n"));
    let events: String = events.iter().map(event).collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//case//EN\r\n{events}END:VCALENDAR\r\n")
}

/// The starts that we find; the reason if we find none.
fn own_starts(calendar: &str) -> Result<Vec<String>, String> {
    let read = read(calendar.as_bytes()).map_err(|error| error.to_string())?;
    if let Some((_, why)) = read.unreadable.first() {
        return Err(why.clone());
    }
    let (from, until) = (day(FROM), day(UNTIL));
    let mut starts = Vec::new();
    for entry in entries(read) {
        let found = entry.occurrences([from, until], &[], &mut Budget::default());
        for occurrence in found.map_err(|(_, why)| why.to_string())? {
            if (from..=until).contains(&occurrence.on) {
                let at = occurrence.at.map_or(String::new(), |at| at.format(" %H:%M").to_string());
                let mark = if occurrence.cancelled { "-" } else { "" };
                starts.push(format!("{mark}{}{at}", occurrence.on));
            }
        }
    }
    starts.sort();
    Ok(starts)
}

#[test]
fn ten_thousand_random_series_fall_on_the_days_that_another_program_finds() {
    let Some(python) = python() else { return };
    let mut runner = TestRunner::deterministic();
    let strategy = plans();
    let calendars: Vec<String> =
        (0..SERIES).map(|_| strategy.new_tree(&mut runner).unwrap().current().calendar()).collect();
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("calendars.jsonl");
    let lines: Vec<String> = calendars.iter().map(|calendar| serde_json::to_string(calendar).unwrap()).collect();
    std::fs::write(&path, lines.join("\n")).unwrap();
    let input = std::fs::File::open(&path).unwrap();
    let output = Command::new(python).args(["-c", SCRIPT]).stdin(input).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let theirs: Vec<Vec<String>> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(theirs.len(), SERIES);
    let (mut told, mut different, mut starts) = (0, Vec::new(), 0);
    for (calendar, theirs) in calendars.iter().zip(theirs) {
        match own_starts(calendar) {
            Ok(ours) if ours == theirs => starts += ours.len(),
            Ok(ours) => different.push((calendar, ours, theirs)),
            Err(_) => told += 1,
        }
    }
    println!("{SERIES} series: {starts} starts equal, {told} series told, {} different", different.len());
    different.sort_by_key(|(calendar, ..)| calendar.len());
    if let Some((calendar, ours, theirs)) = different.first() {
        let only = |own: &[String], other: &[String]| {
            own.iter().filter(|start| !other.contains(start)).cloned().collect::<Vec<_>>()
        };
        panic!(
            "{} of {SERIES} differ, such as\n{calendar}\nonly ours: {:?}\nonly theirs: {:?}",
            different.len(),
            only(ours, theirs),
            only(theirs, ours)
        );
    }
    assert!(told <= MAX_TOLD, "{told} of {SERIES} were not read");
    assert!(starts > 8 * SERIES, "{starts} starts are too few to prove anything");
}
