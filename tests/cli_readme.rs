//! The examples of the README, one after the other on one database.
#![cfg(unix)]

mod workspace;

use std::process::Command;

use serde_json::json;
use workspace::{Workspace, texts};

const MAILBOX: &str = "From clerk@example Wed Sep 20 10:00:00 2023
From: The Clerk <clerk@prees-pc.example>
To: charter@police.example
Date: Wed, 20 Sep 2023 10:00:00 +0100
Subject: Charter: Prees Parish Council
Message-ID: <1@prees-pc.example>

Prees Parish Council wishes to take part.

Our priorities are:
1. Speeding
2. Parking

We would like quarterly contact, in person.

From clerk@example Thu Sep 21 10:00:00 2023
From: The Clerk <clerk@example.example>
To: charter@police.example
Date: Thu, 21 Sep 2023 10:00:00 +0100
Subject: Charter: Clun and Oswestry
Message-ID: <2@example.example>

Clun Town Council and Oswestry Town Council wish to take part.

";

const SHEET: &str = "council,received,takes part,priority 1\nMuch Wenlock Town Council,21/09/2023,yes,Rural crime\n";

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@example\r\nDTSTAMP:20231001T090000Z\r\n\
                        DTSTART:20231212T193000\r\nSUMMARY:Council\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

const SPRING: &str = "council,wish,priority 1,agreed on\nWem Town Council,yes,Speeding,20/03/2023\n";

const REGISTER: &str = "code,parish,council,county\nE04011380,Wem Urban,Wem Town Council,Shropshire\n";

const FIGURES: &str = r#"[{"area_level":"force","area_code":"","area":"","measure":"heard","n":4,"of":610}]"#;

fn examples() -> Vec<&'static str> {
    let readme = include_str!("../README.md");
    let (_, section) = readme.split_once("\n## Without a screen\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let fenced = section.split("```").skip(1).step_by(2);
    fenced.flat_map(str::lines).filter(|line| line.starts_with("charterdesk ")).collect()
}

/// Runs the line as a shell does, without what it is piped into.
fn run(desk: &Workspace, line: &str) -> (Option<i32>, String) {
    let program = desk.program();
    let mut shell = Command::new("/bin/sh");
    shell.env_clear().current_dir(desk.path("."));
    shell.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let line = line.split(" | ").next().unwrap();
    let script = format!("charterdesk() {{ \"$PROGRAM\" --as-at 2023-10-05 \"$@\"; }}\n{line}");
    let output = shell.env("PROGRAM", program.get_program()).args(["-c", &script]).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

#[test]
fn the_examples_of_the_readme_run_one_after_the_other() {
    let desk = Workspace::new();
    for (name, text) in [
        ("mailbox.mbox", MAILBOX),
        ("replies.csv", SHEET),
        ("council.ics", CALENDAR),
        ("register.csv", REGISTER),
        ("spring.csv", SPRING),
        ("figures.json", FIGURES),
    ] {
        desk.file(name, text);
    }
    let examples = examples();
    assert!(examples.len() > 30, "{examples:?}");
    for line in &examples {
        let (code, said) = run(&desk, line);
        assert_eq!(code, Some(0), "{line}\n{said}");
    }
    let wem = desk.json(&["show", "wem", "--round", "2023-Q4"]);
    let meetings = wem["meetings"].as_array().unwrap();
    let held: Vec<_> = meetings.iter().filter(|meeting| meeting["on"] == "2023-10-03").collect();
    assert_eq!(held.len(), 1, "the second example amends the meeting of the first");
    assert_eq!(held[0]["attendance"], "in-person");
    assert_eq!(wem["frequency"], "monthly", "corrected");
    let ludlow = desk.json(&["show", "ludlow", "--round", "2023-Q4"]);
    assert_eq!((&ludlow["status"], texts(&ludlow["flags"]).contains(&"conflict")), (&json!("confirmed"), false));
    assert_eq!(desk.json(&["show", "prees", "--round", "2023-Q4"])["status"], "confirmed", "accepted from the inbox");
    for written in ["wem.html", "handover", "diary.ics", "desk-copy.db"] {
        assert!(desk.path(written).exists(), "{written}");
    }
}
