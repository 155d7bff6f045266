//! Where the map is on the screen, and the words about it.

use ratatui::layout::Rect;

use crate::tui::ui::frame::{WIDE, areas};

/// The council in focus, the groups and the notes, of which the groups or the notes may take two lines.
const BELOW: u16 = 4;

#[derive(Clone, Copy, Debug)]
pub struct Parts {
    pub map: Rect,
    /// Beside the map; empty on a narrow screen.
    pub pane: Rect,
    /// Under the map; empty on a wide screen.
    pub below: Rect,
}

pub fn parts(size: (u16, u16)) -> Parts {
    let body = areas(size).body;
    let pane = if body.width >= WIDE { (body.width * 3 / 10).clamp(36, 50) } else { 0 };
    let below = if pane > 0 { 0 } else { BELOW.min(body.height / 2) };
    let map = Rect { width: body.width - pane, height: body.height - below, ..body };
    Parts {
        map,
        pane: Rect { x: map.right(), width: pane, ..body },
        below: Rect { y: map.bottom(), height: below, ..body },
    }
}
