//! `record letter`: the letter was sent to councils, or came back; one change for all of them.

use super::target::reference_day;
use crate::cli::args::LetterArgs;
use crate::cli::context::{Context, Invocation, council_line, describe_status};
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, read};
use crate::cli::filter::{describe_filter, filter_lines, parse_filter};
use crate::cli::output::Output;
use charter::change::Change;
use charter::council_line::CouncilLine;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::round::Round;
use desk::records::LetterInput;
use store::Page;

pub(super) fn run(args: &LetterArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let fields = [
        ("sent", args.sent.as_deref()),
        ("undelivered", args.undelivered.as_deref()),
        ("channel", args.channel.as_deref()),
    ];
    let letter = read(&fields, reference_day(invocation)?, |reader| Some(LetterInput::read(reader)))?;
    if letter.sent_on.is_none() && letter.undelivered_on.is_none() && letter.channel.is_none() {
        return Err(usage("nothing is said of the letter; give --sent, --undelivered or --channel"));
    }
    let mut context = Context::open(invocation, out)?;
    for (typed, on) in [(&args.sent, letter.sent_on), (&args.undelivered, letter.undelivered_on)] {
        on.inspect(|on| echo_date(typed.as_deref(), *on, out));
    }
    let round = context.round(args.round.round.as_deref())?;
    let councils = find_councils(args, &context, &round)?;
    let change = Change::all(councils.iter().map(|council| letter.act(*council, round.id)).collect());
    let as_at = context.as_at;
    if let [one] = councils.as_slice() {
        if let Some(file) = context.save_and_read(&change, Some(*one), &round, out)? {
            out.print_message(&describe_status(&change, &file, &round, as_at));
            return if args.json.json { out.json(&[council_line(&file).document(&round, as_at)]) } else { Ok(()) };
        }
    } else {
        context.save(&change, out)?;
    }
    if !args.json.json {
        return Ok(());
    }
    let mut lines = context.store.lines(&round, as_at, Page::All)?;
    lines.sort_by_key(|line| (line.position, line.id));
    let changed = lines.iter().filter(|line| councils.contains(&line.id));
    out.json(&changed.map(|line| line.document(&round, as_at)).collect::<Vec<_>>())
}

fn find_councils(args: &LetterArgs, context: &Context, round: &Round) -> Result<Vec<CouncilId>, Failure> {
    let lines = context.store.lines(round, context.as_at, Page::All)?;
    let filter = parse_filter(&args.narrow, &lines)?;
    if !args.councils.is_empty() {
        if !filter.is_empty() {
            return Err(usage("name councils, or narrow the list with --county and the like, not both"));
        }
        let all = context.store.councils()?;
        let named = args.councils.iter().map(|typed| Ok(context.find_council(typed, &all)?.id));
        let mut named = named.collect::<Result<Vec<CouncilId>, Failure>>()?;
        named.sort_unstable();
        named.dedup();
        return Ok(named);
    }
    if filter.is_empty() && !args.all {
        let all = pluralize(lines.len(), "council");
        return Err(usage(&format!(
            "no council is named; name some, narrow the list with --county and the like, or give --all for {all}"
        )));
    }
    let described = describe_filter(&filter);
    let selected: Vec<CouncilLine> = filter_lines(&args.narrow, lines)?;
    if selected.is_empty() {
        return Err(Failure::Refused(format!(
            "no council matches all these filters: {described}. Nothing was changed"
        )));
    }
    Ok(selected.iter().map(|line| line.id).collect())
}

fn usage(why: &str) -> Failure {
    Failure::Usage(format!("{why}. Nothing was changed"))
}
