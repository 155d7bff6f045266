//! Why a command is disabled for the inbox item in focus.

use charter::returns::Wish;
use desk::inbox::{Blocker, InboxLine, accept, council_blocker};

use crate::tui::app::shared::Shared;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::inbox::state::Inbox;
use crate::tui::screens::inbox::{layout, source};

const NO_ITEM: &str = "nothing waits here";
const NO_DATE: &str = "it bears no date: Enter opens the form, and the date can be typed there";
const NO_COUNCIL: &str = "whose it is is not known: C names the council";
const READ_AGAIN: &str =
    "something was saved since the inbox was read; it is being read again, and Ctrl-L asks for it once more";

pub fn disabled_reason(command: Cmd, inbox: &Inbox, shared: &Shared) -> Option<&'static str> {
    if command == Cmd::Import {
        return None;
    }
    let Some(line) = inbox.focused() else { return Some(NO_ITEM) };
    let reads = matches!(
        command,
        Cmd::InboxOpen | Cmd::InboxSourceDown | Cmd::InboxSourceUp | Cmd::InboxToggleQuoted | Cmd::InboxToggleSource
    );
    if inbox.stale && !reads { Some(READ_AGAIN) } else { for_item(command, line, shared) }
}

fn for_item(command: Cmd, line: &InboxLine, shared: &Shared) -> Option<&'static str> {
    let blocker = || match council_blocker(line) {
        Blocker::UnknownCouncil => NO_COUNCIL,
        other => other.describe_with_key(),
    };
    let council = || line.triage.council.is_none().then(blocker);
    let date = || match line.source.received {
        None => Some(NO_DATE),
        Some(_) => line.triage.is_early.then(|| Blocker::TooEarly.describe_with_key()),
    };
    match command {
        Cmd::InboxAccept => accept(line, shared.snapshot.as_at()).err(),
        Cmd::InboxRecordReply => council().or_else(date),
        Cmd::InboxDeclines if line.triage.conflicts_with.is_some() => {
            Some("it disagrees with the return on record: v shows both, side by side")
        }
        // A mistyped key can't turn a yes into a no.
        Cmd::InboxDeclines if line.triage.reading.wish.as_ref().is_some_and(|wish| wish.value == Wish::Yes) => {
            Some("it was read as yes: Enter opens the form, where no can be chosen")
        }
        Cmd::InboxDeclines => council().or_else(date),
        Cmd::InboxEdit | Cmd::InboxOpen => council(),
        Cmd::InboxTakeSuggested if !line.triage.has_suggestions() => Some("nothing is only offered here"),
        Cmd::InboxConflict if line.triage.conflicts_with.is_none() => Some("it disagrees with nothing on record"),
        Cmd::InboxConflict => council().or_else(date),
        Cmd::InboxToggleQuoted if !source::has_hidden_text(line) => Some("all of the text is shown"),
        Cmd::InboxToggleSource if !layout::is_narrow(shared.size) => Some("both are shown side by side"),
        _ => None,
    }
}

pub fn no_council(inbox: &Inbox) -> &'static str {
    match inbox.focused() {
        Some(line) if named_councils(line).is_some() => council_blocker(line).describe_with_key(),
        _ => "go to an item whose council is known first: C names it",
    }
}

/// Removes and returns the commands that are disabled for the item in focus. Splitting comes first for an item from
/// several councils.
pub fn take_disabled(inbox: &Inbox, shared: &Shared, commands: &mut Vec<Cmd>) -> Vec<Cmd> {
    let Some(line) = inbox.focused() else { return std::mem::take(commands) };
    let (mut enabled, disabled): (Vec<Cmd>, Vec<Cmd>) =
        commands.iter().partition(|command| for_item(**command, line, shared).is_none());
    enabled.sort_by_key(|command| *command != Cmd::InboxSplit || named_councils(line).is_none());
    *commands = enabled;
    disabled
}

/// The number of councils that the item names, if nobody has picked one of them yet.
pub fn named_councils(line: &InboxLine) -> Option<usize> {
    match council_blocker(line) {
        Blocker::SeveralCouncils(councils) if line.triage.council.is_none() => Some(councils),
        _ => None,
    }
}
