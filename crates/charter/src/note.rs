//! A note on a council, in the sergeant's own words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, NoteId};
use crate::untrusted::Untrusted;
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    pub id: NoteId,
    pub version: i64,
    pub council: CouncilId,
    pub on: NaiveDate,
    pub text: Untrusted,
}
