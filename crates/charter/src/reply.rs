//! A reply: any contact from a council in a round.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::calendar::Received;
use super::ids::{CouncilId, ReplyId, RoundId};
use crate::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    pub id: ReplyId,
    pub version: i64,
    pub council: CouncilId,
    pub round: RoundId,
    pub received: Received,
    /// When it was typed in, which makes no reply late (charter rule 7).
    pub recorded_at: DateTime<Utc>,
    /// In words: e-mail, phone, at a meeting.
    pub channel: Untrusted,
    /// A role: the clerk, the chair.
    pub from: Untrusted,
    /// As received.
    pub text: Untrusted,
}
