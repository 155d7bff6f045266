//! Contacts: whom to write to at a council.
//!
//! A contact is a role at an address, never a person. One contact may be for several councils, because one clerk often
//! works for several; it then gets one letter. An address bounces, not a council.

use std::cmp::Reverse;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::ids::{ContactId, CouncilId};
use crate::untrusted::Untrusted;

/// The roles that forms offer. Any other words are possible.
pub const COMMON_ROLES: [&str; 6] = ["clerk", "deputy clerk", "assistant clerk", "chair", "vice-chair", "mayor"];

/// An address that was not checked for longer counts as unchecked.
pub const MAX_DAYS_UNCHECKED: u64 = 365;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    pub id: ContactId,
    pub version: i64,
    /// At least one, each once, by id.
    pub councils: Vec<CouncilId>,
    #[serde(flatten)]
    pub facts: ContactFacts,
}

/// Blank texts are not known. Dates without a value are open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ContactFacts {
    /// For example `clerk`; never a person's name.
    pub role: Untrusted,
    /// For example `Dear Clerk`.
    pub salutation: Untrusted,
    /// One address.
    pub email: Untrusted,
    pub phone: Untrusted,
    /// Lines separated by line breaks or commas.
    pub postal_address: Untrusted,
    /// The first day.
    pub valid_from: Option<NaiveDate>,
    /// The last day.
    pub valid_to: Option<NaiveDate>,
    /// Where the details come from, for example a file or the council's website.
    pub source: Untrusted,
    /// When somebody last made sure that the details are right.
    pub checked_on: Option<NaiveDate>,
    /// When a mail to this address last came back. A new address clears it; a later check makes the address usable again.
    pub bounced_on: Option<NaiveDate>,
}

impl ContactFacts {
    /// Whether mail to the address came back by this day, and nobody checked it on a later day up to this one.
    ///
    /// Only the last check is known: between an earlier check and the last one the address counts as bounced.
    pub fn has_bounced(&self, on: NaiveDate) -> bool {
        self.bounced_on.is_some_and(|bounced| {
            bounced <= on && !self.checked_on.is_some_and(|checked| bounced < checked && checked <= on)
        })
    }

    /// The e-mail address, unless it is unknown or has bounced.
    pub fn usable_email(&self, on: NaiveDate) -> Option<&Untrusted> {
        (!self.email.is_blank() && !self.has_bounced(on)).then_some(&self.email)
    }

    /// Whether a letter can reach it by e-mail or by post.
    pub fn is_reachable(&self, on: NaiveDate) -> bool {
        self.usable_email(on).is_some() || !self.postal_address.is_blank()
    }

    /// The e-mail address, or else the postal address; blank if neither is known.
    pub fn address(&self) -> &Untrusted {
        if self.email.is_blank() { &self.postal_address } else { &self.email }
    }

    /// Whether both are the same role at the same address, and neither has ended: one contact, perhaps of several councils.
    pub fn is_same_contact(&self, other: &Self) -> bool {
        let fold = |text: &Untrusted| text.raw().trim().to_lowercase();
        fold(&self.role) == fold(&other.role)
            && !self.address().is_blank()
            && fold(self.address()) == fold(other.address())
            && self.valid_to.is_none()
            && other.valid_to.is_none()
    }

    /// With what `newer` says; what it leaves open stays.
    #[must_use]
    pub fn merged(&self, newer: &Self) -> Self {
        let text = |newer: &Untrusted, known: &Untrusted| if newer.is_blank() { known.clone() } else { newer.clone() };
        let address = |newer: &Untrusted, known: &Untrusted| {
            // Other capitals are the same address.
            if newer.raw().trim().eq_ignore_ascii_case(known.raw()) { known.clone() } else { text(newer, known) }
        };
        Self {
            role: address(&newer.role, &self.role),
            salutation: text(&newer.salutation, &self.salutation),
            email: address(&newer.email, &self.email),
            phone: text(&newer.phone, &self.phone),
            postal_address: text(&newer.postal_address, &self.postal_address),
            valid_from: newer.valid_from.or(self.valid_from),
            valid_to: newer.valid_to.or(self.valid_to),
            source: text(&newer.source, &self.source),
            checked_on: newer.checked_on.or(self.checked_on),
            bounced_on: newer.bounced_on.or(self.bounced_on),
        }
    }

    /// Whether nobody checked it in the year before this day.
    pub fn is_unchecked(&self, on: NaiveDate) -> bool {
        let year_before = on.checked_sub_days(Days::new(MAX_DAYS_UNCHECKED)).unwrap_or(NaiveDate::MIN);
        !self.checked_on.is_some_and(|checked| year_before <= checked && checked <= on)
    }
}

impl Contact {
    pub fn is_for(&self, council: CouncilId) -> bool {
        self.councils.contains(&council)
    }

    pub fn is_current(&self, on: NaiveDate) -> bool {
        let facts = &self.facts;
        facts.valid_from.is_none_or(|from| from <= on) && facts.valid_to.is_none_or(|to| on <= to)
    }

    /// For messages: `clerk, post@wem.example`.
    pub fn label(&self) -> String {
        let parts = [&self.facts.role, self.facts.address()];
        let parts = parts.into_iter().filter(|part| !part.is_blank()).map(|part| part.sanitized());
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// Whom letters to the council go to, as at a day: of the current contacts one that can be reached, before those that
/// cannot; then the clerk, the deputy or assistant clerk, the chair, and anybody else; then the one that began last.
///
/// The contact may have no address, or one that bounced: see [`ContactFacts::is_reachable`].
pub fn letter_contact<'a>(
    contacts: impl IntoIterator<Item = &'a Contact>,
    council: CouncilId,
    on: NaiveDate,
) -> Option<&'a Contact> {
    contacts.into_iter().filter(|contact| contact.is_for(council) && contact.is_current(on)).min_by_key(|contact| {
        let facts = &contact.facts;
        (!facts.is_reachable(on), role_rank(facts.role.raw()), Reverse(facts.valid_from), Reverse(contact.id))
    })
}

fn role_rank(role: &str) -> u8 {
    let role = role.to_lowercase();
    let has = |word: &str| role.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
    let stands_in = ["deputy", "assistant", "vice"].into_iter().any(has);
    match () {
        () if has("clerk") && !stands_in => 0,
        () if has("clerk") => 1,
        () if ["chair", "chairman", "chairwoman", "chairperson", "mayor"].into_iter().any(has) && !stands_in => 2,
        () => 3,
    }
}

/// What is wrong with the contacts of one council, as at a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContactGaps {
    /// No current contact has an e-mail or postal address.
    pub no_address: bool,
    /// The address of a current contact bounced.
    pub bounced: bool,
    /// Nobody checked the contact that letters go to within a year.
    pub unchecked: bool,
}

impl ContactGaps {
    pub fn derive(contacts: &[&Contact], council: CouncilId, on: NaiveDate) -> Self {
        let current = || contacts.iter().filter(|contact| contact.is_for(council) && contact.is_current(on));
        let no_address = current().all(|contact| contact.facts.address().is_blank());
        let writes_to = letter_contact(contacts.iter().copied(), council, on);
        Self {
            no_address,
            bounced: current().any(|contact| contact.facts.has_bounced(on)),
            unchecked: !no_address && writes_to.is_some_and(|contact| contact.facts.is_unchecked(on)),
        }
    }
}

/// Why text is no e-mail address; `None` if it may be one.
pub fn email_error(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if !text.contains('@') {
        return Some("an e-mail address has an @");
    }
    if text.chars().any(|c| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '"' | '(' | ')')) {
        return Some("give one e-mail address, without a name beside it");
    }
    (!is_email_address(text)).then_some("that is no e-mail address; it looks like clerk@council.example")
}

/// Whether a mail can go to this text as it is: one address in ASCII, without a name, without anything that could begin
/// another header or another address.
pub fn is_email_address(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let part = |part: &str| !part.is_empty() && part.chars().all(allowed);
    let dots = |part: &str| !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    text.len() <= 254
        && text.split_once('@').is_some_and(|(local, domain)| {
            [local, domain].into_iter().all(|text| part(text) && dots(text)) && domain.contains('.')
        })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Contact, ContactFacts, ContactGaps, email_error, letter_contact};
    use crate::ids::{ContactId, CouncilId};

    fn day(text: &str) -> chrono::NaiveDate {
        text.parse().unwrap()
    }

    fn contact(id: i64, role: &str, email: &str) -> Contact {
        let facts = ContactFacts { role: role.into(), email: email.into(), ..ContactFacts::default() };
        Contact { id: ContactId(id), version: 1, councils: vec![CouncilId(1)], facts }
    }

    fn chosen(contacts: &[Contact], on: &str) -> Option<i64> {
        letter_contact(contacts, CouncilId(1), day(on)).map(|contact| contact.id.0)
    }

    #[rstest]
    #[case::clerk_first(&["chair", "Town Clerk", "deputy clerk"], Some(2))]
    #[case::deputy_before_chair(&["Chair", "Deputy Clerk"], Some(2))]
    #[case::chair_before_others(&["councillor", "vice-chair", "chairman"], Some(3))]
    #[case::the_newer_of_two(&["clerk", "clerk and RFO"], Some(2))]
    #[case::nobody(&[], None)]
    fn letters_go_to_the_clerk_first(#[case] roles: &[&str], #[case] wanted: Option<i64>) {
        let contacts: Vec<Contact> =
            (1..).zip(roles).map(|(id, role)| contact(id, role, &format!("{id}@wem.example"))).collect();
        assert_eq!(chosen(&contacts, "2023-10-05"), wanted);
    }

    #[test]
    fn letters_go_to_somebody_who_can_be_reached() {
        let mut contacts = [contact(1, "clerk", "clerk@wem.example"), contact(2, "chair", "chair@wem.example")];
        contacts[0].facts.bounced_on = Some(day("2023-09-20"));
        assert_eq!(chosen(&contacts, "2023-09-19"), Some(1), "it had not bounced yet");
        assert_eq!(chosen(&contacts, "2023-09-20"), Some(2));
        contacts[0].facts.postal_address = "Town Hall, Wem".into();
        assert_eq!(chosen(&contacts, "2023-09-20"), Some(1), "by post");
        contacts[0].facts.postal_address = "".into();
        contacts[1].facts.email = "".into();
        assert_eq!(chosen(&contacts, "2023-09-20"), Some(1), "nobody can be reached");
    }

    #[test]
    fn a_contact_holds_from_its_first_to_its_last_day() {
        let mut contacts = [contact(1, "clerk", "old@wem.example"), contact(2, "clerk", "new@wem.example")];
        contacts[0].facts.valid_to = Some(day("2023-12-31"));
        contacts[1].facts.valid_from = Some(day("2024-01-01"));
        assert_eq!(chosen(&contacts, "2023-12-31"), Some(1));
        assert_eq!(chosen(&contacts, "2024-01-01"), Some(2));
        assert_eq!(letter_contact(&contacts, CouncilId(2), day("2024-01-01")), None);
    }

    #[test]
    fn the_gaps_are_as_at_the_day() {
        let mut known = contact(1, "clerk", "clerk@wem.example");
        let gaps = |contact: &Contact, on| ContactGaps::derive(&[contact], CouncilId(1), day(on));
        let unchecked = ContactGaps { unchecked: true, ..ContactGaps::default() };
        assert_eq!(gaps(&known, "2023-10-05"), unchecked);
        known.facts.checked_on = Some(day("2023-10-05"));
        assert_eq!(gaps(&known, "2023-10-04"), unchecked, "not checked yet");
        assert_eq!(gaps(&known, "2024-10-04"), ContactGaps::default());
        assert_eq!(gaps(&known, "2024-10-05"), unchecked);
        known.facts.bounced_on = Some(day("2023-10-06"));
        assert!(!gaps(&known, "2023-10-05").bounced && gaps(&known, "2023-10-06").bounced);
        let none = ContactGaps { no_address: true, ..ContactGaps::default() };
        known.facts.valid_to = Some(day("2023-10-06"));
        assert_eq!(gaps(&known, "2023-10-07"), none);
        assert_eq!(ContactGaps::derive(&[], CouncilId(1), day("2023-10-05")), none);
    }

    #[rstest]
    #[case("clerk@wem.example", true)]
    #[case(" clerk+police@mail.wem-tc.gov.uk ", true)]
    #[case("clerk", false)]
    #[case("@wem.example", false)]
    #[case("clerk@wem", false)]
    #[case("clerk@wem..example", false)]
    #[case("a@b@wem.example", false)]
    #[case("The Clerk <clerk@wem.example>", false)]
    #[case("clerk@wem.example, chair@wem.example", false)]
    #[case("clerk@wem.example\u{7}", false)]
    #[case("clërk@wem.example", false)]
    #[case(".clerk@wem.example", false)]
    #[case("clerk@wem.example.", false)]
    fn an_email_address_is_one_address(#[case] text: &str, #[case] fits: bool) {
        assert_eq!(email_error(text).is_none(), fits, "{text}");
    }

    #[test]
    fn the_journal_keeps_a_contact_flat() {
        let known = contact(1, "clerk", "clerk@wem.example");
        let stored = serde_json::to_string(&known).unwrap();
        assert!(stored.starts_with("{\"id\":1,\"version\":1,\"councils\":[1],\"role\":\"clerk\""), "{stored}");
        assert_eq!(serde_json::from_str::<Contact>(&stored).unwrap(), known);
    }
}
