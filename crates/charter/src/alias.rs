//! What a person has taught the desk about who a council is.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{AliasId, CouncilId};
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    AliasKind {
        /// The address that a reply comes from.
        Address = "address", "address";
        /// A name that a council is written as.
        Name = "name", "name";
    }
}

/// A name or an address that a person has said is a council's. One clerk may write for several councils, so that an address
/// may be an alias of several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alias {
    pub id: AliasId,
    pub version: i64,
    pub council: CouncilId,
    pub kind: AliasKind,
    /// The name or the address as it was written.
    pub written: Untrusted,
    /// The day on which it was said.
    pub learnt_on: NaiveDate,
}
