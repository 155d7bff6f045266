//! The child that reads, and the files that it reads after the one in hand.
//!
//! A process takes milliseconds to start and a folder may hold ten thousand mails, so that small ones that follow each other are
//! read by one child. Where one of them breaks it, those after it are read by another.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use super::files::{file_name, is_mail};
use crate::import::child::ReadRequest;
use crate::import::message::ReaderMessage;
use crate::import::open_file::FileStamp;
use formats::sandbox::{ReaderMessages, SandboxedReader};

/// A file that is to be read, as it was before a child was started that reads it.
pub(super) struct QueuedFile {
    pub(super) path: PathBuf,
    pub(super) stamp: Option<FileStamp>,
}

impl QueuedFile {
    pub(super) fn new(path: PathBuf) -> Self {
        let stamp = FileStamp::read(&path);
        Self { path, stamp }
    }
}

/// The largest file that shares a child with others, in bytes, and how many do at most.
const MAX_SHARED_BYTES: u64 = 1 << 20;
const MAX_BATCH_FILES: usize = 64;

/// Takes the files off the front that one child is to read.
pub(super) fn take_batch(files: &mut VecDeque<PathBuf>) -> VecDeque<QueuedFile> {
    let is_small =
        |file: &QueuedFile| is_mail(&file.path) && file.stamp.is_some_and(|stamp| stamp.bytes <= MAX_SHARED_BYTES);
    let mut taken: VecDeque<QueuedFile> = files.pop_front().map(QueuedFile::new).into_iter().collect();
    while taken.len() < MAX_BATCH_FILES && taken.back().is_some_and(is_small) {
        let Some(next) = files.front().cloned().map(QueuedFile::new).filter(is_small) else { break };
        files.pop_front();
        taken.push_back(next);
    }
    taken
}

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
        match apart.read(&paths, &ReadRequest { names, byte, number, letters: letters.to_vec() }) {
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
