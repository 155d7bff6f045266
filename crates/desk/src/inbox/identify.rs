//! What of a source tells whose it is.

use crate::inbox::plain_text::PlainText;
use charter::column::Column;
use charter::incoming::Source;
use charter::item::Item;
use reading::matching::{Clues, Confidence, Found, Heading, Matcher};

/// The councils' names that stand over parts of an item's text, where it is not one council's alone.
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

/// The council of an item, by its source alone; for what a person chose, see [`super::Triage::council`].
pub fn identify_council(matcher: &Matcher, item: &Item, source: &Source) -> Found {
    let text = item.text(source);
    let (text, subject) = (PlainText::new(&text), PlainText::new(source.subject.raw()));
    let cell = |wanted: Column| source.cell(wanted).map(|cell| PlainText::new(cell).text);
    let (code, named, area) = (cell(Column::Code), cell(Column::Council), cell(Column::County));
    matcher.match_item(&Clues {
        code: code.as_deref(),
        named: named.as_deref(),
        area: area.as_deref(),
        sender: source.sender.raw(),
        from: source.from.raw(),
        subject: &subject.text,
        // What a row says of its council stands in its columns; a village in an answer names nobody.
        text: if source.fields.is_empty() { &text.text } else { "" },
        undelivered: &source.undelivered,
    })
}
