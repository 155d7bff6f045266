//! The command line, as types.

mod command;
mod files;
mod look;
mod plan;
mod record;
mod work;

pub use command::{Command, CommandLine, Global};
pub use files::{
    ExportCommand, ExportDiaryArgs, HandoverArgs, ImportCommand, ImportCouncilsArgs, ImportDiaryArgs, RestoreArgs,
};
pub use look::{
    BriefArgs, DiaryArgs, HistoryArgs, JsonArg, ListArgs, NarrowArgs, PrioritiesArgs, PromisesArgs, RoundArg, ShowArgs,
};
pub use plan::PlanArgs;
pub use record::{MeetingArgs, NO_PLAN, NoteArgs, RecordCommand, ReplyArgs, ReturnArgs};
pub use work::{ActionArgs, ExcuseArgs, ProgressArgs, ResultArgs, ReviewArgs, ToldArgs, UpdateArgs};
