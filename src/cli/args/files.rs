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
    /// The diary as a calendar file (.ics): recorded meetings, and a series for each council's pattern
    Diary(ExportDiaryArgs),
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
