//! Recording from the command line: returns, replies, meetings and notes, and their effect on a council's status.

mod workspace;

use rstest::rstest;
use serde_json::{Value, json};
use workspace::{RETURN, Workspace, texts};

#[test]
fn a_return_is_recorded_and_answered_with_the_council_as_it_stands() {
    let desk = Workspace::with_letters();
    let wem = desk.record_wem();
    assert_eq!(wem, desk.council("Wem Town Council"), "record answers with the object of the list");
    assert_eq!(wem["status"], "confirmed");
    assert_eq!(wem["priorities"], 2);
    assert_eq!(wem["frequency"], "monthly");
    assert_eq!(wem["method"], Value::Null);
    assert_eq!(wem["heard_on"], "2023-09-20");
    assert_eq!(texts(&wem["flags"]), ["preferences-missing", "update-owed"]);
    let again = desk.run(&RETURN);
    again.failed(3, &["recorded already", "Nothing was changed"]);
    assert_eq!(desk.council_as_at("Wem Town Council", "2023-09-19")["status"], "awaiting", "as at the day before");
}

#[test]
fn talk_says_what_was_saved_and_how_to_undo_it() {
    let desk = Workspace::new();
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
    let desk = Workspace::new();
    desk.record_wem();
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
    // A no has no priorities, and an empty priority means that there are none.
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
    let desk = Workspace::new();
    desk.record_wem();
    let ran = desk.done(&["record", "return", "wem", "--received", "2023-09-12", "--wish", "yes"]);
    assert!(!ran.err.contains("carried over"), "{}", ran.err);
    assert_eq!(desk.council("Wem Town Council")["priorities"], 2, "the newer one is in force");
}

#[rstest]
#[case("2023-09-30T23:59:59", &["update-owed"], Value::Null, "2023-09-30")]
#[case("2023-09-30T23:30Z", &["replied-late", "update-owed"], json!("late"), "2023-10-01")]
#[case("2023-09-30", &["update-owed"], Value::Null, "2023-09-30")]
fn the_deadline_is_midnight_in_london(
    #[case] received: &str,
    #[case] flags: &[&str],
    #[case] missed: Value,
    #[case] heard: &str,
) {
    let desk = Workspace::new();
    let preferences = ["--priority", "Speeding", "--frequency", "quarterly", "--method", "in-person"];
    let wem =
        desk.json(&[&["record", "return", "wem", "--received", received, "--wish", "yes"], &preferences[..]].concat());
    assert_eq!(texts(&wem["flags"]), flags);
    assert_eq!((&wem["missed"], &wem["heard_on"]), (&missed, &json!(heard)));
}

#[test]
fn more_than_three_priorities_are_kept_and_ask_for_a_choice() {
    let desk = Workspace::new();
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
    let desk = Workspace::new();
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
    let desk = Workspace::new();
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
    let desk = Workspace::new();
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
        "own_reason": null, "hours_lost": null,
        "officers": ["sergeant", "constable"], "note": "Report given.", "covered": [1, 2],
        "plan": "in-person", "cancelled": false, "instead_of": null,
    }]);
    assert_eq!(meetings, wanted, "the planned one became the one held");
    let coming = desk.json(&["record", "meeting", "Ludlow", "--on", "2023-10-12", "--attendance", "planned"]);
    assert_eq!(coming["next_meeting_on"], "2023-10-12");
}

#[test]
fn an_attended_meeting_gives_the_update_that_was_owed() {
    let desk = Workspace::new();
    assert!(texts(&desk.record_wem()["flags"]).contains(&"update-owed"));
    let wem = desk.json(&["record", "meeting", "wem", "--on", "2023-10-02", "--attendance", "written"]);
    assert!(!texts(&wem["flags"]).contains(&"update-owed"));
    assert_eq!(wem["last_seen_on"], Value::Null, "a written update is not being seen");
}

#[test]
fn a_note_is_kept_with_its_day() {
    let desk = Workspace::new();
    desk.json(&["record", "note", "wem", "--text", "Rang the office."]);
    let note = &desk.json(&["show", "wem"])["notes"][0];
    assert_eq!((&note["on"], &note["text"]), (&json!("2023-10-05"), &json!("Rang the office.")));
}

fn meetings(desk: &Workspace) -> Vec<Value> {
    desk.json(&["show", "wem"])["meetings"].as_array().unwrap().clone()
}

#[test]
fn a_meeting_on_record_is_amended_and_only_what_is_given_changes() {
    let desk = Workspace::new();
    desk.record_wem();
    let on = ["record", "meeting", "wem", "--on", "2023-10-03"];
    let first = [&on[..], &["--attendance", "not-attended", "--reason", "leave", "--note", "Sent word."]].concat();
    assert!(!desk.done(&first).err.contains("on record"), "the first is new");
    let ran = desk.done(&[&on[..], &["--attendance", "in-person", "--at", "19:30", "--officer", "sergeant"]].concat());
    for said in [
        "it was on record: Tue 3 Oct 2023: not attended (leave)",
        "it is now: Tue 3 Oct 2023 at 19:30: attended in person; officers sergeant",
    ] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    let [held] = &meetings(&desk)[..] else { panic!("one meeting") };
    assert_eq!((&held["attendance"], &held["reason"]), (&json!("in-person"), &Value::Null));
    assert_eq!((&held["note"], &held["at"]), (&json!("Sent word."), &json!("19:30:00")), "what is not given stays");
    desk.done(&[&on[..], &["--place", "town hall"]].concat());
    let ran = desk.done(&[&on[..], &["--progress", "2=Wardens asked.", "--update"]].concat());
    assert!(ran.err.contains("progress on 1 priority, update given"), "{}", ran.err);
    let [held] = &meetings(&desk)[..] else { panic!("one meeting") };
    assert_eq!((&held["place"], &held["officers"]), (&json!("town hall"), &json!(["sergeant"])));
    assert_eq!(held["covered"], json!([2]), "what was noted was covered");
    desk.run(&[&on[..], &["--place", "town hall"]].concat()).failed(3, &["already recorded like this"]);
    desk.done(&[&on[..], &["--note", "", "--officer", ""]].concat());
    assert_eq!((&meetings(&desk)[0]["note"], &meetings(&desk)[0]["officers"]), (&json!(""), &json!([])));
    for _ in 0..4 {
        desk.done(&["undo"]);
    }
    assert_eq!(meetings(&desk)[0]["attendance"], "not-attended", "each amendment is one undo");
}

#[test]
fn a_meeting_is_moved_cancelled_and_taken_up_again() {
    let desk = Workspace::new();
    let on = |day| ["record", "meeting", "wem", "--on", day];
    desk.done(&[&on("2023-11-14")[..], &["--plan", "digital", "--at", "19:30"]].concat());
    desk.done(&[&on("2023-11-14")[..], &["--move-to", "21 nov"]].concat());
    let [moved] = &meetings(&desk)[..] else { panic!("one meeting") };
    assert_eq!(
        (&moved["on"], &moved["plan"], &moved["at"]),
        (&json!("2023-11-21"), &json!("digital"), &json!("19:30:00"))
    );
    desk.done(&[&on("2023-11-21")[..], &["--cancelled"]].concat());
    assert_eq!(meetings(&desk)[0]["cancelled"], true);
    desk.done(&[&on("2023-11-21")[..], &["--cancelled=no"]].concat());
    assert_eq!((&meetings(&desk)[0]["cancelled"], &meetings(&desk)[0]["plan"]), (&json!(false), &json!("digital")));
    desk.run(&[&on("2023-11-28")[..], &["--move-to", "5 dec"]].concat())
        .failed(2, &["--move-to: no meeting of that day"]);
    desk.run(&[&on("2023-11-28")[..], &["--note", "x"]].concat()).failed(2, &["--attendance", "Nothing was changed"]);
    desk.run(&[&on("2023-11-21")[..], &["--update"]].concat()).failed(2, &["still to come", "Nothing was changed"]);
}

#[test]
fn of_two_meetings_of_a_day_one_is_chosen() {
    let desk = Workspace::new();
    let on = ["record", "meeting", "wem", "--on", "2023-10-03"];
    let held = ["--attendance", "in-person", "--at"];
    desk.done(&[&on[..], &held, &["18:00"]].concat());
    desk.run(&[&on[..], &held, &["18:00", "--another"]].concat()).failed(3, &["that day and time is on record"]);
    desk.done(&[&on[..], &held, &["19:30", "--another"]].concat());
    assert_eq!(meetings(&desk).len(), 2);
    let ran = desk.run(&[&on[..], &["--note", "AGM"]].concat());
    ran.failed(3, &["several meetings", "--meeting ID", "Nothing was changed", "1  Tue 3 Oct 2023 at 18:00"]);
    desk.done(&[&on[..], &["--note", "AGM", "--at", "18:00"]].concat());
    desk.done(&[&on[..], &["--note", "Council", "--meeting", "2"]].concat());
    desk.run(&[&on[..], &["--note", "x", "--meeting", "7"]].concat()).failed(3, &["no meeting 7 on Tue 3 Oct 2023"]);
    let notes: Vec<Value> = meetings(&desk).iter().map(|known| json!([known["at"], known["note"]])).collect();
    assert!(
        notes.contains(&json!(["18:00:00", "AGM"])) && notes.contains(&json!(["19:30:00", "Council"])),
        "{notes:?}"
    );
}

#[test]
fn no_attendance_is_recorded_after_the_as_at_day() {
    let desk = Workspace::new();
    let refused = |args: &[&str], option: &str| {
        desk.run(args).failed(3, &[option, "this meeting is still to come", "planned", "Nothing was changed"]);
    };
    let on = |day| ["record", "meeting", "wem", "--on", day];
    refused(&[&on("2023-12-03")[..], &["--attendance", "in-person"]].concat(), "--attendance");
    refused(&[&on("2023-10-06")[..], &["--attendance", "not-attended", "--reason", "leave"]].concat(), "--attendance");
    assert!(meetings(&desk).is_empty());
    desk.done(&[&on("2023-10-05")[..], &["--attendance", "in-person"]].concat());
    refused(&[&on("2023-10-05")[..], &["--move-to", "2023-10-06"]].concat(), "--move-to");
    assert_eq!(meetings(&desk)[0]["on"], "2023-10-05");
    let earlier = [&on("2023-10-05")[..], &["--note", "Report given.", "--as-at", "2023-10-01"]].concat();
    desk.done(&earlier);
    assert_eq!(meetings(&desk)[0]["note"], "Report given.", "the details of a recorded meeting may still change");
}
