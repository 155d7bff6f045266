//! The council that each arrow key goes to.
//!
//! An arrow goes to the nearest council in its quarter of the compass, or else in its half. Some councils are the nearest
//! of none, so no arrow would ever reach them. Each of these is put between two others: the arrow from a near council goes
//! to it first, and one of its own arrows goes on to where that arrow went before. So every council can be reached from
//! every other.

use super::place::Point;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    North,
    East,
    South,
    West,
}

impl Direction {
    pub const ALL: [Self; 4] = [Self::North, Self::East, Self::South, Self::West];

    /// Of `to` as seen from `from`.
    fn of(from: Point, to: Point) -> Self {
        let (east, north) = (to.east - from.east, to.north - from.north);
        match east.abs() >= north.abs() {
            true if east < 0.0 => Self::West,
            true => Self::East,
            false if north < 0.0 => Self::South,
            false => Self::North,
        }
    }

    /// How far a point is in this direction, and how far to the side.
    fn ahead(self, from: Point, to: Point) -> (f64, f64) {
        let (east, north) = (to.east - from.east, to.north - from.north);
        match self {
            Self::North => (north, east.abs()),
            Self::East => (east, north.abs()),
            Self::South => (-north, east.abs()),
            Self::West => (-east, north.abs()),
        }
    }
}

/// For each point the index of the one that each arrow goes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    targets: Vec<[Option<u32>; 4]>,
}

impl Steps {
    pub fn new(points: &[Point]) -> Self {
        let by_east = Order::new(points, |point| point.east);
        let by_north = Order::new(points, |point| point.north);
        let nearest = |index: usize, direction: Direction| match direction {
            Direction::East => by_east.nearest(points, index, direction, true),
            Direction::West => by_east.nearest(points, index, direction, false),
            Direction::North => by_north.nearest(points, index, direction, true),
            Direction::South => by_north.nearest(points, index, direction, false),
        };
        let targets = (0..points.len()).map(|index| Direction::ALL.map(|direction| nearest(index, direction)));
        let mut steps = Self { targets: targets.collect() };
        steps.reach_all(points);
        steps
    }

    pub fn from(&self, index: usize, direction: Direction) -> Option<usize> {
        self.targets.get(index)?[direction as usize].map(|target| target as usize)
    }

    /// Marks what can be reached from `start`, and returns how much that adds.
    fn mark(&self, start: usize, reached: &mut [bool]) -> usize {
        let (mut waiting, mut added) = (vec![start], 0);
        while let Some(at) = waiting.pop() {
            if std::mem::replace(&mut reached[at], true) {
                continue;
            }
            added += 1;
            waiting.extend(self.targets[at].iter().flatten().map(|target| *target as usize));
        }
        added
    }

    /// The four ends of the map can be reached from everywhere, because an arrow that has any point ahead goes on. So it is
    /// enough that one of them reaches everything.
    fn reach_all(&mut self, points: &[Point]) {
        let Some(start) = (0..points.len()).max_by(|a, b| ordered(points, *a, *b, |point| point.east)) else { return };
        let mut reached = vec![false; points.len()];
        let mut count = self.mark(start, &mut reached);
        while count < points.len() {
            let Some((from, to)) = nearest_pair(points, &reached) else { return };
            let direction = Direction::of(points[from], points[to]) as usize;
            let before = self.targets[from][direction].replace(u32::try_from(to).unwrap_or(u32::MAX));
            if let Some(before) = before {
                let onwards = Direction::of(points[to], points[before as usize]) as usize;
                self.targets[to][onwards] = Some(before);
            }
            count += self.mark(to, &mut reached);
        }
    }
}

/// Of the points that are not reached, the first, and the reached one that is nearest to it.
fn nearest_pair(points: &[Point], reached: &[bool]) -> Option<(usize, usize)> {
    let to = reached.iter().position(|reached| !reached)?;
    let distance = |from: &usize| points[*from].distance(points[to]);
    let from = (0..points.len()).filter(|from| reached[*from]);
    from.min_by(|a, b| distance(a).total_cmp(&distance(b))).map(|from| (from, to))
}

/// By a coordinate; the index decides between equal ones, so that councils at one place have an order, too.
fn ordered(points: &[Point], a: usize, b: usize, of: impl Fn(&Point) -> f64) -> std::cmp::Ordering {
    of(&points[a]).total_cmp(&of(&points[b])).then(a.cmp(&b))
}

/// The points along one axis.
struct Order {
    sorted: Vec<usize>,
    /// Where each point is in `sorted`.
    rank: Vec<usize>,
}

impl Order {
    fn new(points: &[Point], of: impl Fn(&Point) -> f64 + Copy) -> Self {
        let mut sorted: Vec<usize> = (0..points.len()).collect();
        sorted.sort_by(|a, b| ordered(points, *a, *b, of));
        let mut rank = vec![0; points.len()];
        sorted.iter().enumerate().for_each(|(at, index)| rank[*index] = at);
        Self { sorted, rank }
    }

    /// The nearest point ahead: in the quarter of the direction, or else in its half.
    fn nearest(&self, points: &[Point], index: usize, direction: Direction, upwards: bool) -> Option<u32> {
        let at = self.rank[index];
        match upwards {
            true => closest(points, index, direction, self.sorted[at + 1..].iter().copied()),
            false => closest(points, index, direction, self.sorted[..at].iter().rev().copied()),
        }
    }
}

/// The distance of a point, and its index.
type Found = (f64, usize);

/// `ahead` comes in the order of the distance along the axis, so the search ends early.
fn closest(points: &[Point], index: usize, direction: Direction, ahead: impl Iterator<Item = usize>) -> Option<u32> {
    let from = points[index];
    let (mut in_quarter, mut in_half): (Option<Found>, Option<Found>) = (None, None);
    let is_nearer = |best: Option<Found>, distance: f64| best.is_none_or(|(known, _)| distance < known);
    for other in ahead {
        let (along, aside) = direction.ahead(from, points[other]);
        if in_quarter.is_some_and(|(known, _)| along > known) {
            break;
        }
        let distance = from.distance(points[other]);
        if aside <= along && is_nearer(in_quarter, distance) {
            in_quarter = Some((distance, other));
        }
        if is_nearer(in_half, distance) {
            in_half = Some((distance, other));
        }
    }
    in_quarter.or(in_half).and_then(|(_, other)| u32::try_from(other).ok())
}

#[cfg(test)]
mod tests {
    use super::{Direction, Point, Steps};
    use proptest::prelude::{prop_assert, proptest};

    fn points(places: &[(f64, f64)]) -> Vec<Point> {
        places.iter().map(|(east, north)| Point { east: *east, north: *north }).collect()
    }

    fn unreached(steps: &Steps, len: usize) -> Option<(usize, usize)> {
        (0..len).find_map(|start| {
            let mut reached = vec![false; len];
            steps.mark(start, &mut reached);
            reached.iter().position(|reached| !reached).map(|missing| (start, missing))
        })
    }

    #[test]
    fn an_arrow_goes_to_the_nearest_council_that_way() {
        let points = points(&[(0.0, 0.0), (1.0, 0.2), (3.0, 0.0), (0.2, -2.0), (-4.0, 0.0), (0.0, 9.0)]);
        let steps = Steps::new(&points);
        let target = |direction| steps.from(0, direction);
        assert_eq!(Direction::ALL.map(target), [Some(5), Some(1), Some(3), Some(4)]);
        assert_eq!(steps.from(2, Direction::East), None, "the edge");
        assert_eq!(Steps::new(&[]).from(0, Direction::East), None);
    }

    #[test]
    fn a_council_that_is_nearest_of_none_is_put_between_two() {
        // The fourth is in everybody's quarter behind another one.
        let points = points(&[(0.0, 0.0), (10.0, 0.0), (10.0, 1.0), (10.0, 2.0), (10.0, 3.0), (0.0, 30.0)]);
        assert_eq!(unreached(&Steps::new(&points), points.len()), None);
    }

    proptest! {
        #[test]
        fn every_council_is_reached_from_every_other(
            places in proptest::collection::vec((0i32..12, 0i32..12), 1..60)
        ) {
            // A coarse grid, so that many share a place, a row or a column.
            let places: Vec<(f64, f64)> = places.iter().map(|(a, b)| (f64::from(*a), f64::from(*b) * 1.3)).collect();
            let steps = Steps::new(&points(&places));
            prop_assert!(unreached(&steps, places.len()).is_none(), "{:?}", unreached(&steps, places.len()));
        }
    }
}
