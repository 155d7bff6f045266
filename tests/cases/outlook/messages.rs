//! Text, letters, senders and dates of messages that Outlook saved.

use rstest::rstest;

use super::builder::{Binary, Bytes, Item, Number, Property, SENT, Text, Time, stored_rtf};
use super::{attached, notes, read};

fn text_of(properties: &[Property]) -> (String, String) {
    let source = read("reply.msg", &Item::from_clerk("IPM.Note", properties).to_msg());
    (source.text.raw().to_owned(), notes(&source))
}

#[rstest]
#[case::plain(
    r"{\rtf1\ansi\ansicpg1252\fromtext{\fonttbl{\f0 Arial;}}\pard\f0 Speeding at Ch\'e2teau Road\par\u8212? daily\par}",
    "Speeding at Château Road\n— daily\n",
    ""
)]
#[case::page(
    r"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <ul>}{\*\htmltag64 <li>}\htmlrtf {\pntext \'b7}\htmlrtf0 Speeding{\*\htmltag72 </li>}{\*\htmltag64 <li>}\htmlrtf {\par\htmlrtf0 Litter{\*\htmltag84 &nbsp;}\htmlrtf }\htmlrtf0{\*\htmltag72 </ul>}}",
    "- Speeding\n- Litter\n",
    ""
)]
#[case::cyrillic_font(
    r"{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f1\'e2\'ee\'f2\f0\'e9}",
    "вотé\n",
    ""
)]
#[case::struck_out(r"{\rtf1 Yes.{\strike Parking.}}", "Yes.\n", "struck out")]
#[case::damaged("no rich text", "", "kept only as rich text (RTF), which could not be read because it is no rich text")]
fn rich_text_alone(#[case] rtf: &str, #[case] text: &str, #[case] note: &str) {
    let (read, notes) = text_of(&[Text(0x0037, "Re: Priorities"), Binary(0x1009, stored_rtf(rtf))]);
    assert_eq!(read, text);
    assert!(notes.contains(note) && notes.is_empty() == note.is_empty(), "{notes}");
}

#[rstest]
#[case::plain_first(&[Text(0x1000, "Speeding."), Binary(0x1013, b"<p>Other</p>".to_vec())], "Speeding.\n")]
#[case::page_alone(&[Binary(0x1013, b"<p>Speeding<br>Litter</p>".to_vec())], "Speeding\nLitter\n")]
#[case::page_as_text(&[Text(0x1013, "<p>Ch\u{e2}teau Road</p>")], "Château Road\n")]
#[case::page_before_rich_text(
    &[Text(0x1000, " \r\n"), Binary(0x1013, b"<p>Speeding</p>".to_vec()), Binary(0x1009, stored_rtf("{\\rtf1 a}"))],
    "Speeding\n"
)]
fn forms_of_the_text(#[case] properties: &[Property], #[case] text: &str) {
    assert_eq!(text_of(properties), (text.to_owned(), String::new()));
}

/// The property of the message names the code page of its text, the one of the Internet that of its HTML.
#[rstest]
#[case::named(&[Number(0x3ffd, 1250), Bytes(0x1000, b"\xb3\xf3d\x9f")], "łódź\n", "")]
#[case::internet(&[Number(0x3fde, 28_592), Bytes(0x1000, b"\xb3\xf3d\xbc")], "łódź\n", "")]
#[case::message_before_internet(&[Number(0x3ffd, 1251), Number(0x3fde, 1252), Bytes(0x1000, b"\xe2\xee\xf2")], "вот\n", "")]
#[case::unicode_is_none(&[Number(0x3ffd, 1200), Number(0x3fde, 1251), Bytes(0x1000, b"\xe2\xee\xf2")], "вот\n", "")]
#[case::page(&[Number(0x3ffd, 1252), Number(0x3fde, 1251), Binary(0x1013, b"<p>\xe2\xee\xf2</p>".to_vec())], "вот\n", "")]
#[case::page_that_says_otherwise(
    &[Number(0x3fde, 1251), Binary(0x1013, b"<meta charset=windows-1252><p>\xe2\xee\xf2</p>".to_vec())],
    "вот\n",
    ""
)]
#[case::page_that_says_it(&[Binary(0x1013, b"<meta charset=windows-1251><p>\xe2\xee\xf2</p>".to_vec())], "вот\n", "")]
#[case::page_as_bytes(&[Number(0x3fde, 1251), Bytes(0x1013, b"<p>\xe2\xee\xf2</p>")], "вот\n", "")]
#[case::unknown(&[Number(0x3ffd, 9999), Bytes(0x1000, b"Ch\xe2teau")], "Château\n", "Windows-1252) was assumed")]
#[case::none(&[Bytes(0x1000, b"Ch\xe2teau")], "Château\n", "Windows-1252) was assumed")]
#[case::plain_letters(&[Bytes(0x1000, b"Chateau")], "Chateau\n", "")]
#[case::utf_8(&[Bytes(0x1000, "Ch\u{e2}teau".as_bytes())], "Château\n", "")]
fn code_pages(#[case] properties: &[Property], #[case] text: &str, #[case] note: &str) {
    let (read, notes) = text_of(properties);
    assert_eq!(read, text);
    assert!(notes.contains(note) && notes.is_empty() == note.is_empty(), "{notes}");
}

#[test]
fn the_code_page_counts_for_subject_and_names() {
    let properties = [
        Number(0x3ffd, 1251),
        Bytes(0x001a, b"IPM.Note"),
        Bytes(0x0037, b"\xce\xf2\xe2\xe5\xf2"),
        Bytes(0x0c1a, b"\xca\xeb\xe5\xf0\xea"),
        Bytes(0x0c1f, b"clerk@wem.example"),
        Bytes(0x1000, b"Speeding"),
    ];
    let item = Item { properties: properties.to_vec(), ..Item::default() }
        .with(&[Bytes(0x3707, b"\xef\xeb\xe0\xed.pdf"), Binary(0x3701, b"abc".to_vec())]);
    let source = read("reply.msg", &item.to_msg());
    assert_eq!(source.subject.raw(), "Ответ");
    assert_eq!(source.from.raw(), "Клерк <clerk@wem.example>");
    assert_eq!(attached(&source), ["план.pdf"]);
    assert_eq!(notes(&source), "the mail has no date");
}

const EXCHANGE: Property = Text(0x0c1f, "/O=EXCHANGELABS/OU=GROUP/CN=RECIPIENTS/CN=1234-CLERK");

#[rstest]
#[case::smtp(&[Text(0x0c1a, "The Clerk"), EXCHANGE, Text(0x5d01, "Clerk@wem.example")], "clerk@wem.example", "The Clerk <Clerk@wem.example>", "")]
#[case::author(
    &[Text(0x0042, "Wem Town Council"), Text(0x5d02, "council@wem.example"), Text(0x0c1a, "The Deputy"), Text(0x0c1f, "deputy@wem.example")],
    "council@wem.example",
    "Wem Town Council <council@wem.example>",
    ""
)]
#[case::author_inside(
    &[Text(0x0042, "The Clerk"), Text(0x0065, "/o=Exchange/cn=Clerk"), Text(0x0c1a, "The Clerk"), EXCHANGE, Text(0x5d01, "clerk@wem.example")],
    "clerk@wem.example",
    "The Clerk <clerk@wem.example>",
    ""
)]
#[case::other_smtp(&[Text(0x0c1a, "The Clerk"), EXCHANGE, Text(0x39fe, "clerk@wem.example")], "clerk@wem.example", "The Clerk <clerk@wem.example>", "")]
#[case::in_the_name(&[Text(0x0c1a, "clerk@wem.example"), EXCHANGE], "clerk@wem.example", "clerk@wem.example", "")]
#[case::inside_only(&[Text(0x0c1a, "The Clerk"), EXCHANGE], "", "The Clerk", "only the sender's name")]
fn senders(#[case] properties: &[Property], #[case] sender: &str, #[case] from: &str, #[case] note: &str) {
    let usual = [Text(0x001a, "IPM.Note"), Text(0x1000, "Speeding"), Time(0x0e06, SENT)];
    let item = Item { properties: [&usual[..], properties].concat(), ..Item::default() };
    let source = read("reply.msg", &item.to_msg());
    assert_eq!((source.sender.raw(), source.from.raw()), (sender, from));
    assert!(notes(&source).contains(note) && notes(&source).is_empty() == note.is_empty(), "{}", notes(&source));
}

#[rstest]
#[case::sent("Date: Sat, 30 Sep 2023 23:30:00 +0000\n", "2023-10-01T00:30:00")]
#[case::arrived("Received: from a.example by b.example; Tue, 12 Sep 2023 14:05:00 +0100\n", "2023-09-12T14:05:00")]
fn dates_only_in_the_headers(#[case] header: &str, #[case] received: &str) {
    let headers =
        format!("Subject: Re: Priorities\n{header}From: The Clerk <clerk@wem.example>\nMessage-ID: <1@wem.example>\n");
    let headers: &'static str = headers.replace('\n', "\r\n").leak();
    let properties = vec![Text(0x001a, "IPM.Note"), Text(0x007d, headers), Text(0x1000, "Speeding")];
    let source = read("reply.msg", &Item { properties, ..Item::default() }.to_msg());
    assert_eq!(source.received.map(|at| at.to_string()).as_deref(), Some(received));
    assert_eq!((source.sender.raw(), source.message_id.raw()), ("clerk@wem.example", "1@wem.example"));
    assert_eq!(notes(&source), "");
}

#[test]
fn a_mail_inside_a_mail_is_the_reply() {
    let inside = Item::from_clerk(
        "IPM.Note",
        &[Text(0x0037, "Re: Priorities"), Binary(0x1009, stored_rtf(r"{\rtf1 Speeding}"))],
    );
    let mut outer =
        Item::from_clerk("IPM.Note", &[Text(0x0037, "FW: Priorities"), Text(0x5d02, "team@west.police.uk")]);
    outer.inside = Some(Box::new(inside));
    let source = read("forward.msg", &outer.to_msg());
    assert_eq!((source.sender.raw(), source.text.raw()), ("clerk@wem.example", "Speeding\n"));
    assert_eq!(source.forwarded_by.raw(), "team@west.police.uk");
}

/// As Outlook writes it with "Save as: Text only".
#[test]
fn a_mail_saved_as_text() {
    let text = "From:\tThe Clerk <clerk@wem.example>\r\nSent:\t12 September 2023 14:05\r\nTo:\tSafer Neighbourhood Team\r\n\
                Subject:\tRe: Policing priorities\r\n\r\nSpeeding.\r\n";
    let source = read("Re Policing priorities.txt", text.as_bytes());
    assert_eq!((source.sender.raw(), source.subject.raw()), ("clerk@wem.example", "Re: Policing priorities"));
    assert_eq!(source.received.map(|at| at.to_string()).as_deref(), Some("2023-09-12T14:05:00"));
    let note = "its date, Tue 12 Sep 2023 14:05, names no zone: it was read as the time in London";
    assert_eq!((source.text.raw(), notes(&source).as_str()), ("Speeding.\n", note));
}
