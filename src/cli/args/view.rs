//! The commands that show something.

use std::path::PathBuf;

use clap::Args;

/// Which councils are meant: all that the options given leave.
#[derive(Args, Debug, Default)]
pub struct FilterArgs {
    /// Only this county
    #[arg(long)]
    pub county: Option<String>,
    /// Only this district
    #[arg(long)]
    pub district: Option<String>,
    /// Only this team
    #[arg(long)]
    pub team: Option<String>,
    /// Only what these words show, with commas between: missed, silent, heard-not-confirmed, late, never-reached,
    /// awaiting, due-soon, holding, partial, confirmed, declined, assumed-declined, not-sent, undelivered,
    /// promise-owed, promise-planned, promise-met, promise-written, promise-missed, promise-excused, cannot-decide,
    /// preferences-missing, needs-choice, conflict, update-owed
    #[arg(long, value_name = "WORDS")]
    pub show: Option<String>,
    /// Only what this text finds in the names of councils and parishes
    #[arg(long, value_name = "TEXT")]
    pub find: Option<String>,
}

/// `list`.
#[derive(Args, Debug)]
pub struct ListArgs {
    /// Which councils
    #[command(flatten)]
    pub narrow: FilterArgs,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `show`.
#[derive(Args, Debug)]
pub struct ShowArgs {
    /// An id, an ONS code or a name
    pub council: String,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `diary`.
#[derive(Args, Debug)]
pub struct DiaryArgs {
    /// The first day [default: the first of the round's quarter]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// The last day [default: the last of the round's quarter]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub until: Option<String>,
    /// Which councils
    #[command(flatten)]
    pub narrow: FilterArgs,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `promises`.
#[derive(Args, Debug)]
pub struct PromisesArgs {
    /// Which councils
    #[command(flatten)]
    pub narrow: FilterArgs,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `priorities`.
#[derive(Args, Debug)]
pub struct PrioritiesArgs {
    /// Only this category
    #[arg(long)]
    pub category: Option<String>,
    /// Only those neither agreed first nor reviewed for three months
    #[arg(long)]
    pub stale: bool,
    /// Only those of which an action should have been done by now
    #[arg(long)]
    pub overdue: bool,
    /// Only those of which an action is due within seven days
    #[arg(long)]
    pub due_this_week: bool,
    /// Which councils
    #[command(flatten)]
    pub narrow: FilterArgs,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `brief`.
#[derive(Args, Debug)]
pub struct BriefArgs {
    /// An id, an ONS code or a name
    pub council: String,
    /// Write it as a page of HTML that prints on one side of A4; - is stdout
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    pub html: Option<PathBuf>,
    /// Replace a file that is no page of HTML
    #[arg(long, requires = "html")]
    pub force: bool,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// Which round is meant.
#[derive(Args, Debug)]
pub struct RoundArg {
    /// The round, by its quarter, as 2023-Q4 [default: the newest]
    #[arg(long, value_name = "QUARTER")]
    pub round: Option<String>,
}

/// Whether the answer is a document.
#[derive(Args, Debug)]
pub struct JsonArg {
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

/// The council and the round that something is recorded about, and how to answer.
#[derive(Args, Debug)]
pub struct TargetArgs {
    /// An id, an ONS code or a name
    pub council: String,
    #[command(flatten)]
    pub round: RoundArg,
    #[command(flatten)]
    pub json: JsonArg,
}

/// `history`.
#[derive(Args, Debug)]
pub struct HistoryArgs {
    /// An id, an ONS code or a name; all councils if none is given
    pub council: Option<String>,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `keys`.
#[derive(Args, Debug)]
pub struct KeysArgs {
    /// As a table in Markdown (the only form there is)
    #[arg(long)]
    pub markdown: bool,
}
