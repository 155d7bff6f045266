//! Bringing replies in: how far it has come while it goes on, and what came in when it has ended.

use std::path::PathBuf;

use charter::untrusted::sanitize;
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::import_progress::{ImportReport, Progress};
use crate::tui::app::shared::Shared;
use crate::tui::ui::bar::{bar, percent};
use crate::tui::ui::frame::{Areas, areas, lines};
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::panel;
use crate::tui::ui::text::{fit, wrap};
use crate::tui::ui::theme::Role;

/// How wide the panels are at most, with their border.
const WIDTH: u16 = 76;

/// How many lines the panel of what goes on has: the file, the bar, the words, and what Esc does.
const ROWS: usize = 5;

/// What goes on.
#[derive(Clone, Debug)]
pub struct ImportDialog {
    /// What is brought in.
    pub paths: Vec<PathBuf>,
    /// How far it has come; nothing while the files are only looked at.
    pub progress: Option<Progress>,
    /// Whether it was asked to stop.
    pub stopping: bool,
}

impl ImportDialog {
    /// The files are looked at.
    pub fn looking(paths: Vec<PathBuf>) -> Self {
        Self { paths, progress: None, stopping: false }
    }

    /// They are read.
    pub fn reading(paths: Vec<PathBuf>) -> Self {
        Self { progress: Some(Progress::default()), ..Self::looking(paths) }
    }
}

/// Draws how far it has come.
pub fn draw(frame: &mut Frame<'_>, shared: &Shared, bringing: &ImportDialog, areas: &Areas) {
    let inner = panel(frame, shared.theme, areas, "Importing replies", (WIDTH, ROWS));
    let (theme, room) = (shared.theme, usize::from(inner.width).saturating_sub(2));
    let text = |role: Role, text: &str| Line::styled(format!(" {}", fit(text, room, theme.ascii)), theme.style(role));
    let mut drawn = Vec::new();
    match &bringing.progress {
        None => {
            drawn.push(text(Role::Strong, "checking the files"));
        }
        Some(progress) => {
            let file = if progress.file.is_empty() { "reading" } else { &progress.file };
            drawn.push(text(Role::Strong, &if progress.saving { "saving".into() } else { sanitize(file) }));
            let kib = |bytes: u64| usize::try_from(bytes / 1024).unwrap_or(usize::MAX);
            let (read, of) = if progress.saving { (1, 1) } else { (kib(progress.read), kib(progress.of)) };
            let mut gauge = vec![Span::raw(" ")];
            gauge.extend(bar(read, of, room.saturating_sub(7).min(50), theme));
            gauge.push(Span::styled(format!(" {}", percent(read.min(of), of)), theme.style(Role::Dim)));
            drawn.push(Line::from(gauge));
            let words = wrap(&progress.words(theme.glyphs().dot), room);
            drawn.extend(words.iter().map(|line| text(Role::Text, line)));
        }
    }
    drawn.resize_with(ROWS - 1, Line::default);
    drawn.push(if bringing.stopping {
        text(Role::Warn, "stopping")
    } else {
        text(Role::Dim, "Esc stops: nothing is imported")
    });
    lines(frame, inner, drawn);
}

/// What came in, and how far the list of what was passed over is scrolled.
#[derive(Clone, Debug)]
pub struct ReportDialog {
    /// What came in.
    pub brought: ImportReport,
    /// Whether it was to be stopped, and was committed already.
    too_late: bool,
    list: ListState,
}

impl ReportDialog {
    /// The list from its beginning; `too_late` if it was to be stopped, and was committed already.
    pub fn new(brought: ImportReport, too_late: bool) -> Self {
        Self { brought, too_late, list: ListState::default() }
    }

    pub fn scroll(&mut self, motion: Motion, size: (u16, u16)) {
        let (columns, _) = room(size);
        let len = self.rows(columns).len();
        self.list.scroll(motion, self.visible_rows(size), len);
    }

    /// How many rows of the list are in view.
    pub fn visible_rows(&self, size: (u16, u16)) -> usize {
        let (columns, rows) = room(size);
        rows.saturating_sub(self.head(columns).len()).max(1)
    }

    /// What stands over the list: the counts, and what `u` does.
    fn head(&self, columns: usize) -> Vec<(Role, String)> {
        let then = match self.brought.saved {
            Some(_) if self.too_late => "Everything was saved before it could be stopped. u undoes the import.",
            Some(_) => "They are in the inbox. u undoes the import.",
            None => "No new replies: nothing was changed.",
        };
        let list = match (self.brought.skipped.count, self.brought.changed_duplicates.count) {
            (0, 0) => "",
            (_, 0) => "Skipped:",
            (0, _) => "Duplicates with different words:",
            (_, _) => "Skipped, or duplicates with different words:",
        };
        let told = [(Role::Strong, self.brought.words().as_str()), (Role::Info, then), (Role::Dim, list)]
            .map(|(role, text)| wrap(text, columns.saturating_sub(2)).into_iter().map(move |line| (role, line)));
        told.into_iter().flatten().collect()
    }

    fn rows(&self, columns: usize) -> Vec<String> {
        let mut rows = Vec::new();
        for line in self.brought.skipped.lines().into_iter().chain(self.brought.changed_duplicates.lines()) {
            let wrapped = wrap(&line, columns.saturating_sub(4));
            rows.extend(wrapped.into_iter().enumerate().map(|(place, text)| {
                let indent = if place == 0 { "" } else { "  " };
                format!("{indent}{text}")
            }));
        }
        rows
    }
}

/// The room in the panel on a screen of this size: columns and rows.
fn room(size: (u16, u16)) -> (usize, usize) {
    let areas = areas(size);
    let whole = areas.filter.union(areas.body);
    let inside = |cells: u16| usize::from(cells.saturating_sub(2));
    (inside(whole.width.min(WIDTH)), inside(whole.height))
}

/// Draws what came in.
pub fn draw_report(frame: &mut Frame<'_>, shared: &Shared, report: &ReportDialog, areas: &Areas) {
    let (columns, _) = room(shared.size);
    let (head, rows) = (report.head(columns), report.rows(columns));
    let inner = panel(frame, shared.theme, areas, "Imported", (WIDTH, head.len() + rows.len()));
    let shown = rows.into_iter().skip(report.list.offset).map(|row| (Role::Text, row));
    let drawn = head.into_iter().chain(shown).take(usize::from(inner.height));
    let line = |(role, text): (Role, String)| Line::styled(format!(" {text}"), shared.theme.style(role));
    lines(frame, inner, drawn.map(line).collect());
}
