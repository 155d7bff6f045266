//! A decision that a council need not be met in a quarter (charter rules 14 and 15). A person makes it, never the program.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, ExcuseId, RoundId};
use crate::untrusted::Untrusted;

/// One decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Excuse {
    pub id: ExcuseId,
    pub version: i64,
    pub council: CouncilId,
    pub round: RoundId,
    /// The day of the decision. What was missed before it stays missed.
    pub on: NaiveDate,
    pub by: Untrusted,
    pub reason: Untrusted,
}
