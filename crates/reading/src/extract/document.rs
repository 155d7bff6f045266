//! A text with the structure that all readers share.

use super::block::Block;
use super::form_labels::{self, LabelledAnswer};
use super::sentences::{self, Sentence};
use super::tokenizer::Text;
use super::{boilerplate, checkboxes, quoted_mails, split_blocks, tables};

pub struct Document<'a> {
    pub(super) text: Text<'a>,
    pub(super) blocks: Vec<Block>,
    /// Without greeting, signature, quotes and our own letter.
    pub(super) sentences: Vec<Sentence>,
    /// The sentences without the form's questions that have no answer: whatever words these contain, they say nothing.
    pub(super) statements: Vec<Sentence>,
    pub(super) answers: Vec<LabelledAnswer>,
}

impl<'a> Document<'a> {
    pub fn new(raw: &'a str) -> Self {
        let mut text = Text::new(raw);
        quoted_mails::drop_quoted_mails(&mut text);
        checkboxes::drop_unticked(&mut text);
        tables::keep_issue_columns(&mut text);
        let mut blocks = split_blocks::split_blocks(&text);
        boilerplate::skip_boilerplate(&text, &mut blocks);
        let mut sentences = sentences::split_sentences(&text, &blocks);
        sentences.retain(|sentence| !boilerplate::is_from_our_letter(&text, sentence));
        let answers = form_labels::find_answers(&text, &blocks);
        let is_unanswered =
            |sentence: &Sentence| answers.iter().any(|it| form_labels::is_unanswered(&text, it, sentence));
        let statements = sentences.iter().filter(|sentence| !is_unanswered(sentence)).copied().collect();
        Self { text, blocks, sentences, statements, answers }
    }
}
