//! Where the parts of the report are on the screen.

use ratatui::layout::Rect;

use crate::tui::ui::frame::{WIDE, areas};

/// Cells of the list of charts, with the gap behind it.
const CONTENTS: u16 = 30;

#[derive(Clone, Copy, Debug)]
pub struct Parts {
    /// The list of charts; empty on a narrow screen.
    pub contents: Rect,
    pub chart: Rect,
}

pub fn parts(size: (u16, u16)) -> Parts {
    let body = areas(size).body;
    let cells = if body.width >= WIDE { CONTENTS } else { 0 };
    Parts {
        contents: Rect { width: cells, ..body },
        chart: Rect { x: body.x + cells, width: body.width - cells, ..body },
    }
}
