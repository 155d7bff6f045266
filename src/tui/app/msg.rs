//! What comes into the program and what it asks for: the two ends of `update`.

use chrono::NaiveDate;
use crossterm::event::KeyEvent;

use std::path::PathBuf;

use crate::tui::app::import_progress::{ImportResult, Progress};
use crate::tui::app::snapshot::SnapshotData;
use crate::tui::screens::mapping::state::UnconfirmedSheet;
use crate::tui::screens::plan::state::{PlanQuery, PlanScreen};
use charter::change::Change;
use charter::council_file::CouncilFile;
use charter::diary::DiaryLine;
use charter::edit::Record;
use charter::ids::{CouncilId, RoundId};
use charter::journal::Saved;
use charter::plan::{Infeasible, Plan, PlanDraft};
use charter::priority_line::PriorityLine;
use desk::inbox::InboxLine;

/// What the mouse did, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// The wheel was turned away from the hand.
    WheelUp,
    /// The wheel was turned towards the hand.
    WheelDown,
    /// The left button was pressed on a row of the screen.
    Click(u16),
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key.
    Key(KeyEvent),
    /// A paste.
    Paste(String),
    /// The mouse, if it is turned on.
    Mouse(Pointer),
    /// The terminal has another size: columns, rows.
    Resize(u16, u16),
    /// The councils were read.
    SnapshotRead(Box<SnapshotData>),
    /// A council's file was read; `None` if there is no such council, or no such round.
    CouncilFileRead(CouncilFileKey, Option<Box<CouncilFile>>),
    /// A council's file could not be read: what happened, that nothing was lost, and what to do.
    CouncilFileFailed(String),
    /// The meetings of these days were read.
    DiaryRead(DateRange, Vec<DiaryLine>),
    /// The priorities of all councils were read, of a round as at a day.
    PrioritiesRead(RoundId, NaiveDate, Vec<PriorityLine>),
    /// The inbox was read, of a round as at a day.
    InboxRead(RoundId, NaiveDate, Vec<InboxLine>),
    /// A plan was made, or why it could not be.
    PlanMade(Result<Box<PlanScreen>, String>),
    /// The plan was made anew with what is fixed in it, or why that cannot be held.
    PlanSolved(Box<PlanDraft>, Result<Plan, Infeasible>),
    /// Files were looked at: the sheets whose columns nobody has confirmed, or why they could not be looked at.
    SheetsScanned(Result<Vec<UnconfirmedSheet>, String>),
    /// What was named to be brought in cannot be read: which path, and why.
    ImportPathInvalid(String),
    /// How far replies are brought in.
    ImportProgress(Progress),
    /// Bringing them in has ended; a stopped look at the files too.
    ImportEnded(ImportResult),
    /// A change was committed.
    Saved(Saved),
    /// A change was not made; what stands in its way, if that is another's change.
    Refused(String, Option<Box<Record>>),
    /// The councils, or what another screen shows, could not be read: likewise.
    ReadFailed(String),
    /// The civil day has changed, for a desk that is seen as at today.
    DayChanged(NaiveDate),
    /// Something was copied to the clipboard.
    Copied(String),
    /// Something worth a line: a notice of the store.
    Notice(String),
}

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

/// Some days in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub until: NaiveDate,
}

impl DateRange {
    /// Whether a day is among them.
    pub fn contains(&self, on: NaiveDate) -> bool {
        self.from <= on && on <= self.until
    }

    /// Each of them.
    pub fn iter_days(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day <= self.until)
    }
}

/// Something that only the runtime can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read the councils of a round as at a date; the newest round if none is named. Answered by [`Msg::SnapshotRead`].
    ReadSnapshot(Option<RoundId>, NaiveDate),
    /// Read a council's file. Answered by [`Msg::SettingsFile`].
    ReadCouncilFile(CouncilFileKey),
    /// Read the meetings of these days. Answered by [`Msg::DiaryRead`].
    ReadDiary(DateRange),
    /// Read the priorities of all councils, of a round as at a day. Answered by [`Msg::PrioritiesRead`].
    ReadPriorities(RoundId, NaiveDate),
    /// Read the inbox, with what is worked out of it in a round as at a day. Answered by [`Msg::InboxRead`].
    ReadInbox(RoundId, NaiveDate),
    /// Read what a plan is made from, and make it. Answered by [`Msg::PlanMade`].
    MakePlan(Box<PlanQuery>),
    /// Make a plan anew. Answered by [`Msg::PlanSolved`].
    SolvePlan(Box<PlanDraft>),
    /// Look at files and folders. Answered by [`Msg::SheetsScanned`], by [`Msg::ImportPathInvalid`] or, if it is
    /// stopped, by [`Msg::ImportEnded`].
    ScanSheets {
        /// Which.
        paths: Vec<PathBuf>,
        /// Whether columns that were confirmed are looked at again.
        include_confirmed: bool,
    },
    /// Bring replies in from files and folders. Answered by [`Msg::ImportProgress`]s and [`Msg::ImportEnded`].
    Import(Vec<PathBuf>),
    /// Stop either of them.
    StopImport,
    /// Make a change. Answered by [`Msg::Saved`] or [`Msg::Refused`].
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
