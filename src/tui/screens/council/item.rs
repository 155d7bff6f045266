//! The items of a section.

use charter::ids::{ActionId, ContactId, CouncilChangeId, MeetingId, PriorityId, ReturnId};
use charter::string_enum;
use charter::untrusted::Untrusted;

use crate::tui::screens::council::rounds_table::Table;
use crate::tui::ui::theme::Role;

string_enum! {
    Section {
        Return = "return", "Return";
        Priorities = "priorities", "Priorities";
        Meetings = "meetings", "Meetings";
        /// Letters and replies, in both directions.
        Replies = "replies", "Replies";
        Notes = "notes", "Notes";
        History = "history", "History";
    }
}

/// Tells Enter what to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Return(ReturnId),
    /// A priority of a return, by its index.
    Priority(ReturnId, usize),
    /// A priority outside the current return: proposed, dropped or closed.
    OtherPriority(PriorityId),
    Action(PriorityId, ActionId),
    Promise,
    Team(CouncilChangeId),
    Meeting(MeetingId),
    Letter,
    Contact(ContactId),
    Details,
    Nothing,
}

/// A heading and lines below it, which are wrapped to the screen's width.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub subject: Subject,
    pub head: String,
    pub role: Role,
    /// A label, perhaps empty, and a text for each line.
    pub body: Vec<(&'static str, String)>,
    /// The next item belongs to this one, so no empty line separates them.
    pub joined: bool,
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

    /// For the clipboard.
    pub fn text(&self) -> String {
        let lines = self.body.iter().map(|(label, text)| format!("{label} {text}").trim().to_owned());
        let table = self.table.iter().flat_map(Table::text);
        std::iter::once(self.head.clone()).chain(lines).chain(table).collect::<Vec<_>>().join("\n")
    }
}

/// Keeps the text's line breaks.
pub fn text_lines(text: &Untrusted) -> String {
    text.sanitized_lines().collect::<Vec<_>>().join("\n")
}
