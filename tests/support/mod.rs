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
//! | `desk` | a running program: start, resize, signal, hang up, see it end; typing and waiting below it |
//! | `terminal` | the thread that reads the pty, and the terminal's half of the conversation |
//! | `frames` | telling a whole frame from half of one |
//! | `page` | asking what a screen shows: text, rows, colours |
//! | `keys` | the names of keys and the bytes that a terminal sends for them |
//! | `home` | a home directory of the test's own, a clean environment, the plain subcommands |
//! | `picture` | a screen as PNG, which also carries what it shows as text |
//! | `sys` | the few system calls that the standard library has no name for |
//!
//! Nothing here sleeps, and nothing looks at half a frame. A wait blocks until the reader thread has seen a new frame, so a test is as quick as the
//! program; the ceiling only exists so that a broken program fails with its screen printed instead of hanging.

// Every file in tests/ compiles this module and uses a part of it.
#![allow(dead_code, unused_imports)]

mod desk;
mod frames;
mod home;
mod keys;
mod page;
pub mod picture;
mod sys;
mod terminal;

pub use desk::{Desk, Launch, Size};
pub use home::{Home, PROGRAM, Ran, run};
pub use page::{Page, Style};
pub use vt100::Color;
