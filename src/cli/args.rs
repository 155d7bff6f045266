//! The command line, as types.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};

use crate::domain::meeting::{Attendance, Reason};
use crate::settings::ColorWhen;

/// Which councils have answered the charter letter, and what was promised to them.
///
/// Without a command it opens the dashboard. Every command works without a screen: data goes to stdout, talk to stderr.
#[derive(Debug, Parser)]
#[command(name = "charterdesk", version, max_term_width = 100, after_help = AFTER_HELP)]
pub struct CommandLine {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do; the dashboard if nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
}

const AFTER_HELP: &str = "\
Exit codes: 0 done, 1 failed, 2 not asked properly, 3 refused (the reason is on stderr, and nothing was changed).

COUNCIL is an id, an ONS code (E04...) or a name. DATE is 2023-09-30 or as a person types it: 30/9, 30 sep, tue, -1.";

const EVERYWHERE: &str = "Options of every command";

/// Options of every command, before or after its name.
#[derive(Args, Clone, Debug)]
pub struct Global {
    /// The database [default: $CHARTERDESK_DATABASE, else charterdesk/charterdesk.db in your data folder]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "PATH")]
    pub database: Option<PathBuf>,
    /// Show everything as at this day [default: today]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "DATE", allow_hyphen_values = true)]
    pub as_at: Option<String>,
    /// Who makes the change, for the journal [default: your user name]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "NAME")]
    pub by: Option<String>,
    /// When to use colour and bold
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "WHEN", value_enum, default_value_t)]
    pub color: ColorWhen,
    /// Print and draw ASCII only
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub ascii: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the dashboard on invented replies, in a database that is thrown away
    Demo,
    /// List the councils and how they stand
    List(ListArgs),
    /// Show everything on file about one council
    Show(ShowArgs),
    /// Record what was heard from a council, or a meeting
    #[command(subcommand)]
    Record(RecordCommand),
    /// Show who changed what, when, from which value to which
    History(HistoryArgs),
    /// Take the last change back
    Undo,
    /// Make the change that was last taken back again
    Redo,
    /// Read another list into the database
    #[command(subcommand)]
    Import(ImportCommand),
    /// List the backups, or put one in the place of the database
    Restore(RestoreArgs),
    /// Print the keys of the dashboard
    Keys(KeysArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (man -l <(charterdesk man))
    Man,
}

/// `list`.
#[derive(Args, Debug)]
pub struct ListArgs {
    /// Only this county
    #[arg(long)]
    pub county: Option<String>,
    /// Only this district
    #[arg(long)]
    pub district: Option<String>,
    /// Only this team
    #[arg(long)]
    pub team: Option<String>,
    /// Only what these words show, with commas between: missed, silent, heard-not-confirmed, late, never-reached,
    /// awaiting, due-soon, holding, partial, confirmed, declined, assumed-declined, not-sent, undelivered,
    /// promise-owed, promise-planned, promise-met, promise-written, promise-missed, promise-excused, cannot-decide,
    /// preferences-missing, needs-choice, conflict, update-owed
    #[arg(long, value_name = "WORDS")]
    pub show: Option<String>,
    /// Only what this text finds in the names of councils and parishes
    #[arg(long, value_name = "TEXT")]
    pub find: Option<String>,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `show`.
#[derive(Args, Debug)]
pub struct ShowArgs {
    /// An id, an ONS code or a name
    pub council: String,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// Which round is meant.
#[derive(Args, Debug)]
pub struct RoundArg {
    /// The round, by its quarter, as 2023-Q4 [default: the newest]
    #[arg(long, value_name = "QUARTER")]
    pub round: Option<String>,
}

/// Whether the answer is a document.
#[derive(Args, Debug)]
pub struct JsonArg {
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

/// `record …`.
#[derive(Debug, Subcommand)]
pub enum RecordCommand {
    /// What the council has confirmed: wish, priorities, frequency, method
    Return(ReturnArgs),
    /// Something heard that is no return: a holding reply, a call
    Reply(ReplyArgs),
    /// A meeting, held or planned, and how the team took part
    Meeting(MeetingArgs),
    /// A note of your own
    Note(NoteArgs),
}

/// `record return`.
#[derive(Args, Debug)]
pub struct ReturnArgs {
    /// An id, an ONS code or a name
    pub council: String,
    /// When the council sent it: a date, with a time if it is known (2023-09-30T23:30Z)
    #[arg(long, value_name = "DATE[TTIME]", allow_hyphen_values = true)]
    pub received: String,
    /// Whether it wishes to take part
    #[arg(long, value_parser = ["yes", "no", "unknown"])]
    pub wish: String,
    /// A priority, in the council's words; give it again for each. More than three are kept, and three are to be agreed.
    /// If none is given, those of the return in force stay; '' says that there are none
    #[arg(long = "priority", value_name = "TEXT")]
    pub priorities: Vec<String>,
    /// monthly, quarterly, six-monthly, yearly, as-needed, not-stated, or the council's own words
    #[arg(long, value_name = "WORDS")]
    pub frequency: Option<String>,
    /// in-person, digital, written-update, phone, not-required, not-stated, or the council's own words
    #[arg(long, value_name = "WORDS")]
    pub method: Option<String>,
    /// Its views, in its own words; - reads them from stdin
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub views: Option<String>,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to answer
    #[command(flatten)]
    pub json: JsonArg,
}

/// `record reply`.
#[derive(Args, Debug)]
pub struct ReplyArgs {
    /// An id, an ONS code or a name
    pub council: String,
    /// When the council sent it: a date, with a time if it is known (2023-09-30T23:30Z)
    #[arg(long, value_name = "DATE[TTIME]", allow_hyphen_values = true)]
    pub received: String,
    /// The text as received; - reads it from stdin
    #[arg(long, allow_hyphen_values = true)]
    pub text: String,
    /// How it came: e-mail, phone, at a meeting
    #[arg(long, default_value = "", hide_default_value = true)]
    pub channel: String,
    /// The role that it came from: clerk, chair
    #[arg(long, value_name = "ROLE", default_value = "", hide_default_value = true)]
    pub from: String,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to answer
    #[command(flatten)]
    pub json: JsonArg,
}

/// `record meeting`.
#[derive(Args, Debug)]
pub struct MeetingArgs {
    /// An id, an ONS code or a name
    pub council: String,
    /// The day of the meeting
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: String,
    /// How the team took part
    #[arg(long, value_parser = attendances())]
    pub attendance: String,
    /// Why it was not attended
    #[arg(long, value_parser = reasons())]
    pub reason: Option<String>,
    /// Who from the team, as a role or a collar number; give it again for each
    #[arg(long = "officer", value_name = "WHO")]
    pub officers: Vec<String>,
    /// What was said; - reads it from stdin
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub note: String,
    /// The time of day, as 19:30
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// Where
    #[arg(long, default_value = "", hide_default_value = true)]
    pub place: String,
    /// Which priorities were covered, by their places: 1,2
    #[arg(long, value_name = "PLACES", value_delimiter = ',', value_parser = clap::value_parser!(u8).range(1..=3))]
    pub covers: Vec<u8>,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to answer
    #[command(flatten)]
    pub json: JsonArg,
}

/// What stands for a meeting that is still to come.
pub const PLANNED: &str = "planned";

fn attendances() -> PossibleValuesParser {
    PossibleValuesParser::new(Attendance::ALL.iter().map(|attendance| attendance.code()).chain([PLANNED]))
}

fn reasons() -> PossibleValuesParser {
    PossibleValuesParser::new(Reason::ALL.iter().map(|reason| reason.code()))
}

/// `record note`.
#[derive(Args, Debug)]
pub struct NoteArgs {
    /// An id, an ONS code or a name
    pub council: String,
    /// The words; - reads them from stdin
    #[arg(long, allow_hyphen_values = true)]
    pub text: String,
    /// The day that it is about [default: the as-at day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// In which round
    #[command(flatten)]
    pub round: RoundArg,
    /// How to answer
    #[command(flatten)]
    pub json: JsonArg,
}

/// `history`.
#[derive(Args, Debug)]
pub struct HistoryArgs {
    /// An id, an ONS code or a name; all councils if none is given
    pub council: Option<String>,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `import …`.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// A register of parishes: a CSV file with the columns code, parish, county, and if you have them council, kind,
    /// district, team, latitude, longitude, in any order
    Councils(ImportCouncilsArgs),
}

/// `import councils`.
#[derive(Args, Debug)]
pub struct ImportCouncilsArgs {
    /// The file
    pub file: PathBuf,
    /// Only say what it would change
    #[arg(long)]
    pub dry_run: bool,
    /// How to print it
    #[command(flatten)]
    pub json: JsonArg,
}

/// `restore`.
#[derive(Args, Debug)]
pub struct RestoreArgs {
    /// The backup, by the name that the list shows; the list if none is given
    pub name: Option<String>,
    /// How to print the list
    #[command(flatten)]
    pub json: JsonArg,
}

/// `keys`.
#[derive(Args, Debug)]
pub struct KeysArgs {
    /// As a table in Markdown (the only form there is)
    #[arg(long)]
    pub markdown: bool,
}

#[cfg(test)]
mod tests {
    use super::CommandLine;
    use crate::domain::filter::Show;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn the_help_names_every_word_that_can_be_shown() {
        let mut command = CommandLine::command();
        let help = command.find_subcommand_mut("list").unwrap().render_long_help().to_string();
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(Show::ALL.iter().all(|show| help.contains(show.code())), "{help}");
    }
}
