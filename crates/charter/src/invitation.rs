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
        /// By post.
        Post = "post", "post";
        /// Handed over at a meeting.
        ByHand = "by hand", "by hand";
    }
}

/// A letter to one council in one round: sent on a date by a channel, and possibly come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its identity.
    pub id: InvitationId,
    /// Counts the changes to this record.
    pub version: i64,
    /// To which council.
    pub council: CouncilId,
    /// In which round.
    pub round: RoundId,
    /// When it was sent; empty while the letter's date is not known.
    pub sent_on: Option<NaiveDate>,
    /// How it was sent.
    pub channel: Channel,
    /// When it came back undelivered.
    pub undelivered_on: Option<NaiveDate>,
}
