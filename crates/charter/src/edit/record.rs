//! The kinds of record, and one record from what to what.

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
        /// [`Council`]s with their parishes.
        Councils = "councils", "council";
        /// [`Round`]s.
        Rounds = "rounds", "round";
        /// [`Invitation`]s.
        Invitations = "invitations", "letter";
        /// [`Reply`]s.
        Replies = "replies", "reply";
        /// [`Return`]s with the priorities as they were sent.
        Returns = "returns", "return";
        /// [`Meeting`]s.
        Meetings = "meetings", "meeting";
        /// [`Note`]s.
        Notes = "notes", "note";
        /// [`Priority`]s as they are carried through the rounds.
        Priorities = "priorities", "priority";
        /// [`Action`]s.
        Actions = "actions", "action";
        /// [`Progress`] notes.
        Progress = "progress", "progress";
        /// [`Review`]s.
        Reviews = "reviews", "review";
        /// [`Update`]s.
        Updates = "updates", "update";
        /// [`Excuse`]s.
        Excuses = "excuses", "decision";
        /// [`TeamChange`]s.
        TeamChanges = "team_changes", "change of team";
        /// [`Category`]s.
        Categories = "categories", "category";
        /// [`Item`]s of the inbox.
        Items = "items", "inbox item";
        /// [`Alias`]es of councils.
        Aliases = "aliases", "alias";
        /// [`SheetMapping`]s.
        Mappings = "mappings", "columns of a sheet";
    }
}

/// Which record: its kind and its identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The kind.
    pub table: Table,
    /// The identity within the kind.
    pub id: i64,
}

/// The council that a record is about.
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

/// Declares the kinds of record: the variant, its table, and whether it is a council, about one, or about none.
macro_rules! records {
    ($($(#[$doc:meta])* $kind:ident in $table:ident about $whom:ident;)+) => {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "record", rename_all = "lowercase")]
        pub enum Record { $($(#[$doc])* $kind($kind),)+ }

        impl Record {
            pub fn key(&self) -> Key {
                match self { $(Self::$kind(record) => Key { table: Table::$table, id: record.id.0 },)+ }
            }

            /// The council that it is about; a round, a category and the columns of a sheet are about none.
            pub fn council(&self) -> Option<CouncilId> {
                match self { $(Self::$kind(record) => council_of!($whom, record),)+ }
            }

            /// How often it was changed.
            pub fn version(&self) -> i64 {
                match self { $(Self::$kind(record) => record.version,)+ }
            }

            /// The same record as another version of itself.
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
    /// A letter.
    Invitation in Invitations about its;
    Reply in Replies about its;
    Return in Returns about its;
    Meeting in Meetings about its;
    Note in Notes about its;
    Priority in Priorities about its;
    Action in Actions about its;
    /// A note of progress.
    Progress in Progress about its;
    Review in Reviews about its;
    Update in Updates about its;
    /// A decision that a council need not be met.
    Excuse in Excuses about its;
    TeamChange in TeamChanges about its;
    Category in Categories about none;
    /// A reply in the inbox.
    Item in Items about perhaps;
    /// A name or an address that a council is known by.
    Alias in Aliases about its;
    /// How the columns of a sheet were confirmed.
    SheetMapping in Mappings about none;
}

impl Record {
    /// Whether it says the same as `other`, whatever their versions.
    pub fn same_content(&self, other: &Self) -> bool {
        self.clone().with_version(0) == other.clone().with_version(0)
    }
}

/// One record, from what to what. Created if there was nothing before, removed if there is nothing after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// The record as it was, with the version that the change is made on.
    pub before: Option<Record>,
    /// The record as it will be, one version on.
    pub after: Option<Record>,
}

impl Edit {
    /// A new record.
    pub fn create(record: impl Into<Record>) -> Self {
        Self { before: None, after: Some(record.into().with_version(1)) }
    }

    /// A record changed, its version counted up.
    pub fn replace(before: impl Into<Record>, after: impl Into<Record>) -> Self {
        let before = before.into();
        let version = before.version() + 1;
        Self { after: Some(after.into().with_version(version)), before: Some(before) }
    }

    /// A record removed.
    pub fn remove(record: impl Into<Record>) -> Self {
        Self { before: Some(record.into()), after: None }
    }

    /// Which record it is about.
    pub fn key(&self) -> Option<Key> {
        self.after.as_ref().or(self.before.as_ref()).map(Record::key)
    }

    pub fn council(&self) -> Option<CouncilId> {
        self.after.as_ref().or(self.before.as_ref()).and_then(Record::council)
    }
}
