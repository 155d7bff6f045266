//! Events for the public, on the command line.

mod workspace;

use serde_json::{Value, json};
use workspace::Workspace;

#[test]
fn an_event_covers_councils_is_counted_later_and_keeps_no_promise() {
    let desk = Workspace::new();
    assert_eq!(desk.json(&["record", "event"]), Value::Array(Vec::new()));
    let before = desk.json(&["show", "Wem Town Council", "--as-at", "2023-10-05"])["quarterly_contact"].clone();
    let briefing = [
        "record",
        "event",
        "--on",
        "2023-10-04",
        "--at",
        "18:30",
        "--kind",
        "street-briefing",
        "--place",
        "High Street",
    ];
    let councils = ["--council", "Wem Town Council", "--council", "Whixall"];
    let event = desk.json(&[&briefing[..], &councils].concat());
    assert_eq!((&event["id"], &event["kind"]), (&json!(1), &json!("street-briefing")));
    assert_eq!(event["councils"].as_array().unwrap().len(), 2);
    let text = desk.done(&["record", "event", "1", "--attendance", "14"]).out;
    assert!(text.starts_with("1  Wed 4 Oct 2023 18:30, street briefing, High Street: "), "{text}");
    assert!(text.contains("Wem Town Council") && text.ends_with("; 14 came\n"), "{text}");
    assert_eq!(desk.json(&["show", "Wem Town Council", "--as-at", "2023-10-05"])["quarterly_contact"], before);
    let history = desk.done(&["history", "whixall"]).out;
    assert!(
        history.contains("street briefing at High Street"),
        "each covered council has it in its history: {history}"
    );
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["record", "event"])[0]["attendance"], Value::Null);
}

#[test]
fn what_is_missing_names_the_option() {
    let desk = Workspace::new();
    desk.run(&["record", "event", "--on", "2023-10-04"]).failed(3, &["--place", "where the event is held"]);
    desk.run(&["record", "event", "--place", "Hall"]).failed(2, &["--on", "a date is needed"]);
    desk.run(&["record", "event", "--on", "2023-10-04", "--place", "Hall", "--attendance", "many"])
        .failed(2, &["--attendance", "no number of people"]);
    desk.run(&["record", "event", "9", "--attendance", "4"]).failed(3, &["there is no event 9"]);
    assert_eq!(desk.json(&["record", "event"]), Value::Array(Vec::new()));
}
