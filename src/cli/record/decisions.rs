//! `record settle`, `record agree`, `record priority`: what the sergeant decides about an answer.

use super::target::{RecordTarget, reference_day};
use crate::cli::args::{AgreeArgs, PriorityArgs, SettleArgs};
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::read;
use crate::cli::find_return;
use crate::cli::output::Output;
use charter::change::{Act, AgreePriorities, ResolveConflict};
use charter::council_file::CouncilFile;
use charter::returns::{MAX_PRIORITIES, Return};
use charter::status::Flag;
use desk::records::SentPriorityInput;

pub(super) fn settle(args: &SettleArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let target = RecordTarget::open(&args.target, invocation, out)?;
    let file = target.council_file()?;
    if !file.status.flags.has(Flag::Conflict) {
        let name = target.council.name.sanitized();
        return Err(Failure::Refused(format!("no two returns of {name} disagree. Nothing was changed")));
    }
    let chosen_return = find_return::find(&args.keep, &file, reference_day(invocation)?)?.id;
    let act = ResolveConflict { council: target.id(), round: target.round.id, chosen_return };
    target.save(Act::ResolveConflict(act), out)
}

pub(super) fn agree(args: &AgreeArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    if args.priorities.len() > MAX_PRIORITIES {
        return Err(Failure::Usage("--priority: at most three can be agreed. Nothing was changed".to_owned()));
    }
    let target = RecordTarget::open(&args.target, invocation, out)?;
    let file = target.council_file()?;
    let known = current_return(&target, &file)?;
    let mut chosen = Vec::new();
    for typed in &args.priorities {
        let index = find_return::find_sent(typed, &known.answer.priorities)?;
        if chosen.contains(&index) {
            return Err(Failure::Usage(format!("--priority: “{typed}” is given twice. Nothing was changed")));
        }
        chosen.push(index);
    }
    let act = AgreePriorities { council: target.id(), returned: known.id, version: known.version, chosen };
    target.save(Act::AgreePriorities(act), out)
}

pub(super) fn priority(args: &PriorityArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let target = RecordTarget::open(&args.target, invocation, out)?;
    let file = target.council_file()?;
    let known = current_return(&target, &file)?;
    let index = find_return::find_sent(&args.priority, &known.answer.priorities)?;
    let category = args.category.as_deref().map(|typed| find_category(typed, &target)).transpose()?;
    let fields = [("agreed", args.agreed.as_deref()), ("category", category.as_deref())];
    let input = read(&fields, target.context.as_at, |reader| Some(SentPriorityInput::read(reader)))?;
    let Some(act) = input.act(known, index) else {
        return Err(Failure::Refused("the return has no such priority. Nothing was changed".to_owned()));
    };
    target.save(act, out)
}

fn current_return<'a>(target: &RecordTarget, file: &'a CouncilFile) -> Result<&'a Return, Failure> {
    file.current_return(target.context.as_at).ok_or_else(|| {
        let name = target.council.name.sanitized();
        Failure::Refused(format!("{name} has no return in this round. Nothing was changed; record its return first"))
    })
}

/// A category of the list, by its name or the beginning of it; empty for none.
fn find_category(typed: &str, target: &RecordTarget) -> Result<String, Failure> {
    let categories = target.context.store.categories()?;
    let wanted = typed.trim().to_lowercase();
    if wanted.is_empty() {
        return Ok(String::new());
    }
    let is_begun = |name: &&String| name.to_lowercase().starts_with(&wanted);
    let begun: Vec<&String> = categories.iter().filter(is_begun).collect();
    let exact: Option<&String> = categories.iter().find(|name| name.to_lowercase() == wanted);
    match (exact, begun.as_slice()) {
        (Some(one), _) => Ok(one.clone()),
        (None, [one]) => Ok((*one).clone()),
        _ => Err(Failure::Refused(format!(
            "--category: there is no category “{typed}”, or several begin like this. Nothing was changed; there are: {}",
            categories.join(", ")
        ))),
    }
}
