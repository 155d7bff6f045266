//! The whole: from a text to a reading.

use super::context::Context;
use super::lists::ListParser;
use super::sentences::Sentence;
use super::text::Text;
use super::{frequency, holding, labels, method, priorities, quoted_mails, sentences, split_blocks, wish};
use crate::extract::extracted::Reading;
use crate::extract::{boilerplate, checkboxes, meeting_date};
use charter::returns::Wish;

/// Reads a reply. The work grows with the length of the text alone, and stops after 200,000 bytes.
pub fn read(text: &str, context: &Context<'_>) -> Reading {
    let mut text = Text::new(text);
    quoted_mails::drop_quoted_mails(&mut text);
    checkboxes::drop_unticked(&mut text);
    let text = &text;
    let mut blocks = split_blocks::split_blocks(text);
    boilerplate::skip_boilerplate(text, &mut blocks);
    let mut sentences = sentences::split_sentences(text, &blocks);
    sentences.retain(|sentence| !boilerplate::is_from_our_letter(text, sentence));
    let answers = labels::find_answers(text, &blocks);
    // A question of the form that nobody answered says nothing, whatever stands in it.
    let unanswered = |sentence: &Sentence| answers.iter().any(|it| labels::is_unanswered(text, it, sentence));
    let said: Vec<Sentence> = sentences.iter().filter(|sentence| !unanswered(sentence)).copied().collect();
    let wish = wish::read(text, &said, &answers);
    let walk = ListParser { text, blocks: &blocks, sentences: &sentences, answers: &answers };
    let priorities = priorities::read(&walk, context);
    let refused = wish.as_ref().is_some_and(|said| said.value == Wish::No);
    Reading {
        holding: holding::read(text, &sentences, !priorities.is_empty()).filter(|_| !refused),
        frequency: frequency::read(text, &blocks, &said, &answers),
        method: method::read(text, &said, &answers),
        meets_on: meeting_date::read(text, &sentences, context.received_on),
        wish,
        priorities,
    }
}
