//! The expected replies of each mail file.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use charter::incoming::{Origin, Source};
use desk::import::message::ReaderMessage;
use desk::import::read_mail as read;
use formats::mail::{Start, kind_of};
use serde::{Deserialize, Serialize};

/// The expectation for one mail. Missing fields are blank, or have the usual value.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Expected {
    #[serde(skip_serializing_if = "String::is_empty")]
    trouble: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    nature: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    received: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    sender: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    forwarded_by: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    subject: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
    /// Whether the mail contains more than the text.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    whole: bool,
    /// `name | media type | size | text`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    undelivered: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    told: Vec<String>,
}

fn of(source: &Source) -> Expected {
    let usual = source.nature.code() == "reply";
    let attachments = source.attachments.iter().map(|attachment| {
        let text = attachment.text.as_ref().map_or("none", |text| text.raw());
        format!("{} | {} | {} | {text}", attachment.name.raw(), attachment.kind.raw(), attachment.size)
    });
    assert_eq!(source.origin, Origin::Mail);
    Expected {
        trouble: String::new(),
        nature: if usual { String::new() } else { source.nature.code().to_owned() },
        id: source.message_id.raw().to_owned(),
        received: source.received.map_or_else(String::new, |received| received.to_string()),
        sender: source.sender.raw().to_owned(),
        from: source.from.raw().to_owned(),
        forwarded_by: source.forwarded_by.raw().to_owned(),
        subject: source.subject.raw().to_owned(),
        text: source.text.raw().to_owned(),
        whole: !source.whole.is_blank(),
        attachments: attachments.collect(),
        undelivered: source.undelivered.iter().map(|address| address.raw().to_owned()).collect(),
        told: source.warnings.clone(),
    }
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/incoming/mail")
}

/// The messages for a file, with our own letter known.
pub fn read_messages(name: &str, bytes: &[u8], start: Start) -> Vec<ReaderMessage> {
    let kind = kind_of(name, &bytes[..bytes.len().min(512)]).expect("a mail file");
    let letter = fs::read_to_string(folder().join("letter.txt")).expect("our letter");
    let mut pieces = Vec::new();
    let mut give = |piece| {
        pieces.push(piece);
        Ok(())
    };
    read(&mut Cursor::new(bytes), bytes.len() as u64, name, kind, start, &[letter], &mut give).expect("is read");
    pieces
}

fn results(name: &str, bytes: &[u8]) -> Vec<Expected> {
    let mut results = Vec::new();
    for piece in read_messages(name, bytes, Start::default()) {
        match piece {
            ReaderMessage::Mail(source) => {
                assert_eq!((source.file.raw(), source.number), (name, results.len() as u64 + 1));
                results.push(of(&source));
            }
            ReaderMessage::Error { reason: why, number } => {
                assert_eq!(number, results.len() as u64 + 1, "{name}");
                results.push(Expected { trouble: why, ..Expected::default() });
            }
            ReaderMessage::Progress { read, total: of } => assert!(read <= of && of == bytes.len() as u64, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    results
}

/// The names of the mail files, in order.
pub fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder").map(|entry| entry.expect("an entry").file_name());
    let names = entries.map(|name| name.to_string_lossy().into_owned());
    let mut names: Vec<String> =
        names.filter(|name| [".eml", ".msg", ".mbox"].iter().any(|ending| name.ends_with(ending))).collect();
    names.sort();
    names
}

#[test]
fn every_file_gives_what_is_expected_of_it() {
    let table = fs::read_to_string(folder().join("expected.toml")).expect("the table");
    let expected: BTreeMap<String, Vec<Expected>> = toml::from_str(&table).expect("the table is TOML");
    let names = names();
    assert_eq!(expected.keys().collect::<Vec<_>>(), names.iter().collect::<Vec<_>>(), "the files and the table");
    let mut wrong = BTreeMap::new();
    for name in &names {
        let found = results(name, &fs::read(folder().join(name)).expect("a file"));
        if found != expected[name] {
            wrong.insert(name.clone(), found);
        }
    }
    assert!(wrong.is_empty(), "other than expected:\n{}", toml::to_string(&wrong).expect("TOML"));
}

/// After a mail that breaks the reader, reading continues with the next one, wherever in the broken one it restarts.
#[test]
fn an_mbox_is_read_on_from_within_a_mail() {
    for name in ["twelve.mbox", "twelve-crlf.mbox"] {
        let bytes = fs::read(folder().join(name)).expect("a file");
        let whole = read_messages(name, &bytes, Start::default());
        let mails = |pieces: &[ReaderMessage]| -> Vec<Source> {
            let mails =
                pieces.iter().filter_map(|piece| if let ReaderMessage::Mail(mail) = piece { Some(mail) } else { None });
            mails.map(|mail| (**mail).clone()).collect()
        };
        let begins: Vec<usize> = (0..bytes.len()).filter(|place| bytes[*place..].starts_with(b"From MAILER")).collect();
        assert_eq!((begins.len(), mails(&whole).len()), (12, 12));
        for (place, begin) in begins.iter().enumerate() {
            let number = place as u64 + 1;
            let at = read_messages(name, &bytes, Start { byte: *begin as u64, number });
            assert_eq!(mails(&at), mails(&whole)[place..], "{name} at {begin}");
            let after = read_messages(name, &bytes, Start { byte: *begin as u64 + 1, number: number + 1 });
            assert_eq!(mails(&after), mails(&whole)[place + 1..], "{name} after {begin}");
        }
    }
}

/// What the text leaves out is kept: every answer and every quoted line.
#[test]
fn what_is_left_out_of_the_text_is_kept() {
    let bytes = fs::read(folder().join("reply-inline.eml")).expect("a file");
    let pieces = read_messages("reply-inline.eml", &bytes, Start::default());
    let Some(ReaderMessage::Mail(source)) = pieces.iter().find(|piece| matches!(piece, ReaderMessage::Mail(_))) else {
        panic!()
    };
    for line in ["> Dear Clerk,", "Speeding and litter.", "> How often", "On Fri, 1 Sep 2023", "Quarterly, in person."]
    {
        assert!(source.whole.raw().contains(line), "{line}");
    }
}

/// A header of 1 MB, and a text of 1 MB: read, cut and reported.
#[test]
fn long_mails_are_cut_and_told() {
    let header = format!("From: clerk@wem.example\nSubject: a\nX-Long:{}\n\nSpeeding\n", " long\n".repeat(200_000));
    let found = results("long.eml", header.as_bytes());
    assert_eq!((found[0].sender.as_str(), found[0].text.as_str()), ("clerk@wem.example", "Speeding\n"));
    let text = format!("From: clerk@wem.example\nSubject: {}\n\n{}\n", "é ".repeat(50_000), "Château ".repeat(125_000));
    let found = results("long.eml", text.as_bytes());
    assert!(found[0].text.len() <= charter::mail::text::MAX_TEXT_BYTES && found[0].subject.len() <= 2_000);
    assert!(found[0].told.contains(&"the text was cut after 200,000 bytes".to_owned()), "{:?}", found[0].told);
}

/// An error of the receiver ends the reading.
#[test]
fn reading_ends_when_nobody_takes_the_pieces() {
    let bytes = fs::read(folder().join("twelve.mbox")).expect("a file");
    let mut given = 0;
    let mut give = |_| {
        given += 1;
        if given == 3 { Err(std::io::Error::other("gone")) } else { Ok(()) }
    };
    let kind = kind_of("twelve.mbox", &bytes).expect("an mbox");
    let error = read(&mut Cursor::new(&bytes), 1, "twelve.mbox", kind, Start::default(), &[], &mut give).unwrap_err();
    assert_eq!((error.to_string().as_str(), given), ("gone", 3));
}
