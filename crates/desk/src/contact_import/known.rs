//! The contacts on record, changed row by row before any change is made.

use charter::change::{Act, RecordContact};
use charter::contact::{Contact, ContactFacts};
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

/// What a list says of one contact.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    /// By id, each once.
    pub(super) councils: Vec<CouncilId>,
    pub(super) facts: ContactFacts,
    /// The indexes of the rows that say it.
    pub(super) rows: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    New,
    Amended,
    Unchanged,
}

pub(super) struct KnownContacts<'a> {
    before: &'a [Contact],
    after: Vec<Contact>,
    /// Of `after`.
    keys: Vec<ContactKey>,
    added: Vec<Wanted>,
    today: NaiveDate,
    /// For contacts that are new or change, and name no source.
    source: &'a str,
}

/// What makes a contact the same: its role and its address, folded. The address is empty if none is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct ContactKey {
    pub(super) role: String,
    address: String,
}

impl ContactKey {
    pub(super) fn of(facts: &ContactFacts) -> Self {
        let fold = |text: &Untrusted| text.raw().trim().to_lowercase();
        Self { role: fold(&facts.role), address: fold(facts.address()) }
    }

    fn is_same(&self, other: &Self) -> bool {
        !self.address.is_empty() && self == other
    }
}

impl<'a> KnownContacts<'a> {
    pub(super) fn new(before: &'a [Contact], source: &'a str, today: NaiveDate) -> Self {
        let keys = before.iter().map(|contact| ContactKey::of(&contact.facts)).collect();
        Self { before, after: before.to_vec(), keys, added: Vec::new(), today, source }
    }

    /// Amends the contact that is meant, or adds one.
    ///
    /// # Errors
    /// Several may be meant; a sentence without its full stop.
    pub(super) fn take(&mut self, wanted: Wanted) -> Result<Taken, String> {
        let key = ContactKey::of(&wanted.facts);
        let known = || (0..).zip(self.after.iter().zip(&self.keys));
        // A contact that ended stays as it was; the same clerk may have come back.
        let is_open = |known: &Contact| known.facts.valid_to.is_none();
        let mut meant = known().filter(|(_, (contact, known))| {
            known.is_same(&key) && (is_open(contact) || wanted.facts.valid_to.is_some())
        });
        if let Some((index, _)) = meant.next() {
            return Ok(self.amend(index, &wanted));
        }
        let is_predecessor = |(contact, known): (&Contact, &ContactKey)| {
            known.role == key.role
                && is_open(contact)
                && contact.is_current(self.today)
                && contact.councils.iter().any(|council| wanted.councils.contains(council))
        };
        let predecessors: Vec<usize> = known().filter(|(_, it)| is_predecessor(*it)).map(|(index, _)| index).collect();
        match predecessors.as_slice() {
            [] => {
                self.added.push(wanted);
                Ok(Taken::New)
            }
            [one] => {
                let known = &mut self.after[*one];
                if known.councils.iter().all(|council| wanted.councils.contains(council)) {
                    return Ok(self.amend(*one, &wanted));
                }
                // The contact stays that of its other councils.
                known.councils.retain(|council| !wanted.councils.contains(council));
                self.added.push(wanted);
                Ok(Taken::Amended)
            }
            several => Err(format!(
                "{} of this role are on record; amend the right one by hand",
                pluralize(several.len(), "contact")
            )),
        }
    }

    fn amend(&mut self, index: usize, wanted: &Wanted) -> Taken {
        let known = &mut self.after[index];
        let mut facts = known.facts.merged(&wanted.facts);
        let mut councils = known.councils.clone();
        councils.extend(&wanted.councils);
        councils.sort_unstable();
        councils.dedup();
        if facts == known.facts && councils == known.councils {
            return Taken::Unchanged;
        }
        if wanted.facts.source.is_blank() {
            facts.source = self.source.into();
        }
        (known.facts, known.councils) = (facts, councils);
        self.keys[index] = ContactKey::of(&known.facts);
        Taken::Amended
    }

    pub(super) fn acts(self) -> Vec<Act> {
        let changed = self.after.into_iter().zip(self.before).filter(|(after, before)| after != *before);
        let amended = changed.map(|(Contact { id, version, councils, facts }, _)| {
            Act::Contact(RecordContact { known: Some((id, version)), councils, facts })
        });
        let source = self.source;
        let added = self.added.into_iter().map(|Wanted { councils, mut facts, .. }| {
            if facts.source.is_blank() {
                facts.source = source.into();
            }
            Act::Contact(RecordContact { known: None, councils, facts })
        });
        amended.chain(added).collect()
    }
}
