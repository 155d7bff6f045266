//! What Outlook saves besides plain mails.

mod builder;
mod kinds;
mod messages;
mod program;
mod wrapped;

use std::io::Cursor;

use charter::incoming::Source;
use desk::import::message::ReaderMessage;
use desk::import::read_mail;
use formats::mail::{Start, kind_of};

/// The one reply in a file.
fn read(name: &str, bytes: &[u8]) -> Source {
    let kind = kind_of(name, &bytes[..bytes.len().min(512)]).expect("a mail file");
    let mut sources = Vec::new();
    let mut add = |message| {
        match message {
            ReaderMessage::Mail(source) => sources.push(*source),
            ReaderMessage::Progress { .. } => {}
            other => panic!("{name}: {other:?}"),
        }
        Ok(())
    };
    read_mail(&mut Cursor::new(bytes), bytes.len() as u64, name, kind, Start::default(), &[], &mut add)
        .expect("is read");
    assert_eq!(sources.len(), 1, "{sources:?}");
    sources.remove(0)
}

/// A mail of the clerk as sent, with these headers and what is below.
fn eml(rest: &str) -> String {
    format!(
        "From: The Clerk <clerk@wem.example>\nTo: team@police.example\nDate: Tue, 12 Sep 2023 14:05:00 +0100\n\
         MIME-Version: 1.0\n{rest}"
    )
}

fn notes(source: &Source) -> String {
    source.warnings.join("; ")
}

fn attached(source: &Source) -> Vec<&str> {
    source.attachments.iter().map(|file| file.name.raw()).collect()
}
