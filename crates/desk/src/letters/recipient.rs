//! Whom a letter to a council is for. The only place that decides this.

use charter::contact::Contact;
use chrono::NaiveDate;
use formats::mail::draft::is_address;

pub(super) struct Recipient<'a> {
    /// `None` if no mail can go there: no address is known, or mail to it came back.
    pub(super) address: Option<&'a str>,
    /// As in `Dear Clerk`.
    pub(super) salutation: String,
}

/// `contact` is the council's [`letter_contact`](charter::contact::letter_contact), if it has one.
pub(super) fn recipient(contact: Option<&Contact>, on: NaiveDate) -> Recipient<'_> {
    let facts = contact.map(|contact| &contact.facts);
    let address = facts.and_then(|facts| facts.usable_email(on)).map(|email| email.raw().trim());
    let own = facts.map(|facts| facts.salutation.clean_for_letter()).unwrap_or_default();
    let own = own.trim().trim_end_matches(',');
    let own = own.strip_prefix("Dear ").unwrap_or(own).trim();
    let salutation = if own.is_empty() {
        address_role(&facts.map(|facts| facts.role.clean_for_letter()).unwrap_or_default())
    } else {
        own.to_owned()
    };
    Recipient { address: address.filter(|address| is_address(address)), salutation }
}

/// `the clerk` is addressed as `Clerk`.
fn address_role(role: &str) -> String {
    let role = role.trim();
    let role = role.strip_prefix("the ").or_else(|| role.strip_prefix("The ")).unwrap_or(role);
    let mut letters = role.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Clerk".to_owned(),
    }
}
