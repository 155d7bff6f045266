//! A checksum of the whole file, kept beside it: whether its bytes are those that the last save left.
//!
//! Reading every page and every reference takes many times as long as a save ([`verify::whole`]); reading the bytes does
//! not. The checksum is a memory of this machine and no part of the data: a copied database goes without, and where it is
//! missing or of another state the whole file is looked into instead.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::Connection;
use xxhash_rust::xxh3::xxh3_64;

use crate::column_values::bad_cell;
use crate::error::StoreError;
use crate::files::with_suffix;
use crate::fingerprint::Content;
use crate::journal::EntryStamp;
use crate::{journal, replay, verify};

/// The checksum that was kept after a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SavedChecksum {
    /// Of which bytes.
    pub content: Content,
    /// The newest entry of the journal in them: two copies of a file can have counted as many changes, but not the same.
    pub head: Option<EntryStamp>,
}

/// The first words of the file.
const BEGINS: &str = "charterdesk-checksum 1";

impl SavedChecksum {
    /// Reads the checksum of a database; `None` if there is none, or if it cannot be read.
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
        let mut words = line.strip_prefix(BEGINS)?.split_ascii_whitespace();
        let content = Content {
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

    /// Writes it over the one that is there, in one piece. Nothing is put on the disk: after a power cut an older one, or
    /// none, only costs a look into the whole file.
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

    /// The last word is a hash of the line, so that one that two processes wrote at once is not believed.
    fn line(self) -> String {
        let Content { change_counter, size, hash } = self.content;
        let head = self.head.map_or("- -".to_owned(), |head| {
            format!("{} {}", head.id, head.at.to_rfc3339_opts(SecondsFormat::Nanos, true))
        });
        let line = format!("{BEGINS} {change_counter} {size} {hash:032x} {head}");
        let own = xxh3_64(line.as_bytes());
        format!("{line} {own:016x}\n")
    }
}

/// Keeps the checksum of the file as it stands, for the next [`verify`]. That it cannot be kept costs time and nothing else.
pub(crate) fn keep(connection: &Connection, file: &File, database: &Path) {
    let kept = || -> rusqlite::Result<Option<SavedChecksum>> {
        // Reading the journal takes the lock under which nobody writes into the file.
        let snapshot = connection.unchecked_transaction()?;
        let head = journal::head(&snapshot)?.map(|head| head.stamp());
        Ok(Content::of(file).ok().flatten().map(|content| SavedChecksum { content, head }))
    };
    if let Ok(Some(kept)) = kept() {
        let _ = kept.write(database);
    }
}

/// Sees that the file is sound, in a transaction that has read or written something already.
///
/// # Errors
/// [`StoreError::Damaged`] if the file was changed and not by saving (bits that flipped on the disk, a change that was cut off
/// and whose journal was lost), or if reading all of it finds damage.
pub(crate) fn verify(
    connection: &Connection,
    file: &File,
    database: &Path,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let content = Content::of(file).map_err(|error| StoreError::from_io(database, "read", error))?;
    let kept = SavedChecksum::read(database);
    if content.is_some() && kept.map(|kept| kept.content) == content {
        return Ok(());
    }
    let checked = verify::whole(connection).and_then(|()| match (kept, content) {
        (Some(kept), Some(content)) => goes_with(connection, &kept, &content),
        _ => Ok(()),
    });
    checked.map_err(|error| StoreError::from_sqlite(database, now, error))
}

/// Whether other bytes than those of the checksum can have come by saving.
fn goes_with(connection: &Connection, kept: &SavedChecksum, content: &Content) -> rusqlite::Result<()> {
    let head = journal::head(connection)?.map(|head| head.stamp());
    let is_same_head = head == kept.head;
    if is_same_head && content.change_counter == kept.content.change_counter {
        return Err(bad_cell(
            "the file",
            "what no save wrote: the disk damaged it, or a change was cut off and the file that ends in -journal is missing",
        ));
    }
    // Another copy of the desk, older or of another machine, is as good as its pages. But what comes after the state of the
    // checksum was saved through the journal, or it is half a change.
    let is_later = is_same_head || head.is_some_and(|head| kept.head.is_some_and(|kept| head.id > kept.id));
    let seen = kept.head.map(|head| head.id);
    match is_later.then(|| replay::half_a_change(connection, seen)).transpose()?.flatten() {
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
    use super::{Content, EntryStamp, SavedChecksum};
    use std::fs;

    #[test]
    fn a_checksum_is_read_as_it_was_written() {
        let folder = tempfile::TempDir::new().unwrap();
        let database = folder.path().join("desk.db");
        assert_eq!(SavedChecksum::read(&database), None);
        let content = Content { change_counter: 7, size: 4096, hash: u128::MAX - 3 };
        let at = "2023-10-05T13:00:00.123456789Z".parse().unwrap();
        for head in [None, Some(EntryStamp { id: 12, at })] {
            let kept = SavedChecksum { content, head };
            kept.write(&database).unwrap();
            assert_eq!(SavedChecksum::read(&database), Some(kept));
        }
        let line = SavedChecksum { content, head: None }.line();
        let torn = [line.replace("4096", "4097"), line.trim_end().to_owned(), format!("{line}more\n"), String::new()];
        for text in &torn {
            fs::write(folder.path().join("desk.db-checksum"), text).unwrap();
            assert_eq!(SavedChecksum::read(&database), None, "{text}");
        }
    }
}
