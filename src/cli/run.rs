//! Parses the command line, runs the command, returns the exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;

use super::args::{Command, CommandLine, ExportCommand, ImportCommand};
use super::failure::Failure;
use super::{
    areas, backup, brief, check, completions, dashboard, demo, diary, handover, history, import_diary, import_replies,
    inbox, letters, list, man, plan, priorities, promises, record, report, response_times, restore, round, search,
    show, today, undo,
};
use crate::cli::context::{Context, Invocation};
use crate::cli::environment::Environment;
use crate::cli::output::Output;
use crate::cli::table::Layout;
use crate::cli::{
    export_diary, export_table, import_areas, import_baseline, import_contacts, import_councils, import_table,
    read_file,
};
use crate::clock::Clock;
use crate::session::{ExitReason, Session};
use crate::settings::ColorWhen;
use desk::tables::TableKind;

/// `dashboard` opens the dashboard; `keys` returns its keys as Markdown.
pub fn run(
    words: impl IntoIterator<Item = OsString>,
    dashboard: fn(Session) -> anyhow::Result<ExitReason>,
    keys: fn() -> String,
) -> ExitCode {
    handle_file_size_signal();
    let mut environment = Environment::read();
    let CommandLine { mut global, command } = match CommandLine::parse_words(words) {
        Ok(parsed) => parsed,
        Err(error) => {
            print_parse_error(&error, environment.ascii_locale);
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    global.ascii |= environment.ascii_locale;
    environment.no_color |= global.color == ColorWhen::Never;
    let bold = match global.color {
        ColorWhen::Always => true,
        ColorWhen::Auto => environment.stdout_is_terminal && !environment.no_color,
        ColorWhen::Never => false,
    };
    let layout = Layout { width: environment.width, ascii: global.ascii };
    let mut out = Output::new(layout, bold);
    let invocation = Invocation { global, environment, clock: Clock::System };
    let done = dispatch(command, &invocation, &mut out, dashboard, keys).and_then(|()| out.flush());
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(message) = failure.message() {
                out.print_message(&format!("charterdesk: {message}"));
            }
            failure.exit_code()
        }
    }
}

/// Also prints help and the version, which clap reports as errors.
fn print_parse_error(error: &clap::Error, ascii: bool) {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // A closed pipe, as after `head`, is no failure.
            let _ = error.print();
        }
        // The message quotes what the user typed or pasted, so it is sanitized.
        _ => Output::new(Layout { width: None, ascii }, false).print_message(&error.render().to_string()),
    }
}

/// Under `ulimit -f` a write beyond the limit raises SIGXFSZ, which ends the program. With a handler the write fails
/// instead, and the error is reported.
fn handle_file_size_signal() {
    // Without the handler the default applies, and nobody can act on the error.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

fn dispatch(
    command: Option<Command>,
    invocation: &Invocation,
    out: &mut Output,
    dashboard: fn(Session) -> anyhow::Result<ExitReason>,
    keys: fn() -> String,
) -> Result<(), Failure> {
    let Some(command) = command else { return dashboard::run(invocation, dashboard) };
    match command {
        Command::Demo => demo::run(invocation, dashboard),
        Command::Today(args) => today::run(&args, &Context::open(invocation, out)?, out),
        Command::List(args) => list::run(&args, &Context::open(invocation, out)?, out),
        Command::Show(args) => show::run(&args, &Context::open(invocation, out)?, out),
        Command::Areas(args) => areas::run(&args, &Context::open(invocation, out)?, out),
        Command::Diary(args) => diary::run(&args, &Context::open(invocation, out)?, out),
        Command::Promises(args) => promises::run(&args, &Context::open(invocation, out)?, out),
        Command::ResponseTimes(args) => response_times::run(&args, invocation, out),
        Command::Report(args) => report::run(&args, invocation, out),
        Command::Priorities(args) => priorities::run(&args, &Context::open(invocation, out)?, out),
        Command::Plan(args) => plan::run(&args, invocation, out),
        Command::Brief(args) => brief::run(&args, &Context::open(invocation, out)?, out),
        Command::Handover(args) => handover::run(&args, &Context::open(invocation, out)?, out),
        Command::Record(args) => record::run(&args, invocation, out),
        Command::Round(args) => round::run(&args, invocation, out),
        Command::Search(args) => search::run(&args, &Context::open(invocation, out)?, out),
        Command::History(args) => history::run(&args, &Context::open(invocation, out)?, out),
        Command::Undo => undo::undo(&mut Context::open(invocation, out)?, out),
        Command::Redo => undo::redo(&mut Context::open(invocation, out)?, out),
        Command::Export(command) => export(&command, &Context::open(invocation, out)?, out),
        Command::Import(ImportCommand::Councils(args)) => import_councils::run(&args, invocation, out),
        Command::Import(ImportCommand::Areas(args)) => import_areas::run(&args, invocation, out),
        Command::Import(ImportCommand::Contacts(args)) => import_contacts::run(&args, invocation, out),
        Command::Import(ImportCommand::Baseline(args)) => import_baseline::run(&args, invocation, out),
        Command::Import(ImportCommand::Diary(args)) => import_diary::run(&args, invocation, out),
        Command::Import(ImportCommand::Table(args)) => import_table::run(&args, invocation, out),
        Command::Import(ImportCommand::Replies(args)) => import_replies::run(&args, invocation, out),
        Command::Inbox(args) => inbox::run(&args, invocation, out),
        Command::Letters(args) => letters::run(&args, invocation, out),
        Command::ReadFile { files } => read_file::run(&files),
        Command::Check(args) => check::run(&args, invocation, out),
        Command::Backup(args) => backup::run(&args, invocation, out),
        Command::Restore(args) => restore::run(&args, invocation, out),
        Command::Keys(_) => out.print_raw(keys().as_bytes()),
        Command::Completions { shell } => completions::run(shell, out),
        Command::Man => man::run(out),
    }
}

fn export(command: &ExportCommand, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let (kind, args) = match command {
        ExportCommand::Diary(args) => return export_diary::run(args, context, out),
        ExportCommand::Register(args) => (TableKind::Register, args),
        ExportCommand::Returns(args) => (TableKind::Returns, args),
        ExportCommand::Priorities(args) => (TableKind::Priorities, args),
        ExportCommand::Meetings(args) => (TableKind::Meetings, args),
        ExportCommand::Updates(args) => (TableKind::Updates, args),
        ExportCommand::Contacts(args) => (TableKind::Contacts, args),
        ExportCommand::Requests(args) => (TableKind::Requests, args),
        ExportCommand::Events(args) => (TableKind::Events, args),
        ExportCommand::IssuedReports(args) => (TableKind::IssuedReports, args),
    };
    export_table::run(kind, args, context, out)
}
