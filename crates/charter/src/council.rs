//! A council: the body that the letter goes to.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::CouncilId;
use super::pattern::Pattern;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    Kind {
        Town = "town", "town council";
        Parish = "parish", "parish council";
        City = "city", "city council";
        Group = "group", "group council";
        ParishMeeting = "parish meeting", "parish meeting";
        Unknown = "unknown", "kind not known";
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Parish {
    /// The code of the Office for National Statistics, `E04…`.
    pub code: String,
    /// As published with the code.
    pub name: Untrusted,
    /// Degrees (WGS84) of a point inside the parish.
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

/// A town, parish or city council, a group council, or a parish meeting. Never deleted: it becomes inactive on a
/// date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Council {
    pub id: CouncilId,
    /// Counts the changes to this record. The store refuses a change made on an older version.
    pub version: i64,
    /// Its position in the register, from 0.
    pub position: i64,
    /// The parish's name while no council name is established: see `name_confirmed`.
    pub name: Untrusted,
    pub name_confirmed: bool,
    pub kind: Kind,
    pub county: Untrusted,
    /// The local authority below or equal to the county.
    pub district: Untrusted,
    /// Blank until the user's own list names it.
    pub team: Untrusted,
    /// As typed, for example "second Tuesday monthly, not August".
    pub meeting_pattern: Untrusted,
    /// The same as a rule, if the words can be parsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
    /// The first day on which the council exists; `None` if it existed before the records begin.
    #[serde(default)]
    pub active_from: Option<NaiveDate>,
    /// From this day on the council no longer exists.
    pub inactive_on: Option<NaiveDate>,
    /// The councils that an inactive one was merged into or split into.
    #[serde(default)]
    pub successors: Vec<CouncilId>,
    /// At least one.
    pub parishes: Vec<Parish>,
    /// Empty, except in entries of an older journal.
    #[serde(flatten)]
    pub former_contact: FormerContact,
}

/// The contact that a council had before contacts became records of their own. Only older entries of the journal hold
/// one, so that the history still shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FormerContact {
    #[serde(rename = "contact_role", default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Untrusted>,
    #[serde(rename = "contact_address", default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Untrusted>,
}

pub const NAME_NOT_CONFIRMED: &str = "council name not confirmed";

impl Council {
    pub fn is_active(&self, on: NaiveDate) -> bool {
        self.active_from.is_none_or(|from| from <= on) && self.inactive_on.is_none_or(|until| on < until)
    }

    /// For example `Canon Pyon, King's Pyon`.
    pub fn parish_names(&self) -> String {
        self.parishes.iter().map(|parish| parish.name.sanitized()).collect::<Vec<_>>().join(", ")
    }
}
