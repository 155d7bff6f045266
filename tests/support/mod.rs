//! Drives the real program in a real terminal, from the outside, as a person does.
//!
//! ```text
//! test ── press("/ w e m Enter") ──> keys ──> pty ──> charterdesk
//!   ^                                                     │
//!   └── wait_for("Wem") <── Page <── vt100 <── reader thread <┘   (answers the terminal's queries on the way)
//! ```
//!
//! | file | what it is for |
//! | --- | --- |
//! | `dashboard` | a program on a terminal: start, resize, signal, hang up, wait for its end; typing and waiting |
//! | `terminal` | the thread that reads the pty, and the terminal's half of the conversation |
//! | `frames` | detects whether a frame is complete |
//! | `page` | queries on the screen: text, rows, colours |
//! | `keys` | the names of keys and the bytes that a terminal sends for them |
//! | `home` | a temporary home, a clean environment, and subcommands without a terminal |
//! | `picture` | a screen as PNG, which also carries what it shows as text |
//! | `sys` | the few system calls that the standard library has no name for |
//!
//! Nothing here sleeps, and nothing reads half a frame. A wait blocks until the reader thread has seen a new frame, so a
//! test is as fast as the program. The time limit only makes a broken program fail with its screen printed.
#![allow(clippy::disallowed_methods, reason = "the harness waits for a program")]
// Every file in tests/ compiles this module and uses a part of it.
#![allow(dead_code, unused_imports)]

mod dashboard;
mod frames;
mod home;
mod keys;
mod page;
pub mod picture;
mod sys;
mod terminal;

pub use dashboard::{Dashboard, Launch, Size};
pub use home::{Home, PROGRAM, RunOutput, run};
pub use page::{Page, Style};
pub use vt100::Color;
