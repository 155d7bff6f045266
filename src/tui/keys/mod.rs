//! The table of commands and the keymap.

pub mod command;
pub mod disabled_reason;
pub mod keymap;
pub mod markdown;
#[cfg(test)]
mod meanings_tests;
pub mod old_keys;
pub mod question;
pub mod scope;
