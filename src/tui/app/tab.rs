//! The screens at the bottom of the stack.

use charter::string_enum;

use crate::tui::keys::scope::Scope;

string_enum! {
    /// What lies at the bottom: one of the screens that the keys 1 2 3 4 go to.
    Tab {
        /// The list of councils.
        Councils = "councils", "Councils";
        /// The inbox.
        Inbox = "inbox", "Inbox";
        /// The diary.
        Diary = "diary", "Diary";
        /// The priorities of all councils.
        Priorities = "priorities", "Priorities";
    }
}

impl Tab {
    /// Where keys hold when nothing lies over it, the innermost scope first.
    pub fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Councils => &[Scope::Councils, Scope::Tabs, Scope::Global],
            Self::Inbox => &[Scope::Inbox, Scope::Tabs, Scope::Global],
            Self::Diary => &[Scope::Diary, Scope::Tabs, Scope::Global],
            Self::Priorities => &[Scope::Priorities, Scope::Tabs, Scope::Global],
        }
    }
}
