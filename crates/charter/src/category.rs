//! The categories of priorities: a list that the user can edit (charter rule 12).

use serde::{Deserialize, Serialize};

use super::ids::CategoryId;

/// A later edit of the list does not change the category of a priority.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Category {
    pub id: CategoryId,
    pub version: i64,
    /// From 0.
    pub position: i64,
    pub name: String,
}
