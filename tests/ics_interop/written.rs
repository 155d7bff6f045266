//! The calendar files that we write.

use std::path::Path;
use std::process::Command;

use crate::python::python;

use charter::untrusted::Untrusted;
use formats::ics::{DiaryEvent, write};
use serde_json::{Value, json};

/// Prints the events of a file as written, and expanded from September 2024 to August 2025.
const SCRIPT: &str = r#"
import json, sys, datetime
import icalendar, recurring_ical_events
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
def when(event, key):
    return event[key].dt.isoformat() if key in event else None
def days(found):
    lists = found if isinstance(found, list) else [found] if found else []
    return [one.dt.isoformat() for some in lists for one in some.dts]
def text(event, key):
    return str(event[key]) if key in event else None
events = [{
    "uid": text(event, "UID"), "start": when(event, "DTSTART"), "end": when(event, "DTEND"),
    "summary": text(event, "SUMMARY"), "place": text(event, "LOCATION"), "note": text(event, "DESCRIPTION"),
    "rule": event["RRULE"].to_ical().decode() if "RRULE" in event else None,
    "except": days(event.get("EXDATE")), "instead_of": when(event, "RECURRENCE-ID"),
    "status": text(event, "STATUS"), "stamp": when(event, "DTSTAMP"), "sequence": int(event["SEQUENCE"]),
    "errors": [str(error) for error in event.errors],
} for event in calendar.walk("VEVENT")]
span = recurring_ical_events.of(calendar).between(datetime.date(2024, 9, 1), datetime.date(2025, 9, 1))
falls = sorted([when(event, "DTSTART"), when(event, "DTEND"), text(event, "SUMMARY")] for event in span)
zones = [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")]
name = str(calendar["X-WR-CALNAME"])
print(json.dumps({"events": events, "falls": falls, "zones": zones, "name": name}))
"#;

/// The events that the other program reads from a file.
fn parse_with_python(python: &str, file: &str) -> Value {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("diary.ics");
    std::fs::write(&path, file).unwrap();
    let output = Command::new(python).args(["-c", SCRIPT]).arg(Path::new(&path)).output().unwrap();
    assert!(output.status.success(), "{}\n{file}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn event(uid: &str, on: &str, at: Option<&str>, minutes: Option<u32>, summary: &str) -> DiaryEvent {
    DiaryEvent {
        uid: format!("{uid}@charterdesk"),
        on: on.parse().unwrap(),
        at: at.map(|at| at.parse().unwrap()),
        minutes,
        summary: Untrusted::from(summary),
        place: Untrusted::default(),
        note: Untrusted::default(),
        rule: None,
        except: Vec::new(),
        instead_of: None,
        cancelled: false,
        sequence: 0,
    }
}

/// A note with lines, characters and marks that a writer must escape, and long enough to be folded.
fn long_note() -> String {
    "1. Speeding past the school; 2. fly-tipping, again\n\\n is no line: “Whixall” – 老 é \u{1f4c5} \"quoted\"\n"
        .repeat(12)
}

fn diary() -> Vec<DiaryEvent> {
    let series = DiaryEvent {
        rule: Some("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20250331".to_owned()),
        except: vec!["2024-12-10".parse().unwrap()],
        ..event("wem", "2024-09-10", Some("19:30:00"), Some(90), "Wem Town Council")
    };
    let moved = DiaryEvent {
        instead_of: Some("2024-11-12".parse().unwrap()),
        sequence: 1,
        ..event("wem", "2024-11-13", Some("18:00:00"), Some(60), "Wem Town Council, a day later")
    };
    let noted = DiaryEvent {
        place: Untrusted::from("Social Centre, Whixall; back door"),
        note: Untrusted::from(long_note()),
        cancelled: true,
        ..event("whixall", "2025-07-02", Some("19:00:00"), None, "Whixall")
    };
    let leave = event("leave", "2024-10-26", None, Some(3 * 1440), "Leave");
    let night = event("night", "2024-10-26", Some("22:00:00"), Some(480), "Night, clocks back");
    let rest = DiaryEvent {
        rule: Some("FREQ=WEEKLY;COUNT=4".to_owned()),
        except: vec!["2025-03-12".parse().unwrap()],
        ..event("rest", "2025-03-05", None, None, "Rest day")
    };
    vec![series, moved, noted, leave, night, rest]
}

fn file() -> String {
    write(&diary(), "2024-09-02T08:00:00Z".parse().unwrap(), "Wem SNT")
}

/// The dates that the series and the single events must fall on.
fn expected_occurrences() -> Value {
    json!([
        ["2024-09-10T19:30:00+01:00", "2024-09-10T21:00:00+01:00", "Wem Town Council"],
        ["2024-10-08T19:30:00+01:00", "2024-10-08T21:00:00+01:00", "Wem Town Council"],
        ["2024-10-26", "2024-10-29", "Leave"],
        ["2024-10-26T22:00:00+01:00", "2024-10-27T06:00:00+00:00", "Night, clocks back"],
        ["2024-11-13T18:00:00+00:00", "2024-11-13T19:00:00+00:00", "Wem Town Council, a day later"],
        ["2025-01-14T19:30:00+00:00", "2025-01-14T21:00:00+00:00", "Wem Town Council"],
        ["2025-02-11T19:30:00+00:00", "2025-02-11T21:00:00+00:00", "Wem Town Council"],
        ["2025-03-05", "2025-03-06", "Rest day"],
        ["2025-03-11T19:30:00+00:00", "2025-03-11T21:00:00+00:00", "Wem Town Council"],
        ["2025-03-19", "2025-03-20", "Rest day"],
        ["2025-03-26", "2025-03-27", "Rest day"],
        ["2025-07-02T19:00:00+01:00", "2025-07-02T19:00:00+01:00", "Whixall"],
    ])
}

#[test]
fn another_program_reads_each_event_as_it_was_meant() {
    let Some(python) = python() else { return };
    let seen = parse_with_python(&python, &file());
    let expected = json!([
        {"uid": "wem@charterdesk", "summary": "Wem Town Council", "rule": "FREQ=MONTHLY;UNTIL=20250331T225959Z;BYDAY=2TU",
         "start": "2024-09-10T19:30:00+01:00", "end": "2024-09-10T21:00:00+01:00",
         "except": ["2024-12-10T19:30:00+00:00"]},
        {"uid": "wem@charterdesk", "summary": "Wem Town Council, a day later", "sequence": 1,
         "start": "2024-11-13T18:00:00+00:00", "end": "2024-11-13T19:00:00+00:00",
         "instead_of": "2024-11-12T19:30:00+00:00"},
        {"uid": "whixall@charterdesk", "summary": "Whixall", "start": "2025-07-02T19:00:00+01:00",
         "place": "Social Centre, Whixall; back door", "note": long_note(), "status": "CANCELLED"},
        {"uid": "leave@charterdesk", "summary": "Leave", "start": "2024-10-26", "end": "2024-10-29"},
        {"uid": "night@charterdesk", "summary": "Night, clocks back",
         "start": "2024-10-26T22:00:00+01:00", "end": "2024-10-27T06:00:00+00:00"},
        {"uid": "rest@charterdesk", "summary": "Rest day", "start": "2025-03-05", "end": "2025-03-06",
         "rule": "FREQ=WEEKLY;COUNT=4", "except": ["2025-03-12"]},
    ]);
    let (seen_events, expected) = (seen["events"].as_array().unwrap(), expected.as_array().unwrap());
    assert_eq!(seen_events.len(), expected.len());
    for (seen, expected) in seen_events.iter().zip(expected) {
        let mut whole = json!({
            "end": null, "place": null, "note": null, "rule": null, "except": [], "instead_of": null, "status": null,
            "sequence": 0, "errors": [], "stamp": "2024-09-02T08:00:00+00:00",
        });
        whole.as_object_mut().unwrap().extend(expected.as_object().unwrap().clone());
        assert_eq!(seen, &whole);
    }
    assert_eq!((&seen["name"], &seen["zones"]), (&json!("Wem SNT"), &json!(["Europe/London"])));
}

#[test]
fn another_program_finds_the_dates_of_the_series() {
    let Some(python) = python() else { return };
    assert_eq!(parse_with_python(&python, &file())["falls"], expected_occurrences());
}

/// An invented time zone name: only the rules in the file define it.
#[test]
fn another_program_tells_londons_time_by_the_rules_in_the_file() {
    let Some(python) = python() else { return };
    let renamed =
        file().replace("TZID=Europe/London", "TZID=By-the-file").replace("TZID:Europe/London", "TZID:By-the-file");
    let seen = parse_with_python(&python, &renamed);
    assert_eq!(seen["zones"], json!(["By-the-file"]));
    assert_eq!(seen["falls"], expected_occurrences());
}
