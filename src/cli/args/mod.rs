//! The command line, as types.

mod command;
mod details;
mod files;
mod inbox;
mod look;
mod plan;
mod record;
mod work;

pub use command::{Command, CommandLine, GlobalArgs};
pub use details::{CategoriesArgs, DetailsArgs};
pub use files::{
    BackupArgs, CheckArgs, ExportCommand, ExportDiaryArgs, HandoverArgs, ImportCommand, ImportCouncilsArgs,
    ImportDiaryArgs, RestoreArgs,
};
pub use inbox::{
    AcceptArgs, CouncilArgs, DeclineArgs, HoldsArg, ImportRepliesArgs, InboxArgs, InboxCommand, ItemArgs, SplitArgs,
};
pub use look::{
    BriefArgs, DiaryArgs, FilterArgs, HistoryArgs, JsonArg, ListArgs, PrioritiesArgs, PromisesArgs, RoundArg, ShowArgs,
};
pub use plan::PlanArgs;
pub use record::{MeetingArgs, NO_PLAN, NoteArgs, RecordCommand, ReplyArgs, ReturnArgs};
pub use work::{ActionArgs, ExcuseArgs, ProgressArgs, ResultArgs, ReviewArgs, ToldArgs, UpdateArgs};
