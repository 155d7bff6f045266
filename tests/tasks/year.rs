//! A year of the charter: four rounds from the first letter to the summer, in the dashboard and on the command line.
//!
//! Every figure is counted by hand from the table of answers below. At the end of each quarter the answers as at each of its
//! days are kept; at the end of the year none has moved.
//!
//! | council | autumn 2023 | winter 2024 | spring 2024 | summer 2024 |
//! | --- | --- | --- | --- | --- |
//! | Wem | yes: speeding, parking | yes: speeding; parking was solved | yes: speeding | yes: speeding |
//! | Shrewsbury | no | yes: drugs | silent | silent |
//! | Oswestry | holding, then late: burglary | no | silent | silent |
//! | Clun | silent, chased, late: rural crime | silent | silent | silent |
//! | Ludlow | silent | late: dogs | silent | yes: dogs |
//! | 605 others | silent | silent | silent | silent |

use std::collections::BTreeMap;
use std::fmt::Write as _;

use charter::change::Moment;
use chrono::{NaiveDate, Utc};
use store::{Page, Store};

use crate::scenario::{Scenario, UserActions, WIDE};

/// The report of autumn, counted by hand.
const AUTUMN: &[&str] = &[
    "heard 4/610",
    "confirmed 3/610",
    "declined 1/610",
    "missed-deadline 608/610",
    "response.on-time 2/610",
    "response.late 2/610",
    "response.silent 606/610",
    // Wem, Shrewsbury, Oswestry's first word; then Clun. Day 0 is always there.
    "heard-by.-18 1/610",
    "heard-by.-10 2/610",
    "heard-by.-2 3/610",
    "heard-by.0 3/610",
    "heard-by.6 4/610",
    "promise.made 3/610",
    "promise.kept 2/3",
    "promise.met 1/3",
    "promise.written 1/3",
    "promise.missed 1/3",
    "promise.not-offered 607/610",
    "missed.leave 1/1",
    // Clun has its written update.
    "update-owed 2/3",
    "outcome.agreed 4/4",
    "category 4/4",
    // Wem's two were agreed more than three months ago.
    "review.new 2/4",
    "review.not-reviewed 2/4",
    // Oswestry wrote twice, and nobody acknowledged anything.
    "lasting-wait.acknowledgement 5/5",
    "lasting-wait.first-action 4/4",
];

/// The report of winter, counted by hand.
const WINTER: &[&str] = &[
    "heard 4/610",
    "confirmed 3/610",
    "declined 1/610",
    "missed-deadline 607/610",
    "response.on-time 3/610",
    "response.late 1/610",
    "response.silent 606/610",
    // Also on the days of the round before, to compare: Wem, Oswestry, Shrewsbury, Ludlow.
    "heard-by.-11 1/610",
    "heard-by.-10 1/610",
    "heard-by.-6 2/610",
    "heard-by.-2 2/610",
    "heard-by.-1 3/610",
    "heard-by.0 3/610",
    "heard-by.5 4/610",
    "heard-by.6 4/610",
    "promise.made 3/610",
    "promise.owed 3/3",
    "promise.not-offered 607/610",
    "update-owed 3/3",
    "outcome.agreed 3/6",
    "outcome.proposed 1/6",
    "outcome.dropped 1/6",
    "outcome.closed 1/6",
    "result.solved 1/1",
    "category 6/6",
    // Drugs and dogs are new; speeding and rural crime wait since the autumn.
    "review.new 2/4",
    "review.not-reviewed 2/4",
    "lasting-wait.acknowledgement 4/4",
    "lasting-wait.first-action 2/2",
    // Parking was solved, and Wem has not been told.
    "lasting-wait.told 1/1",
    "change.last.still-takes-part 1/610",
    "change.last.joined 1/610",
    "change.last.came-back 1/610",
    "change.last.left 1/610",
    "change.last.fell-silent 1/610",
    "change.last.still-out 605/610",
    "priority-change.last.kept 1/6",
    "priority-change.last.solved 1/6",
    "priority-change.last.dropped 1/6",
    "priority-change.last.new 2/6",
    "priority-change.last.proposed 1/6",
];

/// The report of spring, counted by hand.
const SPRING: &[&str] = &[
    "heard 1/610",
    "confirmed 1/610",
    "missed-deadline 609/610",
    "response.on-time 1/610",
    "response.silent 609/610",
    "heard-by.-11 1/610",
    "heard-by.-6 1/610",
    "heard-by.-1 1/610",
    "heard-by.0 1/610",
    "heard-by.5 1/610",
    "promise.made 1/610",
    "promise.owed 1/1",
    "promise.not-offered 609/610",
    "update-owed 1/1",
    // Speeding; drugs and dogs were not answered. Rural crime is no longer proposed: the winter did not agree it.
    "outcome.agreed 1/3",
    "outcome.proposed 2/3",
    "category 3/3",
    "review.not-reviewed 3/3",
    "lasting-wait.acknowledgement 1/1",
    "change.last.still-takes-part 1/610",
    "change.last.fell-silent 3/610",
    "change.last.still-out 606/610",
    "priority-change.last.kept 1/3",
    "priority-change.last.proposed 2/3",
];

/// The report of summer, counted by hand.
const SUMMER: &[&str] = &[
    "heard 2/610",
    "confirmed 2/610",
    "missed-deadline 608/610",
    "response.on-time 2/610",
    "response.silent 608/610",
    "heard-by.-11 1/610",
    "heard-by.-9 2/610",
    "heard-by.0 2/610",
    "promise.made 2/610",
    "promise.owed 2/2",
    "promise.not-offered 608/610",
    "update-owed 2/2",
    "outcome.agreed 2/2",
    "category 2/2",
    // Dogs too were first agreed in the winter.
    "review.not-reviewed 2/2",
    "lasting-wait.acknowledgement 2/2",
    "change.last.still-takes-part 1/610",
    "change.last.came-back 1/610",
    "change.last.still-out 608/610",
    "priority-change.last.kept 1/2",
    "priority-change.last.new 1/2",
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

struct Year {
    scenario: Scenario,
    /// The answers as at each day, as they were at the end of its quarter.
    kept: BTreeMap<NaiveDate, String>,
}

impl Year {
    fn run(&self, as_at: &str, words: &[&str]) {
        self.scenario.run_ok(&[words, &["--as-at", as_at]].concat());
    }

    fn answer(&self, as_at: &str, council: &str, wish: &str, priorities: &[&str]) {
        let mut words = vec!["record", "return", council, "--received", as_at, "--wish", wish];
        priorities.iter().for_each(|text| words.extend(["--priority", text]));
        self.run(as_at, &words);
    }

    fn open(&self, as_at: &str) -> crate::support::Dashboard {
        self.scenario.open_as(WIDE, &["--as-at", as_at], &[])
    }

    /// What the list says of every council on a day, in the newest round that had begun.
    fn answers(&self, store: &Store, on: NaiveDate) -> String {
        let rounds = store.rounds().unwrap();
        let round = rounds.iter().rev().find(|round| round.answered_from() <= on).unwrap();
        let mut said = round.code.clone();
        for line in store.lines(round, on, Page::All).unwrap() {
            let promise = line.status.quarterly.explain(round, on);
            let names = [&line.name, &line.county, &line.district, &line.team].map(|name| name.raw());
            let _ = write!(said, "\n{names:?} {:?} {} {promise}", line.status.group, line.status.describe());
        }
        said
    }

    fn store(&self) -> Store {
        let moment = Moment { at: Utc::now() };
        Store::open(&self.scenario.home.database(), moment, desk::seed::seed).unwrap().store
    }

    fn keep_quarter(&mut self, from: &str, until: &str) {
        let store = self.store();
        let days = day(from).iter_days().take_while(|on| *on <= day(until));
        let answers: Vec<(NaiveDate, String)> = days.map(|on| (on, self.answers(&store, on))).collect();
        println!("{from} to {until}: {} days kept", answers.len());
        self.kept.extend(answers);
    }

    fn assert_no_day_moved(&self) {
        let store = self.store();
        for (on, kept) in &self.kept {
            let now = self.answers(&store, *on);
            let moved = now.lines().zip(kept.lines()).find(|(now, kept)| now != kept);
            assert!(now == *kept, "as at {on}: {moved:?}");
        }
    }

    /// On time, late, incomplete, silent.
    #[track_caller]
    fn assert_groups(&self, as_at: &str, round: &str, expected: [usize; 4]) {
        let list = self.scenario.json(&["list", "--round", round, "--as-at", as_at]);
        let list = list.as_array().unwrap();
        let count = |group: &str| list.iter().filter(|line| line["group"] == group).count();
        assert_eq!(["on-time", "late", "heard-not-confirmed", "silent"].map(count), expected, "{round} as at {as_at}");
        assert_eq!(expected.iter().sum::<usize>(), list.len());
    }

    /// Still taking part, joined, came back, left, fell silent, still not taking part, undecided.
    #[track_caller]
    fn assert_moved(&self, as_at: &str, councils: [usize; 7], priorities: [usize; 6]) {
        let compared = self.scenario.json(&["round", "compare", "--as-at", as_at]);
        let total = &compared["total"];
        let kinds =
            ["still_taking_part", "joined", "came_back", "left", "fell_silent", "still_not_taking_part", "undecided"];
        assert_eq!(kinds.map(|kind| total[kind].as_u64().unwrap() as usize), councils);
        let kinds = ["kept", "changed", "closed", "dropped", "new", "proposed_again"];
        assert_eq!(kinds.map(|kind| total["priorities"][kind].as_u64().unwrap() as usize), priorities);
    }

    /// Every number of the report for the round's own quarter that is not 0, as `measure n/N`. The median of no wait is blank.
    #[track_caller]
    fn assert_report(&self, as_at: &str, round: &str, expected: &[&str]) {
        let report = self.scenario.run_ok(&["report", "--round", round, "--as-at", as_at, "--format", "csv"]);
        let mut rows = csv::Reader::from_reader(report.out.as_bytes());
        let headings = rows.headers().unwrap().clone();
        let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
        let [period, measure, n, of] = ["period", "measure", "n", "N"].map(column);
        let is_number = |row: &csv::StringRecord| !["", "0"].contains(&&row[n]);
        let own = rows.records().map(|row| row.unwrap()).filter(|row| &row[period] == round && is_number(row));
        let counted: Vec<String> = own.map(|row| format!("{} {}/{}", &row[measure], &row[n], &row[of])).collect();
        let missing: Vec<_> = expected.iter().filter(|line| !counted.iter().any(|row| row == *line)).collect();
        let unknown: Vec<_> = counted.iter().filter(|row| !expected.contains(&row.as_str())).collect();
        assert!(
            missing.is_empty() && unknown.is_empty(),
            "{round}: not in the report {missing:#?}, only there {unknown:#?}"
        );
    }

    fn open_round(&self, as_at: &str, title: &str, deadline: &str) {
        let mut desk = self.open(as_at);
        desk.reset_key_count();
        desk.press("O");
        desk.wait_for(&format!("Open the round {title}"));
        desk.type_text("today");
        desk.press("Enter");
        desk.wait_for(deadline);
        desk.press("C-s");
        desk.wait_for(&format!("Opening the round {title}"));
        desk.wait_for("Invited: 610 councils; a letter of");
        desk.press("Enter");
        desk.wait_until(|page| page.row(0).contains(title), "the new round");
        assert!(desk.keys_pressed() <= 6, "{} keys beside the text", desk.keys_pressed());
        desk.wait_for("answered 0 · awaiting 610");
        desk.quit();
    }
}

#[test]
fn a_year_of_four_rounds() {
    let scenario = Scenario::on_first_start();
    scenario.run_ok(&["list"]);
    let mut year = Year { scenario, kept: BTreeMap::new() };
    autumn(&mut year);
    winter(&mut year);
    spring(&mut year);
    summer(&mut year);
    year.assert_no_day_moved();
}

fn autumn(year: &mut Year) {
    let mut desk = year.open("2023-09-04");
    desk.press("R");
    desk.wait_for("Dates of the round");
    desk.type_text("today");
    desk.save("dates of round 2023-Q4");
    desk.wait_for("awaiting 610");
    desk.quit();
    for (council, address) in
        [("wem", "clerk@wem.example"), ("clun", "clerk@clun.example"), ("oswestry", "clerk@oswestry.example")]
    {
        let address = ["record", "details", council, "--contact", "clerk", "--address", address];
        year.run("2023-09-04", &address);
    }
    year.run("2023-09-04", &["record", "details", "ludlow", "clun", "--team", "North SNT"]);
    year.answer("2023-09-12", "wem", "yes", &["Speeding", "Parking"]);
    year.answer("2023-09-20", "shrewsbury town", "no", &[]);
    let holding = ["record", "reply", "oswestry", "--received", "2023-09-28", "--text", "on our October agenda"];
    year.run("2023-09-28", &holding);
    year.assert_groups("2023-10-01", "2023-Q4", [2, 0, 1, 607]);

    // Two councils have an address and no complete answer: one is silent, one incomplete.
    let mut desk = year.open("2023-10-04");
    desk.press("c s");
    desk.wait_for("175 of 610");
    desk.press("Y");
    desk.wait_for("‹ reminder ›");
    desk.press("C-s");
    desk.wait_for("2 letters, 173 left out");
    desk.press("C-s");
    desk.wait_for("saved: reminder drafted for 2 councils");
    desk.press("*");
    desk.wait_for("saved: reminder sent to 2 councils");
    desk.wait_for("175 of 610");
    desk.press("Esc");
    desk.wait_for("610 of 610 councils");
    desk.quit();
    year.answer("2023-10-06", "clun", "yes", &["Rural crime"]);
    year.answer("2023-10-12", "oswestry", "yes", &["Burglary"]);
    year.assert_groups("2023-10-31", "2023-Q4", [2, 2, 0, 606]);

    year.run("2023-11-14", &["record", "meeting", "wem", "--on", "2023-11-14", "--attendance", "in-person"]);
    let missed = ["record", "meeting", "oswestry", "--on", "2023-11-20", "--attendance", "not-attended"];
    year.run("2023-11-20", &[&missed[..], &["--reason", "leave"]].concat());
    let mut desk = year.open("2023-12-01");
    desk.go_to("Clun Town");
    desk.press("Y");
    desk.wait_for("‹ written update ›");
    desk.press("C-s");
    desk.wait_for("1 letter");
    desk.press("C-s");
    desk.wait_for("saved: written update drafted for Clun Town Council");
    desk.press("*");
    desk.wait_for("saved: written update sent to Clun Town Council");
    desk.quit();
    let promises = year.scenario.json(&["promises", "--as-at", "2023-12-31"]);
    let total = &promises["total"];
    let counted = ["met", "written", "missed", "owed", "not_offered"].map(|kind| total[kind].as_u64().unwrap());
    assert_eq!(counted, [1, 1, 1, 0, 607]);
    year.assert_report("2023-12-31", "2023-Q4", AUTUMN);
    year.keep_quarter("2023-09-04", "2023-12-31");
}

fn winter(year: &mut Year) {
    year.open_round("2024-01-08", "January–March 2024", "Wed 31 Jan 2024");
    let solved = [
        "record",
        "result",
        "wem",
        "--priority",
        "parking",
        "--outcome",
        "solved",
        "--result",
        "The double lines are painted.",
    ];
    year.run("2024-01-15", &solved);
    year.answer("2024-01-20", "wem", "yes", &["Speeding"]);
    year.answer("2024-01-25", "oswestry", "no", &[]);
    year.answer("2024-01-30", "shrewsbury town", "yes", &["Drugs"]);
    year.answer("2024-02-05", "ludlow", "yes", &["Dogs"]);
    year.assert_groups("2024-03-31", "2024-Q1", [3, 1, 0, 606]);
    year.assert_moved("2024-03-31", [1, 1, 1, 1, 1, 605, 0], [1, 0, 1, 1, 2, 1]);
    year.assert_report("2024-03-31", "2024-Q1", WINTER);
    year.keep_quarter("2024-01-08", "2024-03-31");
}

fn spring(year: &mut Year) {
    // What is decided now for later days must not move the days before.
    let renamed = ["record", "details", "wem", "--name", "Wem and District Town Council", "--from", "2024-04-01"];
    year.run("2024-04-02", &renamed);
    let team = ["record", "details", "ludlow", "clun", "--team", "South SNT", "--from", "2024-04-01"];
    year.run("2024-04-02", &team);
    year.open_round("2024-04-08", "April–June 2024", "Wed 1 May 2024");
    year.answer("2024-04-20", "wem and", "yes", &["Speeding"]);
    year.assert_groups("2024-06-30", "2024-Q2", [1, 0, 0, 609]);
    year.assert_moved("2024-06-30", [1, 0, 0, 0, 3, 606, 0], [1, 0, 0, 0, 0, 2]);
    year.assert_report("2024-06-30", "2024-Q2", SPRING);
    year.keep_quarter("2024-04-08", "2024-06-30");
}

fn summer(year: &mut Year) {
    year.open_round("2024-07-08", "July–September 2024", "Wed 31 Jul 2024");
    year.answer("2024-07-20", "wem and", "yes", &["Speeding"]);
    year.answer("2024-07-22", "ludlow", "yes", &["Dogs"]);
    year.assert_groups("2024-08-01", "2024-Q3", [2, 0, 0, 608]);
    year.assert_moved("2024-08-01", [1, 0, 1, 0, 0, 608, 0], [1, 0, 0, 0, 1, 0]);
    year.assert_report("2024-08-01", "2024-Q3", SUMMER);
    year.keep_quarter("2024-07-08", "2024-08-01");
}
