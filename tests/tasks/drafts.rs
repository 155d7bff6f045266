//! Forms left unsaved on several dashboards at once, or where drafts cannot be written.

use crate::scenario::{AS_AT, Scenario, UserActions, WIDE};
use crate::support::{Dashboard, Launch, PROGRAM};
use serde_json::{Value, json};
use std::num::NonZeroU16;

/// Opens a council's note form.
fn note(desk: &mut Dashboard, council: &str) {
    desk.go_to(council);
    desk.press("n");
    desk.wait_for("Note on");
}

/// The message after a form with text is closed.
const DRAFT_KEPT_MESSAGE: &str = "closed; what you typed is kept";

/// Opens a council's note form, types, and closes it. Waits for the message before the next key removes it.
fn leave_note(desk: &mut Dashboard, council: &str, words: &str, said: &str) {
    note(desk, council);
    desk.replace_text(words);
    desk.wait_for(words);
    desk.press("Esc");
    desk.wait_for(said);
    desk.press("Esc");
    desk.wait_gone(said);
}

/// Quits although forms are unsaved.
fn quit_anyway(mut desk: Dashboard) {
    desk.press("q");
    desk.wait_for("q again quits");
    desk.quit();
}

/// The texts of the notes in the drafts file, sorted.
fn draft_texts(scenario: &Scenario) -> Vec<String> {
    let file = format!("{}-drafts.json", scenario.database());
    let Ok(bytes) = std::fs::read(file) else { return Vec::new() };
    let kept: Value = serde_json::from_slice(&bytes).expect("the drafts are JSON");
    let mut words: Vec<String> = kept
        .as_object()
        .expect("an object")
        .values()
        .map(|typed| typed["text"].as_str().expect("words").to_owned())
        .collect();
    words.sort();
    words
}

/// Three dashboards on one file: every draft reported as kept is there, whoever quits last, and a saved one is not.
#[test]
fn three_dashboards_keep_what_each_of_them_promised() {
    let scenario = Scenario::new();
    let (mut first, mut second, third) = (scenario.open(), scenario.open(), scenario.open());
    leave_note(&mut first, "Wem Town", "of the first", DRAFT_KEPT_MESSAGE);
    leave_note(&mut second, "Wem Town", "of the second", "both are kept");
    leave_note(&mut second, "Whitchurch Town", "on another council", DRAFT_KEPT_MESSAGE);
    // It never saw the others' drafts, and there were none when it started.
    third.quit();
    let all = ["of the first", "of the second", "on another council"];
    assert_eq!(draft_texts(&scenario), all);
    // The first finds its own draft again and saves it. Then the other's comes back, since nobody has dealt with it.
    note(&mut first, "Wem Town");
    first.wait_for("of the first");
    first.save("note on Wem Town Council");
    first.press("n");
    first.wait_for("of the second");
    first.press("Esc");
    first.wait_gone("Note on");
    first.press("Esc");
    quit_anyway(second);
    quit_anyway(first);
    assert_eq!(draft_texts(&scenario), all[1..]);
    let mut again = scenario.open();
    again.wait_for("2 forms not saved last time");
    for (council, words) in [("Wem Town", "of the second"), ("Whitchurch Town", "on another council")] {
        note(&mut again, council);
        again.wait_for(words);
        again.save("note on");
        again.press("Esc");
    }
    again.wait_for("610 of 610");
    again.quit();
    assert_eq!(draft_texts(&scenario), Vec::<String>::new());
    let notes = &scenario.council("Wem Town Council")["notes"];
    let mut texts: Vec<&Value> = notes.as_array().expect("notes").iter().map(|note| &note["text"]).collect();
    texts.sort_by_key(|text| text.to_string());
    assert_eq!(texts, [&json!("of the first"), &json!("of the second")]);
}

/// A power cut right after the message loses no draft: file and folder are synced by then.
#[test]
fn a_draft_is_on_the_disk_before_it_is_said_to_be_kept() {
    let tried = std::process::Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    if !tried.is_ok_and(|output| output.status.success()) {
        println!("skipped: strace is not there, or may not trace");
        return;
    }
    let scenario = Scenario::new();
    scenario.open().quit();
    let log = scenario.home.path().join("calls");
    let log = log.to_str().expect("a path");
    let database = scenario.database();
    let calls = "trace=fsync,rename,renameat,renameat2,unlink,unlinkat,write";
    let strace = ["-f", "-y", "-s", "100000", "-o", log, "-e", calls, PROGRAM];
    let own = ["--database", &database, "--as-at", AS_AT];
    let mut desk = Dashboard::launch(Launch {
        program: "strace",
        args: &[&strace[..], &own[..]].concat(),
        env: &[],
        size: WIDE,
        home: scenario.home.clone(),
        watch: None,
    });
    desk.wait_for("610 of 610");
    note(&mut desk, "Wem Town");
    desk.type_text("half");
    desk.wait_for("half");
    desk.press("Esc");
    desk.wait_for(DRAFT_KEPT_MESSAGE);
    desk.press("n");
    desk.wait_for("half");
    desk.press("C-n Esc");
    desk.wait_gone("Note on");
    desk.press("Esc");
    desk.wait_for("610 of 610");
    desk.quit();
    let log = std::fs::read_to_string(log).expect("the calls");
    let calls: Vec<&str> = log.lines().collect();
    let said = first_call_showing(&calls, "what you typed is kept").expect("the message is on the screen");
    let is_sync = |call: &str, of: &str| call.contains("fsync(") && call.contains(of);
    let folder = "/desk>)";
    type Step<'a> = (&'a str, &'a dyn Fn(usize, &str) -> bool);
    let steps: [Step; 6] = [
        ("the file is synced", &|_, call| is_sync(call, "-drafts.json.new-")),
        ("it gets its name", &|_, call| call.contains("rename") && call.contains("-drafts.json\"")),
        ("the folder is synced", &|_, call| is_sync(call, folder)),
        ("it is said", &|at, _| at == said),
        ("the last draft is gone", &|_, call| call.contains("unlink") && call.contains("-drafts.json\"")),
        ("the folder is synced again", &|_, call| is_sync(call, folder)),
    ];
    let mut calls = calls.into_iter().enumerate();
    for (what, step) in steps {
        assert!(calls.any(|(at, call)| step(at, call)), "not in this order: {what}\n{log}");
    }
}

/// The index of the call after which the terminal first shows `text`. The calls themselves need not contain it: a frame may be
/// written in pieces, and only the cells that changed are written.
fn first_call_showing(calls: &[&str], text: &str) -> Option<usize> {
    let [rows, cols] = [WIDE.rows, WIDE.cols].map(|n| NonZeroU16::new(n).expect("a size"));
    let mut terminal = vt100::Parser::new(rows, cols, 0);
    calls.iter().position(|call| {
        let Some((_, written)) = call.split_once("write(").filter(|(_, written)| written.contains("</dev/pts/")) else {
            return false;
        };
        let Some((start, end)) = written.find('"').zip(written.rfind('"')) else { return false };
        terminal.process(&unescaped(&written[start + 1..end]));
        terminal.screen().contents().contains(text)
    })
}

/// The bytes of a string as strace prints it: C escapes, other bytes in octal.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'\\' {
            bytes.push(first);
            continue;
        }
        let digits = rest.iter().take(3).take_while(|byte| (b'0'..b'8').contains(byte)).count();
        let (escape, after) = rest.split_at(digits.max(1).min(rest.len()));
        rest = after;
        bytes.push(match escape {
            b"n" => b'\n',
            b"r" => b'\r',
            b"t" => b'\t',
            b"v" => 0x0b,
            b"f" => 0x0c,
            [other] if digits == 0 => *other,
            octal => octal.iter().fold(0, |value: u8, digit| value.wrapping_mul(8).wrapping_add(digit - b'0')),
        });
    }
    bytes
}

/// If no drafts file can be created, the program says so at once and again at the end.
#[test]
fn a_draft_that_cannot_be_kept_is_said_so() {
    let scenario = Scenario::new();
    // The database and its journal have room, but a new drafts file does not.
    let database = scenario.home.path().join(format!("{}.db", "x".repeat(236)));
    let database = database.to_str().expect("a path");
    let mut desk = Dashboard::start_in(&scenario.home, WIDE, &["--database", database, "--as-at", AS_AT], &[]);
    desk.wait_for("First steps");
    desk.press("Esc");
    desk.wait_for("610 of 610");
    leave_note(&mut desk, "Wem Town", "half", "could not be kept as a draft");
    note(&mut desk, "Wem Town");
    desk.wait_for("half");
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.press("Esc q");
    desk.wait_for("q again quits");
    desk.press("q");
    desk.assert_exited(1);
    assert!(desk.screen().contains("could not be kept"), "{}", desk.screen());
}
