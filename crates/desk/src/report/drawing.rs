//! Charts as shapes that a page draws: labels stand beside what they name, and no colour carries a meaning.

use charter::report::{Bar, Chart, ChartKind, Line, Share};
use serde::Serialize;

/// All lengths are in units of the drawing, which is [`WIDTH`] of them wide.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Drawing {
    pub id: String,
    pub title: String,
    pub about: String,
    pub description: String,
    pub width: i64,
    pub height: i64,
    pub shapes: Vec<Shape>,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Shape {
    /// `class` chooses a shade.
    Rect {
        x: i64,
        y: i64,
        width: i64,
        height: i64,
        class: String,
    },
    Line {
        x1: i64,
        y1: i64,
        x2: i64,
        y2: i64,
        class: &'static str,
    },
    /// `anchor` is `start`, `middle` or `end`.
    Text {
        x: i64,
        y: i64,
        anchor: &'static str,
        text: String,
    },
    /// `points` as SVG has them: `1,2 3,4`.
    Polyline {
        points: String,
        class: String,
    },
}

const WIDTH: i64 = 720;
const ROW: i64 = 28;

pub(super) fn draw(chart: &Chart) -> Drawing {
    let (height, shapes) = match &chart.kind {
        ChartKind::Stacked(parts) => stacked(parts),
        ChartKind::Bars(bars_of) => bars(bars_of),
        ChartKind::Lines(lines_of) => lines(lines_of),
    };
    Drawing {
        id: chart.id.clone(),
        title: chart.title.clone(),
        about: chart.about.clone(),
        description: chart.description.clone(),
        width: WIDTH,
        height,
        shapes,
    }
}

/// 0 for a base of 0.
fn scaled(share: Share, length: i64) -> i64 {
    let (n, of) = (i64::try_from(share.n).unwrap_or(0), i64::try_from(share.of).unwrap_or(0));
    (n * length).checked_div(of).unwrap_or(0)
}

fn shade(index: usize) -> String {
    format!("shade{}", index % 5)
}

/// One bar; a line leads from each part to its label. The last part has the highest label, so no line crosses one.
fn stacked(parts: &[Bar]) -> (i64, Vec<Shape>) {
    const BAR: i64 = 360;
    const HEIGHT: i64 = 44;
    let mut shapes = Vec::new();
    let mut n = 0;
    let count = i64::try_from(parts.len()).unwrap_or(0);
    for (index, Bar { label, share, .. }) in parts.iter().enumerate() {
        let from = scaled(Share::new(n, share.of), BAR);
        n += share.n;
        let to = scaled(Share::new(n, share.of), BAR);
        let place = count - i64::try_from(index).unwrap_or(0);
        let (middle, label_y) = (10 + (from + to) / 2, HEIGHT + 10 + place * ROW);
        if to > from {
            shapes.push(Shape::Rect { x: 10 + from, y: 8, width: to - from, height: HEIGHT, class: shade(index) });
        }
        shapes.push(Shape::Line { x1: middle, y1: HEIGHT, x2: middle, y2: label_y - 4, class: "leader" });
        shapes.push(Shape::Text { x: middle + 6, y: label_y, anchor: "start", text: format!("{label}: {share}") });
    }
    (HEIGHT + 24 + count * ROW, shapes)
}

fn bars(bars: &[Bar]) -> (i64, Vec<Shape>) {
    const LENGTH: i64 = 640;
    let mut shapes = Vec::new();
    let mut y = 0;
    for Bar { label, share, .. } in bars {
        shapes.push(Shape::Text { x: 10, y: y + 20, anchor: "start", text: format!("{label}: {share}") });
        let width = scaled(*share, LENGTH).max(i64::from(share.n > 0) * 2);
        shapes.push(Shape::Rect { x: 10, y: y + 28, width: LENGTH, height: 16, class: "base".to_owned() });
        shapes.push(Shape::Rect { x: 10, y: y + 28, width, height: 16, class: shade(0) });
        y += 58;
    }
    (y + 6, shapes)
}

/// Cumulative steps by day; the deadline is a line down.
fn lines(lines: &[Line]) -> (i64, Vec<Shape>) {
    const LEFT: i64 = 70;
    const TOP: i64 = 20;
    const BROAD: i64 = 420;
    const HIGH: i64 = 220;
    /// A label has two lines.
    const LABEL: i64 = 42;
    let days = || lines.iter().flat_map(Line::days).map(|(day, _)| day);
    let first = days().min().unwrap_or(0).min(0) - 1;
    let last = days().max().unwrap_or(0).max(1);
    let x = |day: i64| LEFT + (day - first) * BROAD / (last - first).max(1);
    let y = |share: Share| TOP + HIGH - scaled(share, HIGH);
    let mut shapes = Vec::new();
    for (percent, text) in [(0, "0 %"), (50, "50 %"), (100, "100 %")] {
        let at = y(Share::new(percent, 100));
        shapes.push(Shape::Line { x1: LEFT, y1: at, x2: LEFT + BROAD, y2: at, class: "grid" });
        shapes.push(Shape::Text { x: LEFT - 8, y: at + 5, anchor: "end", text: text.to_owned() });
    }
    shapes.push(Shape::Line { x1: x(0), y1: TOP - 6, x2: x(0), y2: TOP + HIGH, class: "deadline" });
    shapes.push(Shape::Text { x: x(0), y: TOP + HIGH + 22, anchor: "middle", text: "deadline".to_owned() });
    let mut labels: Vec<i64> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((day, end)) = line.days().last() else { continue };
        shapes.push(Shape::Polyline { points: steps(line, x, y), class: format!("line{index}") });
        // A label that would lie on another moves below it.
        let wanted = y(end) + 5;
        let taken = labels.iter().filter(|label| (**label - wanted).abs() < LABEL).max();
        let at = taken.map_or(wanted, |taken| taken + LABEL);
        labels.push(at);
        let x = x(day).min(LEFT + BROAD) + 6;
        shapes.push(Shape::Text { x, y: at, anchor: "start", text: line.label.clone() });
        shapes.push(Shape::Text { x, y: at + LABEL / 2, anchor: "start", text: end.to_string() });
    }
    (TOP + HIGH + 60, shapes)
}

fn steps(line: &Line, x: impl Fn(i64) -> i64, y: impl Fn(Share) -> i64) -> String {
    let mut points = Vec::new();
    let mut height = None;
    for (day, share) in line.days() {
        if let Some(height) = height {
            points.push(format!("{},{height}", x(day)));
        }
        points.push(format!("{},{}", x(day), y(share)));
        height = Some(y(share));
    }
    points.join(" ")
}
