//! Export and import of the diary as a calendar file.
#![allow(clippy::disallowed_methods, reason = "tests read their own settings and measure time")]

mod workspace;

use charter::change::{Act, Change, CouncilDetails, EditCouncil, Moment};
use charter::ids::CouncilId;
use charter::untrusted::Untrusted;
use desk::seed::seed;
use formats::ics;
use rstest::rstest;
use serde_json::{Value, json};
use store::Store;
use workspace::Workspace;

/// A database in which Wem Town Council meets on the second Tuesday of each month at 19:30.
fn wem() -> Workspace {
    let desk = Workspace::new();
    desk.record_wem();
    let id = CouncilId(desk.council("Wem Town Council")["id"].as_i64().unwrap());
    let moment = Moment { at: "2023-10-05T09:00:00Z".parse().unwrap() };
    let mut store = Store::open(&desk.database(), moment, seed).unwrap().store;
    let words = Untrusted::from("second Tuesday of each month at 19:30");
    let details = CouncilDetails { meeting_pattern: Some(words), ..CouncilDetails::default() };
    let change = Change::from(Act::Council(EditCouncil { council: id, version: None, details }));
    store.apply(&change, "sergeant", moment).unwrap();
    desk
}

fn export(desk: &Workspace, more: &[&str]) -> (String, ics::ParsedCalendar) {
    let ran = desk.done(&[&["export", "diary", "--ics", "-", "wem"], more].concat());
    let read = ics::read(ran.out.as_bytes()).unwrap();
    assert!(read.unreadable.is_empty(), "{read:?}");
    (ran.out, read)
}

fn counts(document: &Value) -> [i64; 8] {
    let number = |key: &str| document[key].as_i64().unwrap();
    let told = |key: &str| i64::try_from(document[key].as_array().unwrap().len()).unwrap();
    let counts = [
        number("came_in"),
        number("new"),
        number("changed"),
        number("unchanged"),
        number("cancelled"),
        told("unmatched"),
        told("ambiguous"),
        told("unreadable"),
    ];
    assert_eq!(counts[0], counts[1..].iter().sum::<i64>(), "what came in is what was counted: {document}");
    counts
}

fn calendar(events: &[&str]) -> String {
    let events: String = events.iter().map(|event| format!("BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n")).collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n")
}

fn diary(desk: &Workspace, more: &[&str]) -> Vec<Value> {
    desk.json(&[&["diary", "--find", "wem town"], more].concat()).as_array().unwrap().clone()
}

#[test]
fn patterns_are_series_without_the_days_that_are_on_record() {
    let desk = wem();
    desk.done(&["record", "meeting", "wem", "--on", "2023-11-14", "--plan", "in-person", "--place", "Town hall"]);
    desk.done(&["record", "meeting", "wem", "--on", "2023-12-05", "--instead-of", "2023-12-12"]);
    desk.done(&["record", "meeting", "wem", "--on", "2024-01-09", "--cancelled"]);
    let (text, read) = export(&desk, &[]);
    let [series, planned, moved, cancelled] = &read.events[..] else { panic!("{text}") };
    assert_eq!(
        (series.uid.as_str(), series.on().to_string()),
        ("pattern-E04011380@charterdesk", "2023-10-10".to_owned())
    );
    assert!(series.is_series() && text.contains("RRULE:FREQ=MONTHLY;"), "{text}");
    let except = "EXDATE;TZID=Europe/London:20231114T193000,20231212T193000,20240109T193000";
    assert!(text.replace("\r\n ", "").contains(except), "{text}");
    assert!(
        planned.uid.starts_with("meeting-1.E04011380.") && planned.uid.ends_with("@charterdesk"),
        "{}",
        planned.uid
    );
    assert_eq!((planned.place.raw(), planned.note.raw()), ("Town hall", "planned, in person"));
    assert_eq!((moved.on().to_string(), cancelled.cancelled), ("2023-12-05".to_owned(), true));
    assert!(text.contains("DTSTAMP:20231005T000000Z") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert_eq!(export(&desk, &[]).0, text, "the same diary, the same file");
    desk.done(&["record", "meeting", "wem", "--on", "2023-11-14", "--plan", "digital"]);
    assert_eq!(export(&desk, &[]).1.events[1].uid, planned.uid, "a meeting keeps its UID");
    // Our own export contains nothing new.
    let file = desk.file("own.ics", &text);
    let own = desk.json(&["import", "diary", &file]);
    assert_eq!((counts(&own), &own["saved"]), ([4, 0, 0, 4, 0, 0, 0, 0], &Value::Null));
}

#[test]
fn another_program_reads_the_diary_that_we_write() {
    let Ok(python) = std::env::var("CHARTERDESK_ICALENDAR_PYTHON") else {
        eprintln!("passed over: CHARTERDESK_ICALENDAR_PYTHON is not set");
        return;
    };
    let desk = wem();
    desk.done(&["record", "meeting", "wem", "--on", "2023-11-21", "--instead-of", "2023-11-14", "--at", "18:00"]);
    let file = desk.path("diary.ics");
    let file = file.to_str().unwrap();
    desk.done(&["export", "diary", "--ics", file, "wem", "--until", "2024-01-31"]);
    let script = "import sys, datetime, icalendar, recurring_ical_events as r\n\
                  c = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())\n\
                  falls = r.of(c).between(datetime.date(2023, 10, 1), datetime.date(2024, 12, 31))\n\
                  print(sorted(e['DTSTART'].dt.isoformat() for e in falls))";
    let ran = std::process::Command::new(python).args(["-c", script, file]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert_eq!(
        said.trim(),
        "['2023-10-10T19:30:00+01:00', '2023-11-21T18:00:00+00:00', '2023-12-12T19:30:00+00:00', \
         '2024-01-09T19:30:00+00:00']",
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

#[test]
fn a_file_of_somebody_else_is_not_replaced() {
    let desk = wem();
    let letter = desk.file("letter.txt", "Dear clerk");
    let args = ["export", "diary", "--ics", &letter, "wem"];
    desk.run(&args).failed(3, &["is there already", "--force replaces it", "left as it was"]);
    assert_eq!(std::fs::read_to_string(&letter).unwrap(), "Dear clerk");
    desk.done(&[&args[..], &["--force"]].concat());
    let ran = desk.done(&args);
    assert!(ran.err.contains("written: ") && ran.err.contains("1 event, 1 of them series · 1 council"), "{}", ran.err);
    assert!(std::fs::read_to_string(&letter).unwrap().starts_with("BEGIN:VCALENDAR"));
    let nowhere = desk.path("no/such/folder.ics");
    desk.run(&["export", "diary", "--ics", nowhere.to_str().unwrap(), "wem"]).failed(3, &["could not be written"]);
    desk.run(&["export", "diary", "--ics", "-", "nowhere at all"]).failed(3, &["no council is called"]);
}

#[test]
fn a_councils_calendar_is_tried_then_imported_once() {
    let desk = wem();
    let file = desk.file(
        "council.ics",
        calendar(&[
            "UID:a@council\r\nSUMMARY:Full council\r\nDTSTART:20231017T193000\r\nLOCATION:Town hall",
            "UID:b@council\r\nSUMMARY:Planning\r\nDTSTART:20231017T180000",
            "UID:s@council\r\nSUMMARY:Finance\r\nDTSTART:20231003T180000\r\nRRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=4\r\n\
             EXDATE:20231205T180000",
            "UID:s@council\r\nRECURRENCE-ID:20231107T180000\r\nSUMMARY:Finance\r\nDTSTART:20231108T180000",
            "UID:d@council\r\nSUMMARY:Broken",
        ]),
    );
    let args = ["import", "diary", &file, "--council", "wem"];
    let tried = desk.json(&[&args[..], &["--dry-run"]].concat());
    // The first meeting of the series is past, one is excepted and one is moved. So one of four is left, and the moved
    // one.
    assert_eq!(counts(&tried), [5, 4, 0, 0, 0, 0, 0, 1]);
    assert_eq!((&tried["saved"], diary(&desk, &[]).len()), (&Value::Null, 3), "a dry run changes nothing");
    let done = desk.done(&args);
    assert!(done.err.contains("saved: import of the diary from council.ics: 4 new meetings"), "{}", done.err);
    assert!(done.out.contains("unreadable      1\nline "), "{}", done.out);
    let meetings = diary(&desk, &["--from", "2023-10-06", "--until", "2024-01-03"]);
    let days: Vec<(&str, &Value)> = meetings.iter().map(|line| (line["on"].as_str().unwrap(), &line["at"])).collect();
    let expected = [
        ("2023-10-10", json!("19:30:00")),
        ("2023-10-17", json!("18:00:00")),
        ("2023-10-17", json!("19:30:00")),
        ("2023-11-08", json!("18:00:00")),
        ("2023-11-14", json!("19:30:00")),
        ("2023-12-12", json!("19:30:00")),
        ("2024-01-02", json!("18:00:00")),
    ];
    assert_eq!(days, expected.iter().map(|(on, at)| (*on, at)).collect::<Vec<_>>());
    let first = meetings.iter().find(|line| line["at"] == "19:30:00" && line["on"] == "2023-10-17").unwrap();
    assert_eq!((&first["plan"], &first["state"]), (&Value::Null, &json!("open")), "nobody planned to attend");
    let again = desk.json(&args);
    assert_eq!((counts(&again), &again["saved"]), ([5, 0, 0, 4, 0, 0, 0, 1], &Value::Null), "nothing is doubled");
    let backups = desk.json(&["restore"]);
    assert!(backups.as_array().unwrap().iter().any(|backup| backup["reason"] == "before an import"), "{backups}");
    desk.done(&["undo"]);
    assert_eq!(diary(&desk, &[]).len(), 3, "one change, one undo");
}

#[test]
fn what_a_calendar_moves_or_calls_off_is_moved_and_called_off() {
    let desk = wem();
    desk.done(&[
        "record",
        "meeting",
        "wem",
        "--on",
        "2023-11-14",
        "--at",
        "19:30",
        "--plan",
        "digital",
        "--note",
        "Ask.",
    ]);
    let event = |on: &str, more: &str| {
        calendar(&[&format!("UID:x@council\r\nSUMMARY:Wem Town Council: full council\r\nDTSTART:{on}T193000{more}")])
    };
    let import = |name: &str, text: String| desk.json(&["import", "diary", &desk.file(name, text)]);
    // This meeting is planned already.
    assert_eq!(counts(&import("1.ics", event("20231114", ""))), [1, 0, 1, 0, 0, 0, 0, 0]);
    assert_eq!(counts(&import("2.ics", event("20231121", "\r\nLOCATION:Town hall"))), [1, 0, 1, 0, 0, 0, 0, 0]);
    let moved = &diary(&desk, &["--from", "2023-11-01", "--until", "2023-11-30"]);
    assert_eq!(moved.len(), 1, "the day of the pattern that it left is not expected any more: {moved:?}");
    let moved = &moved[0];
    assert_eq!(
        (&moved["on"], &moved["instead_of"], &moved["plan"], &moved["place"]),
        (&json!("2023-11-21"), &json!("2023-11-14"), &json!("digital"), &json!("Town hall"))
    );
    assert_eq!(counts(&import("3.ics", event("20231121", "\r\nSTATUS:CANCELLED"))), [1, 0, 0, 0, 1, 0, 0, 0]);
    assert_eq!(diary(&desk, &["--from", "2023-11-01"])[0]["state"], "cancelled");
    assert_eq!(desk.json(&["show", "wem"])["meetings"][0]["note"], "Ask.", "what was noted stays");
}

#[rstest]
#[case("Market Drayton T.C.", Some("Market Drayton Town Council"))]
#[case("Shawbury Parrish Council - full council", Some("Shawbury Parish Council"))]
#[case("Wem Carnival", None)]
#[case("Ludlow castle trip", None)]
#[case("Finance, Staffing", None)]
fn a_name_that_is_written_otherwise_counts_if_it_is_certain(#[case] summary: &str, #[case] council: Option<&str>) {
    let desk = wem();
    let event = format!("UID:1\r\nSUMMARY:{summary}\r\nDTSTART:20231017T193000");
    desk.run(&["import", "diary", &desk.file("events.ics", calendar(&[&event]))]);
    let lines = desk.json(&["diary", "--from", "2023-10-17", "--until", "2023-10-17"]);
    let lines = lines.as_array().unwrap();
    let recorded: Vec<&str> =
        lines.iter().filter(|line| !line["meeting_id"].is_null()).filter_map(|line| line["council"].as_str()).collect();
    assert_eq!(recorded, council.into_iter().collect::<Vec<_>>());
}

#[test]
fn no_council_is_ever_picked_silently() {
    let desk = wem();
    let file = desk.file(
        "all.ics",
        calendar(&[
            "UID:1\r\nSUMMARY:Wellington\r\nDTSTART:20231017T193000",
            "UID:2\r\nSUMMARY:Committee\r\nDTSTART:20231017T193000",
            "UID:3\r\nSUMMARY:Annual meeting of Wem Town Council\r\nDTSTART:20231017T193000",
            "UID:4\r\nSUMMARY:Full council\r\nLOCATION:Ludlow\r\nDTSTART:20231018T193000",
        ]),
    );
    let ran = desk.done(&["import", "diary", &file, "--dry-run"]);
    assert!(ran.out.contains("“Committee” of Tue 17 Oct 2023: no council is named in it"), "{}", ran.out);
    assert!(ran.out.contains("“Wellington” of Tue 17 Oct 2023: it fits 2 councils: "), "{}", ran.out);
    assert_eq!(counts(&desk.json(&["import", "diary", &file])), [4, 2, 0, 0, 0, 1, 1, 0]);
    let nothing = desk.file("nothing.ics", calendar(&["UID:2\r\nSUMMARY:Committee\r\nDTSTART:20231017T193000"]));
    let ran = desk.run(&["import", "diary", &nothing]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("no meeting of") && ran.err.contains("--council"), "{}", ran.err);
    let text = desk.file("no.ics", "no calendar at all");
    desk.run(&["import", "diary", &text]).failed(3, &["not a calendar", "nothing was changed"]);
    desk.run(&["import", "diary", "/no/such/file.ics"]).failed(1, &["cannot be read"]);
}
