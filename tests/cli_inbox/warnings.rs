//! Warnings about imported replies, and what an item needs.

use rstest::rstest;
use serde_json::{Value, json};

use crate::mails::{YES, assert_counts_add_up, counts, items, mail};
use crate::workspace::Workspace;

/// Mails that cannot be accepted as they are, with the remedy for each.
fn blocked_mail(what: &str) -> String {
    let from = "Clerk <clerk@ludlow.example>";
    let mail = |text: &str| mail("1", from, "RE: Charter", "", text);
    match what {
        "whose" => mail("We wish to take part.").replace("ludlow", "nowhere"),
        "split" => mail("On behalf of Ludlow Town Council and Clun Town Council: we wish to take part."),
        "date" => mail(YES).replace("Date: Tue, 26 Sep 2023 10:15:00 +0100\r\n", ""),
        _ => mail("Thank you.\n\nClerk, Ludlow Town Council"),
    }
}

#[rstest]
#[case::whose("whose", "not sure which council sent this: name it with --council")]
#[case::split("split", "it speaks for 2 councils: split it with `inbox split 1 COUNCIL COUNCIL...`")]
#[case::date("date", "it has no date: say when it was sent with --received")]
#[case::answer("answer", "say what it answers with --wish and --priority, or use `inbox heard 1`")]
fn what_an_item_needs_is_said_with_what_gives_it_here(#[case] lacks: &str, #[case] said: &str) {
    let desk = Workspace::new();
    desk.done(&["import", "replies", &desk.file("1.eml", blocked_mail(lacks))]);
    let needs = items(&desk)[0]["needs"].as_str().unwrap().to_owned();
    assert!(needs.contains(said), "{needs}");
    assert!(desk.done(&["inbox", "show", "1"]).out.contains(&needs));
    let refused = desk.run(&["inbox", "accept", "1"]);
    refused.failed(3, &[&format!("{needs}. Nothing was changed")]);
}

#[rstest]
#[case::heard(&["heard", "1"], "whose", "name it with `inbox council 1 COUNCIL`")]
#[case::declined(&["decline", "1"], "split", "`inbox split 1 COUNCIL COUNCIL...`")]
#[case::given(&["accept", "1", "--wish", "yes"], "whose", "name it with --council")]
#[case::no_date(&["heard", "1"], "date", "`inbox accept 1 --received DATE`")]
fn what_else_an_item_needs_is_said_too(#[case] asked: &[&str], #[case] lacks: &str, #[case] said: &str) {
    let desk = Workspace::new();
    desk.done(&["import", "replies", &desk.file("1.eml", blocked_mail(lacks))]);
    desk.run(&[&["inbox"], asked].concat()).failed(3, &[said, "Nothing was changed"]);
}

#[test]
fn what_is_wrong_with_a_row_is_told_harmless_and_short() {
    let desk = Workspace::new();
    let long = "9".repeat(400);
    let sheet = format!(
        "Council,Date of reply,Taking part?\nLudlow Town Council,\u{202e}soon,Yes\nClun Town Council,{long},Yes\n\
         Wem Town Council,26/09/2023,Yes\n"
    );
    desk.done(&["import", "replies", &desk.file("tracker.csv", sheet), "--accept-columns"]);
    for (id, date) in [("1", "·soon".to_owned()), ("2", format!("{}…", "9".repeat(59)))] {
        let shown = desk.done(&["inbox", "show", id]).out.replace('\n', " ");
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains(&format!("the date “{date}” is no date; the row came in without a date")), "{shown}");
    }
}

#[rstest]
#[case::in_a_mail(
    "1.eml",
    mail(
        "1",
        "Clerk <clerk@ludlow.example>",
        "Charter",
        "",
        "We would like to take part. Our priorities are:\n\n\
         1. \u{1b}[31mspeeding\u{1b}[0m past the school\n2. \u{1b}]8;;https://ludlow.example\u{7}fly-tipping\u{1b}]8;;\u{7}\n\n\
         Clerk, \u{1b}[1mLudlow\u{1b}[0m Town Council"
    )
)]
#[case::in_a_sheet(
    "1.csv",
    "Council,Date of reply,Taking part?,Priority 1,Priority 2\n\u{1b}[1mLudlow\u{1b}[0m Town Council,26/09/2023,Yes,\
     \u{1b}[31mspeeding\u{1b}[0m past the school,\u{1b}]0;x\u{7}fly-tipping\n"
        .to_owned()
)]
fn escape_sequences_are_left_out_whole(#[case] name: &str, #[case] file: String) {
    let desk = Workspace::new();
    desk.done(&["import", "replies", &desk.file(name, file), "--accept-columns"]);
    let item = &items(&desk)[0];
    let priorities: Vec<&str> =
        item["proposed"]["priorities"].as_array().unwrap().iter().map(|said| said["value"].as_str().unwrap()).collect();
    assert_eq!(priorities, ["speeding past the school", "fly-tipping"]);
    let text = item["text"].as_str().unwrap();
    assert!(text.contains("\u{1b}[31mspeeding\u{1b}[0m"), "kept as it came: {text:?}");
    let place = &item["proposed"]["priorities"][0]["words"][0];
    let (from, to) = (place["from"].as_u64().unwrap() as usize, place["to"].as_u64().unwrap() as usize);
    assert_eq!(&text[from..to], "speeding\u{1b}[0m past the school");
    assert_eq!(place["text"], text[from..to]);
    let id = item["id"].to_string();
    assert_eq!(item["council"], json!("Ludlow Town Council"));
    desk.done(&["inbox", "accept", &id, "--incomplete"]);
    assert_eq!(
        desk.json(&["show", "ludlow"])["returns"][0]["priorities"][0]["received"],
        json!("speeding past the school")
    );
}

#[test]
fn hostile_text_is_harmless_on_paper_and_whole_in_the_document() {
    let desk = Workspace::new();
    let text = "Ludlow \u{1b}[2J\u{202e}nwoT\u{202c} a\u{301}\u{301}\u{301}\u{301}\u{301} We wish to take part.";
    let hostile = mail("x", "Clerk <clerk@ludlow.example>", "Ludlow Town Council", "", text);
    desk.done(&["import", "replies", &desk.file("hostile.eml", hostile)]);
    let id = items(&desk)[0]["id"].to_string();
    let shown = desk.done(&["inbox", "show", &id]).out;
    assert!(!shown.contains(['\u{1b}', '\u{202e}', '\u{202c}']), "{shown:?}");
    assert!(items(&desk)[0]["text"].as_str().unwrap().contains("\u{1b}[2J"));
}

#[rstest]
#[case::for_good(&[])]
#[case::as_a_dry_run(&["--dry-run"])]
fn the_document_is_printed_where_everything_was_passed_over(#[case] more: &[&str]) {
    let desk = Workspace::new();
    let empty = desk.file("empty.eml", "");
    let ran = desk.run(&[&["import", "replies", &empty, "mistyped.mbox", "--json"], more].concat());
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("nothing was taken in"), "{}", ran.err);
    let import: Value = serde_json::from_str(&ran.out).unwrap();
    assert_counts_add_up(&import);
    assert_eq!((counts(&import), &import["saved"]), ([2, 0, 0, 0, 0, 2], &Value::Null));
    let why: Vec<[&Value; 2]> =
        import["items"].as_array().unwrap().iter().map(|item| [&item["file"], &item["why"]]).collect();
    assert!(why.contains(&[&json!("empty.eml"), &json!("it is empty")]), "{why:?}");
}

#[test]
fn what_is_only_offered_is_said_to_be() {
    let desk = Workspace::new();
    // What a mail of two councils asks for is filled in for neither.
    let text = "Ludlow Town Council and Clun Town Council send the same answer.\n\nOur priorities:\n1. Speeding\n2. Parking\n3. Litter";
    desk.done(&["import", "replies", &desk.file("1.eml", mail("1", "clerk@two.example", "Charter", "", text))]);
    desk.done(&["inbox", "split", "1", "ludlow", "clun"]);
    let ran = desk.done(&["inbox"]);
    assert!(ran.out.contains("offered: 3 priorities"), "{}", ran.out);
}
