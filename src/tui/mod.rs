//! The dashboard in the Elm architecture: a pure `update`, and a `view` that changes nothing.
//!
//! | module | contents |
//! | --- | --- |
//! | [`app`] | the event loop: model, messages, update, effects, worker, terminal |
//! | [`keys`] | the table of commands, the keymap, why a command is disabled |
//! | [`screens`] | a folder for each screen: state, update, view, tests |
//! | [`forms`], [`dialogs`] | a file each |
//! | [`ui`] | building blocks: list state, motion, editor, frame, footer, theme, text |

pub mod app;
#[cfg(test)]
mod conflict_tests;
#[cfg(test)]
mod contacts_tests;
pub mod dialogs;
pub mod forms;
#[cfg(test)]
mod gauge_tests;
pub mod keys;
#[cfg(test)]
mod pointer_tests;
pub mod reader;
#[cfg(test)]
mod reading_tests;
pub mod screens;
#[cfg(test)]
mod search_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod ui;
#[cfg(test)]
mod waiting_tests;

pub use app::runtime::run;
