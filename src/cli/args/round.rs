//! `round`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::args::view::{FilterArgs, JsonArg, RoundArg};

/// `round`.
#[derive(Args, Debug)]
pub struct RoundArgs {
    /// What to do with a round; without a command, the list of rounds
    #[command(subcommand)]
    pub command: Option<RoundCommand>,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `round …`.
#[derive(Debug, Subcommand)]
pub enum RoundCommand {
    /// Open a round: every active council is asked again
    Open(OpenRoundArgs),
    /// Change the dates or the terms of a round; what is not given stays
    Edit(EditRoundArgs),
    /// List the rounds, as `round` alone does
    List(ListRoundsArgs),
    /// Compare a round with an earlier one: who joined, left, fell silent or came back, and what became of the priorities
    Compare(CompareRoundsArgs),
}

/// `round list`.
#[derive(Args, Debug)]
pub struct ListRoundsArgs {
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `round compare`.
#[derive(Args, Debug)]
pub struct CompareRoundsArgs {
    /// Compare with this round [default: the one before]
    #[arg(long, value_name = "QUARTER", conflicts_with = "year_before")]
    pub with: Option<String>,
    /// Compare with the same quarter of the year before
    #[arg(long)]
    pub year_before: bool,
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

/// `round open`.
#[derive(Args, Debug)]
pub struct OpenRoundArgs {
    /// The quarter, as 2024-Q1 [default: the one after the newest round]
    pub quarter: Option<String>,
    /// The last day to reply
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub deadline: String,
    /// The date of the letter, if it is known
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub letter_dated: Option<String>,
    /// The terms [default: as in the newest round]
    #[command(flatten)]
    pub terms: TermsArgs,
    /// Only report what would be done
    #[arg(long)]
    pub dry_run: bool,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// The charter that a round offers, and who signs its letter.
#[derive(Args, Debug)]
pub struct TermsArgs {
    /// The version of the charter sent with the letter
    #[arg(long, value_name = "VERSION")]
    pub charter: Option<String>,
    /// The enclosed charter: its name and its SHA-256 are recorded, not its content
    #[arg(long, value_name = "FILE")]
    pub charter_file: Option<PathBuf>,
    /// How often the charter reviews priorities
    #[arg(long, value_parser = ["quarterly", "periodically"])]
    pub cadence: Option<String>,
    /// The role that signs the letter, not a name
    #[arg(long, value_name = "ROLE")]
    pub signatory: Option<String>,
    /// The address that answers go to
    #[arg(long, value_name = "ADDRESS")]
    pub reply_mailbox: Option<String>,
}

/// `round edit`.
#[derive(Args, Debug)]
pub struct EditRoundArgs {
    /// The last day to reply
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub deadline: Option<String>,
    /// The date of the letter; '' while it is not known
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub letter_dated: Option<String>,
    /// The terms
    #[command(flatten)]
    pub terms: TermsArgs,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}
