//! Key handlers of the preview of letters.

use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::effect::Effect;
use crate::tui::app::shared::Shared;
use crate::tui::app::step::Step;
use crate::tui::screens::letters::state::{LettersRequest, LettersScreen, SentQuery};

/// Lines that a key scrolls the text.
const SCROLL: usize = 5;

/// Asks once for the text in focus, if it is not there yet.
pub fn ask_for_text(screen: &mut LettersScreen) -> Vec<Effect> {
    let Some(index) = screen.missing_text().filter(|index| screen.asked != Some(*index)) else { return Vec::new() };
    screen.asked = Some(index);
    vec![Effect::Letters(Box::new(LettersRequest::Render(screen.query.clone(), index)))]
}

pub fn scroll_down(screen: &mut LettersScreen, _: &Shared) -> Step {
    let last = screen.text.as_ref().map_or(0, |(_, lines)| lines.len().saturating_sub(1));
    screen.scroll = (screen.scroll + SCROLL).min(last);
    Step::none()
}

pub fn scroll_up(screen: &mut LettersScreen, _: &Shared) -> Step {
    screen.scroll = screen.scroll.saturating_sub(SCROLL);
    Step::none()
}

/// Writes the files and records the letters as drafted.
pub fn write(screen: &mut LettersScreen, shared: &Shared) -> Step {
    if screen.written.is_some() {
        let sent = shared.keymap.key(crate::tui::keys::command::Cmd::LettersMarkSent).unwrap_or_default();
        return Step::info(format!(
            "the letters are written and recorded as drafted; {sent} records that you sent them"
        ));
    }
    if screen.recipients.is_empty() {
        return Step::info("no council gets this letter; the reasons are in the list");
    }
    let expected = screen.recipients.iter().map(|recipient| recipient.council).collect();
    Step::ask(Effect::Letters(Box::new(LettersRequest::Write(screen.query.clone(), expected))), Awaiting::Export)
}

/// Records that the batch was sent today.
pub fn mark_sent(screen: &mut LettersScreen, _: &Shared) -> Step {
    let Some(written) = &screen.written else { return Step::none() };
    let query = SentQuery {
        round: screen.query.round,
        kind: Some(screen.query.kind),
        letters: Some(written.letters.clone()),
        on: screen.query.as_at,
        channel: None,
    };
    screen.is_done = true;
    Step::ask(Effect::Letters(Box::new(LettersRequest::MarkSent(query))), Awaiting::Change)
}
