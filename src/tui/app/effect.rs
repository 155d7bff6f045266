//! What `update` asks the runtime for.

use std::path::PathBuf;

use charter::change::Change;
use charter::ids::{CouncilId, RoundId};
use charter::plan::PlanDraft;
use chrono::NaiveDate;

use crate::tui::app::date_range::DateRange;
use crate::tui::screens::plan::state::PlanQuery;

/// Which file: of which council, in which round, as at which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CouncilFileKey {
    /// The council.
    pub council: CouncilId,
    /// The round.
    pub round: RoundId,
    /// The day.
    pub as_at: NaiveDate,
}

/// Something that only the runtime can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read the councils of a round as at a date; the newest round if none is named. Answered by `Msg::SnapshotRead`.
    ReadSnapshot(Option<RoundId>, NaiveDate),
    /// Read a council's file. Answered by `Msg::SettingsFile`.
    ReadCouncilFile(CouncilFileKey),
    /// Read the meetings of these days. Answered by `Msg::DiaryRead`.
    ReadDiary(DateRange),
    /// Read the priorities of all councils, of a round as at a day. Answered by `Msg::PrioritiesRead`.
    ReadPriorities(RoundId, NaiveDate),
    /// Read the inbox, with what is worked out of it in a round as at a day. Answered by `Msg::InboxRead`.
    ReadInbox(RoundId, NaiveDate),
    /// Read what a plan is made from, and make it. Answered by `Msg::PlanMade`.
    MakePlan(Box<PlanQuery>),
    /// Make a plan anew. Answered by `Msg::PlanSolved`.
    SolvePlan(Box<PlanDraft>),
    /// Look at files and folders. Answered by `Msg::SheetsScanned`, by `Msg::ImportPathInvalid` or, if it is
    /// stopped, by `Msg::ImportEnded`.
    ScanSheets {
        /// Which.
        paths: Vec<PathBuf>,
        /// Whether columns that were confirmed are looked at again.
        include_confirmed: bool,
    },
    /// Bring replies in from files and folders. Answered by `Msg::ImportProgress`s and `Msg::ImportEnded`.
    Import(Vec<PathBuf>),
    /// Stop either of them.
    StopImport,
    /// Make a change. Answered by `Msg::Saved` or `Msg::Refused`.
    Apply(Change),
    /// Take the last change back. Answered likewise.
    Undo,
    /// Make what was taken back again. Answered likewise.
    Redo,
    /// Keep the drafts as they are now.
    SaveDrafts,
    /// Copy a text to the clipboard of the terminal.
    Copy(String),
    /// Draw the whole screen anew.
    Redraw,
    /// Go to the shell until `fg`.
    Suspend,
    /// Quit.
    Quit,
}
