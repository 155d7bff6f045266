//! Reads the shifts of a duty roster from a calendar file.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

use super::event::{Event, IcsError};
use super::read::{ParsedComponents, parse_components};
use crate::ics::excerpt::event_name;
use charter::calendar::add_days;
use charter::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Name in the roster: early, late, rest day.
    pub summary: Untrusted,
    /// Civil time in London of its start.
    pub from: NaiveDateTime,
    /// Civil time in London of its end; for whole days the midnight after the last.
    pub until: NaiveDateTime,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// In the order of the file, without cancelled ones.
    pub shifts: Vec<Shift>,
    /// Line in the file (from 1) and reason of each shift that was left out.
    pub unreadable: Vec<(usize, String)>,
}

/// Reads a duty roster. Repeating shifts are not expanded; they are reported as unreadable.
///
/// # Errors
/// As [`read()`](super::read()).
pub fn read_roster(bytes: &[u8]) -> Result<Roster, IcsError> {
    let ParsedComponents { events, unreadable } = parse_components(bytes)?;
    let mut roster = Roster { shifts: Vec::new(), unreadable };
    for (line, event) in events.into_iter().filter(|(_, event)| !event.cancelled) {
        match span(&event) {
            Ok((from, until)) => roster.shifts.push(Shift { summary: event.summary, from, until }),
            Err(why) => roster.unreadable.push((line, format!("{}: {why}", event_name(event.summary.raw())))),
        }
    }
    roster.unreadable.sort_by_key(|(line, _)| *line);
    Ok(roster)
}

fn span(event: &Event) -> Result<(NaiveDateTime, NaiveDateTime), &'static str> {
    if event.rule.is_some() {
        return Err("it repeats by a rule; export the roster with each duty as an event of its own");
    }
    let from = event.on.and_time(event.at.unwrap_or(NaiveTime::MIN));
    let until = match (event.at, event.minutes) {
        (None, None) => Some(add_days(event.on, 1).and_time(NaiveTime::MIN)),
        (_, Some(minutes)) => from.checked_add_signed(TimeDelta::minutes(i64::from(minutes))),
        (Some(_), None) => None,
    };
    until.map(|until| (from, until)).ok_or("it has no end")
}

#[cfg(test)]
mod tests {
    use super::{Roster, Shift, read_roster};
    use charter::untrusted::Untrusted;

    #[test]
    fn rosters_become_shifts() {
        let duty = |lines: &str| format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT\n");
        let duties = [
            "SUMMARY:Early\nDTSTART:20240701T060000Z\nDTEND:20240701T140000Z",
            "SUMMARY:Night\nDTSTART;TZID=Europe/London:20241026T220000\nDTEND;TZID=Europe/London:20241027T060000",
            "SUMMARY:Leave\nDTSTART;VALUE=DATE:20241028\nDTEND;VALUE=DATE:20241030",
            "SUMMARY:Rest\nDTSTART;VALUE=DATE:20241031",
            "SUMMARY:Late\nDTSTART:20241101T140000\nDTEND:20241101T220000\nSTATUS:CANCELLED",
            "SUMMARY:Weekly\nDTSTART:20241101T140000\nDTEND:20241101T220000\nRRULE:FREQ=WEEKLY",
            "DTSTART:20241101T140000",
            "SUMMARY:Berlin\nDTSTART;TZID=Europe/Berlin:20241101T140000",
        ];
        let file = format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", duties.map(duty).concat());
        let Roster { shifts, unreadable } = read_roster(file.as_bytes()).unwrap();
        let shift = |summary: &str, from: &str, until: &str| Shift {
            summary: Untrusted::from(summary),
            from: from.parse().unwrap(),
            until: until.parse().unwrap(),
        };
        let expected = [
            shift("Early", "2024-07-01T07:00:00", "2024-07-01T15:00:00"),
            shift("Night", "2024-10-26T22:00:00", "2024-10-27T06:00:00"),
            shift("Leave", "2024-10-28T00:00:00", "2024-10-30T00:00:00"),
            shift("Rest", "2024-10-31T00:00:00", "2024-11-01T00:00:00"),
        ];
        assert_eq!(shifts, expected);
        let whys: Vec<(usize, &str)> = unreadable.iter().map(|(line, why)| (*line, why.as_str())).collect();
        assert_eq!(whys.len(), 3, "{whys:?}");
        assert_eq!(
            whys[0],
            (27, "“Weekly”: it repeats by a rule; export the roster with each duty as an event of its own")
        );
        assert_eq!(whys[1], (33, "an event: it has no end"));
        assert!(whys[2].0 == 38 && whys[2].1.starts_with("“Berlin”: its time zone"), "{whys:?}");
    }
}
