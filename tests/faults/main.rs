//! The fault suite: the real program is killed, its system calls fail, its file is damaged, others write beside it.
//!
//! | file | what happens to the program |
//! | --- | --- |
//! | `kills` | SIGKILL at system calls, placed by `strace` |
//! | `failing_calls` | system calls fail with EIO and ENOSPC, once and from then on, placed by `strace` |
//! | `restore` | a restore while eight processes write, and a change at each step of a restore |
//! | `damage` | flipped bits, changed headers, truncated files |
//! | `drafts` | three dashboards on one file |
//! | `network` | (no fault: every socket that it opens is looked at) |
//! | `signals` | every signal that ends a program, sent to the dashboard |
//! | `fixture`, `changes` | (the database under test; the changes that are interrupted) |
//! | `expectations`, `check` | (what must hold afterwards; an independent look at a copy of the file) |
//! | `strace`, `table` | (placing a fault at a system call; one line of results for each kind) |
//!
//! `CHARTERDESK_FAULTS=N` multiplies how often each fault is tried. The default, 1, is the quick suite; 20 or more is a
//! soak. If the variable is set, a missing `strace` is a failure and not a reason to skip.
//! `cargo test --locked --test faults -- --nocapture` prints the table.
//!
//! A check counts only if it can fail: the tests named `planted_…` plant a fault and assert that the check reports it.
#![cfg(unix)]
#![cfg_attr(not(target_os = "linux"), allow(dead_code, unused_imports))]
#![allow(clippy::disallowed_methods, reason = "tests read their own settings and measure time")]

#[path = "../support/mod.rs"]
mod support;

mod changes;
mod check;
mod damage;
mod drafts;
mod expectations;
#[cfg(target_os = "linux")]
mod failing_calls;
mod fixture;
#[cfg(target_os = "linux")]
mod kills;
#[cfg(target_os = "linux")]
mod network;
mod restore;
#[cfg(target_os = "linux")]
mod restore_steps;
mod signals;
#[cfg(target_os = "linux")]
mod strace;
mod table;
