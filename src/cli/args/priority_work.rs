//! `record`: work on priorities, updates, decisions.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::args::view::{SeveralArgs, TargetArgs};
use charter::priority::{Outcome, Owner};
use charter::update::UpdateChannel;

/// `record progress`.
#[derive(Args, Debug)]
pub struct ProgressArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// The priority: its number 1 to 3 in the current return, an id as #12, or words that only it has
    #[arg(long, value_name = "PLACE|#ID|TEXT")]
    pub priority: String,
    /// The text; - reads it from stdin
    #[arg(long, allow_hyphen_values = true)]
    pub text: String,
    /// The date of the progress [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}

/// `record action`.
#[derive(Args, Debug)]
pub struct ActionArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// The priority: its number 1 to 3 in the current return, an id as #12, or words that only it has
    #[arg(long, value_name = "PLACE|#ID|TEXT", required_unless_present = "action")]
    pub priority: Option<String>,
    /// The id of the action to correct
    #[arg(long, value_name = "ID")]
    pub action: Option<i64>,
    /// The task
    #[arg(long, value_name = "TEXT", required_unless_present = "action", allow_hyphen_values = true)]
    pub what: Option<String>,
    /// Who does it [default: team]
    #[arg(long, value_parser = owner_values())]
    pub owner: Option<String>,
    /// The department or partner, as a role
    #[arg(long, value_name = "ROLE", allow_hyphen_values = true)]
    pub who: Option<String>,
    /// The due date
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub due: Option<String>,
    /// The date of completion
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub done: Option<String>,
    /// Evidence of completion
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub evidence: Option<String>,
    /// An aim of the charter that it serves, or the beginning of its name; repeat it for each; '' for none
    #[arg(long = "aim", value_name = "NAME")]
    pub aims: Vec<String>,
    /// The date of the promise [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}

fn owner_values() -> PossibleValuesParser {
    PossibleValuesParser::new(Owner::ALL.iter().map(|owner| owner.code()))
}

fn outcome_values() -> PossibleValuesParser {
    PossibleValuesParser::new(Outcome::ALL.iter().map(|outcome| outcome.code()))
}

fn answer_values() -> PossibleValuesParser {
    PossibleValuesParser::new(UpdateChannel::ALL.iter().map(|how| how.code()))
}

/// `record review`.
#[derive(Args, Debug)]
pub struct ReviewArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// The priority: its number 1 to 3 in the current return, an id as #12, or words that only it has
    #[arg(long, value_name = "PLACE|#ID|TEXT")]
    pub priority: String,
    /// Whether the priority has changed since the last round
    #[arg(long, value_parser = ["yes", "no"])]
    pub priority_changed: String,
    /// Whether the team's response has changed since the last round
    #[arg(long, value_parser = ["yes", "no"])]
    pub response_changed: String,
    /// The findings; - reads them from stdin
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
    /// The priority: its number 1 to 3 in the current return, an id as #12, or words that only it has
    #[arg(long, value_name = "PLACE|#ID|TEXT")]
    pub priority: String,
    /// The class of the outcome
    #[arg(long, value_parser = outcome_values(), required_unless_present = "reopen")]
    pub outcome: Option<String>,
    /// The result in words; - reads them from stdin
    #[arg(long, value_name = "TEXT", required_unless_present = "reopen", allow_hyphen_values = true)]
    pub result: Option<String>,
    /// Reopen the priority
    #[arg(long, conflicts_with_all = ["result", "outcome"])]
    pub reopen: bool,
    /// The closing date [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}

/// `record update`.
#[derive(Args, Debug)]
pub struct UpdateArgs {
    #[command(flatten)]
    pub targets: SeveralArgs,
    /// How the council got the update
    #[arg(long, value_parser = answer_values())]
    pub how: String,
    /// The text of the update; - reads it from stdin
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub text: String,
    /// The date [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}

/// `record excuse`.
#[derive(Args, Debug)]
pub struct ExcuseArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// Why the council need not be met
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub reason: String,
    /// Who decided [default: the author of the change]
    #[arg(long, value_name = "NAME")]
    pub by_whom: Option<String>,
    /// The date of the decision [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}

/// `record told`.
#[derive(Args, Debug)]
pub struct ToldArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// The day on which the council was told [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// Correct the day that is on record for its newest change of team
    #[arg(long)]
    pub correct: bool,
}
