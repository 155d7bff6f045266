//! `undo` and `redo`.

use super::failure::Failure;
use crate::cli::context::Context;
use crate::cli::output::Output;
use charter::journal::Saved;

/// Takes the last change back.
pub fn undo(desk: &mut Context, out: &Output) -> Result<(), Failure> {
    let saved = desk.store.undo(&desk.by, desk.moment)?;
    print_result(&saved, "again with", "redo", desk, out);
    Ok(())
}

/// Makes the change that was last taken back again.
pub fn redo(desk: &mut Context, out: &Output) -> Result<(), Failure> {
    let saved = desk.store.redo(&desk.by, desk.moment)?;
    print_result(&saved, "undo with", "undo", desk, out);
    Ok(())
}

fn print_result(saved: &Saved, how: &str, other: &str, desk: &mut Context, out: &Output) {
    desk.store.take_notices().iter().for_each(|notice| out.print_message(notice));
    out.print_message(&format!(
        "{}: {} ({how}: {})",
        saved.kind,
        saved.words.sanitized(),
        desk.invocation.command(other)
    ));
}
