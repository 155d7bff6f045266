//! What the worker's tasks need beside the store.

use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Sender;

use crate::clock::Clock;
use crate::session::Session;
use crate::tui::app::events::LoopEvent;

pub struct WorkerContext<'a> {
    pub by: &'a str,
    pub clock: Clock,
    pub session: &'a Session,
    /// Set to cancel the import.
    pub stop: &'a AtomicBool,
    pub event_tx: &'a Sender<LoopEvent>,
}
