//! Result types of the extraction.

use chrono::NaiveDate;

use super::priority_lists::REASON_NAMED;
use crate::extract::field::Field;
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
}

impl Extracted<ReadPriority> {
    /// The field that its precision is measured as: priorities in a sentence are less certain than those in a list.
    pub fn field(&self) -> Field {
        if self.reason == REASON_NAMED { Field::InSentence } else { Field::Priorities }
    }
}

impl Reading {
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
