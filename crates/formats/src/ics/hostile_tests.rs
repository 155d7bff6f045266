//! Hostile files: nothing panics, nothing is slow, no text escapes its property.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use proptest::{collection, sample};
use rstest::rstest;

use super::write_tests::{event, events, read_diary};
use super::{DiaryEvent, IcsError, Roster, read, write};
use charter::untrusted::Untrusted;

fn read_roster(bytes: &[u8]) -> Result<Roster, IcsError> {
    super::read_roster(bytes, ["2024-09-01", "2025-08-31"].map(|day| day.parse().unwrap()))
}

fn written(events: &[DiaryEvent]) -> String {
    write(events, "2024-09-02T08:00:00Z".parse().unwrap(), "Diary")
}

/// Text that would become a line, an event or a terminal command of its own.
const HARM: &str = "a\r\nEND:VEVENT\rBEGIN:VEVENT\n ATTACH:file:///etc\u{2028}b\u{1b}[2J\u{202e}\u{0}\u{85}c;d,e\\n\\";

#[test]
fn untrusted_text_stays_in_its_property() {
    let harmful = DiaryEvent {
        uid: HARM.to_owned(),
        place: Untrusted::from(HARM),
        note: Untrusted::from(HARM),
        ..event("a", "2024-10-08", HARM)
    };
    let in_a_rule = DiaryEvent { rule: Some(format!("FREQ=DAILY{HARM}")), ..event("b", "2024-10-08", "b") };
    let file = write(&[harmful, in_a_rule], "2024-09-02T08:00:00Z".parse().unwrap(), HARM);
    assert!(!file.replace("\r\n", "").contains(|c: char| c.is_control() || c == '\u{202e}' || c == '\u{2028}'));
    let of_kind = |kind: &str| file.lines().filter(|line| line.starts_with(kind)).collect::<Vec<_>>();
    assert_eq!(of_kind("BEGIN:"), ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VEVENT"]);
    assert_eq!(of_kind("END:"), ["END:VEVENT", "END:VEVENT", "END:VCALENDAR"]);
    assert_eq!(of_kind("ATTACH"), Vec::<&str>::new());
    let back = read(file.as_bytes()).unwrap();
    let expected = "a\nEND:VEVENT\nBEGIN:VEVENT\n ATTACH:file:///etc\nb[2J\nc;d,e\\n\\";
    assert_eq!((back.events.len(), back.unreadable.len()), (1, 1));
    let seen = &back.events[0];
    assert_eq!((seen.summary.raw(), seen.place.raw(), seen.note.raw()), (expected, expected, expected));
    assert_eq!(seen.uid, expected.replace('\n', " "));
}

fn calendar(inside: &str) -> Vec<u8> {
    format!("BEGIN:VCALENDAR\r\n{inside}\r\nEND:VCALENDAR\r\n").into_bytes()
}

/// Each file has some hundred thousand parts: quadratic time or recursion would not finish.
#[rstest]
#[case::folds(format!("BEGIN:VEVENT\r\nDTSTART:20241008\r\nDESCRIPTION:{}\r\nEND:VEVENT", "\r\n x".repeat(1_000_000)), 0, 1)]
#[case::folds_passed_over(format!("BEGIN:VEVENT\r\nDTSTART:20241008\r\nX-A:{}\r\nEND:VEVENT", "\r\n x".repeat(1_000_000)), 1, 0)]
#[case::nesting("BEGIN:VALARM\r\n".repeat(700_000), 0, 0)]
#[case::nesting_in_an_event(format!("BEGIN:VEVENT\r\n{}", "BEGIN:VALARM\r\n".repeat(700_000)), 0, 1)]
#[case::events_in_events(format!("{}DTSTART:20241008\r\nEND:VEVENT", "BEGIN:VEVENT\r\n".repeat(200_000)), 1, 199_999)]
#[case::parameters(format!("BEGIN:VEVENT\r\nDTSTART{}:20241008\r\nEND:VEVENT", ";A=\"b\"".repeat(500_000)), 1, 0)]
#[case::starts(format!("BEGIN:VEVENT\r\n{}END:VEVENT", "DTSTART:20241008\r\n".repeat(300_000)), 1, 0)]
#[case::days(format!("BEGIN:VEVENT\r\nDTSTART:20241008\r\nEXDATE:{}20241009\r\nEND:VEVENT", "20241009,".repeat(300_000)), 1, 0)]
#[case::broken_lines(format!("BEGIN:VEVENT\r\nDTSTART:20241008\r\n{}END:VEVENT", "?\r\n".repeat(1_000_000)), 1, 1)]
#[case::empty_lines("\r\n".repeat(4_000_000), 0, 0)]
#[case::quotes("\"".repeat(4_000_000), 0, 0)]
fn large_files_take_linear_time(#[case] inside: String, #[case] events: usize, #[case] unreadable: usize) {
    let found = read(&calendar(&inside)).unwrap();
    assert_eq!((found.events.len(), found.unreadable.len()), (events, unreadable));
}

#[test]
fn messages_are_short() {
    let zone = "Z".repeat(100_000);
    let file =
        calendar(&format!("BEGIN:VEVENT\r\nSUMMARY:{zone}\r\nDTSTART;TZID={zone}:20241008T193000\r\nEND:VEVENT"));
    let why = &read(&file).unwrap().unreadable[0].1;
    assert!(why.chars().count() < 250, "{why}");
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes);
        let mut inside = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n".to_vec();
        inside.extend(&bytes);
        let _ = read_roster(&inside);
    }

    #[test]
    fn no_property_panics(
        name in sample::select(vec!["DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RECURRENCE-ID", "SEQUENCE"]),
        value in "[0-9TZPWDHMS,;:=+-]{0,40}|\\PC{0,20}",
    ) {
        let inside = format!("BEGIN:VEVENT\nUID:a\n{name}:{value}\nDTSTART:99991231T235959Z\nEND:VEVENT");
        let found = read(&calendar(&inside)).unwrap();
        prop_assert!(found.events.len() + found.unreadable.len() >= 1);
        let _ = read_roster(&calendar(&inside));
        let (events, _) = read_diary(&calendar(&inside)).unwrap();
        let again = read(written(&events).as_bytes()).unwrap();
        prop_assert_eq!(again.events.len(), found.events.len());
    }

    #[test]
    fn no_damage_panics(
        events in events(),
        damage in collection::vec((any::<sample::Index>(), any::<u8>(), 0..3), 1..12),
    ) {
        let mut file = written(&events).into_bytes();
        for (place, byte, kind) in damage {
            let at = place.index(file.len());
            match kind {
                0 => file[at] = byte,
                1 => file.insert(at, byte),
                _ => file.truncate(file.len() - (file.len() - at).min(40)),
            }
            if file.is_empty() {
                break;
            }
        }
        let _ = read(&file);
        let _ = read_roster(&file);
    }
}
