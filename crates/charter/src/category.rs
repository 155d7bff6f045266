//! Lists of names that the user can edit: the categories of priorities (charter rule 12), the aims of the charter, and
//! reasons of not attending (rule 30).

use serde::{Deserialize, Serialize};

use super::ids::{AbsenceReasonId, AimId, CategoryId};
use crate::string_enum;

string_enum! {
    NameList {
        Categories = "categories", "categories";
        Aims = "aims", "aims";
        /// Beside those of [`Reason`](crate::meeting::Reason).
        Reasons = "reasons", "reasons of not attending";
    }
}

/// A later edit of the list does not change the category of a priority.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Category {
    pub id: CategoryId,
    pub version: i64,
    /// From 0.
    pub position: i64,
    pub name: String,
}

/// What the force means to achieve: a tag of priorities and actions. A later edit of the list does not change them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Aim {
    pub id: AimId,
    pub version: i64,
    /// From 0.
    pub position: i64,
    pub name: String,
}

/// A reason of not attending that the charter's own list does not have. A later edit of the list does not change the
/// meetings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AbsenceReason {
    pub id: AbsenceReasonId,
    pub version: i64,
    /// From 0.
    pub position: i64,
    pub name: String,
}

/// The aims of a new database, from the charter's own words.
pub fn default_aims() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../../data/aims.txt").lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}
