//! `record`: the letter, and what the sergeant decides about an answer.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::args::view::{SeveralArgs, TargetArgs};
use charter::invitation::Channel;

/// `record letter`.
#[derive(Args, Debug)]
pub struct LetterArgs {
    #[command(flatten)]
    pub targets: SeveralArgs,
    /// When it was sent
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub sent: Option<String>,
    /// When it came back
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub undelivered: Option<String>,
    /// How it was sent
    #[arg(long, value_parser = channels())]
    pub channel: Option<String>,
}

pub(super) fn channels() -> PossibleValuesParser {
    PossibleValuesParser::new(Channel::ALL.iter().map(|channel| channel.code()))
}

/// `record settle`.
#[derive(Args, Debug)]
pub struct SettleArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// The return that applies: its id in `show`, or the day on which it was received
    #[arg(long, value_name = "ID|DATE")]
    pub keep: String,
    /// Who decided, and when
    #[command(flatten)]
    pub decided: DecidedArgs,
}

/// When a decision was made, and who made it.
#[derive(Args, Debug)]
pub struct DecidedArgs {
    /// The day of the decision [default: the as-at day]. Views as at an earlier day do not know it
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// Who decided [default: the author of the change]
    #[arg(long, value_name = "NAME")]
    pub by_whom: Option<String>,
}

/// `record agree`.
#[derive(Args, Debug)]
pub struct AgreeArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// A priority that is agreed: its number in the return, or words that only it has; repeat it, in their order
    #[arg(long = "priority", value_name = "NUMBER|TEXT", required = true)]
    pub priorities: Vec<String>,
    /// Who decided, and when
    #[command(flatten)]
    pub decided: DecidedArgs,
    /// The council's minute that says so
    #[arg(long, value_name = "REFERENCE")]
    pub minute: Option<String>,
}

/// `record priority`.
#[derive(Args, Debug)]
pub struct PriorityArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// The priority of the current return: its number there, or words that only it has
    #[arg(long, value_name = "NUMBER|TEXT")]
    pub priority: String,
    /// The agreed words; '' for those that were received
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, required_unless_present_any = ["category", "aims"])]
    pub agreed: Option<String>,
    /// Its category, or the beginning of its name
    #[arg(long, value_name = "NAME")]
    pub category: Option<String>,
    /// An aim of the charter that it serves, or the beginning of its name; repeat it for each. They replace those on
    /// record; '' for none
    #[arg(long = "aim", value_name = "NAME")]
    pub aims: Vec<String>,
}
