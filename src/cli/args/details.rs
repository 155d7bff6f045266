//! `record details`, `record contact`, `record categories` and `record aims`.

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
    /// Its county, by name or code
    #[arg(long)]
    pub county: Option<String>,
    /// Its district, by name or code
    #[arg(long)]
    pub district: Option<String>,
    /// The first day of a new team, name, kind, county or district [default: the as-at day]. Earlier days keep the old one.
    /// Without a day, what nobody knew before is filled in for earlier days too
    #[arg(long, value_name = "DATE", alias = "team-from", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// The role of the contact that letters go to, not a name: the clerk. `record contact` records more
    #[arg(long, value_name = "ROLE")]
    pub contact: Option<String>,
    /// That contact's e-mail address, or else postal address; '' removes it
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

/// `record contact`.
#[derive(Args, Debug)]
pub struct ContactArgs {
    /// The councils that it is for, each an id, an ONS code, a name or its beginning. With --amend they replace those on
    /// record
    #[arg(value_name = "COUNCIL", required_unless_present = "amend")]
    pub councils: Vec<String>,
    /// Amend this contact: its id in `show`. What is not given stays
    #[arg(long, value_name = "ID")]
    pub amend: Option<i64>,
    /// clerk, deputy clerk, chair or another role; never a person's name
    #[arg(long, required_unless_present = "amend")]
    pub role: Option<String>,
    /// The e-mail address
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// The telephone number
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub phone: Option<String>,
    /// The postal address
    #[arg(long, value_name = "ADDRESS")]
    pub post: Option<String>,
    /// How a letter begins: 'Dear Clerk'
    #[arg(long, value_name = "WORDS")]
    pub salutation: Option<String>,
    /// The first day on which it holds
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// The last day on which it holds; '' if it holds on
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub to: Option<String>,
    /// Where the details come from
    #[arg(long, value_name = "WORDS")]
    pub source: Option<String>,
    /// The day on which you made sure that they are right
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub checked: Option<String>,
    /// The day on which mail to the address came back; '' if it did not
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub bounced: Option<String>,
    /// The format of the answer
    #[command(flatten)]
    pub json: JsonArg,
}

/// `record categories`, `record aims`.
#[derive(Args, Debug)]
pub struct NameListArgs {
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
