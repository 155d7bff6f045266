//! From a text to a reading.

use super::context::Context;
use super::priority_lists::ListParser;
use super::sentences::Sentence;
use super::tokenizer::Text;
use super::{form_labels, frequency, holding, method, priorities, quoted_mails, sentences, split_blocks, unread, wish};
use crate::extract::extracted::Reading;
use crate::extract::{boilerplate, checkboxes, meeting_date};
use charter::returns::Wish;

/// Reads a reply. Takes time linear in the length of the text, of which it reads the first 200,000 bytes.
pub fn read(text: &str, context: &Context<'_>) -> Reading {
    let mut text = Text::new(text);
    quoted_mails::drop_quoted_mails(&mut text);
    checkboxes::drop_unticked(&mut text);
    let text = &text;
    let mut blocks = split_blocks::split_blocks(text);
    boilerplate::skip_boilerplate(text, &mut blocks);
    let mut sentences = sentences::split_sentences(text, &blocks);
    sentences.retain(|sentence| !boilerplate::is_from_our_letter(text, sentence));
    let answers = form_labels::find_answers(text, &blocks);
    // A question of the form without an answer says nothing, whatever words it contains.
    let unanswered = |sentence: &Sentence| answers.iter().any(|it| form_labels::is_unanswered(text, it, sentence));
    let statements: Vec<Sentence> = sentences.iter().filter(|sentence| !unanswered(sentence)).copied().collect();
    let wish = wish::read(text, &statements, &answers);
    let parser = ListParser { text, blocks: &blocks, sentences: &sentences, answers: &answers };
    let priorities = priorities::read(&parser, context);
    let declines = wish.as_ref().is_some_and(|wish| wish.value == Wish::No);
    let mut reading = Reading {
        holding: holding::read(text, &sentences, !priorities.is_empty()).filter(|_| !declines),
        frequency: frequency::read(text, &blocks, &statements, &answers),
        method: method::read(text, &statements, &answers),
        meets_on: meeting_date::read(text, &sentences, context.received_on),
        wish,
        priorities,
        unread: Vec::new(),
    };
    reading.unread = unread::find(text, &blocks, &statements, &reading);
    reading
}
