//! Where a list stands: a scrollbar at its right edge, and "12 of 610".

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::ui::frame::lines;
use crate::tui::ui::panel::window;
use crate::tui::ui::text::width;
use crate::tui::ui::theme::{Role, Theme};

/// In rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scroll {
    pub offset: usize,
    pub visible: usize,
    pub len: usize,
}

impl Scroll {
    pub fn is_needed(self) -> bool {
        self.len > self.visible && self.visible > 0
    }

    /// The columns that a scrollbar takes from the list.
    pub fn cells(self) -> usize {
        usize::from(self.is_needed())
    }

    /// The rows of the bar that show what is in view. It reaches an end only with the list.
    fn thumb(self, height: usize) -> std::ops::Range<usize> {
        let most = height.saturating_sub(1).max(1);
        let size = (self.visible * height / self.len.max(1)).clamp(1, most);
        let (hidden, free) = (self.len.saturating_sub(self.visible), height.saturating_sub(size));
        let offset = self.offset.min(hidden);
        let start = match (offset, hidden - offset) {
            (0, _) => 0,
            (_, 0) => free,
            _ => (offset * free / hidden.max(1)).clamp(usize::from(free > 1), free.saturating_sub(1)),
        };
        start..start + size
    }
}

/// Draws the bar in the last column of the area, if the list is longer than what is in view.
pub fn draw(frame: &mut Frame<'_>, theme: Theme, area: Rect, scroll: Scroll) {
    if !scroll.is_needed() || area.width == 0 {
        return;
    }
    let thumb = scroll.thumb(area.height.into());
    let bar = Rect { x: area.right() - 1, width: 1, ..area };
    for (row, y) in (bar.top()..bar.bottom()).enumerate() {
        if thumb.contains(&row) {
            let cell = Span::styled(theme.glyphs().thumb, theme.style(Role::Dim));
            lines(frame, Rect { y, height: 1, ..bar }, vec![Line::from(cell)]);
        }
    }
}

/// On the border of a panel, if its list is longer than what is in view: the bar at the right, "12 of 610" at the bottom.
/// `inner` is the panel without its border, `above` the rows over the list, `rows` those of each entry.
pub fn draw_on_border(
    frame: &mut Frame<'_>,
    theme: Theme,
    inner: Rect,
    above: u16,
    rows: usize,
    (cursor, len): (usize, usize),
) {
    let height = inner.height.saturating_sub(above);
    let visible = usize::from(height) / rows.max(1);
    let scroll = Scroll { offset: window(cursor, len, visible).start, visible, len };
    if !scroll.is_needed() {
        return;
    }
    draw(frame, theme, Rect { y: inner.y + above, height, width: inner.width + 1, ..inner }, scroll);
    let words = format!(" {} ", position(cursor, len));
    let cells = u16::try_from(width(&words)).unwrap_or(u16::MAX);
    if cells < inner.width {
        let area = Rect { x: inner.right() - cells, y: inner.bottom(), width: cells, height: 1 };
        lines(frame, area, vec![Line::styled(words, theme.style(Role::Dim))]);
    }
}

/// `12 of 610`; empty for an empty list.
pub fn position(cursor: usize, len: usize) -> String {
    if len == 0 { String::new() } else { format!("{} of {len}", cursor.min(len - 1) + 1) }
}

#[cfg(test)]
mod tests {
    use super::{Scroll, position};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    #[test]
    fn counts_from_one() {
        assert_eq!(position(11, 610), "12 of 610");
        assert_eq!(position(0, 0), "");
    }

    proptest! {
        #[test]
        fn the_bar_touches_an_end_only_at_the_end(visible in 2usize..60, more in 1usize..9000, offset in 0usize..9000) {
            let scroll = Scroll { offset: offset.min(more), visible, len: visible + more };
            let thumb = scroll.thumb(visible);
            prop_assert!(!thumb.is_empty() && thumb.end <= visible);
            prop_assert_eq!(thumb.start == 0, scroll.offset == 0 || visible - thumb.len() == 1 && scroll.offset < more);
            prop_assert!(scroll.offset < more || thumb.end == visible);
        }
    }
}
