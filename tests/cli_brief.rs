//! The brief before a meeting, and the handover of a team.

mod workspace;

use charter::change::{Act, Change, CouncilDetails, EditCouncil, Moment};
use charter::ids::CouncilId;
use charter::untrusted::Untrusted;
use desk::seed::seed;
use serde_json::json;
use store::Store;
use workspace::Workspace;

const HOSTILE: &str = "=HYPERLINK(\"x\") <script>alert(1)</script> \u{202e}";

/// A database in which Wem Town Council has two priorities with work on them.
fn wem() -> Workspace {
    let desk = Workspace::new();
    desk.record_wem();
    let about = ["--priority", "1"];
    desk.done(
        &[
            &["record", "action", "wem", "--what", "Ask for signs", "--on", "2023-09-25", "--due", "2023-10-02"],
            &about[..],
        ]
        .concat(),
    );
    desk.done(
        &[&["record", "progress", "wem", "--text", "Two checks held.", "--on", "2023-10-03"], &about[..]].concat(),
    );
    let held = ["record", "meeting", "wem", "--on", "2023-10-02", "--attendance", "in-person", "--officer", "sergeant"];
    desk.done(&held);
    desk
}

fn set_team(desk: &Workspace, team: &str, from: &str) {
    let id = CouncilId(desk.council("Wem Town Council")["id"].as_i64().unwrap());
    let moment = Moment { at: "2023-10-05T09:00:00Z".parse().unwrap() };
    let mut store = Store::open(&desk.database(), moment, seed).unwrap().store;
    let (team, changed_from) = (Some(Untrusted::from(team)), Some(from.parse().unwrap()));
    let details = CouncilDetails { team, changed_from, ..CouncilDetails::default() };
    let change = Change::from(Act::Council(EditCouncil { council: id, version: None, details }));
    store.apply(&change, "sergeant", moment).unwrap();
}

#[test]
fn the_brief_says_what_there_is_to_say_at_a_meeting() {
    let desk = wem();
    let text = desk.done(&["brief", "wem"]).out;
    for said in [
        "Wem Town Council\n  October–December 2023, as at Thu 5 Oct 2023\n",
        "  Status: confirmed: wishes to take part, 2 priorities received 20 Sep",
        "  Last attendance: Mon 2 Oct 2023, attended in person (sergeant)",
        "  1. Speeding on the high street\n      3 Oct: Two checks held.\n",
        "Promised and not done\n  Ask for signs: the team, due 2 Oct 2023, overdue\n",
        "Tell the council\n",
        "  whether its priorities have changed: 2 priorities not reviewed in this round\n",
        "  by which method it wants to be met\n",
        "  when it meets: no meeting pattern is recorded\n",
    ] {
        assert!(text.contains(said), "“{said}” is not in:\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let brief = desk.json(&["brief", "wem"]);
    assert_eq!(brief["priorities"]["shown"][0]["text"], "Speeding on the high street");
    assert_eq!(brief["outstanding"]["shown"][0]["overdue"], true);
    assert_eq!((brief["ask"]["shown"].as_array().unwrap().len(), &brief["ask"]["more"]), (3, &json!(0)));
    desk.run(&["brief", "nowhere at all"]).failed(3, &["no council is called"]);
}

#[test]
fn the_brief_is_a_page_that_nothing_escapes_from() {
    let desk = wem();
    desk.done(&["record", "progress", "wem", "--priority", "2", "--text", HOSTILE]);
    let page = desk.done(&["brief", "wem", "--html", "-"]).out;
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">") && page.contains("size: A4"), "{page}");
    assert!(page.contains("<h1>Wem Town Council</h1>") && page.contains("&lt;script&gt;alert(1)"), "{page}");
    assert!(!page.contains("<script") && !page.contains('\u{202e}'), "{page}");
    let file = desk.path("brief.html");
    let file = file.to_str().unwrap();
    desk.done(&["brief", "wem", "--html", file]);
    desk.run(&["brief", "wem", "--html", file]).failed(3, &["is there already; --force replaces it"]);
    desk.done(&["brief", "wem", "--html", file, "--force"]);
    assert_eq!(std::fs::read_to_string(file).unwrap(), page);
    let letter = desk.file("letter.txt", "Dear clerk");
    desk.run(&["brief", "wem", "--html", &letter]).failed(3, &["is there already; --force replaces it"]);
}

#[test]
fn a_team_hands_over_what_it_owes_and_who_must_be_told() {
    let desk = wem();
    set_team(&desk, "Wem SNT", "2023-09-01");
    desk.done(&["record", "meeting", "wem", "--on", "2023-11-14", "--plan", "in-person"]);
    desk.done(&["record", "progress", "wem", "--priority", "2", "--text", HOSTILE]);
    desk.done(&["record", "action", "wem", "--priority", "2", "--what", HOSTILE]);
    desk.done(&["record", "contact", "wem", "--role", "clerk", "--email", "clerk@wem.example"]);
    let id = desk.council("Wem Town Council")["id"].as_i64().unwrap();
    let drafts = json!({
        format!("return 1 {id}"): {"views": "More notice"},
        format!("return 1 {id} #2"): {"views": "Of another dashboard"},
        "note 1 99999": {"text": "another's"},
    });
    std::fs::write(format!("{}-drafts.json", desk.database().display()), drafts.to_string()).unwrap();
    let folder = desk.path("handover");
    let out = folder.to_str().unwrap();
    let ran = desk.done(&["handover", "--team", "wem", "--out", out]);
    assert!(ran.err.contains("team Wem SNT: 1 council · promises 1, actions 2"), "{}", ran.err);
    assert!(ran.err.contains("no council is to be told"), "{}", ran.err);
    let rows = |name: &str| -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_path(folder.join(name)).unwrap();
        let columns = reader.headers().unwrap().len();
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert!(rows.iter().all(|row| row.len() == columns), "{name}: {rows:?}");
        rows
    };
    let actions = rows("actions.csv");
    assert_eq!((actions.len(), &actions[0][2][..], &actions[0][7][..]), (2, "Ask for signs", "yes"));
    assert!(actions[1][2].starts_with("'=HYPERLINK") && !actions[1][2].contains('\u{202e}'), "{actions:?}");
    assert_eq!(rows("meetings.csv")[0][1..5], ["2023-11-14", "", "", "planned, in person"].map(str::to_owned));
    let areas: Vec<String> = rows("areas.csv").iter().map(|row| row[..3].join(" ")).collect();
    assert_eq!(areas, ["county Shropshire E06000051", "district Shropshire E06000051", "team Wem SNT "]);
    let draft = |form: &str, typed: &str| ["Wem Town Council", form, "views", typed].map(str::to_owned);
    assert_eq!(rows("drafts.csv"), [draft("return", "More notice"), draft("return (2)", "Of another dashboard")]);
    assert_eq!((rows("promises.csv").len(), rows("conflicts.csv").len(), rows("to-tell.csv").len()), (1, 0, 0));
    assert_eq!(rows("contacts.csv")[0][..4], ["Wem Town Council", "clerk", "", "clerk@wem.example"].map(str::to_owned));
    let page = std::fs::read_to_string(folder.join("index.html")).unwrap();
    assert!(page.contains("<h2 id=\"actions\">Promised and not done (2)</h2>") && !page.contains("<script"), "{page}");
    desk.run(&["handover", "--team", "wem", "--out", out]).failed(3, &["not an empty folder", "left as it was"]);
    desk.run(&["handover", "--team", "wem"]).failed(2, &["--out"]);
    desk.run(&["handover", "--team", "nobody", "--json"]).failed(2, &["there is no team called", "Wem SNT"]);
}

#[test]
fn a_handover_names_the_officer_and_the_letters_that_are_not_sent() {
    let desk = wem();
    set_team(&desk, "Wem SNT", "2023-09-01");
    desk.done(&["record", "officer", "wem", "--post", "PC, Wem", "--from", "2023-09-01"]);
    desk.done(&["record", "contact", "wem", "--role", "clerk", "--email", "clerk@wem.example"]);
    let handover = |day: &str| desk.json(&["handover", "--team", "Wem SNT", "--as-at", day]);
    assert_eq!(handover("2023-10-05")["officers"][0]["post"], "PC, Wem");
    assert_eq!(handover("2023-10-05")["letters"], json!([]));
    desk.done(&["letters", "draft", "update", "wem", "--out", desk.path("letters").to_str().unwrap()]);
    let unsent = handover("2023-10-05")["letters"].clone();
    assert_eq!((&unsent[0]["letter"], &unsent[0]["drafted_on"]), (&json!("written update"), &json!("2023-10-05")));
}

#[test]
fn a_council_that_changes_its_team_is_to_be_told() {
    let desk = wem();
    set_team(&desk, "Wem SNT", "2023-09-01");
    set_team(&desk, "Whitchurch SNT", "2023-10-04");
    let bundle = desk.json(&["handover", "--team", "Wem SNT"]);
    assert_eq!((&bundle["councils"], &bundle["promises"][0]["team"]), (&json!(1), &json!("Whitchurch SNT")));
    let untold = &bundle["to_tell"][0];
    assert_eq!((&untold["from"], &untold["since"]), (&json!("Wem SNT"), &json!("2023-10-04")));
    let brief = desk.done(&["brief", "wem"]).out;
    assert!(brief.contains("its team has been Whitchurch SNT since Wed 4 Oct 2023; not told yet"), "{brief}");
    desk.done(&["record", "told", "wem"]);
    assert_eq!(desk.json(&["handover", "--team", "Wem SNT"])["to_tell"], json!([]));
    desk.run(&["record", "told", "wem"]).failed(3, &["knows of every change of its team", "Nothing was changed"]);
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["handover", "--team", "Wem SNT"])["to_tell"].as_array().unwrap().len(), 1);
}

#[test]
fn a_handover_says_that_drafts_cannot_be_read_and_leaves_them_where_they_are() {
    let desk = wem();
    set_team(&desk, "Wem SNT", "2023-09-01");
    let file = format!("{}-drafts.json", desk.database().display());
    std::fs::write(&file, "{\"note").unwrap();
    let ran = desk.done(&["handover", "--team", "wem", "--json"]);
    assert!(ran.err.contains("cannot be read") && ran.err.contains("The handover is without them"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "{\"note");
}
