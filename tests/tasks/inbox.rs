//! Importing replies and working through them beside the source, one key each.

use std::path::{Path, PathBuf};

use crate::scenario::{FOCUS_MARK, Scenario, UserActions, WIDE, focused};
use crate::support::Dashboard;
use serde_json::{Value, json};

const LUDLOW: &str = "We would like to take part. Our priorities are:\n\n1. Speeding past the school\n2. Fly-tipping in the \
                      lay-by\n\nPlease meet us quarterly, in person.\n\nClerk, Ludlow Town Council";

/// Writes a mailbox of three mails into the home: Ludlow's answer, one from a Wellington, and an automatic reply.
fn mailbox(scenario: &Scenario) -> PathBuf {
    let mail = |id: u8, from: &str, subject: &str, more: &str, text: &str| {
        format!(
            "From someone Tue Sep 26 10:15:00 2023\nFrom: {from}\nSubject: {subject}\nDate: Tue, 26 Sep 2023 1{id}:15:00 \
             +0100\nMessage-ID: <{id}@mail.example>\n{more}\n{text}\n\n"
        )
    };
    let mails = [
        mail(1, "clerk@ludlow.example", "RE: Charter", "", LUDLOW),
        mail(2, "office@parish.example", "Charter", "", "We wish to take part.\n\nClerk, Wellington"),
        mail(
            3,
            "clerk@bewdley.example",
            "Automatic reply: Bewdley Town Council",
            "Auto-Submitted: auto-replied\n",
            "Away.",
        ),
    ];
    let path = scenario.home.path().join("replies.mbox");
    std::fs::write(&path, mails.concat()).expect("a file");
    path
}

/// The inbox with the three mails, Ludlow's focused.
fn open_inbox(scenario: &Scenario) -> Dashboard {
    let path = mailbox(scenario);
    scenario.run_ok(&["import", "replies", &path.display().to_string()]);
    let mut desk = scenario.open();
    desk.press("2");
    desk.wait_for("3 of 3 to do");
    desk.wait_focused("Ludlow");
    desk.reset_key_count();
    desk
}

/// Imports a file from the inbox screen.
fn import_mailbox(desk: &mut Dashboard, path: &Path) {
    desk.press("i");
    desk.wait_for("Import replies");
    desk.replace_text(&path.display().to_string());
    desk.press("C-s");
}

fn waiting(scenario: &Scenario) -> usize {
    scenario.json(&["inbox"]).as_array().expect("an array").len()
}

#[test]
fn an_item_is_accepted_with_one_key_and_the_next_is_in_focus() {
    let scenario = Scenario::new();
    let mut desk = open_inbox(&scenario);
    desk.wait_for("Speeding past the school");
    desk.press("a");
    desk.wait_for("2 of 3 to do");
    assert_eq!(desk.keys_pressed(), 1);
    desk.wait_until(|page| !focused(page).contains("Ludlow") && !focused(page).is_empty(), "the next item in focus");
    let ludlow = scenario.council("Ludlow Town Council");
    assert_eq!((&ludlow["status"], &ludlow["priorities"]), (&json!("confirmed"), &json!(2)));
    assert_eq!(ludlow["returns"][0]["source"]["subject"], "RE: Charter");
    desk.press("u");
    desk.wait_for("3 of 3 to do");
    desk.wait_focused("Ludlow");
    desk.quit();
    assert_eq!(waiting(&scenario), 3);
    assert_eq!(scenario.council("Ludlow Town Council")["returns"], json!([]));
}

/// The mail of a clerk who is not on record, with the reply slip of Clun as it is drafted here, filled in by hand.
fn mail_with_slip(scenario: &Scenario) -> PathBuf {
    let text = "From: The Clerk <office@somewhere.example>\nTo: snt@force.example\nDate: Tue, 26 Sep 2023 15:00:00 +0100\n\
                Subject: RE: Reminder\nMessage-ID: <1@somewhere.example>\nMIME-Version: 1.0\n\
                Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nPlease find it attached.\n\n\
                --b\nContent-Type: application/octet-stream; name=reply-slip.xlsx\n\
                Content-Disposition: attachment; filename=reply-slip.xlsx\nContent-Transfer-Encoding: base64\n\n";
    let slip = include_str!("../fuzz/seeds/slips/reply-slip.base64");
    let path = scenario.home.path().join("slip.eml");
    std::fs::write(&path, format!("{text}{slip}\n--b--\n")).expect("a file");
    path
}

#[test]
fn a_reply_slip_on_a_mail_is_ready_and_recorded_by_one_key() {
    let scenario = Scenario::new();
    let path = mail_with_slip(&scenario);
    scenario.run_ok(&["import", "replies", &path.display().to_string()]);
    assert_eq!(scenario.council("Clun Town Council")["returns"], json!([]), "it only waits");
    let mut desk = scenario.open();
    desk.press("2");
    desk.wait_for("1 of 1 to do");
    desk.wait_focused("Clun Town Council");
    desk.wait_for("a records the return");
    desk.reset_key_count();
    desk.press("a");
    desk.wait_for("The inbox is empty");
    assert_eq!(desk.keys_pressed(), 1);
    desk.quit();
    let clun = scenario.council("Clun Town Council");
    assert_eq!((&clun["status"], &clun["method"]), (&json!("confirmed"), &json!("in-person")));
    assert_eq!(clun["returns"][0]["priorities"][0]["received"], "Speeding past the school");
}

#[test]
fn the_council_of_an_item_is_named_with_few_keys_and_remembered() {
    let scenario = Scenario::new();
    let mut desk = open_inbox(&scenario);
    desk.press("j");
    desk.wait_until(|page| !focused(page).contains("Ludlow"), "the item that needs a council in focus");
    desk.reset_key_count();
    desk.press("C");
    desk.wait_for("Which council is it from?");
    desk.type_text("wellington town");
    desk.press("Enter");
    desk.wait_for("Wellington Town Council");
    let keys = desk.keys_pressed();
    assert!(keys <= 4, "{keys} keys beside the text");
    desk.wait_until(|page| page.has("compare it with the text"), "what accepting it means");
    desk.press("a");
    desk.wait_for("a again records it");
    desk.press("a");
    desk.wait_for("2 of 3 to do");
    desk.quit();
    assert_eq!(scenario.council("Wellington Town Council")["status"], "partial");
    let journal = scenario.journal();
    assert!(journal.iter().any(|entry| entry.contains("assigned to Wellington Town Council")), "{journal:?}");
}

/// A mailbox in which Ludlow says yes and two days later no.
fn change_of_mind(scenario: &Scenario) -> PathBuf {
    let mail = |day: &str, text: &str| {
        format!(
            "From someone Tue Sep 26 10:15:00 2023\nFrom: clerk@ludlow.example\nSubject: Ludlow Town Council\nDate: {day} Sep \
             2023 10:15:00 +0100\nMessage-ID: <{text:.3}@mail.example>\n\n{text}\n\n"
        )
    };
    let path = scenario.home.path().join("two.mbox");
    let no = "Ludlow Town Council does not wish to take part.";
    std::fs::write(&path, mail("Tue, 26", LUDLOW) + &mail("Thu, 28", no)).expect("a file");
    path
}

#[test]
fn of_two_replies_that_contradict_each_other_the_earlier_says_so_before_it_is_recorded() {
    let scenario = Scenario::new();
    let path = change_of_mind(&scenario);
    scenario.run_ok(&["import", "replies", &path.display().to_string()]);
    let mut desk = scenario.open();
    desk.press("2");
    desk.wait_for("2 of 2 to do");
    desk.wait_focused("Ludlow");
    desk.wait_for("a later reply of 28 Sep");
    desk.press("a");
    desk.wait_for("a again records this one");
    assert_eq!(scenario.council("Ludlow Town Council")["returns"], json!([]), "nothing is recorded yet");
    desk.press("a");
    desk.wait_for("1 of 2 to do");
    desk.wait_for("disagrees with the recorded return");
    desk.quit();
    assert_eq!(scenario.council("Ludlow Town Council")["status"], "confirmed");
}

#[test]
fn nothing_is_recorded_without_a_key() {
    let scenario = Scenario::new();
    let mut desk = open_inbox(&scenario);
    let before = scenario.journal();
    desk.press("j j k k");
    desk.wait_focused("Ludlow");
    desk.press("Enter");
    desk.wait_for("Return of");
    desk.press("Esc");
    desk.wait_for("3 of 3 to do");
    desk.press("1");
    desk.quit();
    assert_eq!(scenario.journal(), before);
    assert_eq!(waiting(&scenario), 3);
}

#[test]
fn what_was_read_is_corrected_in_the_ordinary_form() {
    let scenario = Scenario::new();
    let mut desk = open_inbox(&scenario);
    desk.press("Enter");
    desk.wait_for("Return of Ludlow Town Council");
    desk.wait_for("Fly-tipping in the lay-by");
    desk.press("Tab Tab");
    desk.replace_text("Speeding on the bypass");
    desk.save("return of Ludlow Town Council");
    desk.wait_for("2 of 3 to do");
    desk.quit();
    let ludlow = scenario.council("Ludlow Town Council");
    assert_eq!(ludlow["returns"][0]["priorities"][0]["received"], "Speeding on the bypass");
    assert_eq!(ludlow["returns"][0]["priorities"][1]["received"], "Fly-tipping in the lay-by");
}

#[test]
fn an_auto_reply_is_put_away_and_nobody_was_heard() {
    let scenario = Scenario::new();
    let mut desk = open_inbox(&scenario);
    desk.press("G");
    desk.wait_focused("Bewdley");
    desk.press("a");
    desk.wait_for("2 of 3 to do");
    desk.quit();
    assert_eq!(scenario.council("Bewdley Town Council")["heard_on"], Value::Null);
}

#[test]
fn a_mailbox_is_brought_in_from_the_screen() {
    let scenario = Scenario::new();
    let path = mailbox(&scenario);
    let mut desk = scenario.open();
    desk.press("2");
    desk.wait_for("The inbox is empty");
    import_mailbox(&mut desk, &path);
    desk.wait_for("3 new");
    desk.press("Enter");
    desk.wait_for("3 of 3 to do");
    import_mailbox(&mut desk, &path);
    desk.wait_for("3 duplicates");
    desk.press("Enter");
    desk.wait_for("3 of 3 to do");
    desk.quit();
    assert_eq!(waiting(&scenario), 3);
}

#[test]
fn a_sheet_is_brought_in_once_its_columns_are_confirmed() {
    let scenario = Scenario::new();
    let path = scenario.home.path().join("tracker.csv");
    let rows = "Council,Date of reply,Taking part?,Priority 1\nLudlow Town Council,26/09/2023,Yes,Speeding\n";
    std::fs::write(&path, rows).expect("a file");
    let mut desk = scenario.open();
    desk.press("2");
    desk.wait_for("The inbox is empty");
    import_mailbox(&mut desk, &path);
    desk.wait_for("what do its columns mean?");
    desk.wait_for("Date of reply");
    desk.press("C-s");
    desk.wait_for("1 new");
    desk.press("Enter");
    desk.wait_for("1 of 1 to do");
    desk.wait_focused("Ludlow");
    desk.press("a");
    desk.wait_for("0 of 1 to do");
    desk.quit();
    assert_eq!(scenario.council("Ludlow Town Council")["status"], "confirmed");
}

#[test]
fn without_colour_the_words_that_were_read_are_marked_all_the_same() {
    let scenario = Scenario::new();
    let path = mailbox(&scenario);
    scenario.run_ok(&["import", "replies", &path.display().to_string()]);
    let mut desk = scenario.open_as(WIDE, &[], &[("NO_COLOR", "1")]);
    desk.press("2");
    desk.wait_for("3 of 3 to do");
    desk.wait_for("[Speeding past the school]");
    desk.wait_until(|page| !page.uses_any_colour() && page.has(FOCUS_MARK), "no colour, and the mark");
    desk.quit();
}
