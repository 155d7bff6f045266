//! The interrupted changes, and queries for their effect.

use std::fmt::Write;
use std::fs;

use crate::check::Inspection;
use crate::fixture::{Fixture, WEM};

/// A note in the prepared database: undo removes it, and restore goes back to before it.
pub const NEWEST: &str = "after the backup";

pub struct Change {
    /// Name in the notes of the table.
    pub name: &'static str,
    pub args: Vec<String>,
    /// The start of the confirmation on stderr.
    pub acknowledged: &'static str,
    /// A query for the number of its rows on file.
    rows: &'static str,
    /// The result of the query if the whole change is on file.
    whole: i64,
}

/// How much of a change is on file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    None,
    Part,
    Whole,
}

impl Change {
    /// How much of it is on file.
    pub fn effect(&self, found: &Inspection) -> Effect {
        match found.number(self.rows) {
            Some(0) => Effect::None,
            Some(rows) if rows == self.whole => Effect::Whole,
            _ => Effect::Part,
        }
    }

    /// Whether it replaces the database by another file.
    pub fn is_restore(&self) -> bool {
        self.name == "restore"
    }

    pub fn args(&self) -> Vec<&str> {
        self.args.iter().map(String::as_str).collect()
    }
}

/// A database to interrupt changes on: it has a backup of today, and [`NEWEST`] recorded after the backup.
pub fn prepare_fixture() -> Fixture {
    let fixture = Fixture::new();
    let register = register(&fixture, "EARLIER");
    fixture.run_ok(&["import", "councils", &register]);
    fixture.run_ok(&["record", "note", WEM, "--text", NEWEST]);
    fixture
}

/// The name of the newest backup.
pub fn backup_of(fixture: &Fixture) -> String {
    let listed = fixture.run_ok(&["restore", "--json"]).out;
    let listed: serde_json::Value = serde_json::from_str(&listed).expect("a document");
    listed[0]["name"].as_str().expect("a name").to_owned()
}

/// All changes, for a [`prepared`] database.
pub fn all(fixture: &Fixture) -> Vec<Change> {
    let change = |name, acknowledged, args: &[&str], rows, whole| {
        let args = args.iter().map(|&word| word.to_owned()).collect();
        Change { name, args, acknowledged, rows, whole }
    };
    let without_newest = "select count(*) = 0 from notes where body = 'after the backup'";
    let ludlow = ["record", "return", "Ludlow Town Council", "--received", "2023-09-20", "--wish", "yes"];
    let record_return = [ludlow.as_slice(), &["--priority", "MARK a", "--priority", "MARK b"]].concat();
    vec![
        change(
            "record note",
            "saved:",
            &["record", "note", WEM, "--text", "MARK"],
            "select count(*) from notes where body = 'MARK'",
            1,
        ),
        change(
            "record return",
            "saved:",
            &record_return,
            "select count(*) from sent_priorities where received glob 'MARK*'",
            2,
        ),
        change(
            "import councils",
            "saved:",
            &["import", "councils", &register(fixture, "MARK")],
            "select count(*) from councils where name glob 'MARK*'",
            20,
        ),
        change(
            "import replies",
            "saved:",
            &["import", "replies", &mailbox(fixture)],
            "select (select count(*) from items) + (select count(*) from sources)",
            10,
        ),
        change("undo", "undone:", &["undo"], without_newest, 1),
        change("restore", "restored:", &["restore", &backup_of(fixture)], without_newest, 1),
    ]
}

/// Writes a register of twenty new councils and returns its path.
fn register(fixture: &Fixture, word: &str) -> String {
    let mut text = "code,parish,council,kind,county,district\n".to_owned();
    for n in 0..20 {
        let first = if word == "MARK" { 9 } else { 8 };
        writeln!(text, "E049{first}{n:04},{word} parish {n},{word} council {n},parish,Shropshire,Shropshire")
            .expect("a string");
    }
    write_file(fixture, &format!("{word}.csv"), &text)
}

/// Writes a mailbox of five replies and returns its path.
fn mailbox(fixture: &Fixture) -> String {
    let mut text = String::new();
    for n in 0..5 {
        write!(
            text,
            "From clerk@example.org Thu Sep 28 10:00:00 2023\nFrom: clerk@council{n}.example.org\n\
             Message-ID: <mark-{n}@example.org>\nDate: Thu, 28 Sep 2023 10:00:00 +0100\nSubject: Re: Charter\n\n\
             {WEM} wishes to take part.\n1. Speeding\nMARK {n}\n\n"
        )
        .expect("a string");
    }
    write_file(fixture, "replies.mbox", &text)
}

fn write_file(fixture: &Fixture, name: &str, text: &str) -> String {
    let path = fixture.outside_path(name);
    fs::write(&path, text).expect("a file");
    path.display().to_string()
}
