//! The categories of priorities: a list that the user can edit (charter rule 12).

use serde::{Deserialize, Serialize};

use super::ids::CategoryId;

/// One category. What a priority says of its category stays as it was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Category {
    pub id: CategoryId,
    pub version: i64,
    /// Its place in the list, from 0.
    pub position: i64,
    pub name: String,
}
