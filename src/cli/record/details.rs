//! `record details` and `record categories`.

use crate::cli::args::{CategoriesArgs, DetailsArgs};
use crate::cli::context::{Context, Invocation};
use crate::cli::dates;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use charter::calendar::{DateBias, format_full};
use charter::change::{Act, Change, CouncilDetails, EditCategories, EditCouncil};
use charter::council::Kind;
use charter::pattern::Pattern;
use charter::untrusted::Untrusted;

use crate::cli::record::target::{RecordTarget, echo_date, reference_day};

/// Changes what is on file about a council; what is not given stays.
pub(super) fn details(args: &DetailsArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let today = reference_day(asked)?;
    let date = |option: &str, typed: &str| -> Result<chrono::NaiveDate, Failure> {
        let on = dates::parse_day(option, typed, today, DateBias::Nearest)?;
        echo_date(typed, &on.to_string(), &format_full(on), out);
        Ok(on)
    };
    let inactive =
        |typed: &str| if typed.trim().is_empty() { Ok(None) } else { date("--inactive-from", typed).map(Some) };
    let text = |given: &Option<String>| given.as_deref().map(|given| Untrusted::from(given.trim()));
    let details = CouncilDetails {
        name: text(&args.name),
        kind: args.kind.as_deref().and_then(Kind::from_code),
        team: text(&args.team),
        team_from: args.team_from.as_deref().map(|typed| date("--team-from", typed)).transpose()?,
        contact_role: text(&args.contact),
        contact_address: text(&args.address),
        meeting_pattern: text(&args.meets),
        inactive_on: args.inactive_from.as_deref().map(inactive).transpose()?,
    };
    if details == CouncilDetails::default() {
        return Err(Failure::Usage(
            "nothing is said that is to be changed. Nothing was changed; give --team, --name, --kind, --contact, \
             --address, --meets or --inactive-from"
                .to_owned(),
        ));
    }
    if let Some(words) = args.meets.as_deref().filter(|words| !words.trim().is_empty()) {
        out.print_message(&match Pattern::parse_typed(words, today) {
            Ok(pattern) => format!("meets {}", pattern.describe()),
            Err(why) => format!("kept as words only: {why}"),
        });
    }
    let about = RecordTarget::open(&args.council, &args.round, asked, out)?;
    let (council, version) = (about.council.id, Some(about.council.version));
    about.save(Act::Council(EditCouncil { council, version, details }), &args.json, out)
}

/// Prints the list of categories, or makes it another.
pub(super) fn categories(args: &CategoriesArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let mut desk = Context::open(asked, out)?;
    if !args.names.is_empty() {
        let act = Act::Categories(EditCategories { names: args.names.clone() });
        desk.save(&Change::from(act), out)?;
    }
    let names = desk.store.categories()?;
    if args.json.json {
        return out.json(&names);
    }
    names.iter().try_for_each(|name| out.print_line(name))
}
