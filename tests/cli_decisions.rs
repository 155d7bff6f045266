//! What the sergeant decides about a return bears a day: a view as at an earlier day does not know it.

mod workspace;

use serde_json::Value;
use workspace::{Workspace, texts};

const WEM: &str = "Wem Town Council";

fn flags(desk: &Workspace, day: &str) -> Vec<String> {
    let council = desk.council_as_at(WEM, day);
    texts(&council["flags"]).into_iter().map(str::to_owned).collect()
}

fn with_four_priorities() -> Workspace {
    let desk = Workspace::with_letters();
    let mut record = vec!["record", "return", WEM, "--received", "2023-09-20", "--wish", "yes"];
    ["One", "Two", "Three", "Four"].iter().for_each(|text| record.extend(["--priority", text]));
    desk.done(&record);
    desk
}

fn agreed(desk: &Workspace, day: &str) -> Vec<String> {
    let lines = desk.json(&["priorities", "--as-at", day]);
    let of_wem = lines.as_array().unwrap().iter().filter(|line| line["council"] == WEM && line["standing"] == "agreed");
    of_wem.map(|line| line["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_agreement_holds_from_its_day() {
    let desk = with_four_priorities();
    let agree = ["record", "agree", WEM, "--priority", "1", "--priority", "4"];
    let on = |day: &'static str| [&agree[..], &["--on", day]].concat();
    desk.run(&on("2023-09-19")).failed(3, &["before the return came, Wed 20 Sep 2023"]);
    desk.run(&on("2099-01-01")).failed(3, &["after today"]);
    desk.run(&on("soon")).failed(2, &["--on"]);
    let full = [&on("2023-10-10")[..], &["--by-whom", "2416", "--minute", "23/45"]].concat();
    let said = desk.done(&full).err;
    assert!(said.contains("it is not counted before 10 Oct"), "{said}");
    assert!(flags(&desk, "2023-10-09").contains(&"needs-choice".to_owned()));
    assert!(!flags(&desk, "2023-10-10").contains(&"needs-choice".to_owned()));
    assert_eq!(agreed(&desk, "2023-10-09"), [""; 0]);
    assert_eq!(agreed(&desk, "2023-10-10"), ["One", "Four"]);
    let csv =
        |day| desk.done(&["list", "--find", "wem town", "--columns", "priority-words", "--csv", "--as-at", day]).out;
    assert!(csv("2023-10-09").contains("One; Two; Three; Four") && csv("2023-10-10").contains("One; Four"));
    let shown = |day: &str| desk.done(&["show", WEM, "--as-at", day]).out;
    assert!(shown("2023-10-10").contains("Agreed Tue 10 Oct 2023 by 2416, minute 23/45"), "{}", shown("2023-10-10"));
    assert!(!shown("2023-10-09").contains("Agreed Tue"));

    // Others are agreed later: each day keeps its own.
    desk.done(&["record", "agree", WEM, "--priority", "2", "--on", "2023-10-20", "--as-at", "2023-10-20"]);
    assert_eq!([agreed(&desk, "2023-10-19"), agreed(&desk, "2023-10-20")], [vec!["One", "Four"], vec!["Two"]]);
    desk.run(&[&agree[..], &["--on", "2023-10-15"]].concat()).failed(3, &["a decision of Fri 20 Oct 2023"]);
    // A correction from a view before the decisions leaves them.
    desk.done(&["record", "return", WEM, "--correct", "1", "--views", "More notice.", "--as-at", "2023-10-01"]);
    assert_eq!([agreed(&desk, "2023-10-19"), agreed(&desk, "2023-10-20")], [vec!["One", "Four"], vec!["Two"]]);
    assert!(desk.done(&["check"]).out.contains("every record is as the journal left it"));
    desk.done(&["undo"]);
    desk.done(&["undo"]);
    assert_eq!(agreed(&desk, "2023-10-20"), ["One", "Four"]);
    desk.done(&["undo"]);
    assert!(flags(&desk, "2023-10-20").contains(&"needs-choice".to_owned()));
}

#[test]
fn a_conflict_is_settled_from_its_day() {
    let desk = Workspace::with_letters();
    desk.record_wem();
    desk.done(&["record", "return", WEM, "--received", "2023-09-20", "--wish", "no"]);
    assert!(flags(&desk, "2023-10-05").contains(&"conflict".to_owned()));
    desk.done(&["record", "settle", WEM, "--keep", "1", "--on", "2023-10-04", "--by-whom", "2416"]);
    let state = |day: &str| -> Value {
        let shown = desk.json(&["show", WEM, "--as-at", day]);
        let of = |index: usize| shown["returns"][index]["stands"].clone();
        Value::Array(vec![shown["status"].clone(), of(0), of(1), shown["returns"][1]["decisions"].clone()])
    };
    let before = state("2023-10-03");
    assert_eq!((&before[0], &before[2], &before[3]), (&"declined".into(), &"disagrees".into(), &Value::Array(vec![])));
    assert!(flags(&desk, "2023-10-03").contains(&"conflict".to_owned()));
    let after = state("2023-10-04");
    assert_eq!((&after[0], &after[2]), (&"confirmed".into(), &"set-aside".into()));
    assert_eq!((&after[3][0]["by"], &after[3][0]["on"]), (&"2416".into(), &"2023-10-04".into()));
    assert!(!flags(&desk, "2023-10-04").contains(&"conflict".to_owned()));
    assert!(desk.done(&["check"]).out.contains("every record is as the journal left it"));
    desk.done(&["undo"]);
    assert!(flags(&desk, "2023-10-05").contains(&"conflict".to_owned()));
}
