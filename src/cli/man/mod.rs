//! `man`: the manual page.

mod documents;
mod page;

pub use page::run;
