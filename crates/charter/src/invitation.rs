//! An invitation: what was sent to one council in one round.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, InvitationId, RoundId};
use crate::string_enum;

string_enum! {
    /// How a letter was sent.
    Channel {
        /// By electronic mail.
        Email = "email", "e-mail";
        Post = "post", "post";
        /// Handed over at a meeting.
        ByHand = "by hand", "by hand";
    }
}

/// A letter to one council in one round: sent on a date by a channel, and possibly come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub id: InvitationId,
    pub version: i64,
    pub council: CouncilId,
    pub round: RoundId,
    /// When it was sent; empty while the letter's date is not known.
    pub sent_on: Option<NaiveDate>,
    pub channel: Channel,
    /// When it came back undelivered.
    pub undelivered_on: Option<NaiveDate>,
}
