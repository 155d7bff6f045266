//! Numbers that add up: the groups of the header, the list and the command line, and replies that wait in the inbox.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::scenario::{Scenario, UserActions, WIDE};
use serde_json::Value;

/// The header's numbers by group: `on time 239 · ! missed 371: late 50, incomplete 81, …`.
fn header_counts(screen: &str) -> BTreeMap<String, usize> {
    let row = screen.lines().nth(1).unwrap_or_default();
    let words = row.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let missed_apart = words.replace("! missed ", "missed ").replace([':', '·'], ",");
    let part = |part: &str| {
        let (name, number) = part.trim().rsplit_once(' ')?;
        Some((name.to_owned(), number.parse().ok()?))
    };
    missed_apart.split("  ").next().unwrap_or_default().split(',').filter_map(part).collect()
}

/// The same from `list --json`, with the labels of the groups.
fn listed_counts(scenario: &Scenario, day: &str, filters: &[&str]) -> BTreeMap<String, usize> {
    let lines = scenario.json(&[&["list", "--as-at", day], filters].concat());
    let mut counts = BTreeMap::new();
    for line in lines.as_array().expect("an array") {
        let label = match line["group"].as_str().expect("a group") {
            "heard-not-confirmed" => "incomplete".to_owned(),
            "not-sent" => "letter not recorded".to_owned(),
            code => code.replace('-', " "),
        };
        *counts.entry(label).or_default() += 1;
    }
    counts
}

fn record(scenario: &Scenario) {
    let returned = |council: &str, received: &str, more: &[&str]| {
        scenario.run_ok(&[&["record", "return", council, "--received", received][..], more].concat());
    };
    returned("Wem Town Council", "2023-09-12", &["--wish", "yes", "--priority", "Speeding"]);
    returned("Clun Town Council", "2023-09-20", &["--wish", "no"]);
    returned("Ludlow Town Council", "2023-10-03", &["--wish", "yes", "--priority", "Parking"]);
    returned("Bewdley Town Council", "2023-09-29", &["--wish", "yes"]);
    scenario.run_ok(&[
        "record",
        "reply",
        "Malvern Town Council",
        "--received",
        "2023-10-04",
        "--text",
        "On our agenda",
    ]);
}

#[test]
fn the_header_the_list_and_the_command_line_give_the_same_groups_and_they_sum() {
    let scenario = Scenario::new();
    record(&scenario);
    for (day, total) in [("2023-09-15", 610), ("2023-09-30", 610), ("2023-10-01", 610), ("2023-10-05", 610)] {
        let mut desk = scenario.open_as(WIDE, &["--as-at", day], &[]);
        for (keys, filters) in [
            ("", &[][..]),
            ("c s", &["--county", "Shropshire"][..]),
            ("f c Enter", &["--county", "Shropshire", "--show", "confirmed"][..]),
        ] {
            desk.press(keys);
            let wanted = listed_counts(&scenario, day, filters);
            let sum: usize = wanted.values().sum();
            desk.wait_for(&format!("{sum} of {total} councils"));
            let mut shown = header_counts(&desk.screen());
            let missed = shown.remove("missed");
            shown.retain(|_, count| *count > 0);
            assert_eq!(shown, wanted, "{day} {filters:?}\n{}", desk.screen());
            assert_eq!(shown.values().sum::<usize>(), sum);
            let on_time = shown.get("on time").copied().unwrap_or_default();
            assert!(missed.is_none_or(|missed| missed + on_time == sum), "{}", desk.screen());
        }
        // Another start shows the list as it was left.
        desk.press("Esc");
        desk.wait_for("610 of 610 councils");
        desk.quit();
    }
}

/// Two mails: the answer of a council that was not heard, and one more of a council that has answered.
fn two_replies(scenario: &Scenario) -> PathBuf {
    let mail = |id: u8, council: &str| {
        format!(
            "From someone Mon Oct  2 10:15:00 2023\nFrom: clerk@{id}.example\nSubject: {council}: policing priorities\nDate: \
             Mon, 2 Oct 2023 10:15:00 +0100\nMessage-ID: <{id}@mail.example>\n\n{council} wishes to take part. Our \
             priorities are speeding and parking.\n\n"
        )
    };
    let path = scenario.home.path().join("two.mbox");
    std::fs::write(&path, [mail(1, "Clun Town Council"), mail(2, "Wem Town Council")].concat()).expect("a file");
    path
}

#[test]
fn a_reply_that_waits_is_said_everywhere_and_is_one_key_away() {
    let scenario = Scenario::new();
    scenario.run_ok(
        &[
            &["record", "return", "Wem Town Council", "--received", "2023-09-12", "--wish", "yes"][..],
            &["--priority", "Speeding"],
        ]
        .concat(),
    );
    scenario.run_ok(&["import", "replies", &two_replies(&scenario).display().to_string()]);
    let line = |name: &str| -> Value {
        let lines = scenario.json(&["list", "--find", name]);
        lines.as_array().expect("an array").iter().find(|line| line["council"] == name).expect("the council").clone()
    };
    let clun = line("Clun Town Council");
    assert_eq!((&clun["group"], &clun["waiting"]["received_on"]), (&"silent".into(), &"2023-10-02".into()));
    assert!(!clun["explanation"].as_str().expect("words").contains("nothing heard"), "{clun}");
    assert!(line("Wem Town Council")["explanation"].as_str().expect("words").starts_with("confirmed, reply waiting"));
    let mut desk = scenario.open();
    desk.wait_for("2 have a reply waiting");
    // It is a group of its own among those that missed the deadline, and no longer among the silent.
    desk.press("!");
    desk.wait_for("? reply waiting: open the inbox");
    desk.wait_for("1 of 1");
    desk.wait_for("608 of 609, 1 above");
    desk.press("g j");
    desk.wait_focused_with("Clun Town Council", "reply waiting");
    desk.wait_for("waits in the inbox");
    desk.wait_for("counts as silent.");
    desk.wait_for("Next: open the inbox with I.");
    assert!(!desk.screen().contains("Next: write or phone"), "{}", desk.screen());
    // The forms warn that it is there.
    for (key, form) in [("r", "Return of Clun"), ("h", "Heard from Clun")] {
        desk.press(key);
        desk.wait_for(form);
        desk.wait_for("I opens it.");
        desk.press("Esc");
        desk.wait_gone(form);
    }
    desk.reset_key_count();
    desk.press("I");
    desk.wait_for("‹2 Inbox");
    desk.wait_focused("Clun");
    assert_eq!(desk.keys_pressed(), 1);
    // Once it is recorded, nothing waits and the council is late.
    desk.press("a");
    desk.wait_for("saved");
    desk.press("1");
    desk.wait_for("1 has a reply waiting");
    assert_eq!(line("Clun Town Council")["group"], "late");
    desk.quit();
}

#[test]
fn the_county_picker_counts_what_the_view_would_show() {
    let scenario = Scenario::new();
    record(&scenario);
    let mut desk = scenario.open();
    desk.press("f c Enter");
    desk.wait_for("2 of 610 councils");
    desk.press("c");
    desk.wait_for("all counties");
    let row = |name: &str| desk.screen().lines().find(|row| row.contains(name)).unwrap_or_default().to_owned();
    assert!(row("all counties").contains(" 2 "), "{}", desk.screen());
    assert!(row("s   Shropshire").contains(" 2 "), "{}", desk.screen());
    assert!(row("w   Worcestershire").contains(" 0 "), "{}", desk.screen());
    desk.press("Esc Esc");
    desk.wait_for("610 of 610");
    desk.quit();
}
