//! A quarter's work on the command line: priorities and their actions, the diary, the promises, the plan.

mod workspace;

use rstest::rstest;
use serde_json::{Value, json};
use workspace::Workspace;

/// A database in which Wem Town Council has two priorities.
fn wem() -> Workspace {
    let desk = Workspace::new();
    desk.record_wem();
    desk
}

fn priorities(desk: &Workspace, more: &[&str]) -> Vec<Value> {
    desk.json(&[&["priorities"], more].concat()).as_array().unwrap().clone()
}

#[test]
fn progress_actions_and_a_result_are_recorded_and_undone_one_by_one() {
    let desk = wem();
    let place = ["--priority", "1"];
    desk.done(&[&["record", "progress", "wem", "--text", "Two checks held."], &place[..]].concat());
    let action =
        ["record", "action", "wem", "--priority", "speeding", "--what", "Ask for signs", "--due", "2023-10-09"];
    desk.done(&[&action[..], &["--owner", "partner", "--who", "the highways authority"]].concat());
    let [speeding, parking] = &priorities(&desk, &[])[..] else { panic!("two priorities") };
    assert_eq!(
        (&speeding["place"], &speeding["actions"], &speeding["open"], &speeding["next_due"]),
        (&json!(1), &json!(1), &json!(1), &json!("2023-10-09"))
    );
    assert_eq!((&speeding["standing"], &speeding["progress_on"]), (&json!("agreed"), &json!("2023-10-05")));
    assert_eq!(speeding["concerns"], json!(["due-this-week"]));
    assert_eq!(parking["concerns"], json!(["untouched"]));
    assert_eq!(priorities(&desk, &["--due-this-week"]).len(), 1);
    assert_eq!(priorities(&desk, &["--overdue"]).len(), 0);
    assert_eq!(priorities(&desk, &["--overdue", "--as-at", "2023-10-20"]).len(), 1);
    assert_eq!(priorities(&desk, &["--stale", "--as-at", "2024-01-20"]).len(), 2);

    let done = ["record", "action", "wem", "--action", "1", "--done", "2023-10-04", "--evidence", "Letter of 4 Oct"];
    let refused = desk.run(&["record", "action", "wem", "--action", "7", "--done", "2023-10-04"]);
    refused.failed(3, &["has no action 7", "1  Ask for signs", "Nothing was changed"]);
    desk.done(&done);
    assert_eq!(priorities(&desk, &[])[0]["open"], 0);
    desk.done(&["record", "result", "wem", "--priority", "#1", "--outcome", "solved", "--result", "Signs are up."]);
    let closed = &priorities(&desk, &[])[0];
    assert_eq!((&closed["standing"], &closed["result"]), (&json!("closed"), &json!("Signs are up.")));
    assert_eq!(closed["outcome"], "solved");
    let text = desk.done(&["priorities"]).out;
    assert!(text.contains("closed: solved"), "{text}");
    let shown = desk.done(&["show", "wem"]).out;
    assert!(shown.contains("solved: Signs are up."), "{shown}");
    let unclassed = desk.run(&["record", "result", "wem", "--priority", "#2", "--result", "Bays are marked."]);
    unclassed.failed(2, &["--outcome"]);
    desk.done(&["record", "result", "wem", "--priority", "#1", "--reopen"]);
    assert_eq!(priorities(&desk, &[])[0]["standing"], "agreed");
    for _ in 0..5 {
        desk.done(&["undo"]);
    }
    assert_eq!(priorities(&desk, &[])[0]["concerns"], json!(["untouched"]), "five changes, five undos");
    let text = desk.done(&["priorities"]);
    assert!(text.out.contains("Speeding on the high street") && text.out.contains("nothing done yet"), "{}", text.out);
    assert!(text.err.contains("2 priorities of 1 council"), "{}", text.err);
}

#[rstest]
#[case("3", &["has no priority “3”", "#1  Speeding on the high street (agreed, place 1)"])]
#[case("ing", &["fits 2 priorities", "name one by its id", "#2  Parking by the school"])]
#[case("#9", &["has no priority “#9”"])]
fn a_priority_is_never_picked_silently(#[case] typed: &str, #[case] said: &[&str]) {
    let desk = wem();
    let ran = desk.run(&["record", "progress", "wem", "--priority", typed, "--text", "x"]);
    ran.failed(3, said);
    assert!(ran.err.contains("Nothing was changed"), "{}", ran.err);
    let other = desk.run(&["record", "progress", "ludlow", "--priority", "1", "--text", "x"]);
    other.failed(3, &["no priority was ever agreed", "record its return first"]);
}

#[test]
fn a_decision_says_first_what_speaks_for_it() {
    let desk = wem();
    let review = ["record", "review", "wem", "--priority-changed", "no", "--response-changed", "no", "--priority"];
    desk.done(&[&review[..], &["1"]].concat());
    let early = desk.done(&["record", "excuse", "wem", "--reason", "Nothing has changed."]);
    assert!(early.err.contains("no suggestion: 1 priority not reviewed"), "{}", early.err);
    desk.done(&["undo"]);
    desk.done(&[&review[..], &["2"]].concat());
    let vetoed = desk.done(&["record", "excuse", "wem", "--reason", "Nothing has changed.", "--by-whom", "Sgt Dale"]);
    assert!(vetoed.err.contains("but an update is owed, so attend"), "{}", vetoed.err);
    assert_eq!(desk.council("Wem Town Council")["promise"], "excused");
    let kept = desk.run(&["record", "review", "wem", "--priority", "1", "--priority-changed", "perhaps"]);
    kept.failed(2, &["yes, no"]);
}

#[test]
fn an_update_keeps_the_promise_in_writing() {
    let desk = wem();
    let wem =
        desk.json(&["record", "update", "wem", "--how", "written", "--on", "2023-10-04", "--text", "Signs ordered."]);
    assert_eq!(wem["promise"], "written");
    let again =
        desk.run(&["record", "update", "wem", "--how", "written", "--on", "2023-10-04", "--text", "Signs ordered."]);
    again.failed(3, &["already recorded", "Nothing was changed"]);
}

#[test]
fn a_meeting_with_progress_and_an_update_is_one_change() {
    let desk = wem();
    let held = ["record", "meeting", "wem", "--on", "2023-10-03", "--attendance", "in-person", "--update"];
    let noted = ["--progress", "1=Two checks held.", "--progress", "Parking=Wardens asked."];
    let ran = desk.done(&[&held[..], &noted].concat());
    assert!(ran.err.contains("progress on 2 priorities, update given"), "{}", ran.err);
    let meeting = &desk.json(&["show", "wem"])["meetings"][0];
    assert_eq!(meeting["covered"], json!([1, 2]), "what was noted was covered");
    assert_eq!(desk.council("Wem Town Council")["promise"], "met");
    desk.done(&["undo"]);
    assert_eq!(desk.council("Wem Town Council")["promise"], "owed");
    assert!(priorities(&desk, &[]).iter().all(|priority| priority["progress_on"].is_null()));
    let to_come = ["record", "meeting", "wem", "--on", "2023-11-14", "--attendance", "planned", "--update"];
    desk.run(&to_come).failed(2, &["still to come", "Nothing was changed"]);
}

#[test]
fn a_meeting_is_planned_called_off_and_moved() {
    let desk = wem();
    desk.done(&[
        "record",
        "meeting",
        "wem",
        "--on",
        "2023-11-14",
        "--plan",
        "digital",
        "--at",
        "19:30",
        "--note",
        "Ask.",
    ]);
    let diary = |more: &[&str]| desk.json(&[&["diary", "--find", "wem town"], more].concat());
    let planned = &diary(&[])[0];
    assert_eq!(
        (&planned["state"], &planned["plan"], &planned["words"], &planned["from_pattern"]),
        (&json!("planned"), &json!("digital"), &json!("planned, digitally"), &json!(false))
    );
    desk.done(&["record", "meeting", "wem", "--on", "2023-11-14", "--plan", "none"]);
    assert_eq!((&diary(&[])[0]["plan"], &diary(&[])[0]["state"]), (&Value::Null, &json!("open")));
    assert_eq!(desk.json(&["show", "wem"])["meetings"][0]["note"], "Ask.", "what was noted stays");
    desk.done(&["record", "meeting", "wem", "--on", "2023-11-14", "--cancelled"]);
    assert_eq!(diary(&[])[0]["state"], "cancelled");
    desk.done(&["record", "meeting", "wem", "--on", "2023-12-05", "--instead-of", "2023-12-12"]);
    assert_eq!(diary(&["--from", "2023-12-01"])[0]["instead_of"], "2023-12-12");
    let text = desk.done(&["diary", "--find", "wem town"]);
    assert!(
        text.out.contains("Tue 14 Nov 2023\n  19:30  Wem Town Council, Shropshire: cancelled by the council"),
        "{}",
        text.out
    );
    assert!(text.err.contains("2 meetings, 0 of them expected by patterns"), "{}", text.err);
    desk.run(&["diary", "--from", "2023-12-01", "--until", "2023-11-01"])
        .failed(2, &["is before", "Nothing was changed"]);
}

#[test]
fn promises_add_up_and_every_rate_has_its_base() {
    let desk = wem();
    desk.done(&["record", "meeting", "wem", "--on", "2023-10-03", "--attendance", "not-attended", "--reason", "leave"]);
    let document = desk.json(&["promises"]);
    let total = &document["total"];
    assert_eq!((&total["promised"], &total["missed"]), (&json!(1), &json!(1)));
    assert_eq!(document["missed_by_reason"], json!([{"reason": "leave", "councils": 1}]));
    for counts in std::iter::once(total).chain(document["counties"].as_array().unwrap()) {
        let groups = ["met", "written", "excused", "planned", "owed", "missed", "not_wanted", "not_offered"];
        let sum: u64 = groups.iter().map(|group| counts[group].as_u64().unwrap()).sum();
        assert_eq!(counts["councils"], sum, "{counts}");
    }
    let in_counties: u64 =
        document["counties"].as_array().unwrap().iter().map(|county| county["councils"].as_u64().unwrap()).sum();
    assert_eq!(total["councils"], in_counties);
    let wem = document["councils"].as_array().unwrap().iter().find(|c| c["council"] == "Wem Town Council").unwrap();
    assert_eq!(wem["explanation"], "missed: the meeting of 3 Oct, leave");
    let text = desk.done(&["promises", "--county", "shrop"]).out;
    assert!(text.contains("Missed: 1 of 1 promised: leave 1."), "{text}");
    assert!(text.contains("0 of 1 promised, Sun 1 Oct 2023 to Thu 5 Oct 2023"), "{text}");
    assert!(text.contains("  Wem Town Council: missed: the meeting of 3 Oct, leave"), "{text}");
}

/// Whoever is on duty on 14 November can attend Wem's meeting.
#[test]
fn a_plan_is_proposed_then_accepted_as_one_change() {
    let desk = wem();
    desk.done(&["record", "meeting", "wem", "--on", "2023-11-14", "--at", "19:30", "--plan", "none"]);
    let proposed = desk.json(&["plan", "--duty", "14 nov 17:00-23:00"]);
    assert_eq!((&proposed["kept"], &proposed["of"], &proposed["saved"]), (&json!(1), &json!(1), &Value::Null));
    let line = &proposed["lines"][0];
    assert_eq!((&line["way"], &line["on"], &line["officer"]), (&json!("in-person"), &json!("2023-11-14"), &json!("1")));
    assert!(line["why"].as_str().unwrap().starts_with("never seen"), "{line}");
    assert_eq!(desk.council("Wem Town Council")["promise"], "owed", "a proposal changes nothing");
    let ran = desk.done(&["plan", "--duty", "14 nov 17:00-23:00", "--accept"]);
    assert!(ran.err.contains("saved: plan of 1 meeting"), "{}", ran.err);
    assert!(ran.out.contains("Tue 14 Nov 2023 19:30  Wem Town Council: in person, officer 1"), "{}", ran.out);
    assert_eq!(desk.council("Wem Town Council")["promise"], "planned");
    let again = desk.done(&["plan", "--duty", "14 nov 17:00-23:00", "--accept"]);
    assert!(again.err.contains("the diary says so already"), "{}", again.err);
    let held = desk.run(&["plan", "--duty", "15 nov", "--hold"]);
    held.failed(3, &["nobody is on duty", "Nothing was changed"]);
    let given_up = desk.done(&["plan", "--duty", "15 nov"]);
    assert!(given_up.err.contains("not kept to with this duty: Wem Town Council, Tue 14 Nov 2023"), "{}", given_up.err);
    desk.done(&["record", "meeting", "wem", "--on", "2023-11-21", "--at", "19:30", "--plan", "none", "--note", "AGM"]);
    let kept = desk.json(&["plan", "--duty", "14 nov, 21 nov"]);
    assert_eq!((&kept["lines"][0]["on"], &kept["lines"][0]["fixed"]), (&json!("2023-11-14"), &json!(true)));
    let moved = desk.done(&["plan", "--duty", "21 nov", "--accept"]);
    assert!(moved.err.contains("saved: plan of 1 meeting"), "{}", moved.err);
    let diary = desk.json(&["diary", "--find", "wem town"]);
    assert_eq!(
        (&diary[0]["plan"], &diary[1]["plan"]),
        (&Value::Null, &json!("in-person")),
        "what was planned before is let go"
    );
    desk.done(&["undo"]);
    desk.done(&["undo"]);
    desk.done(&["undo"]);
    assert_eq!(desk.council("Wem Town Council")["promise"], "owed");
}

#[test]
fn a_choice_by_hand_is_kept_and_the_rest_is_planned_around_it() {
    let desk = wem();
    desk.done(&["record", "meeting", "wem", "--on", "2023-11-14", "--at", "19:30", "--plan", "none"]);
    desk.done(&["record", "meeting", "wem", "--on", "2023-11-21", "--at", "19:30", "--plan", "none"]);
    let line = |choice: &str| {
        let proposed = desk.json(&["plan", "--duty", "14 nov, 21 nov", "--choose", choice]);
        let line = proposed["lines"][0].clone();
        (line["way"].clone(), line["on"].clone(), line["fixed"].clone())
    };
    assert_eq!(line("wem=digital"), (json!("digital"), json!("2023-11-14"), json!(true)));
    assert_eq!(line("Wem T=in-person, 21 nov"), (json!("in-person"), json!("2023-11-21"), json!(true)));
    assert_eq!(line("wem=leave-out").0, "cannot-be-met");
    let ran = desk.done(&["plan", "--duty", "14 nov, 21 nov", "--choose", "wem=written", "--accept"]);
    assert!(ran.err.contains("saved: plan of 1 meeting"), "{}", ran.err);
    assert_eq!(desk.json(&["diary", "--find", "wem town"])[0]["plan"], "written");
    let refused = |choice: &str| desk.run(&["plan", "--duty", "14 nov", "--choose", choice]);
    refused("wem=in-person,15 nov").failed(3, &["no meeting ahead on", "Nothing was changed"]);
    refused("ludlow=digital").failed(3, &["no contact with Ludlow Town Council is planned"]);
    refused("wem=by horse").failed(2, &["is no choice", "Nothing was changed"]);
    refused("wem").failed(2, &["is no choice"]);
}

#[test]
fn duty_is_typed_or_read_from_a_roster_and_a_mistake_is_said() {
    let desk = wem();
    desk.done(&["record", "meeting", "wem", "--on", "2023-11-14", "--at", "19:30", "--plan", "none"]);
    let shift = |summary: &str, day: u8| {
        format!(
            "BEGIN:VEVENT\r\nSUMMARY:{summary}\r\nDTSTART:202311{day}T140000\r\nDTEND:202311{day}T230000\r\nEND:VEVENT\r\n"
        )
    };
    let roster = format!("BEGIN:VCALENDAR\r\n{}{}END:VCALENDAR\r\n", shift("Late", 14), shift("Rest day", 15));
    let roster = desk.file("roster.ics", roster);
    let ran = desk.done(&["plan", "--shifts", &roster]);
    assert!(ran.out.contains("Wem Town Council: in person, Late"), "{}", ran.out);
    assert!(ran.err.contains("not taken as duty: “Rest day” of 15 Nov 2023"), "{}", ran.err);
    assert!(ran.err.contains("1 of 1 council would be met · 1 in person"), "{}", ran.err);
    desk.run(&["plan"]).failed(2, &["--duty"]);
    desk.run(&["plan", "--duty", "some day"]).failed(2, &["--duty: ", "Nothing was changed"]);
    let other = desk.file("other.ics", "no calendar");
    desk.run(&["plan", "--shifts", &other]).failed(3, &["not a calendar", "nothing was changed"]);
}

#[test]
fn details_are_changed_one_by_one_and_the_rest_stays() {
    let desk = wem();
    let meets = "second Tuesday monthly, not August";
    desk.done(&["record", "details", "wem", "--team", "Wem SNT", "--meets", meets, "--contact", "clerk"]);
    desk.done(&["record", "details", "wem", "--address", "clerk@wem.example"]);
    let shown = desk.json(&["show", "wem"]);
    assert_eq!((&shown["team"], &shown["meeting_pattern"]), (&json!("Wem SNT"), &json!(meets)));
    assert_eq!(shown["contact"], json!({ "id": 1, "role": "clerk", "address": "clerk@wem.example" }));
    desk.done(&["record", "details", "wem", "--inactive-from", "2024-04-01"]);
    assert_eq!(desk.json(&["show", "wem"])["inactive_on"], json!("2024-04-01"));
    desk.done(&["record", "details", "wem", "--inactive-from", ""]);
    assert_eq!(desk.json(&["show", "wem"])["inactive_on"], Value::Null);
    desk.run(&["record", "details", "wem"]).failed(2, &["Nothing was changed"]);
    desk.run(&["record", "details", "wem", "--inactive-from", "31/6"]).failed(2, &["does not exist"]);
}

#[test]
fn the_list_of_categories_is_printed_and_changed_as_a_whole() {
    let desk = Workspace::new();
    let before = desk.json(&["record", "categories"]);
    assert_eq!(before.as_array().unwrap().len(), 12);
    assert_eq!(desk.json(&["record", "categories", "speeding", "hedges"]), json!(["speeding", "hedges"]));
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["record", "categories"]), before);
    desk.run(&["record", "categories", "hedges", "Hedges"]).failed(3, &["twice"]);
}

#[test]
fn what_was_not_agreed_before_is_not_taken_over() {
    let desk = wem();
    let given = ["record", "return", "wem", "--received", "2023-09-20", "--wish", "yes", "--priority", "="];
    desk.run(&given).failed(3, &["nothing was agreed with this council before"]);
}
