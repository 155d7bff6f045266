//! The screens, each with its state, key handlers, view and tests.

pub mod council;
pub mod councils;
pub mod diary;
pub mod inbox;
pub mod letters;
pub mod map;
pub mod mapping;
pub mod plan;
pub mod priorities;
pub mod report;
pub mod today;
