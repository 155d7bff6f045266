//! `record action`.

use super::target::{RecordTarget, reference_day};
use crate::cli::args::ActionArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, read};
use crate::cli::find_priority;
use crate::cli::output::Output;
use charter::calendar::DateBias;
use charter::change::{Act, RecordAction};
use charter::council_file::CouncilFile;
use charter::ids::ActionId;
use charter::priority::Action;
use desk::records::ActionInput;

/// Records an action, or corrects one. A correction keeps what is not given.
pub(super) fn run(args: &ActionArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let today = reference_day(invocation)?;
    let aims = (!args.aims.is_empty()).then(|| args.aims.join(","));
    let fields = [
        ("on", args.on.as_deref()),
        ("what", args.what.as_deref()),
        ("owner", args.owner.as_deref()),
        ("who", args.who.as_deref()),
        ("due", args.due.as_deref()),
        ("done", args.done.as_deref()),
        ("evidence", args.evidence.as_deref()),
        ("aims", aims.as_deref()),
    ];
    let input = read(&fields, today, |reader| Some(ActionInput::read(reader, DateBias::Future)))?;
    let dates = [(&args.on, input.on), (&args.due, input.due.flatten()), (&args.done, input.done_on.flatten())];
    for (typed, on) in dates {
        on.inspect(|on| echo_date(typed.as_deref(), *on, out));
    }
    let target = RecordTarget::open(&args.target, invocation, out)?;
    let file = target.council_file()?;
    let named = args.priority.as_deref().map(|typed| find_priority::find(typed, &file)).transpose()?;
    let known = args.action.map(|id| action(id, &file)).transpose()?;
    let Some(priority) = named.map(|named| named.priority.id).or(known.map(|known| known.priority)) else {
        return Err(Failure::Usage("--priority or --action: say which. Nothing was changed".to_owned()));
    };
    let facts = read(&fields, today, |reader| Some(input.facts(reader, known, today)))?;
    let correct = known.map(|known| (known.id, known.version));
    let act = RecordAction { council: target.id(), priority, correct, facts };
    target.save(Act::Action(act), out)
}

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
