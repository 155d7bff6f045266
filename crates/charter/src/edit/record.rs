//! The kinds of record, and the edit of one record.

use serde::{Deserialize, Serialize};

use crate::alias::Alias;
use crate::category::Category;
use crate::council::Council;
use crate::excuse::Excuse;
use crate::ids::CouncilId;
use crate::invitation::Invitation;
use crate::item::Item;
use crate::meeting::Meeting;
use crate::note::Note;
use crate::priority::{Action, Priority, Progress, Review};
use crate::reply::Reply;
use crate::returns::Return;
use crate::round::Round;
use crate::sheet_mapping::SheetMapping;
use crate::string_enum;
use crate::team::TeamChange;
use crate::update::Update;

string_enum! {
    /// The kinds of record that a change can write.
    Table {
        Councils = "councils", "council";
        Rounds = "rounds", "round";
        /// Letters.
        Invitations = "invitations", "letter";
        Replies = "replies", "reply";
        /// With the priorities as they were sent.
        Returns = "returns", "return";
        Meetings = "meetings", "meeting";
        Notes = "notes", "note";
        /// With their records through all rounds.
        Priorities = "priorities", "priority";
        Actions = "actions", "action";
        Progress = "progress", "progress";
        Reviews = "reviews", "review";
        Updates = "updates", "update";
        Excuses = "excuses", "decision";
        TeamChanges = "team_changes", "change of team";
        Categories = "categories", "category";
        Items = "items", "item of the inbox";
        Aliases = "aliases", "alias";
        Mappings = "mappings", "columns of a sheet";
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub table: Table,
    pub id: i64,
}

macro_rules! council_of {
    (itself, $record:ident) => {
        Some($record.id)
    };
    (its, $record:ident) => {
        Some($record.council)
    };
    (perhaps, $record:ident) => {
        $record.council
    };
    (none, $record:ident) => {{
        let _ = $record;
        None
    }};
}

/// Declares a kind of record: the variant, its table, and whether it is a council, is about one, or about none.
macro_rules! records {
    ($($(#[$doc:meta])* $kind:ident in $table:ident about $whom:ident;)+) => {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "record", rename_all = "lowercase")]
        pub enum Record { $($(#[$doc])* $kind($kind),)+ }

        impl Record {
            pub fn key(&self) -> Key {
                match self { $(Self::$kind(record) => Key { table: Table::$table, id: record.id.0 },)+ }
            }

            /// `None` for a round, a category and the columns of a sheet.
            pub fn council(&self) -> Option<CouncilId> {
                match self { $(Self::$kind(record) => council_of!($whom, record),)+ }
            }

            pub fn version(&self) -> i64 {
                match self { $(Self::$kind(record) => record.version,)+ }
            }

            #[must_use]
            pub(crate) fn with_version(mut self, version: i64) -> Self {
                match &mut self { $(Self::$kind(record) => record.version = version,)+ }
                self
            }
        }

        $(impl From<$kind> for Record {
            fn from(record: $kind) -> Self { Self::$kind(record) }
        })+
    };
}

records! {
    Council in Councils about itself;
    Round in Rounds about none;
    Invitation in Invitations about its;
    Reply in Replies about its;
    Return in Returns about its;
    Meeting in Meetings about its;
    Note in Notes about its;
    Priority in Priorities about its;
    Action in Actions about its;
    Progress in Progress about its;
    Review in Reviews about its;
    Update in Updates about its;
    Excuse in Excuses about its;
    TeamChange in TeamChanges about its;
    Category in Categories about none;
    Item in Items about perhaps;
    Alias in Aliases about its;
    SheetMapping in Mappings about none;
}

impl Record {
    /// Compares everything but the versions.
    pub fn same_content(&self, other: &Self) -> bool {
        self.clone().with_version(0) == other.clone().with_version(0)
    }
}

/// The record before and after; `before` is `None` for a creation, `after` for a removal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// With the version that the change is based on.
    pub before: Option<Record>,
    /// With the next version.
    pub after: Option<Record>,
}

impl Edit {
    pub fn create(record: impl Into<Record>) -> Self {
        Self { before: None, after: Some(record.into().with_version(1)) }
    }

    /// Increments the version.
    pub fn replace(before: impl Into<Record>, after: impl Into<Record>) -> Self {
        let before = before.into();
        let version = before.version() + 1;
        Self { after: Some(after.into().with_version(version)), before: Some(before) }
    }

    pub fn remove(record: impl Into<Record>) -> Self {
        Self { before: Some(record.into()), after: None }
    }

    pub fn key(&self) -> Option<Key> {
        self.after.as_ref().or(self.before.as_ref()).map(Record::key)
    }

    pub fn council(&self) -> Option<CouncilId> {
        self.after.as_ref().or(self.before.as_ref()).and_then(Record::council)
    }
}
