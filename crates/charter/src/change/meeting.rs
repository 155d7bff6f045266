//! A meeting and how the team attended it.

use chrono::NaiveDate;

use super::moment::Moment;
use crate::calendar::format_full;
use crate::edit::{Edit, IdAllocator, Key, Need, RecordSet, Refusal, Table, check_version};
use crate::filter::resolve_name;
use crate::ids::{CouncilId, MeetingId};
use crate::meeting::{Attendance, Meeting, MeetingFacts, Reason};
use crate::pattern::Occurrences;
use crate::untrusted::sanitize;

/// A year of one officer, and a little.
const MAX_HOURS: f64 = 2000.0;

/// Records a meeting. A planned meeting of that day becomes the held one; otherwise the change adds a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordMeeting {
    pub council: CouncilId,
    /// The meeting to correct, and the version that the user saw.
    pub correct: Option<(MeetingId, i64)>,
    pub facts: MeetingFacts,
}

impl RecordMeeting {
    pub(super) fn needs(&self) -> Vec<Need> {
        let mut needs = vec![Need::council(self.council), Need::MeetingsOf(self.council, self.facts.on)];
        needs.extend(self.facts.own_reason.is_some().then_some(Need::AllReasons));
        needs.extend(self.correct.map(|(id, _)| Need::Record(Key { table: Table::Meetings, id: id.0 })));
        needs
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        rows.council(self.council)?;
        self.check(moment)?;
        if let Some((id, version)) = self.correct {
            let known = rows.meeting(id)?;
            check_version(known.clone(), version, &format!("the meeting of {}", format_full(known.facts.on)))?;
        }
        let same_day = rows.meetings_of(self.council, self.facts.on);
        let Some(known) = self.known(rows) else {
            if let Some(held) = same_day.iter().find(|held| self.may_be_same(held) && held.facts.at == self.facts.at) {
                return Err(Refusal::Invalid(format!(
                    "a meeting on {} is recorded already; open the council, choose it and press Enter to correct it",
                    format_full(held.facts.on)
                )));
            }
            let id = MeetingId(ids.allocate(Table::Meetings));
            return Ok(vec![Edit::create(self.meeting(id, self.resolve_reason(None, rows)?))]);
        };
        let reason = self.resolve_reason(Some(known), rows)?;
        let mut after = Meeting { version: known.version, ..self.meeting(known.id, reason) };
        if self.correct.is_none() && after.facts.officers.is_empty() {
            after.facts.officers.clone_from(&known.facts.officers);
        }
        if known.facts.cancelled && after.facts.cancelled && after.facts.on != known.facts.on {
            return Err(Refusal::Invalid(format!(
                "the meeting of {} was cancelled; undo that first, or record the new date as a separate meeting",
                format_full(known.facts.on)
            )));
        }
        // A moved meeting keeps its original pattern day, so that the day does not appear again.
        after.facts.instead_of =
            after.facts.instead_of.or(known.facts.instead_of).or_else(|| self.vacated_pattern_day(rows, known));
        after.facts.uid = after.facts.uid.or_else(|| known.facts.uid.clone());
        after.facts.revision = after.facts.revision.or(known.facts.revision);
        if after.facts.attendance.is_some() || self.correct.is_none() {
            after.facts.plan = after.facts.plan.or(known.facts.plan);
        }
        if self.correct.is_none() {
            // Planned details remain where the user entered none.
            after.facts.at = after.facts.at.or(known.facts.at);
            if after.facts.place.is_blank() {
                after.facts.place = known.facts.place.clone();
            }
            if after.facts.note.is_blank() {
                after.facts.note = known.facts.note.clone();
            }
        }
        if after == *known {
            return Err(Refusal::Unchanged("the meeting is already recorded like this".to_owned()));
        }
        Ok(vec![Edit::replace(known.clone(), after)])
    }

    /// The recorded meeting that this changes; `None` if it adds one.
    pub(super) fn known<'a>(&self, rows: &'a RecordSet) -> Option<&'a Meeting> {
        match self.correct {
            Some((id, _)) => rows.meeting(id).ok(),
            None => rows
                .meetings_of(self.council, self.facts.on)
                .into_iter()
                .filter(|meeting| self.may_be_same(meeting))
                .find(|meeting| meeting.facts.attendance.is_none() && !meeting.facts.cancelled),
        }
    }

    /// Different calendar UIDs mean different meetings, even on one day. A calendar's meeting without a record is a new one: the
    /// import has looked for its record.
    fn may_be_same(&self, known: &Meeting) -> bool {
        self.facts.uid.is_none() || self.facts.uid == known.facts.uid
    }

    /// The day of the council's pattern that a moved meeting vacates.
    fn vacated_pattern_day(&self, rows: &RecordSet, known: &Meeting) -> Option<NaiveDate> {
        let pattern = rows.council(self.council).ok()?.pattern.as_ref().filter(|_| self.facts.on != known.facts.on)?;
        let days = Occurrences::default().between(pattern, known.facts.on, known.facts.on).ok()?;
        days.first().copied()
    }

    fn check(&self, moment: Moment) -> Result<(), Refusal> {
        check_facts(&self.facts, moment)?;
        if self.facts.attendance.is_none() && self.facts.on < moment.today() && !self.facts.officers.is_empty() {
            return Err(Refusal::Invalid("say how the team took part, or leave out who was there".to_owned()));
        }
        Ok(())
    }

    /// The reason of the user's own list, by its name or the beginning of it. What is on record stays.
    fn resolve_reason(&self, known: Option<&Meeting>, rows: &RecordSet) -> Result<Option<String>, Refusal> {
        let Some(typed) = &self.facts.own_reason else { return Ok(None) };
        if known.is_some_and(|known| known.facts.own_reason.as_ref() == Some(typed)) {
            return Ok(Some(typed.clone()));
        }
        let own: Vec<&str> = rows.reasons().map(|reason| reason.name.as_str()).collect();
        let all = Reason::ALL.iter().map(|reason| reason.code()).chain(own.iter().copied());
        match resolve_name("reason", typed, own.iter().copied()) {
            Ok(name) => Ok(Some(name)),
            Err(_) => Err(Refusal::Invalid(format!(
                "there is no reason “{}”; there are: {}",
                sanitize(typed),
                all.collect::<Vec<_>>().join(", ")
            ))),
        }
    }

    fn meeting(&self, id: MeetingId, own_reason: Option<String>) -> Meeting {
        Meeting { id, version: 1, council: self.council, facts: MeetingFacts { own_reason, ..self.facts.clone() } }
    }
}

/// What must hold of every meeting on record. Whether the own reason is in the list is asked of a typed one only, because a
/// record keeps its name when the list loses it.
pub(super) fn check_facts(facts: &MeetingFacts, moment: Moment) -> Result<(), Refusal> {
    super::moment::check_year("the meeting is dated", facts.on)?;
    let invalid = |text: String| Err(Refusal::Invalid(text));
    match (facts.attendance, facts.reason) {
        (Some(Attendance::NotAttended), None) => {
            let reasons: Vec<&str> = Reason::ALL.iter().map(|reason| reason.code()).collect();
            return invalid(format!("a meeting that was not attended needs the reason: {}", reasons.join(", ")));
        }
        (Some(attendance), Some(_)) if attendance != Attendance::NotAttended => {
            return invalid("a reason is for a meeting that was not attended; leave it out".to_owned());
        }
        _ => {}
    }
    if facts.own_reason.is_some() && facts.reason != Some(Reason::Other) {
        return invalid("a reason of your own list stands for “other”; leave the second reason out".to_owned());
    }
    match facts.hours_lost {
        Some(_) if facts.attendance != Some(Attendance::NotAttended) => {
            return invalid("hours are for a meeting that was not attended; leave them out".to_owned());
        }
        Some(hours) if !(hours > 0.0 && hours <= MAX_HOURS) => {
            return invalid(format!("the hours lost are more than 0 and at most {MAX_HOURS}; check them"));
        }
        _ => {}
    }
    if facts.cancelled && facts.attendance.is_some_and(|attendance| attendance != Attendance::NotAttended) {
        return invalid("a meeting that the council cancelled cannot have been attended".to_owned());
    }
    if facts.attendance.is_some() && facts.on > moment.today() {
        return invalid(format!("the meeting of {} is still to come; it can only be planned", format_full(facts.on)));
    }
    if facts.covered.iter().any(|slot| !(1..=3).contains(slot)) {
        return invalid("the priorities covered are 1, 2 or 3".to_owned());
    }
    Ok(())
}
