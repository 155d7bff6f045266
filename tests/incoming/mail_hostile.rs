//! Arbitrary bytes, and damaged mails.

use std::fs;
use std::io::Cursor;

use charter::mail::text::MAX_TEXT_BYTES;
use desk::import::message::ReaderMessage;
use desk::import::read_mail as read;
use formats::mail::{MailFile, Start};
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_oneof, proptest};
use proptest::test_runner::Config;

use crate::mail_table::{folder, names};

const MAIL_KINDS: [MailFile; 3] = [MailFile::Eml, MailFile::Mbox, MailFile::Msg];

/// Reads a file. Returns the size of the largest message and the number of messages.
fn largest(bytes: &[u8], kind: MailFile, start: Start) -> (usize, usize) {
    let (mut largest, mut pieces) = (0, 0);
    let mut give = |piece: ReaderMessage| {
        if let ReaderMessage::Error { reason: why, .. } = &piece {
            // A panic loses one mail and not the file, but none is known.
            assert!(!why.contains("broke the reader"), "{}", String::from_utf8_lossy(bytes));
        }
        largest = largest.max(serde_json::to_string(&piece).expect("JSON").len());
        pieces += 1;
        Ok(())
    };
    let letter = "Dear Clerk, which three priorities does your council choose?".to_owned();
    read(&mut Cursor::new(bytes), bytes.len() as u64, "a.eml", kind, start, &[letter], &mut give)
        .expect("bytes are read");
    (largest, pieces)
}

/// Upper limit: the text, the whole mail and the attachments, where JSON may need six bytes for each.
const MAX_MESSAGE_BYTES: usize = 6 * 8 * MAX_TEXT_BYTES;

/// Pieces of mails to combine in any order.
fn mail_fragments() -> impl Strategy<Value = Vec<u8>> {
    let scraps = [
        "From a Tue Sep 12 14:05:00 2023\n",
        "From: clerk@wem.example\n",
        "Subject: =?utf-8?q?=C3?= FW: a\n",
        "Date: Tue, 12 Sep 2023 14:05:00 +9999\n",
        "Content-Type: multipart/mixed; boundary=b\n",
        "Content-Type: multipart/alternative; boundary=\"b\"\n",
        "Content-Type: message/rfc822\n",
        "Content-Type: message/delivery-status\n",
        "Content-Type: text/html; charset=utf-16\n",
        "Content-Type: text/plain; charset=x; name*0*=utf-8''%; format=flowed\n",
        "Content-Transfer-Encoding: base64\n",
        "Content-Transfer-Encoding: quoted-printable\n",
        "Content-Disposition: attachment; filename=a.docx\n",
        "\n",
        "\r\n\r\n",
        "--b\n",
        "--b--\n",
        "> quoted\n",
        "-----Original Message-----\n",
        "From: a\nSent: 12/9/2023 14:05\nTo: b\nSubject: FW: c\n\n",
        "On 12 Sep 2023, a@b.test wrote:\n",
        "Dear Clerk, which three priorities\ndoes your council choose?\n",
        "<blockquote type=cite><li>a<td>b&#x80;</p>\n",
        "U3BlZWRpbmc=\n",
        "=C3=\n",
        "Château\n",
    ];
    let scrap = prop_oneof![
        8 => prop::sample::select(scraps.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..20),
    ];
    prop::collection::vec(scrap, 0..30).prop_map(|scraps| scraps.concat())
}

/// One of the files with some bytes changed, cut short or doubled.
fn damaged() -> impl Strategy<Value = (Vec<u8>, MailFile)> {
    let files: Vec<(Vec<u8>, MailFile)> = names()
        .iter()
        .filter(|name| !name.starts_with("attachments"))
        .map(|name| {
            let kind = match name.rsplit_once('.') {
                Some((_, "msg")) => MailFile::Msg,
                Some((_, "mbox")) => MailFile::Mbox,
                _ => MailFile::Eml,
            };
            (fs::read(folder().join(name)).expect("a file"), kind)
        })
        .collect();
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12);
    (
        prop::sample::select(files),
        changes,
        prop_oneof![4 => Just(None), 1 => any::<prop::sample::Index>().prop_map(Some)],
    )
        .prop_map(|((mut bytes, kind), changes, end)| {
            for (place, byte) in changes {
                if !bytes.is_empty() {
                    let place = place.index(bytes.len());
                    bytes[place] = byte;
                }
            }
            if let Some(end) = end.filter(|_| !bytes.is_empty()) {
                bytes.truncate(end.index(bytes.len()));
            }
            (bytes, kind)
        })
}

proptest! {
    #![proptest_config(Config { cases: 300, failure_persistence: None, ..Config::default() })]

    #[test]
    fn bytes_of_any_kind_are_read(bytes in prop::collection::vec(any::<u8>(), 0..3000), byte in 0..4000u64) {
        for kind in MAIL_KINDS {
            let (largest, _) = largest(&bytes, kind, Start { byte, number: 7 });
            prop_assert!(largest < MAX_MESSAGE_BYTES);
        }
    }

    #[test]
    fn scraps_of_mails_are_read(bytes in mail_fragments(), byte in 0..2000u64) {
        for kind in [MailFile::Eml, MailFile::Mbox] {
            prop_assert!(largest(&bytes, kind, Start::default()).0 < MAX_MESSAGE_BYTES);
            largest(&bytes, kind, Start { byte, number: 2 });
        }
    }

    #[test]
    fn damaged_files_are_read((bytes, kind) in damaged()) {
        prop_assert!(largest(&bytes, kind, Start::default()).0 < MAX_MESSAGE_BYTES);
    }
}

/// Mails made to exhaust the reader's memory or stack.
#[test]
fn mails_that_grow_are_bounded() {
    let start = "From: a@b.test\nSubject: a\n";
    let inside = format!("{start}{}\ntext\n", "Content-Type: message/rfc822\n\n".repeat(100_000));
    let deep = format!(
        "{start}{}text\n",
        (0..2_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect::<String>()
    );
    let parts = format!("{start}Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\n".repeat(100_000));
    let page = format!("{start}Content-Type: text/html\n\n{}", "<ul><li><blockquote type=cite>a".repeat(30_000));
    let tags = format!("{start}Content-Type: text/html\n\n{}", "<a \"<!--".repeat(100_000));
    let quotes = format!("{start}\n{}", "On 1 a@b\n".repeat(40_000));
    let attachments = "--b\nContent-Disposition: attachment; filename=a.txt\n\n".to_owned() + &"x\n".repeat(30_000);
    let many = format!("{start}Content-Type: multipart/mixed; boundary=b\n\n{}", attachments.repeat(120));
    for mail in [inside, deep, parts, page, tags, quotes, many] {
        let (largest, _) = largest(mail.as_bytes(), MailFile::Eml, Start::default());
        assert!(largest < MAX_MESSAGE_BYTES, "{largest} of {}", &mail[..80]);
    }
}
