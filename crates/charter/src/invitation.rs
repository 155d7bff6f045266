//! The letter to one council in one round.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, InvitationId, RoundId};
use crate::string_enum;

string_enum! {
    Channel {
        Email = "email", "e-mail";
        Post = "post", "post";
        ByHand = "by hand", "by hand";
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub id: InvitationId,
    pub version: i64,
    pub council: CouncilId,
    pub round: RoundId,
    /// `None` while the letter's date is not known.
    pub sent_on: Option<NaiveDate>,
    pub channel: Channel,
    pub undelivered_on: Option<NaiveDate>,
}
