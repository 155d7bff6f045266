//! The dashboard: a loop in the manner of Elm.
//!
//! | module | knows |
//! | --- | --- |
//! | [`msg`], [`app`] | what happens, the model, and the routing |
//! | [`command`], [`keymap`], [`mapping_problem`] | the table of commands, which key means which, why one is off |
//! | [`actions`], [`bases`], [`diary_actions`], [`plan_actions`], [`form_actions`], [`council_actions`], `inbox_actions`, [`layer_keys`], [`answers`] | what happens to the model |
//! | [`focus`] | which council is in focus, on whatever screen |
//! | [`layer`] | what lies at the bottom, and the stack of what lies over it |
//! | [`desk`] | what was read, and counted |
//! | [`screens`], [`forms`], [`dialogs`], [`widgets`] | state and view of each |
//! | `runtime`, `events`, `worker`, `plan_work`, `terminal` | the loop, what wakes it, the store's thread, the terminal |
//! | [`bring`], `bring_actions`, `bring_work` | bringing replies in: what is told of it, what happens to the model, the work beside the loop |
//! | [`theme`], [`text`], [`view`] | how it looks |

pub mod actions;
pub mod answers;
pub mod app;
pub mod bases;
mod brief_actions;
pub mod bring;
mod bring_actions;
mod bring_work;
pub mod command;
pub mod council_actions;
pub mod desk;
pub mod dialogs;
pub mod diary_actions;
mod events;
pub mod focus;
pub mod form_actions;
pub mod forms;
mod inbox_actions;
pub mod keymap;
pub mod layer;
pub mod layer_keys;
pub mod msg;
pub mod plan_actions;
mod plan_work;
mod runtime;
pub mod screens;
pub mod terminal;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod testing_bring;
#[cfg(test)]
mod testing_inbox;
#[cfg(test)]
mod testing_work;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_bring;
#[cfg(test)]
mod tests_diary;
#[cfg(test)]
mod tests_inbox;
#[cfg(test)]
mod tests_inbox_next;
#[cfg(test)]
mod tests_plan;
#[cfg(test)]
mod tests_work;
pub mod text;
pub mod theme;
pub mod view;
pub mod why_not;
pub mod widgets;
mod worker;

pub use runtime::run;
