//! Untrusted files are parsed in a sandboxed child process: its limits, and the messages when it breaks.
#![cfg(unix)]

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
#[cfg(target_os = "linux")]
use std::process::{Command, Stdio};

use charter::incoming::Source;
#[cfg(target_os = "linux")]
use desk::import::ReadRequest;
use desk::import::message::ReaderMessage;
use desk::import::{ImportEvent, ImportReader, Skipped};
use formats::sandbox::SandboxedReader;
use rstest::rstest;
use tempfile::TempDir;

/// The day of the import.
fn today() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2023, 10, 5).expect("a day")
}

/// The real program.
fn real_reader() -> SandboxedReader {
    SandboxedReader::new(PathBuf::from(env!("CARGO_BIN_EXE_charterdesk")))
}

/// A fake program that reads nothing, prints the given events and ends in the given way.
fn fake_reader(folder: &TempDir, script: &str) -> SandboxedReader {
    let path = folder.path().join("reader.sh");
    let say = "say() { printf '%s\\n' \"$1\"; }";
    fs::write(&path, format!("#!/bin/sh\nerrand=$(cat)\n{say}\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    SandboxedReader::new(path)
}

fn mail(number: u64) -> String {
    let text = "From: clerk@wem.example\nDate: Tue, 26 Sep 2023 10:15:00 +0100\n\nYes.\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.eml");
    fs::write(&path, text).unwrap();
    let source = sources(events(real_reader(), &path)).remove(0);
    serde_json::to_string(&ReaderMessage::Mail(Box::new(Source { number, ..source }))).unwrap()
}

fn progress_events(read: u64) -> String {
    serde_json::to_string(&ReaderMessage::Progress { read, total: 1000 }).unwrap()
}

fn events(apart: SandboxedReader, path: &Path) -> Vec<ImportEvent> {
    ImportReader::new(apart, &[path.to_owned()], Vec::new(), HashMap::new(), today()).collect()
}

fn sources(events: Vec<ImportEvent>) -> Vec<Source> {
    let source = |event| match event {
        ImportEvent::Source(source) => Some(*source),
        _ => None,
    };
    events.into_iter().filter_map(source).collect()
}

fn skipped(events: &[ImportEvent]) -> Vec<&Skipped> {
    fn as_skipped(event: &ImportEvent) -> Option<&Skipped> {
        match event {
            ImportEvent::Skipped(skipped) => Some(skipped),
            _ => None,
        }
    }
    events.iter().filter_map(as_skipped).collect()
}

/// A file of a thousand bytes that starts like a mailbox.
fn write_mailbox(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("replies.mbox");
    fs::write(&path, format!("From {:995}", "x")).unwrap();
    path
}

#[test]
fn a_mail_that_breaks_the_reader_is_named_and_those_after_it_are_read() {
    let folder = tempfile::tempdir().unwrap();
    // The second mail, at byte 400, kills the reader. A new reader starts behind it and reads the third.
    let script = format!(
        "case \"$errand\" in\n*'\"byte\":401'*) say '{}'; say '{}';;\n*) say '{}'; say '{}'; say '{}'; kill -KILL $$;;\nesac",
        progress_events(700),
        mail(3),
        progress_events(0),
        mail(1),
        progress_events(400)
    );
    let events = events(fake_reader(&folder, &script), &write_mailbox(&folder));
    let [broke] = skipped(&events)[..] else { panic!("{events:?}") };
    assert_eq!((broke.file.as_str(), broke.number), ("replies.mbox", 2));
    assert_eq!(broke.why, "its reader was ended while it read it");
    let numbers: Vec<u64> = sources(events).iter().map(|source| source.number).collect();
    assert_eq!(numbers, [1, 3]);
}

/// Small mails share a child. A mail that breaks it is reported, and another child reads those after it.
#[test]
fn a_mail_of_many_that_breaks_the_reader_is_named_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let mails = folder.path().join("mails");
    fs::create_dir(&mails).unwrap();
    for name in ["1.eml", "2.eml", "3-bad.eml", "4.eml", "5-bad.eml", "6.msg", "7.txt"] {
        fs::write(mails.join(name), "x").unwrap();
    }
    let log = folder.path().join("started");
    let script = format!(
        "shift 2; echo \"$#\" >> '{}'; first=yes\nfor file; do test $first || say '{}'; first=\n\
         case \"$file\" in *bad*) kill -KILL $$;; *) say '{}';; esac; done",
        log.display(),
        serde_json::to_string(&ReaderMessage::NextFile).unwrap(),
        mail(1)
    );
    let events = events(fake_reader(&folder, &script), &mails);
    let broken: Vec<_> = skipped(&events).iter().map(|skipped| (skipped.file.as_str(), skipped.number)).collect();
    assert_eq!(broken, [("3-bad.eml", 0), ("5-bad.eml", 0)]);
    assert_eq!(events.iter().filter(|event| **event == ImportEvent::FileStarted).count(), 7);
    assert_eq!(sources(events).len(), 5);
    assert_eq!(fs::read_to_string(log).unwrap(), "6\n3\n1\n1\n", "how many files each child was given");
}

#[test]
fn a_file_that_breaks_every_reader_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let events = events(fake_reader(&folder, "kill -ABRT $$"), &write_mailbox(&folder));
    let broken = skipped(&events);
    assert!((1..=30).contains(&broken.len()), "{} children", broken.len());
    assert!(broken[0].why.contains("signal 6"), "{broken:?}");
    let told = |skipped: &&&Skipped| skipped.why.contains("the rest of the file is left out");
    assert_eq!(broken.iter().filter(told).count(), 1, "{broken:?}");
    assert_eq!(sources(events), []);
}

#[test]
fn too_much_memory_and_what_is_no_piece_are_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let greedy = "echo 'memory allocation of 99 bytes failed' >&2; kill -ABRT $$";
    let told = events(fake_reader(&folder, greedy), &write_mailbox(&folder));
    assert_eq!(skipped(&told)[0].why, "reading it takes more memory than a file may take here");
    let told = events(fake_reader(&folder, "echo nonsense"), &write_mailbox(&folder));
    assert!(skipped(&told)[0].why.contains("no piece"), "{told:?}");
}

#[test]
fn a_line_that_does_not_end_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let events = events(fake_reader(&folder, "exec cat /dev/zero"), &write_mailbox(&folder));
    assert!(skipped(&events)[0].why.contains("more came out of it"), "{:?}", skipped(&events)[0]);
}

/// The child blocks on opening a pipe, so that its limits can be read meanwhile.
#[cfg(target_os = "linux")]
#[test]
fn the_child_has_its_limits_before_it_opens_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.eml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let errand =
        ReadRequest { names: vec!["pipe.eml".to_owned()], byte: 0, number: 1, letters: Vec::new(), contacts: false };
    let mut child = Command::new(env!("CARGO_BIN_EXE_charterdesk"))
        .arg("__read-file")
        .arg(&pipe)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&serde_json::to_vec(&errand).unwrap()).unwrap();
    let limits = || fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap_or_default();
    let has = |name: &str, soft: &str| {
        let limits = limits();
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line[name.len()..].split_whitespace().next() == Some(soft)
    };
    while !has("Max cpu time", "20") {
        std::thread::yield_now();
    }
    assert!(has("Max address space", &(768_u64 << 20).to_string()), "{}", limits());
    assert!(has("Max file size", "0") && has("Max core file size", "0") && has("Max open files", "16"), "{}", limits());
    // After the pipe opens, the child continues and reports that a pipe is not a file.
    fs::write(&pipe, "no file").unwrap();
    let ended = child.wait_with_output().unwrap();
    assert!(!ended.status.success() && !ended.stderr.is_empty(), "{ended:?}");
}

/// The caller may have lower limits than the child sets itself.
#[rstest]
#[case::time("ulimit -t 3600")]
#[case::memory("ulimit -v 600000")]
#[case::files("ulimit -n 12")]
fn lower_limits_stand(#[case] limit: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.eml");
    fs::write(&path, "From: clerk@wem.example\nDate: Tue, 26 Sep 2023 10:15:00 +0100\n\nYes.\n").unwrap();
    let events = events(limited_reader(&folder, limit), &path);
    assert_eq!(sources(events.clone()).len(), 1, "{events:?}");
}

/// The program under a limit set by its shell.
fn limited_reader(folder: &TempDir, limit: &str) -> SandboxedReader {
    let program = folder.path().join("limited.sh");
    let this = env!("CARGO_BIN_EXE_charterdesk");
    fs::write(&program, format!("#!/bin/sh\n{limit} || exit 9\nexec '{this}' \"$@\"\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
    SandboxedReader::new(program)
}

/// Mails read before the crash were lost in the child's buffer, so another mail would be blamed.
#[cfg(target_os = "linux")]
#[test]
fn of_many_small_mails_the_large_one_is_blamed_that_takes_more_memory_than_there_is() {
    let folder = tempfile::tempdir().unwrap();
    let apart = limited_reader(&folder, "ulimit -v 105000");
    let mail = |number: u32, text: &str| {
        format!(
            "From clerk@wem.example Tue Sep 26 10:15:00 2023\nFrom: clerk@wem.example\nSubject: {number}\nDate: Tue, 26 Sep \
             2023 10:15:00 +0100\n\n{text}\n\n"
        )
    };
    let large = "Yes, we wish to take part in the charter again, as before.\n".repeat(400_000);
    let path = folder.path().join("replies.mbox");
    fs::write(&path, [mail(1, "Yes"), mail(2, "Yes"), mail(3, "Yes"), mail(4, &large), mail(5, "Yes")].concat())
        .unwrap();
    let events = events(apart, &path);
    let broken: Vec<_> = skipped(&events).iter().map(|skipped| (skipped.number, skipped.why.clone())).collect();
    assert_eq!(broken, [(4, "reading it takes more memory than a file may take here".to_owned())]);
    let read: Vec<String> = sources(events).iter().map(|source| source.subject.raw().to_owned()).collect();
    assert_eq!(read, ["1", "2", "3", "5"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_need_not_be_utf_8() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.eml"));
    fs::write(&path, "From: clerk@wem.example\nDate: Tue, 26 Sep 2023 10:15:00 +0100\n\nYes.\n").unwrap();
    let read = sources(events(real_reader(), &path));
    assert_eq!(read.iter().map(|source| source.file.raw()).collect::<Vec<_>>(), ["caf\u{fffd}.eml"]);
}

#[test]
fn a_sheet_that_says_that_it_is_huge_takes_no_memory() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/incoming/sheets");
    for name in ["corners.xlsx", "corners.ods", "bomb.xlsx", "truncated.xlsx", "truncated.ods"] {
        let path = folder.join(name);
        assert!(path.is_file(), "{name}");
        let told = events(real_reader(), &path);
        let broken: Vec<_> = skipped(&told).into_iter().filter(|skipped| skipped.why.contains("reader")).collect();
        assert!(broken.is_empty(), "{path:?}: {broken:?}");
    }
}

/// A mailbox of `mails` mails, each with its own Message-ID.
fn mailbox(folder: &TempDir, name: &str, mails: usize) -> PathBuf {
    let path = folder.path().join(name);
    let mail = |n| {
        format!(
            "From x Tue Sep 26 10:15:00 2023\nFrom: clerk@wem.example\nMessage-ID: <{n}.{name}@wem.example>\n\n{:20000}\n\n",
            "Yes."
        )
    };
    fs::write(&path, (0..mails).map(mail).collect::<String>()).unwrap();
    path
}

/// For each file, the number of replies left and the reasons for the others.
fn group_by_file(events: impl Iterator<Item = ImportEvent>) -> Vec<(usize, Option<Skipped>)> {
    let mut files: Vec<(usize, Option<Skipped>)> = Vec::new();
    for event in events {
        match event {
            ImportEvent::FileStarted => files.push((0, None)),
            ImportEvent::Source(_) => files.last_mut().unwrap().0 += 1,
            ImportEvent::RolledBack(why) => *files.last_mut().unwrap() = (0, Some(why)),
            ImportEvent::Skipped(_) | ImportEvent::Note { .. } | ImportEvent::Progress { .. } => {}
        }
    }
    files
}

#[rstest]
#[case::it_grew(|path: &Path| fs::OpenOptions::new().append(true).open(path).unwrap().write_all(b"From x").unwrap())]
#[case::it_shrank(|path: &Path| fs::OpenOptions::new().write(true).open(path).unwrap().set_len(30_000).unwrap())]
#[case::it_was_written_over(|path: &Path| {
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
})]
#[case::it_went_away(|path: &Path| fs::remove_file(path).unwrap())]
fn a_file_that_changes_while_it_is_read_is_taken_back_and_the_others_go_on(#[case] change: fn(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (mailbox(&folder, "a.mbox", 40), mailbox(&folder, "b.mbox", 2));
    let mut changed = false;
    let events = ImportReader::new(real_reader(), &[first.clone(), second], Vec::new(), HashMap::new(), today())
        .inspect(|event| {
            if matches!(event, ImportEvent::Source(_)) && !changed {
                changed = true;
                change(&first);
            }
        });
    let [(0, Some(why)), (2, None)] = &group_by_file(events)[..] else { panic!("not as it should be") };
    assert_eq!((why.file.as_str(), why.number), ("a.mbox", 0));
    assert!(why.why.starts_with("it changed while it was read, so nothing of it was imported"), "{}", why.why);
}

#[test]
fn a_file_with_more_than_may_come_in_at_once_is_named_and_the_others_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let files = [("a.mbox", 4), ("b.mbox", 2), ("c.mbox", 2), ("d.mbox", 1)].map(|(name, n)| mailbox(&folder, name, n));
    let told =
        group_by_file(ImportReader::new(real_reader(), &files, Vec::new(), HashMap::new(), today()).max_replies(3));
    let [(0, Some(huge)), (2, None), (0, Some(beyond)), (1, None)] = &told[..] else { panic!("{told:?}") };
    assert_eq!((huge.file.as_str(), beyond.file.as_str()), ("a.mbox", "c.mbox"));
    assert!(huge.why.starts_with("it holds more than 3 replies") && huge.why.contains("divide it"), "{}", huge.why);
    assert!(beyond.why.starts_with("with it more than 3") && beyond.why.contains("by itself"), "{}", beyond.why);
}

#[test]
fn a_file_that_is_no_mailbox_and_breaks_its_reader_is_tried_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sheet.xlsx");
    fs::write(&path, vec![b'x'; 1000]).unwrap();
    let told = events(fake_reader(&folder, "kill -KILL $$"), &path);
    let [broke] = skipped(&told)[..] else { panic!("{told:?}") };
    assert_eq!((broke.file.as_str(), broke.number), ("sheet.xlsx", 0));
}

#[test]
fn a_sheet_that_only_makes_trouble_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let trouble =
        serde_json::to_string(&ReaderMessage::Error { number: 3, reason: "it is no row".to_owned() }).unwrap();
    let told = events(fake_reader(&folder, &format!("exec yes '{trouble}'")), &write_mailbox(&folder));
    let broken = skipped(&told);
    assert!(broken.len() < 21_000, "{}", broken.len());
    assert!(broken.last().unwrap().why.contains("the rest is skipped"), "{:?}", broken.last());
}
