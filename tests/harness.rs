//! Tests of the harness on standard programs, so that its results for `charterdesk` can be trusted.
#![cfg(unix)]

mod support;

use support::{Dashboard, Size};

const SMALL: Size = Size { cols: 40, rows: 10 };

/// Runs a shell script on a terminal.
fn shell(script: &str) -> Dashboard {
    Dashboard::start_program("/bin/sh", SMALL, &["-c", script], &[])
}

/// A terminal in raw mode whose program prints the bytes of each key in hexadecimal, and `end` at a dot.
fn key_reader() -> Dashboard {
    let desk = shell(
        "stty raw -echo; echo ready; \
         while c=$(dd bs=1 count=1 2>/dev/null | od -An -tx1 | tr -d ' \\n'); do \
         [ $c = 2e ] && break; printf '%s ' $c; done; echo end",
    );
    desk.wait_for("ready");
    desk
}

/// The output of the key reader between its first line and its last.
fn bytes_of(keys: &str) -> String {
    let mut desk = key_reader();
    desk.press(keys);
    desk.press(".");
    desk.wait_for("end");
    let screen = desk.screen().replace("ready", "").replace("end", "");
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn keys_arrive_as_a_terminal_sends_them() {
    assert_eq!(bytes_of("a Enter Space Backspace Tab"), "61 0d 20 7f 09");
    assert_eq!(bytes_of("Up PgDn BackTab"), "1b 5b 41 1b 5b 36 7e 1b 5b 5a");
    assert_eq!(bytes_of("C-s C-r M-x F1"), "13 12 1b 78 1b 4f 50");
    assert_eq!(bytes_of("wem é"), "77 65 6d c3 a9");
    assert_eq!(bytes_of("Esc q"), "1b 71");
}

#[test]
fn arrows_follow_the_mode_of_the_cursor_keys() {
    let mut desk = shell("printf '\\033[?1h'; stty -echo; echo ready; cat -v");
    desk.wait_for("ready");
    desk.press("Up Enter");
    desk.wait_for("^[OA");
}

#[test]
#[should_panic(expected = "no name of a key")]
fn a_misspelt_key_is_refused() {
    key_reader().press("Entr");
}

#[test]
fn only_pressed_keys_count() {
    let mut desk = shell("stty -echo; echo ready; cat");
    desk.wait_for("ready");
    desk.press("n C-a Enter");
    desk.type_text("not counted\r");
    desk.paste("nor this\n");
    desk.wait_for("nor this");
    assert_eq!(desk.keys_pressed(), 3);
    desk.reset_key_count();
    desk.press("wem");
    assert_eq!(desk.keys_pressed(), 3);
}

#[test]
fn an_escape_is_read_alone() {
    // Each read of at most 100 bytes prints its length: "1 1" only if Esc and q came separately.
    let mut desk = shell(
        "stty raw -echo; echo ready; \
         for i in 1 2; do dd bs=100 count=1 2>/dev/null | wc -c; done; echo end",
    );
    desk.wait_for("ready");
    desk.press("Esc q");
    desk.wait_for("end");
    let counts: Vec<String> = desk.screen().split_whitespace().map(str::to_owned).collect();
    assert_eq!(counts, ["ready", "1", "1", "end"]);
}

#[test]
fn a_paste_is_marked_only_where_it_was_asked_for() {
    let script = "stty -echo; echo ready; cat -v";
    let mut plain = shell(script);
    plain.wait_for("ready");
    plain.paste("two\nlines\n");
    plain.wait_for("lines");
    assert!(!plain.screen().contains("200~"));

    let mut marked = shell(&format!("printf '\\033[?2004h'; {script}"));
    marked.wait_for("ready");
    marked.paste("two\nlines");
    marked.press("Enter");
    marked.wait_for("^[[200~two");
    marked.wait_for("lines^[[201~");
}

#[test]
fn the_program_learns_the_size() {
    let mut desk = shell("trap 'stty size' WINCH; stty size; echo ready; while :; do read line; done");
    desk.wait_for("ready");
    assert!(desk.screen().contains("10 40"));
    desk.resize(63, 21);
    desk.wait_for("21 63");
}

#[test]
fn the_environment_is_clean() {
    let desk = Dashboard::start_program(
        "/usr/bin/env",
        Size { cols: 200, rows: 24 },
        &[],
        &[("NO_COLOR", "1"), ("COLORTERM", "")],
    );
    assert!(desk.wait_exit().success());
    let home = desk.home().path().display().to_string();
    let mut names: Vec<String> = Vec::new();
    for line in desk.screen().lines().filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once('=').expect("name=value");
        assert!(!name.starts_with("XDG_") || value.starts_with(&home), "{line}");
        names.push(name.to_owned());
    }
    names.sort();
    let expected = "HOME LANG NO_COLOR PATH SHELL TERM XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME";
    assert_eq!(names.join(" "), expected);
}

#[test]
fn queries_are_answered() {
    // The cursor is in row 3, column 5 at the query. Device attributes follow.
    let desk = shell(
        "stty raw -echo min 0 time 20; printf '\\033[3;5H\\033[6n'; dd bs=20 count=1 2>/dev/null | cat -v; \
         printf '\\r\\n\\033[c'; dd bs=20 count=1 2>/dev/null | cat -v; printf '\\r\\n\\033]11;?\\007'; \
         dd bs=50 count=1 2>/dev/null | cat -v",
    );
    desk.wait_exit();
    desk.wait_for("^[[3;5R");
    desk.wait_for("^[[?62;22c");
    desk.wait_for("^[]11;rgb:1414/1717/1c1c");
}

#[test]
fn exit_codes_and_signals_are_told_apart() {
    let desk = shell("exit 7");
    assert_eq!(desk.wait_exit().exit_code(), 7);

    let desk = shell("echo ready; cat");
    desk.wait_for("ready");
    desk.signal(libc::SIGTERM);
    assert_eq!(desk.wait_exit().signal(), Some("Terminated"));
}

#[test]
fn a_caught_signal_is_delivered_once() {
    let mut desk = shell("trap 'echo caught' USR1; echo ready; while :; do read line; done");
    desk.wait_for("ready");
    desk.signal(libc::SIGUSR1);
    desk.wait_for("caught");
    desk.press("C-c");
    assert!(!desk.wait_exit().success());
    assert_eq!(desk.screen().matches("caught").count(), 1);
}

#[test]
fn hanging_up_types_nothing_and_ends_the_program() {
    let directory = tempfile::tempdir().expect("a directory");
    let heard = directory.path().join("heard");
    let script =
        format!("trap 'echo hup >>{0}; exit 3' HUP; echo ready; read line; echo \"read $line\" >>{0}", heard.display());
    let mut desk = shell(&script);
    desk.wait_for("ready");
    desk.hang_up();
    assert_eq!(desk.wait_exit().exit_code(), 3);
    assert_eq!(std::fs::read_to_string(heard).expect("the trap wrote"), "hup\n");
}

#[test]
fn a_terminal_left_in_disorder_is_noticed() {
    let tidy = shell(
        "printf '\\033[?1049h\\033[?25l\\033[?1000h\\033[?1015h\\033[1m'; \
                      printf '\\033[0m\\033[?1015l\\033[?1000l\\033[?25h\\033[?1049l'",
    );
    tidy.wait_exit();
    assert_eq!(tidy.terminal_modes_left(), Vec::<String>::new());

    let untidy = shell("printf '\\033[?1049h\\033[?25l\\033[?1000h\\033[?1015h\\033[?2004h\\033[31m'");
    untidy.wait_exit();
    let left = untidy.terminal_modes_left().join(", ");
    assert_eq!(left, "alternate screen, hidden cursor, bracketed paste, mouse, text style, private mode 1015");
}

#[test]
fn changed_line_settings_are_noticed() {
    let tidy = shell("saved=$(stty -g); stty raw -echo; stty $saved");
    tidy.wait_exit();
    assert_eq!(tidy.terminal_modes_left(), Vec::<String>::new());

    let untidy = shell("stty raw -echo");
    untidy.wait_exit();
    let left = untidy.terminal_modes_left();
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(left[0].starts_with("line settings"), "{left:?}");
}

#[test]
fn styles_and_colours_are_seen() {
    let desk = shell("printf 'plain \\033[1;38;5;208mbold\\033[0m \\033[2;7mdim\\033[0m'");
    desk.wait_exit();
    assert_eq!(desk.cell_style_of("plain"), support::Style::PLAIN);
    let bold = desk.cell_style_of("bold");
    assert!(bold.bold && !bold.dim);
    assert_eq!(bold.fg, support::Color::Idx(208));
    let dim = desk.cell_style_of("dim");
    assert!(dim.dim && dim.inverse && !dim.bold);
    assert!(desk.uses_any_colour());

    let plain = shell("printf '\\033[1;4;7mno colour\\033[0m'");
    plain.wait_exit();
    assert!(!plain.uses_any_colour());
}

#[test]
fn rows_are_found_behind_wide_characters() {
    let desk = shell("printf 'first\\n日本 Wem'");
    desk.wait_exit();
    assert_eq!(desk.row_containing("Wem"), "日本 Wem");
    assert_eq!(desk.look(|page| page.find("Wem")), Some((1, 5)));
    assert_eq!(desk.cursor(), Some((1, 8)));
}

#[test]
fn a_wait_ends_when_the_text_goes_away() {
    let mut desk = shell("stty -echo; echo here; read line; printf '\\033[H\\033[J'; cat");
    desk.wait_for("here");
    desk.press("Enter");
    desk.wait_gone("here");
}

#[test]
#[should_panic(expected = "the terminal closed while waiting for \"never\"")]
fn a_wait_for_what_can_no_longer_come_fails_at_once() {
    shell("echo done").wait_for("never");
}

#[test]
fn the_clipboard_is_seen() {
    let desk = shell("printf '\\033]52;c;V2Vt\\007'; cat");
    assert_eq!(desk.wait_copied(), "V2Vt");
}

#[test]
fn half_a_frame_is_never_looked_at() {
    // Two frames as ratatui writes them, the second with a cursor. Each pauses half-way until a key comes.
    let mut desk = shell(
        "stty raw -echo; printf '\\033[?1049h\\033[?25l\\033[1;1Hold top\\033[2;1Hold end\\033[?25l'; \
         dd bs=1 count=1 >/dev/null 2>&1; printf '\\033[1;1Hnew top'; \
         dd bs=1 count=1 >/dev/null 2>&1; printf '\\033[2;1Hnew end\\033[?25h\\033[3;1H'; \
         dd bs=1 count=1 >/dev/null 2>&1",
    );
    desk.wait_for("old end");
    desk.watch(|page| page.has("new top"));
    desk.press("a b");
    desk.wait_for("new top");
    assert!(desk.screen().contains("new end"), "{}", desk.screen());
    assert_eq!(desk.cursor(), Some((2, 0)));
    desk.seen_at("the frame");
    desk.press("c");
    desk.wait_exit();
}

#[test]
fn a_frame_in_a_synchronised_update_is_seen_at_its_end() {
    let mut desk = shell(
        "stty raw -echo; printf '\\033[?1049h'; dd bs=1 count=1 >/dev/null 2>&1; \
         printf '\\033[?2026h\\033[1;1Hone\\033[?25l'; dd bs=1 count=1 >/dev/null 2>&1; \
         printf 'two\\033[?2026l'; dd bs=1 count=1 >/dev/null 2>&1",
    );
    desk.wait_until(|page| page.screen.alternate_screen(), "the program to be there");
    desk.press("a b");
    desk.wait_for("one");
    assert!(desk.screen().contains("onetwo"));
    desk.press("c");
    desk.wait_exit();
}
