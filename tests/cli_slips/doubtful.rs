//! Workbooks that are not certain, and what is said of them.

use rstest::rstest;
use serde_json::json;

use crate::books::{ANSWERS, blank, filled, with_code};
use crate::mails::{XLSX, file, mail};
use crate::returned::code;
use crate::workspace::Workspace;
use crate::{desk, item, notes};

const NOTE: &str = "Please find our reply slip attached.\r\n";

fn import(desk: &Workspace, words: &str, slip: &[u8]) {
    let bytes = mail(words, &[file("reply-slip.xlsx", XLSX, slip)]);
    desk.done(&["import", "replies", &desk.file("reply.eml", bytes)]);
}

fn with(column: &str, text: &'static str) -> Vec<(&'static str, &'static str)> {
    ANSWERS.iter().map(|(known, answer)| (*known, if *known == column { text } else { *answer })).collect()
}

#[rstest]
#[case::two_boxes("E", "yes, no", NOTE, "its reply slip says “yes, no” for takes part, which is no plain answer")]
#[case::two_frequencies(
    "I",
    "monthly / quarterly",
    NOTE,
    "its reply slip says “monthly / quarterly” for how often, which is no plain answer"
)]
#[case::no_with_priorities("E", "no", NOTE, "its reply slip says no and names a priority")]
#[case::the_mail_says_no(
    "",
    "",
    "The council resolved that we do not wish to take part.\r\n",
    "its reply slip says yes, and the words beside it say no"
)]
#[case::the_mail_says_more(
    "",
    "",
    "We would also like you to deal with burglaries at the allotments, please.\r\n",
    "the words beside its reply slip say something too"
)]
fn it_is_said_why_a_person_must_look(
    #[case] column: &str,
    #[case] cell: &'static str,
    #[case] words: &str,
    #[case] why: &str,
) {
    let desk = desk();
    import(&desk, words, &filled(&desk, &with(column, cell)));
    let found = item(&desk);
    assert_eq!(found["council"], "Clun Town Council", "{found:#}");
    assert_ne!(found["group"], "ready", "{found:#}");
    assert!(notes(&found).iter().any(|note| note == why), "{found:#}");
    assert!(desk.done(&["inbox", "show", "1"]).out.contains(why));
    assert_ne!(desk.run(&["inbox", "accept", "1"]).code, 0);
    assert_eq!(desk.json(&["show", "clun town"])["returns"], json!([]));
}

#[test]
fn an_empty_slip_is_no_answer() {
    let desk = desk();
    import(&desk, NOTE, &blank(&desk, &["clun"]));
    let found = item(&desk);
    assert_eq!((&found["group"], &found["proposed"]["wish"]), (&json!("needs-council"), &json!(null)), "{found:#}");
    assert_eq!(notes(&found), ["the reply slip is empty"]);
}

#[test]
fn a_changed_code_is_a_question() {
    let desk = desk();
    let (known, other) = (code(&desk), desk.json(&["show", "wem town"])["parishes"][0].as_str().unwrap().to_owned());
    let slip = filled(&desk, &ANSWERS);
    import(&desk, NOTE, &with_code(&slip, &known, &other));
    let found = item(&desk);
    assert_eq!((&found["council"], &found["group"]), (&json!(null), &json!("needs-council")), "{found:#}");
    let candidates = found["matched"]["candidates"].to_string();
    assert!(candidates.contains("Wem Town Council") && candidates.contains("Clun Town Council"), "{candidates}");
    desk.done(&["inbox", "not-for-us", "1"]);
    let mistyped = mail(NOTE, &[file("slip.xlsx", XLSX, &with_code(&slip, &known, "E04999999"))]);
    desk.done(&["import", "replies", &desk.file("mistyped.eml", mistyped.replace("<1@", "<9@"))]);
    let found = item(&desk);
    assert_ne!(found["group"], "ready", "{found:#}");
    assert_eq!(
        notes(&found),
        ["the code E04999999 on a reply slip in it is not this council's, so that slip is not read"]
    );
}

#[test]
fn a_workbook_that_is_no_slip_stays_an_attachment() {
    let desk = desk();
    let slip = filled(&desk, &ANSWERS);
    let other = with_code(&slip, "Priority 2", "Remarks");
    import(&desk, "", &other);
    let found = item(&desk);
    assert_eq!(found["proposed"]["wish"], json!(null));
    let shown = desk.done(&["inbox", "show", "1"]).out;
    assert!(shown.contains("the text of “reply-slip.xlsx” is not read here; open it and look"), "{shown}");
    desk.done(&["inbox", "not-for-us", "1"]);
    let torn = mail(NOTE, &[file("reply-slip.xlsx", XLSX, &slip[..slip.len() / 2])]);
    desk.done(&["import", "replies", &desk.file("torn.eml", torn.replace("<1@", "<8@"))]);
    let shown = desk.done(&["inbox", "show", "2"]).out;
    assert!(shown.contains("the text of an attachment could not be read: it is damaged"), "{shown}");
}

#[test]
fn a_workbook_that_inflates_is_refused_and_the_mail_is_read() {
    let desk = desk();
    let bomb = include_bytes!("../incoming/sheets/bomb.xlsx");
    let files: Vec<String> = (0..20).map(|index| file(&format!("slip-{index}.xlsx"), XLSX, bomb)).collect();
    let words = "On behalf of Clun Town Council: we wish to take part.\r\n";
    desk.done(&["import", "replies", &desk.file("bomb.eml", mail(words, &files))]);
    assert_eq!(item(&desk)["proposed"]["wish"]["value"], "yes");
    let shown = desk.done(&["inbox", "show", "1"]).out;
    assert!(shown.contains("the text of an attachment could not be read: it inflates to far more"), "{shown}");
}
