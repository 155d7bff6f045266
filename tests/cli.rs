//! What a user does without a screen: each subcommand, its documents, and what it leaves in the database.

mod desk;

use std::collections::BTreeSet;

use desk::Desk;
use rstest::rstest;
use serde_json::{Value, json};

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

const RETURN: [&str; 14] = [
    "record",
    "return",
    "Wem Town Council",
    "--received",
    "2023-09-20",
    "--wish",
    "yes",
    "--priority",
    "Speeding on the high street",
    "--priority",
    "Parking by the school",
    "--frequency",
    "monthly",
    "--views",
];

fn record_wem(desk: &Desk) -> Value {
    desk.json(&[&RETURN[..], &["More notice of visits, please."]].concat())
}

#[test]
fn a_first_list_makes_the_database_with_the_register_in_it() {
    let desk = Desk::new();
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
    let desk = Desk::new();
    let list = desk.json(&["list"]);
    let list = list.as_array().unwrap();
    assert_eq!(list[0]["parishes"], json!(["E04000682"]), "the first row of the register");
    let ids: Vec<i64> = list.iter().map(|line| line["id"].as_i64().unwrap()).collect();
    assert!(ids.is_sorted(), "ids were given in the order of the register");
    let wem = desk.council("Wem Town Council");
    let keys: BTreeSet<&str> = wem.as_object().unwrap().keys().map(String::as_str).collect();
    let wanted = "id council name_confirmed kind parishes county district team status flags missed heard_on priorities \
                  frequency method last_seen_on next_meeting_on explanation";
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
    let desk = Desk::new();
    let wem = desk.council_as_at("Wem Town Council", day);
    assert_eq!(wem["status"], status);
    assert_eq!(wem["missed"], missed);
    assert_eq!(texts(&wem["flags"]), flags);
    assert_eq!(wem["last_seen_on"], Value::Null);
}

#[test]
fn the_list_is_narrowed_and_counted() {
    let desk = Desk::new();
    let telford = desk.json(&["list", "--county", "telford"]);
    assert!(telford.as_array().unwrap().iter().all(|line| line["county"] == "Telford and Wrekin"));
    let district = desk.json(&["list", "--district", "Wychavon"]);
    assert!(district.as_array().unwrap().iter().all(|line| line["county"] == "Worcestershire"));
    let found = desk.done(&["list", "--find", "wem"]);
    assert!(found.out.contains("Wem Town Council") && found.out.contains("Wem Rural Parish Council"), "{}", found.out);
    assert!(found.out.contains("Shropshire: 0 of "), "{}", found.out);
    assert!(found.err.contains("2 of ") && found.err.contains("October–December 2023"), "{}", found.err);
    record_wem(&desk);
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
    let desk = Desk::new();
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

#[test]
fn a_return_is_recorded_and_answered_with_the_council_as_it_stands() {
    let desk = Desk::new();
    let wem = record_wem(&desk);
    assert_eq!(wem, desk.council("Wem Town Council"), "record answers with the object of the list");
    assert_eq!(wem["status"], "confirmed");
    assert_eq!(wem["priorities"], 2);
    assert_eq!(wem["frequency"], "monthly");
    assert_eq!(wem["method"], Value::Null);
    assert_eq!(wem["heard_on"], "2023-09-20");
    assert_eq!(texts(&wem["flags"]), ["preferences-missing", "update-owed"]);
    let again = desk.run(&[&RETURN[..], &["More notice of visits, please."]].concat());
    again.failed(3, &["recorded already", "Nothing was changed"]);
    assert_eq!(desk.council_as_at("Wem Town Council", "2023-09-19")["status"], "awaiting", "as at the day before");
}

#[test]
fn talk_says_what_was_saved_and_how_to_undo_it() {
    let desk = Desk::new();
    let ran = desk.done(&["record", "return", "wem", "--received", "20/9", "--wish", "yes", "--priority", "Speeding"]);
    assert_eq!(ran.out, "", "data only on request");
    for said in [
        "“20/9” is taken as Wed 20 Sep 2023",
        "saved: return of Wem Town Council (undo with: charterdesk undo)",
        "now confirmed: wishes to take part, 1 priority received 20 Sep",
    ] {
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    let named = desk.path("named.db");
    let named = named.to_str().unwrap();
    let ran = desk.done(&["--database", named, "record", "note", "wem", "--text", "Rang."]);
    assert!(ran.err.contains(&format!("charterdesk --database {named} undo")), "{}", ran.err);
}

#[test]
fn what_a_later_return_leaves_out_is_carried_over() {
    let desk = Desk::new();
    record_wem(&desk);
    let ran =
        desk.done(&["record", "return", "wem", "--received", "2023-09-28", "--wish", "yes", "--method", "digital"]);
    let carried = "carried over from the return of 20 Sep: 2 priorities, frequency, views";
    assert!(ran.err.contains(carried), "{}", ran.err);
    let wem = desk.council("Wem Town Council");
    assert_eq!(
        (&wem["priorities"], &wem["frequency"], &wem["method"]),
        (&json!(2), &json!("monthly"), &json!("digital"))
    );
    assert_eq!(texts(&wem["flags"]), ["update-owed"]);
    // Nothing is carried into a no, and an empty priority says that there are none.
    let none = [
        "record",
        "return",
        "wem",
        "--received",
        "2023-09-29",
        "--wish",
        "yes",
        "--priority",
        "",
        "--frequency",
        "not-stated",
    ];
    let wem = desk.json(&none);
    assert_eq!((&wem["status"], &wem["priorities"], &wem["frequency"]), (&json!("partial"), &json!(0), &Value::Null));
    let ran = desk.done(&["record", "return", "wem", "--received", "2023-09-30", "--wish", "no"]);
    assert!(!ran.err.contains("carried over"), "{}", ran.err);
    assert_eq!(desk.council("Wem Town Council")["status"], "declined");
}

#[test]
fn an_older_return_found_later_takes_nothing_from_a_newer_one() {
    let desk = Desk::new();
    record_wem(&desk);
    let ran = desk.done(&["record", "return", "wem", "--received", "2023-09-12", "--wish", "yes"]);
    assert!(!ran.err.contains("carried over"), "{}", ran.err);
    assert_eq!(desk.council("Wem Town Council")["priorities"], 2, "the newer one is in force");
}

#[rstest]
#[case("2023-09-30T23:59:59", &["update-owed"], Value::Null, "2023-09-30")]
#[case("2023-09-30T23:30Z", &["late", "update-owed"], json!("late"), "2023-10-01")]
#[case("2023-09-30", &["update-owed"], Value::Null, "2023-09-30")]
fn the_deadline_is_midnight_in_london(
    #[case] received: &str,
    #[case] flags: &[&str],
    #[case] missed: Value,
    #[case] heard: &str,
) {
    let desk = Desk::new();
    let preferences = ["--priority", "Speeding", "--frequency", "quarterly", "--method", "in-person"];
    let wem =
        desk.json(&[&["record", "return", "wem", "--received", received, "--wish", "yes"], &preferences[..]].concat());
    assert_eq!(texts(&wem["flags"]), flags);
    assert_eq!((&wem["missed"], &wem["heard_on"]), (&missed, &json!(heard)));
}

#[test]
fn more_than_three_priorities_are_kept_and_ask_for_a_choice() {
    let desk = Desk::new();
    let mut args = vec!["record", "return", "wem", "--received", "2023-09-20", "--wish", "yes"];
    for text in ["One", "Two", "Three", "Four"] {
        args.extend(["--priority", text]);
    }
    let wem = desk.json(&args);
    assert_eq!(wem["priorities"], 4);
    assert!(texts(&wem["flags"]).contains(&"needs-choice"));
    let shown = desk.json(&["show", "wem"]);
    let received: Vec<&str> = shown["returns"][0]["priorities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|priority| priority["received"].as_str().unwrap())
        .collect();
    assert_eq!(received, ["One", "Two", "Three", "Four"]);
}

#[test]
fn open_lists_keep_the_councils_own_words() {
    let desk = Desk::new();
    let own = ["--frequency", "after each full council", "--method", "Written Update"];
    let wem =
        desk.json(&[&["record", "return", "wem", "--received", "2023-09-20", "--wish", "unknown"], &own[..]].concat());
    assert_eq!(
        (&wem["frequency"], &wem["method"]),
        (&json!("other: after each full council"), &json!("written-update"))
    );
    assert_eq!(wem["status"], "partial");
}

#[test]
fn a_reply_holds_and_its_text_is_kept_from_stdin() {
    let desk = Desk::new();
    let args = [
        "record",
        "reply",
        "wem",
        "--received",
        "2023-09-28T10:15",
        "--text",
        "-",
        "--channel",
        "e-mail",
        "--from",
        "clerk",
        "--json",
    ];
    let ran = desk.run_with(&args, "On our October agenda.\nRegards\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    let wem: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&wem["status"], &wem["missed"]), (&json!("holding"), &json!("heard-not-confirmed")));
    assert!(ran.err.contains("saved: reply from Wem Town Council"), "{}", ran.err);
    let reply = &desk.json(&["show", "wem"])["replies"][0];
    assert_eq!(reply["text"], "On our October agenda.\nRegards");
    assert_eq!((&reply["received_on"], &reply["received_at"]), (&json!("2023-09-28"), &json!("10:15:00")));
    assert_eq!((&reply["channel"], &reply["from"]), (&json!("e-mail"), &json!("clerk")));
}

#[test]
fn meetings_are_planned_then_held() {
    let desk = Desk::new();
    let planned = desk.json(&[
        "record",
        "meeting",
        "wem",
        "--on",
        "2023-10-03",
        "--attendance",
        "planned",
        "--at",
        "19:30",
        "--place",
        "town hall",
    ]);
    assert_eq!(planned["last_seen_on"], Value::Null);
    let held = desk.json(&[
        "record",
        "meeting",
        "wem",
        "--on",
        "2023-10-03",
        "--attendance",
        "in-person",
        "--officer",
        "sergeant",
        "--officer",
        "constable",
        "--note",
        "Report given.",
        "--covers",
        "1,2",
    ]);
    assert_eq!(held["last_seen_on"], "2023-10-03");
    let meetings = desk.json(&["show", "wem"])["meetings"].clone();
    let wanted = json!([{
        "id": 1, "on": "2023-10-03", "at": "19:30:00", "place": "town hall", "attendance": "in-person", "reason": null,
        "officers": ["sergeant", "constable"], "note": "Report given.", "covered": [1, 2],
    }]);
    assert_eq!(meetings, wanted, "the planned one became the one held");
    let coming = desk.json(&[
        "record",
        "meeting",
        "Ludlow",
        "--on",
        "2023-10-12",
        "--attendance",
        "not-attended",
        "--reason",
        "leave",
    ]);
    assert_eq!(coming["next_meeting_on"], Value::Null, "in the past of whoever runs this");
}

#[test]
fn an_attended_meeting_gives_the_update_that_was_owed() {
    let desk = Desk::new();
    assert!(texts(&record_wem(&desk)["flags"]).contains(&"update-owed"));
    let wem = desk.json(&["record", "meeting", "wem", "--on", "2023-10-02", "--attendance", "written"]);
    assert!(!texts(&wem["flags"]).contains(&"update-owed"));
    assert_eq!(wem["last_seen_on"], Value::Null, "a written update is not being seen");
}

#[test]
fn a_note_is_kept_with_its_day() {
    let desk = Desk::new();
    desk.json(&["record", "note", "wem", "--text", "Rang the office."]);
    let note = &desk.json(&["show", "wem"])["notes"][0];
    assert_eq!((&note["on"], &note["text"]), (&json!("2023-10-05"), &json!("Rang the office.")));
}

#[rstest]
#[case::id("417")]
#[case::code("e04011380")]
#[case::name("Wem Town Council")]
#[case::short("WEM")]
#[case::parish("wem urban")]
fn a_council_is_named_in_many_ways(#[case] named: &str) {
    let desk = Desk::new();
    let id = desk.council("Wem Town Council")["id"].to_string();
    let named = if named == "417" { id.as_str() } else { named };
    assert_eq!(desk.json(&["show", named])["council"], "Wem Town Council");
}

#[test]
fn show_tells_all_that_the_list_tells_and_more() {
    let desk = Desk::new();
    record_wem(&desk);
    let shown = desk.json(&["show", "wem"]);
    for (key, value) in desk.council("Wem Town Council").as_object().unwrap() {
        assert_eq!(&shown[key], value, "{key}");
    }
    assert_eq!(shown["round"]["code"], "2023-Q4");
    assert_eq!(shown["round"]["next_contact"], "2024-01-01");
    assert_eq!(shown["parish_details"][0]["name"], "Wem Urban");
    assert_eq!(shown["contact"], json!({"role": "", "address": ""}));
    assert_eq!(shown["letters"], json!([{"sent_on": null, "channel": "email", "undelivered_on": null}]));
    let returned = &shown["returns"][0];
    assert_eq!(
        (&returned["in_force"], &returned["wish"], &returned["received_on"]),
        (&json!(true), &json!("yes"), &json!("2023-09-20"))
    );
    assert_eq!(
        returned["priorities"][1],
        json!({"slot": 2, "received": "Parking by the school", "agreed": null, "category": null})
    );
    assert_eq!(shown["history"][0]["words"], "return of Wem Town Council");
}

#[test]
fn the_journal_says_who_when_and_from_what_to_what() {
    let desk = Desk::new();
    record_wem(&desk);
    desk.done(&["--by", "night desk", "record", "meeting", "Ludlow", "--on", "2023-10-02", "--attendance", "digital"]);
    let all = desk.json(&["history"]);
    let words: Vec<&str> = all.as_array().unwrap().iter().map(|entry| entry["words"].as_str().unwrap()).collect();
    assert_eq!(&words[..2], ["meeting of Ludlow Town Council", "return of Wem Town Council"]);
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
    let desk = Desk::new();
    desk.run(&["undo"]).failed(3, &["nothing to undo", "Nothing was changed"]);
    let before = desk.council("Wem Town Council");
    let after = record_wem(&desk);
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
    let desk = Desk::new();
    desk.done(&["list"]);
    let none = desk.done(&["restore"]);
    assert!(none.out.is_empty() && none.err.contains("no backup yet"), "{none:?}");
    record_wem(&desk);
    let backups = desk.json(&["restore"]);
    assert_eq!((&backups[0]["sound"], &backups[0]["reason"]), (&json!(true), &json!("first change of the day")));
    let name = backups[0]["name"].as_str().unwrap();
    assert!(desk.done(&["restore"]).out.contains(name));
    let restored = desk.done(&["restore", name]);
    assert!(restored.err.contains("what was there before is kept as"), "{}", restored.err);
    assert_eq!(desk.council("Wem Town Council")["status"], "assumed-declined");
    desk.run(&["restore", "nothing.db"]).failed(3, &["there is no backup “nothing.db”", "Nothing was changed"]);
}

#[test]
fn the_demonstration_shows_everything() {
    let desk = Desk::new();
    let path = desk.path("demo.db");
    charterdesk::cli::demo::make_demo(&path, charterdesk::cli::demo::clock()).unwrap();
    let path = path.to_str().unwrap();
    let list = desk.json(&["--database", path, "list"]);
    let list = list.as_array().unwrap();
    let of = |key: &str| -> BTreeSet<&str> { list.iter().filter_map(|line| line[key].as_str()).collect() };
    let statuses = "not-sent undelivered holding partial confirmed declined assumed-declined";
    assert_eq!(of("status"), statuses.split_whitespace().collect());
    assert_eq!(of("missed"), "silent heard-not-confirmed late never-reached".split_whitespace().collect());
    let flags: BTreeSet<&str> = list.iter().flat_map(|line| texts(&line["flags"])).collect();
    assert_eq!(flags, "late preferences-missing needs-choice conflict update-owed".split_whitespace().collect());
    assert!(list.iter().all(|line| line["team"].as_str().unwrap().contains(" SNT")));
    let replied = list.iter().filter(|line| !line["heard_on"].is_null()).count() * 100 / list.len();
    assert!((55..=65).contains(&replied), "{replied} % replied");
    let before = desk.json(&["--database", path, "list", "--as-at", "2023-09-25"]);
    assert!(before.as_array().unwrap().iter().any(|line| texts(&line["flags"]).contains(&"due-soon")));
    desk.run(&["--database", path, "undo"]).failed(3, &["nothing to undo"]);
}

#[test]
fn the_manual_the_keys_and_the_completions_are_printed() {
    let desk = Desk::new();
    let man = desk.done(&["man"]);
    assert!(man.out.contains(".SH DOCUMENTS") && man.out.contains("assumed\\-declined"), "{}", man.out);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(desk.done(&["completions", shell]).out.contains("charterdesk"), "{shell}");
    }
    desk.done(&["keys", "--markdown"]);
    assert!(!desk.database().exists(), "none of them needs a database");
}

#[test]
fn text_is_plain_unless_colour_is_asked_for_and_ascii_if_that_is() {
    let desk = Desk::new();
    assert!(!desk.done(&["list"]).out.contains('\x1b'));
    assert!(desk.done(&["--color", "always", "list"]).out.contains("\x1b[1mShropshire"));
    let ascii = desk.done(&["--ascii", "list"]);
    assert!(ascii.out.is_ascii() && ascii.err.is_ascii(), "{ascii:?}");
}

#[test]
fn the_text_of_the_list_lines_up() {
    let desk = Desk::new();
    record_wem(&desk);
    desk.done(&["record", "reply", "Ludlow", "--received", "2023-10-02", "--text", "Soon."]);
    desk.done(&["record", "meeting", "Ludlow", "--on", "2023-10-03", "--attendance", "in-person"]);
    let mut text = desk.done(&["list", "--find", "town", "--county", "shropshire"]);
    text.out.push_str(&text.err);
    insta::assert_snapshot!(text.out);
}

#[test]
fn the_text_of_show_reads_as_a_page() {
    let desk = Desk::new();
    record_wem(&desk);
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
    // The journal has the time of day of whoever runs this.
    let (page, history) = out.split_once("\nHistory\n").unwrap();
    insta::assert_snapshot!(page);
    assert!(history.contains("changed: note on Wem Town Council (by desk-sergeant)"), "{history}");
}
