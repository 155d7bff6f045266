//! The screen of one council.

pub mod item;
pub mod items;
pub mod meetings;
pub mod priorities;
pub mod rounds_table;
pub mod state;
pub mod update;
pub mod view;
