//! The table of commands and the keymap.

pub mod command;
pub mod disabled_reason;
pub mod keymap;
pub mod markdown;
pub mod scope;
