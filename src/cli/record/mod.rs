//! `record`: a return, a reply, a meeting, a note.

mod meeting;
mod note;
mod reply;
mod returned;
mod run;
mod saving;

pub use run::run;
