//! Commands that read or write files.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::inbox::ImportRepliesArgs;
use crate::cli::args::view::{FilterArgs, JsonArg, RoundArg};

/// `import …`.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// A register of parishes: a CSV file with the columns code, parish, county, and optionally council, kind,
    /// district, team, latitude, longitude, in any order
    Councils(ImportCouncilsArgs),
    /// Counties and districts: a CSV file with the columns level and name, and optionally code, from, to, successor
    Areas(ImportAreasArgs),
    /// The meetings of a calendar file (.ics) from a council or its website
    Diary(ImportDiaryArgs),
    /// Contacts of councils from a list: a sheet (.csv, .xlsx, .ods) or cards (.vcf). Names of people are left out
    Contacts(ImportContactsArgs),
    /// The answers of an earlier round from a sheet (.csv, .xlsx, .ods), as a baseline: opens the round if it is not open,
    /// records the returns and agrees their priorities, as one change
    Baseline(ImportBaselineArgs),
    /// A table that charterdesk export wrote (.csv, .xlsx, .ods), into this database or another: its headings say which. What
    /// is recorded already stays as it is; rows that are not certain are listed
    Table(ImportTableArgs),
    /// Replies into the inbox: mails (.eml, .mbox, .msg), sheets (.csv, .xlsx, .ods), folders of them
    Replies(ImportRepliesArgs),
}

/// `import councils`.
#[derive(Args, Debug)]
pub struct ImportCouncilsArgs {
    /// The file
    pub file: PathBuf,
    /// The first day on which the register holds [default: the as-at day]. Earlier days keep what held on them. Without a
    /// day, what nobody knew before is filled in for earlier days too
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// The register is complete: councils without a row end on that day
    #[arg(long)]
    pub complete: bool,
    /// Only report what would change
    #[arg(long)]
    pub dry_run: bool,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `import areas`.
#[derive(Args, Debug)]
pub struct ImportAreasArgs {
    /// The file
    pub file: PathBuf,
    /// Only report what would change
    #[arg(long)]
    pub dry_run: bool,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `import contacts`.
#[derive(Args, Debug)]
pub struct ImportContactsArgs {
    /// The file. Its headings say what the columns mean: Council or Code, Role, E-mail, Phone, Address, Salutation, From,
    /// To, Source, Checked
    pub file: PathBuf,
    /// The role of rows that name none: clerk
    #[arg(long)]
    pub role: Option<String>,
    /// The day on which the whole list was checked
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub checked: Option<String>,
    /// Only report what would change
    #[arg(long)]
    pub dry_run: bool,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `import baseline`.
#[derive(Args, Debug)]
pub struct ImportBaselineArgs {
    /// The file. Its headings say what the columns mean: Council or Code, Wish, Frequency, Method, Priority 1 to 3, Agreed
    /// on, Outcome or Outcome 1 to 3
    pub file: PathBuf,
    /// The quarter of the round, as 2023-Q2
    #[arg(long, value_name = "QUARTER")]
    pub round: String,
    /// The last day to reply, if the round is not open yet [default: a month after the quarter begins]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub deadline: Option<String>,
    /// When the priorities of rows without a day were agreed [default: the deadline]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub agreed_on: Option<String>,
    /// Write the rows that are not recorded, each with the reason, to a new CSV file
    #[arg(long, value_name = "FILE")]
    pub rest: Option<PathBuf>,
    /// Only report what would change
    #[arg(long)]
    pub dry_run: bool,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `import table`.
#[derive(Args, Debug)]
pub struct ImportTableArgs {
    /// The file
    pub file: PathBuf,
    /// Only report what would change
    #[arg(long)]
    pub dry_run: bool,
    /// The output format; for a register that of import councils
    #[command(flatten)]
    pub json: JsonArg,
}

/// `import diary`.
#[derive(Args, Debug)]
pub struct ImportDiaryArgs {
    /// The file
    pub file: PathBuf,
    /// The council of this calendar: an id, an ONS code or a name [default: the one that each event names]
    #[arg(long)]
    pub council: Option<String>,
    /// Only report what would change
    #[arg(long)]
    pub dry_run: bool,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `export …`.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// The diary as a calendar file (.ics): recorded meetings, a series for each council's pattern, events for the public and
    /// due days
    Diary(ExportDiaryArgs),
    /// The councils that exist on the as-at day, as a register: one row a parish. import councils reads it
    Register(ExportTableArgs),
    /// The returns with the priorities as they were sent and the decisions about them, as a table for import table
    Returns(ExportTableArgs),
    /// The priorities with their actions, progress and reviews, as a table for import table
    Priorities(ExportTableArgs),
    /// The recorded meetings, as a table for import table
    Meetings(ExportTableArgs),
    /// What the councils were told, as a table for import table
    Updates(ExportTableArgs),
    /// The contacts, as a table for import table
    Contacts(ExportTableArgs),
    /// What public bodies asked for and with what it was answered, as a table for import table
    Requests(ExportTableArgs),
    /// The events for the public and the meetings of committees, as a table for import table
    Events(ExportTableArgs),
    /// The issued reports, one row a figure. No database takes them back: they are evidence of what was issued from this one
    IssuedReports(ExportTableArgs),
}

/// `export returns` and its neighbours.
#[derive(Args, Debug)]
pub struct ExportTableArgs {
    /// The file to write; - is stdout
    #[arg(short, long, value_name = "FILE")]
    pub out: PathBuf,
    /// csv or xlsx [default: by the ending of the file's name, else csv]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Only what is about this round, by its quarter, as 2023-Q4: its returns, the priorities that they agree, the meetings,
    /// updates and events in its quarter, the requests made in it, the reports issued for it
    #[arg(long, value_name = "QUARTER")]
    pub round: Option<String>,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
    /// The councils
    #[command(flatten)]
    pub narrow: FilterArgs,
}

/// `export diary`.
#[derive(Args, Debug)]
pub struct ExportDiaryArgs {
    /// The councils, each an id, an ONS code or a name; all if none is given
    #[arg(value_name = "COUNCIL")]
    pub councils: Vec<String>,
    /// The calendar file; - is stdout
    #[arg(long, value_name = "FILE")]
    pub ics: PathBuf,
    /// The first day [default: the first of the round's quarter]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// The last day [default: a year after the first]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub until: Option<String>,
    /// Replace a file even if it is no calendar
    #[arg(long)]
    pub force: bool,
    /// The councils
    #[command(flatten)]
    pub narrow: FilterArgs,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
}

/// `handover`.
#[derive(Args, Debug)]
pub struct HandoverArgs {
    /// The team that hands over
    #[arg(long)]
    pub team: String,
    /// A new or empty folder for the bundle
    #[arg(long, value_name = "DIR", required_unless_present = "json")]
    pub out: Option<PathBuf>,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `backup`.
#[derive(Args, Debug)]
pub struct BackupArgs {
    /// The file to write; without one, a backup beside the database
    pub file: Option<PathBuf>,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `restore`.
#[derive(Args, Debug)]
pub struct RestoreArgs {
    /// A backup, named as in the list; without one, the list is printed
    pub name: Option<String>,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}
