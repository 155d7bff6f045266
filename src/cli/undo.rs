//! `undo` and `redo`.

use super::failure::Failure;
use crate::cli::context::Context;
use crate::cli::output::Output;
use charter::journal::Saved;

pub fn undo(context: &mut Context, out: &Output) -> Result<(), Failure> {
    let saved = context.store.undo(&context.by, context.moment)?;
    print_result(&saved, "again with", "redo", context, out);
    Ok(())
}

pub fn redo(context: &mut Context, out: &Output) -> Result<(), Failure> {
    let saved = context.store.redo(&context.by, context.moment)?;
    print_result(&saved, "undo with", "undo", context, out);
    Ok(())
}

fn print_result(saved: &Saved, how: &str, other: &str, context: &mut Context, out: &Output) {
    context.store.take_notices().iter().for_each(|notice| out.print_message(notice));
    out.print_message(&format!(
        "{}: {} ({how}: {})",
        saved.kind,
        saved.words.sanitized(),
        context.invocation.command(other)
    ));
}
