//! Reply slips that come back as a workbook on a mail, or as its cells in one: through the importer, into the inbox.
//!
//! | file | what it is for |
//! | --- | --- |
//! | `books` | the workbook of a drafted letter, filled in, and saved again by other programs |
//! | `mails` | the mails of the mail programs that bring it back |
//! | `returned` | what is read with certainty |
//! | `doubtful` | what is not, and what is said of it |

#[path = "../cases/outlook/builder.rs"]
#[allow(dead_code, reason = "these tests use a part of it")]
mod builder;
#[path = "../workspace/mod.rs"]
mod workspace;

mod books;
mod doubtful;
mod mails;
mod returned;

use serde_json::Value;
use workspace::Workspace;

/// All letters are on record without a date; one clerk works for Prees and Whixall.
fn desk() -> Workspace {
    let desk = Workspace::with_letters();
    for (council, to) in [
        ("Clun Town Council", "clerk@clun.example"),
        ("Prees", "clerk@three.example"),
        ("Whixall", "clerk@three.example"),
        ("Wem Rural", "clerk@three.example"),
    ] {
        desk.done(&["record", "details", council, "--contact", "the clerk", "--address", to]);
    }
    desk
}

/// The one item that waits.
fn item(desk: &Workspace) -> Value {
    let items = desk.json(&["inbox"]);
    assert_eq!(items.as_array().unwrap().len(), 1, "{items:#}");
    items[0].clone()
}

fn texts(values: &Value) -> Vec<String> {
    values.as_array().unwrap().iter().map(|value| value.as_str().unwrap().to_owned()).collect()
}

/// The notes of an item about its slip.
fn notes(item: &Value) -> Vec<String> {
    texts(&item["proposed"]["notes"])
}
