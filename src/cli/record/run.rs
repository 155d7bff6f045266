//! The command itself.

use super::super::args::RecordCommand;
use super::super::desk::Asked;
use super::super::failure::Failure;
use super::super::out::Out;
use super::{meeting, note, reply, returned};

/// Records what is said.
pub fn run(command: &RecordCommand, asked: &Asked, out: &mut Out) -> Result<(), Failure> {
    match command {
        RecordCommand::Return(args) => returned::run(args, asked, out),
        RecordCommand::Reply(args) => reply::run(args, asked, out),
        RecordCommand::Meeting(args) => meeting::run(args, asked, out),
        RecordCommand::Note(args) => note::run(args, asked, out),
    }
}
