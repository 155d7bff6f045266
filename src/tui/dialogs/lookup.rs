//! The list of active keys, and the palette of all commands: one list, filtered by typing.

use std::collections::HashSet;

use charter::search_key::{NameMatch, NameRanker, fold, name_match};
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::keys::command::{COMMANDS, Cmd, Command};
use crate::tui::keys::scope::Scope;
use crate::tui::ui::editor::{Edit, Editor};
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{Listing, panel, row, typed_line};
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
    /// The commands that can't run in the layer beneath.
    disabled: HashSet<Cmd>,
    /// The commands run from the palette before, the last one first.
    recent: Vec<Cmd>,
    /// The commands that match the typed text, best first.
    matches: Vec<Cmd>,
}

impl Lookup {
    pub fn new(kind: Kind, scopes: &'static [Scope], disabled: HashSet<Cmd>, recent: Vec<Cmd>) -> Self {
        let (typed, list) = (Editor::default(), ListState::default());
        let mut lookup = Self { kind, scopes, typed, list, disabled, recent, matches: Vec::new() };
        lookup.filter();
        lookup
    }

    /// Better matches first, then commands that can run, then those used last. The help without typed text has the keys
    /// of the screen itself first, in the order of the table.
    fn filter(&mut self) {
        let wanted = fold(self.typed.text());
        let offered = COMMANDS.iter().filter(|command| self.scopes.contains(&command.scope));
        let mut ranked: Vec<(i64, Cmd)> =
            offered.clone().filter_map(|command| Some((rank(command, &wanted)?, command.id))).collect();
        if ranked.is_empty() {
            let fuzzy = NameRanker::default();
            let score = |command: &Command| {
                let scores = [command.name, command.label].map(|text| fuzzy.score(&fold(text), &wanted));
                Some((-scores.into_iter().flatten().max()?, command.id))
            };
            ranked = offered.filter_map(score).collect();
        }
        if self.kind == Kind::Commands || !wanted.is_empty() {
            let used = |id: &Cmd| self.recent.iter().position(|known| known == id).unwrap_or(usize::MAX);
            ranked.sort_by_key(|(rank, id)| (*rank, self.disabled.contains(id), used(id)));
        } else {
            let scope = |id: &Cmd| self.scopes.iter().position(|scope| *scope == id.command().scope);
            ranked.sort_by_key(|(_, id)| scope(id));
        }
        self.matches = ranked.into_iter().map(|(_, id)| id).collect();
        self.list.cursor = 0;
    }

    pub fn edit(&mut self, edit: Edit) -> bool {
        let before = self.typed.text().to_owned();
        let edited = self.typed.edit(edit);
        if self.typed.text() != before {
            self.filter();
        }
        edited
    }

    pub fn paste(&mut self, text: &str) {
        self.typed.insert(text, true);
        self.filter();
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply(motion, visible, self.matches.len());
    }

    pub fn matches(&self) -> &[Cmd] {
        &self.matches
    }

    pub fn focused(&self) -> Option<Cmd> {
        self.matches.get(self.list.cursor).copied()
    }
}

/// Less is better. `None` if a typed word occurs nowhere. The command's own names come before synonyms, and those before
/// the sentence of the help.
fn rank(command: &Command, wanted: &str) -> Option<i64> {
    let [name, label, synonyms, help] = [command.name, command.label, command.synonyms, command.help].map(fold);
    let own = name_match(&name, wanted).into_iter().chain(name_match(&label, wanted)).min();
    Some(match (own, name_match(&synonyms, wanted), name_match(&help, wanted)) {
        (Some(NameMatch::Exact), ..) => 0,
        (Some(NameMatch::Prefix), ..) => 1,
        (Some(NameMatch::WordPrefix), ..) => 2,
        (_, Some(NameMatch::Exact | NameMatch::Prefix | NameMatch::WordPrefix), _) => 3,
        (Some(NameMatch::Inside), ..) => 4,
        (None, _, Some(NameMatch::Exact | NameMatch::Prefix | NameMatch::WordPrefix)) => 5,
        (None, Some(NameMatch::Inside), _) | (None, _, Some(NameMatch::Inside)) => 6,
        (None, None, None) => {
            let all = format!("{name} {label} {synonyms} {help}");
            name_match(&all, wanted).map(|_| 7)?
        }
    })
}

/// Wider lines are hard to follow.
const MAX_WIDTH: u16 = 140;
/// With less room the names of commands are left out.
const ROOM_FOR_NAMES: usize = 61;
/// With less room long names are cut.
const ROOM_FOR_WHOLE_NAMES: usize = 101;
const MOST_OF_NAME: usize = 16;

/// What can be clicked, and what is drawn.
pub fn layout(lookup: &Lookup, areas: &Areas) -> Listing {
    Listing::new(areas, MAX_WIDTH, (1, 0), lookup.list.cursor, lookup.matches.len())
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
    let matches = &lookup.matches;
    let listing = layout(lookup, areas);
    let inner = panel(frame, shared.theme, areas, title, listing.wanted);
    let room = usize::from(inner.width);
    let theme = shared.theme;
    let keys: Vec<String> = matches.iter().map(|id| shared.keymap.keys_in(lookup.scopes, *id)).collect();
    let keys_room = keys.iter().map(|keys| width(keys)).max().unwrap_or(0);
    let longest_name = matches.iter().map(|id| width(id.command().label)).max().unwrap_or(0);
    let (name_room, gap) = match room {
        ROOM_FOR_WHOLE_NAMES.. => (longest_name, "  "),
        ROOM_FOR_NAMES..ROOM_FOR_WHOLE_NAMES => (longest_name.min(MOST_OF_NAME), " "),
        _ => (0, " "),
    };
    let mut drawn = vec![typed_line(frame, shared.theme, inner, &lookup.typed)];
    for index in listing.shown {
        let command = matches[index].command();
        let off = disabled_reason(matches[index]);
        let mut spans = Vec::with_capacity(5);
        for (text, cells, role) in
            [(keys[index].as_str(), keys_room, Role::Accent), (command.label, name_room, Role::Strong)]
        {
            let role = if off.is_some() { Role::Dim } else { role };
            if cells > 0 {
                spans.push(Span::styled(column(text, cells, theme.ascii), theme.style(role)));
                spans.push(Span::raw(gap));
            }
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
    scrollbar::draw_on_border(frame, theme, inner, 1, 1, (lookup.list.cursor, matches.len()));
}

#[cfg(test)]
mod tests {
    use super::{Cmd, Edit, HashSet, Kind, Lookup, Scope};

    const SCOPES: &[Scope] = &[Scope::Councils, Scope::Tabs, Scope::Area, Scope::Global];

    fn found(typed: &str, disabled: &[Cmd], recent: &[Cmd]) -> Vec<Cmd> {
        let mut lookup = Lookup::new(Kind::Commands, SCOPES, disabled.iter().copied().collect(), recent.to_vec());
        typed.chars().for_each(|c| {
            lookup.edit(Edit::Type(c));
        });
        lookup.matches
    }

    #[test]
    fn exact_then_prefix_then_anything_else() {
        let found = found("undo", &[], &[]);
        assert_eq!(found[0], Cmd::Undo);
        assert!(found.contains(&Cmd::Redo), "its help has the word");
        assert_eq!(super::rank(Cmd::Redo.command(), "undo"), Some(5));
        let county = self::found("coun", &[], &[]);
        assert!([Cmd::ToCouncils, Cmd::FilterCounty].contains(&county[0]), "{county:?}");
    }

    #[test]
    fn a_better_match_comes_first_even_if_it_cannot_run() {
        let (open, quit) = (found("note", &[Cmd::WriteNote], &[]), found("round", &[Cmd::PreviousRound], &[]));
        assert_eq!(open[0], Cmd::WriteNote);
        let of = |id| quit.iter().position(|found| *found == id).unwrap();
        assert!(of(Cmd::NextRound) < of(Cmd::PreviousRound), "of two alike the one that can run comes first");
    }

    #[test]
    fn what_was_used_last_comes_first() {
        let recent = [Cmd::EditCategories, Cmd::Redo];
        assert_eq!(found("", &[], &recent)[..2], recent);
        assert_eq!(found("", &[Cmd::Redo], &recent)[0], Cmd::EditCategories);
        assert_eq!(*found("", &[Cmd::Redo], &recent).last().unwrap(), Cmd::Redo);
    }

    #[test]
    fn a_slip_of_the_keys_still_finds_a_command() {
        assert_eq!(found("catgories", &[], &[])[0], Cmd::EditCategories);
        assert_eq!(found("zzz", &[], &[]), []);
    }

    #[test]
    fn the_help_has_the_keys_of_the_screen_first_in_the_order_of_the_table() {
        let own = super::COMMANDS.iter().filter(|command| command.scope == SCOPES[0]);
        let own: Vec<Cmd> = own.map(|command| command.id).collect();
        let lookup = Lookup::new(Kind::Keys, SCOPES, HashSet::from([own[0]]), vec![Cmd::Undo]);
        assert_eq!(lookup.matches[..own.len()], own);
    }
}
