//! The reply slip at the end of our letters: its text, and the answers in one that comes back.
//!
//! Each box is a label in brackets, and the answer stands behind it. So an answer is found whatever a mail program makes
//! of the lines: quoted, wrapped, indented, as a list. A slip counts only if all its labels are there in their order.
//!
//! | module | knows |
//! | --- | --- |
//! | `form` | the text of a blank slip |
//! | `flow` | a text without quote marks and line ends, and where each of its characters stood |
//! | `table` | the slip as a table: a workbook that is attached, or cells that were pasted; it becomes the text of slips |
//! | `find` | the slips in a text, and what stands in their boxes |
//! | `answers` | what the words in a box mean |
//! | `reading` | a reading of a text that holds a slip |

mod answers;
mod find;
mod flow;
mod form;
mod reading;
mod table;

pub use find::{Slip, Slips, find, typed_head};
pub use form::{HEADINGS, blank_slip};
pub use reading::{Addressee, read_with_slips};
pub use table::{pasted_as_slips, workbook_as_slips};

#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod tests;
