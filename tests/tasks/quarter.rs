//! The quarter's work: the evening after a meeting, a priority carried to its result, an update that is owed.

use crate::station::{Hand, Station, WIDE};
use serde_json::json;

/// Wem Town Council with three agreed priorities, and a meeting of 12 October in the diary.
fn with_priorities() -> Station {
    let station = Station::new();
    let mut words = vec!["record", "return", "Wem Town Council", "--received", "2023-09-12", "--wish", "yes"];
    words.extend(["--frequency", "quarterly", "--method", "in-person"]);
    for priority in ["Speeding", "Parking", "Litter"] {
        words.extend(["--priority", priority]);
    }
    station.done(&words);
    let meeting = ["record", "meeting", "Wem Town Council", "--on", "2023-10-12", "--attendance", "planned"];
    station.done(&meeting);
    station
}

#[test]
fn the_evening_after_a_meeting_is_one_form_one_change_and_one_undo() {
    let station = with_priorities();
    let mut desk = station.open_as(WIDE, &["--as-at", "2023-10-13"], &[]);
    desk.go_to("Wem Town");
    desk.wait_for("Update owed");
    desk.reset_key_count();
    desk.press("m");
    desk.wait_for("Thu 12 Oct 2023, 1 day ago");
    // The day is known and the attendance chosen already.
    desk.press("Enter Enter");
    for typed in ["Asked for figures.", "Eleven letters sent.", "Talked to the school.", "Bin moved."] {
        desk.type_text(typed);
        desk.press("Enter");
    }
    desk.press("y");
    desk.save("meeting of Wem Town Council");
    let keys = desk.keys_pressed();
    assert!(keys <= 12, "{keys} keys");
    desk.wait_for("Last seen 12 Oct, 1 day ago");
    desk.wait_until(|page| !page.has("Update owed"), "the update to be owed no longer");
    let journal = station.journal();
    assert_eq!(
        journal.last().map(String::as_str),
        Some("change: meeting of Wem Town Council, progress on 3 priorities, update given")
    );
    let file = station.json(&["show", "Wem Town Council", "--as-at", "2023-10-13"]);
    assert_eq!(file["promise"], "met");

    desk.press("u");
    desk.wait_for("undone: meeting of Wem Town Council");
    desk.wait_for("Update owed");
    desk.quit();
    let file = station.json(&["show", "Wem Town Council", "--as-at", "2023-10-13"]);
    assert_eq!((&file["meetings"][0]["attendance"], &file["promise"]), (&json!(null), &json!("owed")));
}
