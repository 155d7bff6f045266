//! The page as plain data, and as lines of text. What would not fit on one side is cut, and the page says so.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::calendar::{format_full, format_with_year};
use crate::ids::CouncilId;
use crate::priority::PriorityState;
use crate::untrusted::Untrusted;

/// The longest text that the page shows, in characters.
pub(super) const MAX_TEXT_CHARS: usize = 88;

/// The longest fact, which has the width of the page.
pub(super) const MAX_FACT_CHARS: usize = 150;

/// One page about a council, as at a day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Brief {
    pub council_id: CouncilId,
    pub council: Untrusted,
    /// The round: `October–December 2023`.
    pub round: String,
    pub as_at: NaiveDate,
    /// How it stands, each with its name.
    pub facts: Vec<Fact>,
    /// Its priorities, with what was done and what came of it.
    pub priorities: Truncated<BriefPriority>,
    /// What was promised and is not done.
    pub outstanding: Truncated<Outstanding>,
    pub tell: Truncated<Untrusted>,
    pub ask: Truncated<Untrusted>,
}

/// A fact with its name: `Status`, `confirmed: …`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fact {
    pub name: &'static str,
    pub text: Untrusted,
}

/// As many as the page has room for, and how many more there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Truncated<T> {
    pub shown: Vec<T>,
    /// How many are left out.
    pub more: usize,
}

impl<T> Truncated<T> {
    /// The first so many.
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

/// A priority on the page.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BriefPriority {
    /// Its place in the return in force.
    pub place: Option<u8>,
    pub standing: PriorityState,
    pub category: Option<Untrusted>,
    /// The text as it was last agreed.
    pub text: Untrusted,
    /// What was done and what came of it, the result first, then the newest first.
    pub done: Truncated<Untrusted>,
}

/// Something that was promised and is not done.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Outstanding {
    pub what: Untrusted,
    pub who: Untrusted,
    pub due: Option<NaiveDate>,
    /// Whether that day is past.
    pub overdue: bool,
}

impl Outstanding {
    /// `due 12 Oct 2023, overdue`.
    pub fn when(&self) -> String {
        match self.due {
            None => "no day agreed".to_owned(),
            Some(due) if self.overdue => format!("due {}, overdue", format_with_year(due)),
            Some(due) => format!("due {}", format_with_year(due)),
        }
    }
}

/// What a line of the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// The name of the council, once.
    Title,
    /// The name of a section.
    Heading,
    /// A line of a section.
    Text,
    /// A line that belongs to the one above it.
    Under,
}

/// A line of the page, harmless on a screen, of any length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefLine {
    pub part: LineKind,
    pub text: String,
}

impl Brief {
    /// The page as lines, to be wrapped to whatever width there is.
    pub fn lines(&self) -> Vec<BriefLine> {
        let mut lines = Lines::default();
        lines.push(LineKind::Title, self.council.sanitized());
        lines.push(LineKind::Text, format!("{}, as at {}", self.round, format_full(self.as_at)));
        for fact in &self.facts {
            lines.push(LineKind::Text, format!("{}: {}", fact.name, fact.text.sanitized()));
        }
        lines.push(LineKind::Heading, "Priorities, what was done, and what came of it");
        for known in &self.priorities.shown {
            lines.push(LineKind::Text, known.said());
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
    fn said(&self) -> String {
        let place = self.place.map_or_else(String::new, |place| format!("{place}. "));
        let stands =
            if self.standing == PriorityState::Agreed { String::new() } else { format!(" ({})", self.standing) };
        let category = self.category.as_ref().map(|name| format!(" [{}]", name.sanitized())).unwrap_or_default();
        format!("{place}{}{category}{stands}", self.text.sanitized())
    }
}

#[derive(Default)]
struct Lines(Vec<BriefLine>);

impl Lines {
    fn push(&mut self, part: LineKind, text: impl Into<String>) {
        self.0.push(BriefLine { part, text: text.into() });
    }

    fn more<T>(&mut self, part: LineKind, cut: &Truncated<T>) {
        if let Some(said) = cut.more_label() {
            self.push(part, said);
        }
    }

    fn none_if(&mut self, empty: bool, said: &str) {
        if empty {
            self.push(LineKind::Text, said);
        }
    }
}

/// A text of which the page shows the beginning.
pub(super) fn truncate(text: &str) -> String {
    truncate_to(text, MAX_TEXT_CHARS)
}

/// The beginning of a text, of at most so many characters.
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
