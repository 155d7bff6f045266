//! Joins what the rules read with what was learnt.

use super::context::Context;
use super::document::Document;
use super::extracted::{Extracted, ReadPriority, Reading};
use super::learnt::{GuessedAnswer, Guesses, Model, Question, Sequence, frequency_of, method_of, wish_of};
use super::priority_lists::{MAX_PRIORITIES, PriorityItem};
use super::{priorities, wish};
use charter::returns::Wish;

const REASON_PRIORITY: &str = "reads like a priority, going by other councils' replies";
const REASON_WISH: &str = "reads like a wish to take part, going by other councils' replies";
const REASON_NO_WISH: &str = "reads like a refusal, going by other councils' replies";
const REASON_FREQUENCY: &str = "reads like how often it would like contact, going by other councils' replies";
const REASON_METHOD: &str = "reads like how it would like to be met, going by other councils' replies";
const REASON_HOLDING: &str = "reads like an answer to come, going by other councils' replies";

pub(super) struct Combiner<'r> {
    pub sequence: &'r Sequence<'r>,
    pub guesses: &'r Guesses,
    pub model: &'r Model<'r>,
}

impl Combiner<'_> {
    /// The reading of the rules with every value weighed by the model, and with what the model adds.
    pub fn combine(&self, rules: Reading, context: &Context<'_>) -> Reading {
        let priorities = self.priorities(&rules, context);
        let wish = |class| match wish_of(class) {
            Wish::No => Some((Wish::No, REASON_NO_WISH)),
            wish => Some((wish, REASON_WISH)),
        };
        let holding = self.answer(Question::Holding, rules.holding, |_| Some(((), REASON_HOLDING)));
        Reading {
            wish: self.answer(Question::Wish, rules.wish, wish),
            frequency: self
                .answer(Question::Frequency, rules.frequency, |class| Some((frequency_of(class)?, REASON_FREQUENCY))),
            method: self.answer(Question::Method, rules.method, |class| Some((method_of(class)?, REASON_METHOD))),
            // A person decides whether the council will still answer.
            holding: holding.map(|holding| Extracted { filled_in: false, ..holding }),
            meets_on: rules.meets_on,
            priorities,
            ..Reading::default()
        }
    }

    /// The likeliest answer: what the rules read, or the model's if it is likely enough to be suggested.
    fn answer<T>(
        &self,
        question: Question,
        rule: Option<Extracted<T>>,
        value: impl Fn(usize) -> Option<(T, &'static str)>,
    ) -> Option<Extracted<T>> {
        let GuessedAnswer { class, sentence, by_rule, probability } = self.guesses.answers[question as usize]?;
        let thresholds = self.model.thresholds(question);
        let filled_in = probability >= thresholds.fill_in;
        if by_rule {
            return rule.map(|rule| Extracted { filled_in, ..rule });
        }
        if probability < thresholds.suggest {
            return rule.map(|rule| Extracted { filled_in: false, ..rule });
        }
        let (value, reason) = value(class)?;
        let span =
            self.sequence.mention_span(question, class, sentence).or_else(|| self.sequence.sentence_span(sentence))?;
        Some(Extracted { value, spans: vec![span], reason, filled_in: filled_in && !self.is_open(question, sentence) })
    }

    /// A change of mind, two councils that differ, or words about others are for a person to judge.
    fn is_open(&self, question: Question, sentence: usize) -> bool {
        let document = self.document();
        let about_others = || document.sentences.get(sentence).is_some_and(|it| wish::is_of_others(&document.text, it));
        question == Question::Wish && (wish::is_contradictory(&document.text, &document.statements) || about_others())
    }

    fn priorities(&self, rules: &Reading, context: &Context<'_>) -> Vec<Extracted<ReadPriority>> {
        if priorities::refer_to_agreed(&rules.priorities) {
            return rules.priorities.clone();
        }
        let items: Vec<(PriorityItem, bool)> = self
            .guesses
            .priorities
            .iter()
            .take(MAX_PRIORITIES)
            .map(|guessed| {
                let span = self.sequence.span(guessed.first, guessed.end);
                let (first, end) = self.sequence.tokens(guessed.first, guessed.end);
                let rule = rules.priorities.iter().find(|rule| rule.spans.iter().any(|own| own.overlaps(span)));
                let reason = rule.map_or(REASON_PRIORITY, |rule| rule.reason);
                let item = PriorityItem { first, end, number: None, reason };
                (item, guessed.probability >= self.model.priorities.fill_in)
            })
            .collect();
        let mut all = priorities::from_items(&items, &self.document().text, context);
        all.extend(
            rules
                .priorities
                .iter()
                .filter(|rule| self.is_unseen(rule))
                .map(|rule| Extracted { filled_in: false, ..rule.clone() }),
        );
        all.sort_by_key(|priority| priority.spans.first().copied());
        all
    }

    /// Whether the model does not see the words: the rest of an endless text, or a line that is skipped as no answer.
    fn is_unseen(&self, rule: &Extracted<ReadPriority>) -> bool {
        rule.spans.first().is_some_and(|span| self.sequence.range_of(*span).is_none())
    }

    fn document(&self) -> &Document<'_> {
        self.sequence.document()
    }
}
