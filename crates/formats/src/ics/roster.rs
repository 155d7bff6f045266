//! Reads the shifts of a duty roster from a calendar file.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::entry::{Occurrence, entries};
use super::event::{Event, IcsError};
use super::read::read;
use super::recurrence::Budget;
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
    /// In the order of the file.
    pub shifts: Vec<Shift>,
    /// Line in the file (from 1) and reason of each shift that was left out.
    pub unreadable: Vec<(usize, String)>,
}

/// Reads a duty roster. Of a repeating shift the days between `from` and `until` are read.
///
/// # Errors
/// As [`read()`](super::read()).
pub fn read_roster(bytes: &[u8], period: [NaiveDate; 2]) -> Result<Roster, IcsError> {
    let mut calendar = read(bytes)?;
    let mut roster = Roster { shifts: Vec::new(), unreadable: std::mem::take(&mut calendar.unreadable) };
    let mut budget = Budget::default();
    let mut shifts = Vec::new();
    for entry in entries(calendar) {
        for event in &entry.outdated {
            roster.unreadable.push((event.line, unreadable(event, "the file also has a newer version of it")));
        }
        match entry.occurrences(period, &[], &mut budget) {
            Ok(occurrences) => {
                for occurrence in occurrences {
                    let line = occurrence.event.line;
                    match shift(&occurrence) {
                        Ok(shift) => shifts.push((line, shift)),
                        Err(why) => roster.unreadable.push((line, unreadable(occurrence.event, why))),
                    }
                }
            }
            Err((event, why)) => roster.unreadable.push((event.line, unreadable(event, &why.to_string()))),
        }
    }
    shifts.sort_by_key(|(line, shift)| (*line, shift.from));
    roster.shifts = shifts.into_iter().map(|(_, shift)| shift).collect();
    roster.unreadable.sort();
    roster.unreadable.dedup();
    Ok(roster)
}

fn unreadable(event: &Event, why: &str) -> String {
    format!("{}: {why}", event_name(event.summary.raw()))
}

fn shift(occurrence: &Occurrence<'_>) -> Result<Shift, &'static str> {
    if occurrence.cancelled {
        return Err("it is cancelled");
    }
    let from = occurrence.on.and_time(occurrence.at.unwrap_or(NaiveTime::MIN));
    let until = match (occurrence.at, occurrence.event.minutes) {
        (None, None) => Some(add_days(occurrence.on, 1).and_time(NaiveTime::MIN)),
        (_, Some(minutes)) => from.checked_add_signed(TimeDelta::minutes(i64::from(minutes))),
        (Some(_), None) => None,
    };
    Ok(Shift { summary: occurrence.event.summary.clone(), from, until: until.ok_or("it has no end")? })
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
            "SUMMARY:Hourly\nDTSTART:20241101T140000\nDTEND:20241101T220000\nRRULE:FREQ=HOURLY",
            "DTSTART:20241101T140000",
            "SUMMARY:Mars\nDTSTART;TZID=Mars/Olympus:20241101T140000",
        ];
        let file = format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", duties.map(duty).concat());
        let Roster { shifts, unreadable } =
            read_roster(file.as_bytes(), ["2024-07-01", "2024-11-08"].map(|day| day.parse().unwrap())).unwrap();
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
            shift("Weekly", "2024-11-01T14:00:00", "2024-11-01T22:00:00"),
            shift("Weekly", "2024-11-08T14:00:00", "2024-11-08T22:00:00"),
        ];
        assert_eq!(shifts, expected);
        let whys: Vec<(usize, &str)> = unreadable.iter().map(|(line, why)| (*line, why.as_str())).collect();
        assert_eq!(whys.len(), 4, "{whys:?}");
        assert_eq!(whys[0], (21, "“Late”: it is cancelled"));
        assert_eq!(whys[1], (37, "“Hourly”: it repeats several times a day; enter its dates by hand"));
        assert_eq!(whys[2], (39, "an event: it has no end"));
        assert!(whys[3].0 == 44 && whys[3].1.starts_with("“Mars”: its time zone"), "{whys:?}");
    }
}
