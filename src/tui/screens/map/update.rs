//! Key handlers of the map.

use charter::map::Direction;

use crate::tui::app::shared::Shared;
use crate::tui::app::step::Step;
use crate::tui::screens::councils::state::Councils;
use crate::tui::screens::map::state::{MapScreen, Mark};

/// Moves the focus of the list, which the map follows; else says why not.
fn go(mark: Option<&Mark>, councils: &mut Councils, shared: &Shared, otherwise: impl FnOnce() -> String) -> Step {
    match mark {
        Some(mark) => {
            councils.focus_on(mark.id, shared);
            Step::none()
        }
        None => Step::info(otherwise()),
    }
}

fn step(map: &MapScreen, councils: &mut Councils, shared: &Shared, direction: Direction) -> Step {
    let towards = match direction {
        Direction::North => "north",
        Direction::East => "east",
        Direction::South => "south",
        Direction::West => "west",
    };
    go(map.step(direction), councils, shared, || format!("no council shown here is further {towards}"))
}

pub fn north(map: &mut MapScreen, councils: &mut Councils, shared: &Shared) -> Step {
    step(map, councils, shared, Direction::North)
}

pub fn east(map: &mut MapScreen, councils: &mut Councils, shared: &Shared) -> Step {
    step(map, councils, shared, Direction::East)
}

pub fn south(map: &mut MapScreen, councils: &mut Councils, shared: &Shared) -> Step {
    step(map, councils, shared, Direction::South)
}

pub fn west(map: &mut MapScreen, councils: &mut Councils, shared: &Shared) -> Step {
    step(map, councils, shared, Direction::West)
}

/// Goes to the council with this digit.
pub fn nearest<const DIGIT: usize>(map: &mut MapScreen, councils: &mut Councils, shared: &Shared) -> Step {
    let nearest = map.nearest();
    let mark = nearest.get(DIGIT - 1).and_then(|index| map.marks.get(*index));
    go(mark, councils, shared, || format!("no council has the digit {DIGIT}: only {} are near", nearest.len()))
}

pub fn next_missed(map: &mut MapScreen, councils: &mut Councils, shared: &Shared) -> Step {
    step_missed(map, councils, shared, true)
}

pub fn previous_missed(map: &mut MapScreen, councils: &mut Councils, shared: &Shared) -> Step {
    step_missed(map, councils, shared, false)
}

fn step_missed(map: &MapScreen, councils: &mut Councils, shared: &Shared, forward: bool) -> Step {
    let lines = shared.snapshot.lines();
    let missed = map.next(forward, |mark| lines[mark.line].status.missed.is_some());
    go(missed, councils, shared, || "no council shown here missed the deadline".to_owned())
}

/// The focus stays, because a map has no next row.
pub fn tag(_: &mut MapScreen, councils: &mut Councils, shared: &Shared) -> Step {
    councils.toggle_tag_in_place(shared);
    Step::none()
}

pub fn clear_tags(_: &mut MapScreen, councils: &mut Councils, _: &Shared) -> Step {
    councils.clear_tags();
    Step::none()
}

pub fn nearer(map: &mut MapScreen, _: &mut Councils, _: &Shared) -> Step {
    if map.nearer() { Step::none() } else { Step::info("this is as near as the map goes; - goes back") }
}

pub fn farther(map: &mut MapScreen, _: &mut Councils, _: &Shared) -> Step {
    if map.farther() { Step::none() } else { Step::info("this is the whole area of the councils shown; + goes nearer") }
}

pub fn whole(map: &mut MapScreen, _: &mut Councils, _: &Shared) -> Step {
    map.show_whole();
    Step::none()
}

pub fn pan_north(map: &mut MapScreen, _: &mut Councils, shared: &Shared) -> Step {
    pan(map, shared, Direction::North)
}

pub fn pan_east(map: &mut MapScreen, _: &mut Councils, shared: &Shared) -> Step {
    pan(map, shared, Direction::East)
}

pub fn pan_south(map: &mut MapScreen, _: &mut Councils, shared: &Shared) -> Step {
    pan(map, shared, Direction::South)
}

pub fn pan_west(map: &mut MapScreen, _: &mut Councils, shared: &Shared) -> Step {
    pan(map, shared, Direction::West)
}

fn pan(map: &mut MapScreen, shared: &Shared, direction: Direction) -> Step {
    map.pan(direction, shared.size);
    Step::none()
}
