//! A confirmed mapping of columns: a record, so that the program asks once for each shape of sheet.

use serde::{Deserialize, Serialize};

use crate::column::{Column, Mapping};
use crate::ids::MappingId;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetMapping {
    pub id: MappingId,
    pub version: i64,
    /// The fingerprint of the header ([`crate::column::shape`]), unique.
    pub shape: String,
    pub columns: Vec<Column>,
}

impl SheetMapping {
    pub fn mapping(&self) -> Mapping {
        Mapping { columns: self.columns.clone() }
    }
}
