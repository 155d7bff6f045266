//! `letters list`, `letters due`.

use std::collections::HashMap;

use super::document::{DueDocument, LetterDocument};
use crate::cli::args::{DueLettersArgs, ListLettersArgs};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::table::Align;
use charter::calendar::format_short;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::letter::{Letter, LetterKind};
use charter::untrusted::Untrusted;
use desk::inbox::InboxMemo;
use desk::letters::Material;

pub(super) fn list(args: &ListLettersArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let kind = args.kind.as_deref().and_then(LetterKind::from_code);
    let letters = context.store.letters(round.id)?;
    let mut letters: Vec<Letter> = letters.into_iter().filter_map(|letter| letter.as_at(context.as_at)).collect();
    letters
        .retain(|letter| kind.is_none_or(|kind| letter.draft.kind == kind) && (!args.drafted || letter.is_pending()));
    let names: HashMap<CouncilId, Untrusted> =
        context.store.councils_as_at(context.as_at)?.into_iter().map(|council| (council.id, council.name)).collect();
    let none = Untrusted::default();
    let name = |letter: &Letter| names.get(&letter.council).unwrap_or(&none);
    if args.json.json {
        let documents = letters.iter().map(|letter| LetterDocument::new(letter, name(letter).raw()));
        return out.json(&documents.collect::<Vec<_>>());
    }
    let rows: Vec<Vec<String>> = letters
        .iter()
        .map(|letter| {
            let day = |on| format_short(on, context.as_at);
            vec![
                letter.id.to_string(),
                name(letter).sanitized().into_owned(),
                letter.draft.kind.label().to_owned(),
                letter.draft.address.sanitized().into_owned(),
                day(letter.drafted_on),
                letter.sent_on.map_or_else(|| "not sent".to_owned(), day),
            ]
        })
        .collect();
    let head = [
        ("number", Align::Right),
        ("council", Align::Left),
        ("kind", Align::Left),
        ("address", Align::Left),
        ("drafted", Align::Left),
        ("sent", Align::Left),
    ];
    if !rows.is_empty() {
        out.print_table(&head, &rows)?;
    }
    out.flush()?;
    let pending = letters.iter().filter(|letter| letter.is_pending()).count();
    out.print_message(&format!("{}, {pending} not sent yet, {}", pluralize(letters.len(), "letter"), round.title()));
    if pending > 0 {
        let command = context.invocation.command("letters sent --all");
        out.print_message(&format!("once they are sent, record it: {command}"));
    }
    Ok(())
}

pub(super) fn due(args: &DueLettersArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let material = Material::read(&context.store, &round, context.as_at, &mut InboxMemo::default())?;
    let rule = context.invocation.settings()?.letters.rule;
    // Whether a department owes something is a matter of each action.
    let kinds = LetterKind::ALL.iter().copied().filter(|kind| *kind != LetterKind::Request);
    let due: Vec<DueDocument> = kinds.map(|kind| DueDocument::new(kind, material.count_due(kind, rule))).collect();
    if args.json.json {
        return out.json(&due);
    }
    let rows: Vec<Vec<String>> = due
        .iter()
        .map(|due| {
            let by_mail = due.councils - due.without_address;
            let without = match due.without_address {
                0 => String::new(),
                some => format!("{some} without an address"),
            };
            vec![by_mail.to_string(), due.kind.code().to_owned(), due.kind.label().to_owned(), without]
        })
        .collect();
    let head = [("by mail", Align::Right), ("kind", Align::Left), ("letter", Align::Left), ("on paper", Align::Left)];
    out.print_table(&head, &rows)
}
