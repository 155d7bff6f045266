//! An update: what the team told a council about its priorities. Not the same thing as being at a meeting.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, UpdateId};
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    /// How a council was told (charter, "The words").
    UpdateChannel {
        /// At a meeting, in person or digitally.
        Meeting = "meeting", "at a meeting";
        /// In a call.
        Call = "call", "in a call";
        /// In writing.
        Written = "written", "in writing";
    }
}

/// One update.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Update {
    /// Its identity.
    pub id: UpdateId,
    /// Counts the changes to this record.
    pub version: i64,
    /// To which council.
    pub council: CouncilId,
    /// The day.
    pub on: NaiveDate,
    /// How.
    pub how: UpdateChannel,
    /// What was told; may be left empty.
    pub text: Untrusted,
}
