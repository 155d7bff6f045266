//! Checks whether a rollback journal that an interrupted change left beside the file belongs to it.
//!
//! SQLite rolls such a journal back as soon as it opens the file, and trusts that it belongs to the file. A journal of
//! another database, or half of one, destroys an intact file. So this reads the journal first and compares the result
//! with the checksum of the last save. Format: <https://www.sqlite.org/fileformat2.html#the_rollback_journal>.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::checksum::SavedChecksum;
use crate::error::StoreError;
use crate::files::with_suffix;
use crate::fingerprint::{Fingerprint, Hasher, free_leaves, is_wal, page_size, read_bytes, read_page, read_u32};

/// Rejects a database with a journal that does not belong to it. Changes nothing.
///
/// # Errors
/// [`StoreError::JournalMismatch`], or an I/O error.
pub(crate) fn check(database: &Path, file: &File) -> Result<(), StoreError> {
    check_no_stray_wal(database, file)?;
    let journal = with_suffix(database, "-journal");
    loop {
        let Some(state_before) = journal_state(&journal, database)? else { return Ok(()) };
        // Another process is writing, and this is the journal of its change.
        if is_write_locked(file) || belongs_to_file(&journal, database, file).unwrap_or(true) {
            return Ok(());
        }
        // Another program may have started or finished a change while this read the files. Then the result mixes two
        // states, so try again.
        if journal_state(&journal, database)? == Some(state_before) && !is_write_locked(file) {
            return Err(StoreError::JournalMismatch { path: database.into() });
        }
    }
}

/// A log beside a file that is not in WAL mode belongs to another file, and SQLite would replay it into this one.
fn check_no_stray_wal(database: &Path, file: &File) -> Result<(), StoreError> {
    let header = read_bytes(file, 0, 20).map_err(|error| StoreError::from_io(database, "read", error))?;
    let log = with_suffix(database, "-wal");
    match fs::symlink_metadata(&log) {
        Ok(metadata) if metadata.len() > 0 && !is_wal(&header) => Err(StoreError::UnusablePath {
            path: log,
            what: "is a log of changes that does not belong to the database beside it, and would destroy it".into(),
            advice: "Move it away, then try again".into(),
        }),
        _ => Ok(()),
    }
}

/// Size and modification time of the journal, to notice changes. `None` if there is none.
fn journal_state(journal: &Path, database: &Path) -> Result<Option<(u64, Option<std::time::SystemTime>)>, StoreError> {
    match fs::symlink_metadata(journal) {
        Ok(metadata) if metadata.is_file() => Ok(Some((metadata.len(), metadata.modified().ok()))),
        Ok(_) => Err(StoreError::UnusablePath {
            path: journal.into(),
            what: "stands where the journal of a change belongs, and is no plain file".into(),
            advice: "Move it away, then try again".into(),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::from_io(database, "opened", error)),
    }
}

/// The byte that SQLite locks while it writes to a file.
#[cfg(unix)]
const RESERVED_BYTE: u64 = 0x4000_0001;

/// Whether another process is writing. Locks of this process do not show.
#[cfg(unix)]
fn is_write_locked(file: &File) -> bool {
    use rustix::process::{Flock, FlockType, fcntl_getlk};
    let mut asked = Flock::from(FlockType::WriteLock);
    (asked.start, asked.length) = (RESERVED_BYTE, 1);
    !matches!(fcntl_getlk(file, &asked), Ok(None))
}

#[cfg(not(unix))]
fn is_write_locked(_file: &File) -> bool {
    false
}

/// Whether rolling the journal back gives a state that this file can have had.
fn belongs_to_file(journal: &Path, database: &Path, file: &File) -> io::Result<bool> {
    let journal = File::open(journal)?;
    let Some(played) = JournalPages::read(&journal)? else { return Ok(true) };
    if played.is_torn {
        return Ok(false);
    }
    let header = read_page(file, 1, played.page_size)?;
    let first = match played.offsets.get(&1) {
        Some(at) => read_bytes(&journal, *at, played.page_size as usize)?,
        None => header.clone(),
    };
    let restored = rolled_back_fingerprint(&played, &first, &journal, file)?;
    match SavedChecksum::read(database) {
        Some(saved) if saved.content == restored => return Ok(true),
        // The same number of changes, but other bytes.
        Some(saved) if saved.content.change_counter == restored.change_counter => return Ok(false),
        _ => {}
    }
    // There is no checksum of that state, so compare the two headers.
    let (now, before) = (read_u32(&header, 24), read_u32(&first, 24));
    let is_counted = read_u32(&first, 24) == read_u32(&first, 92);
    Ok(page_size(&header) == played.page_size
        && (now == before || now == before.wrapping_add(1))
        && (!is_counted || read_u32(&first, 28) == played.pages))
}

/// Fingerprint of the file after the journal is rolled back.
fn rolled_back_fingerprint(
    played: &JournalPages,
    first: &[u8],
    journal: &File,
    file: &File,
) -> io::Result<Fingerprint> {
    let size = played.page_size;
    let original = |number: u32| match played.offsets.get(&number) {
        Some(at) => read_bytes(journal, *at, size as usize),
        None => read_page(file, number, size),
    };
    let mut hasher = Hasher::new(free_leaves(first, size, original)?, size);
    for number in 1..=played.pages {
        hasher.add(original(number)?);
    }
    Ok(hasher.finish(first))
}

/// The original pages stored in a journal.
struct JournalPages {
    /// In bytes.
    page_size: u32,
    /// Of the file before the change.
    pages: u32,
    /// Offset of each page in the journal.
    offsets: HashMap<u32, u64>,
    /// A page within the counted range is broken. SQLite counts a page only after syncing it.
    is_torn: bool,
}

const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// In bytes. The rest of the header's sector is empty.
const HEADER: usize = 28;

impl JournalPages {
    /// Reads a journal as SQLite rolls it back: up to the first invalid page. `None` if SQLite would ignore it.
    fn read(journal: &File) -> io::Result<Option<Self>> {
        let length = journal.metadata()?.len();
        let mut pages: Option<Self> = None;
        let mut offset = 0;
        while let Some(header) = SectionHeader::read(journal, offset)? {
            let sector = u64::from(header.sector_size);
            let known = pages.get_or_insert(Self {
                page_size: header.page_size,
                pages: header.pages,
                offsets: HashMap::new(),
                is_torn: false,
            });
            let record = u64::from(known.page_size) + 8;
            offset += sector;
            let records = match header.records {
                u32::MAX => length.saturating_sub(offset) / record,
                records => u64::from(records),
            };
            for _ in 0..records {
                if !known.add_page(journal, offset, header.nonce)? {
                    known.is_torn = header.records != u32::MAX;
                    return Ok(pages);
                }
                offset += record;
            }
            offset = offset.div_ceil(sector) * sector;
        }
        Ok(pages)
    }

    /// Returns false if the page's checksum is wrong.
    fn add_page(&mut self, journal: &File, offset: u64, nonce: u32) -> io::Result<bool> {
        let size = self.page_size as usize;
        let record = read_bytes(journal, offset, size + 8)?;
        if record.len() < size + 8 {
            return Ok(false);
        }
        let data = &record[4..4 + size];
        // SQLite's page checksum adds every 200th byte, counted from the end.
        let offsets = (1..).map_while(|step| size.checked_sub(200 * step)).take_while(|offset| *offset > 0);
        let sum = offsets.fold(nonce, |sum, offset| sum.wrapping_add(u32::from(data[offset])));
        let page = read_u32(&record, 0);
        if page == 0 || sum != read_u32(&record, 4 + size) {
            return Ok(false);
        }
        if page <= self.pages {
            self.offsets.entry(page).or_insert(offset + 4);
        }
        Ok(true)
    }
}

struct SectionHeader {
    records: u32,
    nonce: u32,
    pages: u32,
    sector_size: u32,
    page_size: u32,
}

impl SectionHeader {
    fn read(journal: &File, offset: u64) -> io::Result<Option<Self>> {
        let header = read_bytes(journal, offset, HEADER)?;
        if header.len() < HEADER || header[..8] != MAGIC {
            return Ok(None);
        }
        let [records, nonce, pages, sector_size, page_size] = [8, 12, 16, 20, 24].map(|at| read_u32(&header, at));
        let is_size = |size: u32, least: u32| size >= least && size <= 65_536 && size.is_power_of_two();
        let header = Self { records, nonce, pages, sector_size, page_size };
        Ok((is_size(sector_size, 32) && is_size(page_size, 512)).then_some(header))
    }
}

#[cfg(test)]
#[path = "hot_journal_tests.rs"]
mod tests;
