//! Matches a source to councils.

use std::borrow::Cow;

use crate::inbox::plain_text::PlainText;
use charter::column::Column;
use charter::incoming::Source;
use charter::item::Item;
use reading::columns::is_faulty_cell;
use reading::matching::{Clues, Confidence, Found, Heading, Matcher};
use reading::slip;

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

/// The council that the columns of a row name, by the same clues as in the inbox.
pub(crate) fn identify_row(matcher: &Matcher, source: &Source) -> Found {
    identify_text(matcher, source, "", "")
}

/// By the source alone. For a person's choice see [`super::Triage::council`].
pub fn identify_council(matcher: &Matcher, item: &Item, source: &Source) -> Found {
    let whole = if item.split_from.is_some() { "" } else { source.whole.raw() };
    identify_text(matcher, source, &item.text(source), whole)
}

/// `whole` may hold a reply slip that `text` leaves out.
fn identify_text(matcher: &Matcher, source: &Source, text: &str, whole: &str) -> Found {
    let (text, subject) = (PlainText::new(text), PlainText::new(source.subject.raw()));
    let value =
        |wanted: Column| source.cell(wanted).filter(|cell| cell.len() <= MAX_NAME_BYTES && !is_faulty_cell(cell));
    let cell = |wanted: Column| value(wanted).map(|cell| PlainText::new(cell).text);
    let (code, named, area) = (cell(Column::Code), cell(Column::Council), cell(Column::County));
    let code = code.or_else(|| slip_code(&text.text, whole).map(Cow::Owned));
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

/// The code on the filled-in reply slips of a mail, if it is one. A blank slip may be quoted from anybody's letter.
fn slip_code(text: &str, whole: &str) -> Option<String> {
    let slips = [slip::find(text), slip::find(&PlainText::new(whole).text)];
    let mut codes = slips.iter().flat_map(|slips| &slips.whole).filter(|slip| !slip.is_blank()).map(|slip| &slip.code);
    let first = codes.next()?;
    codes.all(|code| code == first).then(|| first.clone())
}
