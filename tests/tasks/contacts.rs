//! Contacts: a list imported, a contact amended, and a mail that came back.

use crate::scenario::{Scenario, UserActions, WIDE};

const LIST: &str = "Council,Clerk,Clerk Email\n\
    Wem Town Council,A Body,clerk@two.example\n\
    Clun Town Council,A Body,clerk@two.example\n\
    Wellington,A Body,clerk@wellington.example\n";

fn write_list(scenario: &Scenario, name: &str, text: &str) -> String {
    let path = scenario.home.path().join(name);
    std::fs::write(&path, text).expect("the list");
    path.to_string_lossy().into_owned()
}

#[test]
fn a_list_of_clerks_is_imported_undone_and_imported_again() {
    let scenario = Scenario::new();
    let list = write_list(&scenario, "clerks.csv", LIST);
    let mut desk = scenario.open();
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("import contacts");
    desk.wait_for("import contacts from a sheet");
    desk.press("Enter");
    desk.wait_for("Names of people are left out");
    desk.paste(&list);
    desk.press("C-s");
    desk.wait_for("1 new, 0 amended, 0 unchanged, 1 asked about");
    desk.wait_for("Wellington Heath, Herefordshire");
    desk.press("u");
    desk.wait_for("undone: contacts from clerks.csv");
    desk.press("C-r");
    desk.wait_for("redone: contacts from clerks.csv");
    desk.go_to("Wem Town");
    desk.press("Enter");
    desk.wait_for("Contact: clerk · letters go here");
    desk.wait_for("2 councils");
    desk.quit();
    let contact = &scenario.council("Clun Town Council")["contacts"][0];
    assert_eq!((contact["role"].as_str(), contact["email"].as_str()), (Some("clerk"), Some("clerk@two.example")));
    let again = scenario.run_ok(&["import", "contacts", &list]);
    assert!(again.out.contains("unchanged       1"), "{}", again.out);
    assert_eq!(scenario.journal().len(), 3);
    assert!(!format!("{:?}", scenario.json(&["history"])).contains("A Body"), "a name was recorded");
}

#[test]
fn the_first_steps_take_a_list_of_contacts() {
    let scenario = Scenario::on_first_start();
    let list = write_list(&scenario, "clerks.csv", LIST);
    let mut desk = scenario.start(WIDE, &[], &[]);
    desk.wait_for("letter sent");
    desk.type_text("4 sep");
    desk.press("Tab Tab");
    desk.type_text("/no/such/list.csv");
    desk.press("C-s");
    desk.wait_for("there is no such file");
    desk.replace_text(&list);
    desk.press("C-s");
    desk.wait_for("1 asked about");
    desk.press("Esc");
    desk.wait_for("610 of 610 councils");
    desk.quit();
    let made = ["change: contacts from clerks.csv: 1 new, 0 amended", "change: dates of round 2023-Q4"];
    assert_eq!(scenario.journal(), made);
}

#[test]
fn a_mail_that_came_back_marks_the_address_until_it_is_mended() {
    let scenario = Scenario::new();
    scenario.run_ok(&["record", "contact", "Wem Town Council", "--role", "clerk", "--email", "old@wem.example"]);
    let bounce = "From: MAILER-DAEMON@mail.example\nTo: charter@police.example\nSubject: Undelivered Mail Returned to Sender\n\
        Date: Wed, 20 Sep 2023 10:00:00 +0100\nMessage-ID: <b1@mail.example>\nMIME-Version: 1.0\n\
        Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n\
        --b\nContent-Type: text/plain\n\nThe mail could not be delivered.\n\n\
        --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example\n\n\
        Final-Recipient: rfc822; old@wem.example\nAction: failed\nStatus: 5.1.1\n\n--b--\n";
    let mail = write_list(&scenario, "bounce.eml", bounce);
    scenario.run_ok(&["import", "replies", &mail]);
    let mut desk = scenario.open();
    desk.press("2");
    desk.wait_for("old@wem.example");
    desk.press("a");
    desk.wait_for("saved: ");
    desk.press("1");
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("contacts: bounced");
    desk.wait_for("an address to which mail came back");
    desk.press("Enter");
    desk.wait_for("1 of 610 councils");
    desk.wait_focused("Wem Town Council");
    desk.press("Enter");
    desk.wait_for("bounced");
    for _ in 0..6 {
        desk.press("Down");
    }
    desk.press("Enter");
    desk.wait_for("Contact of Wem Town Council");
    desk.press("Tab");
    desk.replace_text("new@wem.example");
    desk.save("contact of Wem Town Council");
    desk.quit();
    let contact = &scenario.council("Wem Town Council")["contacts"][0];
    assert_eq!((contact["email"].as_str(), contact["bounced_on"].is_null()), (Some("new@wem.example"), true));
    scenario.run_ok(&["undo"]);
    assert_eq!(scenario.council("Wem Town Council")["contacts"][0]["bounced_on"], "2023-09-20");
    scenario.run_ok(&["undo"]);
    let council = scenario.council("Wem Town Council");
    assert!(council["contacts"][0]["bounced_on"].is_null() && council["status"] != "undelivered");
    scenario.run_ok(&["check"]);
}
