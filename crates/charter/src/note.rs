//! A note on a council, in the sergeant's own words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, NoteId};
use crate::untrusted::Untrusted;

/// A note on a council.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Its identity.
    pub id: NoteId,
    /// Counts the changes to this record.
    pub version: i64,
    /// On which council.
    pub council: CouncilId,
    /// The day that it is about.
    pub on: NaiveDate,
    /// The words.
    pub text: Untrusted,
}
