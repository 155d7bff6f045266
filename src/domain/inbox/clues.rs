//! What of a source tells whose it is.

use super::item::Item;
use crate::domain::incoming::Source;
use crate::domain::matching::{Clues, Confidence, Found, Heading, Matcher};
use crate::domain::sheet::Column;

/// The councils' names that stand over parts of an item's text, where it is not one council's alone.
pub fn headings(matcher: &Matcher, item: &Item, source: &Source, found: &Found) -> Vec<Heading> {
    match found {
        Found::One(candidate) if candidate.confidence == Confidence::Certain => Vec::new(),
        Found::None => Vec::new(),
        _ if !source.fields.is_empty() => Vec::new(),
        _ => matcher.headings(&item.text(source)),
    }
}

/// Whose an item is, by its source alone: by what a person said of it, see [`super::Triage::council`].
pub fn whose(matcher: &Matcher, item: &Item, source: &Source) -> Found {
    let text = item.text(source);
    let cell = |wanted: Column| source.field(wanted);
    matcher.item(&Clues {
        code: cell(Column::Code),
        named: cell(Column::Council),
        area: cell(Column::County),
        sender: source.sender.raw(),
        from: source.from.raw(),
        subject: source.subject.raw(),
        // What a row says of its council stands in its columns; a village in an answer names nobody.
        text: if source.fields.is_empty() { &text } else { "" },
        undelivered: &source.undelivered,
    })
}
