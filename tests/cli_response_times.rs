//! How long councils wait: the counts are checked by hand.

mod workspace;

use serde_json::{Value, json};
use workspace::Workspace;

fn kind<'a>(document: &'a Value, kind: &str) -> &'a Value {
    document["kinds"].as_array().unwrap().iter().find(|one| one["kind"] == kind).unwrap()
}

/// Wem's answer of 20 September has two priorities; a patrol of 2 October was done on the 9th and told on the 12th.
fn wem() -> Workspace {
    let desk = Workspace::with_letters();
    desk.record_wem();
    let later = ["--as-at", "2023-10-20"];
    let run = |words: &[&str]| desk.done(&[words, &later].concat());
    run(&[
        "record",
        "action",
        "wem",
        "--priority",
        "1",
        "--what",
        "A patrol",
        "--on",
        "2023-10-02",
        "--done",
        "2023-10-09",
    ]);
    run(&["record", "update", "wem", "--on", "2023-10-12", "--how", "call", "--text", "The patrol was held."]);
    desk
}

#[test]
fn waits_are_counted_with_their_base_and_those_that_last_are_listed() {
    let desk = wem();
    let times = ["response-times", "--as-at", "2023-10-20"];
    let document = desk.json(&times);
    let action = kind(&document, "first-action");
    assert_eq!(
        (&action["ended"], &action["median_days"], &action["longest_days"]),
        (&json!(1), &json!(12.0), &json!(12))
    );
    assert_eq!((&action["lasting"], &action["longest_lasting_days"]), (&json!(1), &json!(30)));
    let told = kind(&document, "told");
    assert_eq!((&told["ended"], &told["longest_days"], &told["lasting"]), (&json!(1), &json!(3), &json!(0)));
    let answer = kind(&document, "acknowledgement");
    assert_eq!((&answer["ended"], &answer["lasting"], &answer["over"]), (&json!(0), &json!(1), &Value::Null));

    let text = desk.done(&times);
    assert!(text.out.contains("  Wem Town Council: reply to acknowledgement, since 20 Sep, 30 days"), "{}", text.out);
    let earlier = desk.json(&["response-times", "--as-at", "2023-10-10"]);
    assert_eq!(kind(&earlier, "told")["lasting"], 1, "not told yet on that day");
}

#[test]
fn an_acknowledgement_that_was_sent_ends_the_wait_and_the_limit_is_a_setting() {
    let desk = wem();
    std::fs::create_dir_all(desk.path("config/charterdesk")).unwrap();
    desk.file("config/charterdesk/config.toml", "[letters]\nreply_within_hours = 72\n");
    let times = ["response-times", "--as-at", "2023-10-20"];
    let document = desk.json(&times);
    assert_eq!((&document["reply_within_hours"], &kind(&document, "acknowledgement")["over"]), (&json!(72), &json!(1)));
    let text = desk.done(&times).out;
    assert!(text.contains("Replies that waited longer than 72 hours: 1 of 1."), "{text}");

    let out = desk.path("drafts").display().to_string();
    let draft = ["letters", "draft", "acknowledgement", "--format", "html", "--out", &out, "--find", "wem town"];
    desk.done(&[&draft[..], &["--as-at", "2023-09-22"]].concat());
    let drafted = desk.json(&times);
    assert_eq!(kind(&drafted, "acknowledgement")["lasting"], 1, "a draft is no answer");
    desk.done(&["letters", "sent", "--all", "--on", "2023-09-22", "--as-at", "2023-09-22"]);
    let answer = kind(&desk.json(&times), "acknowledgement").clone();
    assert_eq!((&answer["ended"], &answer["longest_days"], &answer["over"]), (&json!(1), &json!(2), &json!(0)));
}

/// Four priorities came on 20 September; three were agreed on 10 October.
#[test]
fn what_a_decision_agreed_waits_from_its_day() {
    let desk = Workspace::with_letters();
    let answer = ["record", "return", "wem", "--received", "2023-09-20", "--wish", "yes"];
    let four = ["Speeding", "Parking", "Dogs", "Drugs"].map(|text| ["--priority", text]).concat();
    desk.done(&[&answer[..], &four].concat());
    let waiting = |day: &str| {
        let times = desk.json(&["response-times", "--as-at", day]);
        let action = kind(&times, "first-action").clone();
        (action["lasting"].clone(), action["longest_lasting_days"].clone())
    };
    let before = waiting("2023-10-05");
    let agree =
        ["record", "agree", "wem", "--priority", "1", "--priority", "2", "--priority", "4", "--on", "2023-10-10"];
    desk.done(&[&agree[..], &["--by-whom", "the sergeant", "--as-at", "2023-10-12"]].concat());
    assert_eq!(waiting("2023-10-12"), (json!(3), json!(2)));
    assert_eq!(waiting("2023-10-05"), before, "the earlier day does not know the agreement");
    assert_eq!(before, (json!(0), Value::Null));
}

/// Of four priorities of 20 September three were agreed on 2 October; on 10 October dogs took the place of parking.
/// A patrol against speeding began on the 5th, a visit about parking on the 8th, and nothing about drugs or dogs.
#[test]
fn an_agreement_that_was_replaced_still_began_its_waits() {
    let desk = Workspace::with_letters();
    let answer = ["record", "return", "wem", "--received", "2023-09-20", "--wish", "yes"];
    let four = ["Speeding", "Parking", "Dogs", "Drugs"].map(|text| ["--priority", text]).concat();
    desk.done(&[&answer[..], &four].concat());
    let agree = |chosen: [&str; 3], on: &str| {
        let chosen = chosen.map(|number| ["--priority", number]).concat();
        let made = ["--on", on, "--by-whom", "the sergeant", "--as-at", "2023-10-20"];
        desk.done(&[&["record", "agree", "wem"], &chosen[..], &made].concat());
    };
    agree(["1", "2", "4"], "2023-10-02");
    let act = |priority: &str, on: &str| {
        let what = ["--what", "A patrol", "--on", on, "--as-at", "2023-10-20"];
        desk.done(&[&["record", "action", "wem", "--priority", priority], &what[..]].concat());
    };
    act("1", "2023-10-05");
    act("2", "2023-10-08");
    agree(["1", "3", "4"], "2023-10-10");
    let action = kind(&desk.json(&["response-times", "--as-at", "2023-10-20"]), "first-action").clone();
    // Speeding waited from the 2nd to the 5th, parking from the 2nd to the 8th.
    assert_eq!(
        (&action["ended"], &action["median_days"], &action["longest_days"]),
        (&json!(2), &json!(4.5), &json!(6))
    );
    // Drugs wait since the 2nd, dogs since the 10th.
    assert_eq!((&action["lasting"], &action["longest_lasting_days"]), (&json!(2), &json!(18)));
}

const MAIL: &str = "From clerk@example Mon Oct 02 10:00:00 2023
From: The Clerk <clerk@prees-pc.example>
To: charter@police.example
Date: Mon, 02 Oct 2023 10:00:00 +0100
Subject: Charter: Prees Parish Council
Message-ID: <1@prees-pc.example>

Prees Parish Council wishes to take part. Our priority is speeding.

";

#[test]
fn a_reply_over_the_limit_comes_first_in_the_inbox() {
    let desk = Workspace::with_letters();
    let mailbox = desk.file("replies.mbox", MAIL);
    desk.done(&["import", "replies", &mailbox]);
    let due = |day: &str| desk.json(&["inbox", "--as-at", day])[0]["due"].clone();
    assert_eq!(due("2023-10-20"), Value::Null, "the setting is off");
    std::fs::create_dir_all(desk.path("config/charterdesk")).unwrap();
    desk.file("config/charterdesk/config.toml", "[letters]\nreply_within_hours = 72\n");
    let found = ["2023-10-03", "2023-10-04", "2023-10-05"].map(due);
    assert_eq!(found, [Value::Null, json!("due-soon"), json!("over")]);
    let text = desk.done(&["inbox", "--as-at", "2023-10-05"]).out;
    assert!(text.starts_with("over the limit  1\n"), "{text}");
}
