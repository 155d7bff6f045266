//! One line with the quarter's promises of the councils that match the filter.

use charter::engagement::Promise;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::screens::diary::state::Diary;
use crate::tui::ui::frame::spread;
use crate::tui::ui::text::width;
use crate::tui::ui::theme::Role;

/// Replaces the gauge. Shows all groups, so that they add up; in a narrow window the groups without a promise become
/// one number, and then disappear.
pub fn line(diary: &Diary, shared: &Shared, room: usize) -> Line<'static> {
    let theme = shared.theme;
    if !shared.snapshot.is_complete() {
        return Line::styled(" reading the register", theme.style(Role::Dim));
    }
    let promises = &diary.promises;
    let made: Vec<Promise> = Promise::ALL.iter().copied().filter(|promise| promise.was_made()).collect();
    let counts = |groups: &[Promise], dot: &str| -> Vec<(String, Role)> {
        let part = |promise: &Promise| {
            let role = match promise {
                Promise::Missed if promises.count(*promise) > 0 => Role::Bad,
                Promise::Owed if promises.count(*promise) > 0 => Role::Warn,
                _ => Role::Text,
            };
            (promises.describe(*promise), role)
        };
        let dot = (format!(" {dot} "), Role::Dim);
        groups
            .iter()
            .map(part)
            .flat_map(|part| [part, dot.clone()])
            .take((groups.len() * 2).saturating_sub(1))
            .collect()
    };
    let dot = theme.glyphs().dot;
    let rest = format!(
        " {dot} {} ",
        [Promise::NotWanted, Promise::NotOffered].map(|group| promises.describe(group)).join(&format!(" {dot} "))
    );
    let nothing = format!(" {dot} {} not due", promises.councils() - promises.made());
    let head = counts(&made, dot);
    let used: usize = head.iter().map(|(text, _)| width(text)).sum::<usize>() + 1;
    let mut spans = vec![Span::raw(" ")];
    // A low or narrow terminal only has room for the remaining work.
    let (head, tails) = if used > room {
        (counts(&[Promise::Owed, Promise::Planned, Promise::Missed], dot), Vec::new())
    } else {
        (head, vec![rest, nothing])
    };
    spans.extend(head.into_iter().map(|(text, role)| Span::styled(text, theme.style(role))));
    let tail = tails.into_iter().find(|tail| used + width(tail) <= room).unwrap_or_default();
    spans.push(Span::styled(tail, theme.style(Role::Dim)));
    spread(spans, Vec::new(), room)
}
