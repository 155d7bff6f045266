//! Drafts are read back by another author's library and by our own importer.

use mail_parser::{MessageParser, MimeHeaders};
use proptest::prelude::*;
use rstest::rstest;

use super::{Draft, DraftFile, is_address, write};
use crate::mail::attachments::Nesting;
use crate::mail::{eml, headers};

fn draft<'a>(subject: &'a str, body: &'a str, attachments: &'a [DraftFile]) -> Draft<'a> {
    let date = "2023-10-05T13:00:00Z".parse().unwrap();
    Draft { to: "clerk@wem-tc.example", from: "", subject, body, date, attachments }
}

#[rstest]
#[case("clerk@wem-tc.example", true)]
#[case("o'neill+council@parish.gov.example", true)]
#[case("clerk@wem", false)]
#[case("clerk", false)]
#[case("", false)]
#[case("clerk@wem.example\r\nBcc: all@wem.example", false)]
#[case("clerk@wem.example, chair@wem.example", false)]
#[case("<clerk@wem.example>", false)]
#[case("clerk@wem..example", false)]
#[case("clërk@wem.example", false)]
#[case("a@b@wem.example", false)]
fn an_address_is_one_address(#[case] text: &str, #[case] expected: bool) {
    assert_eq!(is_address(text), expected);
}

#[test]
fn a_draft_is_unsent_and_says_what_was_written() {
    let body = "Dear Clerk,\n\nCafé – “quoted” = 100 %\nends in a blank \n.\nFrom the team\n";
    let bytes = write(&draft("Policing priorities of Wem Town Council", body, &[]));
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains("\r\nX-Unsent: 1\r\n") && !text.contains("From:") && !text.contains("Message-ID"), "{text}");
    assert!(text.split("\r\n").all(|line| line.len() <= 76 && !line.contains('\n')), "{text}");
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(parsed.subject(), Some("Policing priorities of Wem Town Council"));
    assert_eq!(parsed.to().unwrap().first().unwrap().address(), Some("clerk@wem-tc.example"));
    assert_eq!(parsed.body_text(0).unwrap().replace("\r\n", "\n"), body);
    assert_eq!(parsed.date().unwrap().to_rfc3339(), "2023-10-05T13:00:00Z");
    let ours =
        eml::parse_bytes(&bytes, &headers::parser(), Nesting::outermost(|_, _| Err("no mail inside".into()))).unwrap();
    assert_eq!(ours.subject, "Policing priorities of Wem Town Council");
    assert!(ours.body.contains("Café – “quoted” = 100 %"));
}

#[test]
fn a_file_goes_with_it() {
    let file = DraftFile {
        name: "reply-\"slip\r\n.xlsx".to_owned(),
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes: (0..=255).collect(),
    };
    let bytes = write(&draft("Slip", "See the file.", &[file]));
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    let attached = parsed.attachment(0).unwrap();
    assert_eq!(attached.attachment_name(), Some("reply--slip--.xlsx"));
    assert_eq!(attached.contents(), (0..=255).collect::<Vec<u8>>());
    assert_eq!(parsed.body_text(0).unwrap().trim_end(), "See the file.");
}

#[test]
fn no_text_adds_a_header() {
    let subject = "Wem\r\nBcc: all@wem.example\r\n\r\nGone";
    let bytes = write(&Draft { to: "a@b.example\r\nBcc: x@y.example", ..draft(subject, "text", &[]) });
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    assert!(parsed.to().is_none() && parsed.bcc().is_none());
    assert_eq!(parsed.subject(), Some("Wem  Bcc: all@wem.example    Gone"));
    assert_eq!(parsed.body_text(0).unwrap().trim_end(), "text");
}

proptest! {
    #[test]
    fn any_text_comes_back(subject in "\\PC{0,120}", body in "(\\PC{0,200}\n){0,5}") {
        let bytes = write(&draft(&subject, &body, &[]));
        prop_assert!(bytes.split(|byte| *byte == b'\n').all(|line| line.is_empty() || line.ends_with(b"\r")));
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        let blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(blanks(parsed.subject().unwrap_or_default()), blanks(&subject));
        let lines = |text: &str| text.replace("\r\n", "\n").trim_end_matches('\n').to_owned();
        prop_assert_eq!(lines(&parsed.body_text(0).unwrap_or_default()), lines(&body));
        prop_assert_eq!(parsed.to().unwrap().iter().count(), 1);
        prop_assert!(parsed.cc().is_none() && parsed.bcc().is_none());
    }
}
