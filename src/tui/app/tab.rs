//! The five tabs.

use charter::string_enum;

use crate::tui::keys::scope::Scope;

string_enum! {
    /// The tabs of the keys 0 1 2 3 4, everywhere.
    Tab {
        Today = "today", "Today";
        Councils = "councils", "Councils";
        Inbox = "inbox", "Inbox";
        Diary = "diary", "Diary";
        Priorities = "priorities", "Priorities";
    }
}

impl Tab {
    /// The active scopes without a layer, the innermost first.
    pub fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Today => &[Scope::Today, Scope::Tabs, Scope::Area, Scope::Global, Scope::Everywhere],
            Self::Councils => &[Scope::Councils, Scope::Tabs, Scope::Area, Scope::Global, Scope::Everywhere],
            Self::Inbox => &[Scope::Inbox, Scope::Tabs, Scope::Area, Scope::Global, Scope::Everywhere],
            Self::Diary => &[Scope::Diary, Scope::Tabs, Scope::Area, Scope::Global, Scope::Everywhere],
            Self::Priorities => &[Scope::Priorities, Scope::Tabs, Scope::Area, Scope::Global, Scope::Everywhere],
        }
    }
}
