//! A user confirms what the columns of a sheet mean.

use crate::column::Column;
use crate::edit::{Edit, IdAllocator, Need, RecordSet, Table};
use crate::ids::MappingId;
use crate::sheet_mapping::SheetMapping;

/// Replaces the mapping for sheets of one shape. Confirming the same mapping again changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmColumns {
    /// The fingerprint of the header ([`crate::column::shape`]).
    pub shape: String,
    pub columns: Vec<Column>,
}

impl ConfirmColumns {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::AllMappings]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Vec<Edit> {
        let columns = self.columns.clone();
        match rows.mappings().find(|known| known.shape == self.shape) {
            Some(known) if known.columns == columns => Vec::new(),
            Some(known) => vec![Edit::replace(known.clone(), SheetMapping { columns, ..known.clone() })],
            None => {
                let id = MappingId(ids.allocate(Table::Mappings));
                vec![Edit::create(SheetMapping { id, version: 1, shape: self.shape.clone(), columns })]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ConfirmColumns;
    use crate::column::Column;
    use crate::edit::{Edit, IdAllocator, Record, RecordSet};
    use crate::sheet_mapping::SheetMapping;

    fn confirm(rows: &mut RecordSet, ids: &mut IdAllocator, shape: &str, columns: &[Column]) -> Vec<Edit> {
        let edits = ConfirmColumns { shape: shape.to_owned(), columns: columns.to_vec() }.edits(rows, ids);
        edits.iter().for_each(|edit| rows.apply(edit));
        edits
    }

    fn stored(rows: &RecordSet) -> Vec<(i64, i64, &str, Vec<Column>)> {
        rows.mappings()
            .map(|SheetMapping { id, version, shape, columns }| (id.0, *version, shape.as_str(), columns.clone()))
            .collect()
    }

    #[test]
    fn a_shape_has_one_mapping_and_saying_it_again_changes_nothing() {
        let (mut rows, mut ids) = (RecordSet::default(), IdAllocator::default());
        let (one, two) = ([Column::Council, Column::Unused], [Column::Code, Column::Council]);
        let made = confirm(&mut rows, &mut ids, "a|b", &one);
        assert!(matches!(made.as_slice(), [Edit { before: None, after: Some(Record::SheetMapping(_)) }]));
        assert_eq!(confirm(&mut rows, &mut ids, "a|b", &one), []);
        assert_eq!(confirm(&mut rows, &mut ids, "c|d", &one).len(), 1);
        assert_eq!(confirm(&mut rows, &mut ids, "a|b", &two).len(), 1);
        assert_eq!(stored(&rows), [(1, 2, "a|b", two.to_vec()), (2, 1, "c|d", one.to_vec())]);
    }
}
