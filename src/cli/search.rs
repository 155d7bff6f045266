//! `search`: everything written that has all the words.

use std::collections::HashMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::SearchArgs;
use super::failure::Failure;
use crate::cli::context::Context;
use crate::cli::output::Output;
use charter::calendar::{format_full, format_with_year};
use charter::english::pluralize;
use charter::ids::{CouncilId, ItemId, RoundId};
use charter::untrusted::Untrusted;
use charter::written::{Passage, WrittenKind};
use store::WrittenIndex;

/// A text as the stable document of `search --json`.
#[derive(Serialize, JsonSchema)]
pub struct PassageDocument<'a> {
    kind: WrittenKind,
    /// Null for an inbox item whose council is not known yet, and for what is about none or several.
    council_id: Option<CouncilId>,
    council: Option<&'a str>,
    /// The code of the round that the text belongs to; null for what belongs to none.
    round: Option<&'a str>,
    on: Option<NaiveDate>,
    /// The number of the inbox item.
    item: Option<ItemId>,
    /// The id of the request, the event or the issued report.
    record: Option<i64>,
    /// The words in their surroundings.
    excerpt: String,
    /// The words of the excerpt that were searched for.
    found: Vec<&'a str>,
}

pub fn run(args: &SearchArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let (words, as_at) = (args.words.join(" "), context.as_at);
    let passages = context.store.search_written(&mut WrittenIndex::default(), &words, as_at, usize::MAX)?;
    let councils = context.councils()?;
    let names: HashMap<CouncilId, &Untrusted> = councils.iter().map(|council| (council.id, &council.name)).collect();
    if args.json.json {
        let rounds = context.store.rounds()?;
        let codes: HashMap<RoundId, &str> = rounds.iter().map(|round| (round.id, round.code.as_str())).collect();
        let documents = passages.shown.iter().map(|passage| document(passage, &names, &codes));
        return out.json(&documents.collect::<Vec<_>>());
    }
    for passage in &passages.shown {
        for line in describe(passage, &names) {
            out.print_line(&line)?;
        }
    }
    out.flush()?;
    let total = match passages.total {
        0 => "nothing written has all these words".to_owned(),
        total => format!("{}, newest first", pluralize(total, "text")),
    };
    out.print_message(&format!("{total} · as at {}", format_full(as_at)));
    Ok(())
}

/// A line for the place, and one for the words.
fn describe(passage: &Passage, names: &HashMap<CouncilId, &Untrusted>) -> [String; 2] {
    let name = passage.council.and_then(|id| names.get(&id));
    // A reply without a council is known by its subject.
    let council = name.map_or_else(|| passage.opening.sanitized(), |name| name.sanitized());
    let on = passage.on.map_or_else(|| "no date".to_owned(), format_with_year);
    let item = passage.item.filter(|_| passage.kind == WrittenKind::Waiting).map(|item| item.0);
    let item = item.or(passage.record).map(|id| format!(" {id}")).unwrap_or_default();
    let excerpt: String =
        passage.excerpt.iter().map(|part| part.text.sanitized_lines().collect::<Vec<_>>().join(" ")).collect();
    [format!("{council} · {}{item} · {on}", passage.kind), format!("    {}", excerpt.trim())]
}

fn document<'a>(
    passage: &'a Passage,
    names: &HashMap<CouncilId, &'a Untrusted>,
    codes: &HashMap<RoundId, &'a str>,
) -> PassageDocument<'a> {
    PassageDocument {
        kind: passage.kind,
        council_id: passage.council,
        council: passage.council.and_then(|id| names.get(&id)).map(|name| name.raw()),
        round: passage.round.and_then(|id| codes.get(&id)).copied(),
        on: passage.on,
        item: passage.item,
        record: passage.record,
        excerpt: passage.excerpt.iter().map(|part| part.text.raw()).collect(),
        found: passage.excerpt.iter().filter(|part| part.found).map(|part| part.text.raw()).collect(),
    }
}
