//! The files that are still to be read.

use std::collections::VecDeque;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::files::is_mail;

/// What tells that a file was written to: its size in bytes, and when it was last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileStamp {
    pub(super) bytes: u64,
    changed: Option<SystemTime>,
}

impl FileStamp {
    /// Of a file as it is now; `None` if it is not there.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let of = |about: Metadata| Self { bytes: about.len(), changed: about.modified().ok() };
        fs::metadata(path).ok().map(of)
    }
}

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
