//! The same through the real program.

use super::builder::{Binary, Item, Text, encrypted_message};
use crate::workspace::Workspace;

/// A person sees what it is, and puts it away.
#[test]
fn what_is_no_reply_is_named_and_dismissed() {
    let desk = Workspace::new();
    let receipt = Item::from_clerk("REPORT.IPM.Note.IPNRN", &[Text(0x0037, "Read: Policing priorities")]);
    let file = desk.file("receipt.msg", receipt.to_msg());
    let imported = desk.run(&["import", "replies", &file]);
    assert!(imported.out.contains("read receipt, not a reply: nobody was heard"), "{imported:?}");
    let items = desk.json(&["inbox"]);
    let item = &items.as_array().unwrap()[0];
    assert_eq!([&item["group"], &item["nature"], &item["kind"]], ["auto-reply", "auto-reply", "read-receipt"]);
    let shown = desk.run(&["inbox", "show", &item["id"].to_string()]);
    assert!(shown.out.contains("(not replies)") && shown.out.contains("read receipt, not a reply"), "{shown:?}");
    assert!(shown.out.contains("dismisses it: not an answer"), "{shown:?}");
    assert_eq!(desk.run(&["inbox", "accept", &item["id"].to_string()]).code, 0);
    assert!(desk.json(&["inbox"]).as_array().unwrap().is_empty());
}

#[test]
fn an_encrypted_mail_waits_with_words_that_say_what_to_do() {
    let desk = Workspace::new();
    let sealed = Item::from_clerk("IPM.Note.SMIME", &[Text(0x0037, "Re: Policing priorities")])
        .with(&[Text(0x3707, "smime.p7m"), Binary(0x3701, encrypted_message())]);
    let file = desk.file("sealed.msg", sealed.to_msg());
    desk.run(&["import", "replies", &file]);
    let items = desk.json(&["inbox"]);
    let item = &items.as_array().unwrap()[0];
    assert_eq!(item["nature"], "reply");
    let shown = desk.run(&["inbox", "show", &item["id"].to_string()]);
    assert!(shown.out.contains("it is encrypted") && shown.out.contains("save it as .txt"), "{shown:?}");
}
