//! The priorities: those in the text, and agreed ones that stay.

use super::category::find_category;
use super::context::Context;
use super::list_in_sentence::split_list;
use super::priority_lists::{ListParser, MAX_PRIORITIES, PriorityItem, REASON_NAMED};
use super::tokenizer::Text;
use crate::extract::extracted::{Extracted, ReadPriority};
use crate::extract::unchanged;
use crate::extract::unchanged::Replacement;
use charter::proposal::Proposal;
use charter::search_key::fold;

const REASON_KEPT: &str = "says that it stays as agreed before";
const REASON_ADDED: &str = "is added to those agreed before";
const REASON_REPLACED: &str = "takes the place of one agreed before";

pub(super) fn read(parser: &ListParser<'_>, context: &Context<'_>) -> Vec<Extracted<ReadPriority>> {
    let text = parser.text;
    let all_stay = unchanged::find_all_stay(text, parser.sentences);
    let mut changed = unchanged::find_replacements(text, parser.sentences);
    if all_stay.is_some() && changed.is_empty() {
        changed.extend(unchanged::find_replacement_by_text(text, parser.sentences, context.agreed));
    }
    if let Some(kept) = all_stay.filter(|_| !changed.is_empty() && !context.agreed.is_empty()) {
        return apply_replacements(text, kept, &changed, context);
    }
    let items = parser.find_items();
    match all_stay {
        Some(kept) if items.is_empty() => {
            let mut all: Vec<_> =
                context.agreed.iter().map(|proposal| keep_proposal(text, kept, proposal, context)).collect();
            let added = unchanged::find_addition(text, parser.sentences).filter(|_| !all.is_empty());
            all.extend(
                added
                    .into_iter()
                    .flat_map(|(first, end)| split_list(text, first, end))
                    .map(|(first, end)| extract_priority(text, first, end, REASON_ADDED, context)),
            );
            all
        }
        _ if items.is_empty() => changed
            .iter()
            .map(|change| extract_priority(text, change.first, change.end, REASON_REPLACED, context))
            .collect(),
        _ => {
            let mut all = deduplicate(&items, text, context);
            insert_kept(parser, context, &mut all);
            all
        }
    }
}

/// Whether the words of these priorities are not all in the text: some of those agreed before stay, or are replaced.
pub(super) fn refer_to_agreed(priorities: &[Extracted<ReadPriority>]) -> bool {
    let refers = |priority: &Extracted<ReadPriority>| {
        priority.value.taken_over.is_some() || matches!(priority.reason, REASON_KEPT | REASON_ADDED | REASON_REPLACED)
    };
    priorities.iter().any(refers)
}

/// The priorities of items that were found otherwise, with their certainty.
pub(super) fn from_items(
    items: &[(PriorityItem, bool)],
    text: &Text<'_>,
    context: &Context<'_>,
) -> Vec<Extracted<ReadPriority>> {
    let extracted = items.iter().flat_map(|(item, filled_in)| {
        let one = deduplicate(std::slice::from_ref(item), text, context);
        one.into_iter().map(|priority| Extracted { filled_in: *filled_in, ..priority })
    });
    let mut all: Vec<Extracted<ReadPriority>> = Vec::with_capacity(items.len());
    for priority in extracted {
        let folded = fold(&priority.value.text);
        match all.iter_mut().find(|known| fold(&known.value.text) == folded) {
            Some(known) => known.filled_in |= priority.filled_in,
            None => all.push(priority),
        }
    }
    all
}

/// Inserts a kept priority ("No. 1 stays the same") at its number among the listed ones.
fn insert_kept(parser: &ListParser<'_>, context: &Context<'_>, all: &mut Vec<Extracted<ReadPriority>>) {
    for (number, first, end) in unchanged::find_kept_numbers(parser.text, parser.sentences) {
        let proposal = context.agreed.iter().find(|proposal| proposal.slot == number);
        let known = |proposal: &&Proposal| !all.iter().any(|priority| priority.value.taken_over == Some(proposal.id));
        if let Some(proposal) = proposal.filter(known) {
            let at = usize::from(number.saturating_sub(1)).min(all.len());
            all.insert(at, keep_proposal(parser.text, (first, end), proposal, context));
        }
    }
}

fn keep_proposal(
    text: &Text<'_>,
    (first, end): (usize, usize),
    proposal: &Proposal,
    context: &Context<'_>,
) -> Extracted<ReadPriority> {
    let agreed = Text::new(proposal.text.raw());
    let by_words = || find_category(&agreed, 0, agreed.tokens.len(), context.categories);
    let value = ReadPriority {
        text: proposal.text.raw().to_owned(),
        category: proposal.category.clone().or_else(by_words),
        taken_over: Some(proposal.id),
    };
    Extracted { value, spans: vec![text.span(first, end)], reason: REASON_KEPT, filled_in: true }
}

fn extract_priority(
    text: &Text<'_>,
    first: usize,
    end: usize,
    reason: &'static str,
    context: &Context<'_>,
) -> Extracted<ReadPriority> {
    let value = ReadPriority {
        text: text.slice(first, end),
        category: find_category(text, first, end, context.categories),
        taken_over: None,
    };
    Extracted { value, spans: vec![text.span(first, end)], reason, filled_in: reason != REASON_NAMED }
}

/// The agreed priorities, with the replaced ones exchanged.
fn apply_replacements(
    text: &Text<'_>,
    kept: (usize, usize),
    changed: &[Replacement],
    context: &Context<'_>,
) -> Vec<Extracted<ReadPriority>> {
    let last =
        context.agreed.iter().map(|proposal| proposal.slot).chain(changed.iter().map(|change| change.number)).max();
    (1..=last.unwrap_or(0))
        .filter_map(|number| {
            let change = changed.iter().find(|change| change.number == number);
            let proposal = context.agreed.iter().find(|proposal| proposal.slot == number);
            match change {
                Some(change) => Some(extract_priority(text, change.first, change.end, REASON_REPLACED, context)),
                None => proposal.map(|proposal| keep_proposal(text, kept, proposal, context)),
            }
        })
        .collect()
}

/// Drops repeated items. Items that say they stay, or repeat an agreed priority, are linked to it.
fn deduplicate(items: &[PriorityItem], text: &Text<'_>, context: &Context<'_>) -> Vec<Extracted<ReadPriority>> {
    let agreed: Vec<String> =
        context.agreed.iter().take(MAX_PRIORITIES).map(|proposal| fold(proposal.text.raw())).collect();
    let mut seen: Vec<&PriorityItem> = Vec::with_capacity(items.len());
    let mut found = Vec::with_capacity(items.len());
    for item in items {
        if unchanged::says_it_stays(text, item.first, item.end) {
            let proposal = context.agreed.iter().find(|proposal| Some(proposal.slot) == item.number);
            found.extend(proposal.map(|proposal| keep_proposal(text, (item.first, item.end), proposal, context)));
            continue;
        }
        if seen.iter().any(|known| text.has_same_words((known.first, known.end), (item.first, item.end))) {
            continue;
        }
        let mut priority = extract_priority(text, item.first, item.end, item.reason, context);
        if !agreed.is_empty() {
            let folded = fold(&priority.value.text);
            if let Some(at) = agreed.iter().position(|before| *before == folded) {
                let proposal = &context.agreed[at];
                priority.value.taken_over = Some(proposal.id);
                priority.value.category = proposal.category.clone().or(priority.value.category);
            }
        }
        seen.push(item);
        found.push(priority);
    }
    found
}
