//! The user's own reasons of not attending, with the hours that an abstraction took.

mod workspace;

use serde_json::{Value, json};
use workspace::Workspace;

const MISSED: [&str; 7] = ["record", "meeting", "wem", "--on", "2023-10-03", "--attendance", "not-attended"];

#[test]
fn a_meeting_is_missed_for_a_reason_of_the_list_with_hours() {
    let desk = Workspace::new();
    assert_eq!(desk.json(&["record", "reasons"]), Value::Array(Vec::new()));
    desk.done(&["record", "reasons", "football match", "public order"]);
    desk.done(&[&MISSED[..], &["--reason", "football", "--hours", "7.5"]].concat());
    let meeting = |desk: &Workspace| desk.json(&["show", "wem", "--as-at", "2023-10-05"])["meetings"][0].clone();
    let missed = meeting(&desk);
    assert_eq!((&missed["reason"], &missed["own_reason"]), (&json!("other"), &json!("football match")));
    assert_eq!(missed["hours_lost"], json!(7.5));
    let text = desk.done(&["show", "wem", "--as-at", "2023-10-05"]).out;
    assert!(text.contains("football match, 7.5 hours"), "{text}");

    desk.done(&["record", "reasons", "training"]);
    desk.done(&[&MISSED[..3], &["--on", "2023-10-03", "--note", "Told the clerk."]].concat());
    assert_eq!(meeting(&desk)["own_reason"], json!("football match"), "a meeting keeps its reason");
    desk.done(&[&MISSED[..], &["--reason", "leave"]].concat());
    assert_eq!((&meeting(&desk)["reason"], &meeting(&desk)["own_reason"]), (&json!("leave"), &Value::Null));
    desk.done(&["record", "meeting", "wem", "--on", "2023-10-03", "--attendance", "digital"]);
    assert_eq!(meeting(&desk)["hours_lost"], Value::Null, "hours are for a meeting that was not attended");
}

#[test]
fn a_reason_that_is_on_no_list_is_refused() {
    let desk = Workspace::new();
    desk.run(&[&MISSED[..], &["--reason", "football"]].concat()).failed(3, &["no reason “football”", "off-duty"]);
    desk.run(&[&MISSED[..], &["--reason", "leave", "--hours", "many"]].concat()).failed(2, &["--hours", "no number"]);
    desk.run(&[&MISSED[..], &["--reason", "leave", "--hours", "0"]].concat()).failed(3, &["more than 0"]);
    desk.run(&["record", "reasons", "leave"]).failed(3, &["always offered"]);
}
