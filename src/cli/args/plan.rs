//! `plan`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use crate::cli::args::view::{FilterArgs, JsonArg, RoundArg};

/// `plan`.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("duties").required(true).multiple(true))]
pub struct PlanArgs {
    /// When somebody is on duty: "6 nov, 8-10 nov 17:00-22:00, 14 dec x2"
    #[arg(long, value_name = "TEXT", group = "duties")]
    pub duty: Option<String>,
    /// A duty roster as a calendar file; each event is a shift of the officer that it names
    #[arg(long, value_name = "FILE.ics", group = "duties")]
    pub shifts: Option<PathBuf>,
    /// The first day [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// The last day [default: the last of the round's quarter]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub until: Option<String>,
    /// Fail if planned meetings don't fit the duty [default: drop those that don't fit]
    #[arg(long)]
    pub hold: bool,
    /// Plan as if nothing were planned yet
    #[arg(long, conflicts_with = "hold")]
    pub afresh: bool,
    /// Your own choice for a council: in-person, digital, written or leave-out, and the day of another meeting: Wem=digital
    /// or Wem=in-person,21 nov; repeat it for each
    #[arg(long = "choose", value_name = "COUNCIL=WAY[,DATE]")]
    pub choices: Vec<String>,
    /// Put the plan into the diary as one change
    #[arg(long)]
    pub accept: bool,
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
