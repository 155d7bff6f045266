//! Every subcommand: its documents, and its effect on the database.

mod workspace;

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::{Value, json};
use workspace::{Workspace, texts};

#[test]
fn a_first_list_makes_the_database_with_the_register_in_it() {
    let desk = Workspace::new();
    let first = desk.done(&["list", "--json"]);
    assert!(first.err.contains("a new database was made at"), "{}", first.err);
    assert!(desk.database().exists());
    let second = desk.done(&["list", "--json"]);
    assert!(!second.err.contains("new database"), "{}", second.err);
    assert_eq!(first.out, second.out);
    let list: Value = serde_json::from_str(&first.out).unwrap();
    let parishes: usize = list.as_array().unwrap().iter().map(|line| line["parishes"].as_array().unwrap().len()).sum();
    assert_eq!(parishes, 658, "every parish is covered once");
}

#[test]
fn the_list_is_one_stable_document_in_register_order() {
    let desk = Workspace::new();
    let list = desk.json(&["list"]);
    let list = list.as_array().unwrap();
    assert_eq!(list[0]["parishes"], json!(["E04000682"]), "the first row of the register");
    let ids: Vec<i64> = list.iter().map(|line| line["id"].as_i64().unwrap()).collect();
    assert!(ids.is_sorted(), "ids were given in the order of the register");
    let wem = desk.council("Wem Town Council");
    let keys: BTreeSet<&str> = wem.as_object().unwrap().keys().map(String::as_str).collect();
    let wanted = "id council name_confirmed kind parishes county district team status flags missed heard_on priorities \
                  frequency method last_seen_on next_meeting_on promise decides explanation group waiting named_contact";
    assert_eq!(keys, wanted.split_whitespace().collect());
    assert_eq!(wem["kind"], "town");
    assert_eq!(wem["heard_on"], Value::Null);
}

#[rstest]
#[case("2023-09-23", "awaiting", Value::Null, &[])]
#[case("2023-09-30", "awaiting", Value::Null, &["due-soon"])]
#[case("2023-10-01", "assumed-declined", json!("silent"), &[])]
fn silence_turns_with_the_deadline(
    #[case] day: &str,
    #[case] status: &str,
    #[case] missed: Value,
    #[case] flags: &[&str],
) {
    let desk = Workspace::with_letters();
    let wem = desk.council_as_at("Wem Town Council", day);
    assert_eq!(wem["status"], status);
    assert_eq!(wem["missed"], missed);
    assert_eq!(texts(&wem["flags"]), flags);
    assert_eq!(wem["last_seen_on"], Value::Null);
}

#[test]
fn the_list_is_narrowed_and_counted() {
    let desk = Workspace::new();
    let telford = desk.json(&["list", "--county", "telford"]);
    assert!(telford.as_array().unwrap().iter().all(|line| line["county"] == "Telford and Wrekin"));
    let district = desk.json(&["list", "--district", "Wychavon"]);
    assert!(district.as_array().unwrap().iter().all(|line| line["county"] == "Worcestershire"));
    let found = desk.done(&["list", "--find", "wem"]);
    assert!(found.out.contains("Wem Town Council") && found.out.contains("Wem Rural Parish Council"), "{}", found.out);
    assert!(found.out.contains("Shropshire: 0 of "), "{}", found.out);
    assert!(found.err.contains("2 of ") && found.err.contains("October–December 2023"), "{}", found.err);
    desk.record_wem();
    let missed = desk.json(&["list", "--show", "missed", "--find", "wem"]);
    assert_eq!(missed.as_array().unwrap().len(), 1);
    let confirmed = desk.json(&["list", "--show", "confirmed,declined"]);
    assert_eq!(confirmed[0]["council"], "Wem Town Council");
    let none = desk.done(&["list", "--find", "wem", "--show", "declined"]);
    assert_eq!(none.out, "");
    assert!(none.err.contains("--show declined and --find “wem”"), "{}", none.err);
}

#[test]
fn options_of_every_command_stand_before_or_after_it() {
    let desk = Workspace::new();
    let after = desk.program().args(["list", "--json", "--as-at", "2023-09-30"]).output().unwrap();
    let before = desk.program().args(["--as-at", "30/9/2023", "list", "--json"]).output().unwrap();
    assert_eq!(after.stdout, before.stdout);
    let elsewhere = desk.path("elsewhere.db");
    desk.program().env("CHARTERDESK_DATABASE", &elsewhere).arg("list").assert().success();
    assert!(elsewhere.exists());
    let named = desk.path("named.db");
    desk.program().env("CHARTERDESK_DATABASE", &elsewhere).arg("list").arg("--database").arg(&named).assert().success();
    assert!(named.exists());
}

#[rstest]
#[case::id("417")]
#[case::code("e04011380")]
#[case::name("Wem Town Council")]
#[case::short("WEM")]
#[case::parish("wem urban")]
fn a_council_is_named_in_many_ways(#[case] named: &str) {
    let desk = Workspace::new();
    let id = desk.council("Wem Town Council")["id"].to_string();
    let named = if named == "417" { id.as_str() } else { named };
    assert_eq!(desk.json(&["show", named])["council"], "Wem Town Council");
}

#[test]
fn show_tells_all_that_the_list_tells_and_more() {
    let desk = Workspace::with_letters();
    desk.record_wem();
    let shown = desk.json(&["show", "wem"]);
    for (key, value) in desk.council("Wem Town Council").as_object().unwrap() {
        assert_eq!(&shown[key], value, "{key}");
    }
    assert_eq!(shown["round"]["code"], "2023-Q4");
    assert_eq!(shown["round"]["next_contact"], "2024-01-01");
    assert_eq!(shown["parish_details"][0]["name"], "Wem Urban");
    assert_eq!(shown["contact"], json!({"id": null, "role": "", "address": ""}));
    assert_eq!(shown["letters"], json!([{"sent_on": null, "channel": "email", "undelivered_on": null}]));
    let returned = &shown["returns"][0];
    assert_eq!(
        (&returned["in_force"], &returned["wish"], &returned["received_on"]),
        (&json!(true), &json!("yes"), &json!("2023-09-20"))
    );
    assert_eq!(
        returned["priorities"][1],
        json!({"slot": 2, "received": "Parking by the school", "agreed": null, "category": null, "carried": 2})
    );
    assert_eq!(shown["history"][0]["words"], "return of Wem Town Council");
}

#[test]
fn the_journal_says_who_when_and_from_what_to_what() {
    let desk = Workspace::new();
    desk.record_wem();
    desk.done(&["--by", "night desk", "record", "meeting", "Ludlow", "--on", "2023-10-02", "--attendance", "digital"]);
    let all = desk.json(&["history"]);
    let words: Vec<&str> = all.as_array().unwrap().iter().map(|entry| entry["words"].as_str().unwrap()).collect();
    assert_eq!(
        &words[..2],
        ["meeting of Ludlow Town Council on 2 Oct 2023, attended digitally", "return of Wem Town Council"]
    );
    assert_eq!((&all[0]["by"], &all[1]["by"]), (&json!("night desk"), &json!("desk-sergeant")));
    assert_eq!(all.as_array().unwrap().last().unwrap()["kind"], "load");
    let wem = desk.json(&["history", "wem"]);
    let change = &wem[0]["changes"][0];
    assert_eq!(change["record"], "return");
    let wish = change["differences"].as_array().unwrap().iter().find(|difference| difference["field"] == "wish");
    assert_eq!(wish.unwrap(), &json!({"field": "wish", "from": "", "to": "yes"}));
    let text = desk.done(&["history", "wem"]);
    assert!(text.out.contains("changed: return of Wem Town Council (by desk-sergeant)"), "{}", text.out);
    assert!(text.out.contains("wish yes"), "{}", text.out);
    assert!(!text.out.contains("Ludlow"), "{}", text.out);
}

#[test]
fn undo_and_redo_work_from_one_run_to_the_next() {
    let desk = Workspace::new();
    desk.run(&["undo"]).failed(3, &["nothing to undo", "Nothing was changed"]);
    let before = desk.council("Wem Town Council");
    let after = desk.record_wem();
    let undone = desk.done(&["undo"]);
    assert!(undone.err.contains("undone: return of Wem Town Council (again with: charterdesk redo)"), "{}", undone.err);
    assert_eq!(desk.council("Wem Town Council"), before);
    desk.done(&["redo"]);
    assert_eq!(desk.council("Wem Town Council"), after);
    desk.run(&["redo"]).failed(3, &["nothing to redo"]);
    let kinds: Vec<Value> =
        desk.json(&["history"]).as_array().unwrap().iter().map(|entry| entry["kind"].clone()).collect();
    assert_eq!(&kinds[..3], ["redo", "undo", "change"]);
}

#[test]
fn a_backup_is_listed_and_put_back() {
    let desk = Workspace::with_letters();
    desk.done(&["list"]);
    let none = desk.done(&["restore"]);
    assert!(none.out.is_empty() && none.err.contains("no backup yet"), "{none:?}");
    let row = "code,parish,county,district\nE04999001,Newtown,Shropshire,Shropshire\n";
    let file = desk.file("councils.csv", row);
    desk.done(&["import", "councils", &file]);
    desk.record_wem();
    let backups = desk.json(&["restore"]);
    assert_eq!((&backups[0]["sound"], &backups[0]["reason"]), (&json!(true), &json!("before an import")));
    let name = backups[0]["name"].as_str().unwrap();
    assert!(desk.done(&["restore"]).out.contains(name));
    let restored = desk.done(&["restore", name]);
    assert!(restored.err.contains("what was there before is kept as"), "{}", restored.err);
    assert_eq!(desk.council("Wem Town Council")["status"], "assumed-declined");
    desk.run(&["show", "E04999001"]).failed(3, &["no council is called"]);
    desk.run(&["restore", "nothing.db"]).failed(3, &["there is no backup “nothing.db”", "Nothing was changed"]);
}

#[test]
fn the_demonstration_shows_everything() {
    let desk = Workspace::new();
    let path = desk.path("demo.db");
    charterdesk::cli::demo::make_demo(&path, charterdesk::cli::demo::demo_clock()).unwrap();
    let path = path.to_str().unwrap();
    let list = desk.json(&["--database", path, "list"]);
    let list = list.as_array().unwrap();
    let of = |key: &str| -> BTreeSet<&str> { list.iter().filter_map(|line| line[key].as_str()).collect() };
    let statuses = "not-sent undelivered holding partial confirmed declined assumed-declined";
    assert_eq!(of("status"), statuses.split_whitespace().collect());
    assert_eq!(of("missed"), "silent heard-not-confirmed late never-reached".split_whitespace().collect());
    let flags: BTreeSet<&str> = list.iter().flat_map(|line| texts(&line["flags"])).collect();
    assert_eq!(
        flags,
        "replied-late preferences-missing needs-choice conflict update-owed".split_whitespace().collect()
    );
    assert!(list.iter().all(|line| line["team"].as_str().unwrap().contains(" SNT")));
    let replied = list.iter().filter(|line| !line["heard_on"].is_null()).count() * 100 / list.len();
    assert!((55..=65).contains(&replied), "{replied} % replied");
    let before = desk.json(&["--database", path, "list", "--as-at", "2023-09-25"]);
    assert!(before.as_array().unwrap().iter().any(|line| texts(&line["flags"]).contains(&"due-soon")));
    desk.run(&["--database", path, "undo"]).failed(3, &["nothing to undo"]);
}

#[test]
fn the_manual_the_keys_and_the_completions_are_printed() {
    let desk = Workspace::new();
    let man = desk.done(&["man"]);
    assert!(man.out.contains(".SH \"JSON DOCUMENTS\"") && man.out.contains("assumed\\-declined"), "{}", man.out);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(desk.done(&["completions", shell]).out.contains("charterdesk"), "{shell}");
    }
    desk.done(&["keys", "--markdown"]);
    assert!(!desk.database().exists(), "none of them needs a database");
}

/// The path of every value in a document, as `jq` writes it: `.[].returns[].wish`.
fn paths(document: &Value, path: &str, into: &mut BTreeSet<String>) {
    match document {
        Value::Object(members) => {
            members.iter().for_each(|(key, value)| paths(value, &format!("{path}.{key}"), into));
        }
        Value::Array(items) => {
            let path = if path.is_empty() { ".[]".to_owned() } else { format!("{path}[]") };
            items.iter().for_each(|item| paths(item, &path, into));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            into.insert(path.to_owned());
        }
    }
}

#[rstest]
#[case::list(&["list"])]
#[case::categories(&["record", "categories"])]
#[case::show(&["show", "Wem"])]
#[case::history(&["history"])]
#[case::diary(&["diary"])]
#[case::promises(&["promises"])]
#[case::priorities(&["priorities"])]
#[case::plan(&["plan", "--duty", "6-30 nov 17:00-23:00"])]
#[case::report(&["report"])]
#[case::brief(&["brief", "Wem"])]
#[case::import_replies(&["import", "replies", "tests/incoming/mail", "--dry-run"])]
#[case::inbox(&["inbox"])]
#[case::letters_due(&["letters", "due"])]
#[case::check(&["check"])]
#[case::backup(&["backup"])]
#[case::restore(&["restore"])]
fn the_manual_has_the_path_of_every_value_of_a_document(#[case] command: &[&str]) {
    let desk = Workspace::new();
    let path = desk.path("demo.db");
    charterdesk::cli::demo::make_demo(&path, charterdesk::cli::demo::demo_clock()).unwrap();
    let database = ["--database", path.to_str().unwrap()];
    desk.done(&[&database[..], &["backup"]].concat());
    let document = desk.json(&[&database[..], command].concat());
    let man = desk.done(&["man"]).out.replace("\\-", "-");
    let words =
        command.iter().take_while(|word| !word.starts_with('-') && word.is_ascii() && !word.contains(['/', 'W']));
    let name = words.copied().collect::<Vec<_>>().join(" ");
    let (_, section) = man.split_once(&format!(".SS \"{name} --json\"\n")).unwrap();
    let section = section.split("\n.SS").next().unwrap();
    let documented: BTreeSet<&str> =
        section.lines().filter_map(|line| line.strip_prefix("\\fB")?.strip_suffix("\\fR")).collect();
    let mut used = BTreeSet::new();
    paths(&document, "", &mut used);
    let missing: Vec<&String> = used.iter().filter(|path| !documented.contains(path.as_str())).collect();
    assert!(missing.is_empty() && !used.is_empty(), "{missing:?} in {command:?}");
}

#[test]
fn text_is_plain_unless_colour_is_asked_for_and_ascii_if_that_is() {
    let desk = Workspace::new();
    assert!(!desk.done(&["list"]).out.contains('\x1b'));
    assert!(desk.done(&["--color", "always", "list"]).out.contains("\x1b[1mShropshire"));
    let ascii = desk.done(&["--ascii", "list"]);
    assert!(ascii.out.is_ascii() && ascii.err.is_ascii(), "{ascii:?}");
}

#[test]
fn the_text_of_the_list_lines_up() {
    let desk = Workspace::with_letters();
    desk.record_wem();
    desk.done(&["record", "reply", "Ludlow", "--received", "2023-10-02", "--text", "Soon."]);
    desk.done(&["record", "meeting", "Ludlow", "--on", "2023-10-03", "--attendance", "in-person"]);
    let mut text = desk.done(&["list", "--find", "town", "--county", "shropshire"]);
    text.out.push_str(&text.err);
    insta::assert_snapshot!(text.out);
}

#[test]
fn the_text_of_show_reads_as_a_page() {
    let desk = Workspace::with_letters();
    desk.record_wem();
    desk.done(&[
        "record",
        "reply",
        "wem",
        "--received",
        "2023-10-06",
        "--text",
        "One more thing:\nthe bus stop.",
        "--channel",
        "phone",
        "--from",
        "chair",
    ]);
    desk.done(&[
        "record",
        "meeting",
        "wem",
        "--on",
        "2023-10-03",
        "--attendance",
        "not-attended",
        "--reason",
        "short-notice",
        "--note",
        "Sorry sent.",
    ]);
    desk.done(&["record", "note", "wem", "--text", "Agenda closes Thursdays."]);
    let out = desk.done(&["show", "wem"]).out;
    // The journal uses the real time of day.
    let (page, history) = out.split_once("\nHistory\n").unwrap();
    insta::assert_snapshot!(page);
    assert!(history.contains("changed: note on Wem Town Council (by desk-sergeant)"), "{history}");
}
