//! A decision that the team need not meet a council in a quarter (charter rules 14 and 15). A person makes it, never
//! the program.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, ExcuseId, RoundId};
use crate::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Excuse {
    pub id: ExcuseId,
    pub version: i64,
    pub council: CouncilId,
    pub round: RoundId,
    /// A meeting missed before this day stays missed.
    pub on: NaiveDate,
    pub by: Untrusted,
    pub reason: Untrusted,
}
