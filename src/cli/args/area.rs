//! `areas` and `record area`.

use clap::Args;

use crate::cli::args::view::JsonArg;

/// `areas`.
#[derive(Args, Debug)]
pub struct AreasArgs {
    /// Only this county, district or team, by its name or code, on whatever day it exists
    #[arg(value_name = "AREA")]
    pub area: Option<String>,
    /// Only areas of this level
    #[arg(long, value_parser = ["county", "district", "team"])]
    pub level: Option<String>,
    /// Those that do not exist on the day too
    #[arg(long)]
    pub all: bool,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `record area`.
#[derive(Args, Debug)]
pub struct AreaArgs {
    /// The county or district, by its name or code; without one, all are printed
    #[arg(value_name = "AREA")]
    pub area: Option<String>,
    /// What it is; needed for a new one, and where a county and a district have one name
    #[arg(long, value_parser = ["county", "district"])]
    pub level: Option<String>,
    /// The code of the Office for National Statistics: E07000238; '' if it is not known
    #[arg(long)]
    pub code: Option<String>,
    /// The first day on which it exists; '' if it always did
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub begins: Option<String>,
    /// The day from which it no longer exists; '' if it does
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub ends: Option<String>,
    /// The county or district that takes over its councils on that day
    #[arg(long, value_name = "AREA")]
    pub successor: Option<String>,
    /// The format of the answer
    #[command(flatten)]
    pub json: JsonArg,
}
