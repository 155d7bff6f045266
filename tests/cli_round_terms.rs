//! What a round says of itself, and the contact that it promises; another force by data alone.

mod workspace;

use serde_json::Value;
use workspace::Workspace;

#[test]
fn a_round_names_its_charter_cadence_and_signatory() {
    let desk = Workspace::new();
    let first = desk.json(&["round"])[0].clone();
    let cadence = |round: &Value| round["cadence"].as_str().unwrap().to_owned();
    assert_eq!((cadence(&first), first["charter_file"].as_str()), ("quarterly".to_owned(), Some("")));
    let charter = desk.file("charter 2025.pdf", b"abc");
    let edit = ["round", "edit", "--charter", "2025", "--charter-file", &charter, "--cadence", "periodically"];
    let edited = desk
        .json(&[&edit[..], &["--signatory", "superintendent", "--reply-mailbox", "charter@force.example"]].concat());
    assert_eq!(edited["charter_file"], "charter 2025.pdf");
    // As sha256sum prints it.
    assert_eq!(edited["charter_sha256"], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!((cadence(&edited), &edited["signatory"]), ("periodically".to_owned(), &"superintendent".into()));
    assert_eq!(edited["deadline"], first["deadline"], "what is not given stays");
    let missing = desk.path("missing.pdf");
    desk.run(&["round", "edit", "--charter-file", missing.to_str().unwrap()]).failed(1, &["Nothing was changed"]);
    desk.run(&["round", "edit"]).failed(2, &["nothing is said that is to be changed"]);
    desk.run(&["round", "edit", "--cadence", "often"]).failed(2, &["often"]);

    let next = desk.json(&["round", "open", "--deadline", "2024-01-31"]);
    for key in ["charter_version", "charter_file", "charter_sha256", "cadence", "signatory", "reply_mailbox"] {
        assert_eq!(next[key], edited[key], "{key} as in the round before");
    }
    let other = desk.json(&["round", "edit", "--charter", "2026"]);
    assert_eq!((&other["charter_file"], &other["charter_sha256"]), (&"".into(), &"".into()), "not the old file");
    assert!(desk.done(&["check"]).out.contains("every record is as the journal left it"));
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["round"])[0]["charter_version"], "2025");
}

#[test]
fn the_promised_month_passes_without_a_round() {
    let desk = Workspace::new();
    let state = |day: &str| desk.json(&["round", "--as-at", day]).as_array().unwrap().last().unwrap().clone();
    let tasks = |day: &str| -> Vec<Value> {
        let today = desk.json(&["today", "--round", "2023-Q4", "--as-at", day]);
        let tasks = today["tasks"].as_array().unwrap().iter();
        tasks.filter(|task| task["section"] == "next-contact").cloned().collect()
    };
    assert_eq!(state("2024-01-31")["next_contact_state"], "ahead");
    assert_eq!(state("2024-02-12")["next_contact_state"], "passed");
    let words = "contact with every council promised for January 2024: the month ended 12 days ago without a new round";
    assert!(desk.done(&["round", "--as-at", "2024-02-12"]).out.contains(words));
    assert_eq!(tasks("2024-01-31"), Vec::<Value>::new());
    assert!(tasks("2024-02-12")[0]["words"].as_str().unwrap().starts_with(words));
    assert!(!desk.done(&["today", "--as-at", "2024-01-31"]).out.contains("Promised to every council"));
    desk.done(&["round", "open", "--deadline", "2024-03-15", "--letter-dated", "2024-02-20", "--as-at", "2024-02-20"]);
    assert_eq!(state("2024-02-12")["next_contact_state"], "passed", "as at a day before the letter");
    let late = state("2024-02-20");
    assert_eq!((&late["next_contact_state"], &late["contacted_on"]), (&"kept-late".into(), &"2024-02-20".into()));
    assert_eq!(tasks("2024-02-20"), Vec::<Value>::new());
}

/// Another force's register, areas, teams, categories and round are data: no code names West Mercia's.
#[test]
fn another_force_works_by_data_alone() {
    let desk = Workspace::new();
    let register = "code,parish,council,kind,county,district,team\n\
        E04005901,Keswick,Keswick Town Council,town,Cumberland,Cumberland,Keswick NPT\n\
        E04005902,Caldbeck,Caldbeck Parish Council,parish,Cumberland,Cumberland,Keswick NPT\n\
        E04005903,Shap,Shap Parish Council,parish,Westmorland and Furness,Westmorland and Furness,Eden NPT\n";
    let file = desk.file("register.csv", register);
    let done = desk.json(&["import", "councils", &file, "--complete", "--from", "2023-01-01"]);
    assert_eq!((&done["new"], &done["ended"]), (&3.into(), &610.into()));
    let areas = "level,code,name,from,to,successor\n\
        county,E06000063,Cumberland,2023-04-01,,\ndistrict,E06000063,Cumberland,2023-04-01,,\n\
        district,E07000030,Eden,,2023-04-01,Westmorland and Furness\n\
        county,E06000064,Westmorland and Furness,,,\ndistrict,E06000064,Westmorland and Furness,2023-04-01,,\n\
        ward,,Keswick,,,\n";
    let file = desk.file("areas.csv", areas);
    let dry = desk.done(&["import", "areas", &file, "--dry-run"]);
    assert!(dry.out.contains("line 7: its level “ward” is not known"), "{}", dry.out);
    let done = desk.json(&["import", "areas", &file]);
    assert_eq!((&done["new"], &done["changed"], &done["unchanged"]), (&1.into(), &4.into(), &0.into()));
    let again = desk.json(&["import", "areas", &file]);
    assert_eq!((&again["unchanged"], &again["saved"]), (&5.into(), &Value::Null));
    assert_eq!(desk.json(&["areas", "Eden"])[0]["successor"], "Westmorland and Furness");
    assert_eq!(desk.json(&["list", "--county", "E06000063"]).as_array().unwrap().len(), 2);
    desk.run(&["list", "--district", "Eden"]).failed(2, &["Westmorland and Furness", "ended on Sat 1 Apr 2023"]);
    desk.done(&["record", "categories", "speeding", "sheep worrying", "other"]);
    desk.done(&["record", "team", "Eden NPT", "--code", "E1", "--mailbox", "eden@police.example"]);
    let charter = desk.file("charter.txt", "Our charter");
    desk.done(&["round", "edit", "--charter", "1", "--charter-file", &charter, "--signatory", "chief inspector"]);
    desk.done(&["round", "edit", "--letter-dated", "2023-09-04"]);
    desk.done(&["record", "return", "Shap", "--received", "2023-09-20", "--wish", "yes", "--priority", "Sheep"]);
    desk.done(&["record", "priority", "Shap", "--priority", "1", "--category", "sheep"]);
    for day in ["2023-09-30", "2023-10-05"] {
        assert_eq!(desk.json(&["list", "--as-at", day]).as_array().unwrap().len(), 3);
    }
    let counties: Vec<Value> =
        desk.json(&["list"]).as_array().unwrap().iter().map(|line| line["county"].clone()).collect();
    assert_eq!(counties, ["Cumberland", "Cumberland", "Westmorland and Furness"]);
    assert_eq!(desk.json(&["list", "--team", "Keswick"]).as_array().unwrap().len(), 2);
    assert_eq!(desk.council("Shap Parish Council")["group"], "on-time");
    assert_eq!(desk.json(&["priorities"])[0]["category"], "sheep worrying");
    let everything = [&["list"][..], &["promises"], &["today"], &["round"], &["record", "team"]]
        .map(|args| desk.done(args).out)
        .concat();
    for name in ["Mercia", "Shropshire", "Herefordshire", "Worcestershire"] {
        assert!(!everything.contains(name), "{name} is printed for another force");
    }
    desk.done(&["undo"]);
    assert!(desk.done(&["check"]).out.contains("every record is as the journal left it"));
}
