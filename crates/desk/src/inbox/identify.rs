//! Matches a source to councils.

use std::borrow::Cow;

use crate::inbox::plain_text::PlainText;
use charter::column::Column;
use charter::incoming::Source;
use charter::item::Item;
use reading::columns::is_faulty_cell;
use reading::matching::{Candidate, Clues, Confidence, Found, Heading, Matcher};
use reading::slip::{self, Slip};

/// Names of councils above parts of an item's text, if the item may be from several.
pub(super) fn headings(matcher: &Matcher, item: &Item, source: &Source, found: &Found) -> Vec<Heading> {
    match found {
        Found::One(candidate) if candidate.confidence == Confidence::Certain => Vec::new(),
        Found::None | Found::NotOurs(..) => Vec::new(),
        _ if !source.fields.is_empty() => Vec::new(),
        _ => {
            let text = item.text(source);
            let plain = PlainText::new(&text);
            // Cutting at names would cut slips; each council finds its own by the code.
            if !filled_slips(&plain.text).is_empty() {
                return Vec::new();
            }
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
    let mut slips = filled_slips(&text.text);
    slips.extend(filled_slips(&PlainText::new(whole).text));
    let is_first = |slip: &Slip| slips.first().is_some_and(|first| first.code == slip.code);
    let (code, named) = match slips.first() {
        Some(first) if code.is_none() && slips.iter().all(is_first) => {
            (Some(Cow::Borrowed(first.code.as_str())), named.or(Some(Cow::Borrowed(first.council.as_str()))))
        }
        None if code.is_none() => match slip::typed_head(&text.text) {
            Some((council, typed)) => (Some(Cow::Borrowed(typed)), named.or(Some(Cow::Borrowed(council)))),
            None => (code, named),
        },
        _ => (code, named),
    };
    if let Some(found) = (!slips.iter().all(is_first)).then(|| councils_of(matcher, &slips)).flatten() {
        return found;
    }
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

/// The filled-in reply slips of a text. A blank slip may be quoted from anybody's letter.
fn filled_slips(text: &str) -> Vec<Slip> {
    slip::find(text).whole.into_iter().filter(|slip| !slip.is_blank()).collect()
}

/// The councils of slips with several codes, if each code is that of the council that its slip names.
fn councils_of(matcher: &Matcher, slips: &[Slip]) -> Option<Found> {
    let mut councils: Vec<Candidate> = Vec::new();
    for slip in slips {
        let clues = Clues { code: Some(&slip.code), named: Some(&slip.council), ..Clues::default() };
        match matcher.match_item(&clues) {
            Found::One(one) if one.confidence == Confidence::Certain => {
                if councils.iter().all(|known| known.council != one.council) {
                    councils.push(one);
                }
            }
            _ => return None,
        }
    }
    match councils.len() {
        0 => None,
        1 => councils.pop().map(Found::One),
        _ => Some(Found::Joint(councils)),
    }
}
