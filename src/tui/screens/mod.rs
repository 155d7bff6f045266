//! The screens: each has its state, what its keys do, its view and its tests.

pub mod council;
pub mod councils;
pub mod diary;
pub mod inbox;
pub mod mapping;
pub mod plan;
pub mod priorities;
