//! Keys: parsing, resolving to commands, overrides.

use std::collections::HashMap;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::tui::keys::command::{COMMANDS, Cmd};
use crate::tui::keys::scope::Scope;

pub type Event = KeyEvent;

pub fn is_alt(event: Event) -> bool {
    event.modifiers == KeyModifiers::ALT
}

/// The two keys that a terminal sends for a key with Alt.
pub fn esc_and_key(event: Event) -> [Event; 2] {
    [KeyCode::Esc.into(), KeyEvent::new(event.code, KeyModifiers::NONE)]
}

/// A key with its modifiers, written in the help as `r`, `Enter`, `Ctrl-R`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    ctrl: bool,
    /// Only of an arrow: other keys with Shift are keys of their own.
    shift: bool,
}

impl Chord {
    /// `None` for a release, which Windows consoles send, and for Alt, which is never bound.
    pub fn of(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release || event.modifiers.contains(KeyModifiers::ALT) {
            return None;
        }
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let code = match event.code {
            KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        let is_arrow = matches!(code, KeyCode::Up | KeyCode::Down | KeyCode::Left | KeyCode::Right);
        Some(Self { code, ctrl, shift: is_arrow && event.modifiers.contains(KeyModifiers::SHIFT) })
    }

    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl => Some(c),
            _ => None,
        }
    }

    /// Turns a chord back into an event, for tests.
    #[cfg(test)]
    pub fn event(self) -> KeyEvent {
        let modifier = |is_held: bool, modifier| if is_held { modifier } else { KeyModifiers::NONE };
        KeyEvent::new(self.code, modifier(self.ctrl, KeyModifiers::CONTROL) | modifier(self.shift, KeyModifiers::SHIFT))
    }

    /// Parses `r`, `?`, `Space`, `Enter`, `C-r` or `Ctrl-R`, `S-Left` or `Shift-Left`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(arrow) = text.strip_prefix("S-").or_else(|| text.strip_prefix("Shift-")) {
            let chord = Self::parse(arrow).filter(|_| ["Up", "Down", "Left", "Right"].contains(&arrow))?;
            return Some(Self { shift: true, ..chord });
        }
        let (rest, ctrl) = match text.strip_prefix("C-").or_else(|| text.strip_prefix("Ctrl-")) {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
            (Some(c), None) => KeyCode::Char(c),
            _ => NAMED_KEYS.iter().find(|(name, _)| *name == rest).map(|(_, code)| *code)?,
        };
        Some(Self { code, ctrl, shift: false })
    }
}

const NAMED_KEYS: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("BackTab", KeyCode::BackTab),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("Space", KeyCode::Char(' ')),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("F1", KeyCode::F(1)),
    ("F2", KeyCode::F(2)),
    ("F5", KeyCode::F(5)),
];

impl std::fmt::Display for Chord {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let named = NAMED_KEYS.iter().find(|(_, code)| *code == self.code).map(|(name, _)| *name);
        match (named, self.code) {
            (Some("BackTab"), _) => out.write_str("Shift-Tab"),
            (Some(name), _) if self.shift => write!(out, "Shift-{name}"),
            (Some(name), _) if self.ctrl => write!(out, "Ctrl-{name}"),
            (Some(name), _) => out.write_str(name),
            (None, KeyCode::Char(c)) if self.ctrl => write!(out, "Ctrl-{}", c.to_ascii_uppercase()),
            (None, KeyCode::Char(c)) => write!(out, "{c}"),
            (None, code) => write!(out, "{code:?}"),
        }
    }
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    #[error("there is no command called “{0}”; `charterdesk keys --markdown` lists them")]
    UnknownCommand(String),
    #[error("“{0}” is not a key; write r, Enter, F2 or C-r")]
    UnknownKey(String),
    #[error("the key {key} of {command} is taken by {by}")]
    Taken { key: Chord, command: &'static str, by: &'static str },
}

/// The command of each key by scope, with the user's overrides.
#[derive(Clone, Debug)]
pub struct Keymap {
    bindings: HashMap<(Scope, Chord), Cmd>,
    keys_of: HashMap<Cmd, Vec<Chord>>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut keymap = Self { bindings: HashMap::new(), keys_of: HashMap::new() };
        for command in COMMANDS {
            let chords: Vec<Chord> = command.keys.iter().filter_map(|key| Chord::parse(key)).collect();
            keymap.bind(command.id, command.scope, chords);
        }
        keymap
    }
}

impl Keymap {
    /// Takes pairs of a command's name and its only key.
    ///
    /// # Errors
    /// The command or the key does not exist, or another command of the scope has the key.
    pub fn with_overrides<'a>(overrides: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Self, KeymapError> {
        let mut keymap = Self::default();
        for (name, key) in overrides {
            let command = COMMANDS.iter().find(|command| command.name == name);
            let command = command.ok_or_else(|| KeymapError::UnknownCommand(name.to_owned()))?;
            let chord = Chord::parse(key).ok_or_else(|| KeymapError::UnknownKey(key.to_owned()))?;
            if let Some(other) = keymap.resolve(&[command.scope], chord).filter(|other| *other != command.id) {
                return Err(KeymapError::Taken { key: chord, command: command.name, by: other.command().name });
            }
            keymap.bindings.retain(|(scope, _), id| (*scope, *id) != (command.scope, command.id));
            keymap.bind(command.id, command.scope, vec![chord]);
        }
        Ok(keymap)
    }

    fn bind(&mut self, id: Cmd, scope: Scope, chords: Vec<Chord>) {
        self.bindings.extend(chords.iter().map(|chord| ((scope, *chord), id)));
        self.keys_of.insert(id, chords);
    }

    /// Looks in the innermost scope first. Where no command has an arrow with Shift, it is the arrow.
    pub fn resolve(&self, scopes: &[Scope], chord: Chord) -> Option<Cmd> {
        let find = |chord: Chord| scopes.iter().find_map(|scope| self.bindings.get(&(*scope, chord)).copied());
        find(chord).or_else(|| chord.shift.then(|| find(Chord { shift: false, ..chord }))?)
    }

    /// Whether the command's first key runs it in these scopes, and no inner scope takes the key.
    pub fn is_reachable(&self, scopes: &[Scope], id: Cmd) -> bool {
        let first = self.keys_of.get(&id).and_then(|chords| chords.first());
        first.is_none_or(|chord| self.resolve(scopes, *chord) == Some(id))
    }

    pub fn keys(&self, id: Cmd) -> String {
        let chords = self.keys_of.get(&id).map(Vec::as_slice).unwrap_or_default();
        chords.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    /// The keys that run the command in these scopes, without those that an inner scope takes.
    pub fn keys_in(&self, scopes: &[Scope], id: Cmd) -> String {
        let chords = self.keys_of.get(&id).map(Vec::as_slice).unwrap_or_default();
        let active = chords.iter().filter(|chord| self.resolve(scopes, **chord) == Some(id));
        active.map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    /// The key that opens the help: where text is typed, one that is no character.
    pub fn key_for_help(&self, typing: bool) -> String {
        let chords = self.keys_of.get(&Cmd::Help).map(Vec::as_slice).unwrap_or_default();
        let key = chords.iter().find(|chord| !typing || chord.typed().is_none()).or(chords.first());
        key.map_or_else(|| "F1".to_owned(), ToString::to_string)
    }

    /// The first key, for the footer.
    pub fn key(&self, id: Cmd) -> Option<String> {
        self.keys_of.get(&id)?.first().map(ToString::to_string)
    }
}

#[cfg(test)]
mod tests {
    use super::super::command::{COMMANDS, Cmd};
    use super::super::scope::Scope;
    use super::{Chord, Keymap, KeymapError};
    use std::collections::HashSet;

    #[test]
    fn every_default_key_can_be_read() {
        for command in COMMANDS {
            for key in command.keys {
                assert!(Chord::parse(key).is_some(), "{} of {}", key, command.name);
            }
        }
    }

    #[test]
    fn no_key_is_bound_twice_in_a_scope() {
        let mut seen = HashSet::new();
        for command in COMMANDS {
            for key in command.keys {
                assert!(seen.insert((command.scope, Chord::parse(key))), "{key} twice in {:?}", command.scope);
            }
        }
    }

    #[test]
    fn an_override_replaces_the_key_and_no_other() {
        let keymap = Keymap::with_overrides([("undo", "U")].into_iter()).unwrap();
        let chord = |key| Chord::parse(key).unwrap();
        assert_eq!(keymap.resolve(&[Scope::Global], chord("U")), Some(Cmd::Undo));
        assert_eq!(keymap.resolve(&[Scope::Global], chord("u")), None);
        let refused = |name, key| Keymap::with_overrides([(name, key)].into_iter()).unwrap_err();
        assert_eq!(refused("undo", "r"), KeymapError::Taken { key: chord("r"), command: "undo", by: "record-return" });
        assert_eq!(refused("undoo", "U"), KeymapError::UnknownCommand("undoo".to_owned()));
    }
}
