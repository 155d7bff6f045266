//! Signals. Every signal that ends a program by default ends the dashboard and leaves the terminal as before. After
//! SIGXFSZ (a file grows too large) the dashboard continues, and reports the save that failed.

use crate::check::{Inspection, has_note};
use crate::expectations::{count_damage, no_panic, reassures};
use crate::fixture::Fixture;
use crate::support::{Dashboard, Size};
use crate::table::{Count, Row, scaled};

const ENDING_SIGNALS: [(&str, i32); 10] = [
    ("SIGTERM", libc::SIGTERM),
    ("SIGHUP", libc::SIGHUP),
    ("SIGINT", libc::SIGINT),
    ("SIGQUIT", libc::SIGQUIT),
    ("SIGUSR1", libc::SIGUSR1),
    ("SIGUSR2", libc::SIGUSR2),
    ("SIGALRM", libc::SIGALRM),
    ("SIGVTALRM", libc::SIGVTALRM),
    ("SIGXCPU", libc::SIGXCPU),
    ("SIGABRT", libc::SIGABRT),
];

/// Layers of the dashboard: the keys that open each, and text that it shows.
const LAYERS: [(&str, &str, &str); 2] = [("the list", "", "610 of 610"), ("a form", "n", "Note on")];

/// The program must have ended and restored the terminal.
fn judge_end(terminal: &Dashboard, place: &str, row: &mut Row) {
    row.tried += 1;
    if !terminal.ends() {
        return row.fail(Count::Other, format!("{place}: it doesn't end"));
    }
    let left = terminal.terminal_modes_left();
    if !left.is_empty() {
        row.fail(Count::Terminals, format!("{place}: left: {}", left.join(", ")));
    }
    if terminal.screen().contains("panicked at") {
        row.fail(Count::Panics, format!("{place}: {}", terminal.screen()));
    }
}

fn open_dashboard(fixture: &Fixture, keys: &str, shown: &str) -> Dashboard {
    let mut dashboard = fixture.dashboard();
    dashboard.press(keys);
    dashboard.wait_for(shown);
    dashboard
}

/// The dashboard must continue after SIGXFSZ.
fn judge_survives(fixture: &Fixture, row: &mut Row) {
    let mut dashboard = fixture.dashboard();
    dashboard.signal(libc::SIGXFSZ);
    // The resize is drawn after the signal was delivered, so a frame with a last row shows that the program lives.
    let place = "SIGXFSZ";
    dashboard.resize(120, 44);
    if dashboard.becomes(|page| !page.row(43).is_empty()) {
        dashboard.signal(libc::SIGTERM);
        return judge_end(&dashboard, place, row);
    }
    row.fail(Count::Other, format!("{place}: the dashboard doesn't go on"));
    judge_end(&dashboard, place, row);
}

/// A limit on the size of files, as `ulimit -f` sets it.
fn judge_size_limit(fixture: &Fixture, blocks: usize, row: &mut Row) {
    row.tried += 1;
    let place = format!("a note under ulimit -f {blocks}");
    let before = ["sh", "-c", &format!("ulimit -f {blocks}; exec \"$0\" \"$@\"")].map(str::to_owned);
    let ran = fixture.run_under(&before, &["record", "note", crate::fixture::WEM, "--text", "MARK"]);
    no_panic(&ran, &place, row);
    count_damage(&Inspection::of(&fixture.database()), &place, row);
    if !matches!(ran.code, Some(1 | 3)) || !reassures(&ran.err) || has_note(&fixture.database(), "MARK") {
        row.fail(Count::Other, format!("{place}: exit {:?}: {}", ran.code, ran.err.trim()));
    }
}

#[test]
fn a_signal_gives_the_terminal_back() {
    let mut row = Row::new("signals to the dashboard");
    let original = Fixture::new();
    let fixture = original.copy();
    for _ in 0..scaled(1) {
        for (layer, keys, shown) in LAYERS {
            for (name, signal) in ENDING_SIGNALS {
                let dashboard = open_dashboard(&fixture, keys, shown);
                dashboard.signal(signal);
                judge_end(&dashboard, &format!("{name} in {layer}"), &mut row);
            }
        }
        judge_survives(&fixture, &mut row);
        for blocks in [0, 500] {
            fixture.reset_to(&original);
            judge_size_limit(&fixture, blocks, &mut row);
        }
    }
    row.finish();
}

#[test]
fn planted_terminal_left_in_raw_mode_is_reported() {
    let leaving = [
        ("planted: raw mode is left", "stty raw -echo"),
        ("planted: the alternate screen is left", "printf '\\033[?1049h'"),
        ("planted: the cursor is hidden", "printf '\\033[?25l'"),
        ("planted: bracketed paste is left", "printf '\\033[?2004h'"),
    ];
    for (kind, script) in leaving {
        let mut row = Row::new(kind);
        let size = Size { cols: 80, rows: 24 };
        let terminal = Dashboard::start_program("/bin/sh", size, &["-c", script], &[]);
        judge_end(&terminal, kind, &mut row);
        row.must_report(&[Count::Terminals]);
    }
}
