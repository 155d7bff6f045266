//! Areas bear dates: what held on a day is what `--as-at` of that day shows, whatever is imported later.

mod workspace;

use rstest::rstest;
use serde_json::Value;
use workspace::Workspace;

const HEAD: &str = "code,parish,council,kind,county,district,team\n";
const WEM: &str = "Wem Town Council";

/// The list of a day with nothing left out.
fn list(desk: &Workspace, day: &str) -> Value {
    desk.json(&["list", "--as-at", day])
}

fn count(desk: &Workspace, day: &str, option: &str, name: &str) -> usize {
    desk.json(&["list", "--as-at", day, option, name]).as_array().unwrap().len()
}

#[test]
fn a_later_register_moves_no_figure_of_2023() {
    let desk = Workspace::with_letters();
    desk.record_wem();
    let day = "2023-12-31";
    let before = list(&desk, day);
    let by_district = count(&desk, day, "--district", "Shropshire");
    let rows = "E04011380,Wem Urban,Wem and Soulton Town Council,town,Cheshire,Cheshire East,\n\
                E04999001,Newtown,Newtown Parish Council,parish,Shropshire,Shropshire,\n";
    let file = desk.file("register.csv", format!("{HEAD}{rows}"));
    let import = ["import", "councils", &file, "--as-at", "2024-02-01"];
    assert!(desk.done(&[&import[..], &["--dry-run"]].concat()).out.contains("holds from Thu 1 Feb 2024"));
    desk.done(&import);
    assert_eq!(list(&desk, day), before);
    assert_eq!(list(&desk, "2024-01-31").as_array().unwrap().len(), 610);
    assert_eq!(count(&desk, day, "--district", "Shropshire"), by_district);
    let moved = desk.council_as_at("Wem and Soulton Town Council", "2024-02-01");
    assert_eq!((&moved["county"], &moved["district"]), (&"Cheshire".into(), &"Cheshire East".into()));
    assert_eq!(list(&desk, "2024-02-01").as_array().unwrap().len(), 611);
    assert_eq!(count(&desk, "2024-02-01", "--district", "Shropshire"), by_district, "one left, one is new");

    let shown = desk.done(&["show", WEM, "--as-at", day]).out;
    assert!(shown.starts_with(WEM) && shown.contains("town council, Shropshire\n"), "{shown}");
    let shown = desk.json(&["show", "Wem and Soulton", "--as-at", "2024-02-01"]);
    assert_eq!(shown["area_changes"].as_array().unwrap().len(), 3, "{shown}");
    assert_eq!(desk.json(&["show", WEM, "--as-at", day])["district"], "Shropshire");
    let header = |day: &str| desk.done(&["promises", "--as-at", day]).out;
    assert!(!header(day).contains("Cheshire") && header("2024-02-01").contains("Cheshire"));
    assert!(desk.done(&["check"]).out.contains("every record is as the journal left it"));
    desk.done(&["undo"]);
    assert_eq!(list(&desk, day), before);
    assert_eq!(list(&desk, "2024-02-01").as_array().unwrap().len(), 610);
}

/// The register of today after that of a later day was imported: each holds for its own days.
#[test]
fn a_register_of_an_earlier_day_leaves_a_later_one() {
    let desk = Workspace::new();
    let register = |district: &str| format!("{HEAD}E04011380,Wem Urban,{WEM},town,Shropshire,{district},\n");
    let (later, today) = (desk.file("later.csv", register("North")), desk.file("today.csv", register("Middle")));
    desk.done(&["import", "councils", &later, "--from", "2028-04-01"]);
    desk.done(&["import", "councils", &today, "--from", "2024-01-01"]);
    let district = |day: &str| desk.council_as_at(WEM, day)["district"].as_str().unwrap().to_owned();
    assert_eq!(
        ["2023-12-31", "2024-01-01", "2028-03-31", "2028-04-01"].map(district),
        ["Shropshire", "Middle", "Middle", "North"]
    );
    assert!(desk.done(&["check"]).out.contains("every record is as the journal left it"));
    desk.done(&["undo"]);
    assert_eq!(district("2028-03-31"), "Shropshire");
    desk.run(&["import", "councils", &today, "--from", "soon"]).failed(2, &["--from", "Nothing was changed"]);
    desk.run(&["import", "councils", &today, "--from", "1823-01-01"]).failed(3, &["before 2000"]);
}

/// The six districts of Worcestershire end on 1 April 2028; two unitary councils take their place.
#[test]
fn worcestershires_districts_end() {
    let desk = Workspace::with_letters();
    let register = std::fs::read_to_string("data/councils.csv").unwrap();
    let new = register
        .replace("Worcestershire,Bromsgrove", "Worcestershire,North Worcestershire")
        .replace("Worcestershire,Redditch", "Worcestershire,North Worcestershire")
        .replace("Worcestershire,Wyre Forest", "Worcestershire,North Worcestershire")
        .replace("Worcestershire,Malvern Hills", "Worcestershire,South Worcestershire")
        .replace("Worcestershire,Worcester,", "Worcestershire,South Worcestershire,")
        .replace("Worcestershire,Wychavon", "Worcestershire,South Worcestershire");
    let file = desk.file("2028.csv", new);
    let days = ["2023-09-30", "2023-12-31", "2026-06-01", "2028-03-31"];
    let before = days.map(|day| list(&desk, day));
    let districts = |day: &str| {
        let mut names: Vec<String> = desk
            .json(&["list", "--county", "Worcestershire", "--as-at", day])
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["district"].as_str().unwrap().to_owned())
            .collect();
        names.sort();
        names.dedup();
        names
    };
    assert_eq!(districts("2028-04-01").len(), 6);
    let done = desk.json(&["import", "councils", &file, "--from", "2028-04-01"]);
    assert_eq!((&done["new"], &done["changed"], &done["from"]), (&0.into(), &195.into(), &"2028-04-01".into()));
    assert_eq!(days.map(|day| list(&desk, day)), before, "figures before that day stay");
    assert_eq!(districts("2028-03-31").len(), 6);
    assert_eq!(districts("2028-04-01"), ["North Worcestershire", "South Worcestershire"]);
    assert_eq!(
        count(&desk, "2028-04-01", "--district", "North Worcestershire"),
        ["Bromsgrove", "Redditch", "Wyre Forest"]
            .map(|name| count(&desk, "2028-03-31", "--district", name))
            .iter()
            .sum::<usize>()
    );
    let text = desk.run(&["list", "--district", "Wychavon", "--as-at", "2028-04-01"]);
    assert!(text.err.contains("South Worcestershire"), "the message names the districts of that day: {text:?}");
    desk.done(&["undo"]);
    assert_eq!(districts("2028-04-01").len(), 6);
    desk.done(&["redo"]);
    assert_eq!(districts("2028-04-01").len(), 2);
}

#[test]
fn a_new_name_holds_from_its_day() {
    let desk = Workspace::new();
    desk.done(&[
        "record",
        "details",
        "Wem Town Council",
        "--name",
        "Wem City Council",
        "--kind",
        "city",
        "--from",
        "1 nov 2023",
    ]);
    let then = desk.council_as_at(WEM, "2023-10-31");
    let now = desk.council_as_at("Wem City Council", "2023-11-01");
    assert_eq!((&then["kind"], &now["kind"], &then["id"]), (&"town".into(), &"city".into(), &now["id"]));
    let shown = desk.done(&["show", "wem", "--as-at", "2023-11-01"]).out;
    assert!(shown.contains("Name Wem City Council from Wed 1 Nov 2023, before that Wem Town Council"), "{shown}");
    desk.run(&["record", "details", "wem", "--contact", "clerk", "--from", "today"])
        .failed(2, &["--from is the first day"]);
    desk.run(&["record", "details", "wem", "--name", "Wem", "--from", "2023-10-20"])
        .failed(3, &["a change of name on Wed 1 Nov 2023 is recorded already"]);
}

/// A clerk may go on using the old name.
#[test]
fn a_council_is_found_by_the_name_of_another_day() {
    let desk = Workspace::new();
    let (old, new) = ("Whixall Parish Council", "Tilstock and Fauls Parish Council");
    desk.done(&["record", "details", old, "--name", new, "--from", "2023-11-01"]);
    let id = desk.council_as_at(old, "2023-10-31")["id"].clone();
    for day in ["2023-10-31", "2023-11-01"] {
        for name in [old, new] {
            assert_eq!(desk.json(&["show", name, "--as-at", day])["id"], id, "{name} as at {day}");
        }
    }
    let mail = format!(
        "From: office@nowhere.example\r\nDate: Thu, 2 Nov 2023 10:00:00 +0000\r\nSubject: {old}\r\n\r\n\
         {old} wishes to take part.\r\n"
    );
    let reply = desk.file("reply.eml", mail);
    desk.done(&["import", "replies", &reply, "--as-at", "2023-11-03"]);
    let items = desk.json(&["inbox", "--as-at", "2023-11-03"]);
    assert_eq!(items[0]["council_id"], id, "{items}");
}

#[rstest]
#[case::merged(&["Whixall Parish Council"], "Merged into Whixall Parish Council on Mon 1 Apr 2024")]
#[case::split(&["Whixall Parish Council", "Ludlow Town Council"],
    "Split into Whixall Parish Council and Ludlow Town Council on Mon 1 Apr 2024")]
fn a_council_ends_in_others(#[case] successors: &[&str], #[case] words: &str) {
    let desk = Workspace::new();
    let named = successors.iter().flat_map(|name| ["--successor", name]);
    let end = ["record", "details", WEM, "--inactive-from", "2024-04-01"];
    desk.run(&["record", "details", WEM, "--successor", "Ludlow Town Council"]).failed(3, &["no longer exists"]);
    desk.done(&end.into_iter().chain(named).collect::<Vec<_>>());
    assert!(desk.done(&["show", WEM]).out.contains(words));
    assert_eq!(list(&desk, "2024-03-31").as_array().unwrap().len(), 610);
    assert_eq!(list(&desk, "2024-04-01").as_array().unwrap().len(), 609);
    // Now the register may give its parish to another council.
    let code = desk.json(&["show", WEM])["parishes"][0].as_str().unwrap().to_owned();
    let rows = format!("{code},Wem,Whixall Parish Council,parish,Shropshire,Shropshire,\n");
    let file = desk.file("register.csv", format!("{HEAD}{rows}"));
    desk.done(&["import", "councils", &file, "--from", "2024-04-01"]);
    let parishes = |day: &str, id: &str| desk.json(&["show", id, "--as-at", day])["parishes"].clone();
    assert_eq!(parishes("2024-03-31", WEM)[0], code.as_str());
    assert_eq!(parishes("2024-04-01", WEM).as_array().unwrap().len(), 0);
}
