//! The table of commands, and which key means which.

pub mod command;
pub mod disabled_reason;
pub mod keymap;
pub mod markdown;
pub mod scope;
