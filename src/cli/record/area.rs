//! `record area`.

use super::target::reference_day;
use crate::cli::areas::describe;
use crate::cli::args::AreaArgs;
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, read};
use crate::cli::output::Output;
use charter::area::{Area, AreaLevel, of_level};
use charter::change::Change;
use charter::english::pluralize;
use charter::unit::find_unit;
use charter::untrusted::{Untrusted, sanitize};
use desk::records::{read_area, record_area};

pub(super) fn run(args: &AreaArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let fields = [
        ("level", args.level.as_deref()),
        ("code", args.code.as_deref()),
        ("begins", args.begins.as_deref()),
        ("ends", args.ends.as_deref()),
    ];
    let today = reference_day(invocation)?;
    // Wrong options fail before a database is created.
    let typed = read(&fields, today, |reader| Some(read_area(reader, None)))?;
    [(&args.begins, typed.active_from), (&args.ends, typed.inactive_on)]
        .into_iter()
        .for_each(|(text, on)| on.into_iter().for_each(|on| echo_date(text.as_deref(), on, out)));
    let mut context = Context::open(invocation, out)?;
    let areas = context.store.areas()?;
    let Some(name) = &args.area else { return list(args, &areas, out) };
    let known = find(args, name, &areas)?;
    let mut facts = read(&fields, today, |reader| Some(read_area(reader, known)))?;
    if known.is_none() {
        facts.name = Untrusted::from(name.trim());
    }
    let level = facts.level;
    let successor = args.successor.as_deref().map(Untrusted::from);
    let councils = match facts.inactive_on.filter(|_| successor.is_some()) {
        Some(on) => context.store.councils_as_at(on)?,
        None => Vec::new(),
    };
    let acts = record_area(known, facts, successor.as_ref(), &councils);
    let moved = acts.len() - 1;
    context.save(&Change::all(acts), out)?;
    if moved > 0 {
        let go = if moved == 1 { "goes" } else { "go" };
        out.print_message(&format!("{} {go} to the successor on that day", pluralize(moved, "council")));
    }
    let areas = context.store.areas()?;
    match find_unit(of_level(&areas, level), name) {
        Some(area) if args.json.json => out.json(area),
        Some(area) => out.print_line(&describe_area(area, &areas)),
        None => Ok(()),
    }
}

/// `None` for a new one of the given level.
fn find<'a>(args: &AreaArgs, name: &str, areas: &'a [Area]) -> Result<Option<&'a Area>, Failure> {
    let of = |level: AreaLevel| find_unit(of_level(areas, level), name);
    if let Some(level) = args.level.as_deref().and_then(AreaLevel::from_code) {
        return Ok(of(level));
    }
    let shown = sanitize(name);
    match (of(AreaLevel::County), of(AreaLevel::District)) {
        (Some(_), Some(_)) => Err(Failure::Usage(format!(
            "“{shown}” is a county and a district. Nothing was changed; say which with --level county or --level district"
        ))),
        (None, None) => Err(Failure::Usage(format!(
            "no county or district is called “{shown}”. Nothing was changed; to record a new one, say what it is with --level \
             county or --level district"
        ))),
        (county, district) => Ok(county.or(district)),
    }
}

fn list(args: &AreaArgs, areas: &[Area], out: &mut Output) -> Result<(), Failure> {
    if args.json.json {
        return out.json(&areas);
    }
    areas.iter().try_for_each(|area| out.print_line(&describe_area(area, areas)))
}

fn describe_area(area: &Area, areas: &[Area]) -> String {
    format!("{} {}", area.facts.level, describe(area, areas, Vec::new()))
}
