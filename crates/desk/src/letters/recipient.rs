//! Whom a letter to a council is for. The only place that decides this.

use charter::contact::Contact;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use formats::mail::draft::is_address;

pub(super) struct Recipient<'a> {
    /// `None` if no mail can go there: no address is known, or mail to it came back.
    pub(super) address: Option<&'a str>,
    /// As in `Dear Clerk`.
    pub(super) salutation: String,
    /// In lines; blank if none is known.
    pub(super) postal_address: String,
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
    let postal_address = facts.map(|facts| address_lines(&facts.postal_address)).unwrap_or_default();
    Recipient { address: address.filter(|address| is_address(address)), salutation, postal_address }
}

/// An address on one line has commas between its lines.
fn address_lines(address: &Untrusted) -> String {
    let text = address.clean_for_ics();
    let text = text.trim();
    let mark = if text.contains('\n') { '\n' } else { ',' };
    let lines = text.split(mark).map(|line| line.trim().trim_end_matches(',')).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
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
