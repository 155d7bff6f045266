//! What was typed about a meeting that may be on record. Fields: `move-to`, `at`, `instead`, `attendance`, `reason`, `hours`, `plan`,
//! `place`, `note`; the rest the caller sets.

use charter::calendar::DateBias;
use charter::meeting::{Attendance, Intent, MeetingFacts, Reason};
use charter::untrusted::Untrusted;
use chrono::{NaiveDate, NaiveTime};

use super::meeting::{read_hours, read_reason};
use super::reader::FieldReader;

/// The outer `None` stands for what was not given: a meeting on record keeps it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeetingEdit {
    /// Another day for a meeting on record.
    pub move_to: Option<NaiveDate>,
    pub at: Option<Option<NaiveTime>>,
    pub instead_of: Option<NaiveDate>,
    /// The inner `None`: still to come.
    pub attendance: Option<Option<Attendance>>,
    /// With the name of the user's own list, if it is of that.
    pub reason: Option<(Reason, Option<String>)>,
    /// The inner `None`: no hours.
    pub hours_lost: Option<Option<f64>>,
    /// The inner `None`: nobody plans to attend.
    pub plan: Option<Option<Intent>>,
    pub place: Option<Untrusted>,
    pub note: Option<Untrusted>,
    pub cancelled: Option<bool>,
    pub officers: Option<Vec<Untrusted>>,
    /// The slots, 1 to 3, of the priorities that were spoken of.
    pub covered: Option<Vec<u8>>,
}

impl MeetingEdit {
    /// A word for the attendance or the plan that is no code stands for none: `planned`, `none`.
    pub fn read(reader: &mut FieldReader<'_>, instead: DateBias) -> Self {
        let move_to = reader.optional_date("move-to", DateBias::Nearest);
        let at = reader.is_given("at").then(|| reader.optional_time("at"));
        let instead_of = reader.optional_date("instead", instead);
        let hours_lost = reader.is_given("hours").then(|| read_hours(reader));
        let text = |name| reader.is_given(name).then(|| reader.text(name));
        Self {
            move_to,
            at,
            instead_of,
            attendance: reader.is_given("attendance").then(|| Attendance::from_code(reader.value("attendance"))),
            reason: read_reason(reader),
            hours_lost,
            plan: reader.is_given("plan").then(|| Intent::from_code(reader.value("plan"))),
            place: text("place"),
            note: text("note"),
            ..Self::default()
        }
    }

    /// The meeting as it is after the edit. A new one is on the day `on`.
    pub fn facts(self, known: Option<&MeetingFacts>, on: NaiveDate) -> MeetingFacts {
        let mut facts = known.cloned().unwrap_or_else(|| MeetingFacts { on, ..MeetingFacts::default() });
        let is_held = |attendance: Option<Attendance>| attendance.is_some_and(|how| how != Attendance::NotAttended);
        if let Some(attendance) = self.attendance {
            facts.attendance = attendance;
            // What contradicts the new attendance cannot stay.
            if attendance != Some(Attendance::NotAttended) {
                (facts.reason, facts.own_reason, facts.hours_lost) = (None, None, None);
            }
            facts.cancelled &= !is_held(attendance);
        }
        facts.on = self.move_to.unwrap_or(facts.on);
        facts.at = self.at.unwrap_or(facts.at);
        facts.instead_of = self.instead_of.or(facts.instead_of);
        if let Some((reason, own)) = self.reason {
            (facts.reason, facts.own_reason) = (Some(reason), own);
        }
        facts.hours_lost = self.hours_lost.unwrap_or(facts.hours_lost);
        facts.cancelled = self.cancelled.unwrap_or(facts.cancelled);
        facts.place = self.place.unwrap_or(facts.place);
        facts.note = self.note.unwrap_or(facts.note);
        facts.officers = self.officers.unwrap_or(facts.officers);
        facts.covered = self.covered.unwrap_or(facts.covered);
        let is_plannable = (known.is_none() || self.attendance == Some(None)) && !facts.cancelled;
        let usual = || Intent::usual(facts.attendance).filter(|_| is_plannable);
        facts.plan = self.plan.unwrap_or_else(|| facts.plan.or_else(usual));
        facts
    }
}
