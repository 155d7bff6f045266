//! What every screen is made of.

pub mod bar;
pub mod editor;
pub mod filter_line;
pub mod footer;
pub mod frame;
pub mod text;
pub mod theme;
