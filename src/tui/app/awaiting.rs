//! What an answer of the store is awaited for, and what is done when it comes.

use charter::ids::{ItemId, MeetingId, PriorityId, RoundId};
use chrono::NaiveDate;

use crate::tui::app::effect::CouncilFileKey;
use crate::tui::app::tab::Tab;
use crate::tui::screens::diary::alteration::Alteration;

/// What is opened when the file that is being read has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnFileRead {
    /// The council's own screen.
    Open,
    /// The same at one of its priorities.
    OpenPriority(PriorityId),
    /// The form of a return.
    Return,
    /// The form of a meeting.
    Meeting,
    /// The form of the meeting of this day: the one on record, or one that the pattern leads one to expect.
    MeetingOn(NaiveDate, Option<MeetingId>),
    /// Nothing: a meeting on record is altered at once.
    AlterMeeting(MeetingId, Alteration),
    /// The form of the return that an item of the inbox proposes.
    FromInbox(ItemId),
    /// The form for the letter.
    Letter,
    /// The form of the council's details.
    Details,
    /// A form about the priority in focus, or about one of the council's.
    PriorityForm(PriorityForm, Option<PriorityId>),
    /// The form for the decision that the council need not be met.
    Excuse,
    /// The form for its being told of its new team.
    TeamTold,
    /// The page about the council before its meeting.
    Brief,
    /// Nothing: the council's screen that is open is brought up to date.
    Refresh,
}

/// What is done about a priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriorityForm {
    /// Progress is noted.
    Progress,
    /// Something is promised.
    Action,
    /// It is reviewed.
    Review,
    /// It is closed with a result.
    Close,
}

/// What an answer of the store is awaited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaiting {
    /// A file, and what is opened with it.
    File(OnFileRead, CouncilFileKey),
    /// The councils of a round as at a day: until they have come, keys would act on others.
    Snapshot(RoundId, NaiveDate),
    /// What a screen at the bottom shows, when it is gone to.
    TabRows(Tab),
    /// A plan.
    Plan,
    /// A change to be committed.
    Change,
}
