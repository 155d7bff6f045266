//! Three dashboards on one file. A draft that one of them reported as kept must be in the drafts file after all have
//! quit.

use std::fs;

use crate::fixture::Fixture;
use crate::support::Dashboard;
use crate::table::{Count, Row, scaled};

/// Councils to write notes about, and the drafts.
const DRAFTS: [(&str, &str); 3] =
    [("Wem Town", "the first draft"), ("Prees", "the second draft"), ("Ludlow Town", "the third draft")];

/// The orders in which they quit.
const QUIT_ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1], [1, 0, 2], [2, 0, 1]];

/// Goes to a council, opens the note form and types.
fn type_note(dashboard: &mut Dashboard, council: &str, words: &str) {
    dashboard.press("/");
    dashboard.wait_for("Find");
    dashboard.press("C-u");
    dashboard.type_text(council);
    dashboard.wait_until(|page| page.has(&format!("Find {council}")), "the search to be typed");
    dashboard.press("Enter");
    dashboard.wait_for("r return");
    dashboard.press("n");
    dashboard.wait_for("Note on");
    dashboard.type_text(words);
    dashboard.wait_for(words);
}

/// Closes the form. The dashboard must say that the draft is kept.
fn close_form(dashboard: &mut Dashboard) {
    dashboard.press("Esc");
    dashboard.wait_until(|page| !page.has("Note on") && page.has("kept"), "the draft to be kept");
}

/// Quits, with a second key if the dashboard asks for it.
fn quit(dashboard: &mut Dashboard, place: &str, row: &mut Row) {
    dashboard.press("q");
    if dashboard.becomes(|page| page.has("again quits")) {
        dashboard.press("q");
    }
    judge_end(dashboard, place, row);
}

fn judge_end(dashboard: &Dashboard, place: &str, row: &mut Row) {
    dashboard.wait_exit();
    let left = dashboard.terminal_modes_left();
    if !left.is_empty() {
        row.fail(Count::Terminals, format!("{place}: {}", left.join(", ")));
    }
    if dashboard.screen().contains("panicked at") {
        row.fail(Count::Panics, format!("{place}: {}", dashboard.screen()));
    }
}

/// Checks that the drafts are in the file beside the database.
fn judge(fixture: &Fixture, wanted: &[&str], unwanted: &[&str], place: &str, row: &mut Row) {
    row.tried += 1;
    let path = fixture.folder().join("desk.db-drafts.json");
    let text = fs::read_to_string(&path).unwrap_or_default();
    if !text.is_empty() && serde_json::from_str::<serde_json::Value>(&text).is_err() {
        row.fail(Count::Corrupt, format!("{place}: the drafts file is no JSON: {text}"));
    }
    for draft in wanted.iter().filter(|draft| !text.contains(**draft)) {
        row.fail(Count::Lost, format!("{place}: {draft:?} was said to be kept, and the drafts file says {text:?}"));
    }
    for draft in unwanted.iter().filter(|draft| text.contains(**draft)) {
        row.fail(Count::Other, format!("{place}: {draft:?} was saved and is a draft still"));
    }
}

/// Three dashboards, open at the same time, each close a form and quit in some order.
fn three_close_and_quit(fixture: &Fixture, order: [usize; 3], row: &mut Row) {
    let place = format!("three dashboards quit in the order {order:?}");
    let mut dashboards = [(); 3].map(|()| fixture.dashboard());
    for (dashboard, (council, words)) in dashboards.iter_mut().zip(DRAFTS) {
        type_note(dashboard, council, words);
        close_form(dashboard);
    }
    for index in order {
        quit(&mut dashboards[index], &place, row);
    }
    judge(fixture, &DRAFTS.map(|(_, words)| words), &[], &place, row);
}

/// One closes a form, one is asked to end in the middle of a form, one has typed nothing and quits last.
fn one_without_a_draft_quits_last(fixture: &Fixture, row: &mut Row) {
    let place = "a dashboard without a draft quits last";
    let mut dashboards = [(); 3].map(|()| fixture.dashboard());
    let [first, second, third] = &mut dashboards;
    type_note(first, DRAFTS[0].0, DRAFTS[0].1);
    close_form(first);
    type_note(second, DRAFTS[1].0, DRAFTS[1].1);
    second.signal(libc::SIGTERM);
    judge_end(second, place, row);
    quit(first, place, row);
    quit(third, place, row);
    judge(fixture, &[DRAFTS[0].1, DRAFTS[1].1], &[], place, row);
}

/// One saves its note, which removes its own draft and no other.
fn one_saves(fixture: &Fixture, row: &mut Row) {
    let place = "one dashboard saves its note";
    let mut dashboards = [(); 3].map(|()| fixture.dashboard());
    for (dashboard, (council, words)) in dashboards.iter_mut().zip(DRAFTS) {
        type_note(dashboard, council, words);
        close_form(dashboard);
    }
    let [first, second, third] = &mut dashboards;
    second.press("n");
    second.wait_for(DRAFTS[1].1);
    second.press("C-s");
    second.wait_for("saved: note");
    for dashboard in [third, first, second] {
        quit(dashboard, place, row);
    }
    judge(fixture, &[DRAFTS[0].1, DRAFTS[2].1], &[DRAFTS[1].1], place, row);
}

#[test]
fn a_draft_said_to_be_kept_survives_other_dashboards() {
    let mut row = Row::new("drafts of 3 dashboards");
    let original = Fixture::new();
    let fixture = original.copy();
    for turn in 0..scaled(2) {
        fixture.reset_to(&original);
        three_close_and_quit(&fixture, QUIT_ORDERS[turn % QUIT_ORDERS.len()], &mut row);
    }
    for _ in 0..scaled(1) {
        fixture.reset_to(&original);
        one_without_a_draft_quits_last(&fixture, &mut row);
        fixture.reset_to(&original);
        one_saves(&fixture, &mut row);
    }
    row.finish();
}

#[test]
fn planted_removal_of_the_drafts_file_is_reported() {
    let fixture = Fixture::new();
    let mut dashboard = fixture.dashboard();
    let mut sound = Row::new("one dashboard, no planted fault");
    let mut row = Row::new("planted: the drafts file is removed");
    type_note(&mut dashboard, DRAFTS[0].0, DRAFTS[0].1);
    close_form(&mut dashboard);
    quit(&mut dashboard, "one dashboard", &mut sound);
    judge(&fixture, &[DRAFTS[0].1], &[], "one dashboard", &mut sound);
    sound.finish();
    let path = fixture.folder().join("desk.db-drafts.json");
    fs::remove_file(&path).expect("the drafts file");
    judge(&fixture, &[DRAFTS[0].1], &[], "removed", &mut row);
    row.must_report(&[Count::Lost]);
    let mut row = Row::new("planted: the drafts file is cut off");
    fs::write(path, "{\"note 1 373\":{\"text\":\"the fir").expect("the drafts file");
    judge(&fixture, &[DRAFTS[0].1], &[], "cut off", &mut row);
    row.must_report(&[Count::Corrupt, Count::Lost]);
}
