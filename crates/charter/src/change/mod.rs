//! Every change that a user can make, as data.
//!
//! A [`Change`] is one or more [`Act`]s: one transaction, one journal entry, one undo. Each act names the records
//! that it needs ([`Act::needs`]) and computes its edits ([`Change::edits`]). A backend reads and writes.

mod act;
mod area;
mod baseline;
mod confirm_columns;
mod contact;
mod council;
mod dated_fields;
mod decide;
mod effective_date;
mod import_records;
mod issue_report;
mod letter;
mod letters;
mod link_priorities;
mod meeting;
mod meeting_words;
mod moment;
mod name_list;
mod note;
mod priority;
mod public_event;
mod record_return;
mod reply;
mod request;
mod resolve_item;
mod round;
mod team;
#[cfg(test)]
mod test_councils;
mod unit;
mod update;

pub use act::{Act, Change};
pub use area::RecordArea;
pub use baseline::{BaselineAnswer, BaselineRound, ImportBaseline};
pub use confirm_columns::ConfirmColumns;
pub use contact::{MarkBounced, RecordContact};
pub use council::{AddCouncil, CouncilDetails, EditCouncil, SyncCouncil};
pub use decide::{AgreePriorities, ResolveConflict};
pub use import_records::{ImportRecords, check_record};
pub use issue_report::IssueReport;
pub use letter::RecordLetter;
pub use letters::{DiscardLetter, DraftLetter, MarkSent};
pub use meeting::RecordMeeting;
pub use moment::{Moment, check_year};
pub use name_list::EditList;
pub use note::WriteNote;
pub use priority::{ClosePriority, RecordAction, RecordProgress, RecordReview, TagPriority};
pub use public_event::RecordEvent;
pub use record_return::{RecordReturn, Supersedes};
pub use reply::RecordReply;
pub use request::RecordRequest;
pub use resolve_item::{AddToInbox, LearnAlias, Resolution, ResolveItem, SplitPart};
pub use round::{EditRound, OpenRound};
pub use team::{NameOfficer, RecordTeam};
pub use update::{AnnounceTeam, RecordExcuse, RecordUpdate};
