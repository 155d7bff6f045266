//! The part of the map in view: cells of the screen and kilometres on the ground.

use charter::map::{Direction, Point};

/// How much nearer one step is.
const STEP: f64 = 1.5;
/// Then a column is some 80 m wide for a whole force, and 10 m for a county.
const MOST_LEVEL: u8 = 8;
/// Of the view, for each panning.
const PAN: f64 = 1.0 / 3.0;
/// The least side of the whole map in kilometres, so that a single council has surroundings.
const LEAST_SIDE: f64 = 20.0;
/// A cell of a terminal is about twice as high as it is wide.
const CELL_HEIGHT: f64 = 2.0;

/// A rectangle on the ground, in kilometres.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    low: Point,
    high: Point,
}

impl Bounds {
    /// Around all points; around the origin without any.
    pub fn around(points: impl Iterator<Item = Point>) -> Self {
        let grow = |bounds: Option<Self>, point: Point| {
            let Self { low, high } = bounds.unwrap_or(Self { low: point, high: point });
            Some(Self {
                low: Point { east: low.east.min(point.east), north: low.north.min(point.north) },
                high: Point { east: high.east.max(point.east), north: high.north.max(point.north) },
            })
        };
        points.fold(None, grow).unwrap_or_default()
    }

    fn middle(self) -> Point {
        Point { east: (self.low.east + self.high.east) / 2.0, north: (self.low.north + self.high.north) / 2.0 }
    }

    fn nearest_inside(self, point: Point) -> Point {
        Point {
            east: point.east.clamp(self.low.east, self.high.east),
            north: point.north.clamp(self.low.north, self.high.north),
        }
    }
}

/// How near, and around what.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Zoom {
    /// 0 shows the whole map.
    level: u8,
    /// `None`: the middle of the whole map.
    center: Option<Point>,
}

impl Zoom {
    pub fn is_whole(self) -> bool {
        self == Self::default()
    }

    /// Around `focus`. Returns `false` if this is as near as it gets.
    pub fn nearer(&mut self, focus: Option<Point>) -> bool {
        let can = self.level < MOST_LEVEL;
        if can {
            self.level += 1;
            self.center = focus.or(self.center);
        }
        can
    }

    /// Returns `false` if the whole map is shown.
    pub fn farther(&mut self, focus: Option<Point>) -> bool {
        if self.is_whole() {
            return false;
        }
        self.level = self.level.saturating_sub(1);
        self.center = if self.level == 0 { None } else { focus.or(self.center) };
        true
    }

    /// Moves the view off the surroundings of the map, but for a cell of margin. What is in its middle stays in view.
    pub fn turn_inwards(&mut self, view: &Viewport, whole: Bounds) {
        let Some(Point { east, north }) = self.center else { return };
        let along = |at: f64, side: f64, margin: f64, low: f64, high: f64| {
            let (least, most) = (low + side / 2.0 - margin, high - side / 2.0 + margin);
            if least < most { at.clamp(least, most) } else { (low + high) / 2.0 }
        };
        let Bounds { low, high } = whole;
        self.center = Some(Point {
            east: along(east, view.width(), view.km, low.east, high.east),
            north: along(north, view.height(), view.km * CELL_HEIGHT, low.north, high.north),
        });
    }

    pub fn center_on(&mut self, point: Point) {
        self.center = Some(point);
    }

    /// Moves the view by a third of it; its middle stays on the map.
    pub fn pan(&mut self, direction: Direction, view: &Viewport, whole: Bounds) {
        let Point { east, north } = view.center();
        let (across, along) = (view.width() * PAN, view.height() * PAN);
        let moved = match direction {
            Direction::North => Point { east, north: north + along },
            Direction::South => Point { east, north: north - along },
            Direction::East => Point { east: east + across, north },
            Direction::West => Point { east: east - across, north },
        };
        self.center = Some(whole.nearest_inside(moved));
    }
}

/// A view of some columns and rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Viewport {
    columns: u16,
    rows: u16,
    /// The upper left corner.
    west: f64,
    north: f64,
    /// The width of a column, in kilometres.
    pub km: f64,
}

impl Viewport {
    pub fn new((columns, rows): (u16, u16), whole: Bounds, zoom: Zoom) -> Self {
        // A cell of margin on each side, so that a mark at the edge is not cut.
        let cells = |n: u16| f64::from(n.saturating_sub(2).max(1));
        let side = |low: f64, high: f64| (high - low).max(LEAST_SIDE);
        let across = side(whole.low.east, whole.high.east) / cells(columns);
        let along = side(whole.low.north, whole.high.north) / (cells(rows) * CELL_HEIGHT);
        let km = across.max(along) / STEP.powi(i32::from(zoom.level));
        let center = zoom.center.unwrap_or_else(|| whole.middle());
        let (width, height) = (f64::from(columns) * km, f64::from(rows) * km * CELL_HEIGHT);
        Self { columns, rows, west: center.east - width / 2.0, north: center.north + height / 2.0, km }
    }

    fn width(&self) -> f64 {
        f64::from(self.columns) * self.km
    }

    fn height(&self) -> f64 {
        f64::from(self.rows) * self.km * CELL_HEIGHT
    }

    fn center(&self) -> Point {
        Point { east: self.west + self.width() / 2.0, north: self.north - self.height() / 2.0 }
    }

    /// West to east and south to north, for a canvas.
    pub fn sides(&self) -> ([f64; 2], [f64; 2]) {
        ([self.west, self.west + self.width()], [self.north - self.height(), self.north])
    }

    pub fn size(&self) -> (u16, u16) {
        (self.columns, self.rows)
    }

    /// The column and row of a point, in cells from the upper left corner and not rounded.
    pub fn position(&self, point: Point) -> (f64, f64) {
        ((point.east - self.west) / self.km, (self.north - point.north) / (self.km * CELL_HEIGHT))
    }

    /// `None` outside of the view.
    pub fn cell(&self, point: Point) -> Option<(u16, u16)> {
        let (column, row) = self.position(point);
        let within = (0.0..f64::from(self.columns)).contains(&column) && (0.0..f64::from(self.rows)).contains(&row);
        // Rounding down is what a cell is.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are within the view")]
        within.then_some((column as u16, row as u16))
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Direction, Point, Viewport, Zoom};

    fn square() -> Bounds {
        Bounds::around([Point::default(), Point { east: 100.0, north: 100.0 }].into_iter())
    }

    #[test]
    fn the_whole_map_is_in_view_and_a_kilometre_is_as_long_each_way() {
        for size in [(80, 20), (20, 40), (3, 3), (1, 1)] {
            let view = Viewport::new(size, square(), Zoom::default());
            let inside = |east, north| view.cell(Point { east, north }).is_some();
            assert!(size == (1, 1) || inside(0.0, 0.0) && inside(100.0, 100.0), "{size:?}");
            let ((x, y), (right, down)) =
                (view.position(Point { east: 10.0, north: 90.0 }), view.position(Point { east: 20.0, north: 80.0 }));
            assert!(((right - x) - 2.0 * (down - y)).abs() < 1e-9, "{size:?}");
        }
        assert_eq!(Viewport::new((80, 20), square(), Zoom::default()).cell(Point { east: -900.0, north: 0.0 }), None);
    }

    #[test]
    fn zooming_keeps_the_focus_in_the_middle_and_panning_stays_on_the_map() {
        let (size, focus) = ((81, 21), Point { east: 10.0, north: 20.0 });
        let mut zoom = Zoom::default();
        assert!(!zoom.farther(Some(focus)));
        while zoom.nearer(Some(focus)) {}
        let view = Viewport::new(size, square(), zoom);
        assert_eq!(view.cell(focus), Some((40, 10)));
        for direction in Direction::ALL {
            let mut panned = zoom;
            for _ in 0..500 {
                panned.pan(direction, &Viewport::new(size, square(), panned), square());
            }
            let center = Viewport::new(size, square(), panned).center();
            assert!((-1e-6..=100.0 + 1e-6).contains(&center.east) && (-1e-6..=100.0 + 1e-6).contains(&center.north));
        }
        while zoom.farther(Some(focus)) {}
        assert!(zoom.is_whole());
    }

    #[test]
    fn no_point_at_all_is_still_a_view() {
        let view = Viewport::new((10, 10), Bounds::around(std::iter::empty()), Zoom::default());
        assert_eq!(view.cell(Point::default()), Some((5, 5)));
    }
}
