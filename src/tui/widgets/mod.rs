//! Small parts that screens and forms are put together from.

pub mod bar;
pub mod editor;
