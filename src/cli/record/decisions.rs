//! `record settle`, `record agree`, `record priority`: what the sergeant decides about an answer.

use super::target::{RecordTarget, reference_day};
use crate::cli::args::{AgreeArgs, DecidedArgs, PriorityArgs, SettleArgs};
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, or_today, read};
use crate::cli::output::Output;
use crate::cli::{find_category, find_return};
use charter::change::{Act, AgreePriorities, ResolveConflict, TagPriority};
use charter::council_file::CouncilFile;
use charter::decision::DecisionFacts;
use charter::returns::{MAX_PRIORITIES, Return};
use charter::status::Flag;
use desk::records::{SentPriorityInput, read_decision};

fn read_facts(
    args: &DecidedArgs,
    minute: Option<&str>,
    invocation: &Invocation,
    out: &Output,
) -> Result<DecisionFacts, Failure> {
    let author = invocation.by()?;
    let by = args.by_whom.as_deref().unwrap_or(&author);
    let fields = [("on", or_today(args.on.as_deref())), ("by", Some(by)), ("minute", minute)];
    let facts = read(&fields, reference_day(invocation)?, read_decision)?;
    echo_date(args.on.as_deref(), facts.on, out);
    Ok(facts)
}

pub(super) fn settle(args: &SettleArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let facts = read_facts(&args.decided, None, invocation, out)?;
    let target = RecordTarget::open(&args.target, invocation, out)?;
    let file = target.council_file()?;
    if !file.status.flags.has(Flag::Conflict) {
        let name = target.council.name.sanitized();
        return Err(Failure::Refused(format!("no two returns of {name} disagree. Nothing was changed")));
    }
    let chosen_return = find_return::find(&args.keep, &file, reference_day(invocation)?)?.id;
    let act = ResolveConflict { council: target.id(), round: target.round.id, chosen_return, facts };
    target.save(Act::ResolveConflict(act), out)
}

pub(super) fn agree(args: &AgreeArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    if args.priorities.len() > MAX_PRIORITIES {
        return Err(Failure::Usage("--priority: at most three can be agreed. Nothing was changed".to_owned()));
    }
    let facts = read_facts(&args.decided, args.minute.as_deref(), invocation, out)?;
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
    let act = AgreePriorities { council: target.id(), returned: known.id, version: known.version, chosen, facts };
    target.save(Act::AgreePriorities(act), out)
}

pub(super) fn priority(args: &PriorityArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let target = RecordTarget::open(&args.target, invocation, out)?;
    let file = target.council_file()?;
    let known = current_return(&target, &file)?;
    let index = find_return::find_sent(&args.priority, &known.answer.priorities)?;
    let category = args
        .category
        .as_deref()
        .map(|typed| find_category::find(typed, &target.context.store.categories()?))
        .transpose()?;
    let fields = [("agreed", args.agreed.as_deref()), ("category", category.as_deref())];
    let input = read(&fields, target.context.as_at, |reader| Some(SentPriorityInput::read(reader)))?;
    let is_answer_changed = args.agreed.is_some() || args.category.is_some();
    let mut acts = Vec::new();
    if is_answer_changed {
        let Some(act) = input.act(known, index) else {
            return Err(Failure::Refused("the return has no such priority. Nothing was changed".to_owned()));
        };
        acts.push(act);
    }
    if !args.aims.is_empty() {
        let Some(priority) = known.answer.priorities.get(index).and_then(|sent| sent.priority) else {
            return Err(Failure::Refused(
                "aims are for agreed priorities. Nothing was changed; agree it first with `record agree`".to_owned(),
            ));
        };
        acts.push(Act::Tag(TagPriority { council: target.id(), priority, aims: args.aims.clone() }));
    }
    target.save_all(acts, out)
}

fn current_return<'a>(target: &RecordTarget, file: &'a CouncilFile) -> Result<&'a Return, Failure> {
    file.current_return(target.context.as_at).ok_or_else(|| {
        let name = target.council.name.sanitized();
        Failure::Refused(format!("{name} has no return in this round. Nothing was changed; record its return first"))
    })
}
