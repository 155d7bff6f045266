//! The state of the map: the councils that match the filter and have a place, and the part in view.
//!
//! The council in focus is that of the list of councils, so that every command about a council acts alike on both. After
//! each message the map follows the list ([`MapScreen::update`]).

use std::collections::HashSet;

use charter::filter::Filter;
use charter::ids::CouncilId;
use charter::map::{Direction, Place, Point, Projection, Steps};
use desk::county_outlines::CountyOutline;

use crate::tui::app::shared::Shared;
use crate::tui::screens::councils::state::Councils;
use crate::tui::screens::map::layout;
use crate::tui::screens::map::scene::Scene;
use crate::tui::screens::map::spread::{Spread, spread};
use crate::tui::screens::map::viewport::{Bounds, Viewport, Zoom};
use crate::tui::ui::motion::Motion;

/// As many digits as there are.
pub const NEAREST: usize = 9;
/// The map opens with at most one in so many of the councils in view without a mark of its own.
const MOST_CROWDED: usize = 20;

/// A council with a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    pub id: CouncilId,
    /// Into `Snapshot::lines`.
    pub line: usize,
    pub place: Place,
}

#[derive(Clone, Debug, Default)]
pub struct MapScreen {
    outlines: Vec<CountyOutline>,
    /// The search and the reading that `marks` are from.
    generation: Option<(u64, u64)>,
    filter: Filter,
    pub marks: Vec<Mark>,
    /// In the order of `marks`, in kilometres.
    pub points: Vec<Point>,
    /// Councils that match the filter and have no place.
    pub unplaced: usize,
    /// The lines of the counties of the register.
    pub rings: Vec<Vec<Point>>,
    steps: Steps,
    whole: Bounds,
    zoom: Zoom,
    /// The size for which the zoom was chosen by [`MapScreen::open_readable`]; `None` if it has to be chosen.
    opened_for: Option<(u16, u16)>,
    /// Whether the user has zoomed or moved the view, which then stays as it is.
    is_zoomed: bool,
    scene: Scene,
    /// Into `marks`; `None` if the council in focus has no place.
    pub focus: Option<usize>,
    /// Those nearest to the focus; see [`MapScreen::nearest`].
    nearest: Vec<usize>,
    /// Where the focus was last, for when its council leaves the map.
    last: Option<Point>,
}

impl MapScreen {
    pub fn new(outlines: Vec<CountyOutline>) -> Self {
        Self { outlines, ..Self::default() }
    }

    /// Brings the map up to date with the filter, the councils, the focus of the list and the size of the screen.
    pub fn update(&mut self, councils: &mut Councils, shared: &Shared) {
        self.arrange(shared);
        self.follow(councils, shared);
        self.open_readable(shared);
        let size = shared.size;
        if let Some(generation) = self.generation
            && !self.scene.is_of(generation, &self.viewport(size))
        {
            self.scene =
                Scene::new(generation, self.viewport(size), self.spread(self.viewport(size), shared), &self.rings);
        }
    }

    /// Takes the councils that match the filter. Another filter shows its whole area again.
    fn arrange(&mut self, shared: &Shared) {
        let generation = Some((shared.search.generation(), shared.snapshot.generation()));
        if self.generation == generation {
            return;
        }
        self.generation = generation;
        let lines = shared.snapshot.lines();
        let mark = |line: usize| {
            let council = &lines[line];
            Some(Mark { id: council.id, line, place: council.details.place? })
        };
        let marks: Vec<Mark> = shared.search.indices().filter_map(mark).collect();
        self.unplaced = shared.search.hits().len() - marks.len();
        if self.filter != shared.search.filter {
            self.filter = shared.search.filter.clone();
            self.reset_view();
        }
        if marks != self.marks {
            self.marks = marks;
            self.focus = None;
            self.opened_for = None;
        }
        self.place(shared);
    }

    fn place(&mut self, shared: &Shared) {
        let lines = shared.snapshot.lines();
        let register: HashSet<&str> = lines.iter().map(|line| line.county.raw()).collect();
        let shown: HashSet<&str> = self.marks.iter().map(|mark| lines[mark.line].county.raw()).collect();
        let outlines = || self.outlines.iter().filter(|outline| register.contains(outline.county.as_str()));
        let all = outlines().flat_map(|outline| &outline.ring).chain(self.marks.iter().map(|mark| &mark.place));
        let Some(origin) = Place::middle(all.copied()) else { return };
        let projection = Projection::around(origin);
        let ring = |outline: &CountyOutline| outline.ring.iter().map(|place| projection.point(*place)).collect();
        let rings: Vec<Vec<Point>> = outlines().map(ring).collect();
        let points: Vec<Point> = self.marks.iter().map(|mark| projection.point(mark.place)).collect();
        // A district, a team or a name is a part of a county: the county's lines would keep it small.
        let is_part = self.filter.district.is_some() || self.filter.team.is_some() || !self.filter.find.is_empty();
        let around = outlines().zip(&rings).filter(|(outline, _)| !is_part && shown.contains(outline.county.as_str()));
        let around = around.flat_map(|(_, ring)| ring).chain(&points);
        self.whole = Bounds::around(around.copied());
        // Most changes move no council.
        if points != self.points {
            self.steps = Steps::new(&points);
            self.points = points;
        }
        if rings.len() != self.rings.len() {
            // The zoom is around a point of another projection.
            self.reset_view();
        }
        self.rings = rings;
    }

    fn reset_view(&mut self) {
        self.zoom = Zoom::default();
        (self.opened_for, self.is_zoomed) = (None, false);
    }

    /// Where the whole area is too small for its councils, starts nearer: around the focus, with room for most of those in
    /// view.
    fn open_readable(&mut self, shared: &Shared) {
        if self.is_zoomed || self.opened_for == Some(shared.size) {
            return;
        }
        self.opened_for = Some(shared.size);
        let mut zoom = Zoom::default();
        loop {
            self.zoom = zoom;
            self.zoom.turn_inwards(&self.viewport(shared.size), self.whole);
            let spread = self.spread(self.viewport(shared.size), shared);
            let in_view = self.points.len() - spread.outside;
            if spread.crowded * MOST_CROWDED <= in_view || !zoom.nearer(self.focus_point()) {
                return;
            }
        }
    }

    /// Those that missed the deadline come first.
    fn spread(&self, view: Viewport, shared: &Shared) -> Spread {
        let lines = shared.snapshot.lines();
        spread(&self.points, |index| lines[self.marks[index].line].status.missed.is_some(), &view)
    }

    /// What is drawn of it, since the last [`MapScreen::update`].
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// Takes the focus of the list. If the list's cursor is on a heading, it goes to the nearest council on the map.
    fn follow(&mut self, councils: &mut Councils, shared: &Shared) {
        if councils.focused(&shared.snapshot).is_none()
            && let Some(mark) = self.near_last().and_then(|index| self.marks.get(index))
        {
            councils.focus_on(mark.id, shared);
        }
        let focused = councils.focused(&shared.snapshot).map(|line| line.id);
        let focus = self.marks.iter().position(|mark| Some(mark.id) == focused);
        let point = focus.and_then(|index| self.points.get(index)).copied();
        if let Some(point) = point
            && self.last != Some(point)
        {
            self.last = Some(point);
            if self.viewport(shared.size).cell(point).is_none() {
                self.zoom.center_on(point);
            }
        }
        if self.focus != focus {
            self.focus = focus;
            self.nearest = self.nearest_to(focus);
        }
    }

    /// The council that is nearest to the last focus; at first the first one.
    fn near_last(&self) -> Option<usize> {
        match self.last {
            Some(last) => self.by_distance(last, 1).first().copied(),
            None => (!self.marks.is_empty()).then_some(0),
        }
    }

    /// The councils nearest to a point, at most so many.
    fn by_distance(&self, from: Point, most: usize) -> Vec<usize> {
        let order = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
        let distances = self.points.iter().map(|point| from.distance(*point));
        let mut near: Vec<(f64, usize)> = distances.zip(0..).collect();
        if near.len() > most {
            near.select_nth_unstable_by(most, order);
            near.truncate(most);
        }
        near.sort_by(order);
        near.into_iter().map(|(_, index)| index).collect()
    }

    /// The nine councils nearest to the one in focus, the nearest first.
    pub fn nearest(&self) -> &[usize] {
        &self.nearest
    }

    fn nearest_to(&self, focus: Option<usize>) -> Vec<usize> {
        let Some((focus, point)) = focus.and_then(|index| Some((index, *self.points.get(index)?))) else {
            return Vec::new();
        };
        let mut near = self.by_distance(point, NEAREST + 1);
        // Of more than ten at one place the focus may not be among the nearest.
        near.retain(|index| *index != focus);
        near.truncate(NEAREST);
        near
    }

    /// The council that an arrow goes to. From a council without a place any arrow leads onto the map.
    pub fn step(&self, direction: Direction) -> Option<&Mark> {
        let target = match self.focus {
            Some(focus) => self.steps.from(focus, direction),
            None => self.near_last(),
        };
        self.marks.get(target?)
    }

    /// The next or previous one, in the order of the list and around its end, that `is_wanted`.
    pub fn next(&self, forward: bool, is_wanted: impl Fn(&Mark) -> bool) -> Option<&Mark> {
        let (len, start) = (self.marks.len(), self.focus);
        let at = |step: usize| match (start, forward) {
            (Some(start), true) => (start + step) % len,
            (Some(start), false) => (start + len - step) % len,
            (None, true) => step - 1,
            (None, false) => len - step,
        };
        (1..=len).map(at).filter_map(|index| self.marks.get(index)).find(|mark| is_wanted(mark))
    }

    /// For the keys of every list: pages move the view, the first and the last council are those of the list.
    pub fn apply(&mut self, motion: Motion, councils: &mut Councils, shared: &Shared) {
        let mark = match motion {
            Motion::Up => self.step(Direction::North),
            Motion::Down => self.step(Direction::South),
            Motion::First => self.marks.first(),
            Motion::Last => self.marks.last(),
            Motion::PageUp | Motion::PreviousGroup => return self.pan(Direction::North, shared.size),
            Motion::PageDown | Motion::NextGroup => return self.pan(Direction::South, shared.size),
        };
        if let Some(mark) = mark {
            councils.focus_on(mark.id, shared);
        }
    }

    pub fn viewport(&self, size: (u16, u16)) -> Viewport {
        let area = layout::parts(size).map;
        Viewport::new((area.width, area.height), self.whole, self.zoom)
    }

    fn focus_point(&self) -> Option<Point> {
        self.points.get(self.focus?).copied()
    }

    pub fn nearer(&mut self) -> bool {
        let focus = self.focus_point();
        self.is_zoomed = true;
        self.zoom.nearer(focus)
    }

    pub fn farther(&mut self) -> bool {
        let focus = self.focus_point();
        self.is_zoomed = true;
        self.zoom.farther(focus)
    }

    pub fn show_whole(&mut self) {
        self.is_zoomed = true;
        self.zoom = Zoom::default();
    }

    pub fn pan(&mut self, direction: Direction, size: (u16, u16)) {
        let view = self.viewport(size);
        self.is_zoomed = true;
        self.zoom.pan(direction, &view, self.whole);
    }
}
