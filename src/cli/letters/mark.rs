//! `letters sent`, `letters discard`.

use super::document::LetterDocument;
use crate::cli::args::{ChosenLettersArgs, SentLettersArgs};
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, or_today, read};
use crate::cli::output::Output;
use charter::calendar::DateBias;
use charter::change::{Act, Change, DiscardLetter, MarkSent};
use charter::invitation::Channel;
use charter::letter::{Letter, LetterKind};

pub(super) fn sent(args: &SentLettersArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let today = invocation.as_at()?.unwrap_or_else(|| invocation.clock.today());
    let fields = [("on", or_today(args.on.as_deref())), ("channel", args.channel.as_deref())];
    let (on, channel) = read(&fields, today, |reader| {
        let channel = Channel::from_code(reader.value("channel"));
        Some((reader.date("on", DateBias::Past)?, channel))
    })?;
    echo_date(args.on.as_deref(), on, out);
    let mut context = Context::open(invocation, out)?;
    let letters = choose(&args.letters, &context)?;
    let act = |letter: &Letter| Act::MarkSent(MarkSent { letter: letter.clone(), on, channel });
    context.save(&Change::all(letters.iter().map(act).collect()), out)?;
    if args.letters.json.json { print(&letters, &args.letters, &context, out) } else { Ok(()) }
}

pub(super) fn discard(args: &ChosenLettersArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let mut context = Context::open(invocation, out)?;
    let letters = choose(args, &context)?;
    let act = |letter: &Letter| Act::DiscardLetter(DiscardLetter { letter: letter.clone() });
    context.save(&Change::all(letters.iter().map(act).collect()), out)?;
    out.print_message("the files stay where they are; delete them yourself");
    if args.json.json { print(&[], args, &context, out) } else { Ok(()) }
}

fn choose(args: &ChosenLettersArgs, context: &Context) -> Result<Vec<Letter>, Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let kind = args.kind.as_deref().and_then(LetterKind::from_code);
    if args.ids.is_empty() && kind.is_none() && !args.all {
        return Err(Failure::Usage(
            "no letter is named. Nothing was changed; name some by number, or give --kind or --all".to_owned(),
        ));
    }
    let mut letters = context.store.letters(round.id)?;
    if let Some(id) = args.ids.iter().find(|id| !letters.iter().any(|letter| letter.id.0 == **id)) {
        return Err(Failure::Refused(format!(
            "there is no letter {id} in round {}. Nothing was changed; `charterdesk letters list` lists them",
            round.code
        )));
    }
    letters.retain(|letter| {
        if args.ids.is_empty() {
            letter.is_pending() && kind.is_none_or(|kind| letter.draft.kind == kind)
        } else {
            args.ids.contains(&letter.id.0)
        }
    });
    if letters.is_empty() {
        return Err(Failure::Refused("no drafted letter waits to be sent. Nothing was changed".to_owned()));
    }
    Ok(letters)
}

/// The letters as they are now.
fn print(chosen: &[Letter], args: &ChosenLettersArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let councils = context.store.councils()?;
    let name = |letter: &Letter| {
        councils.iter().find(|council| council.id == letter.council).map_or("", |council| council.name.raw())
    };
    let mut letters = context.store.letters(round.id)?;
    letters.retain(|letter| chosen.iter().any(|chosen| chosen.id == letter.id));
    out.json(&letters.iter().map(|letter| LetterDocument::new(letter, name(letter))).collect::<Vec<_>>())
}
