//! What the meeting form needs in order to save.

use charter::council_file::CouncilFile;
use charter::ids::MeetingId;
use charter::meeting::Meeting;
use charter::returns::MAX_PRIORITIES;
use charter::status::Flag;
use charter::update::UpdateChannel;
use chrono::NaiveDate;

use crate::tui::forms::priority_selection::{PriorityRef, open_priorities};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeetingContext {
    /// The corrected or planned meeting, with the version that was read.
    pub correct: Option<(MeetingId, i64)>,
    /// The recorded meeting.
    pub known: Option<Meeting>,
    /// The pattern's day that the form was opened for. A meeting on another day takes its place.
    pub expected: Option<NaiveDate>,
    /// The expected meeting's time, suggested for that day only.
    pub suggested_time: Option<(NaiveDate, chrono::NaiveTime)>,
    /// The open priorities.
    pub priorities: Vec<PriorityRef>,
    pub update_owed: bool,
    /// The days on which it got an update at a meeting.
    pub update_days: Vec<NaiveDate>,
}

impl MeetingContext {
    pub fn of(file: Option<&CouncilFile>, known: Option<&Meeting>) -> Self {
        let Some(file) = file else { return Self::default() };
        Self {
            correct: known.map(|known| (known.id, known.version)),
            known: known.cloned(),
            expected: None,
            suggested_time: None,
            priorities: open_priorities(file).into_iter().take(MAX_PRIORITIES).collect(),
            update_owed: file.status.flags.has(Flag::UpdateOwed),
            update_days: file
                .updates
                .iter()
                .filter(|update| update.how == UpdateChannel::Meeting)
                .map(|update| update.on)
                .collect(),
        }
    }
}
