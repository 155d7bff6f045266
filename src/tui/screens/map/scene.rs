//! What is drawn of the map as long as neither the councils nor the view change. A move of the focus draws it again and
//! computes nothing of it.

use charter::map::Point;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Line as Stroke};

use crate::tui::screens::map::spread::Spread;
use crate::tui::screens::map::viewport::Viewport;

#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// The search and the reading of the councils that it is from.
    generation: Option<(u64, u64)>,
    pub view: Viewport,
    pub spread: Spread,
    /// The cells of the lines of the counties, from the upper left corner of the map, and what stands in them.
    pub outline: Vec<((u16, u16), char)>,
}

impl Scene {
    pub fn new(generation: (u64, u64), view: Viewport, spread: Spread, rings: &[Vec<Point>]) -> Self {
        Self { generation: Some(generation), view, spread, outline: outline(rings, &view) }
    }

    /// The status of a council, which decides who has its own cell, changes with the generation.
    pub fn is_of(&self, generation: (u64, u64), view: &Viewport) -> bool {
        self.generation == Some(generation) && self.view == *view
    }
}

/// The lines in Braille.
fn outline(rings: &[Vec<Point>], view: &Viewport) -> Vec<((u16, u16), char)> {
    let (x, y) = view.sides();
    let canvas = Canvas::default().marker(Marker::Braille).x_bounds(x).y_bounds(y).paint(|context| {
        for ends in rings.iter().flat_map(|ring| ring.windows(2)) {
            if let [from, to] = ends {
                let (x1, y1, x2, y2) = (from.east, from.north, to.east, to.north);
                context.draw(&Stroke { x1, y1, x2, y2, color: Color::Reset });
            }
        }
    });
    let (columns, rows) = view.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    canvas.render(buffer.area, &mut buffer);
    let cells = (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y)));
    let drawn = |at: (u16, u16)| Some((at, buffer.cell(at)?.symbol().chars().next().filter(|drawn| *drawn != ' ')?));
    cells.filter_map(drawn).collect()
}
