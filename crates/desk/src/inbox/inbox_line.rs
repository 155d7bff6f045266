//! A line of the inbox: an item, its source and its triage.

use std::sync::Arc;

use chrono::NaiveDate;

use super::triage::Triage;
use charter::calendar::{Received, format_short};
use charter::ids::ItemId;
use charter::incoming::Source;
use charter::item::Item;
use charter::response_times::ReplyDue;
use charter::untrusted::sanitize;

#[derive(Clone, Debug, PartialEq)]
pub struct InboxLine {
    pub item: Item,
    /// Never changes, so lines share it.
    pub source: Arc<Source>,
    pub triage: Triage,
    /// Over or near the limit for answering a reply, if [`mark_due`](super::mark_due) was asked.
    pub due: Option<ReplyDue>,
    /// An earlier reply of its council that waits too.
    pub earlier: Option<EarlierReply>,
}

/// An earlier reply of the same council that waits, and how a later one relates to it. Says the same if it neither
/// contradicts nor adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierReply {
    pub item: ItemId,
    pub received: Received,
    /// What differs, each in words: `wish yes there, no here`.
    pub contradicts: Vec<String>,
    /// What the earlier replies leave open, each in words: `how often monthly`.
    pub adds: Vec<String>,
}

impl EarlierReply {
    /// A sentence without capital and full stop: `a reply of 28 Sep also waits: says the same`.
    pub fn describe(&self, as_at: NaiveDate) -> String {
        let mut parts = Vec::new();
        for (label, words) in [("contradicts", &self.contradicts), ("adds", &self.adds)] {
            parts.extend((!words.is_empty()).then(|| format!("{label}: {}", words.join(", "))));
        }
        let says = if parts.is_empty() { "says the same".to_owned() } else { parts.join("; ") };
        format!("a reply of {} also waits: {says}", format_short(self.received.on, as_at))
    }
}

impl InboxLine {
    /// The words that sound like an answer and were not read: `dog mess, monthly and 2 more`. `None` if there are none.
    pub fn describe_unread(&self) -> Option<String> {
        const MAX_NAMED: usize = 4;
        let text = self.item.text(&self.source);
        let mut words: Vec<String> = Vec::new();
        for unread in &self.triage.reading.unread {
            let word = sanitize(unread.span.slice(&text)).into_owned();
            if !words.iter().any(|known| known.eq_ignore_ascii_case(&word)) {
                words.push(word);
            }
        }
        let more = words.len().saturating_sub(MAX_NAMED);
        words.truncate(MAX_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!words.is_empty()).then(|| format!("{}{more}", words.join(", ")))
    }
}
