//! `record request`.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::args::view::JsonArg;
use charter::request::RequestKind;

/// `record request`.
#[derive(Args, Debug)]
pub struct RequestArgs {
    /// The request to answer or correct, by its id. Without one and without --what, all are printed
    #[arg(value_name = "ID")]
    pub request: Option<i64>,
    /// The body or role that asked, not a name: Police and Crime Panel
    #[arg(long, value_name = "ROLE")]
    pub asked_by: Option<String>,
    /// The day on which it was asked [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// How it was put [default: consider]
    #[arg(long, value_parser = kinds())]
    pub kind: Option<String>,
    /// What was asked for; - reads it from stdin
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub what: Option<String>,
    /// The role that answers it; '' for nobody yet
    #[arg(long, value_name = "ROLE")]
    pub owner: Option<String>,
    /// The last day to answer it; '' if none was given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub due: Option<String>,
    /// The day of the answer; '' opens the request again
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub answered: Option<String>,
    /// With what it was answered; - reads it from stdin
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub answer: Option<String>,
    /// Print only those that are open on the day
    #[arg(long, conflicts_with_all = ["request", "asked_by", "what"])]
    pub open: bool,
    /// The format of the answer
    #[command(flatten)]
    pub json: JsonArg,
}

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(RequestKind::ALL.iter().map(|kind| kind.code()))
}
