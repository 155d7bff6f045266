//! Whom a letter to a council is for. The only place that decides this.

use charter::council::Council;
use formats::mail::draft::is_address;

pub(super) struct Recipient<'a> {
    /// `None` if no mail can go there.
    pub(super) address: Option<&'a str>,
    /// As in `Dear Clerk`.
    pub(super) salutation: String,
}

pub(super) fn recipient(council: &Council) -> Recipient<'_> {
    let address = council.contact_address.raw().trim();
    let role = council.contact_role.clean_for_letter();
    let role = role.trim();
    let role = role.strip_prefix("the ").or_else(|| role.strip_prefix("The ")).unwrap_or(role);
    let mut letters = role.chars();
    let salutation = match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Clerk".to_owned(),
    };
    Recipient { address: is_address(address).then_some(address), salutation }
}
