//! The screens: each owns its state, what its keys do, and its view.

pub mod council;
pub mod council_items;
pub mod council_met;
pub mod council_priorities;
pub mod council_through;
pub mod council_view;
pub mod councils;
pub mod councils_pane;
pub mod councils_view;
pub mod diary;
pub mod diary_calendar;
pub mod diary_view;
pub mod filter_line;
pub mod frame;
pub mod inbox;
pub mod inbox_proposal;
pub mod inbox_source;
pub mod inbox_view;
pub mod mapping;
pub mod mapping_view;
pub mod plan;
pub mod plan_view;
pub mod priorities;
pub mod priorities_order;
pub mod priorities_view;
pub mod promise_line;
