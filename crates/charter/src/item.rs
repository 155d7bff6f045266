//! One reply in the inbox: a record like any other, so that what becomes of it is journalled and can be undone.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{CouncilId, ItemId, ReplyId, ReturnId, SourceId};
use crate::incoming::{Source, Span};
use crate::string_enum;

string_enum! {
    /// What became of an item.
    Outcome {
        /// A return was recorded from it: an answer, or a no.
        Returned = "returned", "return recorded";
        /// It was recorded as heard, and the return is still to come.
        Heard = "heard", "recorded as heard";
        /// It is no reply to the letter.
        NotForUs = "not-for-us", "not for us";
        /// A program answered: nothing was heard.
        NotHeard = "not-heard", "dismissed as an automatic reply";
        /// The letter was recorded as come back.
        Undelivered = "undelivered", "letter recorded as undelivered";
        /// It speaks for several councils and was split into an item for each.
        Split = "split", "split between councils";
    }
}

/// The part of a source that an item is about; all of it where there is none.
pub type Part = Option<Span>;

/// One reply in the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: ItemId,
    pub version: i64,
    pub source: SourceId,
    /// The part of it that is meant, where it was split.
    pub part: Part,
    pub split_from: Option<ItemId>,
    /// The council that a person chose for it.
    pub council: Option<CouncilId>,
    /// Whether it was put off.
    pub later: bool,
    /// What became of it; empty while it waits.
    pub outcome: Option<Outcome>,
    /// The day on which that was said.
    pub settled_on: Option<NaiveDate>,
    /// The return that was recorded from it.
    pub returned: Option<ReturnId>,
    /// The reply that was recorded from it.
    pub replied: Option<ReplyId>,
}

impl Item {
    /// An item that waits.
    pub fn new(id: ItemId, source: SourceId) -> Self {
        Self {
            id,
            version: 1,
            source,
            part: None,
            split_from: None,
            council: None,
            later: false,
            outcome: None,
            settled_on: None,
            returned: None,
            replied: None,
        }
    }
}

impl Item {
    /// The text that this item is about.
    pub fn text<'a>(&self, source: &'a Source) -> Cow<'a, str> {
        let shown = source.display_text();
        match self.part {
            Some(part) => Cow::Owned(part.slice(&shown).to_owned()),
            None => shown,
        }
    }
}
