//! Importing replies, and their warnings.

use serde_json::Value;

use crate::workspace::Workspace;

/// The text of an `.eml` file.
pub fn mail(id: &str, from: &str, subject: &str, headers: &str, text: &str) -> String {
    format!(
        "From: {from}\r\nTo: team@police.example\r\nSubject: {subject}\r\nDate: Tue, 26 Sep 2023 10:15:00 \
         +0100\r\nMessage-ID: <{id}@mail.example>\r\n{headers}MIME-Version: 1.0\r\nContent-Type: text/plain; \
         charset=utf-8\r\n\r\n{}\r\n",
        text.replace('\n', "\r\n")
    )
}

pub const YES: &str = "We would like to take part. Our priorities are:\n\n1. Speeding past the school\n2. Fly-tipping in the \
                   lay-by\n\nPlease meet us quarterly, in person.\n\nClerk, Ludlow Town Council";

/// A mailbox with one mail of each kind.
pub fn mailbox() -> String {
    let mails = [
        mail("1", "Clerk <clerk@ludlow.example>", "RE: Charter", "", YES),
        mail("2", "office@parish.example", "Charter", "", "We wish to take part.\n\nClerk, Wellington"),
        mail("3", "clerk@nowhere.example", "Hello", "", "Is this the right address for lost property?"),
        mail(
            "4",
            "Clerk <clerk@bewdley.example>",
            "Automatic reply: Bewdley Town Council",
            "Auto-Submitted: auto-replied\r\n",
            "The office is closed.",
        ),
    ];
    mails.iter().map(|mail| format!("From someone Tue Sep 26 10:15:00 2023\n{}\n", mail.replace('\r', ""))).collect()
}

pub fn items(desk: &Workspace) -> Vec<Value> {
    desk.json(&["inbox"]).as_array().unwrap().clone()
}

pub fn counts(import: &Value) -> [u64; 6] {
    ["came_in", "matched", "ambiguous", "unmatched", "duplicate", "skipped"].map(|name| import[name].as_u64().unwrap())
}

#[track_caller]
pub fn assert_counts_add_up(import: &Value) {
    let [came_in, rest @ ..] = counts(import);
    assert_eq!(came_in, rest.iter().sum::<u64>(), "{import}");
    assert_eq!(came_in as usize, import["items"].as_array().unwrap().len());
}

/// The item whose subject contains `words`.
pub fn item(desk: &Workspace, subject: &str) -> Value {
    items(desk).into_iter().find(|item| item["subject"].as_str().unwrap().contains(subject)).unwrap()
}
