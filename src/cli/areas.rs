//! `areas`: the counties, districts and teams that exist on a day.

use std::collections::BTreeMap;

use charter::area::{AreaLevel, of_level};
use charter::calendar::format_full;
use charter::council::Council;
use charter::unit::{Term, Unit, find_unit};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::AreasArgs;
use super::failure::Failure;
use super::table::Align;
use crate::cli::context::Context;
use crate::cli::output::Output;

#[derive(Serialize, JsonSchema)]
pub struct AreaDocument<'a> {
    /// county, district or team.
    level: &'static str,
    name: &'a str,
    /// The code of the Office for National Statistics; of a team, the force's own.
    code: &'a str,
    /// The first day on which it exists; `null` if it existed before the records begin.
    active_from: Option<NaiveDate>,
    /// From this day on it no longer exists.
    inactive_on: Option<NaiveDate>,
    /// The name of what takes over from an ended one.
    successor: Option<&'a str>,
    /// The councils that are in it on the day.
    councils: usize,
}

pub fn run(args: &AreasArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let as_at = context.as_at;
    let (areas, teams) = (context.store.areas()?, context.store.teams()?);
    let councils: Vec<Council> = context.councils()?.into_iter().filter(|council| council.is_active(as_at)).collect();
    let mut listed = Vec::new();
    for level in AreaLevel::ALL.iter().copied() {
        let units: Vec<_> = of_level(&areas, level).collect();
        listed.extend(documents(&units, args, as_at, &count(&councils, |council| level.name_of(council))));
    }
    let teams: Vec<_> = teams.iter().collect();
    listed.extend(documents(&teams, args, as_at, &count(&councils, |council| &council.team)));
    if let (Some(typed), []) = (&args.area, listed.as_slice()) {
        let typed = charter::untrusted::sanitize(typed);
        return Err(Failure::Refused(format!(
            "no county, district or team is called “{typed}”; `charterdesk areas --all` lists them. Nothing was changed"
        )));
    }
    if args.json.json {
        return out.json(&listed);
    }
    let day = |on: Option<NaiveDate>| on.map(format_full).unwrap_or_default();
    let clean = |text: &str| charter::untrusted::sanitize(text).into_owned();
    let row = |area: &AreaDocument<'_>| {
        vec![
            area.level.to_owned(),
            clean(area.name),
            clean(area.code),
            area.councils.to_string(),
            day(area.active_from),
            day(area.inactive_on),
            area.successor.map(clean).unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = listed.iter().map(row).collect();
    let (left, right) = (Align::Left, Align::Right);
    let head = [
        ("level", left),
        ("name", left),
        ("code", left),
        ("councils", right),
        ("from", left),
        ("until", left),
        ("successor", left),
    ];
    out.print_table(&head, &rows)
}

fn count(councils: &[Council], of: impl Fn(&Council) -> &Untrusted) -> BTreeMap<&str, usize> {
    let mut counted = BTreeMap::new();
    for council in councils {
        *counted.entry(of(council).raw()).or_insert(0) += 1;
    }
    counted
}

/// Those that the options ask for.
fn documents<'a, T: Unit>(
    units: &[&'a T],
    args: &AreasArgs,
    as_at: NaiveDate,
    councils: &BTreeMap<&str, usize>,
) -> Vec<AreaDocument<'a>> {
    let named = args.area.as_deref().map(|typed| find_unit(units.iter().copied(), typed).map(T::id));
    let is_wanted = |unit: &T| match named {
        Some(id) => id == Some(unit.id()),
        None => args.all || unit.exists_on(as_at),
    };
    let of_level = |unit: &T| args.level.as_deref().is_none_or(|level| level == unit.noun());
    let wanted = units.iter().copied().filter(|unit| of_level(unit) && is_wanted(unit));
    wanted
        .map(|unit| {
            let Term { name, code, active_from, inactive_on, successor } = unit.term();
            let next = successor.and_then(|id| units.iter().find(|unit| unit.id() == id));
            AreaDocument {
                level: unit.noun(),
                name: name.raw(),
                code: code.raw(),
                active_from,
                inactive_on,
                successor: next.map(|next| next.term().name.raw()),
                councils: councils.get(name.raw()).copied().unwrap_or_default(),
            }
        })
        .collect()
}

/// `Wem SNT (W1): head sergeant, Wem; mailbox wem@force.example; until Mon 1 Jan 2024, then North SNT`. `parts` is what
/// is said before the days.
pub fn describe<T: Unit>(unit: &T, units: &[T], mut parts: Vec<String>) -> String {
    let Term { name, code, active_from, inactive_on, successor } = unit.term();
    parts.extend(active_from.map(|on| format!("from {}", format_full(on))));
    let next = successor.and_then(|id| units.iter().find(|unit| unit.id() == id));
    let next = next.map(|next| format!(", then {}", next.term().name.sanitized())).unwrap_or_default();
    parts.extend(inactive_on.map(|on| format!("until {}{next}", format_full(on))));
    let code = if code.is_blank() { String::new() } else { format!(" ({})", code.sanitized()) };
    let rest = if parts.is_empty() { String::new() } else { format!(": {}", parts.join("; ")) };
    format!("{}{code}{rest}", name.sanitized())
}
