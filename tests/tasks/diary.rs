//! Keeping the diary: changing the plan for a meeting, cancelling it, and adopting a plan of which meetings to attend.

use crate::scenario::{Scenario, UserActions};
use crate::support::Dashboard;

/// A council takes part, and attending its meeting of 12 October in person is planned. The diary is open.
fn with_a_meeting() -> (Scenario, Dashboard) {
    let scenario = Scenario::new();
    let words = ["record", "return", "Wem Town Council", "--received", "2023-09-12", "--wish", "yes"];
    scenario.run_ok(&[&words[..], &["--method", "in-person", "--priority", "Speeding"]].concat());
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("m");
    desk.wait_for("Meeting of Wem Town Council");
    desk.replace_text("12 oct");
    desk.press("Enter p");
    desk.wait_for("‹ planned, not held yet ›");
    desk.save("meeting of Wem Town Council");
    desk.press("3");
    desk.wait_for("planned, in person");
    (scenario, desk)
}

#[test]
fn a_meeting_is_called_off_and_is_held_after_all() {
    let (scenario, mut desk) = with_a_meeting();
    desk.press("x");
    desk.wait_for("cancelled by the council");
    desk.press("u");
    desk.wait_for("planned, in person");
    desk.wait_for("owed 0 · planned 1");
    desk.press("v");
    desk.wait_for("planned, digitally");
    // Pressing it again undoes it.
    desk.press("v");
    desk.wait_for("not planned yet");
    desk.wait_for("owed 1 · planned 0");
    desk.press("x");
    desk.wait_for("cancelled by the council");
    desk.quit();
    let meeting = "meeting of Wem Town Council";
    let told = ["change", "change", "undo", "change", "change", "change"].map(|kind| format!("{kind}: {meeting}"));
    assert_eq!(scenario.journal()[1..], told);
}

#[test]
fn a_plan_is_changed_in_one_key_accepted_as_one_change_and_undone_as_one() {
    let (scenario, mut desk) = with_a_meeting();
    desk.press("P");
    desk.wait_for("Plan the meetings");
    desk.type_text("12 oct");
    desk.press("C-s");
    desk.wait_for("1 of 1 council would be met");
    desk.press("d");
    desk.wait_for("Planned before: Thu 12 Oct, in person");
    desk.press("Enter");
    desk.wait_for("saved: plan of 1 meeting");
    desk.wait_for("planned, digitally");
    desk.press("u");
    desk.wait_for("undone: plan of 1 meeting");
    desk.wait_for("planned, in person");
    desk.press("C-r");
    desk.wait_for("planned, digitally");
    desk.quit();
    let told = ["change", "undo", "redo"].map(|kind| format!("{kind}: plan of 1 meeting"));
    assert_eq!(scenario.journal()[2..], told);
}

#[test]
fn a_plan_takes_a_roster_of_shifts_from_a_calendar_file() {
    let (scenario, mut desk) = with_a_meeting();
    let path = std::path::Path::new(&scenario.database()).with_file_name("shifts.ics");
    let event = "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:late 2416\r\nDTSTART;TZID=Europe/London:20231012T160000\r\n\
                 DTEND;TZID=Europe/London:20231012T233000\r\nEND:VEVENT\r\n";
    let rest = "BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Rest day\r\nDTSTART;VALUE=DATE:20231013\r\nEND:VEVENT\r\n";
    std::fs::write(&path, format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{event}{rest}END:VCALENDAR\r\n")).expect("a file");
    desk.press("P");
    desk.wait_for("Plan the meetings");
    desk.press("Down Down Down Down");
    desk.type_text(path.to_str().expect("a path"));
    desk.press("C-s");
    desk.wait_for("1 of 1 council would be met");
    desk.wait_for("late 2416");
    desk.wait_for("Not counted as duty in the roster: 1 entry: “Rest day” of 13 Oct 2023.");
    desk.press("Esc Esc");
    desk.wait_for("planned, in person");
}
