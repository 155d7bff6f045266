//! Boundaries, line ends, mailboxes, dates and ids of mails.

use std::io::Cursor;

use charter::incoming::{Nature, Source};
use desk::import::message::ReaderMessage;
use desk::import::read_mail;
use formats::mail::{Start, kind_of};
use rstest::rstest;

use crate::workspace::Workspace;

/// What is read of a file: its replies, and the sentences about what was passed over and about the whole file.
fn read(name: &str, bytes: &[u8]) -> (Vec<Source>, Vec<String>) {
    let kind = kind_of(name, &bytes[..bytes.len().min(4096)]).expect("a mail file");
    let (mut replies, mut told) = (Vec::new(), Vec::new());
    let mut give = |message| {
        match message {
            ReaderMessage::Mail(source) => replies.push(*source),
            ReaderMessage::Error { reason, .. } => told.push(reason),
            ReaderMessage::Note { text } => told.push(text),
            _ => {}
        }
        Ok(())
    };
    read_mail(&mut Cursor::new(bytes), bytes.len() as u64, name, kind, Start::default(), &[], &mut give).unwrap();
    (replies, told)
}

/// The one reply of a mail.
fn one(mail: &[u8]) -> Source {
    let (mut replies, told) = read("reply.eml", mail);
    assert_eq!((replies.len(), told.len()), (1, 0), "{replies:?} {told:?}");
    replies.remove(0)
}

fn text(source: &Source) -> String {
    source.text.raw().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A mail and the mail around it are cut at one place: it is told once.
#[test]
fn a_fault_is_told_once() {
    let inner = mail("Content-Type: multipart/mixed; boundary=i\r\n", "--i\n\nWe take part.");
    let outer = "From: sergeant@police.example\r\nSubject: FW: a\r\nDate: Tue, 12 Sep 2023 11:15:00 +0100\r\n\
                 Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n";
    let reply = one(format!("{outer}{inner}").as_bytes());
    assert_eq!((text(&reply).as_str(), reply.warnings.len()), ("We take part.", 1), "{:?}", reply.warnings);
}

/// A mail with these headers of content and this body.
fn mail(content: &str, body: &str) -> String {
    format!(
        "From: Wem Town Council Clerk <clerk@wem.example>\r\nTo: team@police.example\r\nSubject: Re: Policing priorities\r\n\
         Date: Tue, 12 Sep 2023 10:15:00 +0100\r\nMessage-ID: <m@case.example>\r\nMIME-Version: 1.0\r\n{content}\r\n{}",
        body.replace('\n', "\r\n")
    )
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/cases/files/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

const TAKES_PART: &str = "Wem Town Council wishes to take part.";

#[rstest]
#[case::missing(
    "mail-boundary-missing.eml",
    "Wem Town Council wishes to take part. Our priority is speeding on Station Road.",
    "the lines that divide them are missing"
)]
#[case::within_a_line(
    "mail-boundary-mid-line.eml",
    "Wem Town Council wishes to take part --x marks the spot-- and our priority is speeding.",
    ""
)]
#[case::picture_first("mail-related-image-first.eml", TAKES_PART, "")]
#[case::cut_short("mail-cut-short.eml", "Wem Town Council wishes to take part. Our priority is speed", "is cut short")]
#[case::spaces_above("mail-spaces-before-headers.eml", TAKES_PART, "")]
#[case::old_line_ends("mail-cr-line-ends.eml", TAKES_PART, "")]
#[case::eastern_time("mail-date-zone-est.eml", TAKES_PART, "zone EST")]
fn mails_of_the_cases(#[case] name: &str, #[case] words: &str, #[case] note: &str) {
    let reply = one(&file(name));
    assert_eq!((text(&reply).as_str(), reply.sender.raw(), reply.attachments.len()), (words, "clerk@wem.example", 0));
    let notes = reply.warnings.join("\n");
    assert!(notes.contains(note) && notes.is_empty() == note.is_empty(), "{notes}");
    let on = reply.received.unwrap().to_string();
    assert_eq!(on, if note.contains("EST") { "2023-10-01T02:30:00" } else { "2023-09-12T10:15:00" });
}

const MIXED: &str = "Content-Type: multipart/mixed; boundary=\"b\"\r\n";

/// Boundaries that are missing, of another form or without an end: what text there is is read, and it is told.
#[rstest]
#[case::mismatched(
    MIXED,
    "--other\nContent-Type: text/plain\n\nWe take part.\n--other--\n",
    "We take part.",
    "are not those that it names"
)]
#[case::in_other_case(
    "Content-Type: multipart/mixed; boundary=\"B\"\r\n",
    "--b\nContent-Type: text/plain\n\nWe take part.\n--b--\n",
    "We take part.",
    "are not those that it names"
)]
#[case::no_parameter(
    "Content-Type: multipart/alternative\r\n",
    "--b\nContent-Type: text/plain\n\nYes.\n--b\nContent-Type: text/html\n\n<p>Yes.</p>\n--b--\n",
    "Yes.",
    "are not those that it names"
)]
#[case::no_header(
    "",
    "--b\nContent-Type: text/plain\n\nYes.\n--b\nContent-Type: text/plain\n\nAnd no.\n--b--\n",
    "Yes. And no.",
    "are not those that it names"
)]
#[case::another_header(
    "Content-Type: text/plain\r\n",
    "--b\nContent-Type: text/plain\n\nYes.\n--b--\n",
    "Yes.",
    "are not those that it names"
)]
#[case::page_without_parts(
    "Content-Type: multipart/alternative; boundary=b\r\n",
    "<html><p>We take <b>part</b>.</p></html>\n",
    "We take part.",
    "are missing"
)]
#[case::inner_without_an_end(
    MIXED,
    "--b\nContent-Type: multipart/alternative; boundary=i\n\n--i\n\nWe take part.\n--b\n\nAnd a footer.\n--b--\n",
    "We take part. And a footer.",
    "has no end line"
)]
#[case::prefix_of_another(MIXED, "--b\n\nWe take\n--bb\npart.\n--b--\n", "We take --bb part.", "")]
#[case::blanks_behind(MIXED, "--b  \n\nWe take part.\n--b--\t \n", "We take part.", "")]
#[case::no_empty_line_below_the_headers(
    MIXED,
    "--b\nContent-Type: text/plain\nWe take part.\n--b--\n",
    "We take part.",
    ""
)]
#[case::no_headers_and_no_empty_line(MIXED, "--b\nWe take part.\n--b--\n", "We take part.", "")]
#[case::text_below_an_empty_multipart(
    MIXED,
    "--b\n--b--\nWe take part.\n",
    "We take part.",
    "outside of its parts was read"
)]
#[case::text_above_an_empty_multipart(
    MIXED,
    "This is a MIME message.\nWe take part.\n--b--\n",
    "We take part.",
    "outside of its parts was read"
)]
#[case::words_below_the_end(MIXED, "--b\n\nWe take part.\n--b--\nScanned.\n", "We take part.", "are not read")]
#[case::cut_in_a_boundary(MIXED, "--b\n\nWe take part.\n--b", "We take part.", "is cut short")]
#[case::cut_in_the_last_boundary(MIXED, "--b\n\nWe take part.\n--b-", "We take part.", "is cut short")]
#[case::cut_in_base64(
    "Content-Transfer-Encoding: base64\r\n",
    "V2UgdGFrZSBwYXJ0Lg=\nV2UgdGFrZSBwYX",
    "We take part.We take pa",
    "breaks off"
)]
#[case::cut_within_a_letter(
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n",
    "Q2jDonRlYXUgZXTDo",
    "Château et\u{fffd}",
    "breaks off"
)]
#[case::whole(
    MIXED,
    "This is a multi-part message in MIME format.\n--b\n\nWe take part.\n--b--\n",
    "We take part.",
    ""
)]
fn boundaries(#[case] content: &str, #[case] body: &str, #[case] words: &str, #[case] note: &str) {
    let reply = one(mail(content, body).as_bytes());
    assert_eq!((text(&reply).as_str(), reply.attachments.len()), (words, 0), "{:?}", reply.warnings);
    let notes = reply.warnings.join("\n");
    assert!(notes.contains(note) && notes.is_empty() == note.is_empty(), "{notes}");
}

/// Every order of the parts gives the text, and the picture is no attachment.
#[rstest]
#[case::alternative_in_mixed_in_related(
    "related",
    "--o\nContent-Type: image/png\nContent-ID: <p>\n\nx\n--o\nContent-Type: multipart/mixed; boundary=m\n\n--m\n\
     Content-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: text/plain\n\nYes.\n--a\n\
     Content-Type: text/html\n\n<p>Yes.</p>\n--a--\n--m--\n--o--\n",
    "Yes."
)]
#[case::related_in_alternative(
    "alternative",
    "--o\nContent-Type: text/plain\n\nYes.\n--o\nContent-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n\
     <p>Yes.</p>\n--r\nContent-Type: image/png\nContent-ID: <p>\n\nx\n--r--\n--o--\n",
    "Yes."
)]
#[case::page_before_the_plain_form(
    "alternative",
    "--o\nContent-Type: text/html\n\n<p>Yes.</p>\n--o\nContent-Type: text/plain\n\nYes.\n--o--\n",
    "Yes."
)]
#[case::named_start(
    "related; start=\"<body>\"",
    "--o\nContent-Type: text/html\nContent-ID: <frame>\n\n<p>Frame</p>\n--o\nContent-Type: text/html\nContent-ID: <body>\n\n\
     <p>Yes.</p>\n--o--\n",
    "Yes."
)]
#[case::two_forms_called_related(
    "related",
    "--o\nContent-Type: text/plain\n\nYes.\n--o\nContent-Type: text/html\n\n<p>Yes.</p>\n--o--\n",
    "Yes."
)]
#[case::two_forms_called_mixed(
    "mixed",
    "--o\nContent-Type: text/plain\n\nYes.\n--o\nContent-Type: text/html\n\n<p>Yes.</p>\n--o--\n",
    "Yes."
)]
#[case::text_on_both_sides_of_a_picture(
    "mixed",
    "--o\nContent-Type: text/plain\n\nOne.\n--o\nContent-Type: image/png\nContent-Disposition: inline\n\nx\n--o\n\
     Content-Type: text/plain\n\nTwo.\n--o--\n",
    "One. Two."
)]
#[case::the_only_text_has_a_name("mixed", "--o\nContent-Type: text/plain; name=reply.txt\n\nYes.\n--o--\n", "Yes.")]
#[case::encoding_named_for_the_whole(
    "mixed\r\nContent-Transfer-Encoding: base64",
    "--o\nContent-Type: text/plain\n\nYes.\n--o--\n",
    "Yes."
)]
#[case::parts_encoded_as_a_whole(
    "mixed\r\nContent-Transfer-Encoding: base64",
    "LS1vCkNvbnRlbnQtVHlwZTogdGV4dC9wbGFpbgoKWWVzLgotLW8tLQo=\n",
    "Yes."
)]
#[case::unknown_multipart("x-unknown", "--o\nContent-Type: text/plain\n\nYes.\n--o--\n", "Yes.")]
fn texts_are_found_in_any_order(#[case] kind: &str, #[case] body: &str, #[case] words: &str) {
    let (kind, more) =
        kind.split_once("\r\n").map_or((kind, String::new()), |(kind, more)| (kind, format!("{more}\r\n")));
    let reply = one(mail(&format!("Content-Type: multipart/{kind}; boundary=o\r\n{more}"), body).as_bytes());
    assert_eq!((text(&reply).as_str(), reply.attachments.len(), reply.warnings.len()), (words, 0, 0), "{reply:?}");
}

/// Each line end, and what programs write above the headers.
#[rstest]
#[case::unix(|mail: String| mail.replace("\r\n", "\n"))]
#[case::old(|mail: String| mail.replace("\r\n", "\r"))]
#[case::doubled_return(|mail: String| mail.replace("\r\n", "\r\r\n"))]
#[case::old_headers(|mail: String| mail.replace("\r\n", "\r").replacen("\r\r", "\r\n\r\n", 1))]
#[case::old_text(|mail: String| { let (head, body) = mail.split_once("\r\n\r\n").unwrap(); format!("{head}\n\n{}", body.replace("\r\n", "\r")) })]
#[case::blank_lines(|mail: String| format!("\r\n  \r\n\r\n{mail}"))]
#[case::an_envelope(|mail: String| format!("From clerk@wem.example Tue Sep 12 10:15:00 2023\r\n{mail}"))]
#[case::an_escaped_envelope(|mail: String| format!(">From clerk@wem.example Tue Sep 12 10:15:00 2023\r\n{mail}"))]
#[case::an_envelope_below(|mail: String| mail.replacen("Subject:", ">From clerk@wem.example Tue Sep 12 10:15:00 2023\r\nSubject:", 1))]
#[case::a_mark(|mail: String| format!("\u{feff}{mail}"))]
#[case::a_blank_fold(|mail: String| mail.replace("Re: Policing", "Re:\r\n \r\n Policing"))]
#[case::a_line_of_blanks_below(|mail: String| mail.replacen("\r\n\r\n", "\r\n  \r\n", 1))]
fn line_ends_and_lines_above(#[case] change: fn(String) -> String) {
    let content = "Content-Type: multipart/mixed; boundary=b\r\n";
    let changed = change(mail(content, "--b\nContent-Type: text/plain\n\nWe take part.\nSpeeding.\n--b--\n"));
    let reply = one(changed.as_bytes());
    assert_eq!(reply.text.raw(), "We take part.\nSpeeding.\n");
    let head = (reply.sender.raw(), reply.subject.raw(), reply.warnings.len(), reply.received.is_some());
    assert_eq!(head, ("clerk@wem.example", "Re: Policing priorities", 0, true), "{:?}", reply.warnings);
}

#[test]
fn a_foreign_line_above_the_headers_is_told() {
    let reply = one(format!("12 Sep 10:15:02 mail[31]: saved 1 message\n{}", mail("", "We take part.\n")).as_bytes());
    assert_eq!((text(&reply).as_str(), reply.sender.raw()), ("We take part.", "clerk@wem.example"));
    assert!(reply.warnings.iter().any(|note| note.contains("lines above the headers")), "{:?}", reply.warnings);
}

/// The second mail of a mailbox, with the line above it and what ends the first.
fn mailbox(above: &str) -> String {
    let mail =
        |name: &str| format!("From: clerk@{name}.example\nSubject: Re: a\nDate: Tue, 12 Sep 2023 10:15:00 +0100\n\n");
    format!("From clerk@wem.example Tue Sep 12 10:15:00 2023\n{}Yes.\n{above}{}No.\n", mail("wem"), mail("ellesmere"))
}

#[rstest]
#[case("From clerk@ellesmere.example Wed Sep 13 11:00:00 2023\n")]
#[case("From clerk@ellesmere.example Wed Sep 13 11:00:00 BST 2023\n")]
#[case("From clerk@ellesmere.example Wed Sep 13 11:00:00 2023 +0100\n")]
#[case("From clerk@ellesmere.example Wed, 13 Sep 2023 11:00:00 +0100\n")]
#[case("From - Wed Sep 13 11:00:00 2023\n")]
#[case("From MAILER-DAEMON Wed Sep  6 11:00 2023\n")]
#[case("\nFrom clerk@ellesmere.example\n")]
#[case("\nFrom - \n")]
fn lines_between_mails(#[case] above: &str) {
    let (replies, told) = read("replies.mbox", mailbox(above).as_bytes());
    let senders: Vec<&str> = replies.iter().map(|reply| reply.sender.raw()).collect();
    assert_eq!((senders, told), (vec!["clerk@wem.example", "clerk@ellesmere.example"], vec![]));
    let old = read("replies.mbox", mailbox(above).replace('\n', "\r").as_bytes()).0;
    assert_eq!(old.len(), 2, "with old line ends");
}

/// Sentences stay in the text, and it is told that a line looks as if a mail began.
#[rstest]
#[case("From what we hear, speeding is worst.\n")]
#[case("\nFrom what we hear, speeding is worst.\n")]
#[case("\nFrom 1 April 2024 we meet at 10:15 on Tuesdays\n")]
#[case("\nFrom Tuesday 12 Sep 2023 at 10:15\nthe hall is open\n")]
#[case("\nFrom our clerk:\nPriorities: speeding\n")]
fn sentences_in_a_mailbox(#[case] sentence: &str) {
    let second = "\nFrom clerk@ellesmere.example Wed Sep 13 11:00:00 2023\n";
    let (replies, told) = read("replies.mbox", mailbox(&format!("{sentence}{second}")).as_bytes());
    assert_eq!(replies.len(), 2, "{replies:?}");
    assert!(text(&replies[0]).ends_with(&sentence.split_whitespace().collect::<Vec<_>>().join(" ")), "{replies:?}");
    assert_eq!(
        told,
        [
            "3 lines of it begin with “From ”, and 2 mails were found: the other line is taken for words of a mail; look whether a mail is missing"
        ]
    );
}

/// A length that leads to the next mail makes all before it text; another length is left out of account.
#[rstest]
#[case::right(0, 2, 1)]
#[case::too_small(-9, 3, 0)]
#[case::too_large(7, 3, 0)]
#[case::beyond_the_end(9_000, 3, 0)]
fn lengths_of_bodies(#[case] wrong_by: i64, #[case] count: usize, #[case] notes: usize) {
    let inner = "Yes.\n\nFrom a@b.example Tue Sep 12 10:15:00 2023\nSubject: quoted\n\nquoted\n";
    let length = inner.len() as i64 + wrong_by;
    let mailbox = format!(
        "From a@b.example Tue Sep 12 10:15:00 2023\nFrom: clerk@wem.example\nContent-Length: {length}\n\n{inner}\n\
         From b@b.example Tue Sep 12 10:15:00 2023\nFrom: clerk@ellesmere.example\n\nNo.\n"
    );
    let (replies, told) = read("replies.mbox", mailbox.as_bytes());
    assert_eq!((replies.len(), told.len()), (count, notes), "{told:?}");
    assert_eq!(replies.last().unwrap().sender.raw(), "clerk@ellesmere.example");
}

#[test]
fn a_mailbox_of_the_cases_loses_no_mail() {
    let (replies, told) = read("replies.mbox", &file("mail-mbox-no-blank-line.mbox"));
    let texts: Vec<String> = replies.iter().map(text).collect();
    assert_eq!(texts, [TAKES_PART, "Ellesmere Town Council does not wish to take part."]);
    assert_eq!(told, [""; 0]);
    assert!(replies.iter().all(|reply| reply.warnings.is_empty()), "{replies:?}");
}

/// The program counts and says it.
#[test]
fn the_import_tells_of_lines_that_begin_no_mail() {
    let desk = Workspace::new();
    let path =
        desk.file("replies.mbox", mailbox("\nFrom what we hear, yes.\n\nFrom x@y.example Wed Sep 13 11:00:00 2023\n"));
    let out = desk.done(&["import", "replies", &path]).out;
    assert!(out.contains("note  replies.mbox: 3 lines of it begin with “From ”, and 2 mails were found"), "{out}");
    let json = desk.json(&["import", "replies", &path, "--dry-run"]);
    assert_eq!((json["notes"].as_array().unwrap().len(), &json["duplicate"]), (1, &2.into()), "{json}");
}

/// The first mail has no such line above it, and a program writes the day in its own language.
#[rstest]
#[case("From - Mer Med 13 10:15:00 2023", 2, "the first mail has no such line")]
#[case("From - Tue Mar 12 10:15:00 2024", 2, "the first mail has no such line")]
#[case("From - Xyz Abc 13 10:15:00 2023", 1, "look whether a mail is missing")]
fn a_mailbox_without_its_first_line(#[case] line: &str, #[case] count: usize, #[case] note: &str) {
    let second = mail("Content-Type: text/plain\r\n", "No.");
    let (replies, told) = read("a.mbox", format!("{}\r\n{line}\r\n{second}", mail("", "Yes.")).as_bytes());
    assert_eq!(replies.len(), count, "{told:?}");
    assert!(told.concat().contains(note), "{told:?}");
}

/// What a program sent is no reply, but words of a council in it are told.
#[rstest]
#[case::a_form("Auto-Submitted: auto-generated\r\n", "Wem Town Council wishes to take part.", true)]
#[case::an_old_form("X-Autoreply: yes\r\n", "Our priority is speeding.", true)]
#[case::away("Auto-Submitted: auto-replied\r\n", "I am away until Monday.", false)]
#[case::an_answer(
    "Content-Type: text/calendar; method=REPLY\r\n",
    "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nATTENDEE;PARTSTAT=ACCEPTED:mailto:clerk@wem.example\n\
     COMMENT;LANGUAGE=en:Our priority is speeding\\, please.\nEND:VEVENT\nEND:VCALENDAR",
    true
)]
fn words_in_automatic_mails(#[case] content: &str, #[case] body: &str, #[case] is_told: bool) {
    let reply = one(mail(content, body).as_bytes());
    assert_eq!(reply.nature, Nature::AutoReply);
    assert_eq!(reply.warnings.concat().contains("words of its own"), is_told, "{:?} {:?}", reply.text, reply.warnings);
}

/// Mails of a web form have one Message-ID and are several replies; the same mail again is one.
#[test]
fn one_message_id_of_several_mails() {
    for dry_run in [true, false] {
        let desk = Workspace::new();
        let path = desk.file("forms.mbox", file("mail-one-message-id-two-councils.mbox"));
        let run = |args: &[&str]| desk.json(&[&["import", "replies", &path][..], args].concat());
        let first = run(if dry_run { &["--dry-run"] } else { &[] });
        assert_eq!((&first["came_in"], &first["duplicate"]), (&2.into(), &0.into()), "{first}");
        assert!(first["items"][1]["why"].as_str().unwrap().contains("the same Message-ID"), "{first}");
        if !dry_run {
            let again = run(&[]);
            assert_eq!((&again["came_in"], &again["duplicate"]), (&2.into(), &2.into()), "{again}");
            assert!(desk.done(&["inbox", "show", "2"]).out.contains("another mail has the same Message-ID"));
        }
    }
}

/// Only the same sender, day and words make two mails of one Message-ID one.
#[rstest]
#[case::the_same("From: Form <form@host.example>\nDate: Tue, 12 Sep 2023 10:15:30 +0100", "Yes, we take part.", 1)]
#[case::other_words("From: Form <form@host.example>\nDate: Tue, 12 Sep 2023 10:15:00 +0100", "No, we do not.", 2)]
#[case::undated("From: Form <form@host.example>", "No, we do not.", 2)]
#[case::another_day("From: Form <form@host.example>\nDate: Wed, 13 Sep 2023 10:15:00 +0100", "Yes, we take part.", 2)]
#[case::another_name("From: Wem <form@host.example>\nDate: Tue, 12 Sep 2023 10:15:00 +0100", "Yes, we take part.", 2)]
#[case::for_another(
    "From: Form <form@host.example>\nReply-To: clerk@wem.example\nDate: Tue, 12 Sep 2023 10:15:00 +0100",
    "Yes, we take part.",
    2
)]
fn mails_of_a_web_form(#[case] head: &str, #[case] words: &str, #[case] new: usize) {
    let first = "From: Form <form@host.example>\nDate: Tue, 12 Sep 2023 10:15:00 +0100";
    let first = if head.contains("Date") { first } else { "From: Form <form@host.example>" };
    let desk = Workspace::new();
    let mail = |head: &str, words: &str| format!("{head}\nSubject: Form\nMessage-ID: <form@host.example>\n\n{words}\n");
    desk.done(&["import", "replies", &desk.file("a.eml", mail(first, "Yes, we take part."))]);
    let second = desk.json(&["import", "replies", &desk.file("b.eml", mail(head, words))]);
    assert_eq!(second["duplicate"], 2 - new, "{second}");
    if new == 2 {
        assert!(desk.done(&["inbox", "show", "2"]).out.contains("look whether they are one reply"));
        let again = desk.json(&["import", "replies", &desk.file("b.eml", mail(head, words))]);
        assert_eq!(again["duplicate"], 1, "{again}");
    }
}

/// An older mail below or inside a reply keeps its own sender and day, and so does the reply.
#[rstest]
#[case::attached("message/rfc822", "", |mail: &str| mail.to_owned())]
#[case::attached_in_base64("message/rfc822", "Content-Transfer-Encoding: base64\n", base64)]
#[case::attached_as_a_file("application/octet-stream; name=\"old.eml\"", "Content-Transfer-Encoding: base64\n", base64)]
#[case::attached_with_old_line_ends("message/rfc822", "", |mail: &str| mail.replace('\n', "\r"))]
fn attached_mails_keep_sender_and_day(#[case] kind: &str, #[case] encoding: &str, #[case] encode: fn(&str) -> String) {
    let inner = "From: The Clerk <clerk@ellesmere.example>\nDate: Fri, 1 Sep 2023 09:00:00 +0100\nSubject: Re: a\n\
                 Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nOur priority is speeding.\n--b--\n";
    let outer = "From: Sergeant <sergeant@police.example>\nDate: Tue, 12 Sep 2023 10:15:00 +0100\nSubject: FW: a\n\
                 Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: text/plain\n\nSee below.\n--o\n";
    let reply = one(format!("{outer}Content-Type: {kind}\n{encoding}\n{}\n--o--\n", encode(inner)).as_bytes());
    assert_eq!(text(&reply), "Our priority is speeding.");
    let head = (reply.sender.raw(), reply.received.unwrap().to_string(), reply.forwarded_by.raw());
    assert_eq!(head, ("clerk@ellesmere.example", "2023-09-01T09:00:00".to_owned(), "sergeant@police.example"));
}

fn base64(bytes: &str) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for group in bytes.as_bytes().chunks(3) {
        let word = group.iter().chain(&[0, 0]).take(3).fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        let letters = (0..4).map(|at| char::from(alphabet[(word >> (18 - 6 * at)) as usize & 63]));
        encoded.extend(letters.take(group.len() + 1));
        encoded.push_str(&"=="[..3 - group.len()]);
    }
    encoded
}

/// What mail programs get wrong in small.
#[rstest]
#[case::charset_name("Content-Type: text/plain; charset=UTF8\r\n", "Château\n", "Château")]
#[case::empty_charset("Content-Type: text/plain; charset=\"\"\r\n", "Château\n", "Château")]
#[case::kind_without_a_half("Content-Type: text\r\n", "Yes.\n", "Yes.")]
#[case::no_kind("Content-Type: \r\n", "Yes.\n", "Yes.")]
#[case::unknown_kind_of_text("Content-Type: text/markdown\r\n", "Yes.\n", "Yes.")]
#[case::soft_break_at_the_end(
    "Content-Transfer-Encoding: quoted-printable\r\n",
    "We take =\npart.=\n",
    "We take part."
)]
#[case::encoding_in_other_words("Content-Transfer-Encoding: Quoted_Printable\r\n", "Ch=C3=A2teau\n", "Château")]
#[case::encoding_with_a_comment("Content-Transfer-Encoding: 8bit (sic)\r\n", "Château\n", "Château")]
#[case::plain_called_base64(
    "Content-Transfer-Encoding: base64\r\n",
    "We wish to take part, please.\n",
    "We wish to take part, please."
)]
#[case::footer_of_a_list(
    "Content-Transfer-Encoding: base64\r\n",
    "V2UgdGFrZSBwYXJ0Lg==\n____\nA list\n",
    "We take part. ____ A list"
)]
#[case::flowed(
    "Content-Type: text/plain; format=flowed; delsp=yes\r\n",
    "We take part in speed \ning checks.\n",
    "We take part in speeding checks."
)]
#[case::page_called_plain(
    "Content-Type: text/plain\r\n",
    "<html><body><p>We take <b>part</b>.</body></html>\n",
    "We take part."
)]
#[case::two_kinds("Content-Type: text/plain\r\nContent-Type: text/plain; charset=utf-8\r\n", "Château\n", "Château")]
fn small_faults(#[case] content: &str, #[case] body: &str, #[case] words: &str) {
    let reply = one(mail(content, body).as_bytes());
    assert_eq!((text(&reply).as_str(), reply.attachments.len(), reply.warnings.len()), (words, 0, 0), "{reply:?}");
}

#[test]
fn a_mail_saved_in_utf_16_is_read() {
    let bytes: Vec<u8> =
        format!("\u{feff}{}", mail("", "Château.\n")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let reply = one(&bytes);
    assert_eq!((text(&reply).as_str(), reply.sender.raw()), ("Château.", "clerk@wem.example"));
}

#[test]
fn a_file_within_the_text_is_an_attachment() {
    let reply = one(mail("", "We take part.\nbegin 644 list.txt\n(4W!E961I;F<`\n`\nend\n").as_bytes());
    assert_eq!((text(&reply).as_str(), reply.nature), ("We take part.", Nature::Reply));
    let [list] = reply.attachments.as_slice() else { panic!("{reply:?}") };
    assert_eq!((list.name.raw(), list.text.as_ref().unwrap().raw()), ("list.txt", "Speeding\n"));
}

/// Parts of a digest are mails; a mail that hangs on a mail is read to its third level.
#[test]
fn parts_of_a_digest_are_mails() {
    let part = |name: &str| {
        format!(
            "--o\n\nFrom: clerk@{name}.example\nDate: Fri, 1 Sep 2023 09:00:00 +0100\nSubject: Re: a\n\nWe take part.\n"
        )
    };
    let body = format!("{}{}--o--\n", part("wem"), part("ellesmere"));
    let digest = mail("Content-Type: multipart/digest; boundary=o\r\n", &body)
        .replace("clerk@wem.example>\r\nTo", "sergeant@police.example>\r\nTo");
    let (replies, _) = read("digest.eml", digest.as_bytes());
    let senders: Vec<&str> = replies.iter().map(|reply| reply.sender.raw()).collect();
    assert_eq!(senders, ["clerk@wem.example", "clerk@ellesmere.example"]);
}

/// Columns of a table are kept apart; what no reader sees is no text.
#[test]
fn tables_and_hidden_elements_of_pages() {
    let padding = "&#847;&zwnj;&nbsp;".repeat(500);
    let page = format!(
        "<div style=\"display:none;max-height:0\">Take a look inside{padding}</div><p>Our priorities</p><table><tr><th>Issue</th>\
         <th>Place</th></tr><tr><td>Speeding</td><td>Station Road</td></tr><tr><td></td><td>High Street</td></tr></table>"
    );
    let reply = one(mail("Content-Type: text/html; charset=utf-8\r\n", &page).as_bytes());
    assert_eq!(reply.text.raw(), "Our priorities\n\nIssue\tPlace\nSpeeding\tStation Road\nHigh Street\n");
}

/// A forward names its zone as a header does: the day in London counts, and the zone is told.
#[rstest]
#[case("Sat, 30 Sep 2023 20:30:00 EST", "2023-10-01", "in the zone EST")]
#[case("Saturday, 30 September 2023 at 8:30 PM CDT", "2023-10-01", "in the zone CDT")]
#[case("Sad, 30 Medi 2023 23:30:00 GMT", "2023-10-01", "another day")]
#[case("mardi 12 septembre 2023 14:05", "2023-09-12", "")]
fn zones_of_forwarded_mails(#[case] date: &str, #[case] on: &str, #[case] note: &str) {
    let reply = one(format!(
        "From: sergeant@police.example\r\nSubject: Fwd: Charter\r\nDate: Mon, 2 Oct 2023 11:15:00 +0100\r\n\r\n\
         ---------- Forwarded message ---------\r\nFrom: Clerk <clerk@wem.example>\r\nDate: {date}\r\n\
         Subject: Charter\r\nTo: Team <team@police.example>\r\n\r\n{TAKES_PART}\r\n"
    )
    .as_bytes());
    let both_days = reply.written_earlier().map(str::to_owned);
    assert!(both_days.is_some(), "it was passed on on a later day");
    let told = reply.warnings.iter().filter(|warning| Some(*warning) != both_days.as_ref());
    let told = told.cloned().collect::<Vec<_>>().join("; ");
    assert_eq!(reply.received.map(|received| received.on.to_string()).as_deref(), Some(on), "{told}");
    assert!(told.contains(note) && told.is_empty() == note.is_empty(), "{told}");
}
