//! What one key records of the items that the inbox calls ready, on replies labelled by other hands.
//!
//! `cargo test --locked --test ready_items -- --nocapture` prints the table. Each reply becomes a mail of another council's
//! clerk, so that the council is never the question; the real program imports it and says what it would record. An item is
//! exact if that is what the label says, it loses something if a labelled value is missing, and is wrong if a value is not the
//! labelled one. Replies that refer to the round before are left out.
//!
//! The reader's model learnt from these replies: the table says that the program does what the reader says. What to expect of
//! other authors is measured by `trainer evaluate`.

#[path = "../workspace/mod.rs"]
mod workspace;

use std::collections::HashMap;

use serde_json::Value;
use trainer::corpus::{self, Reply};
use trainer::evaluate::Outcome;
use trainer::score::count_right;
use workspace::Workspace;

/// What becomes of the ready items of a set.
#[derive(Debug, Default, PartialEq)]
struct Counts {
    replies: usize,
    exact: usize,
    loses: usize,
    wrong: usize,
}

fn mail(reply: &Reply, name: &str) -> String {
    let day = reply.received.map_or_else(|| "20 Sep 2023".to_owned(), |on| on.format("%-d %b %Y").to_string());
    let subject = if reply.subject.is_empty() { "Policing priorities" } else { &reply.subject };
    format!(
        "From: {name}@parish.example\nTo: snt@force.example\nDate: {day} 10:00:00 +0100\nSubject: {subject}\n\
         Message-ID: <{name}@parish.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\
         Content-Transfer-Encoding: 8bit\n\n{}",
        reply.text
    )
}

/// The items of the inbox by the number of the reply.
fn import(replies: &[Reply]) -> HashMap<usize, Vec<Value>> {
    let desk = Workspace::new();
    let councils = desk.json(&["list"]);
    let single = |council: &&Value| !council["council"].as_str().is_some_and(|name| name.contains("Group"));
    let ids: Vec<String> =
        councils.as_array().unwrap().iter().filter(single).map(|council| council["id"].to_string()).collect();
    std::fs::create_dir(desk.path("mails")).unwrap();
    for (number, (reply, id)) in replies.iter().zip(&ids).enumerate() {
        let name = format!("clerk{number}");
        desk.done(&["record", "details", id, "--address", &format!("{name}@parish.example")]);
        desk.file(&format!("mails/{number}.eml"), mail(reply, &name));
    }
    desk.done(&["import", "replies", desk.path("mails").to_str().unwrap()]);
    let mut items: HashMap<usize, Vec<Value>> = HashMap::new();
    for item in desk.json(&["inbox"]).as_array().unwrap() {
        let number = item["file"].as_str().unwrap().split('.').next().unwrap().parse().unwrap();
        items.entry(number).or_default().push(item.clone());
    }
    items
}

/// The value that accepting the item records.
fn filled_in(proposed: &Value, field: &str) -> Option<String> {
    let value = &proposed[field];
    let code = value["value"].as_str().filter(|_| value["filled_in"] == true)?;
    Some(code.split(':').next().unwrap_or_default().to_owned())
}

fn judge(reply: &Reply, proposed: &Value) -> Outcome {
    let labelled = [
        ("wish", reply.wish.map(|wish| wish.code().to_owned())),
        ("frequency", reply.frequency.as_ref().map(|frequency| frequency.code())),
        ("method", reply.method.as_ref().map(|method| method.code())),
    ];
    let (mut loses, mut wrong) = (false, false);
    for (field, label) in labelled {
        let label = label.map(|code| code.split(':').next().unwrap_or_default().to_owned());
        match filled_in(proposed, field) {
            value if value == label => {}
            None => loses = true,
            Some(_) => wrong = true,
        }
    }
    let text = |priority: &Value| priority["value"].as_str().unwrap().to_owned();
    let priorities: Vec<String> = proposed["priorities"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|priority| priority["filled_in"] == true)
        .map(text)
        .collect();
    let labels: Vec<String> = reply.priorities.iter().map(|label| label.text.clone()).collect();
    let right = count_right(&priorities, &labels);
    wrong |= right < priorities.len();
    loses |= right < labels.len();
    match (wrong, loses) {
        (true, _) => Outcome::Wrong,
        (false, true) => Outcome::Loses,
        (false, false) => Outcome::Exact,
    }
}

fn count(replies: &[Reply]) -> Counts {
    let items = import(replies);
    let mut counts = Counts { replies: replies.len(), ..Counts::default() };
    for (number, reply) in replies.iter().enumerate().filter(|(_, reply)| reply.before.is_empty()) {
        let [item] = items.get(&number).map(Vec::as_slice).unwrap_or_default() else { continue };
        if item["group"] != "ready" {
            continue;
        }
        match judge(reply, &item["proposed"]) {
            Outcome::Exact => counts.exact += 1,
            Outcome::Loses => counts.loses += 1,
            Outcome::Wrong => counts.wrong += 1,
        }
    }
    counts
}

#[test]
fn ready_items_seldom_lose_an_answer() {
    let text = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading/others").join(name);
        std::fs::read_to_string(path).unwrap()
    };
    println!("| set | replies | ready | exact | lose something | wrong |\n| --- | ---: | ---: | ---: | ---: | ---: |");
    let mut total = Counts::default();
    for set in ["a", "b", "d", "e", "g", "h", "i", "j"] {
        let replies = corpus::parse(set, &text(&format!("{set}.txt"))).unwrap();
        let Counts { replies, exact, loses, wrong } = count(&replies);
        println!("| {set} | {replies} | {} | {exact} | {loses} | {wrong} |", exact + loses + wrong);
        total.replies += replies;
        (total.exact, total.loses, total.wrong) = (total.exact + exact, total.loses + loses, total.wrong + wrong);
    }
    let Counts { replies, exact, loses, wrong } = total;
    println!("| all | {replies} | {} | {exact} | {loses} | {wrong} |", exact + loses + wrong);
    assert!(exact >= MIN_EXACT, "only {exact} ready items are exact");
    assert!(loses <= MAX_LOSES && wrong <= MAX_WRONG, "{loses} ready items lose something, {wrong} are wrong");
}

/// As measured: a change may only move these for the better.
const MIN_EXACT: usize = 21;
const MAX_LOSES: usize = 5;
const MAX_WRONG: usize = 2;

#[test]
fn what_is_missing_and_what_is_wrong_count() {
    let reply = &corpus::parse("x", "=== a: b\nwish: yes\npriority: drugs in the park || -\n---\ntext").unwrap()[0];
    let proposed = |wish: &str, priority: &str| {
        let field = |value: &str| serde_json::json!({ "value": value, "filled_in": true });
        serde_json::json!({ "wish": field(wish), "priorities": [field(priority)] })
    };
    assert_eq!(judge(reply, &proposed("yes", "drugs in the park")), Outcome::Exact);
    assert_eq!(judge(reply, &proposed("no", "drugs in the park")), Outcome::Wrong);
    assert_eq!(judge(reply, &proposed("yes", "speeding")), Outcome::Wrong);
    let mut without = proposed("yes", "speeding");
    without["priorities"] = serde_json::json!([]);
    assert_eq!(judge(reply, &without), Outcome::Loses);
}
