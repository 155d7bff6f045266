//! The contacts of a council, as text.

use super::printer::Printer;
use crate::cli::failure::Failure;
use charter::calendar::format_full;
use charter::contact::Contact;
use charter::council_file::CouncilFile;
use charter::english::pluralize;
use charter::untrusted::Untrusted;

impl Printer<'_> {
    /// The one that letters go to is named as such.
    pub(super) fn contacts(&mut self, file: &CouncilFile) -> Result<(), Failure> {
        let writes_to = file.letter_contact(self.as_at).map(|contact| contact.id);
        self.section("Contacts")?;
        for contact in &file.contacts {
            self.contact_lines(contact, Some(contact.id) == writes_to)?;
        }
        self.print_none_if_empty(file.contacts.is_empty())
    }

    fn contact_lines(&mut self, contact: &Contact, letters: bool) -> Result<(), Failure> {
        let facts = &contact.facts;
        let state = match (letters, contact.is_current(self.as_at)) {
            (true, _) => ", letters go here",
            (false, true) => "",
            (false, false) => ", not current",
        };
        let role = if facts.role.is_blank() { "role not known".into() } else { facts.role.sanitized() };
        self.line(&format!("{role}{state} (contact {})", contact.id))?;
        let texts: [(&str, &Untrusted); 5] = [
            ("E-mail", &facts.email),
            ("Phone", &facts.phone),
            ("Post", &facts.postal_address),
            ("Salutation", &facts.salutation),
            ("Source", &facts.source),
        ];
        for (label, text) in texts.iter().filter(|(_, text)| !text.is_blank()) {
            self.labelled(label, text)?;
        }
        if contact.councils.len() > 1 {
            self.detail(&format!("For {}", pluralize(contact.councils.len(), "council")))?;
        }
        let days = [
            ("From", facts.valid_from),
            ("To", facts.valid_to),
            ("Bounced", facts.bounced_on),
            ("Checked", facts.checked_on),
        ];
        for (label, on) in days.iter().filter_map(|(label, on)| Some((label, (*on)?))) {
            self.detail(&format!("{label} {}", format_full(on)))?;
        }
        Ok(())
    }
}
