//! The layout of the inbox.

use ratatui::layout::Rect;

use crate::tui::ui::frame;

/// Below this width there is one pane under the list.
const TWO_PANES: u16 = 80;

pub fn is_narrow(size: (u16, u16)) -> bool {
    size.0 < TWO_PANES
}

pub struct Parts {
    pub title: Rect,
    pub list: Rect,
    pub rule: Rect,
    /// Empty while the proposal takes its place.
    pub source: Rect,
    /// Empty while the source takes its place.
    pub proposal: Rect,
}

/// Two fifths for the list, the rest for the item in focus.
pub fn parts(size: (u16, u16), source_in_front: bool) -> Parts {
    let body = frame::areas(size).body;
    let listed = (body.height * 7 / 17).max(1).min(body.height.saturating_sub(1));
    let band = |y: u16, height: u16| {
        let y = y.min(body.bottom());
        Rect { y, height: height.min(body.bottom() - y), ..body }
    };
    let below = band(body.y + listed + 2, body.height);
    let none = Rect { width: 0, ..below };
    let (source, proposal) = match (is_narrow(size), source_in_front) {
        (true, true) => (below, none),
        (true, false) => (none, below),
        (false, _) => {
            let left = below.width / 2;
            (Rect { width: left, ..below }, Rect { x: below.x + left, width: below.width - left, ..below })
        }
    };
    Parts {
        title: band(body.y, 1),
        list: band(body.y + 1, listed),
        rule: band(body.y + 1 + listed, 1),
        source,
        proposal,
    }
}

pub fn source_room(size: (u16, u16), source_in_front: bool) -> (usize, usize) {
    let area = parts(size, source_in_front).source;
    (usize::from(area.width).saturating_sub(2), area.height.into())
}

pub fn visible_rows(size: (u16, u16)) -> usize {
    parts(size, false).list.height.into()
}
