//! The answer that keys wait for, and what follows it.

use charter::ids::{ItemId, MeetingId, PriorityId, RoundId};
use chrono::NaiveDate;

use crate::tui::app::effect::CouncilFileKey;
use crate::tui::app::tab::Tab;
use crate::tui::screens::council::item::{Section, Subject};
use crate::tui::screens::diary::alteration::Alteration;

/// What follows when a council's file has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnFileRead {
    Open,
    OpenPriority(PriorityId),
    /// The text that the search found.
    OpenPassage,
    OpenSection(Section),
    /// The form that changes an item of the council's screen.
    Change(Subject),
    Return,
    Meeting,
    /// The meeting of this day: recorded, or expected by the council's pattern.
    MeetingOn(NaiveDate, Option<MeetingId>),
    /// Changes a recorded meeting without a form.
    AlterMeeting(MeetingId, Alteration),
    /// The form of the return that an inbox item proposes.
    FromInbox(ItemId),
    Letter,
    Details,
    /// About the priority in focus, or a choice of the council's priorities.
    PriorityForm(PriorityForm, Option<PriorityId>),
    /// The decision that the council need not be met.
    Excuse,
    /// The date on which the council was told of its new team.
    TeamTold,
    /// The record of its team.
    Team,
    Brief,
    Refresh,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriorityForm {
    Progress,
    Action,
    Review,
    Close,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaiting {
    File(OnFileRead, CouncilFileKey),
    /// The councils of a round as at a day. Until they arrive, keys would act on other councils.
    Snapshot(RoundId, NaiveDate),
    TabRows(Tab),
    Plan,
    /// What the search finds.
    Written,
    Change,
    ResponseTimes,
    /// Two rounds compared.
    Comparison,
    /// The charts of the report.
    Report,
    IssuedReports,
    /// The summary of what a form will change.
    Summary,
    /// A list of contacts is being imported.
    Contacts,
    /// A file is being written.
    Export,
}
