//! `inbox` and `import replies`: what came in, and what becomes of it.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::args::view::{JsonArg, RoundArg};

/// `import replies`.
#[derive(Args, Debug)]
pub struct ImportRepliesArgs {
    /// Mails (.eml, .mbox, .msg), sheets (.csv, .xlsx, .ods), and folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What a column of a sheet means, as HEADER=MEANING: council, code, county, received, sender, wish, priority,
    /// priorities, frequency, method, views, status, unused; give it again for each. The others are confirmed
    /// with --accept-columns
    #[arg(long = "column", value_name = "HEADER=MEANING")]
    pub columns: Vec<String>,
    /// Confirm the columns as they are proposed, but for what --column says; they are remembered for the next sheet with this header
    #[arg(long)]
    pub accept_columns: bool,
    /// Only say what would come in
    #[arg(long)]
    pub dry_run: bool,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `inbox`.
#[derive(Args, Debug)]
pub struct InboxArgs {
    /// What to do with an item; the list of what waits if nothing is said
    #[command(subcommand)]
    pub command: Option<InboxCommand>,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `inbox …`.
#[derive(Debug, Subcommand)]
pub enum InboxCommand {
    /// Show one item: the text with what was read out of it, and what accepting it would record
    Show(ItemArgs),
    /// Record what an item says: the return, that the council was heard, that the letter came back
    Accept(AcceptArgs),
    /// Record that the council was heard and will answer later
    Heard(ItemArgs),
    /// Record that the council declines
    Decline(DeclineArgs),
    /// Say whose an item is; its address or its name is remembered
    Council(CouncilArgs),
    /// Split an item over the councils that it speaks for
    Split(SplitArgs),
    /// Put an item away: it is no reply to the letter
    NotForUs(ItemArgs),
    /// Put an item off, or take it up again
    Later(ItemArgs),
}

/// Which item.
#[derive(Args, Debug)]
pub struct ItemArgs {
    /// The item, by the id that the list shows
    pub id: i64,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to answer
    #[command(flatten)]
    pub json: JsonArg,
}

/// `inbox decline`.
#[derive(Args, Debug)]
pub struct DeclineArgs {
    /// Which
    #[command(flatten)]
    pub item: ItemArgs,
    /// Which of two answers holds
    #[command(flatten)]
    pub holds: HoldsArg,
}

/// `--holds`.
#[derive(Args, Debug)]
pub struct HoldsArg {
    /// Where it disagrees with the return on record: this one holds, the one on record does, or both are kept
    #[arg(long, value_parser = ["this", "recorded", "both"])]
    pub holds: Option<String>,
}

/// `inbox accept`.
#[derive(Args, Debug)]
pub struct AcceptArgs {
    /// Which
    #[command(flatten)]
    pub item: ItemArgs,
    /// Whose it is, if that is not certain: an id, an ONS code or a name; it is remembered
    #[arg(long)]
    pub council: Option<String>,
    /// When the council sent it, if the item does not say or says it wrongly
    #[arg(long, value_name = "DATE[TTIME]", allow_hyphen_values = true)]
    pub received: Option<String>,
    /// Take also what was read and is only offered, because it may be read wrongly
    #[arg(long)]
    pub offered: bool,
    /// Whether it wishes to take part, in place of what was read
    #[arg(long, value_parser = ["yes", "no", "unknown"])]
    pub wish: Option<String>,
    /// A priority in place of those that were read; give it again for each; '' for none
    #[arg(long = "priority", value_name = "TEXT")]
    pub priorities: Vec<String>,
    /// How often, in place of what was read
    #[arg(long, value_name = "WORDS")]
    pub frequency: Option<String>,
    /// How, in place of what was read
    #[arg(long, value_name = "WORDS")]
    pub method: Option<String>,
    /// Its views, in its own words
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub views: Option<String>,
    /// Which of two answers holds
    #[command(flatten)]
    pub holds: HoldsArg,
}

/// `inbox council`.
#[derive(Args, Debug)]
pub struct CouncilArgs {
    /// Which
    #[command(flatten)]
    pub item: ItemArgs,
    /// An id, an ONS code or a name
    pub council: String,
}

/// `inbox split`.
#[derive(Args, Debug)]
pub struct SplitArgs {
    /// Which
    #[command(flatten)]
    pub item: ItemArgs,
    /// The councils, at least two, each an id, an ONS code or a name
    #[arg(required = true, num_args = 2..)]
    pub councils: Vec<String>,
}
