//! What a section of the screen is a list of.

use charter::ids::{ActionId, MeetingId, PriorityId, ReturnId, TeamChangeId};
use charter::string_enum;
use charter::untrusted::Untrusted;

use crate::tui::screens::council::rounds_table::Table;
use crate::tui::ui::theme::Role;

string_enum! {
    /// A section of the screen.
    Section {
        /// What the council answered.
        Return = "return", "Return";
        /// Its priorities.
        Priorities = "priorities", "Priorities";
        /// Its meetings and who attended.
        Meetings = "meetings", "Meetings";
        /// What it sent, and what was sent to it.
        Replies = "replies", "Replies";
        /// Notes on it.
        Notes = "notes", "Notes";
        /// What was changed.
        History = "history", "History";
    }
}

/// What an item is, so that Enter can change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A return.
    Return(ReturnId),
    /// A priority of a return, by its place from 0.
    Priority(ReturnId, usize),
    /// A priority that is no part of the return in force: proposed, dropped or closed.
    Worked(PriorityId),
    /// Something to be done about a priority.
    Action(PriorityId, ActionId),
    /// What became of the promise of the quarter.
    Promise,
    /// A change of the team.
    Team(TeamChangeId),
    /// A meeting.
    Meeting(MeetingId),
    /// The letter.
    Letter,
    /// The details of the council.
    Details,
    /// Nothing that can be changed.
    Nothing,
}

/// One item: a heading, and lines under it that are wrapped to the width of the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is.
    pub subject: Subject,
    /// The heading.
    pub head: String,
    /// The role of the heading.
    pub role: Role,
    /// A label and a text for each line; the label may be empty.
    pub body: Vec<(&'static str, String)>,
    /// Whether the next item belongs to it: then no empty line comes between.
    pub joined: bool,
    /// A table under it.
    pub table: Option<Table>,
}

impl Item {
    pub fn new(subject: Subject, head: impl Into<String>) -> Self {
        Self { subject, head: head.into(), role: Role::Strong, body: Vec::new(), joined: false, table: None }
    }

    pub fn with(mut self, label: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.trim().is_empty() {
            self.body.push((label, text));
        }
        self
    }

    /// Its text, for the clipboard.
    pub fn text(&self) -> String {
        let lines = self.body.iter().map(|(label, text)| format!("{label} {text}").trim().to_owned());
        let table = self.table.iter().flat_map(Table::text);
        std::iter::once(self.head.clone()).chain(lines).chain(table).collect::<Vec<_>>().join("\n")
    }
}

/// A text with its own lines.
pub fn text_lines(text: &Untrusted) -> String {
    text.sanitized_lines().collect::<Vec<_>>().join("\n")
}
