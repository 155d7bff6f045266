//! An update: what the team told a council about its priorities. Attendance at a meeting is not an update by itself.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, UpdateId};
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    /// How a council was told (charter, "The words").
    UpdateChannel {
        Meeting = "meeting", "at a meeting";
        Call = "call", "in a call";
        Written = "written", "in writing";
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Update {
    pub id: UpdateId,
    pub version: i64,
    pub council: CouncilId,
    pub on: NaiveDate,
    pub how: UpdateChannel,
    /// May be blank.
    pub text: Untrusted,
}
