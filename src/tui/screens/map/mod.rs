//! The map of councils, and in its place a table of districts where no map can be drawn or read aloud.

pub mod districts;
pub mod layout;
pub mod legend;
pub mod scene;
pub mod spread;
pub mod state;
#[cfg(test)]
mod tests;
pub mod update;
pub mod view;
pub mod viewport;
