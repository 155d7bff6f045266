//! Result types of the extraction.

use chrono::NaiveDate;

use crate::extract::learnt::{RuleAnswers, Sequence, frequency_class, method_class, wish_class};
use crate::extract::unread::Unread;
use charter::ids::PriorityId;
use charter::incoming::Span;
use charter::returns::{Frequency, Method, Wish};

/// A proposed value, its source in the text, and the reason for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Extracted<T> {
    pub value: T,
    /// Byte ranges of the words that it came from.
    pub spans: Vec<Span>,
    /// English for people: "says that it would like to take part".
    pub reason: &'static str,
    /// Whether it is filled in; otherwise it is only suggested. Decided by a threshold for each field, which was chosen on
    /// replies of authors that the reader had not seen.
    pub filled_in: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReadPriority {
    /// The words as written on one line, without bullet, number or "Priority 1".
    pub text: String,
    /// One of [`Context::categories`](super::Context); `None` if the words leave it open.
    pub category: Option<String>,
    /// The agreed priority that this one repeats.
    pub taken_over: Option<PriorityId>,
}

/// What a text says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Never inferred from priorities alone.
    pub wish: Option<Extracted<Wish>>,
    /// In the order of the text. More than three are kept.
    pub priorities: Vec<Extracted<ReadPriority>>,
    pub frequency: Option<Extracted<Frequency>>,
    pub method: Option<Extracted<Method>>,
    /// Present if the council says that it will answer later.
    pub holding: Option<Extracted<()>>,
    /// Day on which the council decides or meets next.
    pub meets_on: Option<Extracted<NaiveDate>>,
    /// Words that sound like an answer and that nothing was read from.
    pub unread: Vec<Unread>,
    /// Whether the whole is so likely right and complete that a person need not compare it with the text.
    pub is_trusted: bool,
    /// What a person should know of a reply slip in the text: sentences without a capital and a full stop.
    pub notes: Vec<String>,
}

impl<T> Extracted<T> {
    /// Whether the model found it, and no rule.
    pub fn is_learnt(&self) -> bool {
        self.reason.ends_with("going by other councils' replies")
    }
}

impl Reading {
    /// What the rules read, for the model.
    pub fn rule_answers(&self) -> RuleAnswers {
        RuleAnswers {
            wish: self.wish.as_ref().map(|wish| wish_class(wish.value)),
            frequency: self.frequency.as_ref().map(|read| frequency_class(&read.value)),
            method: self.method.as_ref().map(|read| method_class(&read.value)),
            holding: self.holding.as_ref().map(|_| 0),
            priorities: self.priorities.len(),
        }
    }

    /// The words of the priorities that stand in the text.
    pub fn rule_spans(&self, sequence: &Sequence<'_>) -> Vec<(usize, usize)> {
        let in_text = self.priorities.iter().filter(|read| read.value.taken_over.is_none());
        in_text.filter_map(|read| sequence.range_of(*read.spans.first()?)).filter(|(first, end)| first < end).collect()
    }

    /// Whether a wish or a priority is filled in: something that can be recorded.
    pub fn has_answer(&self) -> bool {
        self.wish.as_ref().is_some_and(|read| read.filled_in) || self.priorities.iter().any(|read| read.filled_in)
    }

    /// Whether a wish, a priority, a frequency or a method is only suggested.
    pub fn has_suggestions(&self) -> bool {
        fn is_suggested<T>(read: Option<&Extracted<T>>) -> bool {
            read.is_some_and(|read| !read.filled_in)
        }
        is_suggested(self.wish.as_ref())
            || is_suggested(self.frequency.as_ref())
            || is_suggested(self.method.as_ref())
            || self.priorities.iter().any(|read| !read.filled_in)
    }

    /// Whether nothing is proposed.
    pub fn is_empty(&self) -> bool {
        self.all_words().next().is_none()
    }

    /// Byte ranges of all sources, sorted and without overlaps: for highlighting.
    pub fn highlight_spans(&self) -> Vec<Span> {
        let mut all: Vec<Span> = self.all_words().copied().collect();
        all.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(all.len());
        for span in all {
            match merged.last_mut() {
                Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
                _ => merged.push(span),
            }
        }
        merged
    }

    fn all_words(&self) -> impl Iterator<Item = &Span> {
        let singles = [
            self.wish.as_ref().map(|extracted| &extracted.spans),
            self.frequency.as_ref().map(|extracted| &extracted.spans),
            self.method.as_ref().map(|extracted| &extracted.spans),
            self.holding.as_ref().map(|extracted| &extracted.spans),
            self.meets_on.as_ref().map(|extracted| &extracted.spans),
        ];
        singles.into_iter().flatten().chain(self.priorities.iter().map(|extracted| &extracted.spans)).flatten()
    }
}
