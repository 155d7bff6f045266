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
    /// Shared contacts as they were for the councils that now have another.
    former: Vec<Wanted>,
    today: NaiveDate,
    /// For contacts that are new or change, and name no source.
    source: &'a str,
}

const LATER: &str = "the contact of this role on record began later; give the last day of this one in “valid to”";

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

/// Whether `wanted` gives another e-mail address, or another postal address where an e-mail address is not known.
fn is_another_address(known: &ContactFacts, wanted: &ContactFacts) -> bool {
    let differ = |known: &Untrusted, wanted: &Untrusted| {
        let fold = |text: &Untrusted| text.raw().trim().to_lowercase();
        !known.is_blank() && !wanted.is_blank() && fold(known) != fold(wanted)
    };
    differ(&known.email, &wanted.email)
        || known.email.is_blank() && wanted.email.is_blank() && differ(&known.postal_address, &wanted.postal_address)
}

impl<'a> KnownContacts<'a> {
    pub(super) fn new(before: &'a [Contact], source: &'a str, today: NaiveDate) -> Self {
        let keys = before.iter().map(|contact| ContactKey::of(&contact.facts)).collect();
        Self { before, after: before.to_vec(), keys, added: Vec::new(), former: Vec::new(), today, source }
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
            [one] => self.succeed(*one, wanted),
            several => Err(format!(
                "{} of this role are on record; amend the right one by hand",
                pluralize(several.len(), "contact")
            )),
        }
    }

    /// Ends the contact on record the day before another address of its role begins, so that the days before keep it.
    ///
    /// # Errors
    /// The contact on record began later; a sentence without its full stop.
    fn succeed(&mut self, index: usize, mut wanted: Wanted) -> Result<Taken, String> {
        let known = &mut self.after[index];
        let stays: Vec<CouncilId> = known.councils.iter().copied().filter(|it| !wanted.councils.contains(it)).collect();
        let is_elsewhere = is_another_address(&known.facts, &wanted.facts);
        if is_elsewhere && wanted.facts.valid_to.is_some_and(|to| to < self.today) {
            self.added.push(wanted);
            return Ok(Taken::New);
        }
        if stays.is_empty() && !is_elsewhere {
            return Ok(self.amend(index, &wanted));
        }
        let begins = wanted.facts.valid_from.unwrap_or(self.today);
        let last_day = begins.pred_opt().unwrap_or(begins);
        match known.facts.valid_from {
            Some(from) if from > begins => return Err(LATER.to_owned()),
            // A list of the same day corrects it.
            Some(from) if from == begins && stays.is_empty() => return Ok(self.amend(index, &wanted)),
            _ => {}
        }
        let ended = ContactFacts { valid_to: Some(last_day), ..known.facts.clone() };
        let has_days = ended.valid_from.is_none_or(|from| from <= last_day);
        if stays.is_empty() {
            known.facts = ended;
            if wanted.facts.valid_from.is_none() {
                // Nothing says that somebody else answers the phone.
                let ContactFacts { valid_to, checked_on, source, .. } = wanted.facts.clone();
                let bounced_on = None;
                wanted.facts =
                    ContactFacts { valid_to, checked_on, source, bounced_on, ..known.facts.merged(&wanted.facts) };
            }
        } else {
            // The contact stays that of its other councils.
            let left = known.councils.iter().copied().filter(|it| wanted.councils.contains(it)).collect();
            known.councils = stays;
            if has_days {
                self.former.push(Wanted { councils: left, facts: ended, rows: Vec::new() });
            }
        }
        wanted.facts.valid_from = Some(begins);
        self.added.push(wanted);
        Ok(Taken::Amended)
    }

    fn amend(&mut self, index: usize, wanted: &Wanted) -> Taken {
        let known = &mut self.after[index];
        let mut facts = known.facts.merged(&wanted.facts);
        // The earlier days keep their contact; `None` is the earliest.
        facts.valid_from = facts.valid_from.min(known.facts.valid_from);
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
        let added = self.added.into_iter().chain(self.former).map(|Wanted { councils, mut facts, .. }| {
            if facts.source.is_blank() {
                facts.source = source.into();
            }
            Act::Contact(RecordContact { known: None, councils, facts })
        });
        amended.chain(added).collect()
    }
}
