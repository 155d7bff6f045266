//! `letters`.

use std::path::PathBuf;

use charter::letter::LetterKind;
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use desk::letters::LetterFormat;

use super::answers::channels;
use crate::cli::args::view::{FilterArgs, JsonArg, RoundArg};

/// `letters`.
#[derive(Args, Debug)]
pub struct LettersArgs {
    /// What to do with letters; without a command, the list of those that were not sent yet
    #[command(subcommand)]
    pub command: Option<LettersCommand>,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `letters …`.
#[derive(Debug, Subcommand)]
pub enum LettersCommand {
    /// Print how many councils are due a letter of each kind
    Due(DueLettersArgs),
    /// Write letters as files for you to send, and record them as drafted; the program sends nothing
    Draft(DraftLettersArgs),
    /// List the letters of the round
    List(ListLettersArgs),
    /// Record that drafted letters were sent
    Sent(SentLettersArgs),
    /// Remove drafted letters that will not be sent
    Discard(ChosenLettersArgs),
    /// Copy the templates to a folder, to change them there
    Templates {
        /// The folder; files that are there stay [default: templates beside the settings]
        folder: Option<PathBuf>,
    },
    /// Print the fields that a template can use
    Fields,
}

pub fn kind_codes() -> PossibleValuesParser {
    PossibleValuesParser::new(LetterKind::ALL.iter().map(|kind| kind.code()))
}

fn format_codes() -> PossibleValuesParser {
    PossibleValuesParser::new(LetterFormat::ALL.iter().map(|format| format.code()))
}

/// `letters due`.
#[derive(Args, Debug)]
pub struct DueLettersArgs {
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `letters draft`.
#[derive(Args, Debug)]
pub struct DraftLettersArgs {
    /// The kind of letter
    #[arg(value_parser = kind_codes())]
    pub kind: String,
    /// The councils, each an id, an ONS code, a name or its beginning [default: all, or those of --county and the like]
    #[arg(value_name = "COUNCIL")]
    pub councils: Vec<String>,
    /// A new folder for the files
    #[arg(long, value_name = "FOLDER", required_unless_present = "dry_run")]
    pub out: Option<PathBuf>,
    /// Mail drafts, a table for a mail merge, or pages for paper; several times for several of them in one folder. The
    /// first says whether the letters go by mail or by post
    #[arg(long, value_name = "FORMAT", default_value = "eml", value_parser = format_codes())]
    pub format: Vec<String>,
    /// Your own copies of the templates [default: templates beside the settings]
    #[arg(long, value_name = "FOLDER")]
    pub templates: Option<PathBuf>,
    /// The news of an announcement; - reads it from stdin [default: the change of team]
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// The address of the department that a request goes to
    #[arg(long, value_name = "ADDRESS")]
    pub to: Option<String>,
    /// Print the first letter and who gets one; write and record nothing
    #[arg(long)]
    pub dry_run: bool,
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

/// `letters list`.
#[derive(Args, Debug)]
pub struct ListLettersArgs {
    /// Only this kind
    #[arg(long, value_parser = kind_codes())]
    pub kind: Option<String>,
    /// Only letters that were not sent yet
    #[arg(long)]
    pub drafted: bool,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// Drafted letters that a command is about.
#[derive(Args, Debug)]
pub struct ChosenLettersArgs {
    /// Their numbers, as `letters` lists them
    #[arg(value_name = "NUMBER")]
    pub ids: Vec<i64>,
    /// All that are drafted of this kind
    #[arg(long, conflicts_with = "ids", value_parser = kind_codes())]
    pub kind: Option<String>,
    /// All that are drafted
    #[arg(long, conflicts_with_all = ["ids", "kind"])]
    pub all: bool,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `letters sent`.
#[derive(Args, Debug)]
pub struct SentLettersArgs {
    /// The letters
    #[command(flatten)]
    pub letters: ChosenLettersArgs,
    /// The day on which they were sent [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// How they were sent [default: as drafted]
    #[arg(long, value_name = "CHANNEL", value_parser = channels())]
    pub channel: Option<String>,
}
