//! From labelled replies to a model.
//!
//! What is learnt on top of a stage must see that stage as it is on unknown authors. So the replies of each group of authors
//! are also read with stages that were learnt from the other groups ([`Fold`]).

use charter::returns::DEFAULT_CATEGORIES;
use reading::extract::learnt::{Marginal, Question, Sequence, Tables, Thresholds, WordGroups, sentence_features};
use reading::extract::{Context, Document, read_by_rules};

use crate::corpus::Reply;
use crate::fold::{Fold, calibrate, calibrate_without, judge_forest, judge_forest_without};
use crate::learn_questions::learn_questions;
use crate::learn_tags::{Tagged, learn_tags};
use crate::learn_trust::least_certainty;
use crate::pieces::{Piece, pieces, tagged};
use crate::stage::Stage;
use crate::thresholds::{Graded, lowest_threshold};

/// A labelled reply and who wrote it.
pub struct Example {
    pub author: String,
    pub reply: Reply,
}

/// The author of the rules' own corpus: rules look better there than anywhere else.
pub const OWN_AUTHOR: &str = "own";

/// Replies in the style of the own ones, with which no rule was written.
pub const HELD_OUT: &str = "held-out";

/// Authors are left out in this many groups at most, so that many authors cost no more time than some.
const MAX_GROUPS: usize = 7;

/// Least precision on left-out authors of what is filled in. For priorities lower, because half of these authors are awkward.
const MIN_ANSWERS_RIGHT: f64 = 0.945;
const MIN_PRIORITIES_RIGHT: f64 = 0.91;
/// From which probability on an answer or a priority is suggested.
const SUGGEST_ANSWER: f32 = 0.35;
const SUGGEST_PRIORITY: f32 = 0.35;

/// The class of a reply's label.
pub fn labelled_class(reply: &Reply, question: Question) -> Option<usize> {
    use reading::extract::learnt::{frequency_class, method_class, wish_class};
    match question {
        Question::Wish => reply.wish.map(wish_class),
        Question::Frequency => reply.frequency.as_ref().map(frequency_class),
        Question::Method => reply.method.as_ref().map(method_class),
        Question::Holding => reply.holding.then_some(0),
    }
}

/// The categories that are known in a new desk.
pub fn categories() -> Vec<String> {
    DEFAULT_CATEGORIES.iter().map(|&name| name.to_owned()).collect()
}

/// What all stages share: the replies with their varied copies, and what is seen in each.
pub struct Material<'m> {
    pub examples: &'m [&'m Example],
    /// The table of [`WordGroups`].
    pub word_groups: &'m [u8],
    /// The groups of the examples, of authors that are left out together. The rules' own replies are group 0.
    pub groups: &'m [usize],
    pub pieces: &'m [Piece],
    pub sequences: &'m [Sequence<'m>],
    /// Features of the first stage.
    pub rows: Vec<Tagged>,
    /// Features of the sentences, by example, with what the first stage without its author makes of it.
    pub sentences: Vec<Vec<Vec<u32>>>,
}

impl Material<'_> {
    /// A stage that was not learnt from a group of authors.
    pub fn stage_without(&self, rows: &[Tagged], group: usize) -> Stage {
        let others = rows.iter().zip(self.pieces).filter(|(_, piece)| piece.group != group);
        Stage::new(learn_tags(&others.map(|(row, _)| row).collect::<Vec<_>>()))
    }

    pub fn originals_of(&self, group: usize) -> impl Iterator<Item = usize> {
        (0..self.pieces.len()).filter(move |index| self.pieces[*index].original && self.pieces[*index].group == group)
    }
}

/// The group of each example. Authors alternate, so that a group has no two that were written one after the other.
fn groups(examples: &[&Example]) -> Vec<usize> {
    let is_own = |author: &str| author == OWN_AUTHOR;
    let mut others: Vec<&str> = examples.iter().map(|example| example.author.as_str()).collect();
    others.retain(|author| !is_own(author));
    others.sort_unstable();
    others.dedup();
    let place = |author: &str| others.iter().position(|other| *other == author).unwrap_or_default();
    let group = |author: &str| if is_own(author) { 0 } else { 1 + place(author) % MAX_GROUPS };
    examples.iter().map(|example| group(&example.author)).collect()
}

/// Learns from all examples. The same bytes each time for the same examples in the same order.
/// `word_groups` is the table of [`WordGroups`].
pub fn learn(examples: &[&Example], word_groups: &[u8]) -> Vec<u8> {
    let known = WordGroups::parse(word_groups).unwrap_or_default();
    let groups = groups(examples);
    let pieces = pieces(examples, &groups);
    let documents: Vec<Document<'_>> = pieces.iter().map(|piece| Document::new(&piece.labelled.text)).collect();
    let sequences: Vec<Sequence<'_>> = documents.iter().map(|document| Sequence::new(document, known)).collect();
    let rows = pieces.iter().zip(&sequences).map(|(piece, sequence)| tagged(piece, sequence, None)).collect();
    let mut material = Material {
        examples,
        word_groups,
        groups: &groups,
        pieces: &pieces,
        sequences: &sequences,
        rows,
        sentences: Vec::new(),
    };

    let count = groups.iter().max().map_or(0, |last| last + 1);
    let firsts: Vec<Stage> = (0..count).map(|group| material.stage_without(&material.rows, group)).collect();
    let expected: Vec<Vec<Marginal>> =
        pieces.iter().zip(&sequences).map(|(piece, sequence)| firsts[piece.group].marginals(sequence, None)).collect();
    material.sentences = (0..pieces.len())
        .filter(|index| pieces[*index].original)
        .map(|index| sentence_features(&sequences[index], &expected[index]))
        .collect();
    let second_rows: Vec<Tagged> =
        (0..pieces.len()).map(|index| tagged(&pieces[index], &sequences[index], Some(&expected[index]))).collect();
    let folds: Vec<Fold> = (1..count).map(|group| Fold::new(&material, group, &second_rows, &expected)).collect();

    let mut tables = assemble(&material, &folds, &second_rows);
    tables.least_certainty = least_certainty(&material, &folds, &firsts, &tables);
    tables.to_bytes()
}

fn assemble(material: &Material<'_>, folds: &[Fold], second_rows: &[Tagged]) -> Tables {
    let graded: Vec<Graded> = folds
        .iter()
        .enumerate()
        .flat_map(|(index, fold)| fold.grade_priorities(&judge_forest_without(folds, index)))
        .collect();
    let priorities = Thresholds { fill_in: lowest_threshold(&graded, MIN_PRIORITIES_RIGHT), suggest: SUGGEST_PRIORITY };
    let questions = Question::ALL.map(|question| {
        let graded: Vec<Graded> = folds
            .iter()
            .enumerate()
            .flat_map(|(index, fold)| fold.grade_answers(question, &calibrate_without(folds, index, question)))
            .collect();
        let fill_in = lowest_threshold(&graded, MIN_ANSWERS_RIGHT);
        Thresholds { fill_in, suggest: SUGGEST_ANSWER.min(fill_in) }
    });
    let first = Stage::new(learn_tags(&material.rows.iter().collect::<Vec<_>>()));
    let second = Stage::new(learn_tags(&second_rows.iter().collect::<Vec<_>>()));
    let (sentences, biases) = learn_questions(&material.sentences, material.examples, |_| true);
    Tables {
        groups: material.word_groups.to_vec(),
        first_transitions: first.transitions(),
        first: first.into_table(),
        second_transitions: second.transitions(),
        second: second.into_table(),
        forest: judge_forest(folds),
        sentences,
        biases,
        calibration: Question::ALL.map(|question| calibrate(folds, question)),
        questions,
        priorities,
        least_certainty: 0.0,
    }
}

/// What the rules read in a reply, for the model.
pub fn rules(reply: &Reply, sequence: &Sequence<'_>) -> (reading::extract::learnt::RuleAnswers, Vec<(usize, usize)>) {
    let document = Document::new(&reply.text);
    let categories = categories();
    let context = Context { received_on: reply.received, agreed: &reply.before, categories: &categories, model: None };
    let reading = read_by_rules(&document, &context);
    (reading.rule_answers(), reading.rule_spans(sequence))
}

#[cfg(test)]
mod tests {
    use super::{Example, learn};
    use crate::corpus;
    use reading::extract::learnt::{Model, WordGroups};
    use reading::extract::{Context, read};

    #[test]
    fn learning_twice_gives_the_same_bytes() {
        let replies = corpus::all("others").into_iter().filter(|reply| reply.before.is_empty()).take(10);
        let examples: Vec<Example> = replies
            .enumerate()
            .map(|(index, reply)| Example { author: ["x", "y"][index % 2].to_owned(), reply })
            .collect();
        let all: Vec<&Example> = examples.iter().collect();
        let groups = WordGroups::build([("speeding", [1, 2, 3, 4])]);
        let bytes = learn(&all, &groups);
        assert!(bytes == learn(&all, &groups), "the models differ");
        let model = Model::parse(&bytes).unwrap();
        let context = Context { model: Some(&model), ..Context::default() };
        let learnt = read("We had a long talk about the hall. Could you look at speeding on Mill Lane?", &context);
        let with_no_examples = read("Many thanks.", &context);
        assert!(with_no_examples.is_empty(), "{with_no_examples:?}");
        assert!(learnt.priorities.len() <= 2, "{learnt:?}");
    }
}
