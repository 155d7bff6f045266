//! The identity of each kind of record: a whole number from 1, never used again.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                i64::json_schema(generator)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(out, "{}", self.0)
            }
        }
    )+};
}

ids! {
    CouncilId;
    /// A round: one quarter's consultation.
    RoundId;
    /// A letter to one council in one round.
    InvitationId;
    /// A contact from a council.
    ReplyId;
    ReturnId;
    /// A meeting of a council.
    MeetingId;
    /// A note on a council.
    NoteId;
    /// A priority as it is carried through the rounds.
    PriorityId;
    /// Something that is to be done about a priority.
    ActionId;
    /// A note of how far a priority has come.
    ProgressId;
    /// A review of a priority.
    ReviewId;
    /// Something that the team told a council.
    UpdateId;
    /// A decision that a council need not be met in a quarter.
    ExcuseId;
    /// A change of the team that polices a council.
    TeamChangeId;
    /// A category of priorities.
    CategoryId;
    /// A reply as it came in.
    SourceId;
    /// A reply in the inbox.
    ItemId;
    /// A name or an address that a council is known by.
    AliasId;
    /// How the columns of a sheet were confirmed.
    MappingId;
    /// An entry of the journal.
    EntryId;
}
