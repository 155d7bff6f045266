//! The table of contacts.

use charter::contact::{Contact, ContactFacts};
use charter::edit::{Record, Table};
use charter::ids::ContactId;

use super::column::{Column, columns};
use super::known::{CouncilCells, Known};
use super::row::{Links, TableRow};

#[derive(Clone, Default)]
pub(super) struct ContactRow {
    council: CouncilCells,
    facts: ContactFacts,
}

impl TableRow for ContactRow {
    const COLUMNS: &'static [Column<Self>] = columns! { ContactRow;
        "council codes" => council.codes;
        "councils" => council.names;
        "role" key => facts.role;
        "e-mail" key => facts.email;
        "phone" => facts.phone;
        "postal address" => facts.postal_address;
        "salutation" => facts.salutation;
        "from" => facts.valid_from;
        "to" => facts.valid_to;
        "source" => facts.source;
        "checked on" => facts.checked_on;
        "bounced on" => facts.bounced_on;
    };
    const TABLES: &'static [Table] = &[Table::Contacts];

    fn council(&self) -> &CouncilCells {
        &self.council
    }

    fn council_mut(&mut self) -> &mut CouncilCells {
        &mut self.council
    }

    /// In the order of their ids, because of two that may get a letter the newer one does.
    fn rows(known: &Known) -> Vec<Self> {
        let row = |it: &Contact| Self { council: known.cells(&it.councils), facts: it.facts.clone() };
        known.records.contacts().map(row).collect()
    }

    /// A role at an address, or without one at a council.
    fn identity(&self) -> Vec<String> {
        let address = match self.facts.address() {
            blank if blank.is_blank() => self.council.codes.clone(),
            address => address.raw().trim().to_lowercase(),
        };
        vec![self.facts.role.raw().trim().to_lowercase(), address]
    }

    fn build(group: &[&Self], _known: &Known, links: &mut Links) -> Result<Vec<Record>, String> {
        let record = |row: &&Self| {
            let id = ContactId(links.new_id());
            Record::Contact(Contact { id, version: 1, councils: row.council.ids.clone(), facts: row.facts.clone() })
        };
        Ok(group.iter().map(record).collect())
    }
}
