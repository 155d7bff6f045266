//! What a command asks before it acts: the same key again acts, any other key leaves everything as it is.

use charter::calendar::format_short;
use charter::english::pluralize;

use crate::tui::app::handlers::{Handler, handler};
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::tab::Tab;
use crate::tui::app::tabs::focused_council;
use crate::tui::keys::command::Cmd;

/// `None` if the command acts at once. The question names what it would change, so that it is another question once
/// another row is in focus.
pub fn question(command: Cmd, model: &Model) -> Option<String> {
    let again = model.shared.keymap.key(command).unwrap_or_else(|| command.command().label.to_owned());
    let council = || {
        let line = focused_council(model);
        line.map_or_else(|| "the council".to_owned(), |line| line.name.sanitized().into_owned())
    };
    match command {
        Cmd::InboxDeclines => {
            let council = council();
            Some(format!("{again} again records that {council} does not wish to take part; any other key does not"))
        }
        Cmd::InboxDismiss => {
            let item = model.inbox.focused()?.item.id;
            Some(format!("{again} again dismisses item {item} as no reply to the letter; any other key leaves it"))
        }
        Cmd::CancelMeeting => {
            let meeting = model.diary.focused().filter(|meeting| !meeting.cancelled)?;
            let on = format_short(meeting.on, model.shared.snapshot.as_at());
            let council = council();
            Some(format!("{again} again marks the meeting of {council} on {on} as cancelled by the council"))
        }
        Cmd::Quit if !model.drafts.is_empty() => {
            let forms = pluralize(model.drafts.len(), "form");
            Some(format!("{forms} not saved, kept as a draft for next time. {again} again quits."))
        }
        _ if acts_on_targets(command) => hidden_targets(&again, model),
        _ => None,
    }
}

fn acts_on_targets(command: Cmd) -> bool {
    matches!(handler(command), Handler::WithFile(_) | Handler::ForTargets(_))
}

/// `None` unless some of the tagged councils are out of view.
fn hidden_targets(again: &str, model: &Model) -> Option<String> {
    let (all, hidden) = (model.councils.tagged.len(), model.councils.tags_hidden);
    let on_list = matches!(model.layers.last(), None | Some(Layer::Map(_)));
    if model.tab != Tab::Councils || !on_list || hidden == 0 {
        return None;
    }
    let clear = model.shared.keymap.key(Cmd::ClearFirst).unwrap_or_default();
    let councils = pluralize(all, "council");
    Some(format!(
        "{councils} tagged, {hidden} of them not shown: {again} again goes on with all, {clear} removes the tags"
    ))
}
