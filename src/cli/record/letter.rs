//! `record letter`: the letter was sent to councils, or came back.

use super::target::reference_day;
use super::targets::Targets;
use crate::cli::args::LetterArgs;
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, read};
use crate::cli::output::Output;
use desk::records::LetterInput;

pub(super) fn run(args: &LetterArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let fields = [
        ("sent", args.sent.as_deref()),
        ("undelivered", args.undelivered.as_deref()),
        ("channel", args.channel.as_deref()),
    ];
    let letter = read(&fields, reference_day(invocation)?, |reader| Some(LetterInput::read(reader)))?;
    if letter.sent_on.is_none() && letter.undelivered_on.is_none() && letter.channel.is_none() {
        return Err(Failure::Usage(
            "nothing is said of the letter. Nothing was changed; give --sent, --undelivered or --channel".to_owned(),
        ));
    }
    let targets = Targets::open(&args.targets, invocation, out)?;
    for (typed, on) in [(&args.sent, letter.sent_on), (&args.undelivered, letter.undelivered_on)] {
        on.inspect(|on| echo_date(typed.as_deref(), *on, out));
    }
    let round = targets.round.id;
    targets.save(|council| letter.act(council.id, round), out)
}
