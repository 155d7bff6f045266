//! The child that reads, and the files that it reads after the one in hand.
//!
//! A process takes milliseconds to start and a folder may hold ten thousand mails, so that small ones that follow each other are
//! read by one child. Where one of them breaks it, those after it are read by another.

use std::collections::VecDeque;
use std::io;
use std::path::Path;

use super::files::file_name;
use super::queue::QueuedFile;
use crate::import::child::ReadRequest;
use crate::import::message::ReaderMessage;
use formats::sandbox::{ReaderMessages, SandboxedReader};

/// The child, and what it still has to read.
pub(super) struct Reader {
    messages: ReaderMessages<ReaderMessage>,
    /// After the file in hand.
    queue: VecDeque<QueuedFile>,
}

impl Reader {
    /// Starts one for the file in hand, from a byte on and with the number of the mail there, and then others.
    ///
    /// # Errors
    /// The child cannot be started; and the files that come after that one.
    pub(super) fn start(
        apart: &SandboxedReader,
        first: &Path,
        (byte, number): (u64, u64),
        then: VecDeque<QueuedFile>,
        letters: &[String],
    ) -> Result<Self, (io::Error, VecDeque<QueuedFile>)> {
        let paths: Vec<&Path> = std::iter::once(first).chain(then.iter().map(|file| file.path.as_path())).collect();
        let names = paths.iter().map(|path| file_name(path)).collect();
        match apart.read(&paths, &ReadRequest { names, byte, number, letters: letters.to_vec(), contacts: false }) {
            Ok(pieces) => Ok(Self { messages: pieces, queue: then }),
            Err(error) => Err((error, then)),
        }
    }

    /// The next piece of the file in hand; `None` where no more come.
    pub(super) fn next(&mut self) -> Option<ReaderMessage> {
        self.messages.next()
    }

    /// The next file, once the one in hand was read to its end.
    pub(super) fn next_file(&mut self) -> Option<QueuedFile> {
        self.queue.pop_front()
    }

    /// Why no more pieces come, as the end of a sentence; `None` if all was read.
    pub(super) fn failure(&mut self) -> Option<String> {
        let early = || "its reader ended early".to_owned();
        self.messages.failure().or_else(|| (!self.queue.is_empty()).then(early))
    }

    /// Ends it, and gives back what it was still to read.
    pub(super) fn into_queue(self) -> VecDeque<QueuedFile> {
        self.queue
    }
}
