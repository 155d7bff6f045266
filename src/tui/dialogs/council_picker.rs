//! Picks the council of an inbox item: likely ones first with the reason, all others by typing.

use std::collections::BTreeSet;

use charter::council_line::CouncilLine;
use charter::ids::{CouncilId, ItemId};
use charter::search_key::{NameRanker, Query, Rank};
use charter::untrusted::sanitize;
use desk::inbox::InboxLine;
use ratatui::Frame;
use ratatui::text::{Line, Span};
use reading::matching::{Candidate, Found};

use crate::tui::app::shared::Shared;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::ui::editor::{Edit, Editor};
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{Listing, panel, row, typed_line};
use crate::tui::ui::scrollbar;
use crate::tui::ui::text::{column, fit, width};
use crate::tui::ui::theme::Role;

#[derive(Clone, Debug, PartialEq)]
struct Suggestion {
    council: CouncilId,
    why: String,
}

/// Picks one council, or several to split an item.
#[derive(Clone, Debug)]
pub struct CouncilPicker {
    pub item: ItemId,
    /// Several councils, to split the item.
    pub multiple: bool,
    pub typed: Editor,
    pub list: ListState,
    pub marked: BTreeSet<CouncilId>,
    suggestions: Vec<Suggestion>,
    /// Indices into `Snapshot::lines` with their ids, best first.
    matches: Vec<(usize, CouncilId)>,
}

impl CouncilPicker {
    /// Lists the candidates first. To split an item, the councils it names are marked.
    pub fn new(line: &InboxLine, multiple: bool, snapshot: &Snapshot) -> Self {
        let found = &line.triage.found;
        let suggestions = found
            .candidates()
            .iter()
            .map(|candidate| Suggestion { council: candidate.council, why: describe_candidate(candidate) });
        let suggestions: Vec<Suggestion> = suggestions.collect();
        let marked = match found {
            Found::Joint(many) if multiple => many.iter().map(|candidate| candidate.council).collect(),
            _ => BTreeSet::new(),
        };
        let mut picker = Self {
            item: line.item.id,
            multiple,
            typed: Editor::default(),
            list: ListState::default(),
            marked,
            suggestions,
            matches: Vec::new(),
        };
        picker.filter(snapshot);
        picker
    }

    /// Ranks matches like the list of councils: exact, prefix, word, then letters if no word matches. Candidates win
    /// ties.
    fn filter(&mut self, snapshot: &Snapshot) {
        let rank_of = |id: CouncilId| {
            self.suggestions.iter().position(|suggestion| suggestion.council == id).unwrap_or(usize::MAX)
        };
        let ranked = |rank: &dyn Fn(usize) -> Option<Rank>| {
            let all = snapshot.lines().iter().enumerate();
            let mut ranked: Vec<(Option<Rank>, usize, usize, CouncilId)> =
                all.filter_map(|(index, line)| Some((Some(rank(index)?), rank_of(line.id), index, line.id))).collect();
            ranked.sort();
            ranked
        };
        let found = match Query::new(self.typed.text()) {
            None => ranked(&|_| Some(Rank::Exact)),
            Some(query) => {
                let by_words = ranked(&|index| query.rank_by_words(&snapshot.lines()[index].search_key));
                let fuzzy = NameRanker::default();
                if by_words.is_empty() {
                    ranked(&|index| fuzzy.rank(&query, &snapshot.lines()[index].search_key))
                } else {
                    by_words
                }
            }
        };
        self.matches = found.into_iter().map(|(_, _, index, id)| (index, id)).collect();
        self.list.cursor = 0;
    }

    pub fn edit(&mut self, edit: Edit, snapshot: &Snapshot) -> bool {
        let before = self.typed.text().to_owned();
        let edited = self.typed.edit(edit);
        if self.typed.text() != before {
            self.filter(snapshot);
        }
        edited
    }

    pub fn paste(&mut self, text: &str, snapshot: &Snapshot) {
        self.typed.insert(text, true);
        self.filter(snapshot);
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply(motion, visible, self.matches.len());
    }

    pub fn count(&self) -> usize {
        self.matches.len()
    }

    /// The council of a row, why it is likely, and whether it is marked.
    pub fn row<'a>(&'a self, shared: &'a Shared, index: usize) -> Option<(&'a CouncilLine, Option<&'a str>, bool)> {
        let (line, id) = self.matches.get(index)?;
        let why = self.suggestions.iter().find(|suggestion| suggestion.council == *id);
        let line = shared.snapshot.lines().get(*line)?;
        Some((line, why.map(|suggestion| suggestion.why.as_str()), self.marked.contains(id)))
    }

    pub fn toggle(&mut self) {
        if let Some((_, id)) = self.matches.get(self.list.cursor).filter(|_| self.multiple)
            && !self.marked.remove(id)
        {
            self.marked.insert(*id);
        }
    }

    /// The marked councils, else the one in focus: candidates in their order, then the others.
    pub fn chosen(&self) -> Vec<CouncilId> {
        if !self.multiple {
            return self.matches.get(self.list.cursor).map(|(_, id)| *id).into_iter().collect();
        }
        let suggestions =
            self.suggestions.iter().map(|suggestion| suggestion.council).filter(|id| self.marked.contains(id));
        let mut chosen: Vec<CouncilId> = suggestions.collect();
        let others: Vec<CouncilId> = self.marked.iter().copied().filter(|id| !chosen.contains(id)).collect();
        chosen.extend(others);
        chosen
    }
}

fn longest_county(lines: &[CouncilLine]) -> usize {
    lines.iter().map(|line| width(&line.county.sanitized())).max().unwrap_or(0)
}

/// The confidence and its reasons, sanitized.
pub fn describe_candidate(candidate: &Candidate) -> String {
    let reasons: Vec<String> = candidate.reasons.iter().map(|reason| reason.describe()).collect();
    let sure = candidate.confidence.label();
    let words = if reasons.is_empty() { sure.to_owned() } else { format!("{sure}: {}", reasons.join(", ")) };
    sanitize(&words).into_owned()
}

pub fn layout(picker: &CouncilPicker, areas: &Areas) -> Listing {
    Listing::new(areas, 92, (1, 0), picker.list.cursor, picker.matches.len())
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, picker: &CouncilPicker, areas: &Areas) {
    let title = match (picker.multiple, picker.marked.len()) {
        (false, _) => "Which council is it from?".to_owned(),
        (true, n) => format!("Split between which councils? Space marks, {n} marked"),
    };
    let listing = layout(picker, areas);
    let inner = panel(frame, shared.theme, areas, &title, listing.wanted);
    let (room, theme) = (usize::from(inner.width), shared.theme);
    let mut drawn = vec![typed_line(frame, shared.theme, inner, &picker.typed)];
    // The rows have a focus mark, a tag and two gaps. On a narrow screen the name matters more than the end of the county.
    let beside_county = room.saturating_sub(longest_county(shared.snapshot.lines()) + 5);
    let name_room = if room < 60 { beside_county.max(room.saturating_sub(15).min(26)) } else { 32 };
    for index in listing.shown {
        let Some((line, why, marked)) = picker.row(shared, index) else { continue };
        let tag = if marked { theme.glyphs().tag } else { " " };
        let mut spans = vec![
            Span::styled(format!("{tag} "), theme.style(Role::Warn)),
            Span::raw(format!("{} ", column(&line.name.sanitized(), name_room, theme.ascii))),
        ];
        let used: usize = 1 + spans.iter().map(|span| width(&span.content)).sum::<usize>();
        let area = line.county.sanitized();
        let note = why.map_or_else(|| area.clone().into_owned(), |why| format!("{area}, {why}"));
        let role = if why.is_some() { Role::Info } else { Role::Dim };
        spans.push(Span::styled(fit(&note, room.saturating_sub(used + 1), theme.ascii), theme.style(role)));
        drawn.push(row(shared.theme, spans, index == picker.list.cursor, room));
    }
    if picker.matches.is_empty() {
        drawn.push(Line::styled("  no matching council; Esc closes", theme.style(Role::Info)));
    }
    lines(frame, inner, drawn);
    scrollbar::draw_on_border(frame, theme, inner, 1, 1, (picker.list.cursor, picker.matches.len()));
}
