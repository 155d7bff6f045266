//! One council.

use crate::tui::app::shared::Shared;
use crate::tui::reader::page::{Page, sentence, words};
use crate::tui::screens::council::items::when_empty;
use crate::tui::screens::council::state::CouncilScreen;

pub fn page(shared: &Shared, screen: &CouncilScreen, height: usize) -> Page {
    let file = &screen.file;
    let items = screen.items(shared);
    let section = screen.section.label();
    let name = file.council.name.sanitized();
    let mut page = Page::new(match items.len() {
        0 => format!("{name}, section {section}"),
        len => format!("{name}, section {section}, item {} of {len}", screen.list.cursor + 1),
    });
    page.about(file.status.explain(shared.snapshot.round(), shared.snapshot.as_at()));
    if let (Some(group), Some(step)) = (file.status.missed, file.status.next_step()) {
        page.about(format!("missed the deadline, {}: {step}", group.label()));
    }
    if items.is_empty() {
        page.about(when_empty(screen.section));
    }
    page.list(screen.list.cursor, items.len(), height, |index| {
        let item = items.get(index)?;
        let body = item.body.iter().map(|(label, text)| words(&format!("{label} {text}")));
        let table = item.table.iter().flat_map(|table| table.text()).map(|line| words(&line));
        Some(sentence(std::iter::once(item.head.clone()).chain(body).chain(table)))
    });
    page
}
