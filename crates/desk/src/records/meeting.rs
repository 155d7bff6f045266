//! A meeting with the progress on its priorities and the update given there. Fields: `on`, `at`, `instead`, `attendance`,
//! `reason`, `hours`, `place`, `note`.

use charter::calendar::DateBias;
use charter::change::{Act, RecordMeeting, RecordProgress, RecordUpdate};
use charter::ids::{CouncilId, MeetingId, PriorityId};
use charter::meeting::{Attendance, Intent, Meeting, MeetingFacts, Reason};
use charter::untrusted::Untrusted;
use charter::update::UpdateChannel;
use chrono::NaiveDate;

use super::reader::FieldReader;

/// What a form and a subcommand ask for in different ways.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeetingOptions {
    pub cancelled: bool,
    pub plan: Option<Intent>,
    pub officers: Vec<Untrusted>,
    /// The slots, 1 to 3, of the priorities that were spoken of.
    pub covered: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MeetingInput {
    pub facts: MeetingFacts,
    pub progress: Vec<(PriorityId, Untrusted)>,
    /// Whether the council was told about its priorities there.
    pub told: bool,
}

impl MeetingInput {
    /// `[day, instead]` say which year the day, and the day that it stands in for, are in if they were typed without one.
    pub fn read_facts(
        reader: &mut FieldReader<'_>,
        options: MeetingOptions,
        [day, instead]: [DateBias; 2],
    ) -> Option<MeetingFacts> {
        let (on, at) = (reader.date("on", day), reader.optional_time("at"));
        let instead_of = reader.optional_date("instead", instead);
        let attendance = Attendance::from_code(reader.value("attendance"));
        let (reason, own_reason) = read_reason(reader).unzip();
        let hours_lost = read_hours(reader);
        let MeetingOptions { cancelled, plan, officers, covered } = options;
        let (place, note) = (reader.text("place"), reader.text("note"));
        Some(MeetingFacts {
            on: on?,
            at,
            place,
            plan,
            cancelled,
            instead_of,
            uid: None,
            revision: None,
            attendance,
            reason,
            own_reason: own_reason.flatten(),
            hours_lost,
            officers,
            note,
            covered,
        })
    }

    /// The acts for one council, the meeting first. A meeting that is on record just so (`known`) is not recorded again if
    /// something else is.
    pub fn acts(&self, council: CouncilId, correct: Option<(MeetingId, i64)>, known: Option<&Meeting>) -> Vec<Act> {
        let on = self.facts.on;
        let written = self.facts.attendance == Some(Attendance::Written);
        let recorded = known.is_some_and(|known| is_recorded(known, &self.facts));
        let mut acts = Vec::new();
        if !recorded || (self.progress.is_empty() && !self.told) {
            acts.push(Act::Meeting(RecordMeeting { council, correct, facts: self.facts.clone() }));
        }
        acts.extend(self.progress.iter().map(|(priority, text)| {
            Act::Progress(RecordProgress { council, priority: *priority, on, text: text.clone() })
        }));
        // A written update sent instead of attending is an update already.
        if self.told && !written {
            let (how, text) = (UpdateChannel::Meeting, Untrusted::default());
            acts.push(Act::Update(RecordUpdate { council, on, how, text }));
        }
        acts
    }
}

/// The choice of a form in which no reason is chosen.
pub const NO_REASON: &str = "no reason chosen yet";

/// A reason of the charter, or `other` with a name of the user's own list. `None` if none was given.
pub(super) fn read_reason(reader: &FieldReader<'_>) -> Option<(Reason, Option<String>)> {
    match reader.value("reason") {
        "" | NO_REASON => None,
        typed => Some(
            Reason::from_code(typed).map_or_else(|| (Reason::Other, Some(typed.to_owned())), |reason| (reason, None)),
        ),
    }
}

/// The hours of the field `hours`.
pub(super) fn read_hours(reader: &mut FieldReader<'_>) -> Option<f64> {
    let typed = reader.value("hours");
    if typed.is_empty() {
        return None;
    }
    let hours = typed.parse().ok().filter(|hours: &f64| hours.is_finite());
    if hours.is_none() {
        reader.reject("hours", &format!("“{typed}” is no number of hours; write it as 12 or 7.5"));
    }
    hours
}

fn is_recorded(known: &Meeting, facts: &MeetingFacts) -> bool {
    let recorded = MeetingFacts { plan: facts.plan, uid: facts.uid.clone(), ..known.facts.clone() };
    known.facts.attendance.is_some() && recorded == *facts
}

/// Why how the team took part cannot be recorded: the meeting is after `today`. Only what is typed is checked: a recorded
/// meeting may be later than the as-at day.
pub fn check_held(facts: &MeetingFacts, is_typed: bool, today: NaiveDate) -> Result<(), &'static str> {
    if is_typed && facts.attendance.is_some() && facts.on > today {
        return Err("this meeting is still to come; choose “planned, not held yet”");
    }
    Ok(())
}

/// Reads `1 2, 3`. `None` if a part is no slot.
pub fn parse_covered(text: &str) -> Option<Vec<u8>> {
    let parts = text.split([' ', ',']).filter(|part| !part.is_empty());
    let mut slots: Vec<u8> =
        parts.map(|part| part.parse().ok().filter(|slot| (1..=3).contains(slot))).collect::<Option<_>>()?;
    slots.sort_unstable();
    slots.dedup();
    Some(slots)
}
