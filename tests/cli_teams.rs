//! Teams as records, and the post that is a council's named contact.

mod workspace;

use serde_json::Value;
use workspace::Workspace;

const WEM: &str = "Wem Town Council";

fn team_of(desk: &Workspace, day: &str) -> String {
    desk.council_as_at(WEM, day)["team"].as_str().unwrap().to_owned()
}

#[test]
fn a_team_has_a_record_and_one_spelling() {
    let desk = Workspace::new();
    assert_eq!(desk.json(&["record", "team"]), Value::Array(Vec::new()));
    let said = desk.done(&["record", "details", WEM, "--team", "Wem & Prees SNT"]).err;
    assert!(said.contains("details of Wem Town Council: a new team"), "{said}");
    let teams = desk.json(&["record", "team"]);
    assert_eq!(teams[0]["name"], "Wem & Prees SNT", "a new name becomes a record");
    let shown = desk.json(&[
        "record",
        "team",
        "wem and prees snt",
        "--code",
        "W1",
        "--head",
        "sergeant, Wem",
        "--mailbox",
        "wem@force.example",
        "--phone",
        "01632 960000",
        "--neighbourhood",
        "CC14",
    ]);
    assert_eq!(
        (&shown["name"], &shown["code"], &shown["neighbourhood"]),
        (&"Wem & Prees SNT".into(), &"W1".into(), &"CC14".into())
    );
    let text = desk.done(&["record", "team"]).out;
    assert_eq!(
        text,
        "Wem & Prees SNT (W1): head sergeant, Wem; mailbox wem@force.example; phone 01632 960000; neighbourhood CC14\n"
    );
    desk.done(&["record", "details", "Whixall Parish Council", "--team", "WEM AND PREES SNT"]);
    assert_eq!(desk.council("Whixall Parish Council")["team"], "Wem & Prees SNT", "never two spellings");
    assert_eq!(desk.json(&["show", WEM])["team_record"]["mailbox"], "wem@force.example");
    desk.done(&["record", "details", "Prees Parish Council", "--team", "w1"]);
    assert_eq!(desk.council("Prees Parish Council")["team"], "Wem & Prees SNT", "the code means the team");
    assert_eq!(desk.json(&["record", "team"]).as_array().unwrap().len(), 1);
    desk.run(&["record", "team", "W1", "--head", "Sgt Body"]).failed(3, &["--head", "write the post, not a name"]);
    desk.run(&["record", "team", "W1", "--mailbox", "not an address"]).failed(2, &["--mailbox", "e-mail address"]);
    desk.run(&["record", "officer", WEM, "--post", "PC Body"]).failed(3, &["--post", "write the post, not a name"]);
    desk.run(&["record", "team", "Other SNT", "--code", "w1"]).failed(3, &["recorded already with this code"]);
    desk.run(&["record", "team", "W1", "--successor", "Nowhere", "--ends", "2024-01-01"])
        .failed(3, &["no team “Nowhere”"]);
    desk.run(&["record", "team", "W1", "--successor", "Nowhere"]).failed(2, &["--ends"]);
    desk.run(&["record", "team", "W1", "--begins", "2024-02-01", "--ends", "2024-01-01"])
        .failed(3, &["check the dates"]);
    assert!(desk.done(&["check"]).out.contains("every record is as the journal left it"));
}

#[test]
fn an_ended_team_hands_its_councils_to_its_successor() {
    let desk = Workspace::new();
    desk.done(&["record", "details", WEM, "--team", "Wem SNT"]);
    desk.done(&["record", "team", "North SNT"]);
    let said = desk.done(&["record", "team", "Wem SNT", "--ends", "2024-01-01", "--successor", "North SNT"]);
    assert!(said.err.contains("1 council goes to the successor on that day"), "{}", said.err);
    assert!(said.out.contains("until Mon 1 Jan 2024, then North SNT"), "{}", said.out);
    assert_eq!(["2023-12-31", "2024-01-01"].map(|day| team_of(&desk, day)), ["Wem SNT", "North SNT"]);
    let changes = desk.json(&["show", WEM, "--as-at", "2024-01-01"])["team_changes"].clone();
    assert_eq!((&changes[0]["to"], &changes[0]["told_on"]), (&"North SNT".into(), &Value::Null), "it has to be told");
    desk.done(&["record", "team", "South SNT"]);
    desk.run(&["record", "team", "South SNT", "--ends", "2024-02-01", "--successor", "Wem SNT"])
        .failed(3, &["the team Wem SNT does not exist on Thu 1 Feb 2024"]);
    desk.done(&["undo"]);
    desk.done(&["undo"]);
    assert_eq!(team_of(&desk, "2024-01-01"), "Wem SNT");
    assert_eq!(desk.json(&["record", "team"])[1]["inactive_on"], Value::Null);
}

#[test]
fn councils_without_a_named_contact_are_listed() {
    let desk = Workspace::new();
    let without =
        |day: &str| desk.json(&["list", "--show", "no-named-contact", "--as-at", day]).as_array().unwrap().len();
    assert_eq!(without("2023-10-05"), 610);
    let name = ["record", "officer", WEM, "Whixall Parish Council"];
    desk.done(&[&name[..], &["--post", "PC, Wem", "--from", "2023-10-02"]].concat());
    desk.done(&["record", "officer", WEM, "--post", "PC, Prees", "--from", "2023-11-01"]);
    assert_eq!(["2023-10-01", "2023-10-02", "2023-11-01"].map(without), [610, 608, 608]);
    let post = |day: &str| desk.council_as_at(WEM, day)["named_contact"].clone();
    assert_eq!(["2023-10-01", "2023-10-31", "2023-11-01"].map(post), ["", "PC, Wem", "PC, Prees"]);
    assert!(desk.done(&["show", WEM]).out.contains("Named contact: PC, Wem\n"));
    desk.run(&["record", "officer", WEM, "--post", "PC, Ludlow", "--from", "2023-10-20"])
        .failed(3, &["another named contact is recorded from Wed 1 Nov 2023"]);
    desk.run(&["record", "officer", WEM, "--post", "PC, Prees", "--from", "2023-12-01"])
        .failed(3, &["already recorded like this"]);
    desk.done(&["record", "officer", WEM, "--post", "", "--from", "2023-12-01"]);
    assert_eq!([without("2023-11-30"), without("2023-12-01")], [608, 609]);
    desk.done(&["undo"]);
    desk.done(&["undo"]);
    assert_eq!(post("2023-11-01"), "PC, Wem");
    assert!(desk.done(&["check"]).out.contains("every record is as the journal left it"));
}
