//! What public bodies asked for, on the command line.

mod workspace;

use serde_json::{Value, json};
use workspace::Workspace;

const PANEL: [&str; 6] =
    ["record", "request", "--asked-by", "Police and Crime Panel", "--what", "Outcomes by district"];

#[test]
fn a_request_is_recorded_answered_and_undone() {
    let desk = Workspace::new();
    assert_eq!(desk.json(&["record", "request"]), Value::Array(Vec::new()));
    let asked = desk.json(
        &[
            &PANEL[..],
            &["--kind", "report-back", "--on", "2023-09-20", "--due", "2023-10-04", "--owner", "chief inspector"],
        ]
        .concat(),
    );
    assert_eq!((&asked["id"], &asked["kind"], &asked["due"]), (&json!(1), &json!("report-back"), &json!("2023-10-04")));
    let text = desk.done(&["record", "request", "--as-at", "2023-10-05"]).out;
    assert_eq!(
        text,
        "1  Police and Crime Panel, Wed 20 Sep 2023, report back: Outcomes by district; owner chief inspector; overdue since \
         Wed 4 Oct 2023\n"
    );
    let answer = ["record", "request", "1", "--answered", "2023-10-05", "--answer", "Report of October, table 4"];
    let answered = desk.json(&answer);
    assert_eq!((&answered["owner"], &answered["answered_on"]), (&json!("chief inspector"), &json!("2023-10-05")));
    assert_eq!(desk.json(&["record", "request", "--open", "--as-at", "2023-10-04"]).as_array().unwrap().len(), 1);
    assert_eq!(desk.json(&["record", "request", "--open"]), Value::Array(Vec::new()));
    let history = desk.done(&["history"]).out;
    assert!(history.contains("request of Police and Crime Panel"), "{history}");
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["record", "request"])[0]["answered_on"], Value::Null);
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["record", "request"]), Value::Array(Vec::new()));
}

#[test]
fn a_request_that_cannot_be_recorded_names_the_option() {
    let desk = Workspace::new();
    desk.run(&["record", "request", "--what", "Outcomes"]).failed(3, &["--asked-by", "which body or role"]);
    desk.run(&["record", "request", "--asked-by", "Cllr Body", "--what", "x"]).failed(3, &["--asked-by", "not a name"]);
    desk.run(&[&PANEL[..], &["--answer", "sent"]].concat()).failed(3, &["--answered", "the day of the answer"]);
    desk.run(&[&PANEL[..], &["--answered", "2023-10-01"]].concat()).failed(3, &["--answer", "with what"]);
    desk.run(&["record", "request", "7", "--owner", "superintendent"]).failed(3, &["there is no request 7"]);
    assert_eq!(desk.json(&["record", "request"]), Value::Array(Vec::new()), "nothing was recorded");
}
