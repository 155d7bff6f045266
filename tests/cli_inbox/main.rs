//! From reply files to recorded returns, on the command line.

#[path = "../desk/mod.rs"]
mod desk;

mod again;
mod replies;
mod sheets;
mod told;
mod worked;
