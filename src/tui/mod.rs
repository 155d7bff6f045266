//! The dashboard: a loop in the manner of Elm.
//!
//! | module | knows |
//! | --- | --- |
//! | [`msg`], [`app`] | what happens, the model, and the routing |
//! | [`command`], [`keymap`], [`mapping_problem`] | the table of commands, which key means which, why one is off |
//! | [`actions`], [`bases`], [`diary_actions`], [`plan_actions`], [`form_actions`], [`council_actions`], `inbox_actions`, [`layer_keys`], [`answers`] | what happens to the model |
//! | [`focus`] | which council is in focus, on whatever screen |
//! | [`layer`] | what lies at the bottom, and the stack of what lies over it |
//! | [`snapshot`] | what was read, and counted |
//! | [`screens`], [`forms`], [`dialogs`], [`widgets`] | state and view of each |
//! | `runtime`, `events`, `worker`, `plan_work`, `terminal` | the loop, what wakes it, the store's thread, the terminal |
//! | [`bring`], `bring_actions`, `bring_work` | bringing replies in: what is told of it, what happens to the model, the work beside the loop |
//! | [`theme`], [`text`], [`view`] | how it looks |

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
