//! The names and addresses that users taught the program for a council.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{AliasId, CouncilId};
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    AliasKind {
        Address = "address", "address";
        Name = "name", "name";
    }
}

/// A name or an address that a user assigned to a council. One clerk may write for several councils, so an address
/// may be an alias of several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alias {
    pub id: AliasId,
    pub version: i64,
    pub council: CouncilId,
    pub kind: AliasKind,
    pub written: Untrusted,
    pub learnt_on: NaiveDate,
}
