//! What can be clicked. The function that draws a thing also says where it is, so the two can't differ.

use std::ops::Range;

use charter::list_column::ListColumn;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::tui::app::tab::Tab;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::council::item::Section;
use crate::tui::ui::text::width;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Run(Cmd),
    Tab(Tab),
    Section(Section),
    /// A row of the list in front, by its index.
    Row(usize),
    /// A row of a scrollbar, and the index of the list's row that it stands for.
    Track(usize),
    /// The heading of a column sorts by it; again reverses.
    Sort(ListColumn),
    /// A field of the form in front, by its index.
    Field(usize),
    /// An option of a choice field of the form in front: the field's index, and the option's.
    Option(usize, usize),
    /// Outside the dialog in front.
    Outside,
    /// Covers what is beneath it.
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub area: Rect,
    pub target: Target,
}

impl Hit {
    pub fn new(area: Rect, target: Target) -> Self {
        Self { area, target }
    }
}

/// What is at this cell: the last hit lies on top.
pub fn at(hits: &[Hit], column: u16, row: u16) -> Option<Target> {
    hits.iter().rev().find(|hit| hit.area.contains(Position::new(column, row))).map(|hit| hit.target)
}

/// A hit for each line of the area, from the top: the rows of a list that are in view.
pub fn rows(area: Rect, shown: Range<usize>) -> Vec<Hit> {
    let lines = (area.top()..area.bottom()).zip(shown);
    lines.map(|(y, index)| Hit::new(Rect { y, height: 1, ..area }, Target::Row(index))).collect()
}

/// A hit for each line of a scrollbar of a list of `len` rows: the first is its first row, the last its last.
pub fn track(area: Rect, len: usize) -> Vec<Hit> {
    let steps = usize::from(area.height).saturating_sub(1).max(1);
    let target = |line: usize| Target::Track(line * len.saturating_sub(1) / steps);
    let lines = (area.top()..area.bottom()).enumerate();
    lines.map(|(line, y)| Hit::new(Rect { y, height: 1, ..area }, target(line))).collect()
}

/// Where a drawn line has its spans.
pub fn spans(area: Rect, line: &Line<'_>) -> Vec<Rect> {
    let mut x = area.x;
    let place = |span: &ratatui::text::Span<'_>| {
        let cells = u16::try_from(width(&span.content)).unwrap_or(u16::MAX);
        let at = Rect { x, width: cells, height: 1, ..area }.intersection(area);
        x = x.saturating_add(cells);
        at
    };
    line.spans.iter().map(place).collect()
}

/// Where a drawn line has the first span with such a text.
pub fn find(area: Rect, line: &Line<'_>, is_wanted: impl Fn(&str) -> bool) -> Option<Rect> {
    let mut x = area.x;
    for span in &line.spans {
        let cells = u16::try_from(width(&span.content)).unwrap_or(u16::MAX);
        if is_wanted(&span.content) {
            return Some(Rect { x, width: cells, height: 1, ..area }.intersection(area));
        }
        x = x.saturating_add(cells);
    }
    None
}

/// Where a drawn line has this label and, in the span after it, its value.
pub fn labelled(area: Rect, line: &Line<'_>, label: &str) -> Option<Rect> {
    let at = line.spans.iter().position(|span| span.content == label)?;
    let cells = |spans: &[ratatui::text::Span<'_>]| {
        u16::try_from(spans.iter().map(|span| width(span.content.trim_end())).sum::<usize>()).unwrap_or(u16::MAX)
    };
    let before: usize = line.spans[..at].iter().map(|span| width(&span.content)).sum();
    let x = area.x.saturating_add(u16::try_from(before).unwrap_or(u16::MAX));
    let pair = &line.spans[at..(at + 2).min(line.spans.len())];
    Some(Rect { x, width: cells(pair).saturating_add(1), height: 1, ..area }.intersection(area))
}

#[cfg(test)]
mod tests {
    use super::{Hit, Rect, Target, at, track};

    #[test]
    fn the_last_hit_lies_on_top() {
        let below = Hit::new(Rect::new(0, 0, 10, 2), Target::Row(0));
        let above = Hit::new(Rect::new(2, 1, 3, 1), Target::Nothing);
        let hits = [below, above];
        assert_eq!(at(&hits, 2, 0), Some(Target::Row(0)));
        assert_eq!(at(&hits, 2, 1), Some(Target::Nothing));
        assert_eq!(at(&hits, 5, 1), Some(Target::Row(0)));
        assert_eq!(at(&hits, 10, 0), None);
    }

    #[test]
    fn a_scrollbar_reaches_from_the_first_row_to_the_last() {
        let hits = track(Rect::new(79, 4, 1, 10), 610);
        assert_eq!(at(&hits, 79, 4), Some(Target::Track(0)));
        assert_eq!(at(&hits, 79, 13), Some(Target::Track(609)));
        assert_eq!(at(&hits, 79, 14), None);
        assert_eq!(track(Rect::new(0, 0, 1, 1), 0), [Hit::new(Rect::new(0, 0, 1, 1), Target::Track(0))]);
    }
}
