//! Many small cases in one file, and how they are read: each begins with a line `%% name | kind | ...`.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use charter::incoming::Source;
use desk::import::message::ReaderMessage;
use desk::import::read_mail;
use formats::mail::{MailFile, Start};

/// A case of a corpus.
pub(crate) struct Case {
    pub name: String,
    pub kind: String,
    /// What the line of the case says behind its kind; blank if nothing.
    pub result: String,
    pub text: String,
}

pub(crate) fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/files").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn cases(name: &str) -> Vec<Case> {
    let text = String::from_utf8(file(name)).expect("UTF-8");
    let (_, cases) = text.split_once("%% ").expect("a case");
    let case = |text: &str| {
        let (head, text) = text.split_once('\n').expect("the line of a case");
        let mut head = head.splitn(3, '|').map(|field| field.trim().to_owned());
        let mut field = || head.next().unwrap_or_default();
        Case { name: field(), kind: field(), result: field(), text: text.to_owned() }
    };
    cases.split("\n%% ").map(case).collect()
}

/// The one reply that the reader makes of a mail.
pub(crate) fn read_one(name: &str, mail: &[u8]) -> Source {
    let mut sources = Vec::new();
    let mut give = |message| {
        match message {
            ReaderMessage::Mail(source) => sources.push(*source),
            ReaderMessage::Progress { .. } => {}
            other => panic!("{name}: {other:?}"),
        }
        Ok(())
    };
    let (file, length) = (&mut Cursor::new(mail), mail.len() as u64);
    read_mail(file, length, name, MailFile::Eml, Start::default(), &[], &mut give).expect("it is read");
    assert_eq!(sources.len(), 1, "{name}");
    sources.remove(0)
}

/// Right cases and all cases, by kind and in total, as a table.
#[derive(Default)]
pub(crate) struct Score {
    kinds: std::collections::BTreeMap<String, (usize, usize)>,
    pub wrong: Vec<String>,
}

impl Score {
    /// `wrong` says what is wrong, if anything.
    pub fn count(&mut self, case: &Case, wrong: Option<String>) {
        let (right, all) = self.kinds.entry(case.kind.clone()).or_default();
        *all += 1;
        match wrong {
            None => *right += 1,
            Some(wrong) => self.wrong.push(format!("{}: {wrong}", case.name)),
        }
    }

    /// Right cases and all cases.
    pub fn total(&self) -> (usize, usize) {
        self.kinds.values().fold((0, 0), |(right, all), kind| (right + kind.0, all + kind.1))
    }

    pub fn print(&self, title: &str) {
        let (right, all) = self.total();
        println!("{title}: {right} of {all}");
        self.kinds.iter().for_each(|(kind, (right, all))| println!("  {kind}: {right} of {all}"));
        self.wrong.iter().for_each(|wrong| println!("  - {wrong}"));
    }
}
