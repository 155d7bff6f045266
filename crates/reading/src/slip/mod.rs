//! The reply slip at the end of our letters: its text, and the answers in one that comes back.
//!
//! Each box is a label in brackets, and the answer stands behind it. So an answer is found whatever a mail program makes
//! of the lines: quoted, wrapped, indented, as a list. A slip counts only if all its labels are there in their order.
//!
//! | module | knows |
//! | --- | --- |
//! | `flow` | a text without quote marks and line ends, and where each of its characters stood |
//! | `find` | the slips in a text, and what stands in their boxes |
//! | `answers` | what the words in a box mean |
//! | `reading` | a reading of a text that holds a slip |

mod answers;
mod find;
mod flow;
mod reading;

pub use find::{Slip, Slips, find};
pub use reading::read_with_slips;

use charter::untrusted::Untrusted;

/// The beginning of the first label; the council's name, its code and the round follow.
const OPENING: &str = "[Reply slip for ";
const CODE: &str = ", code ";
const ROUND: &str = ", round ";
const INTRODUCTION: &str =
    "Please write behind the brackets, and leave a line as it is if you have nothing to say there.";
/// The labels of the boxes, in order.
const BOXES: [&str; 6] = [
    "[Do you wish to take part? yes or no]",
    "[Priority 1]",
    "[Priority 2]",
    "[Priority 3]",
    "[How often shall we be in touch? monthly, quarterly, six-monthly, yearly or as needed]",
    "[In which way? in person, digital, written update, phone or not required]",
];
const CLOSING: &str = "[End of the reply slip]";

/// The headings of a slip in a workbook, which the reader of sheets knows.
pub const COLUMNS: [&str; 8] =
    ["Code", "Council", "Take part", "Priority 1", "Priority 2", "Priority 3", "Frequency", "Method"];

/// A blank slip. `code` is the code of a parish of the council, `round` that of a quarter.
pub fn blank_slip(council: &Untrusted, code: &str, round: &str) -> String {
    let name = council.clean_for_letter().replace('[', "(").replace(']', ")");
    let mut slip = format!("{OPENING}{name}{CODE}{code}{ROUND}{round}]\n{INTRODUCTION}\n");
    for label in BOXES {
        slip.push_str(label);
        slip.push('\n');
    }
    slip.push_str(CLOSING);
    slip
}

#[cfg(test)]
mod tests;
