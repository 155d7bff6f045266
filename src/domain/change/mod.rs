//! Every change that a person can make, as data.
//!
//! A [`Change`] is one or more [`Act`]s that are made together: one transaction, one entry in the journal, one undo.
//! Each act says what it needs to read ([`Act::needs`]) and which records it edits ([`Change::edits`]); a backend does
//! the reading and the writing.

mod act;
mod council;
mod letter;
mod meeting;
mod note;
mod reply;
mod returned;
mod round;

pub use act::{Act, Change, Moment};
pub use council::{AmendCouncil, CouncilDetails, EditCouncil, EnterCouncil};
pub use letter::RecordLetter;
pub use meeting::{MeetingFacts, RecordMeeting};
pub use note::WriteNote;
pub use reply::RecordReply;
pub use returned::{AgreePriorities, Over, RecordReturn, SettleConflict};
pub use round::{EditRound, OpenRound};
