//! `record return`.

use super::target::{RecordTarget, read_text, reference_day};
use crate::cli::args::ReturnArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_received, read};
use crate::cli::output::Output;
use crate::cli::{find_category, find_return};
use charter::calendar::{Received, format_short};
use charter::change::{Act, RecordReturn, Supersedes};
use charter::english::pluralize;
use charter::proposal::{Proposal, proposals};
use charter::returns::{Answer, Return, Wish};
use desk::records::{TypedPriority, read_answer};

pub(super) fn run(args: &ReturnArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let today = reference_day(invocation)?;
    let views = args.views.as_deref().map(|given| read_text("--views", given)).transpose()?;
    let fields = [
        ("received", args.received.as_deref()),
        ("wish", args.wish.as_deref()),
        ("frequency", args.frequency.as_deref()),
        ("method", args.method.as_deref()),
        ("views", views.as_deref()),
    ];
    let received = args.received.as_deref().map(|_| read(&fields, today, |reader| reader.received("received")));
    let received = received.transpose()?;
    let target = RecordTarget::open(&args.target, invocation, out)?;
    if let (Some(typed), Some(received)) = (&args.received, received) {
        echo_received(typed, received, out);
    }
    let file = target.council_file()?;
    let known = args.correct.as_deref().map(|typed| find_return::find(typed, &file, today)).transpose()?;
    let Some(received) = received.or(known.map(|known| known.received)) else {
        return Err(Failure::Usage("--received: a date is needed here. Nothing was changed".to_owned()));
    };
    let proposed = proposals(&file.priorities, &target.round.code);
    let given = args.priorities.iter().filter(|text| !text.trim().is_empty());
    let typed: Vec<TypedPriority<'_>> = (1..)
        .zip(given)
        .map(|(number, text)| TypedPriority { field: "priority", place: Some(number), text, category: None })
        .collect();
    let earlier = known.map(|known| known.answer.priorities.as_slice()).unwrap_or_default();
    let mut answer = read(&fields, today, |reader| Some(read_answer(reader, &typed, earlier, &proposed)))?;
    print_taken_over(&answer, &proposed, out);
    let supersedes = match known {
        Some(known) => {
            keep_recorded(&mut answer, args, &known.answer);
            Supersedes::Corrects { id: known.id, version: known.version }
        }
        None => {
            carry_over_earlier(&mut answer, args, &target, received, out)?;
            if args.disagrees { Supersedes::Disagrees } else { Supersedes::ByDate }
        }
    };
    set_categories(&mut answer, args, &target.context.store.categories()?)?;
    let (council, round) = (target.id(), target.round.id);
    let act = RecordReturn { council, round, received, answer, supersedes };
    target.save(Act::Return(act), out)
}

fn set_categories(answer: &mut Answer, args: &ReturnArgs, categories: &[String]) -> Result<(), Failure> {
    for given in &args.categories {
        let (number, name) = given.split_once('=').unwrap_or((given, ""));
        let index = number.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let Some(sent) = index.and_then(|index| answer.priorities.get_mut(index)) else {
            return Err(Failure::Usage(format!(
                "--category: “{given}” names no priority of this return; write the number of one and its category, as \
                 1=speeding. Nothing was changed"
            )));
        };
        sent.category = Some(find_category::find(name, categories)?);
    }
    Ok(())
}

/// A correction keeps what is not given.
fn keep_recorded(answer: &mut Answer, args: &ReturnArgs, known: &Answer) {
    carry_over(answer, args, known);
    if args.wish.is_none() {
        answer.wish = known.wish;
    }
}

/// A council that takes part is not asked again what it said before.
fn carry_over_earlier(
    answer: &mut Answer,
    args: &ReturnArgs,
    target: &RecordTarget,
    received: Received,
    out: &Output,
) -> Result<(), Failure> {
    if answer.wish != Wish::Yes {
        return Ok(());
    }
    // The return that was current when this one was sent: an older letter may turn up later.
    let file = target.context.file(&target.council, &target.round, received.on)?;
    if let Some(earlier) = file.current_return(received.on) {
        let carried = carry_over(answer, args, &earlier.answer);
        print_carried_over(&carried, earlier, target.context.as_at, out);
    }
    Ok(())
}

fn print_taken_over(answer: &Answer, proposed: &[Proposal], out: &Output) {
    for sent in &answer.priorities {
        if let Some(proposal) = proposed.iter().find(|proposal| Some(proposal.id) == sent.priority) {
            out.print_message(&format!("as in {}: {}", proposal.code, sent.received.sanitized()));
        }
    }
}

/// Keeps earlier answers to questions that this answer leaves out. Returns what it kept, as text.
fn carry_over(answer: &mut Answer, args: &ReturnArgs, earlier: &Answer) -> Vec<String> {
    let mut carried = Vec::new();
    if args.priorities.is_empty() && !earlier.priorities.is_empty() {
        answer.priorities.clone_from(&earlier.priorities);
        carried.push(pluralize(earlier.priorities.len(), "priority"));
    }
    if args.frequency.is_none() && earlier.frequency.is_some() {
        answer.frequency.clone_from(&earlier.frequency);
        carried.push("frequency".to_owned());
    }
    if args.method.is_none() && earlier.method.is_some() {
        answer.method.clone_from(&earlier.method);
        carried.push("method".to_owned());
    }
    if args.views.is_none() && !earlier.views.is_blank() {
        answer.views = earlier.views.clone();
        carried.push("views".to_owned());
    }
    carried
}

fn print_carried_over(carried: &[String], earlier: &Return, reader: chrono::NaiveDate, out: &Output) {
    if !carried.is_empty() {
        let on = format_short(earlier.received.on, reader);
        out.print_message(&format!("carried over from the return of {on}: {}", carried.join(", ")));
    }
}
