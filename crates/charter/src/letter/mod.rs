//! Letters from the team: drafted as files, sent by a person, and then on record (charter rules 18 and 23).
//!
//! The program sends nothing. A letter is drafted until somebody says on which day it was sent.
//!
//! | module | knows |
//! | --- | --- |
//! | `record` | the kinds of letters, and the record of one |
//! | `due` | which councils are due a letter, and why the others are not |

mod due;
mod record;

pub use due::{Candidate, ChaseRule, Due, LeftOut, due, is_request, request_due, round_letter};
pub use record::{Letter, LetterDraft, LetterKind};
