//! How a picker calls a county, district or team.

use charter::calendar::format_short;
use charter::unit::{Unit, find_unit};
use charter::untrusted::sanitize;
use chrono::NaiveDate;

/// The name; of an ended one, in which councils still are, also the day of its end.
pub fn unit_label<T: Unit>(name: &str, units: &[&T], as_at: NaiveDate) -> String {
    let unit = find_unit(units.iter().copied(), name);
    let name = sanitize(name).into_owned();
    match unit.and_then(|unit| unit.term().inactive_on).filter(|until| *until <= as_at) {
        Some(until) => format!("{name} (ended {})", format_short(until, as_at)),
        None => name,
    }
}
