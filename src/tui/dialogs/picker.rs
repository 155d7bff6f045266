//! Picks from a list: a few choices by letter, many by typing.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use charter::area::{Area, AreaLevel, of_level};
use charter::column::Column;
use charter::council_line::CouncilLine;
use charter::filter::{Filter, Show, search};
use charter::priority::Concern;
use charter::search_key::{NameMatch, fold, name_match};
use charter::team::Team;
use charter::untrusted::Untrusted;
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::dialogs::show_letters::show_letter;
use crate::tui::dialogs::unit_label::unit_label;
use crate::tui::keys::keymap::Chord;
use crate::tui::screens::priorities::state::Priorities;
use crate::tui::ui::editor::{Edit, Editor};
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{Listing, panel, row, typed_line};
use crate::tui::ui::scrollbar;
use crate::tui::ui::text::{column, column_right};
use crate::tui::ui::theme::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickTarget {
    County,
    District,
    Team,
    /// The status or flag to show.
    Show,
    Concern,
    /// The meaning of a sheet's column; not part of the filter.
    Column,
    /// The column that sorts the list.
    Sort,
    /// A saved view.
    View,
    /// The user's own team.
    MyTeam,
    /// The county or district whose record is edited.
    AreaRecord,
    /// The request of a public body that is answered or corrected.
    Request,
}

impl PickTarget {
    /// Whether each choice says how many councils it would leave.
    fn is_counted(self) -> bool {
        !matches!(self, Self::Column | Self::Sort | Self::View | Self::AreaRecord | Self::Request)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// `None` for all.
    pub value: Option<String>,
    pub label: String,
    /// The councils that it would leave; 0 for the meaning of a column.
    pub count: usize,
    /// The key that picks it, if the choices have letters.
    pub letter: Option<char>,
}

/// What a key did in a picker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    Picked,
    Used,
    Unknown,
}

#[derive(Clone, Debug)]
pub struct Pick {
    pub target: PickTarget,
    pub choices: Vec<Choice>,
    /// Filters the choices, if they have no letters.
    pub typed: Option<Editor>,
    pub list: ListState,
    /// The marked values, where several can be picked.
    pub marked: BTreeSet<String>,
}

/// With more names the list is filtered by typing.
const MAX_LETTERS: usize = 9;

impl Pick {
    /// Letters from the names; `c` for all.
    pub fn county(snapshot: &Snapshot, filter: &Filter) -> Self {
        let others = Filter { county: None, ..filter.clone() };
        let names = snapshot.names(|line| &line.county);
        let counted = counted(names, |line| &line.county, snapshot, &others);
        let units: Vec<&Area> = of_level(snapshot.areas(), AreaLevel::County).collect();
        Self::names(PickTarget::County, ("all counties", 'c'), counted, |name| {
            unit_label(name, &units, snapshot.as_at())
        })
    }

    /// Choices with letters, of which one can be picked.
    pub fn of(target: PickTarget, choices: Vec<Choice>) -> Self {
        Self { target, choices, typed: None, list: ListState::default(), marked: BTreeSet::new() }
    }

    /// The teams, filtered by typing.
    pub fn my_team(snapshot: &Snapshot) -> Self {
        let choice = |(name, count): (String, usize)| Choice {
            label: charter::untrusted::sanitize(&name).into_owned(),
            value: Some(name),
            count,
            letter: None,
        };
        let (names, _) = counted(snapshot.names(|line| &line.team), |line| &line.team, snapshot, &Filter::default());
        let choices = names.into_iter().map(choice).collect();
        Self { typed: Some(Editor::default()), ..Self::of(PickTarget::MyTeam, choices) }
    }

    pub fn district(snapshot: &Snapshot, filter: &Filter) -> Self {
        let others = Filter { district: None, ..filter.clone() };
        let inside = |line: &CouncilLine| filter.county.as_ref().is_none_or(|county| line.county.raw() == county);
        let districts: BTreeSet<&str> =
            snapshot.lines().iter().filter(|line| inside(line)).map(|line| line.district.raw()).collect();
        let mut names = snapshot.names(|line| &line.district);
        names.retain(|name| districts.contains(name.as_str()));
        let counted = counted(names, |line| &line.district, snapshot, &others);
        let units: Vec<&Area> = of_level(snapshot.areas(), AreaLevel::District).collect();
        let label = |name: &str| unit_label(name, &units, snapshot.as_at());
        Self::names(PickTarget::District, ("all districts", 'd'), counted, label)
    }

    pub fn team(snapshot: &Snapshot, filter: &Filter) -> Self {
        let others = Filter { team: None, ..filter.clone() };
        let names = snapshot.names(|line| &line.team);
        let counted = counted(names, |line| &line.team, snapshot, &others);
        let units: Vec<&Team> = snapshot.teams().iter().collect();
        Self::names(PickTarget::Team, ("all teams", 't'), counted, |name| unit_label(name, &units, snapshot.as_at()))
    }

    fn names(
        target: PickTarget,
        (all, all_letter): (&str, char),
        (names, total): (Vec<(String, usize)>, usize),
        label: impl Fn(&str) -> String,
    ) -> Self {
        let letters = letters(&names, all_letter);
        let mut choices = vec![Choice {
            value: None,
            label: all.to_owned(),
            count: total,
            letter: letters.is_some().then_some(all_letter),
        }];
        choices.extend(names.into_iter().enumerate().map(|(index, (name, count))| Choice {
            letter: letters.as_ref().map(|letters| letters[index]),
            label: label(&name),
            value: Some(name),
            count,
        }));
        let typed = letters.is_none().then(Editor::default);
        Self { target, choices, typed, list: ListState::default(), marked: BTreeSet::new() }
    }

    /// Several can be picked.
    pub fn show(snapshot: &Snapshot, filter: &Filter) -> Self {
        let others = Filter { show: BTreeSet::new(), ..filter.clone() };
        let lines: Vec<&CouncilLine> =
            search(snapshot.lines(), &others, None).iter().map(|hit| &snapshot.lines()[hit.index as usize]).collect();
        let choices = Show::ALL
            .iter()
            .map(|show| Choice {
                value: Some(show.code().to_owned()),
                label: show.label().to_owned(),
                count: lines.iter().filter(|line| show.matches(line)).count(),
                letter: show_letter(*show),
            })
            .collect();
        let marked = filter.show.iter().map(|show| show.code().to_owned()).collect();
        Self { target: PickTarget::Show, choices, typed: None, list: ListState::default(), marked }
    }

    /// Several can be picked.
    pub fn concerns(priorities: &Priorities) -> Self {
        let letter = |concern: Concern| concern.label().chars().next();
        let choice = |concern: &Concern| Choice {
            value: Some(concern.code().to_owned()),
            label: concern.label().to_owned(),
            count: priorities.counts.with(*concern),
            letter: letter(*concern),
        };
        let choices = Concern::ALL.iter().map(choice).collect();
        let marked = priorities.concerns.iter().map(|concern| concern.code().to_owned()).collect();
        Self { target: PickTarget::Concern, choices, typed: None, list: ListState::default(), marked }
    }

    /// The current meaning is in focus.
    pub fn columns(all: &[Column], now: Column) -> Self {
        let choice = |column: &Column| Choice {
            value: Some(column.code().to_owned()),
            label: column.label().to_owned(),
            count: 0,
            letter: None,
        };
        let cursor = all.iter().position(|column| *column == now).unwrap_or(0);
        let typed = Some(Editor::default());
        Self {
            target: PickTarget::Column,
            choices: all.iter().map(choice).collect(),
            typed,
            list: ListState::at(cursor),
            marked: BTreeSet::new(),
        }
    }

    pub fn picked_column(&self) -> Option<Column> {
        self.matches().get(self.list.cursor)?.value.as_deref().and_then(Column::from_code)
    }

    /// The marked concerns, else the one in focus.
    pub fn picked_concerns(&self, before: &Priorities) -> BTreeSet<Concern> {
        let focused = self.matches().get(self.list.cursor).and_then(|choice| choice.value.clone());
        let mut codes = self.marked.clone();
        if codes.is_empty() && before.concerns.is_empty() {
            codes.extend(focused);
        }
        codes.iter().filter_map(|code| Concern::from_code(code)).collect()
    }

    pub fn is_multiple(&self) -> bool {
        matches!(self.target, PickTarget::Show | PickTarget::Concern)
    }

    pub fn matches(&self) -> Vec<&Choice> {
        let wanted = self.typed.as_ref().map(|typed| fold(typed.text())).unwrap_or_default();
        let ranked =
            self.choices.iter().filter_map(|choice| Some((name_match(&fold(&choice.label), &wanted)?, choice)));
        let mut ranked: Vec<(NameMatch, &Choice)> = ranked.collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, choice)| choice).collect()
    }

    /// Edits the text that filters the choices.
    pub fn edit(&mut self, edit: Edit) -> bool {
        let edited = self.typed.as_mut().is_some_and(|typed| typed.edit(edit));
        if edited {
            self.list.cursor = 0;
        }
        edited
    }

    pub fn press(&mut self, chord: Chord) -> Pressed {
        let is_choice = |choice: &Choice| choice.letter.is_some() && choice.letter == chord.typed();
        let Some(index) = self.choices.iter().position(is_choice) else { return Pressed::Unknown };
        self.list.cursor = index;
        if self.is_multiple() {
            self.toggle();
            return Pressed::Used;
        }
        Pressed::Picked
    }

    pub fn toggle(&mut self) {
        let value = self.matches().get(self.list.cursor).and_then(|choice| choice.value.clone());
        if let (true, Some(value)) = (self.is_multiple(), value)
            && !self.marked.remove(&value)
        {
            self.marked.insert(value);
        }
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        let len = self.matches().len();
        self.list.apply(motion, visible, len);
    }

    /// Applies the choice to the filter. Without a match nothing is picked.
    pub fn apply_to(&self, filter: &mut Filter) {
        let picked = self.matches().get(self.list.cursor).map(|choice| choice.value.clone());
        match (self.target, picked) {
            (PickTarget::Show, picked) => {
                let mut codes = self.marked.clone();
                if codes.is_empty() && filter.show.is_empty() {
                    codes.extend(picked.flatten());
                }
                filter.show = codes.iter().filter_map(|code| Show::from_code(code)).collect();
            }
            (_, None) => {}
            (
                PickTarget::Concern
                | PickTarget::Column
                | PickTarget::Sort
                | PickTarget::View
                | PickTarget::MyTeam
                | PickTarget::AreaRecord
                | PickTarget::Request,
                _,
            ) => {}
            (PickTarget::County, Some(value)) => {
                filter.county = value;
                filter.district = None;
            }
            (PickTarget::District, Some(value)) => filter.district = value,
            (PickTarget::Team, Some(value)) => filter.team = value,
        }
    }
}

/// The number of councils under each name that the other filters leave, and the number in all.
fn counted(
    names: Vec<String>,
    of: impl Fn(&CouncilLine) -> &Arc<Untrusted>,
    snapshot: &Snapshot,
    others: &Filter,
) -> (Vec<(String, usize)>, usize) {
    let hits = search(snapshot.lines(), others, None);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for hit in &hits {
        *counts.entry(of(&snapshot.lines()[hit.index as usize]).raw()).or_default() += 1;
    }
    let names = names.into_iter().map(|name| (counts.get(name.as_str()).copied().unwrap_or(0), name));
    (names.map(|(count, name)| (name, count)).collect(), hits.len())
}

/// The first free letter of each name. `None` if there are too many names, or one has no free letter.
fn letters(names: &[(String, usize)], reserved: char) -> Option<Vec<char>> {
    if names.len() > MAX_LETTERS {
        return None;
    }
    let mut used = vec![reserved];
    for (name, _) in names {
        let free = fold(name).chars().find(|letter| letter.is_ascii_lowercase() && !used.contains(letter))?;
        used.push(free);
    }
    Some(used.split_off(1))
}

pub fn title(target: PickTarget) -> &'static str {
    match target {
        PickTarget::County => "County",
        PickTarget::District => "District",
        PickTarget::Team => "Team",
        PickTarget::Column => "What the column means",
        PickTarget::Sort => "Sort by: the same column again reverses",
        PickTarget::View => "Views",
        PickTarget::MyTeam => "Which team is yours?",
        PickTarget::AreaRecord => "The record of which county or district?",
        PickTarget::Request => "Which request?",
        PickTarget::Show | PickTarget::Concern => "Show only: letters mark several, Enter shows them",
    }
}

pub fn layout(pick: &Pick, areas: &Areas) -> Listing {
    Listing::new(areas, 58, (pick.typed.is_some().into(), 0), pick.list.cursor, pick.matches().len())
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, pick: &Pick, areas: &Areas) {
    let title = title(pick.target);
    let matches = pick.matches();
    let listing = layout(pick, areas);
    let inner = panel(frame, shared.theme, areas, title, listing.wanted);
    let room = usize::from(inner.width);
    let mut drawn = Vec::new();
    if let Some(editor) = &pick.typed {
        drawn.push(typed_line(frame, shared.theme, inner, editor));
    }
    let theme = shared.theme;
    for index in listing.shown {
        let choice = matches[index];
        let marked = choice.value.as_ref().is_some_and(|value| pick.marked.contains(value));
        let letter = choice.letter.map_or(" ".to_owned(), |letter| letter.to_string());
        let tag = if marked { theme.glyphs().tag } else { " " };
        let label = column(&choice.label, room.saturating_sub(13), theme.ascii);
        let counted = if pick.target.is_counted() { choice.count.to_string() } else { String::new() };
        let spans = vec![
            Span::styled(format!("{letter} "), theme.style(Role::Accent)),
            Span::styled(format!("{tag} "), theme.style(Role::Warn)),
            Span::raw(label),
            Span::styled(column_right(&counted, 6, theme.ascii), theme.style(Role::Dim)),
        ];
        drawn.push(row(shared.theme, spans, index == pick.list.cursor, room));
    }
    if matches.is_empty() {
        drawn.push(Line::styled("  no match; Esc closes", theme.style(Role::Info)));
    }
    lines(frame, inner, drawn);
    let above = u16::from(pick.typed.is_some());
    scrollbar::draw_on_border(frame, theme, inner, above, 1, (pick.list.cursor, matches.len()));
}

#[cfg(test)]
mod tests {
    use super::{Show, letters, show_letter};
    use std::collections::BTreeSet;

    fn names(names: &[&str]) -> Vec<(String, usize)> {
        names.iter().map(|name| ((*name).to_owned(), 1)).collect()
    }

    #[test]
    fn letters_come_from_the_data() {
        let counties = names(&["Herefordshire", "Shropshire", "Telford and Wrekin", "Worcestershire"]);
        assert_eq!(letters(&counties, 'c'), Some(vec!['h', 's', 't', 'w']));
        assert_eq!(letters(&names(&["Cheshire", "Cumbria"]), 'c'), Some(vec!['h', 'u']));
        assert_eq!(letters(&names(&["A"; 40]), 'c'), None);
    }

    #[test]
    fn each_word_to_show_has_a_letter_of_its_own() {
        let used: BTreeSet<char> = Show::ALL.iter().filter_map(|show| show_letter(*show)).collect();
        assert_eq!(used.len(), Show::ALL.len());
    }
}
