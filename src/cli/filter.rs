//! Which councils the filter options select.

use std::collections::BTreeSet;

use super::args::FilterArgs;
use super::failure::Failure;
use crate::cli::context::Context;
use crate::cli::output::Output;
use charter::area::{AreaLevel, of_level};
use charter::calendar::format_full;
use charter::council_line::CouncilLine;
use charter::filter::{Filter, resolve_name, search};
use charter::unit::{Unit, describe_absence, find_unit};
use charter::untrusted::sanitize;
use chrono::NaiveDate;

/// Takes the spelling of names from `lines`. A county, district or team may be given by its code. Says so if one of them
/// does not exist on the as-at day, although councils are still in it.
///
/// # Errors
/// A name or a word of `--show` is unknown, or no council is in what is named: then its end and successor are told.
pub fn parse_filter(
    args: &FilterArgs,
    lines: &[CouncilLine],
    context: &Context,
    out: &Output,
) -> Result<Filter, Failure> {
    let usage = |text: String| Failure::Usage(format!("{}. Nothing was changed", sanitize(&text)));
    let is_area_given = args.county.is_some() || args.district.is_some();
    let areas = if is_area_given { context.store.areas()? } else { Vec::new() };
    let teams = if args.team.is_some() { context.store.teams()? } else { Vec::new() };
    let areas = |level| of_level(&areas, level).collect::<Vec<_>>();
    let names = |of: fn(&CouncilLine) -> &str| lines.iter().map(of).collect::<BTreeSet<_>>();
    let as_at = context.as_at;
    let county = resolve(("county", &args.county), &areas(AreaLevel::County), &names(|line| line.county.raw()), as_at);
    let district =
        resolve(("district", &args.district), &areas(AreaLevel::District), &names(|line| line.district.raw()), as_at);
    let team = resolve(("team", &args.team), &teams.iter().collect::<Vec<_>>(), &names(|line| line.team.raw()), as_at);
    let mut named = [None, None, None];
    for (name, resolved) in named.iter_mut().zip([county, district, team]) {
        let Some(found) = resolved.map_err(usage)? else { continue };
        found.absence.iter().for_each(|absence| out.print_message(absence));
        *name = Some(found.name);
    }
    let [county, district, team] = named;
    Ok(Filter {
        county,
        district,
        team,
        show: args
            .show
            .as_deref()
            .map_or(Ok(Default::default()), Filter::parse_show)
            .map_err(|error| usage(error.to_string()))?,
        find: args.find.clone().unwrap_or_default(),
        chosen: None,
    })
}

struct Resolved {
    name: String,
    /// Why it does not exist on the as-at day.
    absence: Option<String>,
}

/// `held` are the names that councils hold on the day.
fn resolve<T: Unit>(
    (option, typed): (&str, &Option<String>),
    units: &[&T],
    held: &BTreeSet<&str>,
    as_at: NaiveDate,
) -> Result<Option<Resolved>, String> {
    let Some(typed) = typed else { return Ok(None) };
    let units = || units.iter().copied();
    let by_name = |name: &str| find_unit(units(), name);
    let absence = |unit: &T| describe_absence(units(), unit, as_at);
    // The beginning of another name must not win over the name of an ended one.
    let exact = by_name(typed).filter(|_| !typed.trim().is_empty() && !held.contains(typed.trim()));
    let name = match exact {
        Some(unit) => Ok(unit.term().name.raw().to_owned()),
        None => resolve_name(option, typed, held.iter().copied()).or_else(|error| {
            resolve_name(option, typed, units().map(|unit| unit.term().name.raw())).map_err(|_| error)
        }),
    };
    let name = name.map_err(|error| error.to_string())?;
    let absence = by_name(&name).and_then(absence);
    if held.contains(name.as_str()) {
        return Ok(Some(Resolved { name, absence }));
    }
    let why = absence.unwrap_or_else(|| format!("no council is in the {option} {name} on {}", format_full(as_at)));
    let names: Vec<&str> = held.iter().copied().filter(|name| !name.trim().is_empty()).collect();
    Err(format!("{why}; councils are then in {}", if names.is_empty() { "none".to_owned() } else { names.join(", ") }))
}

/// Keeps the order of the list.
///
/// # Errors
/// See [`parse_filter`].
pub fn filter_lines(
    args: &FilterArgs,
    lines: Vec<CouncilLine>,
    context: &Context,
    out: &Output,
) -> Result<Vec<CouncilLine>, Failure> {
    let filter = parse_filter(args, &lines, context, out)?;
    Ok(matching(&filter, lines))
}

/// The lines that the filter leaves, in the order of the list.
pub fn matching(filter: &Filter, lines: Vec<CouncilLine>) -> Vec<CouncilLine> {
    let kept: BTreeSet<usize> = search(&lines, filter, None).iter().map(|hit| hit.index as usize).collect();
    lines.into_iter().enumerate().filter(|(index, _)| kept.contains(index)).map(|(_, line)| line).collect()
}

/// `--county “Shropshire” and --show missed`.
pub fn describe_filter(filter: &Filter) -> String {
    let named = [("county", &filter.county), ("district", &filter.district), ("team", &filter.team)];
    let mut parts: Vec<String> =
        named.iter().filter_map(|(option, name)| Some(format!("--{option} “{}”", name.as_ref()?))).collect();
    if !filter.show.is_empty() {
        let words: Vec<&str> = filter.show.iter().map(|show| show.code()).collect();
        parts.push(format!("--show {}", words.join(",")));
    }
    if !filter.find.is_empty() {
        parts.push(format!("--find “{}”", filter.find));
    }
    parts.join(" and ")
}
