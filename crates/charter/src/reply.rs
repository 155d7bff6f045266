//! A reply: any contact from a council in a round.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::calendar::Received;
use super::ids::{CouncilId, ReplyId, RoundId};
use crate::untrusted::Untrusted;

/// Any contact from a council in a round, with the original text kept as received.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    pub id: ReplyId,
    pub version: i64,
    pub council: CouncilId,
    pub round: RoundId,
    /// When the council sent it.
    pub received: Received,
    /// When it was typed in: another fact, which makes no reply late (charter rule 7).
    pub recorded_at: DateTime<Utc>,
    /// How it came, in words: e-mail, phone, at a meeting.
    pub channel: Untrusted,
    /// The role that it came from: the clerk, the chair.
    pub from: Untrusted,
    /// The text as received.
    pub text: Untrusted,
}
