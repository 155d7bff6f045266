//! `man`: the manual page.

mod documents;
mod json_shape;
mod page;

pub use page::run;
