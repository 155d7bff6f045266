//! A contact of a council. Fields: `role`, `salutation`, `email`, `phone`, `post`, `from`, `to`, `source`, `checked`,
//! `bounced`.

use charter::calendar::DateBias;
use charter::contact::{ContactFacts, email_error};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

use super::names::refuse_name;
use super::reader::FieldReader;

/// Refuses a typed e-mail address that is none. What was not typed, and what is on record already, stays.
pub(super) fn check_address(reader: &mut FieldReader<'_>, field: &'static str, known: &Untrusted) {
    let typed = reader.text(field);
    if !typed.is_blank()
        && typed != *known
        && let Some(why) = email_error(typed.raw())
    {
        reader.reject(field, why);
    }
}

/// What was not given stays as in `known`; of a new contact it is empty.
pub fn read_contact(reader: &mut FieldReader<'_>, known: Option<&ContactFacts>) -> ContactFacts {
    let known = known.cloned().unwrap_or_default();
    refuse_name(reader, "role", "clerk", &known.role);
    refuse_name(reader, "salutation", "Dear Clerk", &known.salutation);
    check_address(reader, "email", &known.email);
    let text = |reader: &FieldReader<'_>, name: &str, known: Untrusted| {
        if reader.is_given(name) { reader.text(name) } else { known }
    };
    let date = |reader: &mut FieldReader<'_>, name: &'static str, bias: DateBias, known: Option<NaiveDate>| {
        if reader.is_given(name) { reader.optional_date(name, bias) } else { known }
    };
    let facts = ContactFacts {
        role: text(reader, "role", known.role),
        salutation: text(reader, "salutation", known.salutation),
        email: text(reader, "email", known.email),
        phone: text(reader, "phone", known.phone),
        postal_address: text(reader, "post", known.postal_address),
        valid_from: date(reader, "from", DateBias::Nearest, known.valid_from),
        valid_to: date(reader, "to", DateBias::Nearest, known.valid_to),
        source: text(reader, "source", known.source),
        checked_on: date(reader, "checked", DateBias::Past, known.checked_on),
        bounced_on: date(reader, "bounced", DateBias::Past, known.bounced_on),
    };
    if facts.role.is_blank() {
        reader.refuse("role", "a contact needs a role, for example clerk; never a person's name");
    }
    if let (Some(from), Some(to)) = (facts.valid_from, facts.valid_to)
        && to < from
    {
        reader.refuse("to", "the contact ends before it begins; check both days");
    }
    facts
}

/// The short way: a role and one address, which is an e-mail address or else a postal one. Fields: `contact`, `address`.
///
/// `None` if neither was given.
pub fn read_role_and_address(reader: &mut FieldReader<'_>, known: Option<&ContactFacts>) -> Option<ContactFacts> {
    if !reader.is_given("contact") && !reader.is_given("address") {
        return None;
    }
    let mut facts = known.cloned().unwrap_or_default();
    refuse_name(reader, "contact", "clerk", &facts.role);
    if reader.is_given("contact") {
        facts.role = reader.text("contact");
    }
    if reader.is_given("address") {
        let address = reader.text("address");
        match email_error(address.raw()) {
            _ if address.is_blank() => (facts.email, facts.postal_address) = Default::default(),
            None => facts.email = address,
            Some(why) if address.raw().contains('@') => reader.reject("address", why),
            Some(_) => facts.postal_address = address,
        }
    }
    Some(facts)
}
