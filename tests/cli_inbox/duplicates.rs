//! A repeated import recognises duplicates, whatever has changed in how sources are read.

use rstest::rstest;
use serde_json::{Value, json};

use crate::mails::{YES, assert_counts_add_up, counts, items, mail, mailbox};
use crate::workspace::Workspace;

const LETTER: &str =
    "Which three policing priorities does your council choose for this quarter?\nHow often does it wish to be met?";

/// A mail without a Message-ID and with the given date.
fn dated(date: &str) -> String {
    format!(
        "From: Clerk <clerk@ludlow.example>\nSubject: Charter\nDate: {date}\n\nWe wish to take part.\n\nClerk, Ludlow Town \
         Council\n\n{LETTER}\n"
    )
}

const SHEET: &str = "Council,Date of reply,Taking part?,Priority 1\nLudlow Town Council,26/09/2023,Yes,Speeding\n";

fn count(import: &Value, what: &str) -> u64 {
    import[what].as_u64().unwrap()
}

#[rstest]
#[case::another_letter_of_ours("reply.eml", dated("Tue, 26 Sep 2023 10:15:00 +0100"), |desk: &Workspace| {
    std::fs::create_dir_all(desk.path("config/charterdesk/letters")).unwrap();
    desk.file("config/charterdesk/letters/charter.txt", LETTER);
})]
#[case::other_columns("tracker.csv", SHEET.to_owned(), |desk: &Workspace| {
    let file = desk.file("tracker.csv", SHEET);
    desk.done(&["import", "replies", &file, "--column", "Date of reply=unused", "--accept-columns"]);
})]
#[case::another_day("reply.eml", dated("Wed, 1 Nov 2023 10:15:00 +0000"), |_: &Workspace| {})]
fn is_a_duplicate(#[case] name: &str, #[case] file: String, #[case] meanwhile: fn(&Workspace)) {
    let desk = Workspace::new();
    let file = desk.file(name, file);
    let first = desk.json(&["import", "replies", &file, "--accept-columns", "--as-at", "2023-10-05"]);
    assert_eq!((count(&first, "came_in"), count(&first, "duplicate")), (1, 0), "{first}");
    meanwhile(&desk);
    let again = desk.json(&["import", "replies", &file, "--accept-columns", "--as-at", "2023-12-05"]);
    assert_eq!((count(&again, "came_in"), count(&again, "duplicate")), (1, 1), "{again}");
    assert_eq!(desk.json(&["inbox"]).as_array().unwrap().len(), 1);
}

/// Two delivery reports of the same second, about two councils, differ only in their last part.
#[rstest]
#[case::in_their_words("", "Not delivered to bewdley.")]
#[case::in_their_message_ids("Message-ID: <2@mail.example>\n", "Not delivered to ludlow.")]
fn two_that_differ_are_two(#[case] header: &str, #[case] words: &str) {
    let desk = Workspace::new();
    let report = |header: &str, words: &str| {
        format!(
            "From: MAILER-DAEMON@mail.example\nSubject: Undelivered\nDate: Tue, 26 Sep 2023 10:15:00 +0100\n{header}\n{words}\n"
        )
    };
    let one = desk.file("1.eml", report("Message-ID: <1@mail.example>\n", "Not delivered to ludlow."));
    let two = desk.file("2.eml", report(header, words));
    for dry in [&["--dry-run"][..], &[]] {
        let import = desk.json(&[&["import", "replies", &one, &two], dry].concat());
        assert_eq!((count(&import, "came_in"), count(&import, "duplicate")), (2, 0), "{import}");
    }
    let again = desk.json(&["import", "replies", &two, &one]);
    assert_eq!((count(&again, "came_in"), count(&again, "duplicate")), (2, 2), "{again}");
}

#[test]
fn the_same_again_changes_nothing_whatever_the_file_is_called() {
    let desk = Workspace::new();
    desk.done(&["import", "replies", &desk.file("replies.mbox", mailbox())]);
    let again = desk.json(&["import", "replies", &desk.file("other name.mbox", mailbox())]);
    assert_counts_add_up(&again);
    assert_eq!(counts(&again), [4, 0, 0, 0, 4, 0]);
    assert_eq!((&again["saved"], items(&desk).len()), (&Value::Null, 4));
    let one = desk.file("one.eml", mail("1", "Clerk <clerk@ludlow.example>", "RE: Charter", "", YES));
    assert_eq!(counts(&desk.json(&["import", "replies", &one])), [1, 0, 0, 0, 1, 0], "by its Message-ID");
    desk.done(&["undo"]);
    assert_eq!(items(&desk).len(), 0, "one import is one change");
    let taken_up = desk.json(&["import", "replies", &one]);
    assert_eq!((counts(&taken_up)[4], items(&desk).len()), (0, 1), "what was undone may come in again");
}

#[rstest]
#[case::in_one_file(true)]
#[case::one_after_the_other(false)]
fn the_same_message_id_with_other_words_is_another_mail_and_told(#[case] at_once: bool) {
    let desk = Workspace::new();
    let first = mail("1", "Clerk <clerk@ludlow.example>", "RE: Charter", "", YES);
    let other = mail("1", "Clerk <clerk@ludlow.example>", "RE: Charter", "", "We decline.");
    let [first, other] = [("1.eml", first), ("2.eml", other)].map(|(name, mail)| desk.file(name, mail));
    let args = if at_once { vec!["import", "replies", &first, &other] } else { vec!["import", "replies", &other] };
    if !at_once {
        desk.done(&["import", "replies", &first]);
    }
    let why = "another mail has the same Message-ID, as mails of web forms do";
    for dry_run in [true, false] {
        let import = desk.json(&if dry_run { [&args[..], &["--dry-run"]].concat() } else { args.clone() });
        assert_counts_add_up(&import);
        let told = import["items"].as_array().unwrap().last().unwrap();
        assert_ne!(told["took"], "duplicate");
        assert!(told["why"].as_str().unwrap().contains(why), "{told}");
    }
    assert_eq!(items(&desk).len(), 2);
    let again = desk.json(&["import", "replies", &other]);
    assert_eq!((&again["items"][0]["took"], &again["items"][0]["why"]), (&json!("duplicate"), &Value::Null));
    let same = desk.json(&["import", "replies", &first]);
    assert_eq!((&same["items"][0]["took"], &same["items"][0]["why"]), (&json!("duplicate"), &Value::Null));
}

/// A skipped duplicate leaves no trace: another mail with its Message-ID is not a duplicate.
#[test]
fn a_dry_run_says_what_the_import_will_say() {
    let desk = Workspace::new();
    let of = |id: &str, words: &str| mail(id, "Clerk <clerk@ludlow.example>", "RE: Charter", "", words);
    let unnamed = of("1", YES).replace("Message-ID: <1@", "X-Was: <1@");
    let files = [("0.eml", unnamed), ("1.eml", of("1", YES)), ("2.eml", of("1", "We wish to take part. Thank you."))];
    let files = files.map(|(name, mail)| desk.file(name, mail));
    let args: Vec<&str> = ["import", "replies"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let dry = desk.json(&[&args[..], &["--dry-run"]].concat());
    let import = desk.json(&args);
    assert_eq!((counts(&dry), counts(&dry)[4]), (counts(&import), 1), "{dry}");
}

/// Forwarding a reply as an attachment does not make it a new reply, whoever forwards it.
#[test]
fn a_reply_that_is_forwarded_later_is_known() {
    let desk = Workspace::new();
    let reply = mail("1", "Clerk <clerk@ludlow.example>", "RE: Charter", "", YES);
    let forward = format!(
        "From: A colleague <pc@police.example>\r\nSubject: FW: RE: Charter\r\nMessage-ID: <9@mail.example>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nFYI\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\n{reply}\r\n--b--\r\n"
    );
    let [reply, forward] = [("1.eml", reply), ("2.eml", forward)].map(|(name, mail)| desk.file(name, mail));
    desk.done(&["import", "replies", &reply]);
    assert_eq!(counts(&desk.json(&["import", "replies", &forward])), [1, 0, 0, 0, 1, 0]);
    assert_eq!(items(&desk).len(), 1);
}
