//! A council's answer. Fields: `wish`, `frequency`, `method`, `views`; the priorities are given one by one.

use charter::proposal::{Proposal, Takeover, parse_takeover};
use charter::returns::{Answer, Frequency, Method, SentPriority, Wish};
use charter::untrusted::Untrusted;

use super::reader::FieldReader;

/// A priority as it was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedPriority<'a> {
    /// Where an error is shown.
    pub field: &'static str,
    /// From 1: the place that `=` takes over. `None` where `=` has no meaning.
    pub place: Option<u8>,
    pub text: &'a str,
    /// `None` where nobody was asked: an earlier priority in the same words keeps its own.
    pub category: Option<Option<String>>,
}

/// What was agreed about a priority of `earlier` stays with it if its words stayed; `proposed` is what `=` takes over.
pub fn read_answer(
    reader: &mut FieldReader<'_>,
    typed: &[TypedPriority<'_>],
    earlier: &[SentPriority],
    proposed: &[Proposal],
) -> Answer {
    // Each earlier priority is met once: of two with the same words each keeps what was agreed about it.
    let mut earlier: Vec<&SentPriority> = earlier.iter().collect();
    let mut priorities = Vec::new();
    for typed in typed.iter().filter(|typed| !typed.text.trim().is_empty()) {
        let taken = typed.place.map_or(Ok(None), |place| parse_takeover(typed.text, place, proposed));
        match taken {
            Ok(taken) => priorities.push(priority(typed, taken, &mut earlier)),
            Err(why) => reader.refuse(typed.field, &why.to_string()),
        }
    }
    Answer {
        wish: Wish::from_code(reader.value("wish")).unwrap_or(Wish::Unknown),
        priorities,
        frequency: Frequency::stated(reader.value("frequency")),
        method: Method::stated(reader.value("method")),
        views: reader.text("views"),
    }
}

fn priority(typed: &TypedPriority<'_>, taken: Option<Takeover<'_>>, earlier: &mut Vec<&SentPriority>) -> SentPriority {
    let received = taken.as_ref().map_or_else(|| Untrusted::from(typed.text.trim()), |taken| taken.text.clone());
    let same = earlier.iter().position(|priority| priority.received == received).map(|index| earlier.remove(index));
    let chosen = typed.category.clone().unwrap_or_else(|| same.and_then(|same| same.category.clone()));
    let proposal = taken.map(|taken| taken.proposal);
    SentPriority {
        slot: same.and_then(|same| same.slot),
        agreed: same.and_then(|same| same.agreed.clone()),
        category: chosen.or_else(|| proposal.and_then(|proposal| proposal.category.clone())),
        priority: proposal.map(|proposal| proposal.id).or(same.and_then(|same| same.priority)),
        received,
    }
}
