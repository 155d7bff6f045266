//! `record details` and `record categories`.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::args::view::{JsonArg, RoundArg};
use charter::council::Kind;

/// `record details`.
#[derive(Args, Debug)]
pub struct DetailsArgs {
    /// The councils, each an id, an ONS code, a name or its beginning
    #[arg(value_name = "COUNCIL", required = true)]
    pub councils: Vec<String>,
    /// The round of the answer
    #[command(flatten)]
    pub round: RoundArg,
    /// The format of the answer
    #[command(flatten)]
    pub json: JsonArg,
    /// Its team; '' removes it
    #[arg(long)]
    pub team: Option<String>,
    /// The council's own name
    #[arg(long)]
    pub name: Option<String>,
    /// The kind of body
    #[arg(long, value_parser = kinds())]
    pub kind: Option<String>,
    /// The first day of a new team, name or kind [default: the as-at day]. Earlier days keep the old one
    #[arg(long, value_name = "DATE", alias = "team-from", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// The role of the contact, not a name: the clerk
    #[arg(long, value_name = "ROLE")]
    pub contact: Option<String>,
    /// The contact's business address
    #[arg(long)]
    pub address: Option<String>,
    /// When it meets: 'second Tuesday monthly, not August'
    #[arg(long, value_name = "WORDS")]
    pub meets: Option<String>,
    /// The day from which it no longer exists; '' makes it active again
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub inactive_from: Option<String>,
    /// The council that it was merged into; repeat it if it was split
    #[arg(long = "successor", value_name = "COUNCIL")]
    pub successors: Vec<String>,
}

/// `record categories`.
#[derive(Args, Debug)]
pub struct CategoriesArgs {
    /// The whole list, in the order of choice; without names it is printed
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// The format of the answer
    #[command(flatten)]
    pub json: JsonArg,
}

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.code()))
}
