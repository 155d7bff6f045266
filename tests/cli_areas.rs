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

/// The six districts of Worcestershire end on 1 April 2028; two councils may take their place. The records say so first,
/// so the councils go to the successors on that day and no figure before it moves.
#[test]
fn worcestershires_districts_end() {
    let desk = Workspace::with_letters();
    let ends = desk.json(&["areas", "--level", "district", "--as-at", "2028-03-31"]);
    let ended: Vec<&Value> = ends.as_array().unwrap().iter().filter(|area| !area["inactive_on"].is_null()).collect();
    assert_eq!(ended.len(), 6, "{ends}");
    assert!(ended.iter().all(|area| area["inactive_on"] == "2028-04-01" && area["successor"].is_null()));
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
    let still = desk.done(&["list", "--district", "Wychavon", "--as-at", "2028-04-01"]);
    assert!(
        still.err.contains("the district Wychavon ended on Sat 1 Apr 2028; its successor is not recorded\n"),
        "councils are still in it: {}",
        still.err
    );
    for name in ["North Worcestershire", "South Worcestershire"] {
        desk.done(&["record", "area", name, "--level", "district", "--begins", "2028-04-01"]);
    }
    let hand_over =
        |name: &str, to: &str| desk.done(&["record", "area", name, "--level", "district", "--successor", to]).err;
    assert!(hand_over("E07000234", "North Worcestershire").contains("19 councils go to the successor on that day"));
    hand_over("Redditch", "North Worcestershire");
    hand_over("Wyre Forest", "North Worcestershire");
    for name in ["Malvern Hills", "Worcester", "Wychavon"] {
        hand_over(name, "South Worcestershire");
    }
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
    desk.run(&["list", "--district", "Wychavon", "--as-at", "2028-04-01"])
        .failed(2, &["ended on Sat 1 Apr 2028; its successor is South Worcestershire", "North Worcestershire, "]);
    desk.run(&["list", "--district", "E07000238", "--as-at", "2028-04-01"]).failed(2, &["South Worcestershire"]);
    desk.run(&["list", "--district", "South Worcestershire", "--as-at", "2028-03-31"])
        .failed(2, &["the district South Worcestershire begins on Sat 1 Apr 2028"]);
    let listed = |day: &str| -> Vec<Value> {
        desk.json(&["areas", "--level", "district", "--as-at", day]).as_array().unwrap().clone()
    };
    assert_eq!((listed("2028-03-31").len(), listed("2028-04-01").len()), (9, 5));
    let wychavon = desk.json(&["areas", "Wychavon", "--as-at", "2028-04-01"])[0].clone();
    assert_eq!((&wychavon["successor"], &wychavon["councils"]), (&"South Worcestershire".into(), &0.into()));
    assert!(desk.done(&["check"]).out.contains("every record is as the journal left it"));
    (0..6).for_each(|_| drop(desk.done(&["undo"])));
    assert_eq!(districts("2028-04-01").len(), 6);
}

/// A register of a later day names the new districts: they become records. It cannot bring a council into one that has
/// ended.
#[test]
fn a_register_names_areas() {
    let desk = Workspace::new();
    let row = |code: &str, name: &str, district: &str| format!("{code},{name},,parish,Worcestershire,{district},\n");
    let badsey = desk.json(&["show", "Badsey"]);
    assert_eq!(badsey["area_records"][1]["code"], "E07000238");
    let code = badsey["parishes"][0].as_str().unwrap();
    let rows = [row(code, "Badsey", "Bromsgrove"), row("E04999002", "Newtown", "Wychavon")].concat();
    let file = desk.file("register.csv", format!("{HEAD}{rows}"));
    let dry = desk.run(&["import", "councils", &file, "--from", "2028-04-01"]);
    assert!(dry.code == 3 && dry.err.contains("no row of"), "{}", dry.err);
    assert!(
        dry.out.contains(
            "line 2: the district Bromsgrove ended on Sat 1 Apr 2028; its successor is not recorded, so no \
                          council can join it on Sat 1 Apr 2028"
        ) && dry.out.contains("line 3: the district Wychavon ended"),
        "{}",
        dry.out
    );
    let rows = [row(code, "Badsey", "South Worcestershire"), row("E04999002", "Newtown", "e07000051")].concat();
    let file = desk.file("register.csv", format!("{HEAD}{}", rows.replace("e07000051", "E06000051")));
    let done = desk.json(&["import", "councils", &file, "--from", "2028-04-01"]);
    assert_eq!((&done["new"], &done["changed"]), (&1.into(), &1.into()));
    let new = desk.json(&["areas", "South Worcestershire"])[0].clone();
    assert_eq!((&new["level"], &new["code"]), (&"district".into(), &"".into()), "a new name becomes a record");
    assert_eq!(desk.council_as_at("Newtown", "2028-04-01")["district"], "Shropshire", "a code means the area");
    desk.run(&["record", "details", "Badsey", "--district", "Redditch", "--from", "2028-05-01"])
        .failed(3, &["the district Redditch ended on Sat 1 Apr 2028", "no council can join it"]);
    desk.done(&["record", "details", "Abberton", "--district", "E07000236", "--from", "2024-05-01"]);
    let district = |day: &str| desk.council_as_at("Abberton", day)["district"].clone();
    assert_eq!(["2024-04-30", "2024-05-01"].map(district), ["Wychavon", "Redditch"]);
}

#[test]
fn an_area_is_recorded_listed_and_found_by_its_code() {
    let desk = Workspace::new();
    let areas = desk.json(&["areas"]);
    let counted = |level: &str| areas.as_array().unwrap().iter().filter(|area| area["level"] == level).count();
    assert_eq!((counted("county"), counted("district"), counted("team")), (4, 9, 0));
    assert_eq!((&areas[0]["code"], &areas[0]["councils"]), (&"E06000019".into(), &214.into()));
    desk.done(&["record", "details", WEM, "--team", "Wem SNT"]);
    let text = desk.done(&["areas"]).out;
    assert!(text.contains("E10000034") && text.contains("Wem SNT"), "teams are listed beside the areas: {text}");
    assert_eq!(
        count(&desk, "2023-10-05", "--district", "E07000238"),
        count(&desk, "2023-10-05", "--district", "Wychavon")
    );
    assert_eq!(count(&desk, "2023-10-05", "--county", "e10000034"), count(&desk, "2023-10-05", "--county", "Worc"));
    desk.run(&["record", "area", "Shropshire", "--code", ""]).failed(2, &["a county and a district", "--level"]);
    desk.run(&["record", "area", "Powys"]).failed(2, &["no county or district is called “Powys”", "--level"]);
    desk.run(&["record", "area", "Wychavon", "--code", "E04000238"]).failed(2, &["--code", "E07000238"]);
    desk.run(&["record", "area", "Wychavon", "--ends", "2028-04-01", "--successor", "South"])
        .failed(3, &["there is no district “South”; record it first"]);
    let saved = desk.done(&["record", "area", "Powys", "--level", "county", "--code", "w06000023"]);
    assert!(saved.err.contains("saved: county Powys"), "{}", saved.err);
    assert_eq!(saved.out, "county Powys (W06000023)\n");
    desk.run(&["list", "--county", "Powys"]).failed(2, &["no council is in the county Powys on", "Herefordshire, "]);
    desk.run(&["areas", "Nowhere"]).failed(3, &["no county, district or team is called “Nowhere”"]);
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["record", "area"]).as_array().unwrap().len(), 13);
    assert!(desk.done(&["check"]).out.contains("every record is as the journal left it"));
}

#[test]
fn a_backup_carries_the_areas() {
    let desk = Workspace::new();
    desk.done(&["record", "area", "Powys", "--level", "county", "--code", "W06000023"]);
    let backup = desk.json(&["backup"]);
    let name = std::path::Path::new(backup["path"].as_str().unwrap()).file_name().unwrap().to_str().unwrap().to_owned();
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["record", "area"]).as_array().unwrap().len(), 13);
    desk.done(&["restore", &name]);
    let areas = desk.json(&["record", "area"]);
    assert!(areas.as_array().unwrap().iter().any(|area| area["code"] == "W06000023"), "{areas}");
}

/// Name, its confirmation, kind and team of the first parish without an established council, as `list` has them.
fn known_of(desk: &Workspace, id: &Value, day: &str) -> [Value; 4] {
    let lines = list(desk, day);
    let line = lines.as_array().unwrap().iter().find(|line| line["id"] == *id).unwrap().clone();
    ["council", "name_confirmed", "kind", "team"].map(|key| line[key].clone())
}

#[rstest]
#[case::on_the_command_line(false)]
#[case::from_a_register(true)]
fn what_nobody_knew_counts_from_a_given_day(#[case] from_register: bool) {
    let desk = Workspace::new();
    let parish = desk.json(&["show", "Badsey"]);
    let (known_id, code) = (&parish["id"], parish["parishes"][0].as_str().unwrap());
    let (id, unknown) = (known_id.to_string(), known_of(&desk, known_id, "2023-08-31"));
    assert_eq!(unknown[1..], [Value::from(false), "unknown".into(), "".into()]);
    let known: [Value; 4] = ["Badsey Parish Council".into(), true.into(), "parish".into(), "Wem SNT".into()];
    let row = format!("{code},Badsey,Badsey Parish Council,parish,Worcestershire,Wychavon,Wem SNT\n");
    let file = desk.file("register.csv", format!("{HEAD}{row}"));
    let record = ["record", "details", &id, "--name", "Badsey Parish Council", "--kind", "parish", "--team", "Wem SNT"];
    let import = ["import", "councils", &file];
    let fill = if from_register { &import[..] } else { &record[..] };
    let at = |day: &str| known_of(&desk, known_id, day);

    let dated = desk.done(&[fill, &["--from", "2023-09-01"]].concat());
    assert!(!dated.err.contains("for earlier days too"), "{}", dated.err);
    assert_eq!([at("2023-08-31"), at("2023-09-01"), at("2023-12-31")], [unknown.clone(), known.clone(), known.clone()]);
    let shown = desk.done(&["show", &id, "--as-at", "2023-12-31"]).out;
    assert!(shown.contains("before that Badsey (council name not confirmed)"), "{shown}");
    assert!(shown.contains("before that none recorded\n"), "nobody has to be told: {shown}");
    desk.done(&["undo"]);
    assert_eq!(at("2023-12-31"), unknown);

    let undated = desk.done(fill);
    assert!(undated.err.contains(", for earlier days too"), "{}", undated.err);
    assert_eq!([at("2023-08-31"), at("2023-12-31")], [known.clone(), known.clone()]);
    desk.done(&["undo"]);
    assert!(desk.done(&["check"]).out.contains("every record is as the journal left it"));
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
