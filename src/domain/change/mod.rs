//! Every change that a person can make, as data.
//!
//! A [`Change`] is one or more [`Act`]s that are made together: one transaction, one entry in the journal, one undo.
//! Each act says what it needs to read ([`Act::needs`]) and which records it edits ([`Change::edits`]); a backend does
//! the reading and the writing.

mod act;
mod carry;
mod categories;
mod council;
mod counts;
mod inbox;
mod letter;
mod mapping;
mod meeting;
mod note;
mod priority;
mod reply;
mod returned;
mod round;
mod update;

pub use act::{Act, Change, Moment};
pub use categories::EditCategories;
pub use council::{AddCouncil, CouncilDetails, EditCouncil, SyncCouncil};
pub use inbox::{AddToInbox, LearnAlias, Resolution, ResolveItem, SplitPart};
pub use letter::RecordLetter;
pub use mapping::ConfirmColumns;
pub use meeting::{MeetingFacts, RecordMeeting};
pub use note::WriteNote;
pub use priority::{ActionFacts, ClosePriority, RecordAction, RecordProgress, RecordReview};
pub use reply::RecordReply;
pub use returned::{AgreePriorities, RecordReturn, ResolveConflict, Supersedes};
pub use round::{EditRound, OpenRound};
pub use update::{AnnounceTeam, RecordExcuse, RecordUpdate};
