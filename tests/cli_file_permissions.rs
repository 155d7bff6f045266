//! Files written for others are private to the owner, whatever the umask. They never follow a link, and are synced
//! before the program reports them as written.
#![cfg(unix)]

mod workspace;

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use rstest::rstest;
use workspace::Workspace;

const EXEC_ARGUMENTS: &str = r#"exec "$0" "$@""#;

fn mode(path: &Path) -> u32 {
    std::fs::symlink_metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).permissions().mode()
        & 0o777
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A database with a council that has a team.
fn desk() -> Workspace {
    let desk = Workspace::new();
    desk.record_wem();
    desk.done(&["record", "details", "wem", "--team", "Wem SNT"]);
    desk
}

#[rstest]
fn files_and_folders_are_the_owners_whatever_the_umask(#[values("000", "022", "077")] umask: &str) {
    let desk = desk();
    std::fs::create_dir(desk.path("empty")).unwrap();
    std::fs::set_permissions(desk.path("empty"), PermissionsExt::from_mode(0o777)).unwrap();
    // The last path has no folder: it is in the working directory.
    for args in [
        &["handover", "--team", "Wem SNT", "--out", "made/handover"][..],
        &["handover", "--team", "Wem SNT", "--out", "empty/"],
        &["export", "diary", "--ics", "diary.ics"],
        &["brief", "wem", "--html", "brief.html"],
        &["brief", "wem", "--html", "brief.html", "--force"],
    ] {
        let output = desk.started_by(&format!("umask {umask}; {EXEC_ARGUMENTS}")).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
    }
    for folder in ["made", "made/handover", "empty"] {
        assert_eq!(mode(&desk.path(folder)), 0o700, "{folder} under umask {umask}");
    }
    for folder in ["made/handover", "empty"] {
        let names = names(&desk.path(folder));
        assert!(
            names.contains(&"index.html".to_owned()) && !names.iter().any(|name| name.contains(".new")),
            "{names:?}"
        );
        for name in names {
            assert_eq!(mode(&desk.path(folder).join(&name)), 0o600, "{folder}/{name} under umask {umask}");
        }
    }
    for name in ["diary.ics", "brief.html"] {
        assert_eq!(mode(&desk.path(name)), 0o600, "{name} under umask {umask}");
    }
}

#[test]
fn a_handover_does_not_land_behind_a_link() {
    let desk = desk();
    std::fs::create_dir(desk.path("elsewhere")).unwrap();
    symlink(desk.path("elsewhere"), desk.path("handover")).unwrap();
    symlink(desk.path("nowhere"), desk.path("dangling")).unwrap();
    for out in ["handover", "handover/", "handover/.", "dangling", "dangling/"] {
        let out = desk.path(".").join(out);
        let ran = desk.run(&["handover", "--team", "Wem SNT", "--out", out.to_str().unwrap()]);
        ran.failed(3, &["not an empty folder", "left as it was"]);
    }
    assert_eq!(names(&desk.path("elsewhere")), Vec::<String>::new());
    assert!(!desk.path("nowhere").exists());
}

#[test]
fn a_file_does_not_land_behind_a_link() {
    let desk = desk();
    let letter = desk.file("letter.html", "<!DOCTYPE html>\nDear clerk");
    symlink(&letter, desk.path("brief.html")).unwrap();
    let brief = desk.path("brief.html");
    for args in [&["brief", "wem", "--html"][..], &["brief", "wem", "--force", "--html"]] {
        desk.run(&[args, &[brief.to_str().unwrap()]].concat()).failed(3, &["no ordinary file", "left as it was"]);
    }
    // An attacker who guesses the name of the temporary file. It contains the process id, which is known here.
    let planted = format!("for new in new-$$-0 $$.new; do ln -s letter.html page.html.$new; done; {EXEC_ARGUMENTS}");
    let output = desk.started_by(&planted).args(["brief", "wem", "--html", "page.html"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(std::fs::read_to_string(&letter).unwrap(), "<!DOCTYPE html>\nDear clerk");
    assert!(std::fs::symlink_metadata(desk.path("page.html")).unwrap().is_file());
}

/// Whether system calls can be traced here; prints a message if not.
fn can_trace() -> bool {
    let tried = std::process::Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    let works = tried.is_ok_and(|output| output.status.success());
    if !works {
        println!("skipped: strace is not there, or may not trace");
    }
    works
}

#[test]
fn a_file_is_on_the_disk_before_it_is_said_to_be_written() {
    if !can_trace() {
        return;
    }
    let desk = desk();
    let script =
        r#"exec strace -f -y -s 200 -o calls -e trace=fsync,rename,renameat,renameat2,link,linkat,write "$0" "$@""#;
    for (args, named, written) in [
        (&["brief", "wem", "--html", "out/brief.html"][..], "rename", "out/brief.html"),
        (&["handover", "--team", "Wem SNT", "--out", "handover"], "link", "handover/index.html"),
    ] {
        std::fs::create_dir_all(desk.path("out")).unwrap();
        let output = desk.started_by(script).args(args).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let log = std::fs::read_to_string(desk.path("calls")).unwrap();
        let folder = written.split('/').next().unwrap();
        let steps: [&dyn Fn(&str) -> bool; 4] = [
            &|call| call.contains("fsync(") && call.contains(&format!("/{written}.new-")),
            &|call| call.contains(named) && call.contains(&format!("{written}\"")),
            &|call| call.contains("fsync(") && call.contains(&format!("/{folder}>")),
            &|call| call.contains("write(2<") && call.contains(&format!("written: {written}")),
        ];
        let mut calls = log.lines();
        for (number, step) in steps.iter().enumerate() {
            assert!(calls.any(step), "{args:?}: step {number} is missing, or comes too early:\n{log}");
        }
    }
}
