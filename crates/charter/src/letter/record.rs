//! The kinds of letters, and the record of one.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{ActionId, CouncilChangeId, CouncilId, LetterId, ReplyId, ReturnId, RoundId};
use crate::invitation::Channel;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    LetterKind {
        /// To a council that had no letter in the round before.
        First = "first", "first letter";
        /// Letter A of rule 18: agree the next set of priorities.
        NextTakingPart = "next-taking-part", "letter of the next round (taking part)";
        /// Letter B of rule 18: confirm that the council takes no part.
        NextNotTakingPart = "next-not-taking-part", "letter of the next round (not taking part)";
        Acknowledgement = "acknowledgement", "acknowledgement";
        Chase = "chase", "reminder";
        /// What was done about each agreed priority (rule 24).
        Update = "update", "written update";
        /// News outside of a round: another team, officer or area.
        Announcement = "announcement", "announcement";
        /// To a department or partner, for an action that it owes.
        Request = "request", "request";
    }
}

impl LetterKind {
    /// The letters that begin a round. Each council gets one of them.
    pub const OF_ROUND: [Self; 3] = [Self::First, Self::NextTakingPart, Self::NextNotTakingPart];

    /// Whether the letter asks for the council's answer, so that it carries a reply slip.
    pub fn asks_for_answer(self) -> bool {
        Self::OF_ROUND.contains(&self) || self == Self::Chase
    }

    /// The beginning of a journal entry.
    pub(crate) fn drafted(self) -> &'static str {
        match self {
            Self::First => "first letter drafted",
            Self::NextTakingPart => "letter of the next round (taking part) drafted",
            Self::NextNotTakingPart => "letter of the next round (not taking part) drafted",
            Self::Acknowledgement => "acknowledgement drafted",
            Self::Chase => "reminder drafted",
            Self::Update => "written update drafted",
            Self::Announcement => "announcement drafted",
            Self::Request => "request drafted",
        }
    }

    /// The beginning of a journal entry.
    pub(crate) fn sent(self) -> &'static str {
        match self {
            Self::First => "first letter sent",
            Self::NextTakingPart => "letter of the next round (taking part) sent",
            Self::NextNotTakingPart => "letter of the next round (not taking part) sent",
            Self::Acknowledgement => "acknowledgement sent",
            Self::Chase => "reminder sent",
            Self::Update => "written update sent",
            Self::Announcement => "announcement sent",
            Self::Request => "request sent",
        }
    }
}

/// A letter to one council; a request to a department is about one council too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Letter {
    pub id: LetterId,
    pub version: i64,
    pub council: CouncilId,
    pub round: RoundId,
    #[serde(flatten)]
    pub draft: LetterDraft,
    pub channel: Channel,
    pub drafted_on: NaiveDate,
    /// `null` until somebody says that it was sent.
    pub sent_on: Option<NaiveDate>,
}

/// What is drafted, whoever records it when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LetterDraft {
    pub kind: LetterKind,
    /// The address that it was drafted for. Blank on paper.
    pub address: Untrusted,
    pub subject: Untrusted,
    /// What a written update tells the council. Blank in other letters.
    pub told: Untrusted,
    /// An acknowledgement: the last return that it acknowledges; `None` if only a reply is new.
    pub returned: Option<ReturnId>,
    /// An acknowledgement: the last reply without a return that it acknowledges; `None` if only a return is new.
    pub reply: Option<ReplyId>,
    /// An announcement: the last change of team that it tells.
    pub team_change: Option<CouncilChangeId>,
    /// A request: the action that it asks for.
    pub action: Option<ActionId>,
}

impl LetterDraft {
    pub fn new(kind: LetterKind, address: Untrusted, subject: Untrusted) -> Self {
        let told = Untrusted::default();
        Self { kind, address, subject, told, returned: None, reply: None, team_change: None, action: None }
    }
}

impl Letter {
    /// The day from which it counts: sent, or else drafted.
    pub fn on(&self) -> NaiveDate {
        self.sent_on.unwrap_or(self.drafted_on)
    }

    /// The letter as it was on a day; `None` if it was drafted later.
    #[must_use]
    pub fn as_at(self, day: NaiveDate) -> Option<Self> {
        (self.drafted_on <= day).then(|| Self { sent_on: self.sent_on.filter(|on| *on <= day), ..self })
    }

    pub fn is_pending(&self) -> bool {
        self.sent_on.is_none()
    }
}
