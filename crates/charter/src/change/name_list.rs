//! Lists of names, each edited as a whole (charter rule 12).

use crate::category::{AbsenceReason, Aim, Category, NameList};
use crate::edit::{Edit, IdAllocator, Need, Record, RecordSet, Refusal, Table};
use crate::english::normalize_key;
use crate::filter::resolve_name;
use crate::ids::{AbsenceReasonId, AimId, CategoryId};
use crate::meeting::Reason;

/// Replaces a list. The records that have a name of it keep that name.
#[derive(Clone, Debug, PartialEq)]
pub struct EditList {
    pub list: NameList,
    pub names: Vec<String>,
}

impl EditList {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![match self.list {
            NameList::Categories => Need::AllCategories,
            NameList::Aims => Need::AllAims,
            NameList::Reasons => Need::AllReasons,
        }]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Result<Vec<Edit>, Refusal> {
        let names = self.checked_names()?;
        let edits = match self.list {
            NameList::Categories => edit_list(&names, &rows.categories().collect::<Vec<_>>(), ids),
            NameList::Aims => edit_list(&names, &rows.aims().collect::<Vec<_>>(), ids),
            NameList::Reasons => edit_list(&names, &rows.reasons().collect::<Vec<_>>(), ids),
        };
        if edits.is_empty() {
            return Err(Refusal::Unchanged(format!("the list of {} is already like this", self.list)));
        }
        Ok(edits)
    }

    fn checked_names(&self) -> Result<Vec<&str>, Refusal> {
        let names: Vec<&str> = self.names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
        if names.is_empty() && self.list != NameList::Reasons {
            return Err(Refusal::Invalid("the list needs at least one name, one per line".to_owned()));
        }
        for (index, name) in names.iter().enumerate() {
            if names[..index].iter().any(|other| normalize_key(other) == normalize_key(name)) {
                return Err(Refusal::Invalid(format!("\"{name}\" is in the list twice; remove one")));
            }
            if self.list == NameList::Reasons && Reason::from_code(name).is_some() {
                return Err(Refusal::Invalid(format!("\"{name}\" is always offered; leave it out of your own list")));
            }
            // Several aims are typed in one field, with commas between them.
            if self.list == NameList::Aims && name.contains(',') {
                return Err(Refusal::Invalid(format!(
                    "\"{name}\" has a comma, which parts aims; write it without one"
                )));
            }
        }
        Ok(names)
    }
}

/// A record that is one name of a list.
trait ListedName: Clone + Into<Record> {
    const TABLE: Table;

    fn new(id: i64, position: i64, name: &str) -> Self;

    fn name(&self) -> &str;

    fn position(&self) -> i64;

    #[must_use]
    fn moved_to(&self, position: i64) -> Self;
}

macro_rules! listed_names {
    ($($type:ident($id:ident) in $table:ident;)+) => {$(
        impl ListedName for $type {
            const TABLE: Table = Table::$table;

            fn new(id: i64, position: i64, name: &str) -> Self {
                Self { id: $id(id), version: 1, position, name: name.to_owned() }
            }

            fn name(&self) -> &str {
                &self.name
            }

            fn position(&self) -> i64 {
                self.position
            }

            fn moved_to(&self, position: i64) -> Self {
                Self { position, ..self.clone() }
            }
        }
    )+};
}

listed_names! {
    Category(CategoryId) in Categories;
    Aim(AimId) in Aims;
    AbsenceReason(AbsenceReasonId) in AbsenceReasons;
}

fn edit_list<T: ListedName>(names: &[&str], known: &[&T], ids: &mut IdAllocator) -> Vec<Edit> {
    let gone = known.iter().filter(|listed| !names.contains(&listed.name()));
    // Removals come first: a name that only changed its case would break the unique index otherwise.
    let mut edits: Vec<Edit> = gone.map(|listed| Edit::remove((*listed).clone())).collect();
    for (position, name) in (0_i64..).zip(names) {
        match known.iter().find(|listed| listed.name() == *name) {
            Some(listed) if listed.position() == position => {}
            Some(listed) => edits.push(Edit::replace((*listed).clone(), listed.moved_to(position))),
            None => edits.push(Edit::create(T::new(ids.allocate(T::TABLE), position, name))),
        }
    }
    edits
}

/// The aims that were typed, by name or its beginning, in the spelling of the list. What a record has already (`kept`)
/// stays, even if the list no longer has it.
pub(super) fn resolve_aims(typed: &[String], kept: &[String], rows: &RecordSet) -> Result<Vec<String>, Refusal> {
    let mut aims: Vec<String> = Vec::new();
    for name in typed.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        let aim = match kept.iter().find(|aim| normalize_key(aim) == normalize_key(name)) {
            Some(aim) => aim.clone(),
            None => resolve_name("aim", name, rows.aims().map(|aim| aim.name.as_str()))
                .map_err(|error| Refusal::Invalid(error.to_string()))?,
        };
        if !aims.contains(&aim) {
            aims.push(aim);
        }
    }
    Ok(aims)
}

#[cfg(test)]
mod tests {
    use super::{EditList, NameList, resolve_aims};
    use crate::category::{Aim, default_aims};
    use crate::edit::{IdAllocator, RecordSet, Refusal};
    use crate::ids::AimId;

    fn aims() -> RecordSet {
        let mut rows = RecordSet::default();
        for (id, name) in (1..).zip(default_aims()) {
            rows.insert(Aim { id: AimId(id), version: 1, position: id - 1, name: name.to_owned() }.into());
        }
        rows
    }

    #[test]
    fn aims_are_found_by_their_beginning_and_old_ones_stay() {
        let typed = ["Reducing", "police vis", "reducing vulnerability", "an old aim"].map(str::to_owned);
        let kept = ["an old aim".to_owned()];
        let found = resolve_aims(&typed, &kept, &aims()).unwrap();
        assert_eq!(found, ["reducing vulnerability", "police visibility and accessibility", "an old aim"]);
        let refused = resolve_aims(&["re".to_owned()], &[], &aims()).unwrap_err().to_string();
        assert!(refused.contains("relationships with partners"), "several begin so: {refused}");
    }

    #[test]
    fn the_charters_own_reasons_are_no_names_of_the_list_which_may_be_empty() {
        let edit = |name: &str| EditList { list: NameList::Reasons, names: vec![name.to_owned()] };
        let (rows, mut ids) = (RecordSet::default(), IdAllocator::default());
        let refused = edit("Off duty").edits(&rows, &mut ids);
        assert!(matches!(refused, Err(Refusal::Invalid(why)) if why.contains("always offered")));
        assert_eq!(edit("football match").edits(&rows, &mut ids).unwrap().len(), 1);
        let none = EditList { list: NameList::Reasons, names: Vec::new() };
        assert!(matches!(none.edits(&rows, &mut ids), Err(Refusal::Unchanged(_))));
    }

    #[test]
    fn a_list_is_replaced_as_a_whole_and_an_aim_has_no_comma() {
        let edit =
            |names: &[&str]| EditList { list: NameList::Aims, names: names.iter().map(|&name| name.into()).collect() };
        let mut ids = IdAllocator::starting_after([(crate::edit::Table::Aims, 5)]);
        assert_eq!(edit(&["response to the public", "water"]).edits(&aims(), &mut ids).unwrap().len(), 6);
        let refused = edit(&["fire, water"]).edits(&aims(), &mut ids);
        assert!(matches!(refused, Err(Refusal::Invalid(why)) if why.contains("comma")));
        let same: Vec<&str> = default_aims().collect();
        assert!(matches!(edit(&same).edits(&aims(), &mut ids), Err(Refusal::Unchanged(_))));
    }
}
