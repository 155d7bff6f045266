//! Issued reports on the command line.

mod workspace;

use serde_json::{Value, json};
use workspace::Workspace;

fn figures(heard: f64) -> String {
    let figure = |measure: &str, n: f64| json!({"area_level": "force", "area_code": "", "area": "", "measure": measure, "n": n, "of": 610});
    json!([figure("heard", heard), figure("declined", 1.0)]).to_string()
}

#[test]
fn a_report_is_kept_and_says_later_what_changed_and_what_was_recorded_since() {
    let desk = Workspace::new();
    assert_eq!(desk.json(&["record", "issue-report"]), Value::Array(Vec::new()));
    let file = desk.file("figures.json", figures(4.0));
    let to = ["--to", "Police and Crime Panel"];
    let issued =
        desk.json(&[&["record", "issue-report", "--figures", &file, "--as-at", "2023-10-05"], &to[..]].concat());
    assert_eq!(
        (&issued["id"], &issued["as_at"], &issued["layout"]),
        (&json!(1), &json!("2023-10-05"), &json!("summary"))
    );
    assert_eq!(issued["sha256"].as_str().unwrap().len(), 64);
    let same = desk.done(&["record", "issue-report", "1", "--figures", &file]).out;
    assert!(same.contains("Every figure is as it was issued."), "{same}");

    desk.record_wem();
    let later = desk.file("later.json", figures(5.0));
    let changed = desk.json(&["record", "issue-report", "1", "--figures", &later]);
    assert_eq!((&changed["changed"][0]["issued"]["n"], &changed["changed"][0]["now"]["n"]), (&json!(4.0), &json!(5.0)));
    assert_eq!(changed["changed"].as_array().unwrap().len(), 1);
    assert!(changed["since"][0]["words"].as_str().unwrap().contains("return of Wem"), "{changed}");
    let text = desk.done(&["record", "issue-report", "1", "--figures", &later]).out;
    assert!(text.contains("force, heard: 4 of 610, now 5 of 610"), "{text}");

    let corrected = ["--corrects", "1", "--reason", "a return was recorded late"];
    let correction = desk.json(&[&["record", "issue-report", "--figures", &later], &to[..], &corrected].concat());
    assert_eq!((&correction["corrects"], &correction["as_at"]), (&json!(1), &json!("2023-10-05")));
    let history = desk.done(&["history"]).out;
    assert!(history.contains("correction issued to Police and Crime Panel"), "{history}");
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["record", "issue-report"]), json!([issued]));
}

#[test]
fn what_is_no_list_of_figures_is_refused() {
    let desk = Workspace::new();
    let file = desk.file("figures.json", "{}");
    let figures_of = |file: &str| ["record", "issue-report", "--to", "Panel", "--figures", file].map(str::to_owned);
    let run = |file: &str| desk.run(&figures_of(file).each_ref().map(String::as_str));
    run(&file).failed(2, &["--figures", "no list of figures", "Nothing was changed"]);
    run(&desk.file("empty.json", "[]")).failed(3, &["no figures"]);
    desk.run(&["record", "issue-report", "4"]).failed(3, &["there is no issued report 4"]);
    let named = desk.file("one.json", figures(1.0));
    desk.run(&["record", "issue-report", "--to", "Cllr Body", "--figures", &named]).failed(3, &["--to", "not a name"]);
}
