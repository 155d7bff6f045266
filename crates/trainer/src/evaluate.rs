//! Measures a reader on replies that its model did not learn from.

use std::fmt;

use charter::calendar::Received;
use charter::ids::{CouncilId, ItemId, SourceId};
use charter::incoming::{Digest, Origin, Source};
use charter::item::Item;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use desk::inbox::{CouncilContext, Group, Triage, triage};
use reading::extract::learnt::{Model, Question, frequency_class, method_class, wish_class};
use reading::extract::{Extracted, Reading};
use reading::matching::Found;

use crate::corpus::Reply;
use crate::learn::{categories, labelled_class};
use crate::score::{count_right, is_right};

/// Proposals and labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub right: usize,
    pub proposed: usize,
    pub labelled: usize,
}

impl Count {
    fn add(&mut self, proposed: Option<usize>, labelled: Option<usize>) {
        self.right += usize::from(proposed.is_some() && proposed == labelled);
        self.proposed += usize::from(proposed.is_some());
        self.labelled += usize::from(labelled.is_some());
    }

    fn add_texts(&mut self, proposed: &[String], labels: &[String]) {
        self.right += count_right(proposed, labels);
        self.proposed += proposed.len();
        self.labelled += labels.len();
    }

    fn sum(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            proposed: self.proposed + other.proposed,
            labelled: self.labelled + other.labelled,
        }
    }
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.2}", part as f64 / whole as f64).replacen("0.", ".", 1) }
}

/// Precision and recall: `.95 / .80`.
impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} / {}", share(self.right, self.proposed), share(self.right, self.labelled))
    }
}

/// What one key would record of an item that the inbox calls ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Exact,
    /// Something labelled is missing, and nothing said so.
    Loses,
    Wrong,
}

/// The counts of a set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table {
    pub replies: usize,
    pub returns: usize,
    /// By [`Question`], what is filled in.
    pub questions: [Count; 4],
    pub filled_in: Count,
    /// Those filled in and those suggested.
    pub suggested: Count,
    /// Categories of right priorities that have one.
    pub categories: Count,
    pub exact: usize,
    pub loses: usize,
    pub wrong: usize,
}

impl Table {
    pub fn sum(&self, other: &Self) -> Self {
        let mut questions = self.questions;
        questions.iter_mut().zip(other.questions).for_each(|(sum, other)| *sum = sum.sum(other));
        Self {
            replies: self.replies + other.replies,
            returns: self.returns + other.returns,
            questions,
            filled_in: self.filled_in.sum(other.filled_in),
            suggested: self.suggested.sum(other.suggested),
            categories: self.categories.sum(other.categories),
            exact: self.exact + other.exact,
            loses: self.loses + other.loses,
            wrong: self.wrong + other.wrong,
        }
    }

    pub fn add(&mut self, reply: &Reply, triage: &Triage) -> Option<Outcome> {
        let reading = &triage.reading;
        self.replies += 1;
        self.returns += usize::from(reply.is_return);
        for question in Question::ALL {
            self.questions[question as usize].add(filled_in(reading, question), labelled_class(reply, question));
        }
        // What refers to the round before is known only to the desk.
        if !reply.before.is_empty() {
            return None;
        }
        let labels = labels(reply);
        self.filled_in.add_texts(&texts(reading, true), &labels);
        self.suggested.add_texts(&texts(reading, false), &labels);
        for read in reading.priorities.iter().filter(|read| read.filled_in) {
            if let Some(label) = reply.priorities.iter().find(|label| is_right(&read.value.text, &label.text)) {
                let (read, labelled) = (&read.value.category, &label.category);
                self.categories.right += usize::from(read.is_some() && read == labelled);
                self.categories.proposed += usize::from(read.is_some());
                self.categories.labelled += usize::from(labelled.is_some());
            }
        }
        if triage.group != Group::Ready {
            return None;
        }
        let outcome = judge(reply, reading);
        match outcome {
            Outcome::Exact => self.exact += 1,
            Outcome::Loses => self.loses += 1,
            Outcome::Wrong => self.wrong += 1,
        }
        Some(outcome)
    }
}

/// What recording the values that are filled in would do.
pub fn judge(reply: &Reply, reading: &Reading) -> Outcome {
    let (mut loses, mut wrong) = (false, false);
    for question in [Question::Wish, Question::Frequency, Question::Method] {
        let (proposed, labelled) = (filled_in(reading, question), labelled_class(reply, question));
        loses |= proposed != labelled && proposed.is_none();
        wrong |= proposed != labelled && proposed.is_some();
    }
    let (recorded, labels) = (texts(reading, true), labels(reply));
    let right = count_right(&recorded, &labels);
    match (wrong || right < recorded.len(), loses || right < labels.len()) {
        (true, _) => Outcome::Wrong,
        (false, true) => Outcome::Loses,
        (false, false) => Outcome::Exact,
    }
}

fn labels(reply: &Reply) -> Vec<String> {
    reply.priorities.iter().map(|label| label.text.clone()).collect()
}

fn texts(reading: &Reading, only_filled_in: bool) -> Vec<String> {
    let wanted = reading.priorities.iter().filter(|read| read.filled_in || !only_filled_in);
    wanted.map(|read| read.value.text.clone()).collect()
}

/// The class of the value that is filled in. A holding reply is never filled in; there what is suggested counts.
fn filled_in(reading: &Reading, question: Question) -> Option<usize> {
    match question {
        Question::Wish => class(reading.wish.as_ref(), |wish| wish_class(*wish)),
        Question::Frequency => class(reading.frequency.as_ref(), frequency_class),
        Question::Method => class(reading.method.as_ref(), method_class),
        Question::Holding => reading.holding.as_ref().map(|_| 0),
    }
}

fn class<T>(read: Option<&Extracted<T>>, class: impl Fn(&T) -> usize) -> Option<usize> {
    read.filter(|read| read.filled_in).map(|read| class(&read.value))
}

/// The item as the inbox would show it, had it come from a council that is certain.
pub fn triage_reply(reply: &Reply, model: Option<&Model<'_>>) -> Triage {
    let day = reply.received.or(NaiveDate::from_ymd_opt(2023, 9, 20));
    let source = Source {
        received: day.map(Received::day),
        subject: Untrusted::from(reply.subject.as_str()),
        text: Untrusted::from(reply.text.as_str()),
        ..Source::empty(Origin::Mail, Digest::hash_parts([reply.text.as_str()]))
    };
    let item = Item { council: Some(CouncilId(1)), ..Item::new(ItemId(1), SourceId(1)) };
    let categories = categories();
    let known = CouncilContext { categories: &categories, agreed: &reply.before, model, ..CouncilContext::default() };
    triage(&item, &source, Found::None, known)
}
