//! Files as programs write them, and each way in which one can be invalid.

use rstest::rstest;

use super::write_tests::{day, event, read_diary};
use super::{DiaryEvent, read};
use charter::untrusted::Untrusted;

/// Outlook: the Windows name of the zone, a day from midnight to midnight, an alarm, folds with tabs.
const OUTLOOK: &str = "BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
BEGIN:VTIMEZONE
TZID:GMT Standard Time
BEGIN:STANDARD
DTSTART:16011028T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0100
TZOFFSETTO:-0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:-0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
CLASS:PUBLIC
CREATED:20240901T101010Z
DESCRIPTION:Agenda:\\n1. Policing report\\n2. Speeding\\, Aston Street\\n and the s
\tchool\\n
DTEND;TZID=\"GMT Standard Time\":20241008T210000
DTSTAMP:20240901T101010Z
DTSTART;TZID=\"GMT Standard Time\":20241008T193000
LOCATION:Edinburgh House\\, Wem
PRIORITY:5
RRULE:FREQ=MONTHLY;COUNT=9;BYDAY=2TU
EXDATE;TZID=\"GMT Standard Time\":20241210T193000,20250114T193000
SEQUENCE:3
SUMMARY;LANGUAGE=en-gb:Wem Town Council
TRANSP:OPAQUE
UID:040000008200E00074C5B7101A82E00800000000
X-ALT-DESC;FMTTYPE=text/html:<html><body>Agenda</body></html>
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=\"GMT Standard Time\":20241224T000000
DTEND;TZID=\"GMT Standard Time\":20241227T000000
SUMMARY:Office closed
UID:040000008200E00074C5B7101A82E00800000001
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
END:VEVENT
END:VCALENDAR
";

/// Google: times in UTC, a series with one date moved and one cancelled.
const GOOGLE: &str = "BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Whixall Parish Council
X-WR-TIMEZONE:Europe/London
BEGIN:VEVENT
DTSTART:20240702T183000Z
DTEND:20240702T200000Z
DTSTAMP:20240901T101010Z
UID:6k1@google.com
SUMMARY:Parish meeting
LOCATION:Social Centre\\, Whixall
SEQUENCE:0
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/London:20240903T190000
DTEND;TZID=Europe/London:20240903T203000
RRULE:FREQ=MONTHLY;UNTIL=20250630T225959Z;BYDAY=1TU
EXDATE;TZID=Europe/London:20241203T190000
EXDATE;TZID=Europe/London:20250107T190000
UID:6k2@google.com
SUMMARY:Council
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/London:20241106T190000
DTEND;TZID=Europe/London:20241106T203000
UID:6k2@google.com
RECURRENCE-ID;TZID=Europe/London:20241105T190000
SEQUENCE:1
STATUS:CANCELLED
SUMMARY:Council
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20241001
DTEND;VALUE=DATE:20241002
UID:6k3@google.com
SUMMARY:Papers due
END:VEVENT
END:VCALENDAR
";

/// Apple: a duration and a task beside the event. Thunderbird: a prefixed zone and a time without zone.
const APPLE_AND_THUNDERBIRD: &str = "BEGIN:VCALENDAR
CALSCALE:GREGORIAN
PRODID:-//Apple Inc.//macOS 14.5//EN
VERSION:2.0
BEGIN:VTODO
DTSTART:20241008T193000
SUMMARY:Not an event
UID:todo
END:VTODO
BEGIN:VEVENT
DTSTART;TZID=Europe/London:20241014T190000
DURATION:PT1H30M
SUMMARY:Ellesmere “drop-in”
UID:A1B2
END:VEVENT
END:VCALENDAR
BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
BEGIN:VEVENT
dtstart;tzid=/mozilla.org/20050126_1/Europe/London:20241015T190000
dtend;tzid=/mozilla.org/20050126_1/Europe/London:20241015T200000
summary:Prees
uid:t1
end:vevent
BEGIN:VEVENT
DTSTART:20241016T190000
SUMMARY:Floating
UID:t2
END:VEVENT
END:VCALENDAR
";

fn timed(uid: &str, on: &str, at: &str, minutes: u32, summary: &str) -> DiaryEvent {
    let event = event("", on, summary);
    DiaryEvent { uid: uid.to_owned(), at: Some(at.parse().unwrap()), minutes: Some(minutes), ..event }
}

fn outlook() -> Vec<DiaryEvent> {
    let council = DiaryEvent {
        place: Untrusted::from("Edinburgh House, Wem"),
        note: Untrusted::from("Agenda:\n1. Policing report\n2. Speeding, Aston Street\n and the school\n"),
        rule: Some("FREQ=MONTHLY;COUNT=9;BYDAY=2TU".to_owned()),
        except: vec![day("2024-12-10"), day("2025-01-14")],
        sequence: 3,
        ..timed("040000008200E00074C5B7101A82E00800000000", "2024-10-08", "19:30:00", 90, "Wem Town Council")
    };
    let closed = DiaryEvent {
        uid: "040000008200E00074C5B7101A82E00800000001".to_owned(),
        minutes: Some(3 * 1440),
        ..event("", "2024-12-24", "Office closed")
    };
    vec![council, closed]
}

fn google() -> Vec<DiaryEvent> {
    let place = Untrusted::from("Social Centre, Whixall");
    let series = timed("6k2@google.com", "2024-09-03", "19:00:00", 90, "Council");
    vec![
        DiaryEvent { place, ..timed("6k1@google.com", "2024-07-02", "19:30:00", 90, "Parish meeting") },
        DiaryEvent {
            rule: Some("FREQ=MONTHLY;UNTIL=20250630T225959Z;BYDAY=1TU".to_owned()),
            except: vec![day("2024-12-03"), day("2025-01-07")],
            ..series.clone()
        },
        DiaryEvent {
            on: day("2024-11-06"),
            instead_of: Some(day("2024-11-05")),
            cancelled: true,
            sequence: 1,
            ..series
        },
        DiaryEvent { uid: "6k3@google.com".to_owned(), ..event("", "2024-10-01", "Papers due") },
    ]
}

fn apple_and_thunderbird() -> Vec<DiaryEvent> {
    let floating = timed("t2", "2024-10-16", "19:00:00", 0, "Floating");
    vec![
        timed("A1B2", "2024-10-14", "19:00:00", 90, "Ellesmere “drop-in”"),
        timed("t1", "2024-10-15", "19:00:00", 60, "Prees"),
        DiaryEvent { minutes: None, ..floating },
    ]
}

#[rstest]
#[case::outlook(OUTLOOK, outlook())]
#[case::google(GOOGLE, google())]
#[case::apple_and_thunderbird(APPLE_AND_THUNDERBIRD, apple_and_thunderbird())]
fn files_of_other_programs_are_read(#[case] file: &str, #[case] events: Vec<DiaryEvent>) {
    let expected = Ok((events, Vec::new()));
    let crlf = file.replace('\n', "\r\n");
    assert_eq!(read_diary(file.as_bytes()), expected);
    assert_eq!(read_diary(crlf.as_bytes()), expected);
    assert_eq!(read_diary(format!("\u{feff}{crlf}").as_bytes()), expected);
    let utf_16: Vec<u8> = format!("\u{feff}{crlf}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_diary(&utf_16), expected);
    let in_windows = encoding_rs::WINDOWS_1252.encode(&crlf).0.into_owned();
    assert_eq!(read_diary(&in_windows), expected);
}

fn calendar(inside: &str) -> String {
    format!("BEGIN:VCALENDAR\n{inside}\nEND:VCALENDAR\n")
}

/// The first line of the event is line 2 of the file. A valid event follows and is always read.
#[rstest]
#[case("DTSTART;TZID=Mars/Olympus:20241008T193000", 3, "“Wem”: its time zone “Mars/Olympus” is not known here")]
#[case("DTSTART:20241308", 3, "“20241308” is not a day or time that the calendar has")]
#[case("DTSTART:20241008,20241009", 3, "is not a day or time")]
#[case("X-NONE:1", 2, "it has no start (DTSTART)")]
#[case("DTSTART:20241008T193000\nDTEND:20241008T183000", 4, "it ends before it begins")]
#[case("DTSTART:20241008T193000\nDURATION:an hour", 4, "how long it lasts (DURATION) is not understood")]
#[case("DTSTART:20241008T193000\nDTEND;TZID=Mars:20241008T203000", 4, "its time zone “Mars” is not known here")]
#[case(
    "DTSTART:20241008\nRRULE:every week",
    4,
    "how it repeats (“every week”) is not understood; enter its dates by hand"
)]
#[case("DTSTART:20241008\nRRULE:BYDAY=2TU", 4, "how it repeats (“BYDAY=2TU”) is not understood")]
#[case("DTSTART:20241008\nRRULE:", 4, "how it repeats (“”) is not understood")]
#[case("DTSTART:20241008\nRRULE:FREQ=MONTHLY;BYDAY=é", 4, "is not understood")]
#[case("DTSTART:20241008\nRRULE:FREQ=MONTHLY;INTERVAL=0", 4, "is not understood")]
#[case("DTSTART:20241008\nRRULE:FREQ=MONTHLY;BYDAY=0TU", 4, "is not understood")]
#[case("DTSTART:20241008\nRRULE:FREQ=WEEKLY;BYDAY=2TU", 4, "is not understood")]
#[case("DTSTART:20241008\nRRULE:FREQ=WEEKLY;UNTIL=soon", 4, "is not understood")]
#[case("DTSTART:20241008\nRRULE:FREQ=WEEKLY;COUNT=0", 4, "is not understood")]
#[case("DTSTART:20241008\nRRULE:FREQ=HOURLY", 4, "it repeats several times a day; enter its dates by hand")]
#[case("DTSTART:20241008\nRDATE:20241009,soon", 4, "“soon” is not a day or time")]
#[case("DTSTART:20241008\nEXDATE:20241008,soon", 4, "“soon” is not a day or time")]
#[case("DTSTART:20241008\nRECURRENCE-ID:20241008", 4, "it stands instead of a date of an event that it does not name")]
fn unreadable_events_are_reported(#[case] properties: &str, #[case] line: usize, #[case] why: &str) {
    let good = "BEGIN:VEVENT\nUID:good@charterdesk\nDTSTART:20241101\nSUMMARY:Prees\nEND:VEVENT";
    let file = calendar(&format!("BEGIN:VEVENT\n{properties}\nSUMMARY:Wem\nEND:VEVENT\n{good}"));
    let (events, unreadable) = read_diary(file.as_bytes()).unwrap();
    assert_eq!(events, [event("good", "2024-11-01", "Prees")]);
    assert_eq!(unreadable.len(), 1);
    assert_eq!(unreadable[0].0, line);
    assert!(unreadable[0].1.contains(why), "{unreadable:?}");
}

#[rstest]
#[case("DTSTART;VALUE=DATE;TZID=Europe/Berlin:20241008", "2024-10-08", None)]
#[case("DTSTART;TZID=Europe/Berlin:20241008", "2024-10-08", None)]
#[case("DTSTART;VALUE=DATE:20241008T000000", "2024-10-08", None)]
#[case("DTSTART;TZID=Europe/Berlin:20241008T183000Z", "2024-10-08", Some("19:30:00"))]
#[case("DTSTART;TZID=:20241008T193000", "2024-10-08", Some("19:30:00"))]
#[case("DTSTART;TZID=UTC:20240930T233000", "2024-10-01", Some("00:30:00"))]
#[case("DTSTART;TZID=\"(UTC+00:00) Dublin, Edinburgh, Lisbon, London\":20240701T1930", "2024-07-01", Some("19:30:00"))]
fn zones_of_unused_properties_are_ignored(#[case] start: &str, #[case] on: &str, #[case] at: Option<&str>) {
    let found = read(calendar(&format!("BEGIN:VEVENT\n{start}\nEND:VEVENT")).as_bytes()).unwrap();
    assert_eq!(found.unreadable, []);
    assert_eq!((found.events[0].on(), found.events[0].at()), (day(on), at.map(|at| at.parse().unwrap())));
}

#[test]
fn invalid_lines_are_dropped() {
    let file =
        calendar("?\nBEGIN:VEVENT\nUID:a@charterdesk\nDTSTART:20241008\nSUMMARY:Wem\nand a broken fold\nEND:VEVENT");
    let (events, unreadable) = read_diary(file.as_bytes()).unwrap();
    assert_eq!(events, [event("a", "2024-10-08", "Wem")]);
    let why = "this line of “Wem” has no “NAME:”, and was left out of it".to_owned();
    assert_eq!(unreadable, [(7, why)]);
}

#[rstest]
#[case::by_the_next(
    "BEGIN:VEVENT\nDTSTART:20241008\nBEGIN:VEVENT\nUID:a@charterdesk\nDTSTART:20241008\nEND:VEVENT",
    1,
    2
)]
#[case::by_the_calendar("BEGIN:VEVENT\nDTSTART:20241008", 0, 2)]
#[case::in_a_reminder("BEGIN:VEVENT\nDTSTART:20241008\nBEGIN:VALARM\nEND:VALARM\nBEGIN:VALARM", 0, 2)]
fn truncated_events_are_reported(#[case] inside: &str, #[case] events: usize, #[case] line: usize) {
    for file in [calendar(inside), format!("BEGIN:VCALENDAR\n{inside}")] {
        let found = read(file.as_bytes()).unwrap();
        assert_eq!(found.events.len(), events);
        let why = "an event: it is cut off, its line END:VEVENT is missing".to_owned();
        assert_eq!(found.unreadable, [(line, why)]);
    }
}

#[test]
fn a_cancelled_calendar_cancels_its_events() {
    let one = |uid: &str| format!("BEGIN:VEVENT\nUID:{uid}\nDTSTART:20241008\nEND:VEVENT");
    let file = [calendar(&one("a")), calendar(&format!("METHOD:CANCEL\n{}", one("b"))), calendar(&one("c"))].concat();
    let cancelled: Vec<bool> = read(file.as_bytes()).unwrap().events.iter().map(|event| event.cancelled).collect();
    assert_eq!(cancelled, [false, true, false]);
}

#[test]
fn generated_uids_are_stable() {
    let uid = |lines: &str| {
        let found = read(calendar(&format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT")).as_bytes()).unwrap();
        found.events[0].uid.clone()
    };
    let made = uid("DTSTART:20241008T193000\nSUMMARY:Wem");
    assert_eq!(made, "8b6aeb834929b0b8@no-uid.charterdesk");
    assert_eq!(made, uid("UID: \nSUMMARY:Wem\nDTSTART:20241008T183000Z\nSEQUENCE:4"));
    assert!(!made.ends_with("@charterdesk"), "it is not one of ours");
    let others = ["DTSTART:20241008\nSUMMARY:Wem", "DTSTART:20241009T193000\nSUMMARY:Wem", "DTSTART:20241008T193000"];
    assert!(others.iter().all(|lines| uid(lines) != made));
}

#[rstest]
#[case(b"".to_vec(), "the file is empty; nothing was changed; export it again")]
#[case(b" \r\n".to_vec(), "the file is empty; nothing was changed; export it again")]
#[case(b"code,parish\nE04,Wem\n".to_vec(), "it has no line BEGIN:VCALENDAR; nothing was changed; choose a file")]
#[case(b"BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR\n".to_vec(), "the old form vCalendar 1.0; nothing was changed")]
#[case(vec![b' '; 10 * 1024 * 1024 + 1], "larger than 10 MB, which no calendar of meetings is; nothing was changed")]
fn other_files_are_refused(#[case] bytes: Vec<u8>, #[case] why: &str) {
    let actual = read(&bytes).unwrap_err().to_string();
    assert!(actual.contains(why), "{actual}");
    assert_eq!(super::read_roster(&bytes, [day("2024-01-01"); 2]).unwrap_err().to_string(), actual);
}
