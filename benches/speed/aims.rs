//! Targets, as ratios.

use super::measure::{Result, SCREENS};
use super::subject::{COUNTRY, Role, SHIPPED};

/// A target and its result.
pub struct Target {
    /// The compared figures.
    pub what: String,
    /// The maximum.
    pub most: f64,
    /// The measured ratio.
    pub is: f64,
    /// Whether the target was met.
    pub kept: bool,
}

/// Compares the results with every target.
pub fn judge(results: &[Result]) -> Vec<Target> {
    let of = |role: Role| results.iter().find(|result| result.role == role).expect("every role was measured");
    let floor = of(Role::Floor);
    let mut aims = Vec::new();
    let mut aim = |what: &str, is: f64, most: f64| {
        // A figure that could not be measured is NaN, which compares false.
        aims.push(Target { what: what.to_owned(), most, is, kept: is <= most });
    };
    for (size, councils) in [(SHIPPED, "610"), (COUNTRY, "10,500")] {
        let (bare, real) = (of(Role::Bare(size)), of(Role::Real(size)));
        let ratio = real.first_frame.median() / floor.first_frame.median();
        aim(&format!("first frame, {councils} councils: times the bare program without data"), ratio, 1.5);
        let ratio = real.move_key.median() / floor.move_key.median();
        aim(&format!("moving, {councils} councils: times the bare program without data"), ratio, 1.5);
        let ratio = real.resident / bare.resident;
        aim(&format!("memory, {councils} councils: times the bare program with as many rows"), ratio, 2.0);
        aim(&format!("wake-ups in 3 s of idling, {councils} councils"), real.wake_ups as f64, 0.0);
    }
    let (small, large) = (of(Role::Real(SHIPPED)), of(Role::Real(COUNTRY)));
    for (((_, name), few), many) in SCREENS.iter().zip(&small.screens).zip(&large.screens) {
        for (screen, size, councils) in [(few, SHIPPED, "610"), (many, COUNTRY, "10,500")] {
            let bare = of(Role::Bare(size)).first_frame.median();
            let what = format!(
                "opening the {name}, {councils} councils: times the start of the bare program with as many rows"
            );
            aim(&what, screen.opened.median() / bare, 1.5);
            let what = format!("moving in the {name}, {councils} councils: times the bare program without data");
            aim(&what, screen.move_key.median() / floor.move_key.median(), 1.5);
        }
        let what = format!("the first letter to find in the {name}, 10,500 councils: times the same at 610");
        aim(&what, many.first_letter.median() / few.first_letter.median(), 2.5);
    }
    for (real, councils) in [(small, "610"), (large, "10,500")] {
        let what = format!("moving on the map, {councils} councils: times the bare program without data");
        aim(&what, real.map.move_key.median() / floor.move_key.median(), 2.0);
    }
    let ratio = large.sort.median() / of(Role::Bare(COUNTRY)).move_key.median();
    aim("sorting 10,500 councils: times the bare program's time for a key with as many rows", ratio, 2.0);
    let ratio = large.first_letter.median() / small.first_letter.median();
    aim("the first letter to find, 10,500 councils: times the same at 610", ratio, 2.5);
    let ratio = large.next_letter.median() / small.next_letter.median();
    aim("the next letters, 10,500 councils: times the same at 610", ratio, 2.5);
    aims
}
