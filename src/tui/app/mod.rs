//! The loop: the model, what happens to it, and what it asks for; nothing about any screen.

pub mod answers;
pub mod brief_actions;
pub mod dispatch;
pub mod events;
pub mod focus;
pub mod form_actions;
pub mod import_actions;
pub mod import_progress;
pub mod import_worker;
pub mod input;
pub mod layer;
pub mod model;
pub mod msg;
pub mod plan_worker;
pub mod runtime;
pub mod snapshot;
pub mod tabs;
pub mod terminal;
pub mod view;
pub mod worker;
