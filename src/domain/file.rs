//! Everything that is on file about one council: what the council's own screen and `show` print.

use super::council::Council;
use super::invitation::Invitation;
use super::journal::Entry;
use super::meeting::Meeting;
use super::note::Note;
use super::reply::Reply;
use super::returns::Return;
use super::status::Standing;

/// Everything on file about one council in one round, as at a date; meetings, notes and history of all rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct CouncilFile {
    /// The council.
    pub council: Council,
    /// How it stands in the round.
    pub standing: Standing,
    /// The letters of the round, oldest first.
    pub letters: Vec<Invitation>,
    /// The replies of the round, newest first; what came after the as-at date is among them.
    pub replies: Vec<Reply>,
    /// The returns of the round, the one in force last; what came after the as-at date is among them.
    pub returns: Vec<Return>,
    /// Its meetings, newest first.
    pub meetings: Vec<Meeting>,
    /// The notes on it, newest first.
    pub notes: Vec<Note>,
    /// What was changed about it, newest first, at most [`HISTORY_SHOWN`] entries, each with this council's edits only.
    pub history: Vec<Entry>,
}

/// How many entries of its history a file holds; `charterdesk history` prints them all.
pub const HISTORY_SHOWN: usize = 200;

impl CouncilFile {
    /// The return in force as at the date that the file was read for: the one that its standing speaks of.
    pub fn in_force(&self, as_at: chrono::NaiveDate) -> Option<&Return> {
        use super::returns::Stands;
        self.returns.iter().rev().find(|returned| returned.received.on <= as_at && returned.stands != Stands::SetAside)
    }
}
