//! The page as plain data and as lines of text. Text that does not fit on one side is cut, and the page says so.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::calendar::{format_full, format_with_year};
use crate::ids::CouncilId;
use crate::priority::PriorityState;
use crate::untrusted::Untrusted;

/// In characters.
pub(super) const MAX_TEXT_CHARS: usize = 88;

/// In characters: the width of the page.
pub(super) const MAX_FACT_CHARS: usize = 150;

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Brief {
    pub council_id: CouncilId,
    pub council: Untrusted,
    /// For example `October–December 2023`.
    pub round: String,
    pub as_at: NaiveDate,
    pub facts: Vec<Fact>,
    pub priorities: Truncated<BriefPriority>,
    pub outstanding: Truncated<Outstanding>,
    pub tell: Truncated<Untrusted>,
    pub ask: Truncated<Untrusted>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fact {
    pub name: &'static str,
    pub text: Untrusted,
}

/// The items that fit on the page, and the number of items left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Truncated<T> {
    pub shown: Vec<T>,
    pub more: usize,
}

impl<T> Truncated<T> {
    pub fn of(mut all: Vec<T>, most: usize) -> Self {
        let more = all.len().saturating_sub(most);
        all.truncate(most);
        Self { shown: all, more }
    }

    /// `and 3 more`, if some are left out.
    pub fn more_label(&self) -> Option<String> {
        (self.more > 0).then(|| format!("and {} more", self.more))
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BriefPriority {
    /// 1 to 3 in the current return.
    #[serde(rename = "place")]
    pub slot: Option<u8>,
    #[serde(rename = "standing")]
    pub state: PriorityState,
    pub category: Option<Untrusted>,
    /// The last agreed text.
    pub text: Untrusted,
    /// The result first, then progress and actions, the newest first.
    pub done: Truncated<Untrusted>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Outstanding {
    pub what: Untrusted,
    pub who: Untrusted,
    pub due: Option<NaiveDate>,
    pub overdue: bool,
}

impl Outstanding {
    /// For example `due 12 Oct 2023, overdue`.
    pub fn when(&self) -> String {
        match self.due {
            None => "no day agreed".to_owned(),
            Some(due) if self.overdue => format!("due {}, overdue", format_with_year(due)),
            Some(due) => format!("due {}", format_with_year(due)),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Title,
    Heading,
    Text,
    /// A line that belongs to the line above it.
    Under,
}

/// One sanitized line of any length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefLine {
    pub part: LineKind,
    pub text: String,
}

impl Brief {
    /// The lines are unwrapped: the caller wraps them to its width.
    pub fn lines(&self) -> Vec<BriefLine> {
        let mut lines = Lines::default();
        lines.push(LineKind::Title, self.council.sanitized());
        lines.push(LineKind::Text, format!("{}, as at {}", self.round, format_full(self.as_at)));
        for fact in &self.facts {
            lines.push(LineKind::Text, format!("{}: {}", fact.name, fact.text.sanitized()));
        }
        lines.push(LineKind::Heading, "Priorities, what was done, and what came of it");
        for known in &self.priorities.shown {
            lines.push(LineKind::Text, known.describe());
            known.done.shown.iter().for_each(|done| lines.push(LineKind::Under, done.sanitized()));
            lines.more(LineKind::Under, &known.done);
        }
        lines.more(LineKind::Text, &self.priorities);
        lines.none_if(self.priorities.shown.is_empty(), "none agreed");
        lines.push(LineKind::Heading, "Promised and not done");
        for promised in &self.outstanding.shown {
            let (what, who) = (promised.what.sanitized(), promised.who.sanitized());
            lines.push(LineKind::Text, format!("{what}: {who}, {}", promised.when()));
        }
        lines.more(LineKind::Text, &self.outstanding);
        lines.none_if(self.outstanding.shown.is_empty(), "nothing");
        for (heading, texts) in [("Tell the council", &self.tell), ("Ask the council", &self.ask)] {
            lines.push(LineKind::Heading, heading);
            texts.shown.iter().for_each(|text| lines.push(LineKind::Text, text.sanitized()));
            lines.more(LineKind::Text, texts);
            lines.none_if(texts.shown.is_empty(), "nothing in particular");
        }
        lines.0
    }
}

impl BriefPriority {
    fn describe(&self) -> String {
        let slot = self.slot.map_or_else(String::new, |slot| format!("{slot}. "));
        let stands = if self.state == PriorityState::Agreed { String::new() } else { format!(" ({})", self.state) };
        let category = self.category.as_ref().map(|name| format!(" [{}]", name.sanitized())).unwrap_or_default();
        format!("{slot}{}{category}{stands}", self.text.sanitized())
    }
}

#[derive(Default)]
struct Lines(Vec<BriefLine>);

impl Lines {
    fn push(&mut self, part: LineKind, text: impl Into<String>) {
        self.0.push(BriefLine { part, text: text.into() });
    }

    fn more<T>(&mut self, part: LineKind, cut: &Truncated<T>) {
        if let Some(label) = cut.more_label() {
            self.push(part, label);
        }
    }

    fn none_if(&mut self, empty: bool, text: &str) {
        if empty {
            self.push(LineKind::Text, text);
        }
    }
}

pub(super) fn truncate(text: &str) -> String {
    truncate_to(text, MAX_TEXT_CHARS)
}

pub(super) fn truncate_to(text: &str, longest: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let mut start: String = text.chars().take(longest - 1).collect();
    start.truncate(start.trim_end().len());
    start.push('…');
    start
}
