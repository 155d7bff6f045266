//! A contact in the documents of `--json`.

use charter::contact::Contact;
use charter::ids::{ContactId, CouncilId};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Serialize, JsonSchema)]
pub struct ContactDocument<'a> {
    id: ContactId,
    /// The ids of the councils that it is for.
    councils: &'a [CouncilId],
    /// For example `clerk`; never a person's name.
    role: &'a Untrusted,
    salutation: &'a Untrusted,
    email: &'a Untrusted,
    phone: &'a Untrusted,
    postal_address: &'a Untrusted,
    valid_from: Option<NaiveDate>,
    /// The last day.
    valid_to: Option<NaiveDate>,
    source: &'a Untrusted,
    checked_on: Option<NaiveDate>,
    /// When a mail to the address last came back; `checked_on` of a later day means that it is usable again.
    bounced_on: Option<NaiveDate>,
}

impl<'a> ContactDocument<'a> {
    pub(super) fn new(contact: &'a Contact) -> Self {
        let facts = &contact.facts;
        Self {
            id: contact.id,
            councils: &contact.councils,
            role: &facts.role,
            salutation: &facts.salutation,
            email: &facts.email,
            phone: &facts.phone,
            postal_address: &facts.postal_address,
            valid_from: facts.valid_from,
            valid_to: facts.valid_to,
            source: &facts.source,
            checked_on: facts.checked_on,
            bounced_on: facts.bounced_on,
        }
    }
}
