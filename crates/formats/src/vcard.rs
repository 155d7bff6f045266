//! Reads contacts from vCard files (`.vcf`) of versions 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), card by card.
//!
//! Names of people, pictures and everything else that is not named in [`Card`] is passed over. What a card marks as of the
//! home (`TYPE=HOME`) is left out, because only business contacts are wanted. Runs in the sandboxed child process.

mod content_line;

use content_line::{ContentLine, content_lines};

/// One card. Blank fields are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The line of its beginning, from 1.
    pub line: u64,
    /// The first part of ORG.
    pub organisation: String,
    /// TITLE, or else ROLE.
    pub role: String,
    pub email: String,
    pub phone: String,
    /// The parts of ADR, separated by commas.
    pub address: String,
    /// FN, or else N: often a person's name, sometimes the council's.
    pub name: String,
}

/// Whether a file begins as one with cards.
pub fn is_vcard(beginning: &[u8]) -> bool {
    let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning).trim_ascii_start();
    text.len() >= BEGIN.len() && text[..BEGIN.len()].eq_ignore_ascii_case(BEGIN)
}

const BEGIN: &[u8] = b"BEGIN:VCARD";

/// Most cards of one file.
const MAX_CARDS: usize = 20_000;

/// Gives each card, or the line and the reason, as the end of a sentence, why there is none.
///
/// # Errors
/// The error of `give`.
pub fn read<E>(bytes: &[u8], give: &mut dyn FnMut(Result<Card, (u64, String)>) -> Result<(), E>) -> Result<(), E> {
    // The card that is open, and how many cards lie inside each other: an assistant's card may be inside.
    let (mut open, mut depth, mut count): (Option<Builder>, usize, usize) = (None, 0, 0);
    for line in content_lines(bytes) {
        match (line.name.as_str(), line.is_card()) {
            ("BEGIN", true) => {
                depth += 1;
                if depth == 1 {
                    open = Some(Builder::new(line.number));
                }
            }
            ("END", true) => {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && let Some(card) = open.take()
                {
                    count += 1;
                    if count > MAX_CARDS {
                        let why = format!("it holds more than {MAX_CARDS} cards, and the rest is left out");
                        return give(Err((card.card.line, why)));
                    }
                    give(Ok(card.finish()))?;
                }
            }
            _ if depth == 1 => open.iter_mut().for_each(|card| card.take(&line)),
            _ => {}
        }
    }
    match open {
        Some(card) => give(Err((card.card.line, "the card is not complete: its END:VCARD is missing".to_owned()))),
        None => Ok(()),
    }
}

/// A card, and how much each of its values that may occur several times is preferred.
struct Builder {
    card: Card,
    email: u8,
    phone: u8,
    address: u8,
    title: String,
    name_parts: String,
}

impl Builder {
    fn new(line: u64) -> Self {
        let card = Card { line, ..Card::default() };
        Self { card, email: 0, phone: 0, address: 0, title: String::new(), name_parts: String::new() }
    }

    fn take(&mut self, line: &ContentLine) {
        let text = || line.text();
        let joined = |separator: &str| {
            let parts = line.components();
            parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(separator)
        };
        let card = &mut self.card;
        match line.name.as_str() {
            "FN" if card.name.is_empty() => card.name = text(),
            "N" => self.name_parts = joined(" "),
            "ORG" if card.organisation.is_empty() => {
                card.organisation =
                    line.components().into_iter().find(|part| !part.trim().is_empty()).unwrap_or_default();
            }
            "TITLE" if self.title.is_empty() => self.title = text(),
            "ROLE" if card.role.is_empty() => card.role = text(),
            "EMAIL" => replace_if_preferred(&mut card.email, &mut self.email, line, text),
            "TEL" if !line.has_type("FAX") && !line.has_type("PAGER") => {
                let number = || text().strip_prefix("tel:").map_or_else(text, str::to_owned);
                replace_if_preferred(&mut card.phone, &mut self.phone, line, number);
            }
            "ADR" => replace_if_preferred(&mut card.address, &mut self.address, line, || joined(", ")),
            _ => {}
        }
    }

    fn finish(mut self) -> Card {
        if !self.title.is_empty() {
            self.card.role = self.title;
        }
        if self.card.name.is_empty() {
            self.card.name = self.name_parts;
        }
        self.card
    }
}

/// The preferred one stays, then one of the office, then the first. One of the home is left out.
fn replace_if_preferred(value: &mut String, rank: &mut u8, line: &ContentLine, read: impl FnOnce() -> String) {
    let is_work = line.has_type("WORK");
    let new = match () {
        () if line.has_type("HOME") && !is_work => return,
        () if line.is_preferred() => 3,
        () if is_work => 2,
        () => 1,
    };
    if new > *rank {
        let text = read();
        if !text.trim().is_empty() {
            (*value, *rank) = (text, new);
        }
    }
}

#[cfg(test)]
#[path = "vcard/tests.rs"]
mod tests;
