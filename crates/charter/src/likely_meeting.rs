//! Guesses which meeting "the meeting of this council" means.

use chrono::{NaiveDate, NaiveTime};

use super::calendar::add_days;
use super::diary::days_without_meeting;
use super::ids::MeetingId;
use super::pattern::Occurrences;
use crate::council_file::CouncilFile;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikelyMeeting {
    /// A planned meeting on record that is due and lacks a result.
    Due(MeetingId),
    /// A day and time of a planned meeting or of the pattern.
    Expected(NaiveDate, Option<NaiveTime>),
    Unknown,
}

/// How long after a meeting of the pattern a user may still write it up.
const MAX_DAYS_AFTER: i64 = 7;

/// A planned meeting on or before that day without a result; else the pattern's meeting on the day or in the week
/// before it; else the next one.
pub fn likely_meeting(file: &CouncilFile, today: NaiveDate) -> LikelyMeeting {
    let lately = add_days(today, -MAX_DAYS_AFTER);
    let open = file.meetings.iter().filter(|meeting| meeting.facts.attendance.is_none() && !meeting.facts.cancelled);
    let due = open
        .filter(|meeting| meeting.facts.on <= today)
        .find(|meeting| meeting.facts.plan.is_some() || meeting.facts.on >= lately);
    let past = last_of_pattern(file, today);
    match (due, past, file.coming.iter().find(|line| line.is_to_come(today) && line.on >= today)) {
        (Some(due), past, _) if past.is_none_or(|past| past <= due.facts.on) => LikelyMeeting::Due(due.id),
        (_, Some(past), _) => {
            LikelyMeeting::Expected(past, file.council.pattern.as_ref().and_then(|pattern| pattern.at))
        }
        (_, _, Some(next)) => LikelyMeeting::Expected(next.on, next.at),
        (Some(due), ..) => LikelyMeeting::Due(due.id),
        _ => LikelyMeeting::Unknown,
    }
}

fn last_of_pattern(file: &CouncilFile, today: NaiveDate) -> Option<NaiveDate> {
    let pattern = file.council.pattern.as_ref()?;
    let days = Occurrences::default().between(pattern, add_days(today, -MAX_DAYS_AFTER), today).ok()?;
    let recorded_days: Vec<NaiveDate> =
        file.meetings.iter().flat_map(|meeting| [Some(meeting.facts.on), meeting.facts.instead_of]).flatten().collect();
    days_without_meeting(&days, &recorded_days).last()
}
