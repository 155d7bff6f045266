//! Runs `letters`.

use super::{draft, list, mark};
use crate::cli::args::{LettersArgs, LettersCommand, ListLettersArgs};
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use desk::letters::{copy_templates, describe_fields};

pub fn run(args: &LettersArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    match &args.command {
        None => {
            let drafted =
                ListLettersArgs { kind: None, drafted: true, round: args.round.clone(), json: args.json.clone() };
            list::list(&drafted, &Context::open(invocation, out)?, out)
        }
        Some(LettersCommand::Due(args)) => list::due(args, &Context::open(invocation, out)?, out),
        Some(LettersCommand::Draft(args)) => draft::run(args, invocation, out),
        Some(LettersCommand::List(args)) => list::list(args, &Context::open(invocation, out)?, out),
        Some(LettersCommand::Sent(args)) => mark::sent(args, invocation, out),
        Some(LettersCommand::Discard(args)) => mark::discard(args, invocation, out),
        Some(LettersCommand::Templates { folder }) => templates(folder.as_deref(), invocation, out),
        Some(LettersCommand::Fields) => describe_fields().lines().try_for_each(|line| out.print_line(line)),
    }
}

fn templates(folder: Option<&std::path::Path>, invocation: &Invocation, out: &Output) -> Result<(), Failure> {
    let own = invocation.own_templates();
    let folder = folder.map(std::path::Path::to_owned).or(own).ok_or_else(|| {
        Failure::Usage("there is no folder for settings. Nothing was copied; name a folder".to_owned())
    })?;
    let (copied, kept) = copy_templates(&folder).map_err(|error| Failure::Failed(error.to_string()))?;
    copied.iter().for_each(|path| out.print_message(&format!("written: {}", path.display())));
    kept.iter().for_each(|path| out.print_message(&format!("left as it is: {}", path.display())));
    Ok(())
}
