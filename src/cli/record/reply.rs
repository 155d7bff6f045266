//! `record reply`.

use crate::cli::args::ReplyArgs;
use crate::cli::context::Invocation;
use crate::cli::dates;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use charter::calendar::format_full;
use charter::change::{Act, RecordReply};
use charter::untrusted::Untrusted;

use crate::cli::record::target::{RecordTarget, echo_date, read_text, reference_day};

/// Records a reply.
pub(super) fn run(args: &ReplyArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let received = dates::parse_received("--received", &args.received, reference_day(asked)?)?;
    let text = read_text("--text", &args.text)?;
    let about = RecordTarget::open(&args.council, &args.round, asked, out)?;
    if received.at.is_none() {
        echo_date(&args.received, &received.to_string(), &format_full(received.on), out);
    }
    let act = RecordReply {
        council: about.council.id,
        round: about.round.id,
        received,
        channel: Untrusted::from(args.channel.as_str()),
        from: Untrusted::from(args.from.as_str()),
        text,
    };
    about.save(Act::Reply(act), &args.json, out)
}
