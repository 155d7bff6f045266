//! What the worker thread has at hand beside the store.

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
    /// Set when an import is to end with nothing imported.
    pub stop: &'a AtomicBool,
    /// To the loop.
    pub wake: &'a Sender<LoopEvent>,
}
