//! The program opens no network connection: every socket that it makes is looked at.

use std::path::Path;

use crate::fixture::Fixture;
use crate::strace::{Follow, calls_in, logging, skip_without_strace};
use crate::support::{Dashboard, Launch, PROGRAM, Size};

const SOCKET_CALLS: &[&str] = &["socket", "connect", "sendto", "bind"];

const MAIL: &str = "From clerk@example Mon Oct 02 10:00:00 2023
From: The Clerk <clerk@prees-pc.example>
To: charter@police.example
Date: Mon, 02 Oct 2023 10:00:00 +0100
Subject: Charter: Prees Parish Council
Content-Type: text/html

<p>Prees Parish Council wishes to take part.</p><img src=\"http://prees-pc.example/logo.png\">

";

/// The calls that reach beyond this computer.
fn network_calls(log: &Path) -> Vec<String> {
    let calls = calls_in(log).into_iter();
    calls.map(|call| format!("{}({}", call.name, call.text)).filter(|call| call.contains("AF_INET")).collect()
}

fn run(fixture: &Fixture, words: &[&str]) -> Vec<String> {
    let log = fixture.outside_path("calls");
    let ran = fixture.run_under(&logging(Follow::All, SOCKET_CALLS, &log), words);
    assert_eq!(ran.code, Some(0), "{words:?}: {ran:?}");
    network_calls(&log)
}

#[test]
fn no_command_and_no_screen_opens_a_network_connection() {
    if skip_without_strace("network") {
        return;
    }
    let fixture = Fixture::new();
    let path = |name: &str| fixture.outside_path(name).display().to_string();
    std::fs::write(fixture.outside_path("replies.mbox"), MAIL).unwrap();
    std::fs::write(
        fixture.outside_path("clerks.csv"),
        "council,role,email\nWem Town Council,clerk,clerk@wem.example\n",
    )
    .unwrap();
    let (mailbox, clerks, letters) = (path("replies.mbox"), path("clerks.csv"), path("letters"));
    for words in [
        &["import", "replies", &mailbox][..],
        &["import", "contacts", &clerks],
        &["inbox"],
        &["letters", "draft", "chase", "--format", "html", "--out", &letters],
        &["letters", "sent", "--all"],
        &["today"],
        &["check"],
        &["backup"],
    ] {
        assert_eq!(run(&fixture, words), Vec::<String>::new(), "{words:?}");
    }
    let log = fixture.outside_path("calls");
    let database = fixture.database().display().to_string();
    let before = logging(Follow::All, SOCKET_CALLS, &log);
    let own = [PROGRAM, "--database", &database, "--as-at", "2023-10-05"];
    let args: Vec<&str> = before[1..].iter().map(String::as_str).chain(own).collect();
    let size = Size { cols: 120, rows: 40 };
    let mut desk = Dashboard::launch(Launch {
        program: &before[0],
        args: &args,
        env: &[],
        size,
        home: fixture.home(),
        watch: None,
    });
    desk.wait_for("610 of 610");
    for (key, shown) in [("2", "Prees"), ("3", "Diary"), ("4", "Priorities"), ("0", "Today")] {
        desk.press(key);
        desk.wait_for(shown);
    }
    desk.press("1");
    desk.wait_for("610 of 610");
    desk.press("q");
    desk.wait_exit();
    assert_eq!(network_calls(&log), Vec::<String>::new(), "the dashboard");
}

#[test]
fn planted_a_connection_is_found() {
    if skip_without_strace("network") {
        return;
    }
    let log = tempfile::NamedTempFile::new().unwrap();
    let before = logging(Follow::All, SOCKET_CALLS, log.path());
    let script = "exec 3<>/dev/tcp/127.0.0.1/9";
    let _ = std::process::Command::new(&before[0]).args(&before[1..]).args(["bash", "-c", script]).output().unwrap();
    assert!(!network_calls(log.path()).is_empty());
}
