//! From a text to a reading.

use super::combine::Combiner;
use super::context::Context;
use super::document::Document;
use super::learnt::{Guesses, Model, Sequence, certainty, guess};
use super::priority_lists::ListParser;
use super::{frequency, holding, method, priorities, unread, wish};
use crate::extract::extracted::Reading;
use crate::extract::meeting_date;
use charter::returns::Wish;

/// Reads a reply. Takes time linear in the length of the text, of which it reads the first 200,000 bytes.
pub fn read(text: &str, context: &Context<'_>) -> Reading {
    let document = Document::new(text);
    let model = match context.model {
        Some(model) => Some(*model),
        None => Model::embedded(),
    };
    match model {
        Some(model) => read_with_certainty(&document, context, &model).0,
        None => with_unread(&document, read_by_rules(&document, context), None),
    }
}

/// A reading, and how likely its least likely part is right.
pub fn read_with_certainty(document: &Document<'_>, context: &Context<'_>, model: &Model<'_>) -> (Reading, f32) {
    let rules = read_by_rules(document, context);
    let sequence = Sequence::new(document, model.groups);
    let guesses = guess(&sequence, &rules.rule_spans(&sequence), &rules.rule_answers(), model);
    let combined = Combiner { sequence: &sequence, guesses: &guesses, model }.combine(rules, context);
    let reading = with_unread(document, combined, Some((&sequence, &guesses)));
    let certainty = certainty(&reading, &sequence, &guesses);
    // Replies that refer to an earlier round, and the rest of an endless text, were never measured.
    let is_measured = !priorities::refer_to_agreed(&reading.priorities) && !sequence.is_cut();
    (Reading { is_trusted: is_measured && certainty >= model.least_certainty, ..reading }, certainty)
}

fn with_unread(document: &Document<'_>, mut reading: Reading, learnt: Option<(&Sequence<'_>, &Guesses)>) -> Reading {
    reading.unread = unread::find(document, &reading, learnt);
    reading
}

/// What the fixed rules read.
pub fn read_by_rules(document: &Document<'_>, context: &Context<'_>) -> Reading {
    let Document { text, blocks, sentences, statements, answers } = document;
    let wish = wish::read(text, statements, answers);
    let parser = ListParser { text, blocks, sentences, answers };
    let priorities = priorities::read(&parser, context);
    let declines = wish.as_ref().is_some_and(|wish| wish.value == Wish::No);
    Reading {
        holding: holding::read(text, sentences, !priorities.is_empty()).filter(|_| !declines),
        frequency: frequency::read(text, blocks, statements, answers),
        method: method::read(text, statements, answers),
        meets_on: meeting_date::read(text, sentences, context.received_on),
        wish,
        priorities,
        ..Reading::default()
    }
}
