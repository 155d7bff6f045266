//! The commands that read and write files.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::inbox::ImportRepliesArgs;
use crate::cli::args::view::{FilterArgs, JsonArg, RoundArg};

/// `import …`.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// A register of parishes: a CSV file with the columns code, parish, county, and if you have them council, kind,
    /// district, team, latitude, longitude, in any order
    Councils(ImportCouncilsArgs),
    /// The meetings of a calendar file (.ics), as a council or its website gives it
    Diary(ImportDiaryArgs),
    /// Replies into the inbox: mails (.eml, .mbox, .msg), sheets (.csv, .xlsx, .ods), folders of them
    Replies(ImportRepliesArgs),
}

/// `import councils`.
#[derive(Args, Debug)]
pub struct ImportCouncilsArgs {
    /// The file
    pub file: PathBuf,
    /// Only say what it would change
    #[arg(long)]
    pub dry_run: bool,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `import diary`.
#[derive(Args, Debug)]
pub struct ImportDiaryArgs {
    /// The file
    pub file: PathBuf,
    /// The council whose calendar it is: an id, an ONS code or a name [default: the one that each event names]
    #[arg(long)]
    pub council: Option<String>,
    /// Only say what it would change
    #[arg(long)]
    pub dry_run: bool,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `export …`.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// The diary as a calendar file (.ics): meetings on record, and a series for each council's pattern
    Diary(ExportDiaryArgs),
}

/// `export diary`.
#[derive(Args, Debug)]
pub struct ExportDiaryArgs {
    /// Which councils, each an id, an ONS code or a name; all if none is given
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
    /// Replace a file that is no calendar
    #[arg(long)]
    pub force: bool,
    /// Which councils
    #[command(flatten)]
    pub narrow: FilterArgs,
    /// In which round
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
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// How to print the findings
    #[command(flatten)]
    pub json: JsonArg,
}

/// `backup`.
#[derive(Args, Debug)]
pub struct BackupArgs {
    /// Where to write it; among the backups beside the database if none is given
    pub file: Option<PathBuf>,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `restore`.
#[derive(Args, Debug)]
pub struct RestoreArgs {
    /// The backup, by the name that the list shows; the list if none is given
    pub name: Option<String>,
    /// How to print the list
    #[command(flatten)]
    pub json: JsonArg,
}
