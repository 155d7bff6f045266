//! A council: the body that the letter goes to.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::CouncilId;
use super::pattern::Pattern;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    /// What sort of body a council is.
    Kind {
        Town = "town", "town council";
        Parish = "parish", "parish council";
        City = "city", "city council";
        /// One council for several parishes.
        Group = "group", "group council";
        /// A meeting of the electors, without a council.
        ParishMeeting = "parish meeting", "parish meeting";
        /// Not established.
        Unknown = "unknown", "kind not known";
    }
}

/// A civil parish that a council covers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Parish {
    /// The code of the Office for National Statistics, `E04…`.
    pub code: String,
    /// The parish's name as published with the code.
    pub name: Untrusted,
    /// Degrees north (WGS84), of a point inside the parish.
    pub latitude: Option<f64>,
    /// Degrees east (WGS84), of a point inside the parish.
    pub longitude: Option<f64>,
}

/// A town, parish or city council, a group council, or a parish meeting. Never deleted: it becomes inactive on a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Council {
    pub id: CouncilId,
    /// Counts the changes to this record; a change made on an older version is refused.
    pub version: i64,
    /// Its place in the register, from 0.
    pub position: i64,
    /// The council's name; the parish's name while no council name is established.
    pub name: Untrusted,
    /// Whether `name` is the council's own name.
    pub name_confirmed: bool,
    pub kind: Kind,
    /// The county: the first level of every list.
    pub county: Untrusted,
    /// The local authority below or equal to the county.
    pub district: Untrusted,
    /// The Safer Neighbourhood Team; empty until the user's own list names it.
    pub team: Untrusted,
    /// The role of the contact (the clerk, the chair): business contact data, never a name.
    pub contact_role: Untrusted,
    pub contact_address: Untrusted,
    /// When it meets, in words: "second Tuesday monthly, not August".
    pub meeting_pattern: Untrusted,
    /// The same as a rule, where the words could be understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
    /// The day from which it no longer exists.
    pub inactive_on: Option<NaiveDate>,
    /// The parishes that it covers, at least one.
    pub parishes: Vec<Parish>,
}

/// What is said beside a name that is only the parish's.
pub const NAME_NOT_CONFIRMED: &str = "council name not confirmed";

impl Council {
    /// Whether the council exists on a day.
    pub fn is_active(&self, on: NaiveDate) -> bool {
        self.inactive_on.is_none_or(|from| on < from)
    }

    /// The names of its parishes, for people: `Canon Pyon, King's Pyon`.
    pub fn parish_names(&self) -> String {
        self.parishes.iter().map(|parish| parish.name.sanitized()).collect::<Vec<_>>().join(", ")
    }
}
