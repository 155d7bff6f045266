//! Pictures of the real program, for the README and for whoever reviews how it looks.
//!
//! ```text
//! CHARTERDESK_SCREENSHOTS=write cargo test --test screenshots     makes them anew
//! cargo test --test screenshots                                   says which are stale
//! ```
//!
//! Each picture carries what its screen held, as text and styles; that is compared with what the screen holds now, and
//! not the pixels. The demonstration has a clock and replies of its own, so that it looks the same every time.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests read their own settings and measure time")]

mod support;

use std::fs;
use std::path::PathBuf;

use support::picture::{self, Ground};
use support::{Dashboard, Size};

const UPDATE_COMMAND: &str = "CHARTERDESK_SCREENSHOTS=write cargo test --test screenshots";
/// The limit keeps the README fast on slow connections.
const MAX_BYTES: u64 = 150_000;

const WIDE: Size = Size { cols: 120, rows: 40 };
const USUAL: Size = Size { cols: 80, rows: 24 };
const LARGE: Size = Size { cols: 200, rows: 50 };
const SMALL: Size = Size { cols: 60, rows: 20 };
const LOW: Size = Size { cols: 40, rows: 12 };

/// A picture: its name, its terminal, and the keys that lead to its screen from the list.
struct Shot {
    name: &'static str,
    size: Size,
    env: &'static [(&'static str, &'static str)],
    ground: Ground,
    reach: fn(&mut Dashboard),
}

const fn dark(name: &'static str, size: Size, reach: fn(&mut Dashboard)) -> Shot {
    Shot { name, size, env: &[], ground: Ground::Dark, reach }
}

const SHOTS: &[Shot] = &[
    dark("list", WIDE, top),
    dark("list-80x24", USUAL, top),
    dark("list-40x12", LOW, top),
    dark("missed", WIDE, missed),
    dark("missed-80x24", USUAL, missed),
    dark("county", WIDE, |desk| open(desk, "c", "all counties")),
    dark("show", WIDE, |desk| open(desk, "f", "letters mark several")),
    dark("find", WIDE, find),
    dark("tagged", WIDE, tagged),
    dark("council-return", WIDE, |desk| council(desk, "", "takes part")),
    dark("council-priorities", WIDE, |desk| council(desk, "Tab", "category")),
    dark("council-meetings", WIDE, |desk| council(desk, "Tab Tab", "attended")),
    dark("council-history", WIDE, |desk| council(desk, "BackTab", "register: 610 councils")),
    dark("council-80x24", USUAL, |desk| council(desk, "", "takes part")),
    dark("council-40x12", LOW, |desk| council(desk, "", "takes part")),
    dark("return", WIDE, form_of_a_return),
    dark("return-80x24", USUAL, form_of_a_return),
    dark("return-40x12", LOW, form_of_a_return),
    dark("return-error", WIDE, error),
    dark("meeting", WIDE, meeting),
    dark("agree", WIDE, agree),
    dark("saved", WIDE, saved),
    dark("keys", WIDE, |desk| open(desk, "?", "Keys that work")),
    dark("commands", WIDE, commands),
    dark("inbox", WIDE, inbox),
    dark("inbox-80x24", USUAL, inbox),
    dark("inbox-40x12", LOW, inbox),
    dark("inbox-whose", WIDE, inbox_whose),
    dark("inbox-conflict", WIDE, inbox_conflict),
    dark("inbox-unread", WIDE, inbox_unread),
    dark("inbox-unread-80x24", USUAL, inbox_unread),
    Shot {
        name: "inbox-unread-no-colour",
        size: WIDE,
        env: &[("NO_COLOR", "1")],
        ground: Ground::Dark,
        reach: inbox_unread,
    },
    dark("inbox-form", WIDE, inbox_form),
    dark("inbox-columns", WIDE, inbox_columns),
    dark("inbox-columns-80x24", USUAL, inbox_columns),
    Shot { name: "inbox-no-colour", size: WIDE, env: &[("NO_COLOR", "1")], ground: Ground::Dark, reach: inbox },
    dark("priorities", WIDE, priorities),
    dark("priorities-80x24", USUAL, priorities),
    dark("priorities-40x12", LOW, priorities),
    dark("priorities-team", WIDE, priorities_overdue_by_team),
    dark("after-meeting", WIDE, after_meeting),
    dark("after-meeting-80x24", USUAL, after_meeting),
    dark("decide", WIDE, decide),
    dark("diary", WIDE, diary),
    dark("diary-80x24", USUAL, diary),
    dark("diary-40x12", LOW, diary),
    dark("promises", WIDE, promises),
    dark("letters", WIDE, letters),
    dark("letters-80x24", USUAL, letters),
    dark("response-times", WIDE, response_times),
    dark("map", WIDE, map),
    dark("map-200x50", LARGE, map),
    dark("map-80x24", USUAL, map),
    dark("map-60x20", SMALL, map),
    dark("map-county", WIDE, map_of_a_county),
    dark("map-near", WIDE, map_near),
    Shot { name: "map-light", size: WIDE, env: &[("COLORFGBG", "0;15")], ground: Ground::Light, reach: map },
    Shot { name: "map-no-colour", size: WIDE, env: &[("NO_COLOR", "1")], ground: Ground::Dark, reach: map },
    dark("report", WIDE, report),
    dark("report-200x50", LARGE, report),
    dark("report-80x24", USUAL, report),
    dark("report-60x20", SMALL, report),
    dark("report-replies", WIDE, replies_by_day),
    dark("report-replies-200x50", LARGE, replies_by_day),
    dark("report-replies-80x24", USUAL, replies_by_day),
    dark("report-councils", WIDE, councils_of_a_bar),
    dark("report-form", WIDE, report_form),
    Shot { name: "report-light", size: WIDE, env: &[("COLORFGBG", "0;15")], ground: Ground::Light, reach: report },
    Shot { name: "report-no-colour", size: WIDE, env: &[("NO_COLOR", "1")], ground: Ground::Dark, reach: report },
    dark("plan", WIDE, plan),
    dark("plan-80x24", USUAL, plan),
    Shot { name: "diary-no-colour", size: WIDE, env: &[("NO_COLOR", "1")], ground: Ground::Dark, reach: diary },
    Shot { name: "light", size: WIDE, env: &[("COLORFGBG", "0;15")], ground: Ground::Light, reach: top },
    Shot { name: "no-colour", size: WIDE, env: &[("NO_COLOR", "1")], ground: Ground::Dark, reach: missed },
    Shot {
        name: "sixteen-colours",
        size: WIDE,
        env: &[("TERM", "xterm"), ("COLORTERM", "")],
        ground: Ground::Dark,
        reach: missed,
    },
];

#[test]
fn the_pictures_show_what_the_program_shows() {
    let write = std::env::var("CHARTERDESK_SCREENSHOTS").is_ok_and(|asked| asked == "write");
    let stale: Vec<&str> = SHOTS.iter().filter(|shot| !is_current(shot, write)).map(|shot| shot.name).collect();
    assert!(
        stale.is_empty(),
        "stale: {}. Look at what has changed, then renew them: {UPDATE_COMMAND}",
        stale.join(", ")
    );
    let large = |shot: &&Shot| fs::metadata(path(shot)).expect("a picture").len() > MAX_BYTES;
    let large: Vec<&str> = SHOTS.iter().filter(large).map(|shot| shot.name).collect();
    assert!(large.is_empty(), "more than {MAX_BYTES} bytes: {}", large.join(", "));
    assert_eq!(pictures_in_folder(), SHOTS.len(), "a picture that nothing makes any more");
}

/// A picture of another screen is stale, and so is a missing one.
#[test]
fn a_stale_picture_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.png");
    assert_eq!(picture::held_by(&path), None);
    let desk = open_shot(&dark("list", USUAL, top));
    desk.look(|page| picture::write_picture(&path, page.screen));
    assert_eq!(picture::held_by(&path), Some(desk.look(|page| picture::content(page.screen))));
    let other = open_shot(&dark("list", USUAL, |desk| focus(desk, "Wem Town")));
    assert_ne!(picture::held_by(&path), Some(other.look(|page| picture::content(page.screen))));
}

fn path(shot: &Shot) -> PathBuf {
    folder().join(format!("{}.png", shot.name))
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("screenshots")
}

fn pictures_in_folder() -> usize {
    fs::read_dir(folder())
        .expect("the pictures")
        .filter(|entry| {
            entry.as_ref().is_ok_and(|entry| entry.path().extension().is_some_and(|extension| extension == "png"))
        })
        .count()
}

fn open_shot(shot: &Shot) -> Dashboard {
    let mut desk = Dashboard::start(shot.size, &["demo"], shot.env);
    desk.wait_for("610 of 610");
    // Which replies wait is read after the list.
    desk.wait_for("reply waiting");
    (shot.reach)(&mut desk);
    desk
}

/// Whether the screen comes to show what the picture holds; writes the picture first if `write`.
///
/// The last frame may still be on its way, so this waits for the picture's content.
fn is_current(shot: &Shot, write: bool) -> bool {
    let desk = open_shot(shot);
    let write_now = || {
        desk.look(|page| {
            if picture::held_by(&path(shot)).as_ref() != Some(&picture::content(page.screen)) {
                picture::write_picture_on(&path(shot), page.screen, shot.ground);
            }
        });
    };
    let is_held = || {
        let held = picture::held_by(&path(shot));
        held.is_some_and(|held| desk.becomes(|page| picture::content(page.screen) == held))
    };
    if write {
        write_now();
    }
    // The picture that was written may be of the frame before the last.
    is_held()
        || write && {
            write_now();
            is_held()
        }
}

fn map(desk: &mut Dashboard) {
    focus(desk, "Ludlow");
    desk.press("5");
    desk.wait_for(" Map ");
}

fn report(desk: &mut Dashboard) {
    desk.press("6");
    desk.wait_for("never reached ");
    desk.wait_for("22 of 610");
}

fn replies_by_day(desk: &mut Dashboard) {
    report(desk);
    desk.press("Tab Tab");
    desk.wait_for("days after the deadline: 370 of 610");
}

fn councils_of_a_bar(desk: &mut Dashboard) {
    report(desk);
    desk.press("Down Enter");
    desk.wait_for("50 of 610 councils");
}

fn report_form(desk: &mut Dashboard) {
    report(desk);
    desk.press("E");
    desk.wait_for("layout");
}

fn map_of_a_county(desk: &mut Dashboard) {
    map(desk);
    desk.press("c");
    desk.wait_for("all counties");
    desk.press("s");
    desk.wait_for("County Shropshire");
}

fn map_near(desk: &mut Dashboard) {
    map(desk);
    desk.press("+ + + Space Right Space");
    desk.wait_for("2 tagged");
}

/// Opens something over the list.
fn open(desk: &mut Dashboard, key: &str, shown: &str) {
    top(desk);
    desk.press(key);
    desk.wait_for(shown);
}

/// A council near the top of the list, with the heading of its county in view.
fn top(desk: &mut Dashboard) {
    desk.press("Down Down Down Down");
    wait_focused(desk, "Allensmore");
}

/// Focuses a council, with the whole list around it.
fn focus(desk: &mut Dashboard, name: &str) {
    desk.press("/");
    desk.type_text(name);
    wait_focused(desk, name);
    desk.press("Enter");
    desk.wait_for("return");
    desk.press("Esc");
    desk.wait_for("610 of 610");
    wait_focused(desk, name);
}

fn wait_focused(desk: &Dashboard, name: &str) {
    let row = |row: String| row.starts_with('▌') && row.contains(name);
    desk.wait_until(|page| (0..page.rows()).any(|place| row(page.row(place))), &format!("{name} in focus"));
}

/// The diary of Shropshire, with the as-at day in view.
fn diary(desk: &mut Dashboard) {
    desk.press("c s");
    desk.wait_for("175 ");
    desk.press("3");
    desk.wait_for("today");
}

fn letters(desk: &mut Dashboard) {
    desk.press("c s");
    desk.wait_for("175 of 610");
    desk.press("Y");
    desk.wait_for("Draft letters");
    desk.press("C-s");
    desk.wait_for("not written yet");
}

fn response_times(desk: &mut Dashboard) {
    open(desk, ":", "Commands");
    desk.type_text("response times");
    desk.press("Enter");
    desk.wait_for("From work done to update");
}

fn promises(desk: &mut Dashboard) {
    desk.press("3");
    desk.wait_for("today");
    desk.press("#");
    desk.wait_for("All councils");
    desk.press("Down Down");
    desk.wait_for("Shropshire: ");
}

fn plan(desk: &mut Dashboard) {
    diary(desk);
    desk.press("P");
    desk.wait_for("Plan the meetings");
    desk.type_text("9-12 oct 16:00-23:00, 6 nov x2, 14 nov, 12 dec");
    desk.press("C-s");
    desk.wait_for(" would be met");
    desk.press("Down Down Down W");
    desk.wait_for("Planned before: Mon 9 Oct");
}

fn missed(desk: &mut Dashboard) {
    desk.press("c s");
    desk.wait_for("175 of 610");
    desk.press("! Z");
    desk.wait_until(|page| page.has("▸ ! silent") && page.has("never reached"), "the groups");
    desk.press("g Down Enter Down Down");
    wait_focused(desk, "Alveley");
}

fn find(desk: &mut Dashboard) {
    desk.press("/");
    desk.type_text("saint g");
    desk.wait_for("Find saint g");
    wait_focused(desk, "St Georges");
}

fn tagged(desk: &mut Dashboard) {
    desk.press("c t");
    desk.wait_for("29 of 610");
    desk.press("g Down Down Space Space Down Space Space");
    desk.wait_for("4 tagged");
}

fn council(desk: &mut Dashboard, section: &str, shown: &str) {
    // A narrow screen cuts the name, and there is a parish with that name too.
    desk.press("/");
    desk.type_text("Whitchurch Town");
    desk.wait_for("1 of 175 ");
    wait_focused(desk, "Whitchurch");
    desk.press("Enter Enter");
    desk.wait_for("Return");
    desk.press(section);
    desk.wait_for(shown);
}

fn form_of_a_return(desk: &mut Dashboard) {
    focus(desk, "Aconbury");
    desk.press("r");
    desk.wait_for("Return of Aconbury");
    desk.press("C-u");
    desk.type_text("28 sep");
    desk.wait_for("Thu 28 Sep 2023");
    desk.press("Enter y");
    desk.wait_for("‹ yes ›");
    desk.press("Enter");
    desk.type_text("Speeding through the village");
    desk.press("Tab s");
    desk.wait_for("speeding and road saf");
    desk.press("Tab");
    desk.type_text("Hare coursing");
    desk.wait_for("Hare coursing");
}

fn error(desk: &mut Dashboard) {
    focus(desk, "Aconbury");
    desk.press("r");
    desk.wait_for("Return of Aconbury");
    desk.press("C-u");
    desk.type_text("31 sep");
    desk.press("Enter y Enter");
    desk.type_text("Speeding through the village");
    desk.press("C-s");
    desk.wait_for("not saved: look at 1 field");
}

fn meeting(desk: &mut Dashboard) {
    focus(desk, "Moreton on Lugg");
    desk.press("m");
    desk.wait_for("Meeting of Moreton on Lugg");
    desk.press("C-u");
    desk.type_text("tue");
    desk.wait_for("Tue 3 Oct 2023");
    desk.press("Enter n");
    desk.wait_for("because");
    desk.press("Enter o");
    desk.wait_for("operational pressure");
}

/// The second inbox item, after the first was viewed.
fn inbox(desk: &mut Dashboard) {
    desk.press("2");
    desk.wait_for("11 of 11 to do");
    desk.press("Down");
    wait_focused(desk, "Kinnersley");
}

fn inbox_whose(desk: &mut Dashboard) {
    desk.press("2");
    desk.wait_for("11 of 11 to do");
    desk.press("Tab C");
    desk.wait_for("Which council is it from?");
    desk.type_text("well");
    desk.wait_for("Wellington Town Council");
}

fn inbox_conflict(desk: &mut Dashboard) {
    desk.press("2");
    desk.wait_for("11 of 11 to do");
    desk.press("Tab Tab Tab");
    desk.wait_for("no longer wishes");
    desk.press("=");
    desk.wait_for("keep the recorded answer");
}

/// A reply with words that were not read, after the first press of `a`.
fn inbox_unread(desk: &mut Dashboard) {
    desk.press("2");
    desk.wait_for("11 of 11 to do");
    desk.press("i");
    desk.wait_for("Import replies");
    let mail = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/ready_items/unread.eml");
    desk.type_text(&mail.display().to_string());
    desk.press("C-s");
    desk.wait_for("1 reply read");
    desk.press("Esc");
    desk.wait_for("12 of 12 to do");
    // Which councils have a reply is read after the inbox.
    desk.wait_for("11 waiting");
    desk.press("End Up Up");
    wait_focused(desk, "Bishop's Frome");
    desk.press("a");
    desk.wait_for("without");
}

fn inbox_form(desk: &mut Dashboard) {
    desk.press("2");
    desk.wait_for("11 of 11 to do");
    desk.press("Enter");
    desk.wait_for("Return of ");
}

/// A team's own tracker, as a spreadsheet program wrote it.
fn inbox_columns(desk: &mut Dashboard) {
    desk.press("2");
    desk.wait_for("11 of 11 to do");
    desk.press("i");
    desk.wait_for("Import replies");
    let sheet = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/incoming/sheets/tracker_openpyxl.xlsx");
    desk.type_text(&sheet.display().to_string());
    desk.press("C-s");
    desk.wait_for("what do its columns mean?");
}

fn priorities(desk: &mut Dashboard) {
    desk.press("4");
    wait_focused(desk, "Ashford");
}

fn priorities_overdue_by_team(desk: &mut Dashboard) {
    priorities(desk);
    desk.press("Down Down Down");
    wait_focused(desk, "Moccas");
    desk.press("s s U o d Enter");
    desk.wait_for("only overdue, due this week");
    desk.wait_for("by team");
}

/// The form before saving, with progress on a priority.
fn after_meeting(desk: &mut Dashboard) {
    focus(desk, "Newport Town");
    desk.press("m");
    desk.wait_for("Meeting of Newport Town");
    desk.press("C-u");
    desk.type_text("tue");
    desk.wait_for("Tue 3 Oct 2023");
    desk.press("Enter Enter");
    desk.type_text("Well received; the mayor asked about the market.");
    desk.press("Enter");
    desk.type_text("The shelter is repaired.");
    desk.wait_for("The shelter is repaired.");
    desk.wait_for("given at a meeting");
}

fn decide(desk: &mut Dashboard) {
    focus(desk, "Newport Town");
    desk.press("D");
    desk.wait_for("need not be met");
}

fn agree(desk: &mut Dashboard) {
    council(desk, "Tab", "category");
    desk.press("a");
    desk.wait_for("Agree three of the priorities");
    desk.press("Down Space Down Space");
    desk.wait_until(|page| page.has("▌2 "), "two to be agreed");
}

fn saved(desk: &mut Dashboard) {
    focus(desk, "Prees Parish");
    desk.press("h Enter");
    desk.wait_for("Heard from");
    desk.type_text("on our October agenda");
    desk.press("C-s");
    desk.wait_for("saved: reply from Prees Parish");
    desk.wait_for("incomplete 82");
}

fn commands(desk: &mut Dashboard) {
    open(desk, ":", "Commands");
    desk.type_text("round");
    // The text shows from its first letter on.
    desk.wait_for("/ round");
    desk.wait_for("not now: this is the first round");
}
