//! The answers of the demo councils: wish, priorities, frequency, method, views.

use super::scenario::{DemoCouncil, Scenario};
use crate::demo_data::phrases;
use charter::returns::{Answer, Frequency, Method, SentPriority, Wish};
use charter::untrusted::Untrusted;

pub(super) fn answer(demo: &DemoCouncil<'_>) -> Answer {
    let few = 1 + demo.roll("number", 3);
    let number = if demo.scenario == Scenario::TooMany { 4 + demo.roll("many", 2) } else { few };
    let stated = demo.scenario != Scenario::NoPreferences;
    // One in three of these councils states only the frequency.
    let half = demo.roll("half", 3) == 0;
    let views = if demo.roll("views", 2) == 0 { demo.pick_phrase("view", "views") } else { "" };
    Answer {
        wish: Wish::Yes,
        priorities: (0..number).map(|index| priority(demo, index)).collect(),
        frequency: Some(frequency(demo)).filter(|_| stated || half),
        method: Some(method(demo)).filter(|_| stated),
        views: Untrusted::from(views),
    }
}

/// A council that declines.
pub(super) fn refusal(demo: &DemoCouncil<'_>) -> Answer {
    Answer {
        wish: Wish::No,
        priorities: Vec::new(),
        frequency: None,
        method: None,
        views: Untrusted::from(demo.pick_phrase("refusal", "refusals")),
    }
}

/// As a mail or a letter.
pub(super) fn to_mail_text(answer: &Answer) -> String {
    let mut text = "The council met and wishes to take part. Our priorities for the quarter are:\n".to_owned();
    for (number, priority) in (1..).zip(&answer.priorities) {
        text.push_str(&format!("{number}. {}\n", priority.received.raw()));
    }
    text.push_str(answer.views.raw());
    text
}

fn priority(demo: &DemoCouncil<'_>, index: usize) -> SentPriority {
    // Steps of five visit all twelve categories, so no council repeats one.
    let category = phrases::lines("categories")[(demo.roll("category", 12) + 5 * index) % 12];
    let key = format!("text {index}");
    let road = format!("B{}", 4000 + demo.roll(&format!("road {index}"), 1400));
    let place = demo.pick_phrase(&format!("place {index}"), "places");
    let text = demo.pick_phrase(&key, &format!("priorities: {category}"));
    let received = text.replace("{place}", place).replace("{road}", &road);
    SentPriority {
        slot: None,
        received: Untrusted::from(received),
        agreed: None,
        category: Some(category.to_owned()),
        priority: None,
    }
}

fn frequency(demo: &DemoCouncil<'_>) -> Frequency {
    match demo.roll("frequency", 20) {
        0..=5 => Frequency::Monthly,
        6..=12 => Frequency::Quarterly,
        13..=14 => Frequency::SixMonthly,
        15 => Frequency::Yearly,
        16..=18 => Frequency::AsNeeded,
        _ => Frequency::Other(demo.pick_phrase("own frequency", "own frequencies").to_owned()),
    }
}

fn method(demo: &DemoCouncil<'_>) -> Method {
    match demo.roll("method", 20) {
        0..=8 => Method::InPerson,
        9..=12 => Method::Digital,
        13..=16 => Method::WrittenUpdate,
        17 => Method::Phone,
        18 => Method::NotRequired,
        _ => Method::Other(demo.pick_phrase("own method", "own methods").to_owned()),
    }
}
