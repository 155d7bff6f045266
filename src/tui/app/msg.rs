//! The messages that `update` handles.

use std::time::Duration;

use charter::council_file::CouncilFile;
use charter::edit::Record;
use charter::ids::RoundId;
use charter::journal::Saved;
use charter::plan::{Infeasible, Plan, PlanDraft};
use charter::priority_line::PriorityLine;
use charter::written::Passages;
use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use desk::diary::Diary;
use desk::inbox::{InboxLine, WaitingReplies};
use desk::report::{ChartPage, IssuedLine};
use desk::response_times::ResponseTimes;
use desk::round_comparison::RoundComparison;
use desk::today::Task;

use crate::tui::app::date_range::DateRange;
use crate::tui::app::effect::CouncilFileKey;
use crate::tui::app::export_request::ExportOutcome;
use crate::tui::app::import_progress::{ContactReport, ImportResult, Progress};
use crate::tui::app::snapshot::SnapshotData;
use crate::tui::dialogs::summary::Summary;
use crate::tui::screens::letters::state::{LettersScreen, WrittenLetters};
use crate::tui::screens::mapping::state::UnconfirmedSheet;
use crate::tui::screens::plan::state::PlanScreen;
use crate::tui::screens::report::state::ReportQuery;
use crate::tui::ui::hit::Target;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerKind {
    WheelUp,
    WheelDown,
    /// Of the left button.
    Press,
    /// With the left button held.
    Drag,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointer {
    pub kind: PointerKind,
    pub column: u16,
    pub row: u16,
    /// Since the keys were first read: two presses close together are a double click.
    pub at: Duration,
}

/// A press of the button, and what it hit.
#[derive(Clone, Copy, Debug)]
pub struct Press {
    pub pointer: Pointer,
    pub target: Target,
}

#[derive(Clone, Debug)]
pub enum Msg {
    Key(KeyEvent),
    Paste(String),
    Mouse(Pointer),
    /// Columns, rows.
    Resize(u16, u16),
    SnapshotRead(Box<SnapshotData>),
    /// `None` if the council or the round does not exist.
    CouncilFileRead(CouncilFileKey, Option<Box<CouncilFile>>),
    /// What happened, what is safe, what to do.
    CouncilFileFailed(String),
    DiaryRead(DateRange, Diary),
    /// For a round as at a day.
    PrioritiesRead(RoundId, NaiveDate, Vec<PriorityLine>),
    /// Without the updates owed and the drafts, which the dashboard knows itself.
    TodayRead(RoundId, NaiveDate, Vec<Task>),
    InboxRead(RoundId, NaiveDate, Vec<InboxLine>),
    /// What has all the words that were typed.
    WrittenFound(String, Passages),
    /// Of the view.
    WaitingRepliesRead(RoundId, NaiveDate, WaitingReplies),
    RoundsCompared(Box<RoundComparison>),
    /// The charts, or why they could not be counted.
    ReportRead(Box<ReportQuery>, Result<Box<ChartPage>, String>),
    IssuedReportsRead(Vec<IssuedLine>),
    ResponseTimesRead(Box<ResponseTimes>),
    /// Or why no plan is possible.
    PlanMade(Result<Box<PlanScreen>, String>),
    /// Or why the fixed choices are infeasible.
    PlanSolved(Box<PlanDraft>, Result<Plan, Infeasible>),
    /// The sheets with unconfirmed columns, or the error.
    SheetsScanned(Result<Vec<UnconfirmedSheet>, String>),
    /// Which path can't be read, and why.
    ImportPathInvalid(String),
    ImportProgress(Progress),
    /// Also answers a cancelled scan.
    ImportEnded(ImportResult),
    /// Or why the form cannot be carried out.
    Summarized(Result<Box<Summary>, String>),
    /// Or why nothing was imported.
    ContactsImported(Result<ContactReport, String>),
    Saved(Saved),
    /// With the current record if somebody else changed it.
    Refused(String, Option<Box<Record>>),
    /// A list could not be read: what happened, what is safe, what to do.
    ReadFailed(String),
    /// Sent only while the dashboard follows the clock's day.
    DayChanged(NaiveDate),
    /// Or why no preview can be made.
    LettersPreviewed(Result<Box<LettersScreen>, String>),
    /// The recipient, and its lines, or why there are none.
    LetterRendered(usize, Result<Vec<String>, String>),
    /// The saved change and the number of mails, or why nothing was written and recorded.
    LettersWritten(Result<(Saved, WrittenLetters), String>),
    /// What was written where, or why nothing was.
    Exported(ExportOutcome),
    Copied(String),
    Notice(String),
}
