//! The brief as a page that prints on one side of A4.

use serde::Serialize;

use super::page::{render, to_html};
use crate::documents::error::DocumentError;
use charter::brief::{Brief, Truncated};
use charter::calendar::format_full;
use charter::untrusted::Untrusted;

const TEMPLATE: &str = include_str!("brief.html");

#[derive(Serialize)]
struct Page {
    council: String,
    round: String,
    as_at: String,
    facts: Vec<[String; 2]>,
    priorities: Vec<Priority>,
    more_priorities: Option<String>,
    outstanding: Vec<[String; 3]>,
    more_outstanding: Option<String>,
    lists: Vec<List>,
}

#[derive(Serialize)]
struct Priority {
    place: Option<u8>,
    text: String,
    stands: String,
    category: String,
    done: Vec<String>,
    more: Option<String>,
}

#[derive(Serialize)]
struct List {
    heading: &'static str,
    texts: Vec<String>,
    more: Option<String>,
}

/// # Errors
///
/// The template does not fit, which is a mistake of the program.
pub fn brief(brief: &Brief) -> Result<String, DocumentError> {
    let list = |heading, texts: &Truncated<Untrusted>| List {
        heading,
        texts: texts.shown.iter().map(to_html).collect(),
        more: texts.more_label(),
    };
    let priorities = brief.priorities.shown.iter().map(|known| Priority {
        place: known.slot,
        text: to_html(&known.text),
        stands: known.state.label().to_owned(),
        category: known.category.as_ref().map(to_html).unwrap_or_default(),
        done: known.done.shown.iter().map(to_html).collect(),
        more: known.done.more_label(),
    });
    let outstanding = brief.outstanding.shown.iter().map(|one| [to_html(&one.what), to_html(&one.who), one.when()]);
    render(
        TEMPLATE,
        &Page {
            council: to_html(&brief.council),
            round: brief.round.clone(),
            as_at: format_full(brief.as_at),
            facts: brief.facts.iter().map(|fact| [fact.name.to_owned(), to_html(&fact.text)]).collect(),
            priorities: priorities.collect(),
            more_priorities: brief.priorities.more_label(),
            outstanding: outstanding.collect(),
            more_outstanding: brief.outstanding.more_label(),
            lists: vec![list("Tell the council", &brief.tell), list("Ask the council", &brief.ask)],
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::page::unclosed_tags;
    use super::brief;
    use charter::brief::{Brief, BriefPriority, Fact, Outstanding, Truncated};
    use charter::ids::CouncilId;
    use charter::priority::PriorityState;
    use charter::untrusted::Untrusted;

    const HOSTILE: &str = "<script>alert('x')</script> & \"q\" \u{202e}\u{1b}[2J {{ council }} </td>";

    fn hostile() -> Brief {
        let text = || Untrusted::from(HOSTILE);
        Brief {
            council_id: CouncilId(1),
            council: text(),
            round: "October–December 2023".to_owned(),
            as_at: "2023-10-05".parse().unwrap(),
            facts: vec![Fact { name: "Status", text: text() }],
            priorities: Truncated::of(
                vec![
                    BriefPriority {
                        slot: Some(1),
                        state: PriorityState::Agreed,
                        category: Some(text()),
                        text: text(),
                        done: Truncated::of(vec![text(), text()], 1),
                    };
                    2
                ],
                1,
            ),
            outstanding: Truncated::of(vec![Outstanding { what: text(), who: text(), due: None, overdue: false }], 5),
            tell: Truncated::of(vec![text()], 5),
            ask: Truncated::of(Vec::new(), 5),
        }
    }

    #[test]
    fn hostile_text_stays_text() {
        let page = brief(&hostile()).unwrap();
        assert!(!page.contains("<script") && !page.contains("alert('x')"), "{page}");
        assert!(page.contains("&lt;script&gt;"), "{page}");
        assert!(page.chars().all(|c| c == '\n' || !(c.is_control() || c == '\u{202e}')), "no controls");
        assert!(page.contains("{{ council }}"), "what is filled in is not filled again");
    }

    #[test]
    fn the_page_is_whole_and_has_real_headings_and_tables() {
        let page = brief(&hostile()).unwrap();
        assert_eq!(unclosed_tags(&page), Vec::<String>::new());
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<html lang=\"en-GB\">"), "{page}");
        let headings = [
            "How it stands",
            "Priorities, what was done",
            "Promised and not done",
            "Tell the council",
            "Ask the council",
        ];
        assert!(headings.iter().all(|heading| page.contains(&format!("<h2>{heading}"))), "{page}");
        assert!(page.contains("size: A4") && page.contains("<th scope=\"col\">") && page.contains("and 1 more"));
        assert!(!page.contains("http"), "it asks no network");
    }
}
