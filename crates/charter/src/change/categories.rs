//! The list of categories, edited as a whole (charter rule 12).

use crate::category::Category;
use crate::edit::{Edit, IdAllocator, RecordSet, Refusal, Table};
use crate::english::normalize_key;
use crate::ids::CategoryId;

/// Replaces the list of categories. The categories of existing priorities do not change.
#[derive(Clone, Debug, PartialEq)]
pub struct EditCategories {
    pub names: Vec<String>,
}

impl EditCategories {
    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Result<Vec<Edit>, Refusal> {
        let names: Vec<&str> = self.names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
        if names.is_empty() {
            return Err(Refusal::Invalid("the list needs at least one category, one per line".to_owned()));
        }
        for (index, name) in names.iter().enumerate() {
            if names[..index].iter().any(|other| normalize_key(other) == normalize_key(name)) {
                return Err(Refusal::Invalid(format!("\"{name}\" is in the list twice; remove one")));
            }
        }
        let known: Vec<&Category> = rows.categories().collect();
        let gone = known.iter().filter(|category| !names.contains(&category.name.as_str()));
        // Removals come first: a name that only changed its case would break the unique index otherwise.
        let mut edits: Vec<Edit> = gone.map(|category| Edit::remove((*category).clone())).collect();
        for (position, name) in (0_i64..).zip(&names) {
            match known.iter().find(|category| category.name == **name) {
                Some(category) if category.position == position => {}
                Some(category) => {
                    edits.push(Edit::replace((*category).clone(), Category { position, ..(*category).clone() }));
                }
                None => edits.push(Edit::create(Category {
                    id: CategoryId(ids.allocate(Table::Categories)),
                    version: 1,
                    position,
                    name: (*name).to_owned(),
                })),
            }
        }
        if edits.is_empty() {
            return Err(Refusal::Unchanged("the list of categories is already like this".to_owned()));
        }
        Ok(edits)
    }
}
