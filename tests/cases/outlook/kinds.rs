//! Contacts, invitations, receipts, recalls and empty mails say what they are, and are no replies.

use charter::incoming::Nature;
use rstest::rstest;

use super::builder::{Binary, Item, Number, Property, Text, stored_rtf};
use super::{attached, eml, notes, read};

#[rstest]
#[case("IPM.Contact", "contact card")]
#[case("IPM.DistList", "contact group")]
#[case("IPM.Appointment", "calendar entry")]
#[case("IPM.Schedule.Meeting.Request", "meeting invitation")]
#[case("IPM.Schedule.Meeting.Canceled", "meeting cancelled")]
#[case("IPM.Schedule.Meeting.Resp.Pos", "meeting accepted")]
#[case("IPM.Schedule.Meeting.Resp.Neg", "meeting declined")]
#[case("IPM.Schedule.Meeting.Resp.Tent", "meeting accepted tentatively")]
#[case("IPM.Task", "task")]
#[case("IPM.TaskRequest.Decline", "task")]
#[case("IPM.StickyNote", "note of Outlook")]
#[case("IPM.Activity", "journal entry of Outlook")]
#[case("REPORT.IPM.Note.IPNRN", "read receipt")]
#[case("REPORT.IPM.Note.IPNNRN", "deleted without being read")]
#[case("REPORT.IPM.Note.DR", "delivery report")]
#[case("IPM.Outlook.Recall", "recall notice")]
#[case("IPM.Note.Rules.OofTemplate.Microsoft", "automatic reply")]
fn items_of_outlook(#[case] class: &'static str, #[case] label: &str) {
    let item = Item::from_clerk(class, &[Text(0x0037, "Policing priorities"), Text(0x1000, "Speeding, please.")]);
    let source = read("item.msg", &item.to_msg());
    assert_eq!((source.nature, source.no_reply_label()), (Nature::AutoReply, Some(label)));
    assert_eq!(source.text.raw(), "Speeding, please.\n");
}

#[rstest]
#[case::plain("IPM.Note")]
#[case::of_a_form("IPM.Note.Council")]
#[case::signed("IPM.Note.SMIME.MultipartSigned")]
#[case::no_class("")]
fn mails_of_outlook_are_replies(#[case] class: &'static str) {
    let item = Item::from_clerk(class, &[Text(0x0037, "Re: Accepted: task"), Text(0x1000, "Speeding, please.")]);
    assert_eq!(read("item.msg", &item.to_msg()).no_reply_label(), None);
}

/// Outlook keeps who was not reached in the list of recipients; the text is made anew each time it is shown.
#[test]
fn undelivered_letters_name_whom_they_did_not_reach() {
    let mut report = Item::from_clerk("REPORT.IPM.Note.NDR", &[Text(0x0037, "Undeliverable: Policing priorities")]);
    report.recipients = vec![
        vec![
            Text(0x39fe, "clerk@ellesmere.example"),
            Text(0x3003, "/O=EXCHANGE/CN=CLERK"),
            Number(0x0c20, 0x0005_0101),
        ],
        vec![Text(0x3003, "Office@Whitchurch.example"), Text(0x1001, "The box is full.")],
        vec![Text(0x3003, "clerk@prees.example")],
    ];
    let source = read("report.msg", &report.to_msg());
    assert_eq!(source.nature, Nature::Bounce);
    let failed: Vec<&str> = source.undelivered.iter().map(|address| address.raw()).collect();
    assert_eq!(failed, ["clerk@ellesmere.example", "office@whitchurch.example"]);
}

const REQUEST: &str = "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1@wem.example\nSUMMARY:Policing priorities\n\
                       DTSTART:20231003T183000Z\nEND:VEVENT\nEND:VCALENDAR\n";

fn calendar(method: &str, partstat: &str) -> String {
    let attendee = format!(
        "ATTENDEE;CN=\"The Clerk\";ROLE=REQ-PARTICIPANT;PART\n STAT={partstat}:mailto:clerk@wem.example\nEND:VEVENT"
    );
    REQUEST.replace("METHOD:REQUEST", &format!("METHOD:{method}")).replace("END:VEVENT", &attendee)
}

/// `kind` of the multipart; the text, and the type and the content of the calendar.
fn with_calendar(kind: &str, text: &str, header: &str, calendar: &str) -> String {
    eml(&format!(
        "Subject: Accepted: Policing priorities\nContent-Type: multipart/{kind}; boundary=b\n\n--b\nContent-Type: text/plain\n\n\
         {text}\n--b\nContent-Type: {header}\n\n{calendar}\n--b--\n"
    ))
}

#[rstest]
#[case::accepted("alternative", "text/calendar; charset=utf-8; method=REPLY", "REPLY", "ACCEPTED", "meeting accepted")]
#[case::declined("alternative", "text/calendar; method=\"reply\"", "REPLY", "DECLINED", "meeting declined")]
#[case::tentative("mixed", "text/calendar", "REPLY", "TENTATIVE", "meeting accepted tentatively")]
#[case::new_time(
    "alternative",
    "text/calendar; method=COUNTER",
    "COUNTER",
    "TENTATIVE",
    "answer to a meeting invitation"
)]
#[case::invitation("alternative", "text/calendar; method=REQUEST", "REQUEST", "NEEDS-ACTION", "meeting invitation")]
#[case::cancelled("alternative", "text/calendar; method=CANCEL", "CANCEL", "ACCEPTED", "meeting cancelled")]
fn calendars_in_mails(
    #[case] kind: &str,
    #[case] header: &str,
    #[case] method: &str,
    #[case] partstat: &str,
    #[case] label: &str,
) {
    let mail = with_calendar(kind, "Priorities: speeding.", header, &calendar(method, partstat));
    for (ends, mail) in [("LF", mail.clone()), ("CRLF", mail.replace('\n', "\r\n"))] {
        let source = read("meeting.eml", mail.as_bytes());
        assert_eq!((source.nature, source.no_reply_label()), (Nature::AutoReply, Some(label)), "{ends}");
        assert_eq!(source.text.raw(), "Priorities: speeding.\n");
    }
}

/// A clerk sends the answer and hangs the dates of the council on it.
#[rstest]
#[case::hangs_on_it(
    "text/calendar; method=REQUEST\nContent-Disposition: attachment; filename=\"meeting.ics\"",
    "REQUEST"
)]
#[case::dates_of_meetings("text/calendar; name=meetings.ics", "PUBLISH")]
fn a_reply_with_a_calendar_is_a_reply(#[case] header: &str, #[case] method: &str) {
    let mail = with_calendar("mixed", "We wish to take part.", header, &calendar(method, "NEEDS-ACTION"));
    let source = read("reply.eml", mail.as_bytes());
    assert_eq!((source.no_reply_label(), source.text.raw()), (None, "We wish to take part.\n"));
}

#[rstest]
#[case::invitation("Content-Type: text/calendar; method=REQUEST\n", REQUEST.to_owned(), "meeting invitation")]
#[case::dates("Content-Type: text/calendar\n", calendar("PUBLISH", "ACCEPTED"), "calendar entry")]
#[case::contact("Content-Type: text/vcard\n", "BEGIN:VCARD\nVERSION:3.0\nFN:The Clerk\nEND:VCARD\n".to_owned(), "contact card")]
#[case::contact_that_hangs_on_it(
    "Content-Type: application/octet-stream; name=\"Clerk.vcf\"\nContent-Disposition: attachment; filename=\"Clerk.vcf\"\n",
    "BEGIN:VCARD\nFN:The Clerk\nEND:VCARD\n".to_owned(),
    "contact card"
)]
fn mails_that_are_only_this(#[case] header: &str, #[case] content: String, #[case] label: &str) {
    let source = read("item.eml", eml(&format!("Subject: Wem\n{header}\n{content}")).as_bytes());
    assert_eq!((source.nature, source.no_reply_label()), (Nature::AutoReply, Some(label)));
    assert!(!source.text.raw().contains("BEGIN:"), "{}", source.text.raw());
}

#[rstest]
#[case::read("manual-action/MDN-sent-manually; displayed", "read receipt")]
#[case::deleted("automatic-action/MDN-sent-automatically; deleted", "deleted without being read")]
fn receipts(#[case] disposition: &str, #[case] label: &str) {
    let mail = eml(&format!(
        "Subject: Read: Policing priorities\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n\
         --b\nContent-Type: text/plain\n\nYour message was read on 12 September 2023.\n--b\n\
         Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;clerk@wem.example\n\
         Disposition: {disposition}\n--b--\n"
    ));
    let source = read("receipt.eml", mail.as_bytes());
    assert_eq!((source.nature, source.no_reply_label()), (Nature::AutoReply, Some(label)));
}

#[rstest]
#[case::notice(
    "Recall: Priorities",
    "The Clerk would like to recall the message, \"Priorities\".",
    Some("recall notice")
)]
#[case::outcome("Message Recall Failure: Priorities", "It was read.", Some("recall notice"))]
#[case::in_words("Recall: the bollards", "We would like them back.", None)]
fn recalls(#[case] subject: &str, #[case] text: &str, #[case] label: Option<&str>) {
    let source = read("recall.eml", eml(&format!("Subject: {subject}\n\n{text}\n")).as_bytes());
    assert_eq!(source.no_reply_label(), label);
}

#[rstest]
#[case::nothing("Subject: RE: Policing priorities\n\n")]
#[case::blanks("Subject:\n\n \n\n")]
#[case::a_page("Subject: Re: Priorities\nContent-Type: text/html\n\n<html><body><p>&nbsp;</p></body></html>\n")]
fn empty_mails(#[case] rest: &str) {
    let source = read("empty.eml", eml(rest).as_bytes());
    assert_eq!((source.nature, source.no_reply_label()), (Nature::AutoReply, Some("empty mail")));
    let item = Item::from_clerk("IPM.Note", &[Text(0x0037, "RE: Policing priorities")]);
    assert_eq!(read("empty.msg", &item.to_msg()).no_reply_label(), Some("empty mail"));
}

const PICTURE: &str = "Subject: Re: Priorities\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n\
                       <img src=\"cid:a\">\n--b\nContent-Type: image/png\nContent-ID: <a>\n\nabc\n--b--\n";

/// Who hangs a contact or a date of Outlook on a mail does not pass on a mail.
#[rstest]
#[case::contact("IPM.Contact", "Here is our new clerk.", "Here is our new clerk.\n")]
#[case::date("IPM.Appointment", "FYI", "FYI\n")]
#[case::mail("IPM.Note", "FYI", "Speeding, please.\n")]
fn items_that_hang_on_a_mail(#[case] class: &'static str, #[case] words: &'static str, #[case] text: &str) {
    let inside = Item::from_clerk(class, &[Text(0x0037, "Wem"), Text(0x1000, "Speeding, please.")]);
    let mut outer = Item::from_clerk("IPM.Note", &[Text(0x0037, "Wem"), Text(0x1000, words)]);
    outer.inside = Some(Box::new(inside));
    let source = read("reply.msg", &outer.to_msg());
    assert_eq!((source.no_reply_label(), source.text.raw()), (None, text));
}

/// A scan may be all that a clerk sends, and a subject may say all.
#[rstest]
#[case::subject("Subject: Wem: no thanks\n\n", "its subject was read")]
#[case::picture(PICTURE, "")]
#[case::picture_in_the_page(
    "Subject: Re: a\nContent-Type: text/html\n\n<p><img src=\"data:image/png;base64,aaaa\"></p>\n",
    ""
)]
#[case::document(
    "Subject: Re: a\nContent-Type: application/pdf; name=form.pdf\nContent-Disposition: attachment\n\nabc\n",
    ""
)]
fn mails_without_text_that_may_say_something(#[case] rest: &str, #[case] note: &str) {
    let source = read("reply.eml", eml(rest).as_bytes());
    assert_eq!(source.no_reply_label(), None);
    assert!(notes(&source).contains(note), "{:?} {:?}", notes(&source), attached(&source));
}

#[rstest]
#[case::page(Binary(0x1013, b"<p><img src=\"cid:scan\"></p>".to_vec()))]
#[case::rich_text(Binary(0x1009, stored_rtf(r"{\rtf1{\pict abcd}}")))]
fn messages_that_show_a_picture(#[case] body: Property) {
    let item = Item::from_clerk("IPM.Note", &[Text(0x0037, "RE: Policing priorities"), body]);
    assert_eq!(read("scan.msg", &item.to_msg()).no_reply_label(), None);
}
