//! The building blocks of all screens.

pub mod bar;
#[cfg(test)]
mod contrast_tests;
pub mod editor;
pub mod filter_line;
pub mod footer;
pub mod frame;
pub mod gauge;
pub mod history;
pub mod hit;
pub mod list_state;
pub mod motion;
pub mod palette;
pub mod panel;
pub mod scrollbar;
pub mod text;
pub mod theme;
