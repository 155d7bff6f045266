//! `record details` and `record categories`.

use super::target::reference_day;
use super::targets::Targets;
use crate::cli::args::{CategoriesArgs, DetailsArgs};
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, read};
use crate::cli::output::Output;
use charter::change::{Act, Change, CouncilDetails, EditCategories, EditCouncil};
use charter::council::Council;
use charter::pattern::Pattern;
use desk::records::read_details;

pub(super) fn details(args: &DetailsArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let today = reference_day(invocation)?;
    let fields = [
        ("team", args.team.as_deref()),
        ("team-from", args.team_from.as_deref()),
        ("name", args.name.as_deref()),
        ("kind", args.kind.as_deref()),
        ("role", args.contact.as_deref()),
        ("address", args.address.as_deref()),
        ("pattern", args.meets.as_deref()),
        ("inactive", args.inactive_from.as_deref()),
    ];
    let details = read(&fields, today, |reader| Some(read_details(reader)))?;
    if details == CouncilDetails::default() {
        return Err(Failure::Usage(
            "nothing is said that is to be changed. Nothing was changed; give --team, --name, --kind, --contact, \
             --address, --meets or --inactive-from"
                .to_owned(),
        ));
    }
    let dates = [(&args.team_from, details.team_from), (&args.inactive_from, details.inactive_on.flatten())];
    for (typed, on) in dates {
        on.inspect(|on| echo_date(typed.as_deref(), *on, out));
    }
    if let Some(words) = args.meets.as_deref().filter(|words| !words.trim().is_empty()) {
        out.print_message(&match Pattern::parse_typed(words, today) {
            Ok(pattern) => format!("meets {}", pattern.describe()),
            Err(why) => format!("kept as words only: {why}"),
        });
    }
    let (round, json) = (args.round.round.as_deref(), args.json.json);
    let targets = Targets::named(&args.councils, round, json, invocation, out)?;
    let act = |council: &Council| {
        let version = Some(council.version);
        Act::Council(EditCouncil { council: council.id, version, details: details.clone() })
    };
    targets.save(act, out)
}

pub(super) fn categories(args: &CategoriesArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let mut context = Context::open(invocation, out)?;
    if !args.names.is_empty() {
        let act = Act::Categories(EditCategories { names: args.names.clone() });
        context.save(&Change::from(act), out)?;
    }
    let names = context.store.categories()?;
    if args.json.json {
        return out.json(&names);
    }
    names.iter().try_for_each(|name| out.print_line(name))
}
