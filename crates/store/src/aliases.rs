//! Aliases: the names and addresses that users assigned to councils. One row each.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use crate::entity::{entity, select};
use crate::{council_changes, councils};
use charter::alias::{Alias, AliasKind};
use charter::council_change::{CouncilChange, CouncilField};
use charter::ids::{AliasId, CouncilId};
use charter::search_key::fold;
use charter::untrusted::Untrusted;

entity!(Alias in Aliases {
    council: "council_id",
    kind: "kind",
    written: "written",
    learnt_on: "learnt_on",
});

/// What users assigned, and the names that a council had or will have: a clerk may go on using the old one.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Alias>> {
    let mut aliases: Vec<Alias> = select(connection, "order by id", [])?;
    aliases.extend(other_names(connection)?);
    Ok(aliases)
}

/// Leaves out a name that another council has or had, because it does not tell them apart.
fn other_names(connection: &Connection) -> rusqlite::Result<Vec<Alias>> {
    let renamed = council_changes::of_field(connection, CouncilField::Name)?;
    if renamed.is_empty() {
        return Ok(Vec::new());
    }
    let mut owners: HashMap<String, BTreeSet<CouncilId>> = HashMap::new();
    let mut note = |name: &Untrusted, council| owners.entry(fold(name.raw())).or_default().insert(council);
    for council in councils::all(connection)? {
        note(&council.name, council.id);
    }
    for change in &renamed {
        note(&change.from, change.council);
        note(&change.to, change.council);
    }
    let alias = |change: &CouncilChange, written: &Untrusted| Alias {
        id: AliasId(0),
        version: 0,
        council: change.council,
        kind: AliasKind::Name,
        written: written.clone(),
        learnt_on: change.on,
    };
    let names = renamed.iter().flat_map(|change| [alias(change, &change.from), alias(change, &change.to)]);
    Ok(names.filter(|alias| owners.get(&fold(alias.written.raw())).is_some_and(|of| of.len() == 1)).collect())
}

pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Alias>> {
    select(connection, "where council_id = ?1 order by id", [council.0])
}
