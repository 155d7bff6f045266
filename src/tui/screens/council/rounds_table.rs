//! A council's priorities over the rounds, side by side: kept, changed, dropped, solved.

use charter::council_file::{CouncilFile, RoundOutcome};

use crate::tui::ui::text::{column, width};

/// A row for each priority, a column for each round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Oldest first: `2023-Q4`.
    pub rounds: Vec<String>,
    /// Each priority's text, and its outcome in each round; `None` where it was not mentioned.
    pub rows: Vec<(String, Vec<Option<RoundOutcome>>)>,
    /// The number of newest rounds scrolled out of view.
    pub back: usize,
}

const COLUMN: usize = 9;

impl Table {
    /// `None` if nothing was ever agreed with the council.
    pub fn of(file: &CouncilFile, back: usize) -> Option<Self> {
        let mut rounds: Vec<String> =
            file.priorities.iter().flat_map(|known| &known.rounds).map(|entry| entry.code.clone()).collect();
        rounds.sort_unstable();
        rounds.dedup();
        let mut rows: Vec<(String, Vec<Option<RoundOutcome>>)> = Vec::new();
        for known in file.priorities.iter().filter(|known| !known.rounds.is_empty()) {
            let outcome = |code: &String| known.rounds.iter().find(|entry| entry.code == *code).map(|entry| entry.fate);
            rows.push((known.priority.text.sanitized().into_owned(), rounds.iter().map(outcome).collect()));
        }
        let back = back.min(rounds.len().saturating_sub(1));
        (!rows.is_empty()).then_some(Self { rounds, rows, back })
    }

    /// The first and the end of the rounds that fit, and the width of the text column.
    pub fn window(&self, room: usize) -> (usize, usize, usize) {
        let label = (room / 2).clamp(12, 44);
        let fit = (room.saturating_sub(label) / COLUMN).max(1);
        let until = self.rounds.len() - self.back;
        let from = until.saturating_sub(fit);
        // The texts get the spare room, as far as they need it.
        let longest = self.rows.iter().map(|(text, _)| width(text) + 2).max().unwrap_or(0);
        let label = room.saturating_sub((until - from) * COLUMN).min(longest);
        (from, until, label)
    }

    /// The heading first.
    pub fn lines(&self, room: usize, ascii: bool) -> Vec<String> {
        let (from, until, label) = self.window(room);
        let line = |text: &str, cells: Vec<&str>| {
            let cells: String = cells.into_iter().map(|cell| column(cell, COLUMN, ascii)).collect();
            format!("{}{cells}", column(text, label.saturating_sub(1), ascii) + " ").trim_end().to_owned()
        };
        let head = line("", self.rounds[from..until].iter().map(String::as_str).collect());
        let row = |(text, outcomes): &(String, Vec<Option<RoundOutcome>>)| {
            line(text, outcomes[from..until].iter().map(|outcome| outcome.map_or("", RoundOutcome::label)).collect())
        };
        std::iter::once(head).chain(self.rows.iter().map(row)).collect()
    }

    /// For the clipboard.
    pub fn text(&self) -> Vec<String> {
        let row = |(text, outcomes): &(String, Vec<Option<RoundOutcome>>)| {
            let outcomes =
                outcomes.iter().zip(&self.rounds).filter_map(|(outcome, code)| Some(format!("{code} {}", (*outcome)?)));
            format!("{text}: {}", outcomes.collect::<Vec<_>>().join(", "))
        };
        self.rows.iter().map(row).collect()
    }
}
