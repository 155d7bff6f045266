//! Runs `round`.

use chrono::NaiveDate;

use super::compare;
use super::document::{ListedRoundDocument, OpenedRoundDocument};
use crate::cli::args::{EditRoundArgs, OpenRoundArgs, RoundArgs, RoundCommand, TermsArgs};
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, read};
use crate::cli::files;
use crate::cli::output::Output;
use charter::calendar::{Quarter, format_full};
use charter::change::{Act, Change};
use charter::incoming::Digest;
use charter::next_contact::NextContact;
use charter::round::Round;
use desk::records::{CharterFile, FieldReader, RoundInput};
use desk::round_opening::RoundOpening;

pub fn run(args: &RoundArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    match &args.command {
        None => list(args.json.json, &Context::open(invocation, out)?, out),
        Some(RoundCommand::List(args)) => list(args.json.json, &Context::open(invocation, out)?, out),
        Some(RoundCommand::Compare(args)) => compare::run(args, &Context::open(invocation, out)?, out),
        Some(RoundCommand::Open(args)) => open(args, invocation, out),
        Some(RoundCommand::Edit(args)) => edit(args, invocation, out),
    }
}

fn list(json: bool, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let mut rounds = context.store.rounds()?;
    rounds.reverse();
    let contact = |round: &Round| NextContact::derive(round, &rounds, context.as_at);
    if json {
        let listed = rounds.iter().map(|round| ListedRoundDocument::new(round, contact(round)));
        return out.json(&listed.collect::<Vec<_>>());
    }
    rounds.iter().try_for_each(|round| {
        out.print_line(&describe(round))?;
        out.print_line(&format!("         {}", contact(round).describe(round, context.as_at)))
    })
}

/// For example `2023-Q4  October–December 2023: reply by Sat 30 Sep 2023, letter not dated`.
fn describe(round: &Round) -> String {
    let dated = round.issued_on.map_or("letter not dated".to_owned(), |on| format!("letter of {}", format_full(on)));
    format!("{}  {}: reply by {}, {dated}", round.code, round.title(), format_full(round.deadline))
}

fn open(args: &OpenRoundArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let (letter_dated, deadline) = (args.letter_dated.as_deref(), Some(&*args.deadline));
    let dates = read_dates([letter_dated, deadline], &args.terms, invocation, out)?;
    let mut context = Context::open(invocation, out)?;
    // Of all rounds: one may begin after the as-at day.
    let newest = context.store.rounds()?.pop().map_or_else(|| context.round(None), Ok)?;
    let quarter = match &args.quarter {
        None => Quarter::of(newest.starts_on).next(),
        Some(typed) => Quarter::parse(typed).ok_or_else(|| {
            Failure::Usage(format!("“{typed}” is not a quarter; write it as 2024-Q1. Nothing was changed"))
        })?,
    };
    let Some(open) = dates.open(quarter, &newest.terms) else {
        return Err(Failure::Usage("--deadline: a date is needed here. Nothing was changed".to_owned()));
    };
    let opening = RoundOpening::read(&context.store, &open, context.as_at, context.moment)?;
    opening.describe().iter().for_each(|line| out.print_message(line));
    if args.dry_run {
        out.print_message("dry run: nothing was changed; leave out --dry-run to open the round");
    } else {
        context.save(&Change::from(Act::OpenRound(open)), out)?;
    }
    let rounds = context.store.rounds()?;
    let round = rounds.iter().find(|round| round.code == opening.round.code).unwrap_or(&opening.round);
    if !args.json.json {
        return Ok(());
    }
    let contact = NextContact::derive(round, &rounds, context.as_at);
    out.json(&OpenedRoundDocument::new(ListedRoundDocument::new(round, contact), &opening, !args.dry_run))
}

fn document<'a>(round: &'a Round, context: &Context) -> Result<ListedRoundDocument<'a>, Failure> {
    let contact = NextContact::derive(round, &context.store.rounds()?, context.as_at);
    Ok(ListedRoundDocument::new(round, contact))
}

fn edit(args: &EditRoundArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let dates = read_dates([args.letter_dated.as_deref(), args.deadline.as_deref()], &args.terms, invocation, out)?;
    if dates == RoundInput::read(&mut FieldReader::new(&[], invocation.clock.today())) {
        return Err(Failure::Usage(
            "nothing is said that is to be changed. Nothing was changed; give --deadline, --letter-dated, --charter, \
             --charter-file, --cadence, --signatory or --reply-mailbox"
                .to_owned(),
        ));
    }
    let mut context = Context::open(invocation, out)?;
    let known = context.round(args.round.round.as_deref())?;
    context.save(&Change::from(dates.edit(&known)), out)?;
    let round = context.round(Some(&known.code))?;
    out.print_message(&format!("before: {}", describe(&known)));
    out.print_message(&format!("now: {}", describe(&round)));
    if args.json.json { out.json(&document(&round, &context)?) } else { Ok(()) }
}

fn read_dates(
    [letter_dated, deadline]: [Option<&str>; 2],
    terms: &TermsArgs,
    invocation: &Invocation,
    out: &Output,
) -> Result<RoundInput, Failure> {
    let today = invocation.as_at()?.unwrap_or_else(|| invocation.clock.today());
    let fields = [
        ("issued", letter_dated),
        ("deadline", deadline),
        ("charter", terms.charter.as_deref()),
        ("cadence", terms.cadence.as_deref()),
        ("signatory", terms.signatory.as_deref()),
        ("reply-mailbox", terms.reply_mailbox.as_deref()),
    ];
    let mut dates = read(&fields, today, |reader| Some(RoundInput::read(reader)))?;
    if let Some(path) = &terms.charter_file {
        let sha256 = Digest::hash_file(&files::read(path, "file")?).as_hex().to_owned();
        dates.charter_file = Some(CharterFile { name: files::name(path), sha256 });
    }
    let echo = |typed, day: Option<NaiveDate>| day.inspect(|day| echo_date(typed, *day, out));
    echo(letter_dated, dates.issued_on.flatten());
    echo(deadline, dates.deadline);
    Ok(dates)
}
