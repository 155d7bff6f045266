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
    pub earlier: Option<OtherReply>,
    /// A later reply of its council that waits too and contradicts it.
    pub later: Option<OtherReply>,
}

/// Another reply of the same council that waits, and how the line relates to it. It says the same if it neither contradicts
/// nor adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherReply {
    pub item: ItemId,
    pub received: Received,
    pub is_later: bool,
    pub contradicts: Vec<Difference>,
    /// What the earlier replies leave open and the line says, each with a verb: `names Litter`. Empty for a later reply.
    pub adds: Vec<String>,
}

/// What two replies say of one field, each with a verb: `says no`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub here: String,
    /// In the other reply.
    pub there: String,
}

impl Difference {
    pub(super) fn reversed(self) -> Self {
        Self { here: self.there, there: self.here }
    }
}

impl OtherReply {
    /// A sentence without capital and full stop: `it says no; a reply of 28 Sep, which also waits, says yes`.
    pub fn describe(&self, as_at: NaiveDate) -> String {
        let later = if self.is_later { "later " } else { "" };
        let reply = format!("a {later}reply of {}", format_short(self.received.on, as_at));
        let adds = self.adds.iter().map(String::as_str).collect::<Vec<_>>();
        let also = if adds.is_empty() { String::new() } else { format!("; this one also {}", adds.join(" and ")) };
        if self.contradicts.is_empty() {
            let same = if adds.is_empty() { "; this one says the same" } else { "" };
            return format!("{reply} also waits{same}{also}");
        }
        let here = self.contradicts.iter().map(|it| it.here.as_str()).collect::<Vec<_>>().join(" and ");
        let there = self.contradicts.iter().map(|it| it.there.as_str()).collect::<Vec<_>>().join(" and ");
        format!("it {here}; {reply}, which also waits, {there}{also}")
    }
}

impl InboxLine {
    /// Whether another reply of its council that waits says otherwise.
    pub fn contradicts_waiting(&self) -> bool {
        self.other_replies().any(|other| !other.contradicts.is_empty())
    }

    /// The earlier and the later reply of its council that wait too.
    pub fn other_replies(&self) -> impl Iterator<Item = &OtherReply> {
        self.earlier.iter().chain(&self.later)
    }

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
