//! What the worker's tasks need beside the store.

use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Sender;

use crate::clock::Clock;
use crate::session::Session;
use crate::tui::app::events::LoopEvent;

pub struct WorkerContext<'a> {
    /// The author of changes.
    pub by: &'a str,
    pub clock: Clock,
    pub session: &'a Session,
    /// Set to cancel the import.
    pub stop: &'a AtomicBool,
    /// Sends to the event loop.
    pub wake: &'a Sender<LoopEvent>,
}
