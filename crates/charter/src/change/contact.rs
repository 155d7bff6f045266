//! A contact, recorded or amended; and an address that bounced.

use chrono::NaiveDate;

use super::moment::{Moment, check_past, check_year};
use crate::calendar::format_full;
use crate::contact::{Contact, ContactFacts, email_error};
use crate::edit::{Edit, IdAllocator, Key, Need, RecordSet, Refusal, Table, check_version};
use crate::english::pluralize;
use crate::ids::{ContactId, CouncilId};
use crate::untrusted::Untrusted;

/// Records a contact, or amends one.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordContact {
    /// The contact to amend, and the version that the user saw; `None` adds one.
    pub known: Option<(ContactId, i64)>,
    /// All councils that it is for.
    pub councils: Vec<CouncilId>,
    pub facts: ContactFacts,
}

impl RecordContact {
    pub(super) fn needs(&self) -> Vec<Need> {
        let councils = self.councils.iter().map(|council| Need::council(*council));
        let known = self.known.map(|(id, _)| Need::Record(Key { table: Table::Contacts, id: id.0 }));
        councils.chain([known.unwrap_or(Need::AllContacts)]).collect()
    }

    /// ` of Wem Town Council`, ` of 3 councils`.
    pub(super) fn describe(&self, rows: &RecordSet) -> String {
        match self.councils.as_slice() {
            [one] => rows.council(*one).map_or_else(|_| String::new(), |it| format!(" of {}", it.name.sanitized())),
            several => format!(" of {}", pluralize(several.len(), "council")),
        }
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        self.councils.iter().try_for_each(|council| rows.council(*council).map(|_| ()))?;
        check(&self.facts, self.known.and_then(|(id, _)| rows.contact(id).ok()), moment)?;
        let mut councils = self.councils.clone();
        councils.sort_unstable();
        councils.dedup();
        if councils.is_empty() {
            return Err(Refusal::Invalid("a contact is for at least one council; name it".to_owned()));
        }
        let Some((id, version)) = self.known else { return self.add(councils, rows, ids) };
        let known = rows.contact(id)?;
        check_version(known.clone(), version, &format!("the contact {}", known.label()))?;
        let facts = ContactFacts { bounced_on: bounced_after(&known.facts, &self.facts), ..self.facts.clone() };
        replace(known, Contact { councils, facts, ..known.clone() })
    }

    /// The same role at the same address is one contact, however many councils it is for.
    fn add(&self, councils: Vec<CouncilId>, rows: &RecordSet, ids: &mut IdAllocator) -> Result<Vec<Edit>, Refusal> {
        let Some(known) = rows.contacts().find(|known| known.facts.is_same_contact(&self.facts)) else {
            let id = ContactId(ids.allocate(Table::Contacts));
            return Ok(vec![Edit::create(Contact { id, version: 1, councils, facts: self.facts.clone() })]);
        };
        let mut after = Contact { facts: known.facts.merged(&self.facts), ..known.clone() };
        after.facts.bounced_on = bounced_after(&known.facts, &after.facts);
        after.councils.extend(councils);
        after.councils.sort_unstable();
        after.councils.dedup();
        replace(known, after)
    }
}

fn replace(known: &Contact, after: Contact) -> Result<Vec<Edit>, Refusal> {
    if after == *known {
        return Err(Refusal::Unchanged("the contact is already recorded like this".to_owned()));
    }
    Ok(vec![Edit::replace(known.clone(), after)])
}

/// A new address clears the bounce of before. A later check does not: see [`ContactFacts::has_bounced`].
fn bounced_after(known: &ContactFacts, typed: &ContactFacts) -> Option<NaiveDate> {
    typed.bounced_on.filter(|_| typed.bounced_on != known.bounced_on || typed.email == known.email)
}

/// An address on record stays as it is, even if an older version took one that is none.
pub(super) fn check(facts: &ContactFacts, known: Option<&Contact>, moment: Moment) -> Result<(), Refusal> {
    if [&facts.role, &facts.email, &facts.phone, &facts.postal_address].into_iter().all(Untrusted::is_blank) {
        return Err(Refusal::Invalid("a contact needs a role, for example clerk, or an address".to_owned()));
    }
    if !facts.email.is_blank()
        && known.is_none_or(|known| known.facts.email != facts.email)
        && let Some(why) = email_error(facts.email.raw())
    {
        return Err(Refusal::Invalid(format!("“{}”: {why}", facts.email.sanitized())));
    }
    if let (Some(from), Some(to)) = (facts.valid_from, facts.valid_to)
        && to < from
    {
        let (from, to) = (format_full(from), format_full(to));
        return Err(Refusal::Invalid(format!("the contact ends {to}, before it begins, {from}; check both")));
    }
    facts.valid_from.map_or(Ok(()), |on| check_year("the contact begins", on))?;
    facts.valid_to.map_or(Ok(()), |on| check_year("the contact ends", on))?;
    facts.checked_on.map_or(Ok(()), |on| check_past("the contact was checked", on, moment))?;
    facts.bounced_on.map_or(Ok(()), |on| check_past("the address bounced", on, moment))
}

/// Marks the addresses of a council's contacts to which a mail came back. An address that no contact has, and one that
/// was checked later, stay as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkBounced {
    pub council: CouncilId,
    pub addresses: Vec<Untrusted>,
    pub on: NaiveDate,
}

impl MarkBounced {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::ContactsOf(self.council)]
    }

    pub(super) fn edits(&self, rows: &RecordSet) -> Vec<Edit> {
        let fold = |text: &Untrusted| text.raw().trim().to_lowercase();
        let addresses: Vec<String> = self.addresses.iter().map(fold).collect();
        let is_hit = |contact: &&Contact| {
            let facts = &contact.facts;
            contact.is_for(self.council)
                && !facts.email.is_blank()
                && addresses.contains(&fold(&facts.email))
                && facts.bounced_on.is_none_or(|known| known < self.on)
                && facts.checked_on.is_none_or(|checked| checked <= self.on)
        };
        let marked = |contact: &Contact| {
            let facts = ContactFacts { bounced_on: Some(self.on), ..contact.facts.clone() };
            Edit::replace(contact.clone(), Contact { facts, ..contact.clone() })
        };
        rows.contacts().filter(is_hit).map(marked).collect()
    }
}

#[cfg(test)]
#[path = "contact_tests.rs"]
mod tests;
