//! Runs `record`.

use super::super::args::RecordCommand;
use super::super::failure::Failure;
use super::{
    action, area, contact, decisions, details, event, excuse, issue_report, letter, meeting, note, progress, reply,
    request, result, returned, review, team, told, update,
};
use crate::cli::context::Invocation;
use crate::cli::output::Output;
use charter::category::NameList;

pub fn run(command: &RecordCommand, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    match command {
        RecordCommand::Return(args) => returned::run(args, invocation, out),
        RecordCommand::Settle(args) => decisions::settle(args, invocation, out),
        RecordCommand::Agree(args) => decisions::agree(args, invocation, out),
        RecordCommand::Priority(args) => decisions::priority(args, invocation, out),
        RecordCommand::Letter(args) => letter::run(args, invocation, out),
        RecordCommand::Reply(args) => reply::run(args, invocation, out),
        RecordCommand::Meeting(args) => meeting::run(args, invocation, out),
        RecordCommand::Note(args) => note::run(args, invocation, out),
        RecordCommand::Progress(args) => progress::run(args, invocation, out),
        RecordCommand::Action(args) => action::run(args, invocation, out),
        RecordCommand::Review(args) => review::run(args, invocation, out),
        RecordCommand::Result(args) => result::run(args, invocation, out),
        RecordCommand::Update(args) => update::run(args, invocation, out),
        RecordCommand::Excuse(args) => excuse::run(args, invocation, out),
        RecordCommand::Told(args) => told::run(args, invocation, out),
        RecordCommand::Contact(args) => contact::run(args, invocation, out),
        RecordCommand::Details(args) => details::details(args, invocation, out),
        RecordCommand::Area(args) => area::run(args, invocation, out),
        RecordCommand::Team(args) => team::team(args, invocation, out),
        RecordCommand::Officer(args) => team::officer(args, invocation, out),
        RecordCommand::Request(args) => request::run(args, invocation, out),
        RecordCommand::IssueReport(args) => issue_report::run(args, invocation, out),
        RecordCommand::Event(args) => event::run(args, invocation, out),
        RecordCommand::Categories(args) => details::name_list(NameList::Categories, args, invocation, out),
        RecordCommand::Reasons(args) => details::name_list(NameList::Reasons, args, invocation, out),
        RecordCommand::Aims(args) => details::name_list(NameList::Aims, args, invocation, out),
    }
}
