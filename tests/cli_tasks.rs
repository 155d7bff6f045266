//! What only the screens could do before: rounds, letters, conflicts, the choice of priorities, corrections.

mod workspace;

use rstest::rstest;
use serde_json::{Value, json};
use workspace::{Workspace, texts};

const RETURN_OF_WEM: [&str; 5] = ["record", "return", "wem", "--received", "2023-09-20"];

fn returned(desk: &Workspace, more: &[&str]) -> Value {
    desk.json(&[&RETURN_OF_WEM[..], more].concat())
}

#[test]
fn a_round_is_opened_its_dates_are_changed_and_one_undo_removes_it() {
    let desk = Workspace::new();
    let open = ["round", "open", "--deadline", "31 jan 2024", "--letter-dated", "2024-01-05"];
    let ran = desk.done(&open);
    for said in [
        "“31 jan 2024” is taken as Wed 31 Jan 2024",
        "saved: opening of round 2024-Q1",
        "2024-Q1, January–March 2024: letter of Fri 5 Jan 2024; reply by Wed 31 Jan 2024",
        "Invited: 610 councils; a letter of Fri 5 Jan 2024 is recorded for each.",
    ] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    let rounds = desk.json(&["round"]);
    assert_eq!((&rounds[0]["code"], &rounds[1]["code"]), (&json!("2024-Q1"), &json!("2023-Q4")));
    assert_eq!(rounds[0]["charter_version"], rounds[1]["charter_version"], "as in the round before");
    // As at a day before its letter the round is not the one that is meant.
    assert_eq!(desk.json(&["show", "wem"])["letters"], json!([]));
    let letter = &desk.json(&["show", "wem", "--as-at", "2024-01-08"])["letters"][0];
    assert_eq!(letter["sent_on"], "2024-01-05");
    desk.run(&["round", "open", "2024-Q1", "--deadline", "2024-02-01"])
        .failed(3, &["open already", "Nothing was changed"]);

    let edited = desk.json(&["round", "edit", "--deadline", "2024-02-07", "--as-at", "2024-01-08"]);
    assert_eq!((&edited["deadline"], &edited["issued_on"]), (&json!("2024-02-07"), &json!("2024-01-05")));
    let ran = desk.done(&["round", "edit", "--letter-dated", "", "--as-at", "2024-01-08"]);
    assert!(ran.err.contains("before: 2024-Q1") && ran.err.contains("now: 2024-Q1"), "{}", ran.err);
    assert_eq!(desk.json(&["round"])[0]["issued_on"], Value::Null);
    let old = desk.json(&["round", "edit", "--round", "2023-Q4", "--letter-dated", "4 sep 2023"]);
    assert_eq!((&old["code"], &old["issued_on"]), (&json!("2023-Q4"), &json!("2023-09-04")));
    for _ in 0..4 {
        desk.done(&["undo"]);
    }
    assert_eq!(desk.json(&["round"]).as_array().unwrap().len(), 1, "four changes, four undos");
}

#[rstest]
#[case::no_date(&["round", "open"], 2, "--deadline")]
#[case::no_such_date(&["round", "open", "--deadline", "31 jun"], 2, "does not exist")]
#[case::no_quarter(&["round", "open", "spring", "--deadline", "2024-01-31"], 2, "is not a quarter")]
#[case::before_the_last(&["round", "open", "--deadline", "2023-09-01"], 3, "is not after that of round 2023-Q4")]
#[case::nothing(&["round", "edit"], 2, "--deadline")]
#[case::after_the_deadline(&["round", "edit", "--letter-dated", "2023-10-30"], 3, "after the deadline")]
#[case::unknown(&["round", "edit", "--round", "2022-Q1", "--deadline", "2023-09-01"], 3, "there is no round")]
fn a_wrong_date_of_a_round_changes_nothing(#[case] args: &[&str], #[case] code: i32, #[case] said: &str) {
    let desk = Workspace::new();
    let before = desk.json(&["round"]);
    desk.run(args).failed(code, &[said]);
    assert_eq!(desk.json(&["round"]), before);
}

#[test]
fn letters_are_recorded_for_one_for_several_and_for_all_of_a_filter_as_one_change() {
    let desk = Workspace::new();
    let letter = |name: &str| desk.json(&["show", name])["letters"][0].clone();
    let one = desk.json(&["record", "letter", "wem town", "--sent", "4/9", "--channel", "post"]);
    assert_eq!(one["council"], "Wem Town Council", "one object for one council");
    assert_eq!(letter("wem"), json!({"sent_on": "2023-09-04", "channel": "post", "undelivered_on": null}));
    let ran = desk.done(&["record", "letter", "wem", "ludlow", "--undelivered", "2023-09-11"]);
    assert!(ran.err.contains("saved: letter to 2 councils"), "{}", ran.err);
    assert_eq!(letter("wem")["undelivered_on"], "2023-09-11");
    assert_eq!(desk.council("Ludlow Town Council")["status"], "undelivered");
    let telford = desk.json(&["record", "letter", "--county", "telford", "--sent", "2023-09-05"]);
    let wanted = desk.json(&["list", "--county", "telford"]);
    assert!(telford == wanted, "answers with the objects of the list");
    assert_eq!(letter("wellington town")["sent_on"], "2023-09-05");
    let all = desk.done(&["record", "letter", "--all", "--channel", "by hand"]);
    assert!(all.err.contains("saved: letter to 610 councils"), "{}", all.err);
    desk.done(&["undo"]);
    assert_eq!(letter("wellington town")["channel"], "email", "one undo for all");
    let history = desk.json(&["history"]);
    assert_eq!(history.as_array().unwrap().len(), 6, "the load, four changes, an undo");
}

#[rstest]
#[case::nobody(&["record", "letter", "--sent", "2023-09-04"], 2, "give --all for 610 councils")]
#[case::nothing(&["record", "letter", "wem"], 2, "--sent, --undelivered or --channel")]
#[case::both(&["record", "letter", "wem", "--county", "shrop", "--sent", "4/9"], 2, "not both")]
#[case::none_fits(&["record", "letter", "--find", "xyzxyz", "--sent", "4/9"], 3, "no council matches")]
#[case::one_unknown(&["record", "letter", "wem", "xyzxyz", "--sent", "4/9"], 3, "no council is called “xyzxyz”")]
#[case::back_before(&["record", "letter", "wem", "--sent", "4/9", "--undelivered", "1/9"], 3, "before it was sent")]
fn a_letter_to_nobody_changes_nothing(#[case] args: &[&str], #[case] code: i32, #[case] said: &str) {
    let desk = Workspace::new();
    desk.run(args).failed(code, &[said, "Nothing was changed"]);
    assert_eq!(desk.json(&["history"]).as_array().unwrap().len(), 1, "only the load");
}

#[test]
fn a_conflict_is_kept_then_settled_in_favour_of_one_return() {
    let desk = Workspace::new();
    returned(&desk, &["--wish", "yes", "--priority", "Speeding"]);
    desk.run(&["record", "settle", "wem", "--keep", "1"]).failed(3, &["no two returns of Wem Town Council disagree"]);
    let disagrees = ["record", "return", "wem", "--received", "2023-09-25", "--wish", "no", "--disagrees"];
    assert!(texts(&desk.json(&disagrees)["flags"]).contains(&"conflict"));
    let unknown = desk.run(&["record", "settle", "wem", "--keep", "24/9"]);
    unknown.failed(
        3,
        &[
            "has no return “24/9”",
            "#1  Wed 20 Sep 2023: yes; Speeding",
            "#2  Mon 25 Sep 2023: no",
            "Nothing was changed",
        ],
    );
    let settled = desk.json(&["record", "settle", "wem", "--keep", "20/9"]);
    assert_eq!((&settled["status"], texts(&settled["flags"]).contains(&"conflict")), (&json!("confirmed"), false));
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["record", "settle", "wem", "--keep", "#2"])["status"], "declined");
}

#[test]
fn three_of_more_priorities_are_agreed_in_their_order() {
    let desk = Workspace::new();
    let more = [
        "--priority",
        "Speeding",
        "--priority",
        "Parking by the school",
        "--priority",
        "Litter",
        "--priority",
        "Parking at night",
    ];
    returned(&desk, &[&["--wish", "yes"], &more[..]].concat());
    let agree = |given: &[&str]| {
        let options = given.iter().flat_map(|typed| ["--priority", *typed]);
        desk.run(&["record", "agree", "wem"].into_iter().chain(options).collect::<Vec<_>>())
    };
    agree(&["parking"]).failed(3, &["fits 2 priorities", "4  Parking at night", "Nothing was changed"]);
    agree(&["5"]).failed(3, &["has no priority “5”", "Nothing was changed"]);
    agree(&["1", "speed"]).failed(2, &["given twice"]);
    agree(&["1", "2", "3", "4"]).failed(2, &["at most three"]);
    let ran = agree(&["4", "litter"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("saved: agreed priorities of Wem Town Council"), "{}", ran.err);
    let slots = |desk: &Workspace| -> Vec<Value> {
        let sent = desk.json(&["show", "wem"])["returns"][0]["priorities"].clone();
        sent.as_array().unwrap().iter().map(|one| one["slot"].clone()).collect()
    };
    assert_eq!(slots(&desk), [Value::Null, Value::Null, json!(2), json!(1)]);
    assert!(!texts(&desk.council("Wem Town Council")["flags"]).contains(&"needs-choice"));
    desk.done(&["undo"]);
    assert_eq!(slots(&desk), vec![Value::Null; 4]);
    desk.run(&["record", "agree", "ludlow", "--priority", "1"]).failed(3, &["has no return in this round"]);
}

#[test]
fn the_agreed_words_and_the_category_of_a_priority_are_recorded_beside_what_was_received() {
    let desk = Workspace::new();
    returned(&desk, &["--wish", "yes", "--priority", "cars going to fast", "--priority", "Litter"]);
    desk.done(&["record", "priority", "wem", "--priority", "1", "--agreed", "Speeding", "--category", "speeding"]);
    let sent = || desk.json(&["show", "wem"])["returns"][0]["priorities"][0].clone();
    let expected = (json!("cars going to fast"), json!("Speeding"), json!("speeding and road safety"));
    assert_eq!((sent()["received"].clone(), sent()["agreed"].clone(), sent()["category"].clone()), expected);
    desk.done(&["record", "priority", "wem", "--priority", "cars", "--agreed", ""]);
    assert_eq!((&sent()["agreed"], &sent()["category"]), (&Value::Null, &json!("speeding and road safety")));
    desk.run(&["record", "priority", "wem", "--priority", "1", "--category", "v"])
        .failed(3, &["several begin like this", "vehicle crime", "Nothing was changed"]);
    desk.run(&["record", "priority", "wem", "--priority", "1"]).failed(2, &["--agreed"]);
}

#[test]
fn a_recorded_return_is_corrected_and_what_is_not_given_stays() {
    let desk = Workspace::new();
    desk.record_wem();
    let corrected = desk.json(&["record", "return", "wem", "--correct", "20/9", "--method", "digital"]);
    assert_eq!(corrected["method"], "digital");
    desk.done(&["record", "return", "wem", "--correct", "#1", "--received", "2023-09-19"]);
    let shown = desk.json(&["show", "wem"]);
    let [one] = &shown["returns"].as_array().unwrap()[..] else { panic!("one return") };
    assert_eq!(
        (&one["received_on"], &one["frequency"], &one["wish"]),
        (&json!("2023-09-19"), &json!("monthly"), &json!("yes"))
    );
    assert_eq!(one["priorities"].as_array().unwrap().len(), 2);
    assert_eq!(one["views"], "More notice of visits, please.");
    desk.run(&["record", "return", "wem", "--correct", "9", "--wish", "no"]).failed(3, &["has no return “9”"]);
    desk.run(&["record", "return", "wem", "--wish", "no"]).failed(2, &["--received"]);
    desk.run(&["record", "return", "wem", "--correct", "1"]).failed(3, &["recorded like this"]);
}

#[test]
fn show_has_all_that_is_on_file_as_text_and_as_a_document() {
    let desk = Workspace::new();
    desk.record_wem();
    let of_wem = |words: &[&str]| desk.done(&[&words[..2], &["wem"], &words[2..]].concat());
    let first = ["--priority", "1"];
    of_wem(
        &[&["record", "action"], &first[..], &["--what", "Ask for signs", "--due", "2023-10-04", "--on", "2/10"]]
            .concat(),
    );
    of_wem(
        &[&["record", "action"], &first[..], &["--what", "Check", "--done", "4/10", "--evidence", "Log 12"]].concat(),
    );
    of_wem(&[&["record", "progress"], &first[..], &["--text", "One check.\nTwo fines."]].concat());
    of_wem(
        &[
            &["record", "review"],
            &first[..],
            &["--priority-changed", "no", "--response-changed", "yes", "--note", "More checks."],
        ]
        .concat(),
    );
    of_wem(&["record", "result", "--priority", "2", "--outcome", "solved", "--result", "Wardens come daily."]);
    of_wem(&["record", "update", "--how", "call", "--text", "Signs are asked for."]);
    of_wem(&["record", "excuse", "--reason", "The hall is closed."]);
    of_wem(&["record", "details", "--team", "Prees SNT"]);
    of_wem(&["record", "details", "--team", "Wem SNT", "--team-from", "2023-10-03"]);
    of_wem(&["record", "progress", "--priority", "1", "--text", "Later.", "--on", "2023-10-20"]);
    let text = desk.done(&["show", "wem"]).out;
    for line in [
        "Quarterly contact: written update given 5 Oct, no meeting.",
        "1. Speeding on the high street: agreed as priority 1",
        "#1 Speeding on the high street: agreed as priority 1, first asked for Wed 20 Sep 2023",
        "Action 1, promised Mon 2 Oct 2023: Ask for signs; by the team, due Wed 4 Oct 2023; overdue",
        "Action 2, promised Thu 5 Oct 2023: Check; by the team; done Wed 4 Oct 2023",
        "  Evidence: Log 12",
        "Progress, Thu 5 Oct 2023:\n        One check.\n        Two fines.",
        "Progress, Fri 20 Oct 2023 (after the as-at date): Later.",
        "Review, Thu 5 Oct 2023, the priority has not changed, our response has changed: More checks.",
        "#2 Parking by the school: closed, first asked for Wed 20 Sep 2023",
        "Result, Thu 5 Oct 2023: solved: Wardens come daily.",
        "Rounds: 2023-Q4 solved",
        "Thu 5 Oct 2023 in a call\n      Signs are asked for.",
        "Thu 5 Oct 2023: need not be met this quarter, decided by desk-sergeant\n      The hall is closed.",
        "No suggestion: the council has had its contact this quarter.",
        "Wem SNT from Tue 3 Oct 2023, before that Prees SNT: the council was not told yet",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let shown = desk.json(&["show", "wem"]);
    let contact = &shown["quarterly_contact"];
    assert_eq!((&contact["promise"], &contact["on"]), (&json!("written"), &json!("2023-10-05")));
    assert_eq!(contact["explanation"], "written update given 5 Oct, no meeting");
    let priorities = &shown["agreed_priorities"];
    assert_eq!(priorities[0]["actions"][1]["evidence"], "Log 12");
    assert_eq!((&priorities[1]["closed"]["on"], &shown["updates"][0]["how"]), (&json!("2023-10-05"), &json!("call")));
    assert_eq!(shown["decisions"][0]["reason"], "The hall is closed.");
    assert_eq!(shown["team_changes"][0]["to"], "Wem SNT");
}

#[test]
fn a_note_an_update_a_reply_and_details_go_to_several_councils_as_one_change() {
    let desk = Workspace::new();
    let told = |ran: &workspace::RunOutput, said: &str| assert!(ran.err.contains(said), "{said}: {}", ran.err);
    told(&desk.done(&["record", "note", "wem", "ludl", "WEM", "--text", "Rang."]), "saved: note on 2 councils");
    told(&desk.done(&["record", "details", "wem", "ludl", "prees", "--team", "North SNT"]), "details of 3 councils");
    let heard = ["record", "reply", "--team", "North SNT", "--received", "2023-09-28", "--text", "On our agenda."];
    told(&desk.done(&heard), "reply from 3 councils");
    let changed = desk.json(&["record", "update", "--team", "North SNT", "--how", "written", "--text", "Signs."]);
    assert_eq!(changed, desk.json(&["list", "--team", "North SNT"]), "answers with the objects of the list");
    let wem = desk.json(&["show", "wem"]);
    let kept = ["notes", "replies", "updates"].map(|what| wem[what].as_array().unwrap().len());
    assert_eq!((kept, &wem["team"]), ([1, 1, 1], &json!("North SNT")), "each once");
    for _ in 0..4 {
        desk.done(&["undo"]);
    }
    assert_eq!(desk.json(&["show", "ludl"])["team"], "");
    desk.run(&["record", "note", "--text", "x"]).failed(2, &["no council is named", "Nothing was changed"]);
    desk.run(&["record", "details", "wem", "lud", "--team", "x"])
        .failed(3, &["Nothing was changed", "type more of its name"]);
    assert_eq!(desk.json(&["show", "wem"])["team"], "");
}

#[test]
fn the_day_on_which_a_council_was_told_of_its_team_is_corrected() {
    let desk = Workspace::new();
    desk.run(&["record", "told", "wem", "--correct"]).failed(3, &["was told of no change", "Nothing was changed"]);
    desk.done(&["record", "details", "wem", "--team", "Prees SNT"]);
    desk.done(&["record", "details", "wem", "--team", "Wem SNT", "--team-from", "2023-10-01"]);
    desk.done(&["record", "told", "wem", "--on", "2023-10-03"]);
    desk.run(&["record", "told", "wem"]).failed(3, &["knows of every change", "--correct"]);
    desk.done(&["record", "told", "wem", "--on", "2023-10-04", "--correct"]);
    assert_eq!(desk.json(&["show", "wem"])["team_changes"][0]["told_on"], "2023-10-04");
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["show", "wem"])["team_changes"][0]["told_on"], "2023-10-03");
}

#[test]
fn a_return_has_the_categories_of_its_priorities() {
    let desk = Workspace::new();
    let two = ["--wish", "yes", "--priority", "Cars", "--priority", "Sheep stolen"];
    returned(&desk, &[&two[..], &["--category", "2=rural", "--category", "1=Speeding and road safety"]].concat());
    let categories = || {
        let sent = desk.json(&["show", "wem"])["returns"][0]["priorities"].clone();
        [sent[0]["category"].clone(), sent[1]["category"].clone()]
    };
    assert_eq!(categories(), [json!("speeding and road safety"), json!("rural crime")]);
    desk.done(&["record", "return", "wem", "--correct", "1", "--category", "1=parking"]);
    assert_eq!(categories(), [json!("parking and obstruction"), json!("rural crime")], "what is not given stays");
    let wrong = |category: &str| desk.run(&["record", "return", "wem", "--correct", "1", "--category", category]);
    wrong("3=rural").failed(2, &["names no priority", "Nothing was changed"]);
    wrong("1=").failed(3, &["there is no category"]);
    wrong("rural").failed(2, &["names no priority"]);
    wrong("1=hedges").failed(3, &["there is no category “hedges”", "rural crime", "Nothing was changed"]);
}

#[test]
fn a_new_team_begins_on_the_as_at_day() {
    let desk = Workspace::new();
    desk.done(&["record", "details", "wem", "--team", "Prees SNT"]);
    desk.done(&["record", "details", "wem", "--team", "Wem SNT", "--as-at", "2023-10-05"]);
    assert_eq!(desk.json(&["show", "wem"])["team_changes"][0]["on"], "2023-10-05");
    for (day, team) in [("2023-10-04", "Prees SNT"), ("2023-10-05", "Wem SNT")] {
        let shown = desk.done(&["show", "wem", "--as-at", day]).out;
        assert!(shown.contains(&format!("  Team: {team}\n")), "{day}: {shown}");
        assert_eq!(desk.json(&["show", "wem", "--as-at", day])["team"], team);
    }
}
