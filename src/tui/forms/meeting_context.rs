//! What the form of a meeting has to know to save it.

use charter::council_file::CouncilFile;
use charter::ids::MeetingId;
use charter::meeting::Meeting;
use charter::returns::MAX_PRIORITIES;
use charter::status::Flag;
use charter::update::UpdateChannel;
use chrono::NaiveDate;

use crate::tui::forms::which_priority::{PriorityRef, worked_on};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct AfterMeeting {
    /// The meeting that is corrected or was planned, and the version that it was read at.
    pub correct: Option<(MeetingId, i64)>,
    /// That meeting as it is on record.
    pub known: Option<Meeting>,
    /// The day of the council's pattern that it was opened for: on another day it stands in the place of that one.
    pub expected: Option<NaiveDate>,
    /// The time of the expected meeting, suggested for that day only.
    pub suggested_time: Option<(NaiveDate, chrono::NaiveTime)>,
    /// The priorities that are worked on.
    pub priorities: Vec<PriorityRef>,
    /// Whether the council is owed an update.
    pub update_owed: bool,
    /// The days on which it was told something at a meeting.
    pub told_on: Vec<NaiveDate>,
}

impl AfterMeeting {
    pub fn of(file: Option<&CouncilFile>, known: Option<&Meeting>) -> Self {
        let Some(file) = file else { return Self::default() };
        Self {
            correct: known.map(|known| (known.id, known.version)),
            known: known.cloned(),
            expected: None,
            suggested_time: None,
            priorities: worked_on(file).into_iter().take(MAX_PRIORITIES).collect(),
            update_owed: file.status.flags.has(Flag::UpdateOwed),
            told_on: file
                .updates
                .iter()
                .filter(|update| update.how == UpdateChannel::Meeting)
                .map(|update| update.on)
                .collect(),
        }
    }
}
