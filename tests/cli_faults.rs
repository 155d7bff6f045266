//! Bad input gives a sentence and a meaningful exit code, and changes nothing.

mod workspace;

#[cfg(unix)]
use std::process::Stdio;

use rstest::rstest;
use workspace::Workspace;

#[rstest]
#[case::as_at(&["--as-at", "2023-02-30", "list"], &["--as-at", "does not exist"])]
#[case::as_at_words(&["--as-at", "soon", "list"], &["“soon” is not a date"])]
#[case::received(&["record", "return", "wem", "--received", "31/9", "--wish", "yes"], &["--received", "31 September 2023 does not exist"])]
#[case::iso(&["record", "reply", "wem", "--received", "2023-09-31", "--text", "x"], &["2023-09-31 does not exist"])]
#[case::skipped(&["record", "reply", "wem", "--received", "2024-03-31T01:30", "--text", "x"], &["--received", "01:00 to 01:59 on 31 March 2024"])]
#[case::on(&["record", "meeting", "wem", "--on", "30/2/2023", "--attendance", "digital"], &["--on", "does not exist"])]
#[case::at(&["record", "meeting", "wem", "--on", "2/10", "--attendance", "digital", "--at", "25:00"], &["--at", "not a time"])]
#[case::by(&["--by", " ", "list"], &["--by", "empty"])]
fn what_is_typed_wrongly_is_said_before_anything_is_opened(#[case] args: &[&str], #[case] said: &[&str]) {
    let desk = Workspace::new();
    let ran = desk.run(args);
    ran.failed(2, said);
    assert!(ran.err.contains("Nothing was changed"), "{}", ran.err);
    assert!(!desk.database().exists(), "no database was made");
}

#[rstest]
#[case(&["lst"])]
#[case(&["record", "return", "wem", "--received", "2023-09-20"])]
#[case(&["record", "return", "wem", "--received", "2023-09-20", "--wish", "perhaps"])]
#[case(&["record", "meeting", "wem", "--on", "2/10", "--attendance", "asleep"])]
#[case(&["record", "meeting", "wem", "--on", "2/10", "--attendance", "digital", "--covers", "4"])]
#[case(&["completions", "tea"])]
#[case(&["--color", "pink", "list"])]
fn what_no_command_knows_is_a_usage_failure(#[case] args: &[&str]) {
    let ran = Workspace::new().run(args);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("error:"), "{}", ran.err);
}

#[rstest]
#[case(&["list", "--county", "Kent"], 2, &["no county called “Kent”", "Shropshire"])]
#[case(&["list", "--district", "Kent"], 2, &["no district called", "Wychavon"])]
#[case(&["list", "--team", "Alpha"], 2, &["no council has a team yet"])]
#[case(&["list", "--show", "mised"], 2, &["“mised”", "missed, waiting"])]
#[case(&["list", "--round", "2024-Q1"], 3, &["no round “2024-Q1”", "2023-Q4"])]
#[case(&["show", "wem", "--round", "banana"], 3, &["no round “banana”", "2023-Q4"])]
#[case(&["show", "Shrewsberry"], 3, &["no council is called", "Shrewsbury"])]
#[case(&["show", "99999"], 3, &["no council is called “99999”"])]
#[case(&["history", "nowhere at all"], 3, &["no council is called"])]
#[case(&["record", "reply", "wem", "--received", "2999-01-01", "--text", "x"], 3, &["after today"])]
#[case(&["record", "meeting", "wem", "--on", "2023-10-02", "--attendance", "not-attended"], 3, &["needs the reason", "off-duty"])]
#[case(&["record", "meeting", "wem", "--on", "2023-10-02", "--attendance", "digital", "--reason", "leave"], 3, &["leave it out"])]
#[case(&["record", "note", "wem", "--text", " "], 3, &["the note is empty"])]
fn what_is_not_there_or_not_allowed_is_said(#[case] args: &[&str], #[case] code: i32, #[case] said: &[&str]) {
    let desk = Workspace::new();
    let before = desk.json(&["history"]);
    let ran = desk.run(args);
    ran.failed(code, said);
    assert!(ran.err.contains("Nothing was changed"), "{}", ran.err);
    assert_eq!(desk.json(&["history"]), before);
}

/// Quoted input is sanitized in error messages too.
#[rstest]
#[case::command(&["\u{202e}tsil"])]
#[case::value(&["list", "--color=\u{200b}"])]
#[case::option(&["list", "--\u{9b}31m\u{2066}"])]
#[case::escape(&["completions", "\u{1b}[2J\u{85}"])]
#[case::number(&["record", "meeting", "wem", "--on", "2/10", "--attendance", "digital", "--covers", "\u{feff}\u{7f}"])]
fn what_no_command_knows_is_quoted_harmless(#[case] args: &[&str]) {
    let desk = Workspace::new();
    let output = desk.program().args(args).args(["--color", "always"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), b"".as_slice()), "{said}");
    assert!(said.starts_with("error: ") && said.contains('·'), "{said}");
    let hidden =
        |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    assert_eq!(said.chars().find(|c| (c.is_control() && *c != '\n') || hidden(*c)), None, "{said:?}");
}

#[test]
fn twins_are_told_apart() {
    let desk = Workspace::new();
    let ran = desk.run(&["record", "return", "Wellington", "--received", "2023-09-20", "--wish", "no"]);
    ran.failed(3, &["“Wellington” fits 2 councils", "E04012877", "E04000947", "Herefordshire", "Telford and Wrekin"]);
    for code in ["E04012877", "E04000947"] {
        assert_eq!(desk.json(&["show", code])["parish_details"][0]["name"], "Wellington");
    }
}

#[test]
fn the_dashboard_without_a_terminal_names_the_command_that_needs_none() {
    let desk = Workspace::new();
    desk.run(&[]).failed(1, &["needs a terminal", "charterdesk list"]);
    desk.run(&["demo"]).failed(1, &["needs a terminal", "charterdesk list"]);
    assert!(!desk.database().exists());
    let left = std::fs::read_dir(desk.path(".")).unwrap().count();
    assert_eq!(left, 0, "the folder of the demonstration is gone");
}

#[test]
fn a_mistake_in_the_settings_is_named_with_its_line() {
    let desk = Workspace::new();
    std::fs::create_dir_all(desk.path("config/charterdesk")).unwrap();
    desk.file("config/charterdesk/config.toml", "mouse = false\ntheme = \"pink\"\n");
    desk.run(&[]).failed(2, &["config.toml, line 2", "pink", "Nothing was changed"]);
    desk.done(&["list", "--find", "wem"]);
}

#[test]
fn a_database_that_cannot_be_opened_is_a_failure() {
    let desk = Workspace::new();
    let file =
        desk.file("plain.txt", "This is a letter and no database. It is long enough to be read as one.\n".repeat(20));
    let ran = desk.run(&["--database", &file, "list"]);
    ran.failed(1, &["plain.txt"]);
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("This is a letter"), "left as it was");
    let below = format!("{file}/desk.db");
    desk.run(&["--database", &below, "list"]).failed(1, &["desk.db"]);
    let folder = desk.path(".");
    desk.run(&["--database", folder.to_str().unwrap(), "list"]).failed(1, &["folder"]);
    let empty = desk.file("empty.db", "");
    desk.run(&["--database", &empty, "list"]).failed(1, &["empty.db"]);
    assert_eq!(std::fs::metadata(&empty).unwrap().len(), 0, "an empty file is damage, and left as it was");
}

const HOSTILE: &str = "W\u{1b}[2Jem\u{7} \u{202e}licnuoC\u{2066} \u{200b}\u{9b}31m";

#[test]
fn a_hostile_name_is_shown_harmless_and_kept_as_it_came() {
    let desk = Workspace::new();
    let file = desk.file(
        "councils.csv",
        format!("code,parish,council,kind,county,district\nE04999001,Mew,{HOSTILE},parish,Shropshire,Shropshire\n"),
    );
    desk.done(&["import", "councils", &file]);
    let reply = ["record", "reply", "Mew", "--received", "2023-09-20", "--text", HOSTILE, "--from", HOSTILE];
    let said = [
        desk.done(&reply),
        desk.done(&["list", "--find", "mew"]),
        desk.done(&["show", "E04999001"]),
        desk.done(&["history", "mew"]),
        desk.done(&["show", "mew", "--json"]),
        desk.done(&["list", "--json"]),
        desk.run(&["list", "--team", HOSTILE]),
        desk.run(&["show", HOSTILE, "--round", HOSTILE]),
        desk.done(&["undo"]),
    ];
    for ran in &said {
        let turns = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let obeyed = |c: char| (c.is_control() && c != '\n') || turns(c);
        let found = ran.out.chars().chain(ran.err.chars()).find(|c| obeyed(*c));
        assert_eq!(found, None, "{ran:?}");
    }
    assert!(said[1].out.contains("W·[2Jem"), "{}", said[1].out);
    let kept: serde_json::Value = serde_json::from_str(&said[4].out).unwrap();
    assert_eq!((kept["council"].as_str(), kept["replies"][0]["text"].as_str()), (Some(HOSTILE), Some(HOSTILE)));
}

#[test]
fn stdin_that_is_no_text_is_said() {
    let desk = Workspace::new();
    let ran =
        desk.run_with(&["record", "reply", "wem", "--received", "2023-09-20", "--text", "-"], b"\xff\xfe\x00".to_vec());
    ran.failed(1, &["--text: stdin could not be read as text", "Nothing was changed"]);
}

/// The program with its arguments, after a shell command that changes what the session may do.
#[cfg(unix)]
fn run_in_shell(desk: &Workspace, word: &str, args: &[&str]) -> std::process::Command {
    let program = desk.program();
    let mut shell = std::process::Command::new("/bin/sh");
    shell.args(["-c", &format!("{word} && exec \"$0\" \"$@\"")]).arg(program.get_program()).args(args);
    shell.env_clear().envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell
}

#[cfg(unix)]
fn output_of(mut command: std::process::Command) -> workspace::RunOutput {
    let output = command.stdin(Stdio::null()).output().unwrap();
    workspace::RunOutput {
        code: output.status.code().expect("ended by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The system kills a program that writes beyond the limit, unless the program handles SIGXFSZ.
#[cfg(unix)]
#[rstest]
#[case::while_it_grows(0)]
#[case::in_the_middle_of_it(1_000)]
fn a_limit_on_the_size_of_files_is_said(#[case] less: u64) {
    let desk = Workspace::new();
    desk.done(&["list"]);
    let before = desk.json(&["history"]);
    let blocks = std::fs::metadata(desk.database()).unwrap().len() / 512 - less;
    let limit = format!("ulimit -f {blocks}");
    let text = "x".repeat(60_000);
    let note = ["--as-at", "2023-10-05", "record", "note", "wem", "--text", &text];
    output_of(run_in_shell(&desk, &limit, &note)).failed(
        1,
        &["limits the size of files (ulimit -f)", "was not saved", "saved before is safe", "Raise the limit"],
    );
    // Leftovers must not block the next run, under the same limit or without it.
    let list = output_of(run_in_shell(&desk, &limit, &["list"]));
    assert_eq!((list.code, list.err.contains("can be saved")), (0, less > 0), "{list:?}");
    assert_eq!(desk.json(&["history"]), before);
    desk.done(&note);
}

#[cfg(unix)]
#[test]
fn no_new_database_is_left_half_made_by_a_limit() {
    let desk = Workspace::new();
    output_of(run_in_shell(&desk, "ulimit -f 100", &["list"])).failed(1, &["limits the size of files (ulimit -f)"]);
    assert_eq!(std::fs::read_dir(desk.path("data/charterdesk")).unwrap().count(), 0);
}

/// The file is writable and the folder is not: SQLite cannot create its journal, so nothing can be saved.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_said_when_it_is_opened() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let desk = Workspace::new();
    desk.done(&["list"]);
    let mut list = run_in_shell(&desk, "true", &["list"]);
    let folder = desk.database().parent().unwrap().to_owned();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o500)).unwrap();
    // Permissions don't bind root, so root runs this as another user who owns the folder.
    if std::fs::metadata(&folder).unwrap().uid() == 0 {
        for path in [desk.path("."), desk.path("data"), folder.clone(), desk.database()] {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        list.uid(NOBODY).gid(NOBODY).current_dir("/");
    }
    let listed = output_of(list);
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
    if listed.code == 126 {
        println!("skipped: another user cannot start the program where it lies: {}", listed.err);
        return;
    }
    assert_eq!((listed.code, listed.out.lines().count() > 600), (0, true), "{listed:?}");
    assert!(listed.err.contains("can only be read: nothing that you change can be saved"), "{}", listed.err);
}

#[cfg(unix)]
#[test]
fn a_reader_who_leaves_is_no_failure() {
    let desk = Workspace::new();
    desk.done(&["list"]);
    let program = assert_cmd::cargo::cargo_bin("charterdesk");
    for command in ["list --json", "list", "history --json", "man", "--help"] {
        let mut child = std::process::Command::new(&program)
            .args(command.split(' '))
            .env("CHARTERDESK_DATABASE", desk.database())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{command}: {said}");
        assert!(!said.contains("panicked") && !said.contains("could not be written"), "{command}: {said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_finds_no_room_is_a_failure() {
    let desk = Workspace::new();
    // The second one is so short that the program buffers it until the end.
    for command in ["list --json", "show 1 --json"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = std::process::Command::new(assert_cmd::cargo::cargo_bin("charterdesk"))
            .args(command.split(' '))
            .env("CHARTERDESK_DATABASE", desk.database())
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("the output could not be written"), "{command}");
    }
}
