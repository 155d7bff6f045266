//! What a reading is.

use chrono::NaiveDate;

use super::lists::REASON_NAMED;
use crate::extract::field::Field;
use charter::ids::PriorityId;
use charter::incoming::Span;
use charter::returns::{Frequency, Method, Wish};

/// A proposed value, where it was said, and why it was taken so.
#[derive(Clone, Debug, PartialEq)]
pub struct Extracted<T> {
    /// The value.
    pub value: T,
    /// The words that it came from.
    pub spans: Vec<Span>,
    /// The reason in words for people: "says that it would like to take part".
    pub reason: &'static str,
}

/// One priority as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadPriority {
    /// The words as written, without bullet, number or "Priority 1"; on one line.
    pub text: String,
    /// Its category, one of those of the [`super::Context`]; none if the words leave it open.
    pub category: Option<String>,
    /// Which priority that was agreed before this is again.
    pub taken_over: Option<PriorityId>,
}

/// What a text says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Whether the council wishes to take part. Never worked out from priorities alone.
    pub wish: Option<Extracted<Wish>>,
    /// Its priorities in their order; more than three are all kept.
    pub priorities: Vec<Extracted<ReadPriority>>,
    /// How often it wants to be met.
    pub frequency: Option<Extracted<Frequency>>,
    /// How it wants to be met.
    pub method: Option<Extracted<Method>>,
    /// That it will answer later.
    pub holding: Option<Extracted<()>>,
    /// The day on which it will decide or meets next.
    pub meets_on: Option<Extracted<NaiveDate>>,
}

impl Extracted<ReadPriority> {
    /// As which field it is measured: one that is named in a sentence is less sure than one that stands in a list.
    pub fn field(&self) -> Field {
        if self.reason == REASON_NAMED { Field::Named } else { Field::Priorities }
    }
}

impl Reading {
    /// Whether nothing is proposed.
    pub fn is_empty(&self) -> bool {
        self.all_words().next().is_none()
    }

    /// All words that something came from, in order, without overlaps: for highlighting.
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
            self.wish.as_ref().map(|said| &said.spans),
            self.frequency.as_ref().map(|said| &said.spans),
            self.method.as_ref().map(|said| &said.spans),
            self.holding.as_ref().map(|said| &said.spans),
            self.meets_on.as_ref().map(|said| &said.spans),
        ];
        singles.into_iter().flatten().chain(self.priorities.iter().map(|said| &said.spans)).flatten()
    }
}
