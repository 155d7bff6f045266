//! `record team` and `record officer`.

use clap::Args;

use crate::cli::args::view::{JsonArg, SeveralArgs};

/// `record team`.
#[derive(Args, Debug)]
pub struct TeamArgs {
    /// The team, by its name or its code; without one, all are printed
    #[arg(value_name = "TEAM")]
    pub team: Option<String>,
    /// The force's own code
    #[arg(long)]
    pub code: Option<String>,
    /// The role of its head, not a name: 'sergeant, Wem and Prees'
    #[arg(long, value_name = "ROLE")]
    pub head: Option<String>,
    /// Its public address
    #[arg(long, value_name = "ADDRESS")]
    pub mailbox: Option<String>,
    /// Its public telephone number
    #[arg(long, value_name = "NUMBER")]
    pub phone: Option<String>,
    /// The id of its neighbourhood on police.uk
    #[arg(long, value_name = "ID")]
    pub neighbourhood: Option<String>,
    /// The first day on which it exists; '' if it always did
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub begins: Option<String>,
    /// The day from which it no longer exists; '' if it does
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub ends: Option<String>,
    /// The team that takes over its councils on that day
    #[arg(long, value_name = "TEAM", requires = "ends")]
    pub successor: Option<String>,
    /// The format of the answer
    #[command(flatten)]
    pub json: JsonArg,
}

/// `record officer`.
#[derive(Args, Debug)]
pub struct OfficerArgs {
    #[command(flatten)]
    pub targets: SeveralArgs,
    /// The post, not a name: 'PC, Leominster'; '' for nobody any more
    #[arg(long)]
    pub post: String,
    /// The first day [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
}
