//! What is decided of an item of the inbox: one key each, one change each.

use crate::tui::app::form_actions::read_file;
use crate::tui::app::layer::{Layer, Tab};
use crate::tui::app::model::{Awaiting, Model, OnFileRead, Tone};
use crate::tui::app::msg::Effect;
use crate::tui::dialogs::conflict::Conflict;
use crate::tui::dialogs::council_picker::CouncilPicker;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::inbox::source;
use crate::tui::screens::inbox::view as inbox_view;
use charter::calendar::Received;
use charter::change::Supersedes;
use charter::journal::EntryKind;
use charter::returns::Wish;
use desk::inbox::{Blocker, InboxLine, Verdict, accept, council_blocker, to_change};

const NO_ITEM: &str = "nothing waits here";
const NO_DATE: &str = "it bears no date: Enter opens the form, and the date can be typed there";
const NO_COUNCIL: &str = "whose it is is not known: C names the council";
const GONE: &str = "this item does not wait any more; nothing was changed";
const READ_AGAIN: &str =
    "something was saved since the inbox was read; it is being read again, and Ctrl-L asks for it once more";

/// Why one of the commands of the inbox is off for the item in focus.
pub fn disabled_reason(command: Cmd, model: &Model) -> Option<&'static str> {
    if command == Cmd::Import {
        return None;
    }
    let Some(line) = model.inbox.focused() else { return Some(NO_ITEM) };
    let reads = matches!(
        command,
        Cmd::InboxOpen | Cmd::InboxSourceDown | Cmd::InboxSourceUp | Cmd::InboxToggleQuoted | Cmd::InboxToggleSource
    );
    if model.inbox.stale && !reads { Some(READ_AGAIN) } else { disabled_reason_for(command, line, model) }
}

/// Why one of them is off for an item.
fn disabled_reason_for(command: Cmd, line: &InboxLine, model: &Model) -> Option<&'static str> {
    let lacking = || match council_blocker(line) {
        Blocker::UnknownCouncil => NO_COUNCIL,
        more => more.describe_with_key(),
    };
    let council = || line.triage.council.is_none().then(lacking);
    let date = || match line.source.received {
        None => Some(NO_DATE),
        Some(_) => line.triage.is_early.then(|| Blocker::TooEarly.describe_with_key()),
    };
    match command {
        Cmd::InboxAccept => accept(line, model.snapshot.as_at()).err(),
        Cmd::InboxRecordReply => council().or_else(date),
        Cmd::InboxDeclines if line.triage.conflicts_with.is_some() => {
            Some("it disagrees with the return on record: v shows both, side by side")
        }
        // One slip of a key must not make a no of a yes.
        Cmd::InboxDeclines if line.triage.reading.wish.as_ref().is_some_and(|said| said.value == Wish::Yes) => {
            Some("it was read as yes: Enter opens the form, where no can be chosen")
        }
        Cmd::InboxDeclines => council().or_else(date),
        Cmd::InboxEdit | Cmd::InboxOpen => council(),
        Cmd::InboxTakeSuggested if !line.triage.has_suggestions() => Some("nothing is only offered here"),
        Cmd::InboxConflict if line.triage.conflicts_with.is_none() => Some("it disagrees with nothing on record"),
        Cmd::InboxConflict => council().or_else(date),
        Cmd::InboxToggleQuoted if !source::hides_something(line) => Some("all of the text is shown"),
        Cmd::InboxToggleSource if !inbox_view::is_narrow(model) => Some("both are shown side by side"),
        _ => None,
    }
}

/// Why there is no council to act on.
pub fn no_council(model: &Model) -> &'static str {
    match model.inbox.focused() {
        Some(line) if speaks_for(line).is_some() => council_blocker(line).describe_with_key(),
        _ => "go to an item whose council is known first: C names it",
    }
}

/// Takes those of the commands out that cannot be run for the item in focus, and gives them; splitting comes first where it
/// speaks for several councils.
pub fn take_out_of_use(model: &Model, commands: &mut Vec<Cmd>) -> Vec<Cmd> {
    let Some(line) = model.inbox.focused() else { return std::mem::take(commands) };
    let (mut of_use, out_of_use): (Vec<Cmd>, Vec<Cmd>) =
        commands.iter().partition(|command| disabled_reason_for(**command, line, model).is_none());
    of_use.sort_by_key(|command| *command != Cmd::InboxSplit || speaks_for(line).is_none());
    *commands = of_use;
    out_of_use
}

/// For how many councils an item speaks, where it speaks for several and nobody has said whose it is.
fn speaks_for(line: &InboxLine) -> Option<usize> {
    match council_blocker(line) {
        Blocker::SeveralCouncils(councils) if line.triage.council.is_none() => Some(councils),
        _ => None,
    }
}

/// Runs one of the commands of the inbox, or of two answers that disagree.
pub fn run(model: &mut Model, command: Cmd) -> Vec<Effect> {
    let as_at = model.snapshot.as_at();
    if let Some(over) = over(command) {
        return settle(model, over);
    }
    if command == Cmd::ConflictClose {
        model.layers.pop();
        return Vec::new();
    }
    let Some(line) = model.inbox.focused() else { return Vec::new() };
    let (id, council, received) = (line.item.id, line.triage.council, line.source.received);
    match (command, council, received) {
        (Cmd::InboxAccept, _, _) => match accept(line, as_at) {
            Ok(verdict) => decide(model, verdict),
            Err(_) => Vec::new(),
        },
        (Cmd::InboxRecordReply, _, Some(received)) => decide(model, Verdict::Heard(received)),
        (Cmd::InboxDeclines, _, Some(received)) => decide(model, Verdict::declined(received, Supersedes::ByDate)),
        (Cmd::InboxDismiss, _, _) => decide(model, Verdict::NotForUs),
        (Cmd::InboxDefer, _, _) => {
            let verdict = Verdict::Postpone(!line.item.later);
            decide(model, verdict)
        }
        (Cmd::InboxSetCouncil | Cmd::InboxSplit, _, _) => {
            let splits = command == Cmd::InboxSplit;
            let (picker, speaks_for) = (CouncilPicker::new(line, splits, &model.snapshot), speaks_for(line));
            if let Some(councils) = speaks_for.filter(|_| !splits) {
                let said = format!(
                    "it speaks for {councils} councils, and this gives all of it to one: Esc, then S splits it"
                );
                model.notify(Tone::Info, said);
            }
            model.layers.push(Layer::CouncilPicker(Box::new(picker)));
            Vec::new()
        }
        (Cmd::InboxEdit, Some(council), _) => read_file(model, council, OnFileRead::FromInbox(id)),
        (Cmd::InboxOpen, Some(council), _) => read_file(model, council, OnFileRead::Open),
        (Cmd::InboxConflict, _, Some(received)) => {
            open_conflict(model, received);
            Vec::new()
        }
        _ => {
            look(model, command);
            Vec::new()
        }
    }
}

/// The commands that only show the source in another way.
fn look(model: &mut Model, command: Cmd) {
    let most = source::last_first_row(model);
    match command {
        Cmd::InboxSourceDown => model.inbox.change_source_view(|view| view.first = (view.first + 1).min(most)),
        Cmd::InboxSourceUp => {
            model.inbox.change_source_view(|view| view.first = view.first.min(most).saturating_sub(1))
        }
        Cmd::InboxToggleQuoted => model.inbox.change_source_view(|view| (view.whole, view.first) = (!view.whole, 0)),
        Cmd::InboxTakeSuggested => model.inbox.take_offered(),
        Cmd::InboxToggleSource => model.inbox.source_in_front = !model.inbox.source_in_front,
        _ => {}
    }
}

/// Decides of the item in focus. Which item is next is settled now, before the list is another one.
fn decide(model: &mut Model, verdict: Verdict) -> Vec<Effect> {
    let Some(line) = model.inbox.focused() else { return Vec::new() };
    // An item that waits on keeps the cursor: it is given to a council so that the next key can accept it.
    let waits_on = matches!(verdict, Verdict::AssignCouncil(_) | Verdict::Postpone(false));
    let is_split = matches!(verdict, Verdict::Split(_));
    match to_change(line, line.triage.council, model.snapshot.round().id, verdict) {
        Ok(change) => {
            if !waits_on {
                model.inbox.decide(is_split);
            }
            model.awaiting = Some(Awaiting::Change);
            vec![Effect::Apply(change)]
        }
        Err(why) => {
            model.notify(Tone::Info, why);
            Vec::new()
        }
    }
}

/// Takes what is picked: the council that the item is from, or those that it is split over.
pub fn accept_councils(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::CouncilPicker(picker)) = model.layers.last() else { return Vec::new() };
    let taken = picker.chosen();
    let several = picker.multiple;
    let verdict = match taken.as_slice() {
        [] => {
            model.notify(Tone::Info, "no council is called so; nothing was changed");
            return Vec::new();
        }
        [_] if several => {
            model.notify(Tone::Info, "an item is split over at least two councils: Space marks another");
            return Vec::new();
        }
        [one] if !several => Verdict::AssignCouncil(*one),
        many => match model.inbox.focused() {
            Some(line) => Verdict::Split(line.split_over(many)),
            None => return Vec::new(),
        },
    };
    let meant = model.inbox.focused().is_some_and(|line| line.item.id == picker.item);
    model.layers.pop();
    if !meant {
        model.notify(Tone::Info, GONE);
        return Vec::new();
    }
    decide(model, verdict)
}

fn open_conflict(model: &mut Model, received: Received) {
    let Some(line) = model.inbox.focused() else { return };
    let name = model.inbox.focused_council(&model.snapshot).map(|line| line.name.sanitized().into_owned());
    if let Some(conflict) = Conflict::new(line, name.unwrap_or_default(), received) {
        model.layers.push(Layer::Conflict(Box::new(conflict)));
    }
}

fn over(command: Cmd) -> Option<Supersedes> {
    Some(match command {
        Cmd::KeepRecorded => Supersedes::SetAside,
        Cmd::UseNew => Supersedes::Holds,
        Cmd::KeepBoth => Supersedes::Disagrees,
        _ => return None,
    })
}

/// Settles two answers that disagree: each of the three keeps both on record.
fn settle(model: &mut Model, over: Supersedes) -> Vec<Effect> {
    let Some(Layer::Conflict(conflict)) = model.layers.pop() else { return Vec::new() };
    let is_meant = |line: &InboxLine| line.item.id == conflict.item;
    if !model.inbox.focused().is_some_and(is_meant) {
        model.notify(Tone::Info, GONE);
        return Vec::new();
    }
    decide(model, Verdict::Return(conflict.new.clone(), conflict.received, over))
}

/// Something was saved: what is worked out of the inbox may be another thing now. Keys wait until it is read again, so that
/// nothing is decided by what was shown before.
pub fn saved(model: &mut Model, kind: EntryKind) {
    if model.tab != Tab::Inbox {
        return;
    }
    model.inbox.saved(kind == EntryKind::Undo);
    if model.awaiting.is_none() {
        model.awaiting = Some(Awaiting::TabRows(Tab::Inbox));
    }
}

/// Replies were brought in: it is read again. Keys do not wait, since the counts are in front.
pub fn brought(model: &mut Model) {
    if model.tab == Tab::Inbox {
        model.inbox.saved(false);
    }
}
