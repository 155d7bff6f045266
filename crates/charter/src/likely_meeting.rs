//! Which meeting a person most likely means who says "the meeting of this council".

use chrono::{NaiveDate, NaiveTime};

use super::calendar::add_days;
use super::diary::still_expected;
use super::ids::MeetingId;
use super::pattern::Occurrences;
use crate::council_file::CouncilFile;

/// The meeting that is most likely meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikelyMeeting {
    /// A planned meeting on record that is due: what came of it is to be recorded.
    Due(MeetingId),
    /// A day that a planned meeting or the council's pattern gives, and its time.
    Expected(NaiveDate, Option<NaiveTime>),
    /// None is known: it may be any day.
    Unknown,
}

/// How many days after a meeting of the pattern it is still taken to be the one that is written up.
const MAX_DAYS_AFTER: i64 = 7;

/// The meeting that is planned for that day or before it, and of which nothing is recorded; else that of the pattern on the
/// day or in the week before it; else the next one that is to come.
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
    let taken: Vec<NaiveDate> =
        file.meetings.iter().flat_map(|meeting| [Some(meeting.facts.on), meeting.facts.instead_of]).flatten().collect();
    still_expected(&days, &taken).last()
}
