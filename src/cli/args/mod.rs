//! The command line as types.

mod answers;
mod area;
mod command;
mod details;
mod files;
mod inbox;
mod letters;
mod plan;
mod priority_work;
mod record;
mod report;
mod reporting;
mod round;
mod team;
mod view;

pub use answers::{AgreeArgs, DecidedArgs, LetterArgs, PriorityArgs, SettleArgs};
pub use area::{AreaArgs, AreasArgs};
pub use command::{Command, CommandLine, GlobalArgs};
pub use details::{ContactArgs, DetailsArgs, NameListArgs};
pub use files::{
    BackupArgs, CheckArgs, ExportCommand, ExportDiaryArgs, ExportTableArgs, HandoverArgs, ImportAreasArgs,
    ImportBaselineArgs, ImportCommand, ImportContactsArgs, ImportCouncilsArgs, ImportDiaryArgs, ImportTableArgs,
    RestoreArgs,
};
pub use inbox::{
    AcceptArgs, CouncilArgs, DeclineArgs, HoldsArg, ImportRepliesArgs, InboxArgs, InboxCommand, ItemArgs, SplitArgs,
};
pub use letters::{
    ChosenLettersArgs, DraftLettersArgs, DueLettersArgs, LettersArgs, LettersCommand, ListLettersArgs, SentLettersArgs,
};
pub use plan::PlanArgs;
pub use priority_work::{ActionArgs, ExcuseArgs, ProgressArgs, ResultArgs, ReviewArgs, ToldArgs, UpdateArgs};
pub use record::{MeetingArgs, NoteArgs, RecordCommand, ReplyArgs, ReturnArgs};
pub use report::ReportArgs;
pub use reporting::{EventArgs, IssueReportArgs, RequestArgs};
pub use round::{CompareRoundsArgs, EditRoundArgs, OpenRoundArgs, RoundArgs, RoundCommand, TermsArgs};
pub use team::{OfficerArgs, TeamArgs};
pub use view::{
    BriefArgs, DiaryArgs, FilterArgs, HistoryArgs, ListArgs, PrioritiesArgs, RoundViewArgs, SearchArgs, SeveralArgs,
    ShowArgs, TargetArgs,
};
