//! A sergeant's tasks, end to end: the real program in a real terminal, on a database of its own, as at 5 October 2023.
//!
//! | file | what the sergeant does |
//! | --- | --- |
//! | `scenario` | (set-up: a home, a database, a terminal, and subcommands on the same database) |
//! | `year` | goes through a year of four rounds, counted by hand |
//! | `first_run` | opens the program for the first time, and quits it |
//! | `filter` | finds, filters and folds |
//! | `lists` | sorts the list, chooses its columns, saves views, exports it |
//! | `response_groups` | sees who answered, who did not, and whose reply waits in the inbox |
//! | `returns` | records and corrects a council's answer |
//! | `round_terms` | says what a round is by its terms |
//! | `rounds` | compares a round with the one before |
//! | `meetings` | plans a meeting and records it |
//! | `diary` | keeps the diary, and adopts a plan of which meetings to attend |
//! | `today` | begins the day with what there is to do |
//! | `letters_out` | drafts letters, and marks them as sent |
//! | `inbox` | imports replies, and works through them beside the source |
//! | `council_details` | writes notes, names teams, handles returned letters, opens the next round |
//! | `contacts` | imports a list of contacts, mends an address that bounced |
//! | `batch_and_undo` | tags several councils, undoes and redoes |
//! | `draft_recovery` | loses the program in the middle of a form |
//! | `drafts` | leaves forms unsaved on several dashboards at once, or where drafts cannot be written |
//! | `concurrent_users` | works on the same records as somebody else |
//! | `exit` | quits, or the program is ended, and finds the terminal restored |
//! | `resize` | resizes the window |
//! | `printed` | prints a list in a terminal of some width |
//! | `appearance` | has few colours, no colours, other keys, a mouse |
//! | `map` | goes over the map of councils |
//! | `mouse` | works with the mouse alone |
//! | `hostile_names` | meets hostile names, and a register of the size of England |
//!
//! Each result is checked twice: on the screen, and by a subcommand after the program has ended. Nothing sleeps: a key
//! is pressed when its target is on the screen, and keys typed ahead are typed ahead on purpose.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests read their own settings and measure time")]

#[path = "../support/letters.rs"]
mod letters;
#[path = "../support/mod.rs"]
mod support;

mod appearance;
mod batch_and_undo;
mod concurrent_users;
mod contacts;
mod council_details;
mod diary;
mod draft_recovery;
mod drafts;
// It sends the signals of Linux and reads /proc.
#[cfg(target_os = "linux")]
mod events;
mod exit;
mod filter;
mod first_run;
mod forms;
mod habits;
mod hostile_names;
mod inbox;
mod letters_out;
mod lists;
mod map;
mod meetings;
mod mouse;
mod printed;
mod quarter;
mod report;
mod requests;
mod resize;
mod response_groups;
mod returns;
mod round_terms;
mod rounds;
mod scenario;
mod search;
mod teams;
mod today;
mod year;
