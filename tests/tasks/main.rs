//! A sergeant's tasks, end to end: the real program in a real terminal, on a database of its own, as at 5 October 2023.
//!
//! | file | what the sergeant does |
//! | --- | --- |
//! | `station` | (set-up: a home, a database, a terminal, and subcommands on the same database) |
//! | `start` | opens the program for the first time, and quits it |
//! | `narrow` | finds, filters and folds |
//! | `returns` | records and corrects a council's answer |
//! | `meetings` | plans a meeting and records it |
//! | `diary` | keeps the diary, and adopts a plan of which meetings to attend |
//! | `inbox` | imports replies, and works through them beside the source |
//! | `details` | writes notes, names teams, handles returned letters, opens the next round |
//! | `together` | tags several councils, undoes and redoes |
//! | `kept` | loses the program in the middle of a form |
//! | `drafts` | leaves forms unsaved on several dashboards at once, or where drafts cannot be written |
//! | `shared` | works on the same records as somebody else |
//! | `leaving` | quits, or the program is ended, and finds the terminal restored |
//! | `sizes` | resizes the window |
//! | `looks` | has few colours, no colours, other keys, a mouse |
//! | `foreign` | meets hostile names, and a register of the size of England |
//!
//! Each result is checked twice: on the screen, and by a subcommand after the program has ended. Nothing sleeps: a key
//! is pressed when its target is on the screen, and keys typed ahead are typed ahead on purpose.
#![cfg(unix)]

#[path = "../support/mod.rs"]
mod support;

mod details;
mod diary;
mod drafts;
mod foreign;
mod inbox;
mod kept;
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
