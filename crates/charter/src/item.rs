//! One reply in the inbox: a record, so that the journal keeps each decision and undo reverses it.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{CouncilId, ItemId, ReplyId, ReturnId, SourceId};
use crate::incoming::{Source, Span};
use crate::string_enum;

string_enum! {
    Outcome {
        Returned = "returned", "return recorded";
        /// The return is still to come.
        Heard = "heard", "recorded as heard";
        NotForUs = "not-for-us", "not for us";
        /// By a program, or no mail at all: nothing was heard.
        NotHeard = "not-heard", "dismissed as not a reply";
        Undelivered = "undelivered", "letter recorded as undelivered";
        Split = "split", "split between councils";
    }
}

/// The span of a source that an item is about; `None` for all of it.
pub type Part = Option<Span>;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: ItemId,
    pub version: i64,
    pub source: SourceId,
    /// The span of a split item.
    pub part: Part,
    pub split_from: Option<ItemId>,
    /// The council that a person chose.
    pub council: Option<CouncilId>,
    /// Whether it is put off.
    pub later: bool,
    /// `None` while it waits.
    pub outcome: Option<Outcome>,
    /// The day of the outcome.
    pub settled_on: Option<NaiveDate>,
    /// The return recorded from it.
    pub returned: Option<ReturnId>,
    /// The reply recorded from it.
    pub replied: Option<ReplyId>,
}

impl Item {
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
    pub fn text<'a>(&self, source: &'a Source) -> Cow<'a, str> {
        let shown = source.display_text();
        match self.part {
            Some(part) => Cow::Owned(part.slice(&shown).to_owned()),
            None => shown,
        }
    }
}
