//! Settling inbox items.

use rstest::rstest;
use serde_json::{Value, json};

use crate::mails::{YES, assert_counts_add_up, counts, item, items, mail, mailbox};
use crate::workspace::Workspace;

#[test]
fn a_mailbox_becomes_returns_one_by_one_and_each_is_undone() {
    let desk = Workspace::new();
    let file = desk.file("replies.mbox", mailbox());
    let dry = desk.json(&["import", "replies", &file, "--dry-run"]);
    assert_counts_add_up(&dry);
    assert_eq!(counts(&dry)[0], 4);
    assert_eq!((&dry["saved"], items(&desk).len()), (&Value::Null, 0), "a dry run takes nothing in");
    let import = desk.json(&["import", "replies", &file]);
    assert_counts_add_up(&import);
    assert_eq!(counts(&import), counts(&dry));
    assert_eq!(items(&desk).len(), 4);
    let ludlow = item(&desk, "RE: Charter");
    assert_eq!((&ludlow["group"], &ludlow["council"]), (&json!("ready"), &json!("Ludlow Town Council")));
    let wish = &ludlow["proposed"]["wish"];
    assert_eq!((&wish["value"], &wish["filled_in"]), (&json!("yes"), &json!(true)));
    let words = wish["words"][0]["text"].as_str().unwrap();
    assert!(YES.contains(words), "it points at words of the mail: {words}");
    let id = ludlow["id"].to_string();
    let now = desk.json(&["inbox", "accept", &id]);
    assert_eq!((&now["status"], &now["priorities"]), (&json!("confirmed"), &json!(2)));
    assert_eq!((&now["frequency"], &now["method"]), (&json!("quarterly"), &json!("in-person")));
    let shown = desk.json(&["show", "ludlow"]);
    let source = &shown["returns"][0]["source"];
    assert_eq!((&source["file"], &source["number"]), (&json!("replies.mbox"), &json!(1)));
    assert!(source["text"].as_str().unwrap().contains("lay-by"));
    assert_eq!(items(&desk).len(), 3);
    desk.run(&["inbox", "accept", &id]).failed(3, &["does not wait any more"]);
    desk.done(&["undo"]);
    assert_eq!(items(&desk).len(), 4, "the item waits again");
    assert_eq!(desk.json(&["show", "ludlow"])["returns"], json!([]));
    desk.done(&["redo"]);
    assert_eq!(desk.json(&["show", "ludlow"])["returns"].as_array().unwrap().len(), 1);
}

#[test]
fn a_reply_with_unread_words_is_recorded_only_if_that_is_wanted() {
    let desk = Workspace::new();
    let text = format!("{YES}\n\nAnd the dog mess on the green is getting worse.\n");
    desk.done(&[
        "import",
        "replies",
        &desk.file("1.eml", mail("1", "clerk@ludlow.example", "Ludlow Town Council", "", &text)),
    ]);
    let waits = &items(&desk)[0];
    let id = waits["id"].to_string();
    assert_eq!((&waits["group"], &waits["council"]), (&json!("needs-look"), &json!("Ludlow Town Council")), "{waits}");
    let unread = &waits["proposed"]["unread"];
    assert_eq!((&unread[0]["kind"], &unread[0]["text"]), (&json!("priority"), &json!("dog mess")));
    desk.run(&["inbox", "accept", &id]).failed(3, &["not read: dog mess", "--incomplete", "Nothing was changed"]);
    assert_eq!(items(&desk).len(), 1);
    assert_eq!(desk.json(&["inbox", "accept", &id, "--incomplete"])["status"], "confirmed");
}

#[test]
fn a_question_is_never_decided_silently_and_the_answer_is_remembered() {
    let desk = Workspace::new();
    desk.done(&["import", "replies", &desk.file("replies.mbox", mailbox())]);
    let asked = items(&desk).into_iter().find(|item| item["sender"] == "office@parish.example").unwrap();
    assert_eq!((&asked["group"], &asked["council"]), (&json!("needs-council"), &Value::Null));
    assert!(asked["matched"]["candidates"].as_array().unwrap().len() >= 2, "{asked}");
    let id = asked["id"].to_string();
    desk.run(&["inbox", "accept", &id]).failed(3, &["Nothing was changed", "--council"]);
    desk.done(&["inbox", "council", &id, "E04000947"]);
    let known = items(&desk).into_iter().find(|item| item["id"] == asked["id"]).unwrap();
    assert_eq!(known["council"], json!("Wellington Town Council"));
    let later = mail("9", "office@parish.example", "Once more", "", "We wish to take part.");
    desk.done(&["import", "replies", &desk.file("later.eml", later)]);
    let later = item(&desk, "Once more");
    assert_eq!(later["council"], json!("Wellington Town Council"), "the address is remembered");
    desk.done(&["undo"]);
    desk.done(&["undo"]);
    let unknown = items(&desk).into_iter().find(|item| item["id"] == asked["id"]).unwrap();
    assert_eq!(unknown["council"], Value::Null, "what was learnt is undone with it");
}

#[test]
fn an_answering_machine_is_not_heard() {
    let desk = Workspace::new();
    desk.done(&["import", "replies", &desk.file("replies.mbox", mailbox())]);
    let machine = item(&desk, "Automatic reply");
    assert_eq!((&machine["group"], &machine["nature"]), (&json!("auto-reply"), &json!("auto-reply")));
    desk.done(&["inbox", "accept", &machine["id"].to_string()]);
    assert_eq!(desk.council("Bewdley Town Council")["heard_on"], Value::Null);
}

#[rstest]
#[case::heard("heard", "holding")]
#[case::declined("decline", "declined")]
fn an_item_is_recorded_as_something_else(#[case] verb: &str, #[case] status: &str) {
    let desk = Workspace::new();
    desk.done(&["import", "replies", &desk.file("replies.mbox", mailbox())]);
    let id = item(&desk, "RE: Charter")["id"].to_string();
    let now = desk.json(&["inbox", verb, &id]);
    assert_eq!(now["status"], json!(status));
    assert_eq!(items(&desk).len(), 3);
}

#[test]
fn an_item_is_put_off_put_away_or_split() {
    let desk = Workspace::new();
    desk.done(&["import", "replies", &desk.file("replies.mbox", mailbox())]);
    let hello = item(&desk, "Hello")["id"].to_string();
    desk.done(&["inbox", "later", &hello]);
    assert_eq!(item(&desk, "Hello")["group"], json!("later"));
    desk.done(&["inbox", "later", &hello]);
    desk.done(&["inbox", "not-for-us", &hello]);
    assert_eq!(items(&desk).len(), 3);
    let id = item(&desk, "RE: Charter")["id"].to_string();
    desk.done(&["inbox", "split", &id, "ludlow", "clun"]);
    let councils: Vec<Value> = items(&desk).into_iter().map(|item| item["council"].clone()).collect();
    assert!(councils.contains(&json!("Ludlow Town Council")) && councils.contains(&json!("Clun Town Council")));
    assert_eq!(councils.len(), 4);
}

#[test]
fn a_reply_of_two_councils_is_split_where_their_names_stand() {
    let desk = Workspace::new();
    let text = "The answers of both my councils are below.\n\nClun Town Council\n- Speeding on the High Street\n- Parking \
                at the bridge\nQuarterly, in person please.\n\nWem Town Council:\n1. Hare coursing\n2. Burglary\nMonthly, \
                by e-mail.\n\nKind regards\nClerk to both";
    let file = desk.file("two.eml", mail("1", "clerk@hills.example", "Charter", "", text));
    desk.json(&["import", "replies", &file]);
    let made = desk.json(&["inbox", "split", "1", "Wem Town Council", "Clun Town Council"]);
    assert_eq!(made, json!(items(&desk)), "the items that it makes are its document");
    let said: Vec<[String; 3]> = items(&desk)
        .iter()
        .map(|item| {
            let proposed = &item["proposed"];
            let priorities = proposed["priorities"].as_array().unwrap();
            let texts: Vec<&str> = priorities.iter().map(|said| said["value"].as_str().unwrap()).collect();
            [&item["council"], &proposed["frequency"]["value"], &json!(texts.join("; "))]
                .map(|value| value.as_str().unwrap().to_owned())
        })
        .collect();
    let wem = ["Wem Town Council", "monthly", "Hare coursing; Burglary"];
    let clun = ["Clun Town Council", "quarterly", "Speeding on the High Street; Parking at the bridge"];
    assert_eq!(said, [wem, clun]);
    let show = desk.done(&["inbox", "show", "2"]).out;
    assert!(show.contains("Hare coursing") && !show.contains("Speeding"), "only its own part:\n{show}");
}

#[rstest]
#[case::of_years_ahead("Fri, 5 Oct 2091 10:15:00 +0100", "it has no date", "is after the day it was imported")]
#[case::of_years_ago("Tue, 26 Sep 2006 10:15:00 +0100", "it is dated before the letter", "")]
fn a_date_that_cannot_be_is_looked_at(#[case] date: &str, #[case] lacks: &str, #[case] told: &str) {
    let desk = Workspace::new();
    let reply = mail("1", "Clerk <clerk@ludlow.example>", "RE: Charter", "", YES);
    let file = desk.file("one.eml", reply.replace("Tue, 26 Sep 2023 10:15:00 +0100", date));
    desk.json(&["import", "replies", &file]);
    assert_eq!(items(&desk)[0]["group"], "needs-look");
    assert!(desk.done(&["inbox", "show", "1"]).out.contains(told));
    desk.run(&["inbox", "accept", "1"]).failed(3, &[lacks, "Nothing was changed"]);
    desk.done(&["inbox", "accept", "1", "--received", "26 sep"]);
    assert_eq!(items(&desk).len(), 0);
}

#[test]
fn what_disagrees_with_the_return_on_record_is_a_question() {
    let desk = Workspace::new();
    desk.done(&["import", "replies", &desk.file("replies.mbox", mailbox())]);
    desk.done(&["inbox", "accept", &item(&desk, "RE: Charter")["id"].to_string()]);
    let no = mail(
        "7",
        "Clerk <clerk@ludlow.example>",
        "Changed",
        "",
        "The council does not wish to take part.\n\nClerk, Ludlow Town Council",
    );
    desk.done(&["import", "replies", &desk.file("no.eml", no.replace("26 Sep", "28 Sep").replace("Tue", "Thu"))]);
    let changed = item(&desk, "Changed");
    assert_eq!(changed["group"], json!("conflict"));
    let id = changed["id"].to_string();
    desk.run(&["inbox", "accept", &id]).failed(3, &["disagrees", "Nothing was changed"]);
    let now = desk.json(&["inbox", "accept", &id, "--wish", "no", "--priority", "", "--holds", "this"]);
    assert_eq!(now["status"], json!("declined"));
    desk.done(&["undo"]);
    let now = desk.json(&["inbox", "accept", &id, "--holds", "recorded"]);
    assert_eq!(now["status"], json!("confirmed"), "kept, and out of account");
}

#[test]
fn a_council_that_declines_after_it_had_answered_is_settled_by_saying_which_holds() {
    let desk = Workspace::new();
    desk.done(&["import", "replies", &desk.file("replies.mbox", mailbox())]);
    desk.done(&["inbox", "accept", &item(&desk, "RE: Charter")["id"].to_string()]);
    let no =
        mail("7", "Clerk <clerk@ludlow.example>", "Changed", "", "Not for us any more.\n\nClerk, Ludlow Town Council");
    desk.done(&["import", "replies", &desk.file("no.eml", no.replace("26 Sep", "28 Sep").replace("Tue", "Thu"))]);
    let id = item(&desk, "Changed")["id"].to_string();
    desk.run(&["inbox", "decline", &id]).failed(3, &["disagrees", "--holds", "Nothing was changed"]);
    assert_eq!(desk.council("Ludlow Town Council")["status"], json!("confirmed"));
    let now = desk.json(&["inbox", "decline", &id, "--holds", "this"]);
    assert_eq!(now["status"], json!("declined"));
    desk.done(&["undo"]);
    assert_eq!((&desk.council("Ludlow Town Council")["status"], items(&desk).len()), (&json!("confirmed"), 4));
}

#[test]
fn a_file_that_breaks_its_reader_is_named_and_the_rest_goes_on() {
    let desk = Workspace::new();
    let paths = [
        desk.file("garbage.xlsx", [0x50, 0x4b, 3, 4, 0xff, 0xfe, 0, 1, 2, 3]),
        desk.file("noise.bin", (0..4000_u32).map(|n| (n * 7 % 251) as u8).collect::<Vec<_>>()),
        desk.file("empty.eml", ""),
        desk.file("good.eml", mail("1", "Clerk <clerk@ludlow.example>", "RE: Charter", "", YES)),
    ];
    let mut args = vec!["import", "replies"];
    args.extend(paths.iter().map(String::as_str));
    args.push("not there.eml");
    let import = desk.json(&args);
    assert_counts_add_up(&import);
    assert_eq!((counts(&import)[0], counts(&import)[1], counts(&import)[5]), (5, 1, 4), "{import}");
    let skipped: Vec<&Value> =
        import["items"].as_array().unwrap().iter().filter(|item| item["took"] == "skipped").collect();
    for name in ["garbage.xlsx", "noise.bin", "empty.eml", "not there.eml"] {
        assert!(skipped.iter().any(|item| item["file"] == name && !item["why"].as_str().unwrap().is_empty()), "{name}");
    }
}

/// The number of backups of the database.
fn backups(desk: &Workspace) -> usize {
    let folder = desk.path("data/charterdesk/charterdesk.db-backups");
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

#[test]
fn nothing_is_backed_up_where_nothing_comes_in() {
    let desk = Workspace::new();
    desk.run(&["import", "replies", "mistyped.mbox"]).failed(3, &["mistyped.mbox", "nothing was taken in"]);
    assert_eq!(backups(&desk), 0);
    let file = desk.file("replies.mbox", mailbox());
    let first = desk.done(&["import", "replies", &file]);
    assert!(first.err.contains("a backup was made: ") && first.err.contains("before-an-import"), "{}", first.err);
    assert_eq!(backups(&desk), 1);
    let again = desk.done(&["import", "replies", &file, "mistyped.mbox"]);
    assert!(!again.err.contains("backup"), "{}", again.err);
    assert_eq!(backups(&desk), 1);
}

/// An older answer must not be read against a later one.
#[test]
fn an_older_mail_accepted_later_holds_only_what_it_says() {
    let desk = Workspace::new();
    let from = "Clerk <clerk@ludlow.example>";
    let older = mail("1", from, "RE: Charter", "", "We wish to take part.\n\nClerk, Ludlow Town Council");
    let newer = mail("2", from, "RE: Charter", "", YES).replace("Tue, 26 Sep", "Thu, 5 Oct");
    desk.done(&["import", "replies", &desk.file("1.eml", older), &desk.file("2.eml", newer)]);
    desk.done(&["inbox", "accept", "2"]);
    desk.done(&["inbox", "accept", "1", "--incomplete"]);
    let before = desk.council_as_at("Ludlow Town Council", "2023-09-30");
    assert_eq!((&before["status"], &before["priorities"]), (&json!("partial"), &json!(0)), "{before}");
}

/// An item is read with the records of the council that it is accepted for.
#[test]
fn what_is_accepted_for_another_council_is_held_against_its_return() {
    let desk = Workspace::new();
    desk.done(&["record", "return", "ludlow", "--received", "2023-09-20", "--wish", "yes"]);
    let no = mail("1", "clerk@nowhere.example", "Charter", "", "We do not wish to take part.");
    desk.done(&["import", "replies", &desk.file("1.eml", no)]);
    desk.run(&["inbox", "accept", "1", "--council", "ludlow"]).failed(3, &["disagrees with the recorded return"]);
    desk.done(&["inbox", "accept", "1", "--council", "ludlow", "--holds", "this"]);
    assert_eq!(desk.council("Ludlow Town Council")["status"], json!("declined"));
}

#[test]
fn what_came_after_the_day_that_is_shown_is_not_counted_before_its_day() {
    let desk = Workspace::with_letters();
    let late = mail("1", "Clerk <clerk@ludlow.example>", "RE: Charter", "", YES);
    desk.done(&["import", "replies", &desk.file("1.eml", late.replace("Tue, 26 Sep", "Tue, 10 Oct"))]);
    let ran = desk.done(&["inbox", "accept", "1"]);
    let said = "it is not counted before 10 Oct; as at 5 Oct still assumed declined";
    assert!(ran.err.contains(said) && !ran.err.contains("now assumed"), "{}", ran.err);
    desk.done(&["undo"]);
    let ran = desk.done(&["inbox", "accept", "1", "--as-at", "2023-10-10"]);
    assert!(ran.err.contains("now confirmed") && !ran.err.contains("not counted"), "{}", ran.err);
    let ran = desk.done(&["record", "reply", "wem", "--received", "2023-10-06", "--text", "Soon."]);
    assert!(ran.err.contains("it is not counted before 6 Oct; as at 5 Oct still"), "{}", ran.err);
}

#[test]
fn a_later_reply_of_a_mailbox_is_compared_with_the_earlier_one_that_waits() {
    let desk = Workspace::new();
    let no = "Ludlow Town Council does not wish to take part.";
    let later = mail("2", "clerk@ludlow.example", "Ludlow Town Council", "", no).replace("26 Sep", "28 Sep");
    let first = mail("1", "clerk@ludlow.example", "Ludlow Town Council: charter", "", YES);
    let mails = [later.replace("Tue,", "Thu,"), first];
    let mailbox: String = mails.iter().map(|it| format!("From a Tue Sep 26 10:15:00 2023\n{it}\n")).collect();
    desk.done(&["import", "replies", &desk.file("two.mbox", mailbox.replace('\r', ""))]);
    let first = item(&desk, "charter");
    let all = items(&desk);
    let later = all.iter().find(|item| item["id"] != first["id"]).unwrap();
    assert_eq!((&first["group"], &first["earlier"]), (&json!("needs-look"), &json!(null)));
    assert_eq!((&later["group"], &later["earlier"]["item"]), (&json!("needs-look"), &first["id"]), "{later}");
    assert_eq!((&later["later"], &first["later"]["item"]), (&json!(null), &later["id"]), "{first}");
    assert_eq!(later["earlier"]["contradicts"], json!(["says no; the other says yes"]));
    let (id, first_id) = (later["id"].to_string(), first["id"].to_string());
    let of_later = "it says no; a reply of 26 Sep, which also waits, says yes";
    let of_first = "it says yes; a later reply of 28 Sep, which also waits, says no";
    assert_eq!((&later["earlier"]["says"], &first["later"]["says"]), (&json!(of_later), &json!(of_first)));
    let listed = desk.done(&["inbox"]).out;
    assert!(listed.contains(of_later) && listed.contains(of_first), "{listed}");
    assert!(desk.done(&["inbox", "show", &first_id]).out.contains(of_first));
    desk.run(&["inbox", "accept", &id]).failed(3, &["contradicts an earlier reply", "first", "Nothing was changed"]);
    let refused = format!("compare it with item {id}, then accept it with --incomplete");
    desk.run(&["inbox", "accept", &first_id]).failed(3, &["a later reply", &refused, "Nothing was changed"]);
    assert_eq!(items(&desk).len(), 2, "nothing was recorded");
    desk.done(&["inbox", "accept", &first_id, "--incomplete"]);
    assert_eq!((&items(&desk)[0]["group"], &items(&desk)[0]["earlier"]), (&json!("conflict"), &json!(null)));
}
