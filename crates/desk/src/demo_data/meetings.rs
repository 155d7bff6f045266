//! Meetings of the demo councils, with attendance and notes.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::phrases;
use super::scenario::{DemoCouncil, roll};
use charter::calendar::add_days;
use charter::change::{Act, RecordMeeting, WriteNote};
use charter::council::Council;
use charter::meeting::{Attendance, Intent, MeetingFacts, Reason};
use charter::round::Round;
use charter::untrusted::Untrusted;

/// Days from the deadline to the day of the demonstration.
const TODAY_AFTER: i64 = 5;

/// The n-th weekday of a month, each month or every other, not in August.
pub(super) struct Pattern {
    nth: u32,
    weekday: Weekday,
    every_other: bool,
}

impl Pattern {
    pub(super) fn for_council(council: &Council) -> Self {
        let weekdays = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu];
        let nth = [1, 2, 3, 4][roll(council, "nth", 4)];
        let weekday = weekdays[roll(council, "weekday", 4)];
        Self { nth, weekday, every_other: roll(council, "every other", 4) == 0 }
    }

    /// `second Tuesday monthly, not August`.
    pub(super) fn describe(&self) -> String {
        let nth = ["first", "second", "third", "fourth"][self.nth as usize - 1];
        let day = match self.weekday {
            Weekday::Mon => "Monday",
            Weekday::Tue => "Tuesday",
            Weekday::Wed => "Wednesday",
            _ => "Thursday",
        };
        let often = if self.every_other { "of every other month from September 2023" } else { "monthly" };
        format!("{nth} {day} {often}, not August")
    }

    /// Inclusive.
    fn dates_between(&self, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        let nth = u8::try_from(self.nth).unwrap_or(1);
        let months =
            (first.month()..=last.month()).filter(|month| *month != 8 && !(self.every_other && month % 2 == 0));
        months
            .filter_map(|month| NaiveDate::from_weekday_of_month_opt(first.year(), month, self.weekday, nth))
            .filter(|on| (first..=last).contains(on))
            .collect()
    }
}

/// The known meetings of the half-year before the day of the demonstration, and the next one.
pub(super) fn meeting_acts(demo: &DemoCouncil<'_>, round: &Round) -> Vec<Act> {
    let today = add_days(round.deadline, TODAY_AFTER);
    let pattern = Pattern::for_council(demo.council);
    let held = pattern.dates_between(add_days(today, -180), add_days(today, -1));
    let to_come = pattern.dates_between(today, round.ends_on);
    let takes_part = demo.scenario.takes_part();
    let mut acts: Vec<Act> = held
        .into_iter()
        .filter(|on| {
            // The team does not know every meeting; it attended most of those in this quarter.
            let sides = if *on >= round.starts_on && takes_part { 2 } else { 5 };
            demo.roll(&format!("known {on}"), sides) == 0
        })
        .map(|on| meeting(demo, on, Some(attendance(demo, on))))
        .collect();
    let planned = if takes_part { demo.roll("planned", 3) < 2 } else { demo.roll("planned", 8) == 0 };
    acts.extend(to_come.into_iter().take(usize::from(planned)).map(|on| meeting(demo, on, None)));
    acts
}

fn attendance(demo: &DemoCouncil<'_>, on: NaiveDate) -> Attendance {
    match demo.roll(&format!("attendance {on}"), 20) {
        0..=7 => Attendance::InPerson,
        8..=10 => Attendance::Digital,
        11..=13 => Attendance::Written,
        _ => Attendance::NotAttended,
    }
}

fn meeting(demo: &DemoCouncil<'_>, on: NaiveDate, attendance: Option<Attendance>) -> Act {
    let seen = attendance.is_some_and(Attendance::is_met);
    let reason =
        (attendance == Some(Attendance::NotAttended)).then(|| *demo.pick(&format!("reason {on}"), Reason::ALL));
    let officers: Vec<Untrusted> = phrases::lines("officers")
        .into_iter()
        .filter(|role| seen && demo.roll(&format!("{role} {on}"), 2) == 0)
        .map(Untrusted::from)
        .collect();
    let note = match attendance {
        Some(Attendance::NotAttended) if reason == Some(Reason::Other) => "Road closed by flooding.",
        Some(Attendance::NotAttended) | None => "",
        Some(_) => demo.pick_phrase(&format!("said {on}"), "meeting reports"),
    };
    let covered = if seen && demo.scenario.takes_part() { vec![1] } else { Vec::new() };
    let at = NaiveTime::from_hms_opt(19, if demo.roll("half past", 2) == 0 { 0 } else { 30 }, 0);
    let facts = MeetingFacts {
        on,
        at,
        place: Untrusted::from(demo.pick_phrase("hall", "halls")),
        plan: Intent::usual(attendance),
        attendance,
        reason,
        officers,
        note: Untrusted::from(note),
        covered,
        ..MeetingFacts::default()
    };
    Act::Meeting(RecordMeeting { council: demo.council.id, correct: None, facts })
}

pub(super) fn notes(demo: &DemoCouncil<'_>, round: &Round) -> Vec<Act> {
    if demo.roll("note", 12) != 0 {
        return Vec::new();
    }
    let on = add_days(round.deadline, -(i64::try_from(demo.roll("note day", 20)).unwrap_or(0)));
    let text = Untrusted::from(demo.pick_phrase("note text", "notes"));
    vec![Act::Note(WriteNote { council: demo.council.id, on, text })]
}
