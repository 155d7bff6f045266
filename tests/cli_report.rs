//! The report: files, formats, areas, and that nothing which was typed about anybody is in it.

mod workspace;

use serde_json::{Value, json};
use workspace::{RunOutput, Workspace};

const FORMATS: [&str; 5] = ["html", "text", "csv", "xlsx", "json"];
const LAYOUTS: [&str; 3] = ["summary", "committee", "inspector"];

/// Everything that can be typed about a council, its contacts and officers has this word in it.
const CANARY: &str = "Kanarienvogel";

fn with_canaries() -> Workspace {
    let desk = Workspace::with_letters();
    let words = |text: &str| text.replace("CANARY", CANARY).split('|').map(str::to_owned).collect::<Vec<_>>();
    for line in [
        "return|wem town council|--received|2023-09-20|--wish|yes|--priority|CANARY one|--priority|CANARY two|--frequency|CANARY often|--method|CANARY how|--views|CANARY views",
        "reply|prees|--received|2023-09-21|--text|CANARY reply|--from|CANARY clerk",
        "meeting|wem town council|--on|2023-10-03|--attendance|not-attended|--reason|leave|--officer|CANARY officer|--note|CANARY note|--place|CANARY hall",
        "meeting|wem town council|--on|2023-10-24|--plan|in-person|--place|CANARY barn|--note|CANARY plan",
        "action|wem town council|--priority|1|--what|CANARY what|--owner|partner|--who|CANARY who|--on|2023-09-25|--due|2023-10-04",
        "progress|wem town council|--priority|1|--text|CANARY progress",
        "review|wem town council|--priority|1|--priority-changed|no|--response-changed|no|--note|CANARY review",
        "update|wem town council|--how|written|--text|CANARY update|--on|2023-09-25",
        "result|wem town council|--priority|2|--result|CANARY result|--outcome|solved",
        "excuse|wem town council|--reason|CANARY excuse|--by-whom|CANARY by",
        "note|wem town council|--text|CANARY note",
        "contact|wem town council|--role|CANARY role|--email|kanarienvogel@council.example|--phone|01939 000000|--post|CANARY street|--salutation|CANARY dear",
        "details|wem town council|--meets|CANARY evenings",
        "details|wem town council|--team|Wem SNT|--from|today",
        "team|Wem SNT|--head|CANARY head|--mailbox|kanarienvogel@force.example|--phone|01939 111111",
        "officer|wem town council|--post|CANARY post",
        "request|--asked-by|CANARY panel|--what|CANARY request|--owner|CANARY owner|--on|2023-09-28",
        "event|--on|2023-10-20|--place|CANARY square|--attendance|4",
    ] {
        let line = words(line);
        let line: Vec<&str> = std::iter::once("record").chain(line.iter().map(String::as_str)).collect();
        desk.done(&line);
    }
    desk
}

/// The bytes of a file as text; of a workbook, that of all its parts.
fn content(desk: &Workspace, name: &str) -> String {
    let bytes = std::fs::read(desk.path(name)).unwrap();
    if !name.ends_with("xlsx") {
        return String::from_utf8(bytes).unwrap();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for index in 0..archive.len() {
        std::io::Read::read_to_string(&mut archive.by_index(index).unwrap(), &mut text).unwrap();
    }
    text
}

fn write(desk: &Workspace, name: &str, more: &[&str]) -> RunOutput {
    let path = desk.path(name).display().to_string();
    desk.done(&[&["report", "-o", &path], more].concat())
}

#[test]
fn nothing_that_was_typed_about_anybody_is_in_any_format_or_layout() {
    let desk = with_canaries();
    let show = desk.done(&["show", "wem town council"]).out;
    assert!(show.matches(CANARY).count() > 10, "the words are on record: {show}");
    for layout in LAYOUTS {
        for format in FORMATS {
            let ending = if format == "text" { "txt" } else { format };
            let name = format!("{layout}.{ending}");
            let area = ["--for", "Wem Town Council", "--by", "team"];
            write(&desk, &name, &[&["--layout", layout, "--format", format], &area[..]].concat());
            let text = content(&desk, &name);
            assert!(text.contains("Wem Town Council"), "{name}");
            let folded = text.to_lowercase();
            for typed in [&CANARY.to_lowercase(), "01939", "desk-sergeant"] {
                assert!(!folded.contains(typed), "{name} has {typed}");
            }
        }
    }
}

#[test]
fn json_has_the_figures_and_the_shapes_of_police_uk() {
    let desk = with_canaries();
    let document = desk.json(&["report"]);
    let named: Value = serde_json::from_str(&desk.done(&["report", "--format", "json"]).out).unwrap();
    assert_eq!(document["figures"], named["figures"]);
    let figure = |measure: &str| {
        let all = document["figures"].as_array().unwrap();
        let found = all.iter().find(|figure| figure["measure"] == measure).unwrap();
        (found["n"].as_f64().unwrap(), found["of"].as_u64().unwrap())
    };
    let councils = figure("heard").1;
    assert!(councils > 500);
    assert_eq!(figure("heard"), (2.0, councils));
    assert_eq!(figure("confirmed"), (1.0, councils));
    assert_eq!(figure("promise.made"), (1.0, councils));
    assert_eq!(figure("outcome.agreed"), (1.0, 2));
    assert_eq!(figure("outcome.closed"), (1.0, 2));
    let groups = ["on-time", "late", "heard-not-confirmed", "silent", "never-reached"];
    let sum: f64 = groups.iter().map(|group| figure(&format!("response.{group}")).0).sum();
    assert_eq!(sum, f64::from(u32::try_from(councils).unwrap()));
    assert_eq!(
        document["priorities"],
        json!([{ "issue": "No category", "issue-date": "2023-09-20T00:00:00", "action": "1 action, 1 still open",
            "action-date": null }])
    );
    assert_eq!(
        document["events"],
        json!([{ "title": "Meeting of Wem Town Council", "type": "meeting", "description": "Tue 24 Oct 2023, time not known",
            "address": null, "start_date": "2023-10-24T00:00:00", "end_date": null, "contact_details": null },
            { "title": "Surgery", "type": "surgery", "description": "Fri 20 Oct 2023, time not known",
            "address": null, "start_date": "2023-10-20T00:00:00", "end_date": null, "contact_details": null }])
    );
    assert_eq!(document["marking"], "OFFICIAL");
}

#[test]
fn a_report_for_an_area_stands_beside_the_force() {
    let desk = Workspace::with_letters();
    let text =
        desk.done(&["report", "--for", "E07000238", "--layout", "committee", "--committee-meets", "2024-02-08"]).out;
    assert!(text.contains("priorities in Wychavon"), "{text}");
    assert!(text.contains("Whole force area, Oct–Dec 2023:"), "{text}");
    let squeezed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(squeezed.contains("Its papers go out by Wed 31 Jan 2024, five clear working days before"), "{squeezed}");
    assert!(squeezed.contains("Questions are due by 9.00 on Wed 7 Feb 2024."), "{squeezed}");
    desk.run(&["report", "--for", "Atlantis"])
        .failed(2, &["no county, district, team or council is called “Atlantis”"]);
    let committee = ["report", "--layout", "committee", "--committee-meets"];
    desk.run(&[&committee[..], &["2042-02-08"]].concat()).failed(3, &["bank holidays", "not known"]);
    desk.run(&[&committee[..], &["2023-09-01"]].concat()).failed(3, &["the committee met on", "give its next meeting"]);
    desk.run(&["report", "--committee-meets", "2024-02-08"]).failed(2, &["only the committee paper has the days"]);
    let team = desk.done(&["report", "--for", "Wem Town Council", "--by", "council", "--format", "csv"]).out;
    assert_eq!(team.lines().filter(|line| line.contains(",heard,")).count(), 2, "the force and the council: {team}");
}

#[test]
fn a_report_of_a_past_quarter_is_seen_as_at_its_last_day() {
    let desk = Workspace::with_letters();
    desk.record_wem();
    let csv = |as_at: &str| desk.done(&["report", "--round", "2023-Q4", "--format", "csv", "--as-at", as_at]);
    let (then, later) = (csv("2023-12-31"), csv("2024-06-01"));
    assert_eq!(then.out, later.out, "rule 19");
    assert!(later.err.contains("as at Sun 31 Dec 2023, the last day of the quarter"), "{}", later.err);
}

#[test]
fn a_file_is_not_replaced_unless_it_is_said() {
    let desk = Workspace::new();
    let path = desk.path("figures.csv").display().to_string();
    let report = ["report", "-o", &path];
    assert!(desk.done(&report).err.contains("written: "), "the ending names the format");
    assert!(content(&desk, "figures.csv").starts_with("period,from,as at,level"), "{}", content(&desk, "figures.csv"));
    desk.run(&report).failed(3, &["is there already", "--force replaces it"]);
    desk.done(&[&report[..], &["--force"]].concat());
    desk.run(&[&report[..], &["--format", "html", "--force"]].concat()).failed(3, &["another format (CSV)"]);
    desk.run(&[&report[..], &["--json", "--force"]].concat()).failed(3, &["another format (CSV)"]);
    desk.run(&["report", "--json", "--format", "csv"]).failed(2, &["cannot be used with"]);
    desk.run(&["report", "--large-print"]).failed(2, &["--large-print: large print is for HTML"]);
    desk.run(&["report", "--format", "xlsx"]).failed(2, &["name a file with -o"]);
    let page = desk.path("report.html").display().to_string();
    desk.done(&["report", "-o", &page, "--large-print"]);
    desk.run(&["report", "-o", &page]).failed(3, &["is there already", "--force replaces it"]);
    desk.done(&["report", "-o", &page, "--force"]);
    assert!(!content(&desk, "report.html").contains("18pt"), "an older page is replaced");
    let document = desk.path("report.docx").display().to_string();
    desk.run(&["report", "-o", &document]).failed(3, &["does not end as any format does", "Nothing was written"]);
    assert!(!desk.path("report.docx").exists());
    desk.done(&["report", "-o", &document, "--format", "text"]);
}

#[test]
fn the_settings_mark_the_report_and_say_whom_to_ask() {
    let desk = Workspace::new();
    std::fs::create_dir_all(desk.path("config/charterdesk")).unwrap();
    let plain = desk.done(&["report"]).out;
    assert!(plain.starts_with("OFFICIAL\n") && plain.trim_end().ends_with("OFFICIAL"), "{plain}");
    assert!(plain.contains("Management information, not official statistics"), "{plain}");
    let settings =
        "[report]\nmarking = \"\"\ncontact = \"the desk, desk@force.example\"\nnext_update = \"April 2024\"\n";
    desk.file("config/charterdesk/config.toml", settings);
    let plain = desk.done(&["report"]).out;
    assert!(!plain.contains("OFFICIAL"), "{plain}");
    assert!(desk.done(&["report", "--ascii"]).out.is_ascii());
    assert!(plain.contains("desk@force.example") && plain.contains("Next update: April 2024"), "{plain}");
}

#[test]
fn a_report_that_was_issued_is_corrected_with_its_reason() {
    let desk = Workspace::with_letters();
    desk.done(&["record", "return", "wem", "--received", "2023-09-20", "--wish", "yes", "--priority", "Parking"]);
    let page = desk.path("issued.html").to_string_lossy().into_owned();
    let issue = ["report", "--as-at", "2023-10-05", "-o", &page, "--force", "--issued-to", "Police and Crime Panel"];
    desk.done(&issue);
    let issued = desk.json(&["record", "issue-report"]);
    assert_eq!(issued[0]["to"], "Police and Crime Panel");
    let plain = |desk: &Workspace| desk.done(&["report", "--as-at", "2023-10-05"]).out;
    assert!(plain(&desk).contains("No figure that was issued earlier is corrected here."));
    // A reply of September that is recorded later changes the figures of that day.
    desk.done(&["record", "return", "ludlow", "--received", "2023-09-21", "--wish", "no"]);
    let report = plain(&desk);
    assert!(report.contains("of an earlier issue") || report.contains("of the issue of"), "{report}");
    assert!(report.contains("Declined") && report.contains("0 of "), "{report}");
    let refused = desk.run(&issue);
    assert!(refused.err.contains("--reason: "), "{}", refused.err);
    assert_eq!(desk.json(&["record", "issue-report"]).as_array().unwrap().len(), 1);
    desk.done(&[&issue[..], &["--reason", "A reply of 21 September was recorded late."]].concat());
    let issued = desk.json(&["record", "issue-report"]);
    assert_eq!((&issued[1]["corrects"], &issued[1]["reason"]), (&issued[0]["id"], &issued[1]["reason"]));
    assert_eq!(issued[1]["reason"], "A reply of 21 September was recorded late.");
    let page = std::fs::read_to_string(&page).unwrap();
    assert!(page.contains("Reason: A reply of 21 September was recorded late."));
    assert!(plain(&desk).contains("No figure that was issued earlier is corrected here."));
    desk.done(&["report", "--as-at", "2023-10-05", "-o", "-", "--issued-to", "the chief inspector"]);
    assert_eq!(desk.json(&["record", "issue-report"]).as_array().unwrap().len(), 3, "on stdout it is issued, too");
    let refused = desk.run(&[&issue[..], &["--reason", "again"]].concat());
    assert!(refused.err.contains("leave it out"), "{}", refused.err);
}
