//! `check` and `backup`: findings, damage, and advice.
#![cfg(unix)]

mod workspace;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use workspace::Workspace;

/// Each finding as `area state`.
fn findings(desk: &Workspace) -> Vec<String> {
    let ran = desk.run(&["check", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let findings = document.as_array().unwrap().iter();
    findings
        .map(|finding| {
            let [area, state] = ["area", "state"].map(|key| finding[key].as_str().unwrap().to_owned());
            assert_eq!(finding["advice"].is_null(), state == "sound", "{finding}");
            format!("{area} {state}")
        })
        .collect()
}

#[test]
fn what_was_worked_with_is_sound() {
    let desk = Workspace::new();
    desk.done(&["record", "return", "wem", "--received", "2023-09-12", "--wish", "yes", "--priority", "Litter"]);
    desk.done(&[
        "record",
        "meeting",
        "wem",
        "--on",
        "2023-10-03",
        "--attendance",
        "in-person",
        "--progress",
        "1=swept",
    ]);
    desk.done(&["record", "details", "wem", "--team", "Wem SNT", "--meets", "second Tuesday monthly"]);
    desk.done(&["undo"]);
    desk.done(&["redo"]);
    desk.done(&["backup"]);
    desk.done(&["undo"]);
    let ran = desk.done(&["check"]);
    assert!(ran.err.contains("is sound"), "{}", ran.err);
    assert!(ran.out.contains("1 backup, the newest of"), "{}", ran.out);
    assert_eq!(findings(&desk), ["file sound", "journal sound", "permissions sound", "place sound", "backups sound"]);
}

#[test]
fn each_fault_is_found_and_says_what_to_do() {
    let desk = Workspace::new();
    desk.done(&["record", "note", "wem", "--text", "one"]);
    assert_eq!(findings(&desk)[4], "backups note", "there is none yet");
    desk.done(&["backup"]);
    let path = desk.database();
    let whole = fs::read(&path).unwrap();

    // A record changed without a journal entry.
    rusqlite::Connection::open(&path).unwrap().execute_batch("update notes set body = 'another'").unwrap();
    assert_eq!(findings(&desk)[..2], ["file fault", "journal fault"]);
    let ran = desk.run(&["check"]);
    assert!(ran.code == 1 && ran.err.contains("2 faults found"), "{ran:?}");
    assert!(ran.out.contains("note 1 is not as entry 2 of the journal left it"), "{}", ran.out);
    assert!(ran.out.contains("charterdesk history"), "{}", ran.out);

    // A flipped bit.
    let mut bytes = whole.clone();
    let middle = bytes.len() / 8192 * 4096;
    bytes[middle + 2000] ^= 1;
    fs::write(&path, &bytes).unwrap();
    assert_eq!(findings(&desk)[0], "file fault");
    assert!(desk.run(&["check"]).out.contains("charterdesk restore"));
    assert_eq!(fs::read(&path).unwrap(), bytes, "looking changes nothing");

    // A file that cannot be opened: the backups are still checked.
    fs::write(&path, "SQLite format 3\0").unwrap();
    assert_eq!(findings(&desk), ["file fault", "backups sound"]);

    // A damaged backup.
    fs::write(&path, &whole).unwrap();
    let backup = fs::read_dir(desk.path("data/charterdesk/charterdesk.db-backups"))
        .map_or_else(|_| panic!(), |mut all| all.next().unwrap().unwrap().path());
    let mut bytes = fs::read(&backup).unwrap();
    bytes[40 * 4096..41 * 4096].fill(0xff);
    fs::write(&backup, bytes).unwrap();
    assert!(findings(&desk).contains(&"backups fault".to_owned()));

    // Readable by others.
    fs::set_permissions(path.parent().unwrap(), fs::Permissions::from_mode(0o777)).unwrap();
    fs::set_permissions(backup.parent().unwrap(), fs::Permissions::from_mode(0o755)).unwrap();
    let found = findings(&desk);
    assert!(
        found.contains(&"permissions note".to_owned()) && found.contains(&"permissions fault".to_owned()),
        "{found:?}"
    );
}

#[test]
fn a_backup_goes_where_it_is_told_and_over_nothing() {
    let desk = Workspace::new();
    desk.done(&["record", "note", "wem", "--text", "one"]);
    let copy = desk.path("copy.db");
    let named = copy.to_str().unwrap();
    let ran = desk.done(&["backup", named, "--json"]);
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["councils"], 610);
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    let bytes = fs::read(&copy).unwrap();
    desk.run(&["backup", named]).failed(1, &["is there already", "Nothing was changed", "another name"]);
    assert_eq!(fs::read(&copy).unwrap(), bytes);
    std::os::unix::fs::symlink("nowhere", desk.path("link.db")).unwrap();
    desk.run(&["backup", desk.path("link.db").to_str().unwrap()]).failed(1, &["is there already"]);
    assert!(!desk.path("nowhere").exists());
}

#[test]
fn what_is_not_there_is_not_made_to_be_looked_at() {
    let desk = Workspace::new();
    desk.run(&["check"]).failed(3, &["there is no database at", "Nothing was made"]);
    assert!(!desk.database().exists());
}

#[test]
fn a_backup_takes_no_name_that_the_database_uses_and_makes_no_database() {
    let desk = Workspace::new();
    desk.run(&["backup"]).failed(3, &["there is no database at", "Nothing was made"]);
    assert!(!desk.database().exists());
    desk.done(&["record", "note", "wem", "--text", "one"]);
    desk.done(&["backup"]);
    for added in ["-journal", "-wal", "-checksum", "-drafts.json", "-backups/mine.db"] {
        let name = format!("{}{added}", desk.database().display());
        let ran = desk.run(&["backup", &name]);
        assert!(ran.code == 1 && !ran.err.contains("made and checked"), "{added}: {ran:?}");
    }
    desk.done(&["list"]);
}
