//! The changes that are interrupted, and how to see whether each is on file.

use std::fmt::Write;
use std::fs;

use crate::check::Inspection;
use crate::fixture::{Fixture, WEM};

/// A note that the prepared database has: undo takes it back, restore goes back behind it.
pub const NEWEST: &str = "after the backup";

/// A change.
pub struct Change {
    /// What it is called in the table's notes.
    pub name: &'static str,
    /// The subcommand.
    pub args: Vec<String>,
    /// How it begins to say on stderr that it was made.
    pub acknowledged: &'static str,
    /// A query for how many of its rows are on file.
    rows: &'static str,
    /// What the query gives if the whole change is.
    whole: i64,
}

/// How much of a change is on file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// A part.
    Part,
    /// All.
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

    /// Whether it puts another file in the place of the database.
    pub fn is_restore(&self) -> bool {
        self.name == "restore"
    }

    /// The arguments.
    pub fn args(&self) -> Vec<&str> {
        self.args.iter().map(String::as_str).collect()
    }
}

/// A database to interrupt changes on: with a backup of today, and [`LATEST_VERSION`] recorded after it.
pub fn prepared() -> Fixture {
    let fixture = Fixture::new();
    let register = register(&fixture, "EARLIER");
    fixture.must(&["import", "councils", &register]);
    fixture.must(&["record", "note", WEM, "--text", NEWEST]);
    fixture
}

/// The name of the newest backup.
pub fn backup_of(fixture: &Fixture) -> String {
    let listed = fixture.must(&["restore", "--json"]).out;
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

/// A register of twenty new councils; its path.
fn register(fixture: &Fixture, word: &str) -> String {
    let mut text = "code,parish,council,kind,county,district\n".to_owned();
    for n in 0..20 {
        let first = if word == "MARK" { 9 } else { 8 };
        writeln!(text, "E049{first}{n:04},{word} parish {n},{word} council {n},parish,Shropshire,Shropshire")
            .expect("a string");
    }
    written(fixture, &format!("{word}.csv"), &text)
}

/// A mailbox of five replies; its path.
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
    written(fixture, "replies.mbox", &text)
}

fn written(fixture: &Fixture, name: &str, text: &str) -> String {
    let path = fixture.outside(name);
    fs::write(&path, text).expect("a file");
    path.display().to_string()
}
