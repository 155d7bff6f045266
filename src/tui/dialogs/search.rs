//! Searches everything that was written: a line to type in, and what was found, newest first.

use charter::calendar::format_short;
use charter::english::pluralize;
use charter::written::{Passage, Passages};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::ui::editor::{Edit, Editor};
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::hit::{Hit, Target};
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{around, inner_size, inside, panel, row, typed_line, window};
use crate::tui::ui::scrollbar;
use crate::tui::ui::text::{fit, width};
use crate::tui::ui::theme::Role;

const WIDEST: u16 = 116;
/// A result has a line for its place and one for its words.
const ROWS: usize = 2;

#[derive(Clone, Debug, Default)]
pub struct Search {
    pub typed: Editor,
    pub list: ListState,
    found: Passages,
    /// The text that is being searched for, until its answer comes. Only then is the next one asked for, so that no
    /// search runs for a text that is no longer there.
    asked: Option<String>,
    /// The text that `found` answers.
    answered: Option<String>,
    /// The text whose search failed. It is not tried again until the text or the records change.
    failed: Option<String>,
    /// The records may have changed since `found` was asked for.
    stale: bool,
    /// Enter was pressed before the answer came.
    pub open_when_found: bool,
}

impl Search {
    pub fn edit(&mut self, edit: Edit) -> bool {
        self.typed.edit(edit)
    }

    fn wanted(&self) -> &str {
        self.typed.text().trim()
    }

    /// The text to ask for, if nothing is being searched for and it is another one than before.
    pub fn ask(&mut self) -> Option<String> {
        if self.asked.is_some() || !(self.stale || self.is_waiting()) {
            return None;
        }
        (self.stale, self.failed) = (false, None);
        let typed = self.wanted().to_owned();
        Some(self.asked.insert(typed).clone())
    }

    /// The records may have changed, so the same text is asked for again.
    pub fn ask_again(&mut self) {
        self.stale = true;
    }

    pub fn is_waiting(&self) -> bool {
        self.answered.as_deref() != Some(self.wanted()) && !self.has_failed()
    }

    fn has_failed(&self) -> bool {
        self.failed.as_deref() == Some(self.wanted())
    }

    /// A read failed, perhaps this search.
    pub fn set_failed(&mut self) {
        if self.asked.is_some() {
            self.failed = self.asked.take();
            self.answered = None;
            self.found = Passages::default();
            self.list.cursor = 0;
            self.open_when_found = false;
        }
    }

    /// Returns `false` if the answer is to a text that is no longer there.
    pub fn set_found(&mut self, typed: String, found: Passages) -> bool {
        let is_asked = self.asked.take_if(|asked| *asked == typed).is_some();
        let is_late = self.failed.take_if(|failed| *failed == typed).is_some();
        if !(is_asked || is_late) || typed != self.wanted() {
            return false;
        }
        if self.answered.as_ref() != Some(&typed) {
            self.list.cursor = 0;
        }
        self.answered = Some(typed);
        self.found = found;
        self.list.cursor = self.list.cursor.min(self.found.shown.len().saturating_sub(1));
        true
    }

    pub fn shown(&self) -> &[Passage] {
        &self.found.shown
    }

    pub fn focused(&self) -> Option<&Passage> {
        self.found.shown.get(self.list.cursor)
    }

    pub fn apply(&mut self, motion: Motion, size: (u16, u16)) {
        let visible = inner_size(size, WIDEST).1.saturating_sub(2) / ROWS;
        self.list.apply(motion, visible, self.found.shown.len());
    }
}

/// The results in view, in the rows that they take.
pub fn hits(shared: &Shared, search: &Search, areas: &Areas) -> Vec<Hit> {
    let wanted = (WIDEST, inner_size(shared.size, WIDEST).1);
    let inner = inside(areas, wanted);
    let visible = usize::from(inner.height).saturating_sub(2) / ROWS;
    let shown = window(search.list.cursor, search.found.shown.len(), visible);
    let tops = (inner.y + 2..inner.bottom()).step_by(ROWS);
    let hit = |(y, index)| Hit::new(Rect { y, height: 2, ..inner }, Target::Row(index));
    around(areas, wanted).into_iter().chain(tops.zip(shown).map(hit)).collect()
}

/// A passage in one line each: its place, and its words.
pub fn describe(shared: &Shared, passage: &Passage) -> [String; 2] {
    const ROOM: usize = 400;
    [place(shared, passage, ROOM), words(shared, passage, ROOM)]
        .map(|spans| spans.iter().map(|span| span.content.as_ref()).collect::<String>().trim().to_owned())
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, search: &Search, areas: &Areas) {
    let theme = shared.theme;
    let height = inner_size(shared.size, WIDEST).1;
    let inner = panel(frame, theme, areas, "Search everything written", (WIDEST, height));
    let room = usize::from(inner.width);
    let mut drawn = vec![typed_line(frame, theme, inner, &search.typed)];
    drawn.push(Line::styled(format!("  {}", summary(search)), theme.style(Role::Dim)));
    let visible = usize::from(inner.height).saturating_sub(2) / ROWS;
    for index in window(search.list.cursor, search.found.shown.len(), visible) {
        let passage = &search.found.shown[index];
        let focused = index == search.list.cursor;
        drawn.push(row(theme, place(shared, passage, room), focused, room));
        drawn.push(row(theme, words(shared, passage, room), false, room));
    }
    lines(frame, inner, drawn);
    scrollbar::draw_on_border(frame, theme, inner, 2, ROWS, (search.list.cursor, search.found.shown.len()));
}

pub fn summary(search: &Search) -> String {
    let (total, shown) = (search.found.total, search.found.shown.len());
    if search.typed.text().trim().is_empty() {
        "priorities, actions, notes, replies, updates, results, requests, events: type words that it has".to_owned()
    } else if search.has_failed() {
        "this could not be searched: change the words to try again".to_owned()
    } else if search.is_waiting() {
        "searching".to_owned()
    } else if total == 0 {
        "nothing written has all these words; Esc closes".to_owned()
    } else if shown < total {
        format!("the newest {shown} of {}", pluralize(total, "text"))
    } else {
        pluralize(total, "text")
    }
}

fn place(shared: &Shared, passage: &Passage, room: usize) -> Vec<Span<'static>> {
    let theme = shared.theme;
    // A reply without a council is known by its subject.
    let subject = || passage.opening.sanitized().into_owned();
    let council = passage.council.map_or_else(subject, |id| shared.council_name(id));
    let on = passage.on.map_or_else(|| "no date".to_owned(), |on| format_short(on, shared.snapshot.as_at()));
    let note = format!("  {} {} {on}", passage.kind, theme.glyphs().dot);
    let council = fit(&council, room.saturating_sub(width(&note) + 1), theme.ascii);
    vec![Span::styled(council, theme.style(Role::Strong)), Span::styled(note, theme.style(Role::Dim))]
}

/// A dot stands for the end of a line, or of several.
fn in_one_line<T: AsRef<str>>(lines: &[T], dot: &str) -> String {
    let mut joined = String::new();
    for (index, line) in lines.iter().map(|line| line.as_ref()).enumerate() {
        let ends_with_dot = joined.ends_with(&format!("{dot} "));
        if index > 0 && !ends_with_dot {
            joined = format!("{} {dot} ", joined.trim_end());
        }
        joined.push_str(if index > 0 { line.trim_start() } else { line });
    }
    joined
}

fn words(shared: &Shared, passage: &Passage, room: usize) -> Vec<Span<'static>> {
    let theme = shared.theme;
    let mut spans = vec![Span::raw("  ")];
    let mut left = room.saturating_sub(4);
    for fragment in &passage.excerpt {
        let text = in_one_line(&fragment.text.sanitized_lines().collect::<Vec<_>>(), theme.glyphs().dot);
        let text = fit(&text, left, theme.ascii);
        left = left.saturating_sub(width(&text));
        // Without colour a word that was found still has to stand out.
        let style = match fragment.found {
            true => theme.style(Role::Accent).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            false => theme.style(Role::Text),
        };
        spans.push(Span::styled(text, style));
    }
    spans
}
