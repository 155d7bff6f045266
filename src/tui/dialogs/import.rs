//! The dialogs of an import: progress, and the report.

use std::path::PathBuf;

use charter::untrusted::sanitize;
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::import_progress::{ContactReport, ImportReport, Progress};
use crate::tui::app::shared::Shared;
use crate::tui::ui::bar::{bar, percent};
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::hit::Hit;
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{around, inner_size, panel};
use crate::tui::ui::text::{fit, sentence, wrap};
use crate::tui::ui::theme::Role;

/// With the border.
const WIDTH: u16 = 76;

/// The lines of the progress panel: the file, the bar, the counts, and the keys.
const ROWS: usize = 5;

#[derive(Clone, Debug)]
pub struct ImportDialog {
    pub paths: Vec<PathBuf>,
    /// `None` while the sheets are scanned.
    pub progress: Option<Progress>,
    pub stopping: bool,
}

impl ImportDialog {
    pub fn scanning(paths: Vec<PathBuf>) -> Self {
        Self { paths, progress: None, stopping: false }
    }

    pub fn reading(paths: Vec<PathBuf>) -> Self {
        Self { progress: Some(Progress::default()), ..Self::scanning(paths) }
    }
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, dialog: &ImportDialog, areas: &Areas) {
    let inner = panel(frame, shared.theme, areas, "Importing replies", (WIDTH, ROWS));
    let (theme, room) = (shared.theme, usize::from(inner.width).saturating_sub(2));
    let text = |role: Role, text: &str| Line::styled(format!(" {}", fit(text, room, theme.ascii)), theme.style(role));
    let mut drawn = Vec::new();
    match &dialog.progress {
        None => {
            drawn.push(text(Role::Strong, "checking the files"));
        }
        Some(progress) => {
            let file = if progress.file.is_empty() { "reading" } else { &progress.file };
            drawn.push(text(Role::Strong, &if progress.saving { "saving".into() } else { sanitize(file) }));
            let kib = |bytes: u64| usize::try_from(bytes / 1024).unwrap_or(usize::MAX);
            let (read, of) = if progress.saving { (1, 1) } else { (kib(progress.read), kib(progress.total)) };
            let mut gauge = vec![Span::raw(" ")];
            gauge.extend(bar(read, of, room.saturating_sub(7).min(50), theme));
            gauge.push(Span::styled(format!(" {}", percent(read.min(of), of)), theme.style(Role::Dim)));
            drawn.push(Line::from(gauge));
            let words = wrap(&progress.words(theme.glyphs().dot), room);
            drawn.extend(words.iter().map(|line| text(Role::Text, line)));
        }
    }
    drawn.resize_with(ROWS - 1, Line::default);
    drawn.push(if dialog.stopping {
        text(Role::Warn, "stopping")
    } else {
        text(Role::Dim, "Esc stops: nothing is imported")
    });
    lines(frame, inner, drawn);
}

#[derive(Clone, Debug)]
pub struct ReportDialog {
    /// Why the import cannot be undone from here; `None` if it can.
    pub no_undo: Option<&'static str>,
    /// Above the list: the counts, what to do, and what the list is of.
    head: [String; 3],
    list: Vec<String>,
    state: ListState,
}

fn no_undo(is_saved: bool) -> Option<&'static str> {
    (!is_saved).then_some("nothing was imported")
}

impl ReportDialog {
    /// `too_late`: the user cancelled after the commit.
    pub fn new(report: &ImportReport, too_late: bool) -> Self {
        let then = match report.saved {
            Some(_) if too_late => "Everything was saved before it could be stopped. u undoes the import.",
            Some(_) => "They are in the inbox. u undoes the import.",
            None => "No new replies: nothing was changed.",
        };
        let of = match (report.skipped.count, report.changed_duplicates.count) {
            _ if !report.notes.is_empty() => "To look at:",
            (0, 0) => "",
            (_, 0) => "Skipped:",
            (0, _) => "Duplicates with different columns:",
            (_, _) => "Skipped, or duplicates with different columns:",
        };
        let skipped = report.skipped.lines().into_iter().chain(report.changed_duplicates.lines());
        let list = report.notes.iter().cloned().chain(skipped).collect();
        let head = [report.words(), then.to_owned(), of.to_owned()];
        Self { no_undo: no_undo(report.saved.is_some()), head, list, state: ListState::default() }
    }

    /// `before_others`: other changes follow before the report is seen, so that undo would take back one of them.
    pub fn contacts(report: &ContactReport, before_others: bool) -> Self {
        let then = match report.saved {
            Some(_) if before_others => {
                "The other first steps follow as changes of their own; u in the list undoes the last one first."
            }
            Some(_) => "u undoes the import.",
            None if report.is_taken => "All of them are recorded already: nothing was changed.",
            None => "No contact is certain: nothing was recorded.",
        };
        let of = if report.lines.is_empty() { "" } else { "To look at; nothing is recorded for rows listed here:" };
        let head = [sentence(&report.words), then.to_owned(), of.to_owned()];
        let no_undo = match before_others {
            true => Some("other changes followed the import: close this, then u undoes them one by one"),
            false => no_undo(report.saved.is_some()),
        };
        Self { no_undo, head, list: report.lines.clone(), state: ListState::default() }
    }

    pub fn scroll(&mut self, motion: Motion, size: (u16, u16)) {
        let (columns, _) = inner_size(size, WIDTH);
        let len = self.rows(columns).len();
        self.state.scroll(motion, self.visible_rows(size), len);
    }

    pub fn visible_rows(&self, size: (u16, u16)) -> usize {
        let (columns, rows) = inner_size(size, WIDTH);
        rows.saturating_sub(self.head(columns).len()).max(1)
    }

    fn head(&self, columns: usize) -> Vec<(Role, String)> {
        let roles = [Role::Strong, Role::Info, Role::Dim];
        let parts = roles.into_iter().zip(&self.head);
        let wrapped = |(role, text): (Role, &String)| {
            wrap(text, columns.saturating_sub(2)).into_iter().map(move |line| (role, line)).collect::<Vec<_>>()
        };
        parts.flat_map(wrapped).collect()
    }

    fn rows(&self, columns: usize) -> Vec<String> {
        let mut rows = Vec::new();
        for line in &self.list {
            let wrapped = wrap(line, columns.saturating_sub(4));
            rows.extend(wrapped.into_iter().enumerate().map(|(index, text)| {
                let indent = if index == 0 { "" } else { "  " };
                format!("{indent}{text}")
            }));
        }
        rows
    }
}

pub fn report_hits(shared: &Shared, report: &ReportDialog, areas: &Areas) -> Vec<Hit> {
    let (columns, _) = inner_size(shared.size, WIDTH);
    around(areas, (WIDTH, report.head(columns).len() + report.rows(columns).len())).to_vec()
}

pub fn draw_report(frame: &mut Frame<'_>, shared: &Shared, report: &ReportDialog, areas: &Areas) {
    let (columns, _) = inner_size(shared.size, WIDTH);
    let (head, rows) = (report.head(columns), report.rows(columns));
    let inner = panel(frame, shared.theme, areas, "Imported", (WIDTH, head.len() + rows.len()));
    let visible = rows.into_iter().skip(report.state.offset).map(|row| (Role::Text, row));
    let drawn = head.into_iter().chain(visible).take(usize::from(inner.height));
    let line = |(role, text): (Role, String)| Line::styled(format!(" {text}"), shared.theme.style(role));
    lines(frame, inner, drawn.map(line).collect());
}
