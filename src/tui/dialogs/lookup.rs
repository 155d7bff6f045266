//! The list of keys that work here, and the palette of all commands: one list, filtered as you type.

use crate::tui::keys::command::{COMMANDS, Cmd, Scope};
use crate::tui::keys::keymap::Chord;
use crate::tui::ui::editor::Editor;
use charter::search_key::fold;

/// What is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The keys that work in the layer beneath.
    Keys,
    /// Every command.
    Commands,
}

/// A list of commands, filtered as you type.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// What is looked up.
    pub kind: Kind,
    /// Where the layer beneath takes its keys.
    pub scopes: &'static [Scope],
    /// What is typed.
    pub typed: Editor,
    /// The place of the cursor.
    pub cursor: usize,
}

impl Lookup {
    /// Opens over a layer with these scopes.
    pub fn new(kind: Kind, scopes: &'static [Scope]) -> Self {
        Self { kind, scopes, typed: Editor::default(), cursor: 0 }
    }

    /// The commands that what is typed leaves: by name, label, help or synonym.
    pub fn left(&self) -> Vec<Cmd> {
        let wanted = fold(self.typed.text());
        let mut left: Vec<(usize, Cmd)> = COMMANDS
            .iter()
            .filter(|command| self.scopes.contains(&command.scope))
            .filter_map(|command| {
                let places = [command.name, command.label, command.synonyms, command.help];
                let tier = places.iter().position(|text| wanted.split(' ').all(|word| fold(text).contains(word)))?;
                Some((if wanted.is_empty() { 0 } else { tier }, command.id))
            })
            .collect();
        left.sort_by_key(|(tier, _)| *tier);
        left.into_iter().map(|(_, id)| id).collect()
    }

    /// Types into the list.
    pub fn press(&mut self, chord: Chord) {
        if self.typed.press(chord) {
            self.cursor = 0;
        }
    }

    /// Moves the cursor.
    pub fn step(&mut self, rows: isize) {
        let last = self.left().len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(rows).min(last);
    }

    /// The command in focus.
    pub fn focused(&self) -> Option<Cmd> {
        self.left().get(self.cursor).copied()
    }
}
