//! `record request`, `record issue-report` and `record event`.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::args::view::{JsonArg, RoundArg};
use charter::public_event::EventKind;
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

/// `record issue-report`.
#[derive(Args, Debug)]
pub struct IssueReportArgs {
    /// An issued report, by its id: it is printed; with --figures, what changed since. Without one and without --figures,
    /// all are listed
    #[arg(value_name = "ID")]
    pub report: Option<i64>,
    /// The figures, as a JSON list; - reads them from stdin
    #[arg(long, value_name = "FILE")]
    pub figures: Option<String>,
    /// The body or role that it goes to, not a name
    #[arg(long, value_name = "ROLE")]
    pub to: Option<String>,
    /// The area that it is for [default: all councils]
    #[arg(long)]
    pub area: Option<String>,
    /// Its layout [default: summary]
    #[arg(long, value_parser = ["summary", "committee", "inspector"])]
    pub layout: Option<String>,
    /// The issued report that it corrects, by its id; it is of the same round and day
    #[arg(long, value_name = "ID", requires = "reason")]
    pub corrects: Option<i64>,
    /// Why its numbers differ from those of the corrected report
    #[arg(long, value_name = "TEXT", requires = "corrects")]
    pub reason: Option<String>,
    /// The round of the report
    #[command(flatten)]
    pub round: RoundArg,
    /// The format of the answer
    #[command(flatten)]
    pub json: JsonArg,
}

/// `record event`.
#[derive(Args, Debug)]
pub struct EventArgs {
    /// The event to change, by its id. Without one and without --on, all are printed
    #[arg(value_name = "ID")]
    pub event: Option<i64>,
    /// The day of the event
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// The time, as 19:30; '' if it is not fixed
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// What it is. From a committee's meeting the diary derives when papers and questions are due [default: surgery]
    #[arg(long, value_parser = event_kinds())]
    pub kind: Option<String>,
    /// Where it is held; of a committee's meeting also which committee: Police and Crime Panel, County Hall
    #[arg(long)]
    pub place: Option<String>,
    /// A council that it covers; repeat it for each. They replace those on record; '' for none
    #[arg(long = "council", value_name = "COUNCIL")]
    pub councils: Vec<String>,
    /// How many people came; '' if it was not counted
    #[arg(long, value_name = "N")]
    pub attendance: Option<String>,
    /// Whether it counts as contact with the councils that it covers, so that it keeps the promise of one contact in its
    /// quarter. An event does not, unless the sergeant says so [default: no]
    #[arg(long, value_name = "YES|NO", value_parser = ["yes", "no"])]
    pub counts_as_contact: Option<String>,
    /// The format of the answer
    #[command(flatten)]
    pub json: JsonArg,
}

fn event_kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(EventKind::ALL.iter().map(|kind| kind.code()))
}
