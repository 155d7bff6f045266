//! Forms left unsaved on several dashboards at once, or where drafts cannot be written.

use crate::station::{AS_AT, Hand, Station, WIDE};
use crate::support::{Desk, Launch, PROGRAM};
use serde_json::{Value, json};

/// Opens a council's note form.
fn note(desk: &mut Desk, council: &str) {
    desk.go_to(council);
    desk.press("n");
    desk.wait_for("Note on");
}

/// The message after a form with text is closed.
const KEPT: &str = "closed; what you typed is kept";

/// Opens a council's note form, types, and closes it. Waits for the message before the next key removes it.
fn leave_note(desk: &mut Desk, council: &str, words: &str, said: &str) {
    note(desk, council);
    desk.type_over(words);
    desk.wait_for(words);
    desk.press("Esc");
    desk.wait_for(said);
    desk.press("Esc");
    desk.wait_gone(said);
}

/// Quits although forms are unsaved.
fn quit_anyway(mut desk: Desk) {
    desk.press("q");
    desk.wait_for("q again quits");
    desk.quit();
}

/// The texts of the notes in the drafts file, sorted.
fn words_kept(station: &Station) -> Vec<String> {
    let file = format!("{}-drafts.json", station.database());
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
    let station = Station::new();
    let (mut first, mut second, third) = (station.open(), station.open(), station.open());
    leave_note(&mut first, "Wem Town", "of the first", KEPT);
    leave_note(&mut second, "Wem Town", "of the second", "both are kept");
    leave_note(&mut second, "Whitchurch Town", "on another council", KEPT);
    // It never saw the others' drafts, and there were none when it started.
    third.quit();
    let all = ["of the first", "of the second", "on another council"];
    assert_eq!(words_kept(&station), all);
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
    assert_eq!(words_kept(&station), all[1..]);
    let mut again = station.open();
    again.wait_for("2 forms not saved last time");
    for (council, words) in [("Wem Town", "of the second"), ("Whitchurch Town", "on another council")] {
        note(&mut again, council);
        again.wait_for(words);
        again.save("note on");
        again.press("Esc");
    }
    again.wait_for("610 of 610");
    again.quit();
    assert_eq!(words_kept(&station), Vec::<String>::new());
    let notes = &station.council("Wem Town Council")["notes"];
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
    let station = Station::new();
    station.open().quit();
    let log = station.home.path().join("calls");
    let log = log.to_str().expect("a path");
    let database = station.database();
    let calls = "trace=fsync,rename,renameat,renameat2,unlink,unlinkat,write";
    let strace = ["-f", "-y", "-s", "4000", "-o", log, "-e", calls, PROGRAM];
    let own = ["--database", &database, "--as-at", AS_AT];
    let mut desk = Desk::launch(Launch {
        program: "strace",
        args: &[&strace[..], &own[..]].concat(),
        env: &[],
        size: WIDE,
        home: station.home.clone(),
        watch: None,
    });
    desk.wait_for("610 of 610");
    note(&mut desk, "Wem Town");
    desk.type_text("half");
    desk.wait_for("half");
    desk.press("Esc");
    desk.wait_for(KEPT);
    desk.press("n");
    desk.wait_for("half");
    desk.press("C-x Esc");
    desk.wait_gone("Note on");
    desk.press("Esc");
    desk.wait_for("610 of 610");
    desk.quit();
    let log = std::fs::read_to_string(log).expect("the calls");
    let mut calls = log.lines();
    let is_sync = |call: &str, of: &str| call.contains("fsync(") && call.contains(of);
    let folder = "/desk>)";
    type Step<'a> = (&'a str, &'a dyn Fn(&str) -> bool);
    let steps: [Step; 6] = [
        ("the file is synced", &|call| is_sync(call, "-drafts.json.new-")),
        ("it gets its name", &|call| call.contains("rename") && call.contains("-drafts.json\"")),
        ("the folder is synced", &|call| is_sync(call, folder)),
        ("it is said", &|call| call.contains("write(") && call.contains("what you typed is kept")),
        ("the last draft is gone", &|call| call.contains("unlink") && call.contains("-drafts.json\"")),
        ("the folder is synced again", &|call| is_sync(call, folder)),
    ];
    for (what, step) in steps {
        assert!(calls.any(step), "not in this order: {what}\n{log}");
    }
}

/// If no drafts file can be created, the program says so at once and again at the end.
#[test]
fn a_draft_that_cannot_be_kept_is_said_so() {
    let station = Station::new();
    // The database and its journal have room, but a new drafts file does not.
    let database = station.home.path().join(format!("{}.db", "x".repeat(236)));
    let database = database.to_str().expect("a path");
    let mut desk = Desk::start_in(&station.home, WIDE, &["--database", database, "--as-at", AS_AT], &[]);
    desk.wait_for("610 of 610");
    leave_note(&mut desk, "Wem Town", "half", "could not be kept as a draft");
    note(&mut desk, "Wem Town");
    desk.wait_for("half");
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.press("Esc q");
    desk.wait_for("q again quits");
    desk.press("q");
    desk.gone(1);
    assert!(desk.screen().contains("could not be kept"), "{}", desk.screen());
}
