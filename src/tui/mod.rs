//! The dashboard, in the Elm architecture: a pure `update` and a `view` that changes nothing.
//!
//! | module | knows |
//! | --- | --- |
//! | [`app`] | the loop: model, messages, update, effects, worker, terminal; it only routes |
//! | [`keys`] | the table of commands with their handlers, the keys of each, why one is disabled |
//! | [`screens`] | a folder a screen: its state, its update, its view, its tests |
//! | [`forms`], [`dialogs`] | one file each |
//! | [`ui`] | what every screen is made of: list state, motion, editor, frame, footer, theme, text |

pub mod app;
pub mod dialogs;
pub mod forms;
pub mod keys;
pub mod screens;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod ui;

pub use app::runtime::run;
