//! `record`: what was done about priorities, what the council was told, and what was decided.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::args::view::TargetArgs;
use charter::priority::Owner;
use charter::update::UpdateChannel;

/// `record progress`.
#[derive(Args, Debug)]
pub struct ProgressArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// Which priority: its place 1 to 3 in the return in force, an id as #12, or words that only it has
    #[arg(long, value_name = "PLACE|#ID|TEXT")]
    pub priority: String,
    /// The words; - reads them from stdin
    #[arg(long, allow_hyphen_values = true)]
    pub text: String,
    /// The day that it is about [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}

/// `record action`.
#[derive(Args, Debug)]
pub struct ActionArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// Which priority: its place 1 to 3 in the return in force, an id as #12, or words that only it has
    #[arg(long, value_name = "PLACE|#ID|TEXT", required_unless_present = "action")]
    pub priority: Option<String>,
    /// The action that is corrected, by its id
    #[arg(long, value_name = "ID")]
    pub action: Option<i64>,
    /// What is to be done
    #[arg(long, value_name = "TEXT", required_unless_present = "action", allow_hyphen_values = true)]
    pub what: Option<String>,
    /// Who does it [default: team]
    #[arg(long, value_parser = owner_values())]
    pub owner: Option<String>,
    /// Which department or partner, as a role
    #[arg(long, value_name = "ROLE", allow_hyphen_values = true)]
    pub who: Option<String>,
    /// The day by which it is to be done
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub due: Option<String>,
    /// The day that it was done
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub done: Option<String>,
    /// What shows that it was done
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub evidence: Option<String>,
    /// The day that it was promised [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}

fn owner_values() -> PossibleValuesParser {
    PossibleValuesParser::new(Owner::ALL.iter().map(|owner| owner.code()))
}

fn answer_values() -> PossibleValuesParser {
    PossibleValuesParser::new(UpdateChannel::ALL.iter().map(|how| how.code()))
}

/// `record review`.
#[derive(Args, Debug)]
pub struct ReviewArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// Which priority: its place 1 to 3 in the return in force, an id as #12, or words that only it has
    #[arg(long, value_name = "PLACE|#ID|TEXT")]
    pub priority: String,
    /// Whether the priority has changed since the last round
    #[arg(long, value_parser = ["yes", "no"])]
    pub priority_changed: String,
    /// Whether the team's response to it has changed since the last round
    #[arg(long, value_parser = ["yes", "no"])]
    pub response_changed: String,
    /// What was found; - reads it from stdin
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub note: String,
    /// The day of the review [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}

/// `record result`.
#[derive(Args, Debug)]
pub struct ResultArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// Which priority: its place 1 to 3 in the return in force, an id as #12, or words that only it has
    #[arg(long, value_name = "PLACE|#ID|TEXT")]
    pub priority: String,
    /// What came of it, in words; - reads them from stdin
    #[arg(long, value_name = "TEXT", required_unless_present = "reopen", allow_hyphen_values = true)]
    pub result: Option<String>,
    /// It is open again
    #[arg(long, conflicts_with = "result")]
    pub reopen: bool,
    /// The day that it was closed [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}

/// `record update`.
#[derive(Args, Debug)]
pub struct UpdateArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// How it was told
    #[arg(long, value_parser = answer_values())]
    pub how: String,
    /// What it was told; - reads it from stdin
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub text: String,
    /// The day [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}

/// `record excuse`.
#[derive(Args, Debug)]
pub struct ExcuseArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// Why it need not be met
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub reason: String,
    /// Who decided [default: whoever makes the change]
    #[arg(long, value_name = "NAME")]
    pub by_whom: Option<String>,
    /// The day of the decision [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}

/// `record told`.
#[derive(Args, Debug)]
pub struct ToldArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// The day that it was told [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}
