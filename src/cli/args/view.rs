//! Commands that show something.

use std::path::PathBuf;

use clap::Args;

/// Selects the councils that match all given options.
#[derive(Args, Debug, Default)]
pub struct FilterArgs {
    /// Only this county, by its name or code
    #[arg(long)]
    pub county: Option<String>,
    /// Only this district, by its name or code
    #[arg(long)]
    pub district: Option<String>,
    /// Only this team, by its name or code
    #[arg(long)]
    pub team: Option<String>,
    /// Only councils with one of these, separated by commas: missed, waiting (a reply waits in the inbox), on-time, late,
    /// heard-not-confirmed (incomplete), silent (assumed-declined), never-reached, replied-late, awaiting, due-soon,
    /// holding, partial, confirmed, declined, not-sent, undelivered, promise-owed, promise-planned, promise-met,
    /// promise-written, promise-missed, promise-excused, cannot-decide, preferences-missing, needs-choice, conflict,
    /// update-owed, no-address, bounced, unchecked (contact not checked for a year), no-named-contact
    #[arg(long, value_name = "WORDS")]
    pub show: Option<String>,
    /// Only councils with this text in their name, their parishes' names or codes, their team, contact or address
    #[arg(long, value_name = "TEXT")]
    pub find: Option<String>,
}

/// `list`.
#[derive(Args, Debug)]
pub struct ListArgs {
    /// The councils
    #[command(flatten)]
    pub narrow: FilterArgs,
    /// A view that was saved in the dashboard: its filters, columns and order; other options change them
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// These columns in this order, separated by commas: council, status, heard, priorities, method, frequency,
    /// last-seen, next-meeting, team, priority-words, promise, county, district, contact, parishes
    #[arg(long, value_name = "COLUMNS")]
    pub columns: Option<String>,
    /// One list in the order of a column, as heard or heard:desc; blank cells come last
    #[arg(long, value_name = "COLUMN")]
    pub sort: Option<String>,
    /// Print CSV; its headings are those of the list: last seen for the column last-seen, this quarter for promise
    #[arg(long, conflicts_with_all = ["json", "xlsx", "html"])]
    pub csv: bool,
    /// Write an Excel workbook; - is stdout
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "html"])]
    pub xlsx: Option<PathBuf>,
    /// Write an HTML page with one table; - is stdout
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    pub html: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `show`.
#[derive(Args, Debug)]
pub struct ShowArgs {
    /// An id, an ONS code, a name, or the beginning of a name that no other has
    pub council: String,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
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
    /// The councils
    #[command(flatten)]
    pub narrow: FilterArgs,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// The councils of a round, and the output format.
#[derive(Args, Debug)]
pub struct RoundViewArgs {
    /// The councils
    #[command(flatten)]
    pub narrow: FilterArgs,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `priorities`.
#[derive(Args, Debug)]
pub struct PrioritiesArgs {
    /// Only this category
    #[arg(long)]
    pub category: Option<String>,
    /// Only priorities with this aim of the charter
    #[arg(long)]
    pub aim: Option<String>,
    /// Only priorities neither first agreed nor reviewed in the last three months
    #[arg(long)]
    pub stale: bool,
    /// Only priorities with an overdue action
    #[arg(long)]
    pub overdue: bool,
    /// Only priorities with an action due within seven days
    #[arg(long)]
    pub due_this_week: bool,
    /// The councils
    #[command(flatten)]
    pub narrow: FilterArgs,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `brief`.
#[derive(Args, Debug)]
pub struct BriefArgs {
    /// An id, an ONS code, a name, or the beginning of a name that no other has
    pub council: String,
    /// Write it as an HTML page that prints on one side of A4; - is stdout
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    pub html: Option<PathBuf>,
    /// Replace a file even if it is no HTML page
    #[arg(long, requires = "html")]
    pub force: bool,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// The round.
#[derive(Args, Clone, Debug)]
pub struct RoundArg {
    /// The round, by its quarter, as 2023-Q4 [default: the newest]
    #[arg(long, value_name = "QUARTER")]
    pub round: Option<String>,
}

/// The output format.
#[derive(Args, Clone, Debug)]
pub struct JsonArg {
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

/// The council and the round of a record, and the output format.
#[derive(Args, Debug)]
pub struct TargetArgs {
    /// An id, an ONS code, a name, or the beginning of a name that no other has
    pub council: String,
    #[command(flatten)]
    pub round: RoundArg,
    #[command(flatten)]
    pub json: JsonArg,
}

/// The councils and the round of a record that several councils can have, and the output format.
#[derive(Args, Debug)]
pub struct SeveralArgs {
    /// The councils, each an id, an ONS code, a name or its beginning; without any, those of --county and the like, or
    /// --all
    #[arg(value_name = "COUNCIL")]
    pub councils: Vec<String>,
    /// Every council of the list
    #[arg(long, conflicts_with = "councils")]
    pub all: bool,
    #[command(flatten)]
    pub narrow: FilterArgs,
    #[command(flatten)]
    pub round: RoundArg,
    #[command(flatten)]
    pub json: JsonArg,
}

/// `history`.
#[derive(Args, Debug)]
pub struct HistoryArgs {
    /// An id, an ONS code, a name or its beginning; all councils if none is given
    pub council: Option<String>,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `search`.
#[derive(Args, Debug)]
pub struct SearchArgs {
    /// Words that the text has, or words that begin so
    #[arg(required = true, value_name = "WORDS")]
    pub words: Vec<String>,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `keys`.
#[derive(Args, Debug)]
pub struct KeysArgs {
    /// As a table in Markdown (the only format)
    #[arg(long)]
    pub markdown: bool,
}
