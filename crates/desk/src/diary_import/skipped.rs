//! An event that is not imported.

use schemars::JsonSchema;
use serde::Serialize;

use charter::calendar::format_full;
use charter::untrusted::Untrusted;
use formats::ics::Event;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SkippedEvent {
    /// In the file, if known.
    pub line: Option<usize>,
    /// The summary of the event, and its day.
    pub event: Untrusted,
    pub why: Untrusted,
}

impl SkippedEvent {
    pub(super) fn new(event: &Event, why: impl Into<Untrusted>) -> Self {
        let summary: String = event.summary.raw().trim().chars().take(80).collect();
        let called = if summary.is_empty() { "an event".to_owned() } else { format!("“{summary}”") };
        let event_of = Untrusted::from(format!("{called} of {}", format_full(event.on())));
        Self { line: Some(event.line), event: event_of, why: why.into() }
    }

    /// Sanitized.
    pub fn describe(&self) -> String {
        let line = self.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        let event = if self.event.is_blank() { String::new() } else { format!("{}: ", self.event.sanitized()) };
        format!("{line}{event}{}", self.why.sanitized())
    }
}
