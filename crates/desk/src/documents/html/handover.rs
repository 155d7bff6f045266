//! The first page of a handover.

use serde::Serialize;

use super::page::{render, to_html};
use crate::documents::error::DocumentError;
use charter::calendar::format_full;
use charter::english::pluralize;
use charter::handover::{Handover, Section};

const TEMPLATE: &str = include_str!("handover.html");

#[derive(Serialize)]
struct Page {
    team: String,
    round: String,
    as_at: String,
    councils: String,
    sections: Vec<Table>,
}

#[derive(Serialize)]
struct Table {
    name: &'static str,
    heading: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

/// # Errors
///
/// The template does not fit, which is a mistake of the program.
pub fn handover(handover: &Handover) -> Result<String, DocumentError> {
    let table = |section: &Section| Table {
        name: section.name,
        heading: section.heading,
        columns: section.columns,
        rows: section.rows.iter().map(|row| row.iter().map(to_html).collect()).collect(),
    };
    render(
        TEMPLATE,
        &Page {
            team: to_html(&handover.team),
            round: handover.round.clone(),
            as_at: format_full(handover.as_at),
            councils: pluralize(handover.councils, "council"),
            sections: handover.sections.iter().map(table).collect(),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::page::unclosed_tags;
    use super::handover;
    use charter::handover::{Handover, Section};
    use charter::untrusted::Untrusted;

    #[test]
    fn hostile_text_stays_text_and_the_page_is_whole() {
        let hostile = || Untrusted::from("<img src=x onerror=1> \u{202e} {{ team }}");
        let bundle = Handover {
            team: hostile(),
            round: "October–December 2023".to_owned(),
            as_at: "2023-10-05".parse().unwrap(),
            councils: 1,
            sections: vec![
                Section { name: "to-tell", heading: "To tell", columns: &["council"], rows: vec![vec![hostile()]] },
                Section { name: "drafts", heading: "Drafts", columns: &["council"], rows: Vec::new() },
            ],
        };
        let page = handover(&bundle).unwrap();
        assert_eq!(unclosed_tags(&page), Vec::<String>::new());
        assert!(!page.contains("<img") && !page.contains('\u{202e}') && page.contains("{{ team }}"), "{page}");
        assert!(page.contains("<h2 id=\"drafts\">Drafts (0)</h2>") && page.contains("<p>None.</p>"), "{page}");
    }
}
