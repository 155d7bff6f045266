//! A panic restores the terminal, so that its message can be read and the shell used.
//!
//! The program has no way to panic on request. So this test starts itself again in a pty: there the second test takes
//! over the terminal as the dashboard does, and panics.
#![allow(clippy::disallowed_methods, reason = "tests read their own settings and measure time")]
#![cfg(unix)]

mod support;

use support::{Dashboard, Size};

const IN_THE_PTY: &str = "CHARTERDESK_TEST_PANICS";

#[test]
fn a_panic_leaves_the_terminal_as_it_was() {
    let this = std::env::current_exe().unwrap();
    let arguments = ["--exact", "takes_the_terminal_and_panics", "--nocapture", "--test-threads=1"];
    let size = Size { cols: 80, rows: 24 };
    let desk = Dashboard::start_program(this.to_str().unwrap(), size, &arguments, &[(IN_THE_PTY, "1")]);
    desk.wait_for("planted");
    assert!(!desk.wait_exit().success());
    assert_eq!(desk.terminal_modes_left(), Vec::<String>::new());
    assert!(desk.screen().contains("planted"), "the message is on the screen that is left:\n{}", desk.screen());
}

#[test]
fn takes_the_terminal_and_panics() {
    if std::env::var_os(IN_THE_PTY).is_none() {
        return;
    }
    let _held = charterdesk::tui::app::terminal::TerminalGuard::enter(true).unwrap();
    panic!("planted");
}
