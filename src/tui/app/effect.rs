//! The effects that `update` asks the runtime for.

use std::collections::BTreeSet;
use std::path::PathBuf;

use charter::change::Change;
use charter::filter::Filter;
use charter::ids::{CouncilId, RoundId};
use charter::plan::PlanDraft;
use charter::round::Round;
use chrono::NaiveDate;

use crate::list_views::ViewEdit;
use crate::tui::app::contacts::ContactsJob;
use crate::tui::app::date_range::DateRange;
use crate::tui::app::export_request::{ExportRequest, ReportExport};
use crate::tui::app::summary::SummaryRequest;
use crate::tui::screens::letters::state::LettersRequest;
use crate::tui::screens::plan::state::PlanQuery;
use crate::tui::screens::report::state::ReportQuery;

/// Identifies one reading of a council's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CouncilFileKey {
    pub council: CouncilId,
    pub round: RoundId,
    pub as_at: NaiveDate,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// The newest round if none is given. Answered by `Msg::SnapshotRead`.
    ReadSnapshot(Option<RoundId>, NaiveDate),
    /// Answered by `Msg::CouncilFileRead`.
    ReadCouncilFile(CouncilFileKey),
    /// Answered by `Msg::DiaryRead`.
    ReadDiary(DateRange, NaiveDate),
    /// Answered by `Msg::PrioritiesRead`.
    ReadPriorities(RoundId, NaiveDate),
    /// Answered by `Msg::TodayRead`.
    ReadToday(RoundId, NaiveDate),
    /// Answered by `Msg::InboxRead`.
    ReadInbox(RoundId, NaiveDate),
    /// What was typed, as at a day. Answered by `Msg::WrittenFound`.
    SearchWritten(String, NaiveDate),
    /// Answered by `Msg::WaitingRepliesRead`.
    ReadWaitingReplies(RoundId, NaiveDate),
    /// The earlier and the later round, of the councils that match the filter. Answered by `Msg::RoundsCompared`.
    CompareRounds(Box<[Round; 2]>, NaiveDate, Filter),
    /// Of these councils. Answered by `Msg::ResponseTimesRead`.
    ReadResponseTimes(RoundId, NaiveDate, BTreeSet<CouncilId>),
    /// Counts the charts of the report. Answered by `Msg::ReportRead`.
    ReadReport(Box<ReportQuery>),
    /// Answered by `Msg::IssuedReportsRead`.
    ReadIssuedReports,
    /// Reads the roster and the meetings, and solves. Answered by `Msg::PlanMade`.
    MakePlan(Box<PlanQuery>),
    /// Solves with changed choices. Answered by `Msg::PlanSolved`.
    SolvePlan(Box<PlanDraft>),
    /// Answered by `Msg::SheetsScanned`, by `Msg::ImportPathInvalid` or, if it is cancelled, by `Msg::ImportEnded`.
    ScanSheets {
        paths: Vec<PathBuf>,
        /// Also returns sheets whose columns are confirmed already.
        include_confirmed: bool,
    },
    /// Answered by `Msg::ImportProgress` several times, then `Msg::ImportEnded`.
    Import(Vec<PathBuf>),
    /// Answered by `Msg::Summarized`.
    Summarize(Box<SummaryRequest>),
    /// Answered by `Msg::ContactsImported`.
    ImportContacts(Box<ContactsJob>),
    StopImport,
    /// Answered by `Msg::Saved` or `Msg::Refused`.
    Apply(Change),
    /// Makes a backup first. Answered like `Apply`.
    ApplyImport(Change),
    /// Answered like `Apply`.
    Undo,
    /// Answered like `Apply`.
    Redo,
    /// See [`LettersRequest`] for the answers.
    Letters(Box<LettersRequest>),
    /// Answered by `Msg::Exported`.
    Export(Box<ExportRequest>),
    /// Answered by `Msg::Exported`.
    ExportReport(Box<ReportExport>),
    /// Changes the file of saved views; a failure comes as a notice.
    EditViews(ViewEdit),
    SaveDrafts,
    /// Keeps the user's own team in the settings file; `None` removes it.
    RememberTeam(Option<String>),
    Copy(String),
    Redraw,
    /// Reports the mouse, or leaves it to the terminal.
    CaptureMouse(bool),
    /// Stops the process until the shell continues it.
    Suspend,
    Quit,
}
