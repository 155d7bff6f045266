//! What happens to the program: the input of `update`.

use charter::council_file::CouncilFile;
use charter::diary::DiaryLine;
use charter::edit::Record;
use charter::ids::RoundId;
use charter::journal::Saved;
use charter::plan::{Infeasible, Plan, PlanDraft};
use charter::priority_line::PriorityLine;
use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use desk::inbox::InboxLine;

use crate::tui::app::date_range::DateRange;
use crate::tui::app::effect::CouncilFileKey;
use crate::tui::app::import_progress::{ImportResult, Progress};
use crate::tui::app::snapshot::SnapshotData;
use crate::tui::screens::mapping::state::UnconfirmedSheet;
use crate::tui::screens::plan::state::PlanScreen;

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
