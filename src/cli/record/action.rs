//! `record action`.

use crate::cli::args::ActionArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::find_priority;
use crate::cli::output::Output;
use charter::calendar::DateBias;
use charter::change::{Act, RecordAction};
use charter::council_file::CouncilFile;
use charter::ids::ActionId;
use charter::priority::{Action, ActionFacts, Owner};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

use crate::cli::record::target::{RecordTarget, parse_day, reference_day};

/// Records an action about a priority, or corrects one.
pub(super) fn run(args: &ActionArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let today = reference_day(asked)?;
    let typed = |option: &str, typed: &Option<String>, lean| -> Result<Option<NaiveDate>, Failure> {
        let Some(typed) = typed else { return Ok(None) };
        parse_day(option, Some(typed), lean, asked, out).map(Some)
    };
    let on = typed("--on", &args.on, DateBias::Past)?;
    let due = typed("--due", &args.due, DateBias::Future)?;
    let done_on = typed("--done", &args.done, DateBias::Past)?;
    let about = RecordTarget::open(&args.council, &args.round, asked, out)?;
    let file = about.council_file()?;
    let named = args.priority.as_deref().map(|typed| find_priority::find(typed, &file)).transpose()?;
    let known = args.action.map(|id| action(id, &file)).transpose()?;
    let about_priority = named.map(|known| known.priority.id).or(known.map(|known| known.priority));
    let Some(priority) = about_priority else {
        return Err(Failure::Usage("--priority or --action: say which. Nothing was changed".to_owned()));
    };
    let foreign = |given: &Option<String>, known: Option<&Untrusted>| match given {
        Some(given) => Untrusted::from(given.as_str()),
        None => known.cloned().unwrap_or_default(),
    };
    let facts = ActionFacts {
        on: on.or(known.map(|known| known.facts.on)).unwrap_or(today),
        what: foreign(&args.what, known.map(|known| &known.facts.what)),
        owner: args
            .owner
            .as_deref()
            .and_then(Owner::from_code)
            .or(known.map(|known| known.facts.owner))
            .unwrap_or(Owner::Team),
        who: foreign(&args.who, known.map(|known| &known.facts.who)),
        due: due.or(known.and_then(|known| known.facts.due)),
        done_on: done_on.or(known.and_then(|known| known.facts.done_on)),
        evidence: foreign(&args.evidence, known.map(|known| &known.facts.evidence)),
    };
    let correct = known.map(|known| (known.id, known.version));
    let act = RecordAction { council: file.council.id, priority, correct, facts };
    about.save(Act::Action(act), &args.json, out)
}

/// The action of the council with this id.
fn action(id: i64, file: &CouncilFile) -> Result<&Action, Failure> {
    let mut actions = file.priorities.iter().flat_map(|known| &known.actions);
    actions.find(|action| action.id == ActionId(id)).ok_or_else(|| {
        let all: Vec<String> = file
            .priorities
            .iter()
            .flat_map(|known| &known.actions)
            .map(|action| format!("  {:>5}  {}", action.id, action.facts.what.sanitized()))
            .collect();
        let name = file.council.name.sanitized();
        let there = if all.is_empty() { "it has none".to_owned() } else { format!("there are:\n{}", all.join("\n")) };
        Failure::Refused(format!("{name} has no action {id}. Nothing was changed; {there}"))
    })
}
