//! The words of the page, and that it fits one side with any amount of data.

use chrono::NaiveDate;

use super::build::{MAX_DONE, MAX_OUTSTANDING, MAX_PRIORITIES, MAX_TALKING_POINTS};
use super::page::{MAX_FACT_CHARS, MAX_TEXT_CHARS, truncate, truncate_to};
use super::{Brief, BriefPriority, Fact, LineKind, Outstanding, Truncated};
use crate::ids::CouncilId;
use crate::priority::PriorityState;
use crate::untrusted::Untrusted;

/// The longest page that the builder can make.
fn fullest() -> Brief {
    let long = |word: &str| Untrusted::new(truncate(&format!("{word} ").repeat(100)));
    let day: NaiveDate = "2023-10-12".parse().unwrap();
    let priority = BriefPriority {
        slot: Some(1),
        state: PriorityState::Agreed,
        category: Some(Untrusted::from("violence and the night-time economy")),
        text: long("speeding"),
        done: Truncated::of(vec![long("checks"); 40], MAX_DONE),
    };
    let promised = Outstanding { what: long("signs"), who: long("highways"), due: Some(day), overdue: true };
    let fact = Untrusted::new(truncate_to(&"confirmed ".repeat(100), MAX_FACT_CHARS));
    Brief {
        council_id: CouncilId(1),
        council: long("Wem"),
        round: "October–December 2023".to_owned(),
        as_at: day,
        facts: vec![Fact { name: "How it asked to be met", text: fact }; 8],
        priorities: Truncated::of(vec![priority; 20], MAX_PRIORITIES),
        outstanding: Truncated::of(vec![promised; 20], MAX_OUTSTANDING),
        tell: Truncated::of(vec![long("told"); 20], MAX_TALKING_POINTS),
        ask: Truncated::of(vec![long("asked"); 20], MAX_TALKING_POINTS),
    }
}

/// Measured with a program that prints pages. Text of 8.5 points takes 1.5 mm a character of the 184 mm width on
/// average. Of the 279 mm height a line takes 3.5 mm, a heading 6.2 mm, and a table row 0.3 mm more.
#[test]
fn the_fullest_page_has_room_on_one_side() {
    let page = fullest();
    let high = |text: usize, letters: usize| text.div_ceil(letters) as f64 * 3.5 + 0.3;
    let of = |text: &Untrusted, letters: usize| high(text.raw().chars().count(), letters);
    let more = 3.5;
    let facts: f64 = page.facts.iter().map(|fact| of(&fact.text, 98)).sum();
    let priority = |known: &BriefPriority| {
        let done: f64 = known.done.shown.iter().map(|done| of(done, 66)).sum();
        let category = known.category.as_ref().map_or(0, |name| name.raw().len());
        (done + more).max(high(known.text.raw().chars().count() + category + 12, 50))
    };
    let priorities: f64 = page.priorities.shown.iter().map(priority).sum();
    let outstanding: f64 = page.outstanding.shown.iter().map(|one| of(&one.what, 66).max(of(&one.who, 28))).sum();
    let talking_points: f64 = page.tell.shown.iter().chain(&page.ask.shown).map(|text| of(text, 120)).sum();
    let around = 2.0 * high(88, 75) + 5.0 * 6.2 + 2.0 * 3.8 + 4.0 * more;
    let all = facts + priorities + outstanding + talking_points + around;
    assert!(all <= 279.0, "{all} mm");
}

#[test]
fn cut_text_is_reported() {
    let lines = fullest().lines();
    let cut = |label: &str| lines.iter().filter(|line| line.text == label).count();
    assert_eq!(cut("and 38 more"), 4, "of each priority's deeds");
    assert_eq!((cut("and 16 more"), cut("and 17 more")), (2, 2), "priorities, promises, to tell, to ask");
    let headings = lines.iter().filter(|line| line.part == LineKind::Heading).count();
    assert_eq!((lines[0].part, headings), (LineKind::Title, 4));
}

#[test]
fn a_long_text_is_cut_and_says_so() {
    assert_eq!(truncate(" Signs. "), "Signs.");
    let cut = truncate(&"é".repeat(400));
    assert!(cut.ends_with('…') && cut.chars().count() == MAX_TEXT_CHARS);
}
