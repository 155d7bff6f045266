//! Keys that people bring along from other programs.

use crate::scenario::{Scenario, UserActions};

#[test]
fn ctrl_c_copies_and_neither_quits_nor_closes_a_form() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("C-c");
    desk.wait_copied();
    desk.wait_for("copied: Wem Town Council");
    desk.press("n");
    desk.wait_for("Note on Wem Town Council");
    desk.press("C-c");
    desk.wait_for("this field is empty: there is nothing to copy");
    desk.type_text("Rang the clerk.");
    desk.press("C-c");
    desk.wait_for("copied: Rang the clerk.");
    desk.press("C-x");
    desk.press("F5");
    desk.wait_for("everything is read again");
    desk.press("C-z");
    desk.wait_for("Rang the clerk.");
    desk.wait_for("Note on Wem Town Council");
    desk.press("Esc");
    desk.wait_for("r return");
    desk.press("c");
    desk.wait_for("all counties");
    desk.press("C-c");
    desk.wait_for("nothing is selected to copy");
    desk.wait_for("all counties");
    desk.press("Backspace");
    desk.wait_gone("all counties");
    desk.press("q");
    desk.wait_for("1 form not saved, kept as a draft for next time. q again quits.");
    desk.press("q");
    desk.assert_exited(0);
}

#[test]
fn ctrl_z_undoes_and_ctrl_y_redoes_and_f5_reads_again() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("n");
    desk.wait_for("Note on Wem Town Council");
    desk.type_text("Rang the clerk.");
    desk.save("note on Wem Town Council");
    desk.press("C-z");
    desk.wait_for("undone: note on Wem Town Council");
    desk.press("C-y");
    desk.wait_for("redone: note on Wem Town Council");
    scenario.run_ok(&["record", "note", "Wem Town Council", "--text", "Another desk."]);
    desk.press("F5");
    desk.wait_for("everything is read again");
    desk.press("Enter");
    desk.wait_for("Notes 2");
    desk.press("Backspace");
    desk.wait_for("r return");
    desk.quit();
}

#[test]
fn a_key_that_does_nothing_says_so_and_f1_helps_in_a_form_too() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press("C-b");
    desk.wait_for("Ctrl-B does nothing here; ? shows the keys");
    desk.press("U");
    desk.wait_for("U does nothing here; ? shows the keys");
    desk.press("C");
    desk.wait_for("C is now X: result");
    desk.go_to("Wem Town");
    desk.press("r");
    desk.wait_for("F1 keys");
    desk.press("C-q");
    desk.wait_for("Ctrl-Q does nothing here; F1 shows the keys");
    desk.press("F1");
    desk.wait_for("Keys that work here");
    desk.wait_for("save the form");
    desk.press("Esc");
    desk.wait_gone("Keys that work here");
    desk.wait_for("Return of Wem Town Council");
    desk.press("Esc");
    desk.wait_for("r return");
    desk.quit();
}

#[test]
fn folding_keeps_the_place_and_delete_untags_before_it_clears() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press("c s");
    desk.wait_for("175 of 610");
    desk.press("PgDn Down");
    desk.wait_focused("Broseley Town");
    let before = desk.look(|page| page.text());
    desk.press("Left");
    desk.wait_for("▸ Shropshire");
    desk.press("Right");
    desk.wait_until(|page| page.text() == before, "the council that was in focus");
    desk.press("Z Z");
    desk.wait_until(|page| page.text() == before, "the council that was in focus, after all groups were folded");
    desk.press("Space");
    desk.wait_for("1 tagged");
    desk.press("Delete");
    desk.wait_gone("1 tagged");
    desk.wait_for("175 of 610");
    desk.press("Delete");
    desk.wait_for("610 of 610");
    desk.quit();
}

/// A mistyped key cannot decline for a council, and the question names the council.
#[test]
fn what_a_slip_could_do_asks_first() {
    let scenario = Scenario::new();
    let mail = "From: clerk@wem.example\r\nTo: snt@example.org\r\nSubject: Wem Town Council\r\n\
                Date: Mon, 25 Sep 2023 10:00:00 +0100\r\n\r\nThank you for the letter.\r\n";
    let path = std::path::Path::new(&scenario.database()).with_file_name("reply.eml");
    scenario.run_ok(&["list"]);
    std::fs::write(&path, mail).expect("a file");
    scenario.run_ok(&["import", "replies", path.to_str().expect("a path")]);
    scenario.run_ok(&["inbox", "council", "1", "Wem Town Council"]);
    let records = scenario.journal().len();
    let mut desk = scenario.open();
    desk.press("2");
    desk.wait_for("Wem Town");
    desk.press("d");
    desk.wait_for("all districts");
    desk.press("Esc");
    desk.wait_gone("all districts");
    desk.press("N");
    desk.wait_for("N again records that Wem Town Council does not wish to take part");
    desk.press("x");
    desk.wait_for("x again dismisses item 1");
    desk.press("N");
    desk.wait_for("N again records that Wem Town Council does not wish to take part");
    assert_eq!(scenario.journal().len(), records, "three questions record nothing");
    desk.press("N");
    desk.wait_for("saved: return");
    desk.press("u");
    desk.wait_for("undone: return");
    desk.quit();
}
