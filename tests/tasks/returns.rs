//! Recording a council's answer from paper, and correcting it.

use crate::scenario::{Scenario, UserActions, focused};
use crate::support::Page;
use serde_json::json;

/// Counts the keys from focusing the council to the word "saved", besides the text on the paper.
#[test]
fn a_whole_return_is_typed_from_paper_in_twelve_keys() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.reset_key_count();
    desk.press("r");
    desk.wait_for("Return of Wem Town Council");
    desk.press("C-u");
    desk.type_text("12 sep");
    desk.wait_for("Tue 12 Sep 2023, 18 days before the deadline");
    desk.press("Enter y");
    desk.wait_for("‹ yes ›");
    desk.press("Enter");
    for words in ["Speeding on the high street", "Parking by the school", "Litter in the park"] {
        desk.type_text(words);
        desk.press("Enter");
    }
    desk.press("q Enter i");
    desk.wait_for("‹ in person ›");
    desk.save("return of Wem Town Council");
    assert!(desk.keys_pressed() <= 12, "{} keys", desk.keys_pressed());
    desk.wait_focused_with("Wem Town Council", "confirmed");
    let row = desk.look(focused);
    assert!(row.contains("12 Sep") && row.contains(" 3 "), "{row}");
    desk.wait_for("on time 1 ·");
    desk.quit();

    let council = scenario.council("Wem Town Council");
    assert_eq!((&council["status"], &council["flags"]), (&json!("confirmed"), &json!(["update-owed"])));
    let returned = &council["returns"][0];
    assert_eq!(returned["received_on"], "2023-09-12");
    let received: Vec<_> =
        returned["priorities"].as_array().expect("an array").iter().map(|p| p["received"].clone()).collect();
    assert_eq!(received, ["Speeding on the high street", "Parking by the school", "Litter in the park"]);
    assert_eq!((&council["frequency"], &council["method"]), (&json!("quarterly"), &json!("in-person")));
    assert_eq!(scenario.journal(), ["change: return of Wem Town Council"]);
    assert_eq!(scenario.json(&["history"])[0]["by"], "the sergeant");
}

/// The clocks went forward on 26 March 2023.
#[test]
fn a_time_that_never_was_is_refused_at_its_field() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("r");
    desk.wait_for("Return of Wem Town Council");
    desk.replace_text("26/3/23 01:30");
    desk.press("C-s");
    let said = |page: Page<'_>| page.text().split_whitespace().collect::<Vec<_>>().join(" ");
    desk.wait_until(|page| said(page).contains("01:00 to 01:59 on 26 March 2023"), "the sentence");
    desk.replace_text("30/10/22 01:30");
    desk.wait_for("Sun 30 Oct 2022 01:30");
    desk.press("Esc");
    desk.wait_gone("Return of");
    desk.press("q q");
    desk.assert_exited(0);
}

#[test]
fn dates_are_echoed_as_they_are_understood() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("r");
    desk.wait_for("Return of");
    desk.wait_for("Thu 5 Oct 2023, 5 days after the deadline: late");
    for (typed, echo) in [
        ("12/9", "Tue 12 Sep 2023, 18 days before the deadline"),
        ("30 sep", "Sat 30 Sep 2023, on the deadline"),
        ("-1", "Wed 4 Oct 2023, 4 days after the deadline: late"),
        ("tue", "Tue 3 Oct 2023, 3 days after the deadline: late"),
        ("1/10/23", "Sun 1 Oct 2023, 1 day after the deadline: late"),
    ] {
        desk.replace_text(typed);
        desk.wait_for(echo);
    }
    desk.press("C-n Esc");
    desk.wait_gone("Return of");
    desk.quit();
}

#[test]
fn an_error_stands_at_its_field_and_costs_nothing_typed() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("r");
    desk.wait_for("Return of");
    desk.replace_text("31 feb");
    desk.press("Enter Enter");
    desk.type_text("Speeding");
    desk.press("Tab Tab");
    desk.type_text("Parking");
    desk.press("C-s");
    desk.wait_for("not saved: look at 1 field; nothing that you typed is lost");
    let (at, error) =
        desk.look(|page| (page.find("31 feb").expect("what was typed"), page.find("! 31 February").expect("an error")));
    assert_eq!(error.0, at.0 + 1, "the error stands under its field\n{}", desk.screen());
    assert_eq!(desk.cursor().map(|(row, _)| row), Some(at.0), "the cursor is back in the field");
    assert!(desk.screen().contains("Speeding") && desk.screen().contains("Parking"));
    assert_eq!(scenario.journal(), Vec::<String>::new());
    desk.replace_text("28/9");
    desk.save("return of Wem Town Council");
    desk.quit();
    assert_eq!(scenario.council("Wem Town Council")["priorities"], 2);
}

#[test]
fn a_mistake_in_a_return_is_corrected_in_the_councils_screen() {
    let scenario = Scenario::new();
    scenario.run_ok(&[
        "record",
        "return",
        "Wem Town Council",
        "--received",
        "2023-09-12",
        "--wish",
        "yes",
        "--priority",
        "Speding",
    ]);
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("Enter");
    desk.wait_for("‹Return 1");
    desk.wait_for("· current");
    desk.press("Enter");
    desk.wait_for("Correct the return of Wem Town Council");
    desk.press("Enter Enter");
    desk.replace_text("Speeding");
    desk.save("return of Wem Town Council");
    desk.wait_until(|page| page.has("‹Return 1") && page.has("Speeding"), "the council's screen with the correction");
    desk.press("BackTab");
    desk.wait_for("1 Speding → 1 Speeding");
    desk.press("Esc");
    desk.wait_for("r return");
    desk.quit();
    let council = scenario.council("Wem Town Council");
    assert_eq!(council["returns"].as_array().map(Vec::len), Some(1), "a correction is no second return");
    assert_eq!(council["returns"][0]["priorities"][0]["received"], "Speeding");
}

#[test]
fn of_more_than_three_priorities_three_are_agreed_and_all_are_kept() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("r");
    desk.wait_for("Return of");
    desk.replace_text("12/9");
    desk.press("Enter y Enter");
    for (words, next) in
        [("Speeding", "Enter"), ("Parking", "Enter"), ("Litter", "Tab Tab"), ("Hare coursing", "Enter")]
    {
        desk.type_text(words);
        desk.press(next);
    }
    desk.save("return of Wem Town Council");
    desk.wait_focused_with("Wem Town Council", "? needs choice");
    desk.press("Enter");
    desk.wait_for("‹Return 1");
    desk.press("a");
    desk.wait_for("Agree three of the priorities of Wem Town Council");
    // In the order of importance: the hare coursing first, the litter not at all.
    desk.press("Down Down Down Space Up Up Up Space Down Space Down Space");
    desk.wait_for("three are agreed already: undo one with Space first");
    desk.press("Enter");
    desk.wait_for("Priorities agreed with Wem Town Council");
    desk.press("Tab Tab");
    desk.type_text("23/45");
    desk.save("agreed priorities of Wem Town Council");
    desk.wait_for(", minute 23/45");
    desk.press("Tab");
    desk.wait_until(
        |page| page.has("1  Hare coursing") && page.has("2  Speeding") && page.has("3  Parking"),
        "the three in their order",
    );
    desk.wait_for("sent, but not agreed");
    desk.press("Esc");
    desk.wait_focused_with("Wem Town Council", "confirmed");
    desk.quit();
    let council = scenario.council("Wem Town Council");
    assert_eq!(council["status"], "confirmed");
    let slots: Vec<_> =
        council["returns"][0]["priorities"].as_array().expect("an array").iter().map(|p| p["slot"].clone()).collect();
    assert_eq!(slots, [json!(2), json!(3), json!(null), json!(1)]);
}

#[test]
fn two_answers_that_disagree_are_both_kept_until_one_is_settled() {
    let scenario = Scenario::new();
    scenario.run_ok(&[
        "record",
        "return",
        "Wem Town Council",
        "--received",
        "2023-09-12",
        "--wish",
        "yes",
        "--priority",
        "Speeding",
    ]);
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("r");
    desk.wait_for("Filled in from the return of 12 Sep");
    desk.replace_text("12/9");
    desk.press("Enter n");
    desk.wait_for("‹ no ›");
    desk.save("return of Wem Town Council");
    desk.wait_focused_with("Wem Town Council", "? conflict");
    desk.press("Enter");
    desk.wait_for("disagrees with the earlier one: = settles it");
    desk.press("=");
    desk.wait_for("Two answers from Wem Town Council");
    desk.wait_for("! takes part");
    desk.press(">");
    desk.wait_for("Settle the conflict of Wem Town Council");
    desk.save("settled conflict of Wem Town Council");
    desk.press("Esc");
    desk.wait_focused_with("Wem Town Council", "declined");
    desk.quit();
    let council = scenario.council("Wem Town Council");
    assert_eq!((&council["status"], council["returns"].as_array().map(Vec::len)), (&json!("declined"), Some(2)));
}
