//! The keys that commands had before a letter had one meaning. Where such a key does nothing now, a notice names the new
//! one.

use crate::tui::keys::command::Cmd;
use crate::tui::keys::keymap::Chord;
use crate::tui::keys::scope::Scope;

/// The scope in which the key was bound, and its command.
pub const OLD_KEYS: &[(&str, Scope, Cmd)] = &[
    ("v", Scope::Inbox, Cmd::InboxConflict),
    ("s", Scope::Inbox, Cmd::InboxToggleSource),
    ("W", Scope::Inbox, Cmd::InboxToggleQuoted),
    ("1", Scope::Conflict, Cmd::KeepRecorded),
    ("2", Scope::Conflict, Cmd::UseNew),
    ("3", Scope::Conflict, Cmd::KeepBoth),
    ("v", Scope::Diary, Cmd::AttendDigitally),
    ("=", Scope::Diary, Cmd::ShowPromises),
    ("i", Scope::Plan, Cmd::PlanInPerson),
    ("d", Scope::Plan, Cmd::PlanDigitally),
    ("w", Scope::Plan, Cmd::PlanWritten),
    ("t", Scope::Table, Cmd::TableGroupBy),
    ("c", Scope::Table, Cmd::TableGroupBy),
    ("x", Scope::Priorities, Cmd::ShowConcerns),
    ("l", Scope::Council, Cmd::SectionNext),
    ("J", Scope::Council, Cmd::NextCouncil),
    ("K", Scope::Council, Cmd::PreviousCouncil),
    ("v", Scope::Council, Cmd::SettleConflict),
    ("C", Scope::Global, Cmd::ClosePriority),
    ("a", Scope::Global, Cmd::RecordAction),
    ("v", Scope::Global, Cmd::RecordReview),
    ("}", Scope::Tabs, Cmd::NextGroup),
    ("{", Scope::Tabs, Cmd::PreviousGroup),
];

/// The command that had this key in the innermost of the scopes.
pub fn moved_command(scopes: &[Scope], chord: Chord) -> Option<Cmd> {
    let of = |scope: &Scope| {
        let mut old = OLD_KEYS.iter().filter(|(key, was, _)| was == scope && Chord::parse(key) == Some(chord));
        old.next().map(|(_, _, command)| *command)
    };
    scopes.iter().find_map(of)
}
