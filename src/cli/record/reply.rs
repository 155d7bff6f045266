//! `record reply`: a reply that is not a return.

use super::target::{read_text, reference_day};
use super::targets::Targets;
use crate::cli::args::ReplyArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_received, read};
use crate::cli::output::Output;
use desk::records::ReplyInput;

pub(super) fn run(args: &ReplyArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let text = read_text("--text", &args.text)?;
    let fields = [
        ("received", Some(&*args.received)),
        ("text", Some(&*text)),
        ("channel", Some(&*args.channel)),
        ("from", Some(&*args.from)),
    ];
    let reply = read(&fields, reference_day(invocation)?, ReplyInput::read)?;
    let targets = Targets::open(&args.targets, invocation, out)?;
    echo_received(&args.received, reply.received, out);
    let round = targets.round.id;
    targets.save(|council| reply.act(council.id, round), out)
}
