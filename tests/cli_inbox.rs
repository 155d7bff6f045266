//! Replies from files to recorded returns, from the command line.

mod desk;

use desk::Desk;
use rstest::rstest;
use serde_json::{Value, json};

/// A mail as it stands in an `.eml` file.
fn mail(id: &str, from: &str, subject: &str, headers: &str, text: &str) -> String {
    format!(
        "From: {from}\r\nTo: team@police.example\r\nSubject: {subject}\r\nDate: Tue, 26 Sep 2023 10:15:00 \
         +0100\r\nMessage-ID: <{id}@mail.example>\r\n{headers}MIME-Version: 1.0\r\nContent-Type: text/plain; \
         charset=utf-8\r\n\r\n{}\r\n",
        text.replace('\n', "\r\n")
    )
}

const YES: &str = "We would like to take part. Our priorities are:\n\n1. Speeding past the school\n2. Fly-tipping in the \
                   lay-by\n\nPlease meet us quarterly, in person.\n\nClerk, Ludlow Town Council";

/// One mail of each sort, as one mailbox.
fn mailbox() -> String {
    let mails = [
        mail("1", "Clerk <clerk@ludlow.example>", "RE: Charter", "", YES),
        mail("2", "office@parish.example", "Charter", "", "We wish to take part.\n\nClerk, Wellington"),
        mail("3", "clerk@nowhere.example", "Hello", "", "Is this the right address for lost property?"),
        mail(
            "4",
            "Clerk <clerk@bewdley.example>",
            "Automatic reply: Bewdley Town Council",
            "Auto-Submitted: auto-replied\r\n",
            "The office is closed.",
        ),
    ];
    mails.iter().map(|mail| format!("From someone Tue Sep 26 10:15:00 2023\n{}\n", mail.replace('\r', ""))).collect()
}

fn items(desk: &Desk) -> Vec<Value> {
    desk.json(&["inbox"]).as_array().unwrap().clone()
}

fn counts(import: &Value) -> [u64; 6] {
    ["came_in", "matched", "ambiguous", "unmatched", "duplicate", "skipped"].map(|name| import[name].as_u64().unwrap())
}

#[track_caller]
fn adds_up(import: &Value) {
    let [came_in, rest @ ..] = counts(import);
    assert_eq!(came_in, rest.iter().sum::<u64>(), "{import}");
    assert_eq!(came_in as usize, import["items"].as_array().unwrap().len());
}

/// The item whose subject holds some words.
fn item(desk: &Desk, subject: &str) -> Value {
    items(desk).into_iter().find(|item| item["subject"].as_str().unwrap().contains(subject)).unwrap()
}

#[test]
fn a_mailbox_becomes_returns_one_by_one_and_each_is_undone() {
    let desk = Desk::new();
    let file = desk.file("replies.mbox", mailbox());
    let dry = desk.json(&["import", "replies", &file, "--dry-run"]);
    adds_up(&dry);
    assert_eq!(counts(&dry)[0], 4);
    assert_eq!((&dry["saved"], items(&desk).len()), (&Value::Null, 0), "a dry run takes nothing in");
    let import = desk.json(&["import", "replies", &file]);
    adds_up(&import);
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
fn the_same_again_changes_nothing_whatever_the_file_is_called() {
    let desk = Desk::new();
    desk.done(&["import", "replies", &desk.file("replies.mbox", mailbox())]);
    let again = desk.json(&["import", "replies", &desk.file("other name.mbox", mailbox())]);
    adds_up(&again);
    assert_eq!(counts(&again), [4, 0, 0, 0, 4, 0]);
    assert_eq!((&again["saved"], items(&desk).len()), (&Value::Null, 4));
    let one = desk.file("one.eml", mail("1", "Clerk <clerk@ludlow.example>", "RE: Charter", "", YES));
    assert_eq!(counts(&desk.json(&["import", "replies", &one])), [1, 0, 0, 0, 1, 0], "by its Message-ID");
    desk.done(&["undo"]);
    assert_eq!(items(&desk).len(), 0, "one import is one change");
    let taken_up = desk.json(&["import", "replies", &one]);
    assert_eq!((counts(&taken_up)[4], items(&desk).len()), (0, 1), "what was undone may come in again");
}

#[test]
fn a_question_is_never_decided_silently_and_the_answer_is_remembered() {
    let desk = Desk::new();
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
    let desk = Desk::new();
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
    let desk = Desk::new();
    desk.done(&["import", "replies", &desk.file("replies.mbox", mailbox())]);
    let id = item(&desk, "RE: Charter")["id"].to_string();
    let now = desk.json(&["inbox", verb, &id]);
    assert_eq!(now["status"], json!(status));
    assert_eq!(items(&desk).len(), 3);
}

#[test]
fn an_item_is_put_off_put_away_or_split() {
    let desk = Desk::new();
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
    let desk = Desk::new();
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
#[case::of_years_ahead("Fri, 5 Oct 2091 10:15:00 +0100", "it bears no date", "is after the day on which it came in")]
#[case::of_years_ago("Tue, 26 Sep 2006 10:15:00 +0100", "it is dated before the letter could be answered", "")]
fn a_date_that_cannot_be_is_looked_at(#[case] date: &str, #[case] lacks: &str, #[case] told: &str) {
    let desk = Desk::new();
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
    let desk = Desk::new();
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
fn a_sheet_comes_in_once_its_columns_are_confirmed() {
    let desk = Desk::new();
    let sheet = "Council,Date of reply,Taking part?,Priority 1,Priority 2,How often\n\
                 Ludlow Town Council,26/09/2023,Yes,Speeding,Parking,quarterly\n\
                 Bewdley TC,27/09/2023,No,,,\n\
                 Atlantis Parish Council,27/09/2023,Yes,Floods,,\n\
                 Clun Town Council,32/09/2023,Yes,Speeding,,\n";
    let file = desk.file("tracker.csv", sheet);
    let asked = desk.run(&["import", "replies", &file]);
    asked.failed(3, &["Proposed:", "--accept-columns"]);
    let import = desk.json(&["import", "replies", &file, "--accept-columns"]);
    adds_up(&import);
    assert_eq!((counts(&import)[0], counts(&import)[5]), (4, 1), "{import}");
    let why = import["items"].as_array().unwrap().iter().find(|item| item["took"] == "skipped").unwrap();
    assert!(why["why"].as_str().unwrap().contains("32/09/2023") && why["number"] == 5, "{why}");
    let ludlow = items(&desk).into_iter().find(|item| item["council"] == "Ludlow Town Council").unwrap();
    assert_eq!(ludlow["proposed"]["priorities"][1]["value"], json!("Parking"));
    let now = desk.json(&["inbox", "accept", &ludlow["id"].to_string()]);
    assert_eq!((&now["status"], &now["heard_on"]), (&json!("confirmed"), &json!("2023-09-26")));
    let next = desk.file("next.csv", sheet.replace("Ludlow", "Shrewsbury"));
    let import = desk.json(&["import", "replies", &next]);
    assert_eq!((counts(&import)[1], counts(&import)[4]), (1, 2), "the columns are remembered: {import}");
}

#[test]
fn a_file_that_breaks_its_reader_is_named_and_the_rest_goes_on() {
    let desk = Desk::new();
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
    adds_up(&import);
    assert_eq!((counts(&import)[0], counts(&import)[1], counts(&import)[5]), (5, 1, 4), "{import}");
    let skipped: Vec<&Value> =
        import["items"].as_array().unwrap().iter().filter(|item| item["took"] == "skipped").collect();
    for name in ["garbage.xlsx", "noise.bin", "empty.eml", "not there.eml"] {
        assert!(skipped.iter().any(|item| item["file"] == name && !item["why"].as_str().unwrap().is_empty()), "{name}");
    }
}

#[test]
fn hostile_text_is_harmless_on_paper_and_whole_in_the_document() {
    let desk = Desk::new();
    let text = "Ludlow \u{1b}[2J\u{202e}nwoT\u{202c} a\u{301}\u{301}\u{301}\u{301}\u{301} We wish to take part.";
    let hostile = mail("x", "Clerk <clerk@ludlow.example>", "Ludlow Town Council", "", text);
    desk.done(&["import", "replies", &desk.file("hostile.eml", hostile)]);
    let id = items(&desk)[0]["id"].to_string();
    let shown = desk.done(&["inbox", "show", &id]).out;
    assert!(!shown.contains(['\u{1b}', '\u{202e}', '\u{202c}']), "{shown:?}");
    assert!(items(&desk)[0]["text"].as_str().unwrap().contains("\u{1b}[2J"));
}

/// How many backups lie beside the database.
fn backups(desk: &Desk) -> usize {
    let folder = desk.path("data/charterdesk/charterdesk.db-backups");
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

#[test]
fn nothing_is_backed_up_where_nothing_comes_in() {
    let desk = Desk::new();
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

#[rstest]
#[case::for_good(&[])]
#[case::as_a_dry_run(&["--dry-run"])]
fn the_document_is_printed_where_everything_was_passed_over(#[case] more: &[&str]) {
    let desk = Desk::new();
    let empty = desk.file("empty.eml", "");
    let ran = desk.run(&[&["import", "replies", &empty, "mistyped.mbox", "--json"], more].concat());
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("nothing was taken in"), "{}", ran.err);
    let import: Value = serde_json::from_str(&ran.out).unwrap();
    adds_up(&import);
    assert_eq!((counts(&import), &import["saved"]), ([2, 0, 0, 0, 0, 2], &Value::Null));
    let why: Vec<[&Value; 2]> =
        import["items"].as_array().unwrap().iter().map(|item| [&item["file"], &item["why"]]).collect();
    assert!(why.contains(&[&json!("empty.eml"), &json!("it is empty")]), "{why:?}");
}

#[rstest]
#[case::in_one_file(true)]
#[case::one_after_the_other(false)]
fn the_same_message_id_with_other_words_is_told(#[case] at_once: bool) {
    let desk = Desk::new();
    let first = mail("1", "Clerk <clerk@ludlow.example>", "RE: Charter", "", YES);
    let other = mail("1", "Clerk <clerk@ludlow.example>", "RE: Charter", "", "We decline.");
    let [first, other] = [("1.eml", first), ("2.eml", other)].map(|(name, mail)| desk.file(name, mail));
    let args = if at_once { vec!["import", "replies", &first, &other] } else { vec!["import", "replies", &other] };
    if !at_once {
        desk.done(&["import", "replies", &first]);
    }
    let why = "the same Message-ID came in before with other words";
    for dry_run in [true, false] {
        let import = desk.json(&if dry_run { [&args[..], &["--dry-run"]].concat() } else { args.clone() });
        adds_up(&import);
        let told = import["items"].as_array().unwrap().last().unwrap();
        assert_eq!((&told["took"], &told["why"]), (&json!("duplicate"), &json!(why)));
    }
    assert!(desk.done(&["import", "replies", &other]).out.contains(why));
    let same = desk.json(&["import", "replies", &first]);
    assert_eq!((&same["items"][0]["took"], &same["items"][0]["why"]), (&json!("duplicate"), &Value::Null));
}

#[test]
fn what_was_saved_of_the_columns_is_told_where_nothing_comes_in() {
    let desk = Desk::new();
    let file = desk.file("tracker.csv", "Council,Date of reply,Taking part?\nLudlow Town Council,32/09/2023,Yes\n");
    let refused = desk.run(&["import", "replies", &file, "--accept-columns"]);
    refused.failed(3, &["32/09/2023", "nothing was taken in", "the columns was saved before that, and is kept"]);
    let again = desk.run(&["import", "replies", &file]);
    again.failed(3, &["32/09/2023", "nothing was taken in"]);
    assert!(!again.err.contains("columns"), "they are known, and nothing was saved: {}", again.err);
}

const TRACKER: &str = "Council,Date of reply,Taking part?,Notes\nLudlow Town Council,26/09/2023,Yes,quarterly\n";

/// What the columns of sheets were confirmed to mean, as often as that was saved.
fn confirmed(desk: &Desk) -> usize {
    let history = desk.json(&["history"]);
    history.as_array().unwrap().iter().filter(|entry| entry["words"].as_str().unwrap().contains("columns")).count()
}

#[rstest]
#[case::on_its_own(&["--column", "Nope=wish"])]
#[case::with_all_confirmed(&["--column", "Nope=wish", "--accept-columns"])]
#[case::beside_one_that_is_there(&["--column", "Notes=frequency", "--column", "Nope=wish", "--accept-columns"])]
fn a_column_that_no_sheet_has_is_refused(#[case] more: &[&str]) {
    let desk = Desk::new();
    let file = desk.file("tracker.csv", TRACKER);
    let refused = desk.run(&[&["import", "replies", &file], more].concat());
    refused.failed(2, &["“Nope”", "“Council”, “Date of reply”, “Taking part?”, “Notes”", "Nothing was changed"]);
    assert_eq!((confirmed(&desk), items(&desk).len()), (0, 0));
}

#[test]
fn what_is_said_of_one_column_confirms_no_other() {
    let desk = Desk::new();
    let file = desk.file("tracker.csv", TRACKER);
    let says = ["import", "replies", &file, "--column", "notes=frequency"];
    desk.run(&says).failed(3, &["Proposed:", "Notes = frequency  (as you say)", "--accept-columns"]);
    assert_eq!((confirmed(&desk), items(&desk).len()), (0, 0));
    desk.done(&[&says[..], &["--column", "Date of reply=unused", "--accept-columns"]].concat());
    assert_eq!((confirmed(&desk), items(&desk).len()), (1, 1));
    assert_eq!(items(&desk)[0]["proposed"]["frequency"]["value"], json!("quarterly"));
    // The others are confirmed already, as they were said and not as they are proposed.
    let next = desk.file("next.csv", TRACKER.replace("Ludlow", "Clun"));
    desk.done(&["import", "replies", &next, "--column", "Notes=views"]);
    assert_eq!((confirmed(&desk), items(&desk).len()), (2, 2));
    assert!(items(&desk).iter().all(|item| item["received"] == Value::Null));
    desk.done(&["import", "replies", &next, "--column", "Notes=views"]);
    assert_eq!(confirmed(&desk), 2, "as it was");
}

#[test]
fn a_sheet_of_which_all_columns_are_said_is_confirmed() {
    let desk = Desk::new();
    let file = desk.file("tracker.csv", TRACKER);
    let mut says = vec!["import", "replies", &file];
    for column in ["Council=council", "Date of reply=received", "Taking part?=wish", "Notes=unused"] {
        says.extend(["--column", column]);
    }
    desk.done(&says);
    assert_eq!((confirmed(&desk), items(&desk).len()), (1, 1));
    let mail = desk.file("1.eml", mail("1", "Clerk <clerk@clun.example>", "RE: Charter", "", YES));
    let idle = desk.done(&["import", "replies", &mail, "--column", "Notes=views"]);
    assert!(idle.err.contains("there is no sheet whose header could be read"), "{}", idle.err);
}

/// What came in later is no ground to lay an older answer on.
#[test]
fn an_older_mail_accepted_later_holds_only_what_it_says() {
    let desk = Desk::new();
    let from = "Clerk <clerk@ludlow.example>";
    let older = mail("1", from, "RE: Charter", "", "We wish to take part.\n\nClerk, Ludlow Town Council");
    let newer = mail("2", from, "RE: Charter", "", YES).replace("Tue, 26 Sep", "Thu, 5 Oct");
    desk.done(&["import", "replies", &desk.file("1.eml", older), &desk.file("2.eml", newer)]);
    desk.done(&["inbox", "accept", "2"]);
    desk.done(&["inbox", "accept", "1"]);
    let before = desk.council_as_at("Ludlow Town Council", "2023-09-30");
    assert_eq!((&before["status"], &before["priorities"]), (&json!("partial"), &json!(0)), "{before}");
}

/// An item is read with what is on file about the council that it is accepted for.
#[test]
fn what_is_accepted_for_another_council_is_held_against_its_return() {
    let desk = Desk::new();
    desk.done(&["record", "return", "ludlow", "--received", "2023-09-20", "--wish", "yes"]);
    let no = mail("1", "clerk@nowhere.example", "Charter", "", "We do not wish to take part.");
    desk.done(&["import", "replies", &desk.file("1.eml", no)]);
    desk.run(&["inbox", "accept", "1", "--council", "ludlow"]).failed(3, &["disagrees with the return on record"]);
    desk.done(&["inbox", "accept", "1", "--council", "ludlow", "--holds", "this"]);
    assert_eq!(desk.council("Ludlow Town Council")["status"], json!("declined"));
}

/// Mails that cannot be accepted as they are, and what helps with each.
fn lacking(what: &str) -> String {
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
#[case::whose("whose", "whose it is is not certain: name it with --council")]
#[case::split("split", "it speaks for 2 councils: split it with `inbox split 1 COUNCIL COUNCIL...`")]
#[case::date("date", "it bears no date: say when it was sent with --received")]
#[case::answer("answer", "say what it answers with --wish and --priority, or use `inbox heard 1`")]
fn what_an_item_needs_is_said_with_what_gives_it_here(#[case] lacks: &str, #[case] said: &str) {
    let desk = Desk::new();
    desk.done(&["import", "replies", &desk.file("1.eml", lacking(lacks))]);
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
    let desk = Desk::new();
    desk.done(&["import", "replies", &desk.file("1.eml", lacking(lacks))]);
    desk.run(&[&["inbox"], asked].concat()).failed(3, &[said, "Nothing was changed"]);
}

#[test]
fn what_came_after_the_day_that_is_shown_is_not_counted_before_its_day() {
    let desk = Desk::new();
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
fn why_a_row_is_passed_over_is_told_harmless_and_short() {
    let desk = Desk::new();
    let long = "9".repeat(400);
    let sheet = format!(
        "Council,Date of reply,Taking part?\nLudlow Town Council,\u{202e}soon,Yes\nClun Town Council,{long},Yes\n\
         Wem Town Council,26/09/2023,Yes\n"
    );
    let import = desk.json(&["import", "replies", &desk.file("tracker.csv", sheet), "--accept-columns"]);
    let why: Vec<&str> = import["items"].as_array().unwrap().iter().filter_map(|item| item["why"].as_str()).collect();
    assert_eq!(why, ["the date “·soon” is no date", &format!("the date “{}…” is no date", "9".repeat(59))]);
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
    let desk = Desk::new();
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
    desk.done(&["inbox", "accept", &id]);
    assert_eq!(
        desk.json(&["show", "ludlow"])["returns"][0]["priorities"][0]["received"],
        json!("speeding past the school")
    );
}
