//! `inbox` and `import replies`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::args::view::{JsonArg, RoundArg};

/// `import replies`.
#[derive(Args, Debug)]
pub struct ImportRepliesArgs {
    /// Mails (.eml, .mbox, .msg), sheets (.csv, .xlsx, .ods), and folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The meaning of a column, as HEADER=MEANING: council, code, county, received, sender, wish, priority, priorities,
    /// frequency, method, views, status, unused; repeat it for each column. Confirm the others with --accept-columns
    #[arg(long = "column", value_name = "HEADER=MEANING")]
    pub columns: Vec<String>,
    /// Confirm the proposed meanings, except those given with --column; they are remembered for sheets with the same
    /// header
    #[arg(long)]
    pub accept_columns: bool,
    /// Leave out rows of sheets that are hidden, by hand or by a filter; without it they are read, with a note
    #[arg(long)]
    pub leave_out_hidden: bool,
    /// Only report what would be imported
    #[arg(long)]
    pub dry_run: bool,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `inbox`.
#[derive(Args, Debug)]
pub struct InboxArgs {
    /// What to do with an item; without a command, the list of pending items
    #[command(subcommand)]
    pub command: Option<InboxCommand>,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

/// `inbox …`.
#[derive(Debug, Subcommand)]
pub enum InboxCommand {
    /// Show one item: its text, the values read from it, and what accepting it would record
    Show(ItemArgs),
    /// Record what an item says: the return, the reply, or the undelivered letter
    Accept(AcceptArgs),
    /// Record that the council replied and will answer later
    Heard(ItemArgs),
    /// Record that the council declines
    Decline(DeclineArgs),
    /// Assign an item to a council; its address or name is remembered
    Council(CouncilArgs),
    /// Split an item over the councils that it names
    Split(SplitArgs),
    /// Dismiss an item that is no reply to the letter
    NotForUs(ItemArgs),
    /// Postpone an item, or take it up again
    Later(ItemArgs),
}

/// The item.
#[derive(Args, Debug)]
pub struct ItemArgs {
    /// The item, by its id in the list
    pub id: i64,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The format of the answer
    #[command(flatten)]
    pub json: JsonArg,
}

/// `inbox decline`.
#[derive(Args, Debug)]
pub struct DeclineArgs {
    /// The item
    #[command(flatten)]
    pub item: ItemArgs,
    /// Which of two contradicting answers applies
    #[command(flatten)]
    pub holds: HoldsArg,
}

/// `--holds`.
#[derive(Args, Debug)]
pub struct HoldsArg {
    /// If it contradicts the recorded return: this one applies, the recorded one does, or both are kept
    #[arg(long, value_parser = ["this", "recorded", "both"])]
    pub holds: Option<String>,
}

/// `inbox accept`.
#[derive(Args, Debug)]
pub struct AcceptArgs {
    /// The item
    #[command(flatten)]
    pub item: ItemArgs,
    /// The council, if it is not certain: an id, an ONS code or a name; it is remembered
    #[arg(long)]
    pub council: Option<String>,
    /// When the council sent it, if the item does not say or is wrong
    #[arg(long, value_name = "DATE[TTIME]", allow_hyphen_values = true)]
    pub received: Option<String>,
    /// Also accept the suggested values, which may be misread
    #[arg(long)]
    pub offered: bool,
    /// Record what was read, although other words sound like an answer or the reader is not sure
    #[arg(long)]
    pub incomplete: bool,
    /// Whether it wishes to take part, instead of the value read
    #[arg(long, value_parser = ["yes", "no", "unknown"])]
    pub wish: Option<String>,
    /// A priority, instead of those read; repeat it for each; '' for none
    #[arg(long = "priority", value_name = "TEXT")]
    pub priorities: Vec<String>,
    /// How often, instead of the value read
    #[arg(long, value_name = "WORDS")]
    pub frequency: Option<String>,
    /// How, instead of the value read
    #[arg(long, value_name = "WORDS")]
    pub method: Option<String>,
    /// Its views, in its own words
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub views: Option<String>,
    /// Which of two contradicting answers applies
    #[command(flatten)]
    pub holds: HoldsArg,
}

/// `inbox council`.
#[derive(Args, Debug)]
pub struct CouncilArgs {
    /// The item
    #[command(flatten)]
    pub item: ItemArgs,
    /// An id, an ONS code or a name
    pub council: String,
}

/// `inbox split`.
#[derive(Args, Debug)]
pub struct SplitArgs {
    /// The item
    #[command(flatten)]
    pub item: ItemArgs,
    /// The councils, at least two, each an id, an ONS code or a name
    #[arg(required = true, num_args = 2..)]
    pub councils: Vec<String>,
}
