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
    desk.save("plan to attend Wem Town Council on 12 Oct 2023");
    desk.press("3");
    desk.wait_for("planned, in person");
    (scenario, desk)
}

#[test]
fn each_key_of_a_meeting_says_what_it_changed_and_one_key_undoes_it() {
    let (scenario, mut desk) = with_a_meeting();
    desk.press("x");
    desk.wait_for("x again marks the meeting of Wem Town Council on 12 Oct as cancelled by the council");
    assert_eq!(scenario.journal().len(), 2, "the question records nothing");
    desk.press("x");
    desk.wait_for("saved: meeting of Wem Town Council on 12 Oct 2023 cancelled by the council · u undoes it");
    desk.press("C-z");
    desk.wait_for("undone: meeting of Wem Town Council on 12 Oct 2023 cancelled");
    desk.wait_for("planned, in person");
    desk.wait_for("owed 0 · planned 1");
    // A meeting that is planned stays planned.
    desk.press("a");
    desk.wait_for("this is planned already, in person; N cancels the plan");
    desk.press("B");
    desk.wait_for("planned, digitally");
    desk.wait_for("plan to attend Wem Town Council by video on 12 Oct 2023, no longer in person");
    desk.press("N");
    desk.wait_for("saved: plan to attend Wem Town Council by video on 12 Oct 2023 cancelled · u undoes it");
    desk.wait_for("not planned yet");
    desk.wait_for("owed 1 · planned 0");
    desk.press("=");
    desk.wait_for("= is now #: totals");
    desk.press("x x");
    desk.wait_for("saved: meeting of Wem Town Council on 12 Oct 2023 cancelled by the council");
    desk.quit();
    let wem = "Wem Town Council";
    let told = [
        format!("change: plan to attend {wem} on 12 Oct 2023"),
        format!("change: meeting of {wem} on 12 Oct 2023 cancelled by the council"),
        format!("undo: meeting of {wem} on 12 Oct 2023 cancelled by the council"),
        format!("change: plan to attend {wem} by video on 12 Oct 2023, no longer in person"),
        format!("change: plan to attend {wem} by video on 12 Oct 2023 cancelled"),
        format!("change: meeting of {wem} on 12 Oct 2023 cancelled by the council"),
    ];
    assert_eq!(scenario.journal()[1..], told);
}

#[test]
fn a_plan_is_changed_in_one_key_accepted_as_one_change_and_undone_as_one() {
    let (scenario, mut desk) = with_a_meeting();
    desk.press("P");
    desk.wait_for("Plan the meetings");
    desk.type_text("thu 18:00-22:00 weekly until 26 oct");
    desk.wait_for("Thu 5 Oct, Thu 12 Oct, Thu 19 Oct, Thu 26 Oct 18:00–22:00: 4 days");
    desk.press("C-s");
    desk.wait_for("1 of 1 council would be met");
    desk.press("B");
    desk.wait_for("Planned before: Thu 12 Oct, in person");
    desk.press("u");
    desk.wait_gone("Planned before");
    desk.press("C-y");
    desk.wait_for("Planned before: Thu 12 Oct, in person");
    // Opening a row accepts nothing.
    desk.press("Enter");
    desk.wait_for("‹Return 1");
    desk.press("Backspace");
    desk.wait_for("1 of 1 council would be met");
    desk.press("C-s");
    desk.wait_for("Accepting this plan changes the diary: 1 changed.");
    desk.wait_for("Thu 12 Oct, Wem Town Council, digitally; before in person");
    assert_eq!(scenario.journal().len(), 2, "nothing is recorded yet");
    desk.press("C-s");
    desk.wait_for("saved: plan of 1 meeting: 1 changed");
    desk.wait_for("planned, digitally");
    desk.press("u");
    desk.wait_for("undone: plan of 1 meeting");
    desk.wait_for("planned, in person");
    desk.press("C-r");
    desk.wait_for("planned, digitally");
    desk.quit();
    let told = ["change", "undo", "redo"].map(|kind| format!("{kind}: plan of 1 meeting: 1 changed"));
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
