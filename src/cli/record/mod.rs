//! `record`: a return, a reply, a meeting, a note.

mod meeting;
mod note;
mod reply;
mod returned;
mod saving;

use super::args::RecordCommand;
use super::desk::Asked;
use super::failure::Failure;
use super::out::Out;

/// Records what is said.
pub fn run(command: &RecordCommand, asked: &Asked, out: &mut Out) -> Result<(), Failure> {
    match command {
        RecordCommand::Return(args) => returned::run(args, asked, out),
        RecordCommand::Reply(args) => reply::run(args, asked, out),
        RecordCommand::Meeting(args) => meeting::run(args, asked, out),
        RecordCommand::Note(args) => note::run(args, asked, out),
    }
}
