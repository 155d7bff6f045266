//! Record ids: integers from 1, never reused.

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
    ContactId;
    RoundId;
    InvitationId;
    LetterId;
    ReplyId;
    ReturnId;
    MeetingId;
    NoteId;
    PriorityId;
    ActionId;
    ProgressId;
    ReviewId;
    UpdateId;
    ExcuseId;
    DecisionId;
    TeamId;
    AreaId;
    OfficerId;
    CouncilChangeId;
    CategoryId;
    AimId;
    AbsenceReasonId;
    SourceId;
    ItemId;
    AliasId;
    MappingId;
    RequestId;
    IssuedReportId;
    PublicEventId;
    EntryId;
}
