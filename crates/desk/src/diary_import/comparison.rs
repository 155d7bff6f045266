//! What is compared, and what the comparison found.

use chrono::NaiveDate;

use crate::diary_import::skipped::SkippedEvent;
use charter::alias::Alias;
use charter::change::Act;
use charter::council::Council;
use charter::ids::CouncilId;
use charter::meeting::Meeting;

#[derive(Clone, Copy, Debug)]
pub struct DiaryContext<'a> {
    pub councils: &'a [Council],
    /// The names that were learnt from replies.
    pub aliases: &'a [Alias],
    pub meetings: &'a [Meeting],
    /// The council that the user named for the whole calendar.
    pub council: Option<CouncilId>,
    /// The database's token ([`database_token`](crate::uid::database_token)).
    pub token: &'a str,
    /// Series are expanded from this day on.
    pub as_at: NaiveDate,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    pub acts: Vec<Act>,
    /// Meetings to add.
    pub new: usize,
    /// Meetings with a new day, time, place or link.
    pub changed: usize,
    pub unchanged: usize,
    pub cancelled: usize,
    /// Of the cancelled ones those that the calendar does not have any more.
    pub removed: Vec<SkippedEvent>,
    /// Versions that are older than the file's or the record's own.
    pub outdated: Vec<SkippedEvent>,
    /// Events without a council's name.
    pub unmatched: Vec<SkippedEvent>,
    pub ambiguous: Vec<SkippedEvent>,
    pub unreadable: Vec<SkippedEvent>,
}

impl Comparison {
    pub fn imported(&self) -> usize {
        self.new + self.changed + self.unchanged + self.cancelled + self.outdated.len()
    }

    /// The sum of all counts.
    pub fn total(&self) -> usize {
        self.imported() + self.unmatched.len() + self.ambiguous.len() + self.unreadable.len()
    }
}
