//! A checksum of the whole file, stored beside it, that proves that nothing changed the file since the last save.
//!
//! A full integrity check ([`verify::check_integrity`]) takes many times as long as a save; hashing the bytes does
//! not. The checksum belongs to this machine and not to the data: a copied database has none. Without a checksum, or
//! with one of another state, the full check runs instead.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::Connection;
use xxhash_rust::xxh3::xxh3_64;

use crate::column_values::bad_cell;
use crate::error::StoreError;
use crate::files::with_suffix;
use crate::fingerprint::Fingerprint;
use crate::journal::EntryStamp;
use crate::{journal, replay, verify};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SavedChecksum {
    pub content: Fingerprint,
    /// The newest journal entry at that time. Two copies of a file can have the same change counter, but not the same
    /// newest entry.
    pub head: Option<EntryStamp>,
}

const MAGIC: &str = "charterdesk-checksum 1";

impl SavedChecksum {
    /// `None` if there is no checksum or an invalid one.
    pub(crate) fn read(database: &Path) -> Option<Self> {
        let path = with_suffix(database, "-checksum");
        if !std::fs::symlink_metadata(&path).ok()?.is_file() {
            return None;
        }
        let text = std::fs::read_to_string(path).ok()?;
        let (line, own) = text.strip_suffix('\n')?.rsplit_once(' ')?;
        if u64::from_str_radix(own, 16).ok()? != xxh3_64(line.as_bytes()) {
            return None;
        }
        let mut words = line.strip_prefix(MAGIC)?.split_ascii_whitespace();
        let content = Fingerprint {
            change_counter: words.next()?.parse().ok()?,
            size: words.next()?.parse().ok()?,
            hash: u128::from_str_radix(words.next()?, 16).ok()?,
        };
        let head = match (words.next()?, words.next()?) {
            ("-", "-") => None,
            (id, at) => {
                let at = DateTime::parse_from_rfc3339(at).ok()?.with_timezone(&Utc);
                Some(EntryStamp { id: id.parse().ok()?, at })
            }
        };
        Some(Self { content, head })
    }

    /// Overwrites the stored checksum with one write. It is not synced: after a power cut an old or missing checksum
    /// only costs a full check.
    fn write(self, database: &Path) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600).custom_flags(libc::O_NOFOLLOW);
        }
        let mut file = options.open(with_suffix(database, "-checksum"))?;
        let line = self.line();
        file.write_all(line.as_bytes())?;
        file.set_len(line.len() as u64)
    }

    /// The last word is a hash of the line, so that a line which two processes wrote at the same time is rejected.
    fn line(self) -> String {
        let Fingerprint { change_counter, size, hash } = self.content;
        let head = self.head.map_or("- -".to_owned(), |head| {
            format!("{} {}", head.id, head.at.to_rfc3339_opts(SecondsFormat::Nanos, true))
        });
        let line = format!("{MAGIC} {change_counter} {size} {hash:032x} {head}");
        let own = xxh3_64(line.as_bytes());
        format!("{line} {own:016x}\n")
    }
}

/// Stores the checksum of the file for the next [`verify`]. Errors are ignored: a missing checksum only costs time.
pub(crate) fn save(connection: &Connection, file: &File, database: &Path) {
    let saved = || -> rusqlite::Result<Option<SavedChecksum>> {
        // Reading the journal takes the lock that keeps others from writing.
        let snapshot = connection.unchecked_transaction()?;
        let head = journal::head(&snapshot)?.map(|head| head.stamp());
        Ok(Fingerprint::of(file).ok().flatten().map(|content| SavedChecksum { content, head }))
    };
    if let Ok(Some(saved)) = saved() {
        let _ = saved.write(database);
    }
}

/// Verifies the file inside a transaction that has already read or written something.
///
/// # Errors
/// [`StoreError::Damaged`] if something other than a save changed the file (flipped bits, an interrupted change whose
/// journal was lost), or if the full check finds damage.
pub(crate) fn verify(
    connection: &Connection,
    file: &File,
    database: &Path,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let content = Fingerprint::of(file).map_err(|error| StoreError::from_io(database, "read", error))?;
    let saved = SavedChecksum::read(database);
    if content.is_some() && saved.map(|saved| saved.content) == content {
        return Ok(());
    }
    let checked = verify::check_integrity(connection).and_then(|()| match (saved, content) {
        (Some(saved), Some(content)) => check_later_content(connection, &saved, &content),
        _ => Ok(()),
    });
    checked.map_err(|error| StoreError::from_sqlite(database, now, error))
}

/// Checks that a content that differs from the checksum can be the result of later saves.
fn check_later_content(connection: &Connection, saved: &SavedChecksum, content: &Fingerprint) -> rusqlite::Result<()> {
    let head = journal::head(connection)?.map(|head| head.stamp());
    let is_same_head = head == saved.head;
    if is_same_head && content.change_counter == saved.content.change_counter {
        return Err(bad_cell(
            "the file",
            "what no save wrote: the disk damaged it, or a change was cut off and the file that ends in -journal is missing",
        ));
    }
    // An older copy of the database, or one from another machine, only has to pass the page check. A state after the
    // checksum must have come through the journal, or it is a partial change.
    let is_later = is_same_head || head.is_some_and(|head| saved.head.is_some_and(|saved| head.id > saved.id));
    let seen = saved.head.map(|head| head.id);
    match is_later.then(|| replay::find_partial_change(connection, seen)).transpose()?.flatten() {
        Some(disagreement) => Err(bad_cell(
            "the file",
            format!(
                "half a change: {disagreement}. The change was cut off and the file that ends in -journal is missing, or \
                 another program wrote into the database"
            ),
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{EntryStamp, Fingerprint, SavedChecksum};
    use std::fs;

    #[test]
    fn a_checksum_is_read_as_it_was_written() {
        let folder = tempfile::TempDir::new().unwrap();
        let database = folder.path().join("desk.db");
        assert_eq!(SavedChecksum::read(&database), None);
        let content = Fingerprint { change_counter: 7, size: 4096, hash: u128::MAX - 3 };
        let at = "2023-10-05T13:00:00.123456789Z".parse().unwrap();
        for head in [None, Some(EntryStamp { id: 12, at })] {
            let saved = SavedChecksum { content, head };
            saved.write(&database).unwrap();
            assert_eq!(SavedChecksum::read(&database), Some(saved));
        }
        let line = SavedChecksum { content, head: None }.line();
        let torn = [line.replace("4096", "4097"), line.trim_end().to_owned(), format!("{line}more\n"), String::new()];
        for text in &torn {
            fs::write(folder.path().join("desk.db-checksum"), text).unwrap();
            assert_eq!(SavedChecksum::read(&database), None, "{text}");
        }
    }
}
