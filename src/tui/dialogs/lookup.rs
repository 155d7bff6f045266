//! The list of active keys, and the palette of all commands: one list, filtered by typing.

use charter::search_key::fold;
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::keys::command::{COMMANDS, Cmd};
use crate::tui::keys::keymap::Chord;
use crate::tui::keys::scope::Scope;
use crate::tui::ui::editor::Editor;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{panel, row, typed_line, window};
use crate::tui::ui::scrollbar;
use crate::tui::ui::text::{column, fit, width};
use crate::tui::ui::theme::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The keys that work in the layer beneath.
    Keys,
    Commands,
}

#[derive(Clone, Debug)]
pub struct Lookup {
    pub kind: Kind,
    /// The active scopes of the layer beneath.
    pub scopes: &'static [Scope],
    pub typed: Editor,
    pub list: ListState,
}

impl Lookup {
    pub fn new(kind: Kind, scopes: &'static [Scope]) -> Self {
        Self { kind, scopes, typed: Editor::default(), list: ListState::default() }
    }

    /// The commands that match the typed text by name, label, help or synonym.
    pub fn matches(&self) -> Vec<Cmd> {
        let wanted = fold(self.typed.text());
        let mut matches: Vec<(usize, Cmd)> = COMMANDS
            .iter()
            .filter(|command| self.scopes.contains(&command.scope))
            .filter_map(|command| {
                let places = [command.name, command.label, command.synonyms, command.help];
                let rank = places.iter().position(|text| wanted.split(' ').all(|word| fold(text).contains(word)))?;
                Some((if wanted.is_empty() { 0 } else { rank }, command.id))
            })
            .collect();
        matches.sort_by_key(|(rank, _)| *rank);
        matches.into_iter().map(|(_, id)| id).collect()
    }

    pub fn press(&mut self, chord: Chord) {
        if self.typed.press(chord) {
            self.list.cursor = 0;
        }
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply(motion, visible, self.matches().len());
    }

    pub fn focused(&self) -> Option<Cmd> {
        self.matches().get(self.list.cursor).copied()
    }
}

pub fn draw(
    frame: &mut Frame<'_>,
    shared: &Shared,
    lookup: &Lookup,
    disabled_reason: &dyn Fn(Cmd) -> Option<&'static str>,
    areas: &Areas,
) {
    let title = match lookup.kind {
        Kind::Keys => "Keys that work here",
        Kind::Commands => "Commands",
    };
    let matches = lookup.matches();
    let inner = panel(frame, shared.theme, areas, title, (96, matches.len().max(1) + 1));
    let room = usize::from(inner.width);
    let theme = shared.theme;
    let mut drawn = vec![typed_line(frame, shared.theme, inner, &lookup.typed)];
    for index in window(lookup.list.cursor, matches.len(), usize::from(inner.height).saturating_sub(1)) {
        let command = matches[index].command();
        let off = disabled_reason(matches[index]);
        let keys = column(&shared.keymap.keys_in(lookup.scopes, matches[index]), 12, theme.ascii);
        let mut spans =
            vec![Span::styled(format!("{keys} "), theme.style(if off.is_some() { Role::Dim } else { Role::Accent }))];
        if room > 60 {
            let name = column(command.label, 16, theme.ascii);
            spans.push(Span::styled(name, theme.style(if off.is_some() { Role::Dim } else { Role::Strong })));
        }
        let used: usize = spans.iter().map(|span| width(&span.content)).sum();
        let help = off.map_or(command.help.to_owned(), |reason| format!("not now: {reason}"));
        spans.push(Span::styled(fit(&help, room.saturating_sub(used + 1), theme.ascii), theme.style(Role::Text)));
        drawn.push(row(shared.theme, spans, index == lookup.list.cursor, room));
    }
    if matches.is_empty() {
        drawn.push(Line::styled("  No matching command; Esc closes", theme.style(Role::Info)));
    }
    lines(frame, inner, drawn);
    scrollbar::draw_on_border(frame, theme, inner, 1, (lookup.list.cursor, matches.len()));
}
