//! How likely it is that a proposed value is right, given what rules and model say.

use super::sentence_model::{CLASSES, Question, class_probabilities, likeliest};

/// Inputs of the logistic function: a constant, six for the evidence, one for each class.
pub const CALIBRATION_INPUTS: usize = 9 + 6;

/// What the rules read, as classes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RuleAnswers {
    pub wish: Option<usize>,
    pub frequency: Option<usize>,
    pub method: Option<usize>,
    pub holding: Option<usize>,
    /// Number of priorities.
    pub priorities: usize,
}

impl RuleAnswers {
    pub fn of(&self, question: Question) -> Option<usize> {
        match question {
            Question::Wish => self.wish,
            Question::Frequency => self.frequency,
            Question::Method => self.method,
            Question::Holding => self.holding,
        }
    }
}

/// A class that rules or model propose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proposed {
    pub class: usize,
    /// Index of the sentence that says so, by the model.
    pub sentence: usize,
    pub by_rule: bool,
    pub inputs: [f32; CALIBRATION_INPUTS],
}

fn logit(probability: f32) -> f32 {
    (probability.max(1e-4) / (1.0 - probability).max(1e-4)).ln()
}

/// What may be the answer: what the rules read, and what the model finds likeliest.
pub fn proposed(question: Question, rules: &RuleAnswers, scores: &[[f32; CLASSES]]) -> Vec<Proposed> {
    let probabilities = class_probabilities(question, scores);
    let rule = rules.of(question);
    let declines = class_probabilities(Question::Wish, scores)[1];
    let holding = class_probabilities(Question::Holding, scores)[0];
    let best = likeliest(question, scores);
    let answered: f32 = probabilities.iter().sum();
    let mut classes: Vec<usize> = rule.into_iter().collect();
    // Rules come first for the wish and the frequency: they know negations and the council's own meetings.
    let rule_decides = rule.is_some() && matches!(question, Question::Wish | Question::Frequency);
    classes.extend(best.map(|(class, _)| class).filter(|class| Some(*class) != rule && !rule_decides));
    let of_class = |class: usize| {
        let mut inputs = [0.0; CALIBRATION_INPUTS];
        let flag = |set: bool| f32::from(u8::from(set));
        inputs[0] = 1.0;
        inputs[1] = logit(probabilities[class]);
        inputs[2] = flag(rule == Some(class));
        inputs[3] = flag(best.is_some_and(|(best, _)| best == class));
        inputs[4] = flag(rule.is_some_and(|rule| rule != class));
        inputs[5] = logit(answered);
        inputs[6] = declines;
        inputs[7] = holding;
        inputs[8] = (rules.priorities.min(3)) as f32 / 3.0;
        inputs[9 + class] = 1.0;
        let sentence = best.filter(|(best, _)| *best == class).map_or(0, |(_, sentence)| sentence);
        Proposed { class, sentence, by_rule: rule == Some(class), inputs }
    };
    classes.into_iter().map(of_class).collect()
}

pub fn logistic(weights: &[f32], inputs: &[f32]) -> f32 {
    let sum: f32 = weights.iter().zip(inputs).map(|(weight, input)| weight * input).sum();
    1.0 / (1.0 + (-sum).exp())
}
