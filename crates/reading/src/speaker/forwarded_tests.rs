use super::{AttachedItem, Letters, Mail, Reply, replies};
use charter::calendar::Received;
use charter::incoming::{Attachment, Nature};
use rstest::rstest;

const LETTER: &str = "Which three policing priorities does your council choose for this quarter?\n";
const OFFICER: &str = "pc@westmercia.police.uk";
const CLERK: &str = "clerk@wem.example";

fn all_replies(mail: Mail) -> Vec<Reply> {
    replies(mail, &Letters::new(&[LETTER.to_owned()]))
}

fn single_reply(mail: Mail) -> Reply {
    let [reply] = <[Reply; 1]>::try_from(all_replies(mail)).map_err(|replies| replies.len()).unwrap();
    reply
}

fn on(day: &str) -> Option<Received> {
    Some(Received::day(day.parse().unwrap()))
}

/// A mail of an office that forwards another one, of 20 September 2023.
fn forwarding(body: &str) -> Mail {
    let sender = "office@passing.example";
    Mail {
        message_id: "1@passing.example".to_owned(),
        sender: sender.to_owned(),
        from: sender.to_owned(),
        subject: "FW: Charter".to_owned(),
        received: on("2023-09-20"),
        body: body.to_owned(),
        ..Mail::default()
    }
}

/// A mail of 12 September 2023.
fn written_by(sender: &str, body: &str) -> Mail {
    let (message_id, from) = (format!("1@{sender}"), sender.to_owned());
    let (sender, body) = (sender.to_owned(), body.to_owned());
    Mail { message_id, sender, from, received: on("2023-09-12"), body, ..Mail::default() }
}

fn file(name: &str, kind: &str) -> Attachment {
    Attachment { name: name.into(), kind: kind.into(), size: 9, text: None }
}

fn attach_all(mails: Vec<Mail>) -> Vec<AttachedItem> {
    mails.into_iter().map(attached).collect()
}

fn attached(mail: Mail) -> AttachedItem {
    let digest = mail.digest();
    AttachedItem::Mail { listed: file("", "message/rfc822"), mail: Box::new(mail), digest }
}

/// Forwards a mail inline and as an attachment.
fn both_ways(outer: Mail, inner: &Mail) -> [Mail; 2] {
    let day = inner.received.map_or("12 September 2023".to_owned(), |received| received.on.to_string());
    let block = format!("From: <{}>\nSent: {day} 14:05\nTo: Team\nSubject: Charter\n\n", inner.sender);
    let in_the_text = Mail { body: format!("{}\n\n{block}{}", outer.body, inner.body), ..outer.clone() };
    [in_the_text, Mail { attachments: attach_all(vec![inner.clone()]), ..outer }]
}

fn day_of(reply: &Reply) -> Option<String> {
    reply.mail.received.map(|received| received.on.to_string())
}

#[rstest]
#[case::before("12 September 2023 14:05", Some("2023-09-12"), "")]
#[case::on_the_same_day("20 September 2023 14:05", Some("2023-09-20"), "")]
#[case::after("21 September 2023 14:05", None, "neither was taken")]
#[case::unreadable("last week", Some("2023-09-20"), "could not be read; that of the mail that passed it on was taken")]
fn dates_of_inline_forwards(#[case] sent: &str, #[case] on: Option<&str>, #[case] warning: &str) {
    let block = "From: Clerk <clerk@wem.example>\nSent: {}\nTo: Team\nSubject: Charter\n\nSpeeding\n";
    let reply = single_reply(forwarding(&block.replace("{}", sent)));
    assert_eq!((reply.mail.sender.as_str(), day_of(&reply).as_deref()), (CLERK, on));
    assert!(reply.mail.date_warning.contains(warning), "{}", reply.mail.date_warning);
}

#[rstest]
#[case::before(Some("2023-09-12"), Some("2023-09-12"), "")]
#[case::after(Some("2023-09-21"), None, "neither was taken")]
#[case::undated(None, Some("2023-09-20"), "the mail has no date; that of the mail that passed it on was taken")]
fn dates_of_attached_mails(#[case] sent: Option<&str>, #[case] on: Option<&str>, #[case] warning: &str) {
    let received = sent.map(|day| Received::day(day.parse().unwrap()));
    let date_warning = if sent.is_none() { "the mail has no date".to_owned() } else { String::new() };
    let inner = Mail { received, date_warning, ..written_by(CLERK, "Speeding\n") };
    let reply = single_reply(Mail { attachments: attach_all(vec![inner]), ..forwarding("") });
    assert_eq!((reply.mail.sender.as_str(), day_of(&reply).as_deref()), (CLERK, on));
    assert!(reply.mail.date_warning.contains(warning), "{}", reply.mail.date_warning);
    assert_eq!((reply.text.as_str(), reply.whole.as_str()), ("Speeding\n", ""));
}

/// A note is read only if a council speaks in it. It decides the council of the reply only if the mail below says nothing.
#[rstest]
#[case::nothing("", "Litter\n", CLERK, "Litter\n", "")]
#[case::a_word("FYI", "Litter\n", CLERK, "Litter\n", "wrote something above it")]
#[case::of_others(
    "They do not want to take part by the look of it.",
    "We shall consider it at our October meeting.\n",
    CLERK,
    "We shall consider it at our October meeting.\n",
    "wrote something above it"
)]
#[case::a_long_signature(
    "FYI\n\nOffice\n1\n2\n3\n4\n5\n6\n7\n8\n9\nTell us of anti-social behaviour online",
    "Litter\n",
    CLERK,
    "Litter\n",
    "wrote something above it"
)]
#[case::both(
    "Our priorities are speeding and parking.",
    "And litter is a priority of ours.\n",
    CLERK,
    "Our priorities are speeding and parking.\n\nAnd litter is a priority of ours.\n",
    "which is read with it"
)]
fn notes_above_forwarded_mails(
    #[case] words: &str,
    #[case] below: &str,
    #[case] sender: &str,
    #[case] text: &str,
    #[case] warning: &str,
) {
    for mail in both_ways(forwarding(words), &written_by(CLERK, below)) {
        let reply = single_reply(mail);
        assert_eq!(reply.mail.sender, sender);
        assert_eq!(reply.text.replace("\n\n", "\n"), text.replace("\n\n", "\n"));
        assert_eq!(day_of(&reply).as_deref(), Some("2023-09-12"));
        assert!(reply.mail.warnings.concat().contains(warning), "{:?}", reply.mail.warnings);
        let days = "written 12 Sep 2023 by clerk@wem.example, forwarded 20 Sep 2023 by office@passing.example: the day on which it was written counts";
        assert!(reply.mail.warnings.iter().any(|warning| warning == days), "{:?}", reply.mail.warnings);
        assert_eq!(reply.mail.warnings.len() == 1, warning.is_empty(), "{:?}", reply.mail.warnings);
        assert!(reply.whole.contains(words) && (reply.whole.contains(below) || reply.text == below));
    }
}

/// A clerk forwards a note of the chairman and answers.
#[test]
fn a_note_answers_for_a_mail_that_says_nothing() {
    let [in_the_text, attach_all] =
        both_ways(forwarding("The council wishes to take part."), &written_by(CLERK, "Can you answer this one?\n"));
    let reply = single_reply(in_the_text);
    assert_eq!((reply.mail.sender.as_str(), day_of(&reply).as_deref()), ("office@passing.example", Some("2023-09-20")));
    assert!(reply.text.starts_with("The council wishes") && reply.text.contains("Can you"), "{}", reply.text);
    assert!(reply.mail.warnings.concat().contains("is taken as the reply"), "{:?}", reply.mail.warnings);
    let reply = single_reply(attach_all);
    assert_eq!((reply.mail.sender.as_str(), reply.mail.attachments.len()), ("office@passing.example", 1));
    assert!(reply.mail.warnings.concat().contains("a mail hangs on it"), "{:?}", reply.mail.warnings);
}

/// A clerk forwards a report of non-delivery, and answers.
#[rstest]
#[case("Wem Town Council wishes to take part anyway.", Nature::Reply)]
#[case("FYI, this came back.", Nature::Bounce)]
fn a_note_above_a_report_is_the_answer(#[case] words: &str, #[case] nature: Nature) {
    let report = "Your message could not be delivered to these recipients:\n\nteam@police.example\n\nOur priorities are litter.\n";
    let [in_the_text, _] = both_ways(forwarding(words), &written_by("mailer-daemon@passing.example", report));
    let reply = single_reply(in_the_text);
    assert_eq!(reply.mail.nature, nature, "{:?}", reply.mail.warnings);
    assert_eq!(reply.text.trim() == words, nature == Nature::Reply, "{}", reply.text);
}

/// A note that names no council is the answer if nothing else answers, and a comment otherwise.
#[test]
fn an_unattributed_note_answers_only_if_nothing_else_does() {
    for mail in both_ways(forwarding("Yes, happy to take part."), &written_by(CLERK, "Can you answer this one?\n")) {
        assert!(single_reply(mail).text.starts_with("Yes, happy"));
    }
    for mail in both_ways(forwarding("Yes, happy to take part."), &written_by(CLERK, "We decline to take part.\n")) {
        let reply = single_reply(mail);
        assert_eq!((reply.mail.sender.as_str(), reply.text.as_str()), (CLERK, "We decline to take part.\n"));
        assert!(reply.mail.warnings.concat().contains("is not read"), "{:?}", reply.mail.warnings);
    }
}

/// A mail from the police that a council forwards is our letter, on file or not. Among the police it may be anything.
#[rstest]
#[case::to_a_council("office@passing.example", "Litter\n\n", "office@passing.example")]
#[case::among_the_police("sergeant@westmercia.police.uk", "FYI\n\n", OFFICER)]
fn mails_of_the_police_are_no_reply(#[case] by: &str, #[case] words: &str, #[case] sender: &str) {
    let outer = Mail { sender: by.to_owned(), ..forwarding(words) };
    let reply = single_reply(both_ways(outer, &written_by(OFFICER, "What are your priorities?\n"))[0].clone());
    assert_eq!(reply.mail.sender, sender);
}

/// Outlook forwards selected mails this way; our letter may be among them.
#[test]
fn each_attached_mail_is_a_reply() {
    let attachments = attach_all(vec![
        written_by(CLERK, "Speeding\n"),
        written_by("us@us.example", LETTER),
        written_by("clerk@clun.example", "Litter\n"),
    ]);
    let found = all_replies(Mail { attachments: attachments.clone(), ..forwarding("FYI") });
    let warning: Vec<_> = found
        .iter()
        .map(|it| (it.mail.message_id.as_str(), it.forwarded_by.as_str(), it.text.as_str(), it.whole.as_str()))
        .collect();
    let by = "office@passing.example";
    assert_eq!(
        warning,
        [
            ("1@clerk@wem.example", by, "Speeding\n", "FYI\nSpeeding\n"),
            ("1@clerk@clun.example", by, "Litter\n", "FYI\nLitter\n")
        ]
    );
    let answered = single_reply(Mail { attachments, ..forwarding("Our priorities are burglary and litter.") });
    assert!(answered.mail.warnings.concat().contains("3 mails hang on it"), "{:?}", answered.mail.warnings);
    assert_eq!(answered.mail.attachments.len(), 3);
}

/// A reply keeps its own Message-ID and digest in any mail that it is attached to.
#[test]
fn attached_mails_keep_their_identity() {
    let alone = single_reply(written_by(CLERK, "Speeding\n"));
    let passed =
        all_replies(Mail { attachments: attach_all(vec![written_by(CLERK, "Speeding\n")]), ..forwarding("FYI") });
    let deeper = Mail {
        attachments: attach_all(vec![written_by(CLERK, "Speeding\n"), written_by("a@b.c", "x")]),
        ..forwarding("")
    };
    let deeper = all_replies(Mail { attachments: attach_all(vec![deeper]), ..forwarding("FYI") });
    assert_eq!(deeper.len(), 2);
    for reply in [&passed[0], &deeper[0]] {
        assert_eq!((&reply.digest, &reply.mail.message_id), (&alone.digest, &alone.mail.message_id));
    }
    let in_the_text = both_ways(forwarding(""), &written_by(CLERK, "Speeding\n"))[0].clone();
    let digest = in_the_text.digest();
    let in_the_text = single_reply(in_the_text);
    assert_eq!((in_the_text.digest, in_the_text.mail.message_id.as_str()), (digest, "1@passing.example"));
}

/// Forwarded twice: the last forwarder is kept, and no quoted text is lost.
#[test]
fn mails_forwarded_twice() {
    let inner = written_by(CLERK, "Done, thank you.\n\nOn 1 Sep 2023, us@us.example wrote:\n> Which?\n> Speeding\n");
    for first in both_ways(Mail { sender: OFFICER.to_owned(), ..forwarding("see attached\n") }, &inner) {
        let reply = single_reply(Mail { attachments: attach_all(vec![first]), ..forwarding("FYI\n") });
        assert_eq!((reply.mail.sender.as_str(), reply.text.as_str()), (CLERK, "Done, thank you.\n"));
        assert_eq!(reply.forwarded_by, "office@passing.example");
        assert!(
            ["FYI", "see attached", "> Speeding"].iter().all(|words| reply.whole.contains(words)),
            "{}",
            reply.whole
        );
        assert_eq!(reply.mail.warnings.len(), 2, "{:?}", reply.mail.warnings);
    }
}

/// The picture of a signature is no attachment of the reply; a document may be.
#[test]
fn other_attachments_are_kept() {
    let (logo, minutes) = (file("logo.png", "image/png"), file("minutes.pdf", "application/pdf"));
    let beside = |files: &[&Attachment], mails: Vec<Mail>| {
        let files = files.iter().map(|file| AttachedItem::File((*file).clone()));
        Mail { attachments: attach_all(mails).into_iter().chain(files).collect(), ..forwarding("") }
    };
    let wem = || written_by(CLERK, "Speeding\n");
    let alone = single_reply(beside(&[&logo, &minutes], vec![wem()]));
    assert_eq!((alone.mail.sender.as_str(), alone.mail.attachments.len()), (CLERK, 2));
    let several = all_replies(beside(&[&logo], vec![wem(), written_by("clerk@clun.example", "Litter\n")]));
    assert_eq!(several.len(), 2);
    let several = all_replies(beside(&[&minutes], vec![wem(), written_by("clerk@clun.example", "Litter\n")]));
    let cover = &several[2];
    assert_eq!((cover.mail.sender.as_str(), cover.mail.attachments.len()), ("office@passing.example", 1));
    assert!(cover.mail.warnings.concat().contains("came in one by one"), "{:?}", cover.mail.warnings);
}

const OLDER: &str = "We wish to take part. Our priorities are speeding and litter.\n";

/// A council sends its answer again: it is of the day on which it was written.
#[rstest]
#[case::outlook(
    "As sent to you earlier, please see below.\n\nFrom: Clerk <clerk@wem.example>\nSent: 12 September 2023 14:05\nTo: Team\nSubject: Charter\n\n"
)]
#[case::divided(
    "Sending this again.\n\n-----Original Message-----\nFrom: clerk@wem.example\nSent: 12 September 2023 14:05\nTo: Team\nSubject: Charter\n\n"
)]
#[case::quoted("Please find our answer below.\n\nOn Tue, 12 Sep 2023 at 14:05, Clerk <clerk@wem.example> wrote:\n> ")]
fn an_older_mail_of_the_sender_is_of_its_own_day(#[case] above: &str) {
    let subject = "RE: Charter".to_owned();
    let newer = Mail { subject, received: on("2023-09-20"), ..written_by(CLERK, &format!("{above}{OLDER}")) };
    let reply = single_reply(newer);
    assert_eq!(
        (reply.mail.sender.as_str(), reply.text.as_str(), day_of(&reply).as_deref()),
        (CLERK, OLDER, Some("2023-09-12"))
    );
    assert!(reply.mail.warnings.concat().contains("written 12 Sep 2023"), "{:?}", reply.mail.warnings);
}

/// A note that says something itself is the reply, of its own day; so is one above somebody else's mail.
#[rstest]
#[case::an_answer("Our priorities are parking and drugs, not what we sent below.", CLERK)]
#[case::taken_back("Please ignore our earlier answer below.", CLERK)]
#[case::of_another("Please see below.", "chairman@wem.example")]
#[case::of_the_police("Please see below.", OFFICER)]
#[case::no_pointer("Thank you for your call.", CLERK)]
fn other_mails_below_are_not_read(#[case] note: &str, #[case] from: &str) {
    let block = format!("From: <{from}>\nSent: 12 September 2023 14:05\nTo: Team\nSubject: Charter\n\n");
    let newer = Mail {
        subject: "RE: Charter".to_owned(),
        received: on("2023-09-20"),
        ..written_by(CLERK, &format!("{note}\n\n{block}{OLDER}"))
    };
    let reply = single_reply(newer);
    assert_eq!((reply.text.trim(), day_of(&reply).as_deref()), (note, Some("2023-09-20")));
}
