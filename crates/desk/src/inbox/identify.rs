//! Matches a source to councils.

use crate::inbox::plain_text::PlainText;
use charter::column::Column;
use charter::incoming::Source;
use charter::item::Item;
use reading::columns::is_faulty_cell;
use reading::matching::{Clues, Confidence, Found, Heading, Matcher};

/// Names of councils above parts of an item's text, if the item may be from several.
pub(super) fn headings(matcher: &Matcher, item: &Item, source: &Source, found: &Found) -> Vec<Heading> {
    match found {
        Found::One(candidate) if candidate.confidence == Confidence::Certain => Vec::new(),
        Found::None => Vec::new(),
        _ if !source.fields.is_empty() => Vec::new(),
        _ => {
            let text = item.text(source);
            let plain = PlainText::new(&text);
            let as_it_came = |heading: Heading| Heading { at: plain.to_original(heading.at, false), ..heading };
            matcher.find_headings(&plain.text).into_iter().map(as_it_came).collect()
        }
    }
}

/// Longest cell that may name a council, in bytes: comparing texts with all names takes time.
const MAX_NAME_BYTES: usize = 1_000;

/// By the source alone. For a person's choice see [`super::Triage::council`].
pub fn identify_council(matcher: &Matcher, item: &Item, source: &Source) -> Found {
    let text = item.text(source);
    let (text, subject) = (PlainText::new(&text), PlainText::new(source.subject.raw()));
    let value =
        |wanted: Column| source.cell(wanted).filter(|cell| cell.len() <= MAX_NAME_BYTES && !is_faulty_cell(cell));
    let cell = |wanted: Column| value(wanted).map(|cell| PlainText::new(cell).text);
    let (code, named, area) = (cell(Column::Code), cell(Column::Council), cell(Column::County));
    matcher.match_item(&Clues {
        code: code.as_deref(),
        named: named.as_deref(),
        area: area.as_deref(),
        sender: source.sender.raw(),
        from: source.from.raw(),
        subject: &subject.text,
        // A row names its council in its columns; a village in another column is no evidence.
        text: if source.fields.is_empty() { &text.text } else { "" },
        undelivered: &source.undelivered,
    })
}
