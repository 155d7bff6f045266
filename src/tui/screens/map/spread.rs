//! Gives each council in view a cell of its own.

use charter::map::Point;

use crate::tui::screens::map::viewport::Viewport;

/// How many cells a mark may stand off its place: more would put it into another parish.
const MOST_RINGS: i32 = 2;
/// Where a cell is large, a mark two cells away would be in another county.
const MOST_KM: f64 = 6.0;

/// Where the marks are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// By the index of the point; `None` for one that is outside of the view or finds no free cell.
    pub cells: Vec<Option<(u16, u16)>>,
    /// Drawn beside their own cell, because another council has it.
    pub displaced: usize,
    /// In view, but every cell near them is taken.
    pub crowded: usize,
    pub outside: usize,
}

/// Those that `is_first` holds for choose first. Of each kind those go first whose own cell is free; the others take the
/// nearest free one.
pub fn spread(points: &[Point], is_first: impl Fn(usize) -> bool, view: &Viewport) -> Spread {
    let (columns, rows) = view.size();
    let mut taken = vec![false; usize::from(columns) * usize::from(rows)];
    let mut take = |(x, y): (u16, u16)| {
        let place = taken.get_mut(usize::from(y) * usize::from(columns) + usize::from(x));
        place.is_some_and(|taken| !std::mem::replace(taken, true))
    };
    let own: Vec<Option<(u16, u16)>> = points.iter().map(|point| view.cell(*point)).collect();
    let mut spread = Spread { cells: vec![None; points.len()], ..Spread::default() };
    for first in [true, false] {
        let kind = || (0..points.len()).filter(|index| is_first(*index) == first);
        let mut displaced = Vec::new();
        for index in kind() {
            match own[index] {
                Some(cell) if take(cell) => spread.cells[index] = Some(cell),
                Some(cell) => displaced.push((index, cell)),
                None => spread.outside += 1,
            }
        }
        for (index, cell) in displaced {
            let free = around(cell, points[index], view).into_iter().find(|cell| take(*cell));
            match free {
                Some(_) => spread.displaced += 1,
                None => spread.crowded += 1,
            }
            spread.cells[index] = free;
        }
    }
    spread
}

/// The cells in the rings around a cell, the nearest to the point first.
fn around((x, y): (u16, u16), point: Point, view: &Viewport) -> Vec<(u16, u16)> {
    let ((columns, rows), (column, row)) = (view.size(), view.position(point));
    let rings = -MOST_RINGS..=MOST_RINGS;
    let offsets = rings.clone().flat_map(|down| rings.clone().map(move |right| (right, down)));
    // A row is as far as two columns.
    let km = |x: u16, y: u16| (f64::from(x) + 0.5 - column).hypot((f64::from(y) + 0.5 - row) * 2.0) * view.km;
    let cell = |(right, down): (i32, i32)| {
        let x = u16::try_from(i32::from(x) + right).ok().filter(|x| *x < columns)?;
        let y = u16::try_from(i32::from(y) + down).ok().filter(|y| *y < rows)?;
        Some((km(x, y), (x, y))).filter(|(km, _)| *km <= MOST_KM)
    };
    let mut cells: Vec<(f64, (u16, u16))> = offsets.filter_map(cell).collect();
    cells.sort_by(|a, b| a.0.total_cmp(&b.0));
    cells.into_iter().map(|(_, cell)| cell).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{Point, Viewport, spread};
    use crate::tui::screens::map::viewport::{Bounds, Zoom};

    fn view(points: &[Point], size: (u16, u16)) -> Viewport {
        Viewport::new(size, Bounds::around(points.iter().copied()), Zoom::default())
    }

    proptest! {
        #[test]
        fn no_two_councils_share_a_cell_and_none_is_missing_from_the_sums(
            places in proptest::collection::vec((0i32..40, 0i32..40, proptest::bool::ANY), 0..300),
            columns in 1u16..60, rows in 1u16..30, nearer in 0u8..6,
        ) {
            let points: Vec<Point> =
                places.iter().map(|(a, b, _)| Point { east: f64::from(*a), north: f64::from(*b) }).collect();
            let mut zoom = Zoom::default();
            for _ in 0..nearer {
                zoom.nearer(points.first().copied());
            }
            let view = Viewport::new((columns, rows), Bounds::around(points.iter().copied()), zoom);
            let spread = spread(&points, |index| places[index].2, &view);
            let drawn: Vec<_> = spread.cells.iter().flatten().collect();
            prop_assert_eq!(drawn.iter().collect::<HashSet<_>>().len(), drawn.len());
            prop_assert_eq!(drawn.len() + spread.crowded + spread.outside, points.len());
            let is_displaced = |index: &usize| spread.cells[*index].is_some_and(|cell| view.cell(points[*index]) != Some(cell));
            prop_assert_eq!((0..points.len()).filter(is_displaced).count(), spread.displaced);
            prop_assert!(drawn.iter().all(|(x, y)| *x < columns && *y < rows));
        }
    }

    #[test]
    fn those_that_are_first_keep_their_cells_and_others_stand_beside_them() {
        let points = vec![Point { east: 5.0, north: 5.0 }; 30];
        let view = view(&points, (41, 41));
        let spread = spread(&points, |index| index >= 28, &view);
        let own = view.cell(points[0]);
        assert_eq!(spread.cells[28], own);
        let (x, y) = spread.cells[29].unwrap();
        assert!(own.is_some_and(|own| own.1 == y && own.0.abs_diff(x) == 1), "a column is nearer than a row");
        assert_eq!((spread.displaced, spread.crowded, spread.outside), (24, 5, 0), "25 cells are within two rings");
    }
}
