//! How the columns of a sheet were confirmed: a record, so that a sheet of the same shape is not asked about again.

use serde::{Deserialize, Serialize};

use crate::column::{Column, Mapping};
use crate::ids::MappingId;

/// What the columns of the sheets of one shape mean, as a person confirmed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetMapping {
    pub id: MappingId,
    pub version: i64,
    /// What tells headers of the same columns from others ([`crate::column::shape`]); there is one mapping a shape.
    pub shape: String,
    /// What each column means, in their order.
    pub columns: Vec<Column>,
}

impl SheetMapping {
    /// As the rows of a sheet are read by it.
    pub fn mapping(&self) -> Mapping {
        Mapping { columns: self.columns.clone() }
    }
}
