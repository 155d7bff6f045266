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

const COMMITTEE: [&str; 8] =
    ["record", "event", "--kind", "committee", "--on", "2023-10-12", "--place", "Police and Crime Panel, County Hall"];

/// A committee's meeting of Thursday 12 October, a surgery in Wem, and a request of the committee.
fn with_diary() -> Workspace {
    let desk = Workspace::new();
    desk.done(&COMMITTEE);
    let surgery = ["record", "event", "--on", "2023-10-06", "--at", "18:30", "--place", "Town hall"];
    desk.done(&[&surgery[..], &["--council", "Wem Town Council"]].concat());
    let asked = ["record", "request", "--asked-by", "Police and Crime Panel", "--on", "2023-09-20"];
    desk.done(&[&asked[..], &["--what", "Outcomes by district", "--due", "2023-10-09"]].concat());
    desk
}

fn kinds_and_days(diary: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    diary.as_array().unwrap().iter().map(|row| (text(&row["kind"]), text(&row["on"]))).collect()
}

#[test]
fn the_diary_has_events_and_the_days_that_follow_from_a_committees_meeting() {
    let desk = with_diary();
    let listed = kinds_and_days(&desk.json(&["diary"]));
    let expected = [
        ("papers-due", "2023-10-04"),
        ("event", "2023-10-06"),
        ("answer-due", "2023-10-09"),
        ("questions-due", "2023-10-11"),
        ("event", "2023-10-12"),
    ];
    assert_eq!(listed, expected.map(|(kind, on)| (kind.to_owned(), on.to_owned())));
    let text = desk.done(&["diary"]);
    for line in [
        "Wed 4 Oct 2023\n         papers due: Police and Crime Panel, County Hall, meeting Thu 12 Oct 2023\n",
        "  18:30  surgery: Town hall; Wem Town Council\n",
        "  09:00  questions due by 9.00: Police and Crime Panel, County Hall, meeting Thu 12 Oct 2023\n",
        "         answer due: Outcomes by district, asked by Police and Crime Panel; owner nobody yet\n",
    ] {
        assert!(text.out.contains(line), "{line}: {}", text.out);
    }
    assert!(text.err.contains("0 meetings, 0 of them expected by patterns · 5 other entries"), "{}", text.err);
    let wem = desk.json(&["diary", "--find", "wem town"]);
    assert_eq!(kinds_and_days(&wem), [("event".to_owned(), "2023-10-06".to_owned())]);
    assert_eq!((&wem[0]["id"], wem[0]["covers"].as_array().unwrap().len()), (&Value::Null, 1));
    assert_eq!(kinds_and_days(&desk.json(&["diary", "--county", "Herefordshire"])).len(), 4, "no other area's surgery");
    desk.done(&["undo"]);
    desk.done(&["record", "event", "1", "--on", "2029-10-11"]);
    let unknown = desk.json(&["diary", "--from", "2029-09-01", "--until", "2029-12-31"]);
    assert_eq!(kinds_and_days(&unknown), [("event".to_owned(), "2029-10-11".to_owned())], "no wrong day");
    assert!(unknown[0]["words"].as_str().unwrap().contains("bank holidays before it are not known"), "{unknown}");
}

#[test]
fn what_is_due_is_a_task_until_it_is_done_or_its_day_has_passed() {
    let desk = with_diary();
    let tasks = |as_at: &str| -> Vec<String> {
        let document = desk.json(&["today", "--as-at", as_at]);
        let tasks = document["tasks"].as_array().unwrap().clone();
        let due = tasks.iter().filter(|task| ["due-days", "events"].contains(&task["section"].as_str().unwrap()));
        due.map(|task| format!("{} {} {}", task["words"].as_str().unwrap(), task["event"], task["request"])).collect()
    };
    let papers = "papers due: Police and Crime Panel, County Hall, meeting Thu 12 Oct 2023 1 null";
    assert!(tasks("2023-10-04").iter().any(|task| task == papers), "{:?}", tasks("2023-10-04"));
    assert!(!tasks("2023-10-05").iter().any(|task| task == papers));
    let answer = "answer due: Outcomes by district, asked by Police and Crime Panel; owner nobody yet null 1";
    assert!(tasks("2023-10-20").iter().any(|task| task == answer), "late: {:?}", tasks("2023-10-20"));
    desk.done(&["record", "request", "1", "--answered", "2023-10-05", "--answer", "sent"]);
    assert_eq!(tasks("2023-10-20"), Vec::<String>::new());
}

#[test]
fn a_calendar_has_the_same_days_and_our_own_file_brings_no_meeting() {
    let desk = with_diary();
    let text = desk.done(&["export", "diary", "--ics", "-"]).out;
    let read = formats::ics::read(text.as_bytes()).unwrap();
    let events: Vec<String> =
        read.events.iter().map(|event| format!("{} {}", event.on(), event.summary.raw())).collect();
    assert_eq!(
        events,
        [
            "2023-10-04 papers due: Police and Crime Panel, County Hall, meeting Thu 12 Oct 2023",
            "2023-10-06 surgery: Town hall",
            "2023-10-09 answer due: Outcomes by district, asked by Police and Crime Panel",
            "2023-10-11 questions due by 9.00: Police and Crime Panel, County Hall, meeting Thu 12 Oct 2023",
            "2023-10-12 committee meeting: Police and Crime Panel, County Hall",
        ]
    );
    let plain = text.replace("\r\n ", "");
    assert!(
        plain.contains("DTSTART;VALUE=DATE:20231004") && plain.contains("DTSTART;TZID=Europe/London:20231011T090000")
    );
    assert!(plain.contains("DESCRIPTION:Wem Town Council"), "the councils that it covers: {plain}");
    assert!(plain.contains("DESCRIPTION:owner nobody yet"), "{plain}");
    let file = desk.file("own.ics", &text);
    let own = desk.json(&["import", "diary", &file, "--council", "Wem Town Council"]);
    assert_eq!((&own["unchanged"], &own["new"], &own["saved"]), (&json!(5), &json!(0), &Value::Null));
    let named = desk.done(&["export", "diary", "--ics", "-", "wem town"]).out;
    assert!(named.contains("surgery") && !named.contains("papers due"), "{named}");
}

#[test]
fn a_paper_for_a_committee_takes_the_next_meeting_on_record_and_says_so() {
    let desk = with_diary();
    let report = ["report", "--layout", "committee", "--as-at", "2023-10-01"];
    let ran = desk.done(&report);
    assert!(
        ran.err.contains("for the committee meeting on record of Thu 12 Oct 2023, Police and Crime Panel"),
        "{}",
        ran.err
    );
    // The text is wrapped.
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let paper = squeeze(&ran.out);
    assert!(paper.contains("papers go out by Wed 4 Oct 2023") && paper.contains("9.00 on Wed 11 Oct 2023"), "{paper}");
    let given = desk.done(&[&report[..], &["--committee-meets", "2023-10-09"]].concat());
    assert!(!given.err.contains("on record") && squeeze(&given.out).contains("by Fri 29 Sep 2023"), "{}", given.err);
    assert!(!desk.done(&["report", "--as-at", "2023-10-01"]).err.contains("on record"), "other layouts have no papers");
    let none = desk.done(&["report", "--layout", "committee", "--as-at", "2023-10-13"]);
    assert!(!none.err.contains("on record"), "{}", none.err);
}

#[test]
fn a_search_finds_requests_events_and_issued_reports() {
    let desk = with_diary();
    let figures = desk.file(
        "figures.json",
        r#"[{"area_level": "force", "area_code": "", "area": "all councils", "measure": "heard", "n": 4, "of": 610}]"#,
    );
    desk.done(&["record", "issue-report", "--figures", &figures, "--to", "Scrutiny board", "--layout", "committee"]);
    desk.done(&["record", "request", "1", "--answered", "2023-10-05", "--answer", "Report of October, table 4"]);
    let found = |words: &str, as_at: &str| -> Vec<String> {
        let found = desk.json(&["search", words, "--as-at", as_at]);
        let line =
            |it: &Value| format!("{} {} {}", it["kind"].as_str().unwrap(), it["record"], it["on"].as_str().unwrap());
        found.as_array().unwrap().iter().map(line).collect()
    };
    assert_eq!(found("outcomes district", "2023-10-05"), ["request 1 2023-09-20"]);
    assert_eq!(found("table 4", "2023-10-05"), ["request 1 2023-09-20"], "the answer too");
    assert_eq!(found("table 4", "2023-10-04"), Vec::<String>::new(), "it was not answered yet");
    assert_eq!(found("surgery", "2023-10-05"), ["event 2 2023-10-06"]);
    assert_eq!(found("county hall", "2023-10-05"), ["event 1 2023-10-12"], "planned");
    assert_eq!(desk.json(&["search", "surgery"])[0]["council"], json!("Wem Town Council"));
    let report = desk.json(&["search", "scrutiny", "--as-at", "2099-01-01"]);
    assert_eq!((&report[0]["kind"], &report[0]["record"]), (&json!("issued-report"), &json!(1)));
    let text = desk.done(&["search", "outcomes"]).out;
    assert!(text.starts_with("Police and Crime Panel · request 1 · 20 Sep 2023\n"), "{text}");
}

#[test]
fn a_handover_has_the_events_of_its_councils_and_what_bodies_wait_for() {
    let desk = with_diary();
    desk.done(&["record", "details", "Wem Town Council", "--team", "Wem SNT"]);
    desk.done(&["record", "details", "Malvern Town Council", "--team", "Malvern SNT"]);
    let tables = |team: &str, as_at: &str| {
        let document = desk.json(&["handover", "--team", team, "--as-at", as_at]);
        let rows = |name: &str, column: &str| -> Vec<String> {
            let rows = document[name].as_array().unwrap();
            rows.iter().map(|row| row[column].as_str().unwrap().to_owned()).collect()
        };
        (rows("events", "event"), rows("requests", "what"))
    };
    let [surgery, committee, asked] = ["surgery", "committee meeting", "Outcomes by district"].map(str::to_owned);
    assert_eq!(tables("Wem SNT", "2023-10-05"), (vec![surgery, committee.clone()], vec![asked.clone()]));
    assert_eq!(
        tables("Malvern SNT", "2023-10-05"),
        (vec![committee.clone()], vec![asked.clone()]),
        "not their surgery"
    );
    assert_eq!(tables("Wem SNT", "2023-10-07"), (vec![committee], vec![asked]), "the surgery was held");
}

#[test]
fn requests_and_events_go_to_another_database_and_issued_reports_stay() {
    let (from, to) = (with_diary(), Workspace::new());
    for (table, records) in [("requests", 1), ("events", 2)] {
        let csv = from.done(&["export", table, "--out", "-"]).out;
        let file = to.file(&format!("{table}.csv"), &csv);
        let imported = to.json(&["import", "table", &file]);
        assert_eq!((&imported["new"], &imported["table"]), (&json!(records), &json!(table)));
        assert_eq!(to.done(&["export", table, "--out", "-"]).out, csv);
        assert_eq!(to.json(&["import", "table", &file])["unchanged"], json!(records), "nothing the second time");
    }
    assert_eq!(to.done(&["diary"]).out, from.done(&["diary"]).out);
    let wem = from.done(&["export", "events", "--out", "-", "--find", "wem town"]).out;
    assert_eq!(wem.lines().count(), 2, "a filter leaves the surgery: {wem}");
    from.run(&["export", "requests", "--out", "-", "--find", "wem"])
        .failed(2, &["about no council", "leave the filters out"]);
    let reports = from.done(&["export", "issued-reports", "--out", "-"]).out;
    let file = to.file("reports.csv", reports);
    to.run(&["import", "table", &file]).failed(3, &["no database takes back", "Nothing was changed"]);
}

/// Rule 30: only where the sergeant says so.
#[test]
fn an_event_keeps_the_promise_only_where_the_sergeant_says_so() {
    let desk = Workspace::new();
    desk.record_wem();
    let contact = |as_at: &str| {
        let shown = desk.json(&["show", "Wem Town Council", "--as-at", as_at])["quarterly_contact"].clone();
        (shown["promise"].as_str().unwrap().to_owned(), shown["explanation"].as_str().unwrap().to_owned())
    };
    let listed = |as_at: &str| {
        let lines = desk.json(&["promises", "--find", "wem town", "--as-at", as_at]);
        lines.to_string()
    };
    let owed = contact("2023-10-05");
    assert_eq!(owed.0, "owed");
    let surgery = ["record", "event", "--on", "2023-10-04", "--place", "Town hall", "--council", "Wem Town Council"];
    desk.done(&surgery);
    assert_eq!(contact("2023-10-05"), owed, "an event is no contact by itself");
    let before = listed("2023-10-05");
    let text = desk.done(&["record", "event", "1", "--counts-as-contact", "yes"]).out;
    assert!(text.ends_with("Wem Town Council; counts as contact\n"), "{text}");
    assert_eq!(contact("2023-10-05"), ("met".to_owned(), "met 4 Oct at a surgery".to_owned()));
    assert_eq!(contact("2023-10-03"), owed, "not on the day before");
    assert_ne!(listed("2023-10-05"), before, "the counts follow");
    assert_eq!(listed("2023-10-03"), before.replace("2023-10-05", "2023-10-03"));
    let line = desk.json(&["list", "--find", "wem town"])[0].to_string();
    assert!(line.contains("\"met\""), "the list agrees with the council's page: {line}");
    let page = desk.done(&["show", "Wem Town Council"]).out;
    assert!(page.contains("Wed 4 Oct 2023, surgery, Town hall; counts as contact"), "the evidence: {page}");
    assert_eq!(desk.json(&["show", "whixall"])["quarterly_contact"]["promise"], json!("not-offered"));
    let kept = |report: &Value| {
        let figures = report["figures"].as_array().unwrap().clone();
        let met = figures.into_iter().find(|figure| figure["measure"] == "promise.met" && figure["level"] == "force");
        met.map(|figure| figure["n"].clone())
    };
    assert_eq!(kept(&desk.json(&["report"])), Some(json!(1.0)));
    desk.done(&["undo"]);
    assert_eq!(contact("2023-10-05"), owed);
}

#[test]
fn what_cannot_count_as_contact_says_why() {
    let desk = Workspace::new();
    let event = |more: &[&str]| {
        let words = ["record", "event", "--place", "Hall", "--counts-as-contact", "yes"];
        desk.run(&[&words[..], more].concat())
    };
    event(&["--on", "2023-10-04"]).failed(3, &["say which councils the event covers"]);
    event(&["--on", "2023-10-04", "--kind", "committee"]).failed(3, &["no contact with a council"]);
    event(&["--on", "2023-10-04", "--kind", "committee", "--council", "Wem Town Council"])
        .failed(3, &["a meeting of a committee covers no council"]);
    event(&["--on", "2099-10-04", "--council", "Wem Town Council"]).failed(3, &["still to come"]);
    assert_eq!(desk.json(&["record", "event"]), Value::Array(Vec::new()));
}
