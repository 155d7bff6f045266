//! Why a command is disabled for the inbox item in focus.

use charter::returns::Wish;
use desk::inbox::{Blocker, InboxLine, accept, council_blocker};

use crate::tui::app::shared::Shared;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::inbox::state::Inbox;
use crate::tui::screens::inbox::{layout, source};

const NO_ITEM: &str = "the inbox is empty here";
const NO_DATE: &str = "it has no date: press Enter and type the date";
const NO_COUNCIL: &str = "not known which council sent this: C names it";
const READ_AGAIN: &str = "the inbox is being read again after a change; F5 reads it again if it does not finish";

pub fn disabled_reason(command: Cmd, inbox: &Inbox, shared: &Shared) -> Option<&'static str> {
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
        // The first press says what to compare with the text; the second records what was read.
        Cmd::InboxAccept => {
            let blocker = accept(line, shared.snapshot.as_at()).err();
            let asks = |blocker: &Blocker| matches!(blocker, Blocker::Unread | Blocker::Doubtful | Blocker::LaterReply);
            blocker.filter(|blocker| !asks(blocker)).map(Blocker::describe_with_key)
        }
        Cmd::InboxRecordReply => council().or_else(date),
        // Nothing can be recorded, or corrected in a form, before the council is known.
        Cmd::InboxDeclines if line.triage.council.is_none() => Some(blocker()),
        Cmd::InboxDeclines if line.triage.conflicts_with.is_some() => {
            Some("it disagrees with the recorded return: = compares the two")
        }
        // A mistyped key can't turn a yes into a no.
        Cmd::InboxDeclines if line.triage.reading.wish.as_ref().is_some_and(|wish| wish.value == Wish::Yes) => {
            Some("it was read as yes: press Enter and choose no")
        }
        Cmd::InboxDeclines => council().or_else(date),
        Cmd::InboxEdit | Cmd::InboxOpen => council(),
        Cmd::InboxTakeSuggested if !line.triage.has_suggestions() => Some("there are no suggested answers here"),
        Cmd::InboxConflict if line.triage.conflicts_with.is_none() => Some("no conflict: nothing else is recorded"),
        Cmd::InboxConflict => council().or_else(date),
        Cmd::InboxToggleQuoted if !source::has_hidden_text(line) => Some("all of the text is shown"),
        Cmd::InboxToggleSource if !layout::is_narrow(shared.size) => Some("both are already shown side by side"),
        _ => None,
    }
}

pub fn no_council(inbox: &Inbox) -> &'static str {
    match inbox.focused() {
        Some(line) if named_councils(line).is_some() => council_blocker(line).describe_with_key(),
        _ => "the council is not known yet: C names it",
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
