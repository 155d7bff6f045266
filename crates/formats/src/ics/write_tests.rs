//! Files are written to the byte and read back.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::{collection, option};
use rstest::rstest;

use super::{DiaryEvent, Event, IcsError, read, write};
use charter::untrusted::Untrusted;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

fn stamp() -> DateTime<Utc> {
    "2024-09-02T08:00:00Z".parse().unwrap()
}

/// The events of a file as we would write them, and those that are unreadable.
type Diary = (Vec<DiaryEvent>, Vec<(usize, String)>);

pub(super) fn read_diary(bytes: &[u8]) -> Result<Diary, IcsError> {
    let calendar = read(bytes)?;
    Ok((calendar.events.into_iter().map(diary_event).collect(), calendar.unreadable))
}

fn diary_event(event: Event) -> DiaryEvent {
    let recurrence = event.recurrence.as_ref();
    DiaryEvent {
        on: event.on(),
        at: event.at(),
        rule: recurrence.and_then(|recurrence| recurrence.rules.first()).map(|rule| rule.text.clone()),
        except: recurrence.iter().flat_map(|recurrence| &recurrence.except).map(|except| except.on()).collect(),
        instead_of: event.replaced_day(),
        cancelled: event.cancelled,
        sequence: event.revision.sequence,
        minutes: event.minutes,
        uid: event.uid,
        summary: event.summary,
        place: event.place,
        note: event.note,
    }
}

/// An all-day event with only a summary.
pub(super) fn event(uid: &str, on: &str, summary: &str) -> DiaryEvent {
    DiaryEvent {
        uid: format!("{uid}@charterdesk"),
        on: day(on),
        at: None,
        minutes: None,
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

fn council_evenings() -> DiaryEvent {
    DiaryEvent {
        at: Some(time("19:30:00")),
        minutes: Some(90),
        place: Untrusted::from("Town Hall; room 2, upstairs"),
        note: Untrusted::from("Bring the figures.\nThe clerk opens the door."),
        rule: Some("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20250630".to_owned()),
        except: vec![day("2024-12-10"), day("2025-01-14")],
        ..event("wem", "2024-10-08", "Wem Town Council")
    }
}

const DIARY: &str = "\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//charterdesk//diary//EN
CALSCALE:GREGORIAN
X-WR-CALNAME:Wem SNT\\, diary
X-WR-TIMEZONE:Europe/London
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DESCRIPTION:Bring the figures.\\nThe clerk opens the door.
DTEND;TZID=Europe/London:20241008T210000
DTSTAMP:20240902T080000Z
DTSTART;TZID=Europe/London:20241008T193000
EXDATE;TZID=Europe/London:20241210T193000,20250114T193000
LOCATION:Town Hall\\; room 2\\, upstairs
RRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL=20250630T225959Z
SEQUENCE:0
SUMMARY:Wem Town Council
UID:wem@charterdesk
END:VEVENT
BEGIN:VEVENT
DTEND;TZID=Europe/London:20241113T190000
DTSTAMP:20240902T080000Z
DTSTART;TZID=Europe/London:20241113T180000
RECURRENCE-ID;TZID=Europe/London:20241112T193000
SEQUENCE:2
STATUS:CANCELLED
SUMMARY:Wem Town Council\\, a day later
UID:wem@charterdesk
END:VEVENT
BEGIN:VEVENT
DTEND;VALUE=DATE:20241101
DTSTAMP:20240902T080000Z
DTSTART;VALUE=DATE:20241031
SEQUENCE:0
SUMMARY:Rest day
UID:duty-1@charterdesk
END:VEVENT
END:VCALENDAR
";

#[test]
fn exact_bytes_are_written() {
    let moved = DiaryEvent {
        at: Some(time("18:00:00")),
        minutes: Some(60),
        instead_of: Some(day("2024-11-12")),
        sequence: 2,
        cancelled: true,
        ..event("wem", "2024-11-13", "Wem Town Council, a day later")
    };
    let duty = event("duty-1", "2024-10-31", "Rest day");
    let written = write(&[council_evenings(), moved, duty], stamp(), "Wem SNT, diary");
    assert_eq!(written, DIARY.replace('\n', "\r\n"));
}

#[rstest]
#[case::one_day(None, None, "DTSTART;VALUE=DATE:20241031", "DTEND;VALUE=DATE:20241101")]
#[case::one_day_in_minutes(None, Some(1440), "DTSTART;VALUE=DATE:20241031", "DTEND;VALUE=DATE:20241101")]
#[case::three_days(None, Some(3 * 1440), "DTSTART;VALUE=DATE:20241031", "DTEND;VALUE=DATE:20241103")]
#[case::overnight(
    Some("22:00:00"),
    Some(480),
    "DTSTART;TZID=Europe/London:20241031T220000",
    "DTEND;TZID=Europe/London:20241101T060000"
)]
#[case::no_end(Some("22:00:00"), None, "DTSTART;TZID=Europe/London:20241031T220000", "")]
fn starts_and_ends(#[case] at: Option<&str>, #[case] minutes: Option<u32>, #[case] start: &str, #[case] end: &str) {
    let spans = DiaryEvent { at: at.map(time), minutes, ..event("a", "2024-10-31", "Duty") };
    let written = write(&[spans], stamp(), "Duties");
    let lines: Vec<&str> = written.lines().collect();
    assert!(lines.contains(&start), "{written}");
    assert_eq!(lines.iter().copied().find(|line| line.starts_with("DTEND")).unwrap_or_default(), end);
    assert_eq!(written.contains("BEGIN:VTIMEZONE"), at.is_some(), "the zone's rules stand where a time needs them");
}

#[test]
fn exdates_have_the_form_of_the_start() {
    let weekly = DiaryEvent {
        rule: Some("FREQ=WEEKLY;UNTIL=20241231T235959Z".to_owned()),
        except: vec![day("2024-11-07")],
        ..event("rest", "2024-10-31", "Rest day")
    };
    let instead = DiaryEvent {
        at: Some(time("14:00:00")),
        instead_of: Some(day("2024-11-14")),
        ..event("rest", "2024-11-14", "Late duty")
    };
    let written = write(&[weekly, instead], stamp(), "Duties");
    for line in ["EXDATE;VALUE=DATE:20241107", "RECURRENCE-ID;VALUE=DATE:20241114", "RRULE:FREQ=WEEKLY;UNTIL=20241231"]
    {
        assert!(written.contains(&format!("{line}\r\n")), "{line} in {written}");
    }
}

#[test]
fn an_empty_diary_is_a_calendar() {
    assert_eq!(read_diary(write(&[], stamp(), "").as_bytes()), Ok((Vec::new(), Vec::new())));
}

/// Text that survives in any program: not only blanks, and no control characters.
fn text() -> impl Strategy<Value = Untrusted> {
    let harmless = |text: String| {
        let kept = Untrusted::new(text).clean_for_ics().into_owned();
        if kept.trim().is_empty() { Untrusted::default() } else { Untrusted::new(kept) }
    };
    prop_oneof!["[a-z;,:\\\\\"\\n é老]{0,200}", "\\PC{0,90}", Just(String::new())].prop_map(harmless)
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (-20_000i64..20_000).prop_map(|days| day("2024-01-01") + chrono::TimeDelta::days(days))
}

fn spans() -> impl Strategy<Value = (Option<NaiveTime>, Option<u32>)> {
    let at = (0u32..24, 0u32..60).prop_map(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
    prop_oneof![
        option::of(2u32..40).prop_map(|days| (None, days.map(|days| days * 1440))),
        (at, option::of(1u32..5000)),
    ]
}

fn rules() -> impl Strategy<Value = Option<String>> {
    option::of(prop_oneof![Just("FREQ=MONTHLY;BYDAY=2TU"), Just("FREQ=WEEKLY;INTERVAL=2;COUNT=7")])
        .prop_map(|rule| rule.map(str::to_owned))
}

pub(super) fn events() -> impl Strategy<Value = Vec<DiaryEvent>> {
    let what = ("[a-z0-9,;-]{1,90}", text(), text(), text());
    let when = (days(), spans(), rules(), collection::vec(days(), 0..12), option::of(days()));
    let one = (what, when, any::<bool>(), any::<u32>()).prop_map(|(what, when, cancelled, sequence)| {
        let ((uid, summary, place, note), (on, (at, minutes), rule, except, instead_of)) = (what, when);
        let uid = format!("{uid}@charterdesk");
        DiaryEvent { uid, on, at, minutes, summary, place, note, rule, except, instead_of, cancelled, sequence }
    });
    collection::vec(one, 0..5)
}

#[rstest]
#[case("a")]
#[case("é")]
#[case("\u{1f4c5}")]
fn no_length_of_a_text_gives_a_line_too_long(#[case] letter: &str) {
    for count in 0..300 {
        let noted = DiaryEvent { note: Untrusted::new(letter.repeat(count)), ..event("a", "2024-10-31", "Duty") };
        let written = write(std::slice::from_ref(&noted), stamp(), "Duties");
        assert!(written.split("\r\n").all(|line| line.len() <= 75), "{count} letters: {written}");
        assert_eq!(read_diary(written.as_bytes()).unwrap().0, [noted]);
    }
}

proptest! {
    #[test]
    fn events_round_trip(events in events(), name in "\\PC{0,90}") {
        let written = write(&events, stamp(), &name);
        prop_assert_eq!(&written, &write(&events, stamp(), &name));
        prop_assert_eq!(read_diary(written.as_bytes()), Ok((events, Vec::new())));
    }

    #[test]
    fn folds_never_split_letters(events in events(), name in "\\PC{0,200}") {
        let written = write(&events, stamp(), &name);
        prop_assert!(written.ends_with("END:VCALENDAR\r\n"));
        for line in written.strip_suffix("\r\n").unwrap_or_default().split("\r\n") {
            // As a `str`, a line is never cut inside a letter.
            prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
            prop_assert!(!line.is_empty() && !line.contains(['\r', '\n']));
        }
    }
}
