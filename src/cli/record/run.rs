//! The command itself.

use super::super::args::RecordCommand;
use super::super::failure::Failure;
use super::{action, details, excuse, meeting, note, progress, reply, result, returned, review, told, update};
use crate::cli::context::Invocation;
use crate::cli::output::Output;

/// Records what is said.
pub fn run(command: &RecordCommand, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    match command {
        RecordCommand::Return(args) => returned::run(args, asked, out),
        RecordCommand::Reply(args) => reply::run(args, asked, out),
        RecordCommand::Meeting(args) => meeting::run(args, asked, out),
        RecordCommand::Note(args) => note::run(args, asked, out),
        RecordCommand::Progress(args) => progress::run(args, asked, out),
        RecordCommand::Action(args) => action::run(args, asked, out),
        RecordCommand::Review(args) => review::run(args, asked, out),
        RecordCommand::Result(args) => result::run(args, asked, out),
        RecordCommand::Update(args) => update::run(args, asked, out),
        RecordCommand::Excuse(args) => excuse::run(args, asked, out),
        RecordCommand::Told(args) => told::run(args, asked, out),
        RecordCommand::Details(args) => details::details(args, asked, out),
        RecordCommand::Categories(args) => details::categories(args, asked, out),
    }
}
