//! `record details`, `record categories`, `record aims` and `record reasons`.

use super::target::reference_day;
use super::targets::Targets;
use crate::cli::args::{DetailsArgs, NameListArgs};
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, read};
use crate::cli::output::Output;
use charter::category::NameList;
use charter::change::{Act, Change, CouncilDetails, EditCouncil, EditList, RecordContact};
use charter::contact::letter_contact;
use charter::council::Council;
use charter::english::pluralize;
use charter::pattern::Pattern;
use chrono::NaiveDate;
use desk::records::{DATED, Fields, read_details, read_role_and_address};

pub(super) fn details(args: &DetailsArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let today = reference_day(invocation)?;
    let fields = [
        ("team", args.team.as_deref()),
        ("from", args.from.as_deref()),
        ("name", args.name.as_deref()),
        ("county", args.county.as_deref()),
        ("district", args.district.as_deref()),
        ("kind", args.kind.as_deref()),
        ("contact", args.contact.as_deref()),
        ("address", args.address.as_deref()),
        ("pattern", args.meets.as_deref()),
        ("inactive", args.inactive_from.as_deref()),
    ];
    let is_dated = fields.iter().any(|(name, value)| DATED.contains(name) && value.is_some());
    if args.from.is_some() && !is_dated {
        return Err(Failure::Usage(
            "--from is the first day of a new team, name, kind, county or district, and none is given. Nothing was changed; \
             give --team, --name, --kind, --county or --district"
                .to_owned(),
        ));
    }
    let mut details = read(&fields, today, |reader| Some(read_details(reader, args.from.is_some())))?;
    let has_contact = args.contact.is_some() || args.address.is_some();
    if details == CouncilDetails::default() && args.successors.is_empty() && !has_contact {
        return Err(Failure::Usage(
            "nothing is said that is to be changed. Nothing was changed; give --team, --name, --kind, --county, \
             --district, --contact, --address, --meets, --inactive-from or --successor"
                .to_owned(),
        ));
    }
    let dates = [(&args.from, details.changed_from), (&args.inactive_from, details.inactive_on.flatten())];
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
    if !args.successors.is_empty() {
        details.successors = Some(targets.find_others(&args.successors)?);
    }
    let mut acts = Vec::new();
    for council in &targets.councils {
        if details != CouncilDetails::default() {
            let version = Some(council.version);
            acts.push(Act::Council(EditCouncil { council: council.id, version, details: details.clone() }));
        }
        if has_contact {
            acts.push(Act::Contact(contact_of(council, &fields, today, &targets.context)?));
        }
    }
    targets.save_all(acts, out)
}

/// Amends the contact that letters go to, or adds one.
fn contact_of(
    council: &Council,
    fields: &dyn Fields,
    today: NaiveDate,
    context: &Context,
) -> Result<RecordContact, Failure> {
    let contacts = context.store.contacts()?;
    let known = letter_contact(&contacts, council.id, today);
    if let Some(known) = known.filter(|known| known.councils.len() > 1) {
        let (label, id, several) = (known.label(), known.id, pluralize(known.councils.len(), "council"));
        return Err(Failure::Refused(format!(
            "the contact of {} ({label}) is that of {several}. Nothing was changed; amend it for all of them with \
             `record contact --amend {id}`, or record another one with `record contact`",
            council.name.sanitized()
        )));
    }
    let facts = read(fields, today, |reader| read_role_and_address(reader, known.map(|known| &known.facts)))?;
    let known = known.map(|known| (known.id, known.version));
    Ok(RecordContact { known, councils: vec![council.id], facts })
}

/// Replaces a list of names, or prints it.
pub(super) fn name_list(
    list: NameList,
    args: &NameListArgs,
    invocation: &Invocation,
    out: &mut Output,
) -> Result<(), Failure> {
    let mut context = Context::open(invocation, out)?;
    if !args.names.is_empty() {
        let act = Act::List(EditList { list, names: args.names.clone() });
        context.save(&Change::from(act), out)?;
    }
    let names = match list {
        NameList::Categories => context.store.categories()?,
        NameList::Aims => context.store.aims()?,
        NameList::Reasons => context.store.absence_reasons()?,
    };
    if args.json.json {
        return out.json(&names);
    }
    names.iter().try_for_each(|name| out.print_line(name))
}
