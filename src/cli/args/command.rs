//! The command line: global options and the list of commands.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::area::AreasArgs;
use super::files::{BackupArgs, CheckArgs, ExportCommand, HandoverArgs, ImportCommand, RestoreArgs};
use super::inbox::InboxArgs;
use super::letters::LettersArgs;
use super::plan::PlanArgs;
use super::record::RecordCommand;
use super::report::ReportArgs;
use super::round::RoundArgs;
use crate::cli::args::view::{
    BriefArgs, DiaryArgs, HistoryArgs, KeysArgs, ListArgs, PrioritiesArgs, RoundViewArgs, SearchArgs, ShowArgs,
};
use crate::settings::{ColorWhen, ThemeName};

/// Shows which councils have answered the charter letter, and what was promised to them.
///
/// Without a command it opens the dashboard. Every command also works without a screen: data goes to stdout, messages
/// to stderr.
#[derive(Debug, Parser)]
#[command(name = "charterdesk", version, max_term_width = 100, after_help = AFTER_HELP)]
pub struct CommandLine {
    #[command(flatten)]
    pub global: GlobalArgs,
    /// The command; without one the dashboard opens.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The options alone. clap builds every subcommand before it looks at a word, which takes a millisecond; most starts open
/// the dashboard and name none.
#[derive(Debug, Parser)]
#[command(name = "charterdesk", disable_help_flag = true)]
struct OptionsOnly {
    #[command(flatten)]
    global: GlobalArgs,
}

impl CommandLine {
    /// # Errors
    /// What clap says of words that it cannot parse; help and the version are such errors too.
    pub fn parse_words(words: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let words: Vec<OsString> = words.into_iter().collect();
        match OptionsOnly::try_parse_from(&words) {
            Ok(OptionsOnly { global }) => Ok(Self { global, command: None }),
            Err(_) => Self::try_parse_from(words),
        }
    }
}

const AFTER_HELP: &str = "\
Exit codes: 0 done, 1 failed, 2 not asked properly, 3 refused (the reason is on stderr, and nothing was changed).

COUNCIL is an id, an ONS code (E04...), a name, or the beginning of a name that no other council has. PRIORITY is its place 1 to 3, an id as #12, or words that only it has. DATE is 2023-09-30 or as a person types it: 30/9, 30 sep, tue, -1.";

const GLOBAL_OPTIONS: &str = "Options of every command";

const DASHBOARD_OPTIONS: &str = "Options of the dashboard";

/// Options of every command, before or after its name.
#[derive(Args, Clone, Debug)]
pub struct GlobalArgs {
    /// The database [default: $CHARTERDESK_DATABASE, else charterdesk/charterdesk.db in your data folder]
    #[arg(long, global = true, help_heading = GLOBAL_OPTIONS, value_name = "PATH")]
    pub database: Option<PathBuf>,
    /// Show everything as at this day [default: today]
    #[arg(long, global = true, help_heading = GLOBAL_OPTIONS, value_name = "DATE", allow_hyphen_values = true)]
    pub as_at: Option<String>,
    /// The author of changes, for the journal [default: your user name]
    #[arg(long, global = true, help_heading = GLOBAL_OPTIONS, value_name = "NAME")]
    pub by: Option<String>,
    /// When to use colour and bold
    #[arg(long, global = true, help_heading = GLOBAL_OPTIONS, value_name = "WHEN", value_enum, default_value_t)]
    pub color: ColorWhen,
    /// Print and draw ASCII only
    #[arg(long, global = true, help_heading = GLOBAL_OPTIONS)]
    pub ascii: bool,
    /// The colours of the dashboard [default: the setting `theme`]
    #[arg(long, global = true, help_heading = DASHBOARD_OPTIONS, value_name = "NAME", value_enum)]
    pub theme: Option<ThemeName>,
    /// Leave the mouse to the terminal
    #[arg(long, global = true, help_heading = DASHBOARD_OPTIONS)]
    pub no_mouse: bool,
    /// Draw lines for a screen reader: no columns, bars or borders, and the cursor on the selected row
    #[arg(long, global = true, help_heading = DASHBOARD_OPTIONS)]
    pub reader: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the dashboard on invented replies, in a temporary database
    Demo,
    /// Print what there is to do on the day: replies, meetings, what is owed, overdue or not saved
    Today(RoundViewArgs),
    /// List the councils and their status
    List(ListArgs),
    /// Show everything on file about one council
    Show(ShowArgs),
    /// List the counties, districts and teams that exist on the day
    Areas(AreasArgs),
    /// Print the meetings of a period: recorded, and expected by the councils' patterns
    Diary(DiaryArgs),
    /// Print the promise of one engagement a quarter, council by council
    Promises(RoundViewArgs),
    /// Print how long councils wait for an acknowledgement, a first action, an update
    ResponseTimes(RoundViewArgs),
    /// Report a round to a committee: figures with their bases, as a page, text, CSV, a workbook or JSON
    Report(ReportArgs),
    /// Print the priorities and the work on them
    Priorities(PrioritiesArgs),
    /// Propose which meetings to attend within the available duty
    Plan(PlanArgs),
    /// Print one page to take to a council's meeting
    Brief(BriefArgs),
    /// Write what another team needs to take over
    Handover(HandoverArgs),
    /// List the replies that wait for a decision, or decide about one
    Inbox(InboxArgs),
    /// Draft letters as files for you to send, or record that they were sent
    Letters(LettersArgs),
    /// Record a reply, a meeting, a letter, a decision, or work on priorities
    #[command(subcommand)]
    Record(RecordCommand),
    /// List the rounds, open one, or change its dates
    Round(RoundArgs),
    /// Search everything written: priorities, notes, replies, updates, actions, results, requests, events,
    /// issued reports
    Search(SearchArgs),
    /// Show who changed what and when, with the old and the new values
    History(HistoryArgs),
    /// Undo the last change
    Undo,
    /// Redo the last undone change
    Redo,
    /// Write the diary for a calendar program, or records as a table
    #[command(subcommand)]
    Export(ExportCommand),
    /// Import a register of parishes, areas, contacts, a calendar, an exported table, or replies
    #[command(subcommand)]
    Import(ImportCommand),
    /// Check the database: the file, the journal, permissions, location, backups
    Check(CheckArgs),
    /// Make a backup now, and check it
    Backup(BackupArgs),
    /// List the backups, or restore one
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
    /// Parse untrusted files with limits on memory and time; the program starts itself with this command
    #[command(name = "__read-file", hide = true)]
    ReadFile { files: Vec<PathBuf> },
}

#[cfg(test)]
mod tests {
    use super::CommandLine;
    use charter::filter::Show;
    use clap::{CommandFactory, Parser};
    use rstest::rstest;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[rstest]
    #[case("")]
    #[case("--as-at 2023-10-01 --no-mouse --theme paper --database a.db --by x")]
    #[case("--as-at=-1 --reader --ascii --color never")]
    #[case("--as-at 2023-10-01 list --by x")]
    #[case("lis")]
    #[case("demo")]
    #[case("--theme nothing")]
    #[case("--database")]
    #[case("--reader --reader")]
    #[case("--help")]
    #[case("-h")]
    #[case("--version")]
    #[case("help list")]
    fn options_alone_are_parsed_as_with_the_subcommands(#[case] line: &str) {
        let words = || std::iter::once("charterdesk").chain(line.split_whitespace());
        let quick = CommandLine::parse_words(words().map(Into::into));
        let whole = CommandLine::try_parse_from(words());
        let text = |parsed: Result<CommandLine, clap::Error>| match parsed {
            Ok(parsed) => format!("{parsed:?}"),
            Err(error) => error.to_string(),
        };
        assert_eq!(text(quick), text(whole));
    }

    #[test]
    fn the_help_names_every_word_that_can_be_shown() {
        let mut command = CommandLine::command();
        let help = command.find_subcommand_mut("list").unwrap().render_long_help().to_string();
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(Show::ALL.iter().all(|show| help.contains(show.code())), "{help}");
    }

    /// Splits a shell command at spaces, up to a pipe or a file. Only double quotes are handled.
    fn words(line: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let mut quoted = false;
        for c in line.split(['|', '>']).next().unwrap_or_default().trim_end().chars() {
            match c {
                '"' => quoted = !quoted,
                ' ' if !quoted => words.push(String::new()),
                c => words.last_mut().unwrap().push(c),
            }
        }
        words
    }

    #[test]
    fn the_readme_shows_every_command_and_each_example_is_understood() {
        let readme = include_str!("../../../README.md");
        let (_, section) = readme.split_once("\n## Without a screen\n").unwrap();
        let (section, _) = section.split_once("\n## ").unwrap();
        let examples: Vec<Vec<String>> =
            section.lines().filter(|line| line.starts_with("charterdesk ")).map(words).collect();
        for example in &examples {
            assert!(CommandLine::try_parse_from(example).is_ok(), "{example:?}");
        }
        let command = CommandLine::command();
        let visible = command.get_subcommands().filter(|command| !command.is_hide_set());
        let missing: Vec<&str> = visible
            .map(clap::Command::get_name)
            .filter(|name| *name != "demo" && !examples.iter().any(|words| words[1] == *name))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
