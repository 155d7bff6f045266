//! Prints the pending items, or one of them.

use super::document::ItemDocument;
use crate::cli::args::{InboxArgs, ItemArgs};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::inbox::describe::{CouncilNames, blocker_hint, describe_content, describe_match};
use crate::cli::output::Output;
use charter::calendar::format_short;
use charter::council::Council;
use charter::english::pluralize;
use charter::ids::ItemId;
use charter::round::Round;
use desk::inbox::{InboxHeading, InboxLine, OtherReply, Verdict, accept, asked_at, inbox_lines, mark_due};

pub(super) fn councils_by_id(councils: &[Council]) -> CouncilNames<'_> {
    councils.iter().map(|council| (council.id, council)).collect()
}

pub(super) fn find_item(context: &Context, round: &Round, id: i64) -> Result<InboxLine, Failure> {
    let lines = inbox_lines(&context.store, round, context.as_at)?;
    if let Some(line) = lines.into_iter().find(|line| line.item.id.0 == id) {
        return Ok(line);
    }
    Err(Failure::Refused(match context.store.item(ItemId(id))? {
        Some((item, _)) => {
            let outcome = item.outcome.map_or_else(String::new, |outcome| format!(" ({outcome})"));
            format!(
                "item {id} does not wait any more{outcome}. Nothing was changed; `charterdesk inbox` lists what waits"
            )
        }
        None => format!("there is no item {id}. Nothing was changed; `charterdesk inbox` lists what waits"),
    }))
}

pub(super) fn print_split_items(
    item: ItemId,
    round: &Round,
    context: &Context,
    out: &mut Output,
) -> Result<(), Failure> {
    let lines = inbox_lines(&context.store, round, context.as_at)?;
    let councils = context.councils()?;
    let names = councils_by_id(&councils);
    let parts = lines.iter().filter(|line| line.item.split_from == Some(item));
    out.json(&parts.map(|line| ItemDocument::new(line, &names, context.as_at)).collect::<Vec<ItemDocument>>())
}

pub(super) fn list(args: &InboxArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let mut lines = inbox_lines(&context.store, &round, context.as_at)?;
    let limit = context.invocation.settings()?.letters.reply_limit;
    mark_due(&mut lines, limit, asked_at(context.as_at, context.moment.at));
    let councils = context.councils()?;
    let names = councils_by_id(&councils);
    if args.json.json {
        return out.json(
            &lines.iter().map(|line| ItemDocument::new(line, &names, context.as_at)).collect::<Vec<ItemDocument>>(),
        );
    }
    for items in lines.chunk_by(|one, next| InboxHeading::of(one) == InboxHeading::of(next)) {
        let Some(first) = items.first() else { continue };
        out.print_heading(&format!("{}  {}", InboxHeading::of(first).label(), items.len()))?;
        for line in items {
            let on = line.source.received.map_or_else(|| "no date".to_owned(), |at| format_short(at.on, context.as_at));
            out.print_line(&format!(
                "{:>6}  {on:<11}  {}",
                line.item.id.0,
                describe_match(&line.triage, line.item.council, &names)
            ))?;
            out.print_line(&format!("{:>21}{}: {}", "", subject(line), describe_content(&line.source, &line.triage)))?;
            for other in line.other_replies() {
                out.print_line(&format!("{:>21}{}", "", other.describe(context.as_at)))?;
            }
        }
    }
    out.flush()?;
    out.print_message(&match lines.len() {
        0 => "nothing waits; `charterdesk import replies PATH` brings replies in".to_owned(),
        n => format!("{} in the inbox", pluralize(n, "item")),
    });
    Ok(())
}

fn subject(line: &InboxLine) -> String {
    let source = &line.source;
    if source.subject.is_blank() {
        return format!("{}, line {}", source.file.sanitized(), source.number);
    }
    source.subject.sanitized().into_owned()
}

pub(super) fn show(args: &ItemArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let line = find_item(context, &round, args.id)?;
    let councils = context.councils()?;
    let names = councils_by_id(&councils);
    if args.json.json {
        return out.json(&ItemDocument::new(&line, &names, context.as_at));
    }
    let (source, triage) = (&line.source, &line.triage);
    let accepted = match accept(&line, context.as_at) {
        Ok(Verdict::NotHeard) => "dismisses it: not an answer".to_owned(),
        Ok(_) => "records this".to_owned(),
        Err(blocker) => blocker_hint(blocker, &line),
    };
    let other = |reply: &Option<OtherReply>| reply.as_ref().map_or_else(String::new, |it| it.describe(context.as_at));
    let undelivered: Vec<_> = source.undelivered.iter().map(|address| address.sanitized()).collect();
    let facts = [
        ("item", format!("{} ({}): {}", line.item.id, triage.group, subject(&line))),
        ("council", describe_match(triage, line.item.council, &names)),
        ("from", source.from.sanitized().into_owned()),
        ("forwarded by", source.forwarded_by.sanitized().into_owned()),
        ("undelivered", undelivered.join(", ")),
        ("received", source.received.map_or_else(|| "it bears no date".to_owned(), |at| at.to_string())),
        ("says", describe_content(source, triage)),
        ("earlier", other(&line.earlier)),
        ("later", other(&line.later)),
        ("accept", accepted),
    ];
    for (label, text) in facts.iter().filter(|(_, text)| !text.is_empty()) {
        out.print_line(&format!("{label:<13}{text}"))?;
    }
    for attachment in &source.attachments {
        out.print_line(&format!("{:<13}{} ({} bytes)", "attachment", attachment.name.sanitized(), attachment.size))?;
    }
    let notes = triage.reading.notes.iter().chain(&source.warnings);
    notes.into_iter().try_for_each(|text| out.print_line(&format!("{:<13}{text}", "note")))?;
    out.print_line("")?;
    let text = charter::untrusted::Untrusted::from(line.item.text(source).into_owned());
    text.sanitized_lines().try_for_each(|words| out.print_line(&format!("  {words}")))
}
