//! The kinds of record, and the edit of one record.

use serde::{Deserialize, Serialize};

use crate::alias::Alias;
use crate::area::Area;
use crate::category::{AbsenceReason, Aim, Category};
use crate::contact::Contact;
use crate::council::Council;
use crate::council_change::CouncilChange;
use crate::decision::Decision;
use crate::excuse::Excuse;
use crate::ids::CouncilId;
use crate::invitation::Invitation;
use crate::issued_report::IssuedReport;
use crate::item::Item;
use crate::letter::Letter;
use crate::meeting::Meeting;
use crate::note::Note;
use crate::priority::{Action, Priority, Progress, Review};
use crate::public_event::PublicEvent;
use crate::reply::Reply;
use crate::request::Request;
use crate::returns::Return;
use crate::round::Round;
use crate::sheet_mapping::SheetMapping;
use crate::string_enum;
use crate::team::{NamedOfficer, Team};
use crate::update::Update;

string_enum! {
    /// The kinds of record that a change can write.
    Table {
        Councils = "councils", "council";
        /// With the councils that they are for.
        Contacts = "contacts", "contact";
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
        /// About returns.
        Decisions = "decisions", "decision about a return";
        Teams = "teams", "team";
        /// Counties and districts.
        Areas = "areas", "area";
        NamedOfficers = "named_officers", "named contact";
        CouncilChanges = "council_changes", "change of a council";
        Categories = "categories", "category";
        /// Of the charter.
        Aims = "aims", "aim";
        AbsenceReasons = "absence_reasons", "reason of not attending";
        Items = "items", "item of the inbox";
        Aliases = "aliases", "alias";
        Mappings = "mappings", "columns of a sheet";
        /// Drafted by the program, sent by a person.
        Letters = "letters", "drafted letter";
        /// Of public bodies.
        Requests = "requests", "request";
        IssuedReports = "issued_reports", "issued report";
        /// With the councils that they cover.
        PublicEvents = "public_events", "event";
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub table: Table,
    pub id: i64,
}

/// Declares a kind of record: the variant, its table, and the council that it is about.
macro_rules! records {
    ($($(#[$doc:meta])* $kind:ident in $table:ident, $record:pat => $council:expr;)+) => {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "record", rename_all = "lowercase")]
        pub enum Record { $($(#[$doc])* $kind($kind),)+ }

        impl Record {
            pub fn key(&self) -> Key {
                match self { $(Self::$kind(record) => Key { table: Table::$table, id: record.id.0 },)+ }
            }

            /// `None` for a round, a category and the columns of a sheet. A contact or an event may be about more: the first.
            pub fn council(&self) -> Option<CouncilId> {
                match self { $(Self::$kind($record) => $council,)+ }
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
    Council in Councils, council => Some(council.id);
    Contact in Contacts, record => record.councils.first().copied();
    Round in Rounds, _ => None;
    Invitation in Invitations, record => Some(record.council);
    Reply in Replies, record => Some(record.council);
    Return in Returns, record => Some(record.council);
    Meeting in Meetings, record => Some(record.council);
    Note in Notes, record => Some(record.council);
    Priority in Priorities, record => Some(record.council);
    Action in Actions, record => Some(record.council);
    Progress in Progress, record => Some(record.council);
    Review in Reviews, record => Some(record.council);
    Update in Updates, record => Some(record.council);
    Excuse in Excuses, record => Some(record.council);
    Decision in Decisions, record => Some(record.council);
    Team in Teams, _ => None;
    Area in Areas, _ => None;
    NamedOfficer in NamedOfficers, record => Some(record.council);
    /// Its name in the journal is older than the other fields.
    #[serde(rename = "teamchange")]
    CouncilChange in CouncilChanges, record => Some(record.council);
    Category in Categories, _ => None;
    Aim in Aims, _ => None;
    AbsenceReason in AbsenceReasons, _ => None;
    Item in Items, record => record.council;
    Alias in Aliases, record => Some(record.council);
    SheetMapping in Mappings, _ => None;
    Letter in Letters, record => Some(record.council);
    Request in Requests, _ => None;
    IssuedReport in IssuedReports, _ => None;
    PublicEvent in PublicEvents, record => record.councils.first().copied();
}

impl Record {
    /// Every council that it is about.
    fn councils(&self) -> Vec<CouncilId> {
        match self {
            Self::Contact(contact) => contact.councils.clone(),
            Self::PublicEvent(event) => event.councils.clone(),
            other => other.council().into_iter().collect(),
        }
    }

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

    /// The first of [`Edit::councils`].
    pub fn council(&self) -> Option<CouncilId> {
        self.after.as_ref().or(self.before.as_ref()).and_then(Record::council)
    }

    /// Every council that the record is or was about, each once: a contact or an event may be about more than one.
    pub fn councils(&self) -> Vec<CouncilId> {
        let mut councils: Vec<CouncilId> = Vec::new();
        for council in self.after.iter().chain(&self.before).flat_map(Record::councils) {
            if !councils.contains(&council) {
                councils.push(council);
            }
        }
        councils
    }
}
