//! A sergeant's tasks, end to end: the real program in a real terminal, on a database of its own, as at 5 October 2023.
//!
//! | file | what the sergeant does |
//! | --- | --- |
//! | `station` | (where it all takes place: a home, a database, a terminal, and the same through subcommands) |
//! | `start` | opens the program for the first time, and quits it |
//! | `narrow` | finds, filters and folds |
//! | `returns` | records and corrects what a council answered |
//! | `meetings` | plans a meeting and records what came of it |
//! | `diary` | keeps the diary, and takes a plan of which meetings to attend |
//! | `inbox` | brings replies in, and works through them with the source in view |
//! | `details` | writes notes, names teams, deals with letters that came back, opens the next round |
//! | `together` | tags several councils, undoes and redoes |
//! | `kept` | is cut off in the middle of a form |
//! | `drafts` | leaves forms unsaved on several dashboards at once, or where nothing can be kept |
//! | `shared` | works on what somebody else works on too |
//! | `leaving` | leaves, or is made to, and finds the terminal as it was |
//! | `sizes` | makes the window smaller and bigger |
//! | `looks` | has few colours, no colours, other keys, a mouse |
//! | `foreign` | meets names that were made to do harm, and a register of the size of England |
//!
//! Each result is looked at twice: on the screen, and through a subcommand after the program has gone. Nothing sleeps: a
//! key is pressed when what it acts on is on the screen, and keys that are typed ahead are typed ahead on purpose.
#![cfg(unix)]

#[path = "../support/mod.rs"]
mod support;

mod details;
mod diary;
mod drafts;
mod foreign;
mod inbox;
mod kept;
// It sends the signals of Linux and reads /proc.
#[cfg(target_os = "linux")]
mod leaving;
mod looks;
mod meetings;
mod narrow;
mod quarter;
mod returns;
mod shared;
mod sizes;
mod start;
mod station;
mod together;
