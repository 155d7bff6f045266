//! The dashboard for a screen reader: lines instead of columns, and the terminal's cursor on the row in focus.
//!
//! Nothing but words is drawn. The first line names the screen, the second is the status line, the last has the keys.

mod council;
mod dialogs;
mod form;
mod page;
mod tabs;
#[cfg(test)]
mod tests;
pub mod view;
