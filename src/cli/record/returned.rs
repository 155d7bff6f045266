//! `record return`.

use crate::cli::args::ReturnArgs;
use crate::cli::context::Invocation;
use crate::cli::dates;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use charter::calendar::{format_full, format_short};
use charter::change::{Act, RecordReturn, Supersedes};
use charter::english::pluralize;
use charter::proposal::{parse_takeover, proposals};
use charter::returns::{Answer, Frequency, Method, Return, SentPriority, Wish};
use charter::untrusted::Untrusted;

use crate::cli::record::target::{RecordTarget, echo_date, read_text, reference_day};

/// Records a return.
pub(super) fn run(args: &ReturnArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let today = reference_day(asked)?;
    let received = dates::parse_received("--received", &args.received, today)?;
    let wish = Wish::from_code(&args.wish).unwrap_or(Wish::Unknown);
    let views = args.views.as_deref().map(|given| read_text("--views", given)).transpose()?;
    let about = RecordTarget::open(&args.council, &args.round, asked, out)?;
    if received.at.is_none() {
        echo_date(&args.received, &received.to_string(), &format_full(received.on), out);
    }
    let file = about.council_file()?;
    let proposed = proposals(&file.priorities, &about.round.code);
    let mut answer = build_answer(args, wish, views.clone());
    for (place, sent) in (1..).zip(&mut answer.priorities) {
        let taken = parse_takeover(sent.received.raw(), place, &proposed);
        if let Some(taken) = taken.map_err(|why| Failure::Refused(format!("--priority: {why}. Nothing was changed")))? {
            out.print_message(&format!("as in {}: {}", taken.proposal.code, taken.text.sanitized()));
            sent.carried = Some(taken.proposal.id);
            sent.category.clone_from(&taken.proposal.category);
            sent.received = taken.text;
        }
    }
    if wish == Wish::Yes {
        // What stood when this was sent, not what stands today: an older letter may be found later.
        let file = about.desk.file(&about.council, &about.round, received.on)?;
        if let Some(earlier) = file.current_return(received.on) {
            let carried = carry_over(&mut answer, args, views.is_some(), &earlier.answer);
            print_carried_over(&carried, earlier, about.desk.as_at, out);
        }
    }
    let act = RecordReturn {
        council: about.council.id,
        round: about.round.id,
        received,
        answer,
        supersedes: Supersedes::ByDate,
    };
    about.save(Act::Return(act), &args.json, out)
}

fn build_answer(args: &ReturnArgs, wish: Wish, views: Option<Untrusted>) -> Answer {
    let given = args.priorities.iter().filter(|text| !text.trim().is_empty());
    Answer {
        wish,
        priorities: given
            .map(|text| SentPriority {
                slot: None,
                received: Untrusted::from(text.trim()),
                agreed: None,
                category: None,
                carried: None,
            })
            .collect(),
        frequency: args.frequency.as_deref().and_then(Frequency::stated),
        method: args.method.as_deref().and_then(Method::stated),
        views: views.unwrap_or_default(),
    }
}

/// Takes over what was not given; a council that answers one question does not take back the others. Says what.
fn carry_over(answer: &mut Answer, args: &ReturnArgs, views_given: bool, earlier: &Answer) -> Vec<String> {
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
    if !views_given && !earlier.views.is_blank() {
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
