//! The aims of the charter as tags of priorities and actions.

mod workspace;

use serde_json::json;
use workspace::{Workspace, texts};

#[test]
fn priorities_and_actions_have_aims_of_an_edited_list() {
    let desk = Workspace::new();
    let first = desk.json(&["record", "aims"]);
    assert_eq!((texts(&first).len(), &first[3]), (5, &json!("reducing vulnerability")));
    desk.record_wem();
    let wem = |words: &[&str]| desk.done(&[words, &["--as-at", "2023-10-05"]].concat());
    wem(&["record", "priority", "wem", "--priority", "1", "--aim", "preventing", "--aim", "reducing"]);
    wem(&["record", "action", "wem", "--priority", "1", "--what", "Ask for signs", "--aim", "relationships"]);
    let listed = desk.json(&["priorities", "--aim", "reducing", "--as-at", "2023-10-05"]);
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(texts(&listed[0]["aims"]), ["preventing crime and anti-social behaviour", "reducing vulnerability"]);
    let shown = desk.json(&["show", "wem", "--as-at", "2023-10-05"]);
    assert_eq!(shown["agreed_priorities"][0]["actions"][0]["aims"], json!(["relationships with partners"]));
    let text = wem(&["show", "wem"]).out;
    assert!(text.contains("Aims: preventing crime and anti-social behaviour, reducing vulnerability"), "{text}");

    desk.done(&["record", "aims", "response to the public", "water safety"]);
    let kept = ["record", "priority", "wem", "--priority", "1", "--aim", "reducing vulnerability", "--aim", "water"];
    wem(&kept);
    let of_wem = &desk.json(&["priorities", "--as-at", "2023-10-05"])[0]["aims"];
    assert_eq!(
        texts(of_wem),
        ["reducing vulnerability", "water safety"],
        "what the list no longer has stays on record"
    );
    desk.run(&["record", "priority", "wem", "--priority", "1", "--aim", "fire", "--as-at", "2023-10-05"])
        .failed(3, &["no aim called", "water safety"]);
    desk.done(&["undo"]);
    desk.done(&["undo"]);
    assert_eq!(texts(&desk.json(&["record", "aims"])).len(), 5);
    wem(&["record", "priority", "wem", "--priority", "1", "--aim", ""]);
    assert_eq!(desk.json(&["priorities", "--as-at", "2023-10-05"])[0]["aims"], json!([]));
}
