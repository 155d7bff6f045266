//! The building blocks of all screens.

pub mod bar;
pub mod editor;
pub mod filter_line;
pub mod footer;
pub mod frame;
pub mod gauge;
pub mod history;
pub mod list_state;
pub mod motion;
pub mod panel;
pub mod scrollbar;
pub mod text;
pub mod theme;
