//! What the invented councils answer: wish, priorities, frequency, method, views.

use super::{Dealt, Fate};
use crate::demo_data::phrases;
use charter::returns::{Answer, Frequency, Method, SentPriority, Wish};
use charter::untrusted::Untrusted;

/// The full answer of a council that takes part.
pub(super) fn answer(dealt: &Dealt<'_>) -> Answer {
    let few = 1 + dealt.roll("number", 3);
    let number = if dealt.fate == Fate::TooMany { 4 + dealt.roll("many", 2) } else { few };
    let stated = dealt.fate != Fate::WithoutPreferences;
    // Of a council without preferences, one in three states the one and not the other.
    let half = dealt.roll("half", 3) == 0;
    let views = if dealt.roll("views", 2) == 0 { *dealt.one_of("view", &phrases::VIEWS) } else { "" };
    Answer {
        wish: Wish::Yes,
        priorities: (0..number).map(|place| priority(dealt, place)).collect(),
        frequency: Some(frequency(dealt)).filter(|_| stated || half),
        method: Some(method(dealt)).filter(|_| stated),
        views: Untrusted::from(views),
    }
}

/// The answer of a council that says no.
pub(super) fn refusal(dealt: &Dealt<'_>) -> Answer {
    Answer {
        wish: Wish::No,
        priorities: Vec::new(),
        frequency: None,
        method: None,
        views: Untrusted::from(*dealt.one_of("refusal", &phrases::REFUSALS)),
    }
}

/// The answer as the mail or letter that it came in.
pub(super) fn as_written(answer: &Answer) -> String {
    let mut text = "The council met and wishes to take part. Our priorities for the quarter are:\n".to_owned();
    for (number, priority) in (1..).zip(&answer.priorities) {
        text.push_str(&format!("{number}. {}\n", priority.received.raw()));
    }
    text.push_str(answer.views.raw());
    text
}

fn priority(dealt: &Dealt<'_>, place: usize) -> SentPriority {
    // Steps of five walk through all twelve categories: no council names one twice.
    let (category, texts) = phrases::PRIORITIES[(dealt.roll("category", 12) + 5 * place) % 12];
    let key = format!("text {place}");
    let road = format!("B{}", 4000 + dealt.roll(&format!("road {place}"), 1400));
    let place = dealt.one_of(&format!("place {place}"), &phrases::PLACES);
    let received = dealt.one_of(&key, texts).replace("{place}", place).replace("{road}", &road);
    SentPriority {
        slot: None,
        received: Untrusted::from(received),
        agreed: None,
        category: Some(category.to_owned()),
        carried: None,
    }
}

fn frequency(dealt: &Dealt<'_>) -> Frequency {
    match dealt.roll("frequency", 20) {
        0..=5 => Frequency::Monthly,
        6..=12 => Frequency::Quarterly,
        13..=14 => Frequency::SixMonthly,
        15 => Frequency::Yearly,
        16..=18 => Frequency::AsNeeded,
        _ => Frequency::Other((*dealt.one_of("own frequency", &phrases::OWN_FREQUENCIES)).to_owned()),
    }
}

fn method(dealt: &Dealt<'_>) -> Method {
    match dealt.roll("method", 20) {
        0..=8 => Method::InPerson,
        9..=12 => Method::Digital,
        13..=16 => Method::WrittenUpdate,
        17 => Method::Phone,
        18 => Method::NotRequired,
        _ => Method::Other((*dealt.one_of("own method", &phrases::OWN_METHODS)).to_owned()),
    }
}
