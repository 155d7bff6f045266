//! What a form and a subcommand both record: typed text by field becomes an act, or errors by field.
//!
//! Every record has a `read` that takes its fields from a [`FieldReader`]. The modules here name the fields; a form shows an
//! [`Invalid`] at its field, a subcommand at its flag. What needs the database (a council, a priority) the caller looks up.

mod action;
mod area;
mod closing;
mod contact;
mod council;
mod decision;
mod excuse;
mod issued_report;
mod letter;
mod meeting;
mod meeting_edit;
mod names;
mod note;
mod progress;
mod public_event;
mod reader;
mod reply;
mod request;
mod returned;
mod review;
mod round;
mod sent_priority;
mod team;
mod update;

pub use action::{ActionInput, read_aims};
pub use area::{read_area, record_area};
pub use closing::read_closing;
pub use contact::{read_contact, read_role_and_address};
pub use council::{DATED, read_details};
pub use decision::read_decision;
pub use excuse::ExcuseInput;
pub use issued_report::IssuedReportInput;
pub use letter::LetterInput;
pub use meeting::{MeetingInput, MeetingOptions, NO_REASON, check_held, parse_covered};
pub use meeting_edit::MeetingEdit;
pub use note::NoteInput;
pub use progress::ProgressInput;
pub use public_event::{read_event, record_event};
pub use reader::{FieldReader, Fields, Invalid, InvalidKind};
pub use reply::ReplyInput;
pub use request::{read_request, record_request};
pub use returned::{TypedPriority, read_answer};
pub use review::{CHANGED, ReviewInput, UNCHANGED};
pub use round::{CharterFile, RoundInput};
pub use sent_priority::SentPriorityInput;
pub use team::{OfficerInput, read_team, record_team};
pub use update::UpdateInput;

#[cfg(test)]
mod tests;
