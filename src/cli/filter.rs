//! Which councils the filter options select.

use super::args::FilterArgs;
use super::failure::Failure;
use charter::council_line::CouncilLine;
use charter::filter::{Filter, resolve_name, search};
use charter::untrusted::sanitize;

/// Takes the spelling of names from `lines`.
///
/// # Errors
/// A name or a word of `--show` is unknown.
pub fn parse_filter(args: &FilterArgs, lines: &[CouncilLine]) -> Result<Filter, Failure> {
    let usage = |text: String| Failure::Usage(format!("{text}. Nothing was changed"));
    let named = |option: &str, typed: &Option<String>, of: fn(&CouncilLine) -> &str| match typed {
        Some(typed) => resolve_name(option, typed, lines.iter().map(of))
            .map(Some)
            .map_err(|error| usage(sanitize(&error.to_string()).into_owned())),
        None => Ok(None),
    };
    Ok(Filter {
        county: named("county", &args.county, |line| line.county.raw())?,
        district: named("district", &args.district, |line| line.district.raw())?,
        team: named("team", &args.team, |line| line.team.raw())?,
        show: args
            .show
            .as_deref()
            .map_or(Ok(Default::default()), Filter::parse_show)
            .map_err(|error| usage(error.to_string()))?,
        find: args.find.clone().unwrap_or_default(),
    })
}

/// Keeps the order of the list.
///
/// # Errors
/// See [`parse_filter`].
pub fn filter_lines(args: &FilterArgs, lines: Vec<CouncilLine>) -> Result<Vec<CouncilLine>, Failure> {
    let filter = parse_filter(args, &lines)?;
    let kept: std::collections::BTreeSet<usize> =
        search(&lines, &filter, None).iter().map(|hit| hit.index as usize).collect();
    Ok(lines.into_iter().enumerate().filter(|(index, _)| kept.contains(index)).map(|(_, line)| line).collect())
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
