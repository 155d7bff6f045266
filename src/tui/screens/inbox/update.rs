//! Key handlers of the inbox: each decision is one key and one change.

use charter::calendar::Received;
use charter::change::Supersedes;
use charter::ids::ItemId;
use desk::inbox::{Blocker, Verdict, to_change};

use crate::tui::app::awaiting::OnFileRead;
use crate::tui::app::layer::Layer;
use crate::tui::app::shared::Shared;
use crate::tui::app::step::Step;
use crate::tui::dialogs::conflict::{Conflict, Side};
use crate::tui::dialogs::council_picker::CouncilPicker;
use crate::tui::screens::inbox::disabled::named_councils;
use crate::tui::screens::inbox::source;
use crate::tui::screens::inbox::state::Inbox;
use crate::tui::ui::motion::Motion;

const GONE: &str = "this item is no longer waiting; nothing was changed";

pub fn accept(inbox: &mut Inbox, shared: &Shared) -> Step {
    let verdict = inbox.focused().map(|line| desk::inbox::accept(line, shared.snapshot.as_at()));
    match verdict {
        Some(Ok(verdict)) => decide(inbox, shared, verdict),
        Some(Err(Blocker::Unread)) => {
            let words = inbox.ask_to_compare().unwrap_or_default();
            Step::info(format!("not read: {words}; a again records the rest, Enter adds it"))
        }
        Some(Err(Blocker::Doubtful)) => {
            inbox.ask_to_compare();
            Step::info("not sure that it was read right: compare it with the text; a again records it, Enter edits")
        }
        Some(Err(Blocker::LaterReply)) => {
            inbox.ask_to_compare();
            Step::info("a later reply that also waits contradicts it: compare the two; a again records this one")
        }
        Some(Err(_)) | None => Step::none(),
    }
}

pub fn record_reply(inbox: &mut Inbox, shared: &Shared) -> Step {
    decide_received(inbox, shared, Verdict::Heard)
}

pub fn decline(inbox: &mut Inbox, shared: &Shared) -> Step {
    decide_received(inbox, shared, |received| Verdict::declined(received, Supersedes::ByDate))
}

fn decide_received(inbox: &mut Inbox, shared: &Shared, verdict: impl Fn(Received) -> Verdict) -> Step {
    match inbox.focused().and_then(|line| line.source.received) {
        Some(received) => decide(inbox, shared, verdict(received)),
        None => Step::none(),
    }
}

pub fn dismiss(inbox: &mut Inbox, shared: &Shared) -> Step {
    decide(inbox, shared, Verdict::NotForUs)
}

pub fn defer(inbox: &mut Inbox, shared: &Shared) -> Step {
    match inbox.focused().map(|line| line.item.later) {
        Some(deferred) => decide(inbox, shared, Verdict::Postpone(!deferred)),
        None => Step::none(),
    }
}

pub fn pick_council(inbox: &mut Inbox, shared: &Shared) -> Step {
    let Some(line) = inbox.focused() else { return Step::none() };
    let picker = Step::push(Layer::CouncilPicker(Box::new(CouncilPicker::new(line, false, &shared.snapshot))));
    match named_councils(line) {
        Some(councils) => picker.then(Step::info(format!(
            "it speaks for {councils} councils, but this gives all of it to one: press Esc, then S to split it"
        ))),
        None => picker,
    }
}

pub fn pick_councils_to_split(inbox: &mut Inbox, shared: &Shared) -> Step {
    let Some(line) = inbox.focused() else { return Step::none() };
    Step::push(Layer::CouncilPicker(Box::new(CouncilPicker::new(line, true, &shared.snapshot))))
}

pub fn edit(inbox: &mut Inbox, shared: &Shared) -> Step {
    let Some(line) = inbox.focused() else { return Step::none() };
    match line.triage.council {
        Some(council) => Step::read_file(shared, council, OnFileRead::FromInbox(line.item.id)),
        None => Step::none(),
    }
}

pub fn open_council(inbox: &mut Inbox, shared: &Shared) -> Step {
    match inbox.focused().and_then(|line| line.triage.council) {
        Some(council) => Step::read_file(shared, council, OnFileRead::Open),
        None => Step::none(),
    }
}

pub fn open_conflict(inbox: &mut Inbox, shared: &Shared) -> Step {
    let Some(line) = inbox.focused() else { return Step::none() };
    let name = inbox.focused_council(&shared.snapshot).map(|line| line.name.sanitized().into_owned());
    let conflict =
        line.source.received.and_then(|received| Conflict::of_item(line, name.unwrap_or_default(), received));
    conflict.map_or_else(Step::none, |conflict| Step::push(Layer::Conflict(Box::new(conflict))))
}

pub fn take_suggested(inbox: &mut Inbox, _: &Shared) -> Step {
    inbox.accept_suggested();
    Step::none()
}

pub fn scroll_down(inbox: &mut Inbox, shared: &Shared) -> Step {
    scroll(inbox, shared, Motion::Down)
}

pub fn scroll_up(inbox: &mut Inbox, shared: &Shared) -> Step {
    scroll(inbox, shared, Motion::Up)
}

fn scroll(inbox: &mut Inbox, shared: &Shared, motion: Motion) -> Step {
    let (len, height) = source::len_and_height(inbox, shared);
    inbox.change_source_view(|view| view.list.scroll(motion, height, len));
    Step::none()
}

pub fn toggle_quoted(inbox: &mut Inbox, _: &Shared) -> Step {
    inbox.change_source_view(|view| (view.whole, view.list.offset) = (!view.whole, 0));
    Step::none()
}

pub fn toggle_source(inbox: &mut Inbox, _: &Shared) -> Step {
    inbox.source_in_front = !inbox.source_in_front;
    Step::none()
}

/// Decides about the item in focus. The next item is fixed now, before the list changes.
fn decide(inbox: &mut Inbox, shared: &Shared, verdict: Verdict) -> Step {
    let Some(line) = inbox.focused() else { return Step::none() };
    // An item that stays pending keeps the cursor: it is assigned to a council so that the next key can accept it.
    let stays_pending = matches!(verdict, Verdict::AssignCouncil(_) | Verdict::Postpone(false));
    let is_split = matches!(verdict, Verdict::Split(_));
    match to_change(line, line.triage.council, shared.snapshot.round().id, verdict) {
        Ok(change) => {
            if !stays_pending {
                inbox.decide(is_split);
            }
            Step::apply(change)
        }
        Err(blocker) => Step::info(blocker.describe_with_key()),
    }
}

/// Applies the picked council, or splits the item over several.
pub fn accept_councils(inbox: &mut Inbox, shared: &Shared, picker: &CouncilPicker) -> Step {
    let chosen = picker.chosen();
    let verdict = match chosen.as_slice() {
        [] => return Step::info("no matching council; nothing was changed"),
        [_] if picker.multiple => {
            return Step::info("an item must be split between at least two councils: Space marks another");
        }
        [one] if !picker.multiple => Verdict::AssignCouncil(*one),
        many => match inbox.focused() {
            Some(line) => Verdict::Split(line.split_over(many)),
            None => return Step::none(),
        },
    };
    let is_same_item = inbox.focused().is_some_and(|line| line.item.id == picker.item);
    Step::pop().then(if is_same_item { decide(inbox, shared, verdict) } else { Step::info(GONE) })
}

/// Resolves a conflict; each of the three decisions keeps both answers on record.
pub fn settle(inbox: &mut Inbox, shared: &Shared, item: ItemId, new: &Side, supersedes: Supersedes) -> Step {
    if inbox.focused().is_none_or(|line| line.item.id != item) {
        return Step::info(GONE);
    }
    decide(inbox, shared, Verdict::Return(new.answer.clone(), new.received, supersedes))
}
