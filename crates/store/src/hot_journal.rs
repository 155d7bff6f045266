//! The engine's own journal, left beside the file by a change that was cut off: whether it belongs to the file.
//!
//! The engine plays such a journal back as soon as it opens the file. It takes its word that the journal is of this file: one
//! of another desk, or half of one, destroys a whole file. So the journal is read first, and what would come out is compared
//! with the checksum of the last save. The format is that of <https://www.sqlite.org/fileformat2.html#the_rollback_journal>.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::checksum::SavedChecksum;
use crate::error::StoreError;
use crate::files::with_suffix;
use crate::fingerprint::{Content, Hasher, bytes, free_leaves, is_logged, number, page, page_size};

/// Refuses a database beside which a journal lies that does not belong to it. Looks only, and changes nothing.
///
/// # Errors
/// [`StoreError::JournalMismatch`], or what the system says.
pub(crate) fn check(database: &Path, file: &File) -> Result<(), StoreError> {
    has_no_stray_log(database, file)?;
    let journal = with_suffix(database, "-journal");
    loop {
        let Some(seen) = look(&journal, database)? else { return Ok(()) };
        // Another process is writing: this is the journal of its change.
        if is_being_written(file) || belongs(&journal, database, file).unwrap_or(true) {
            return Ok(());
        }
        // Another program may have begun or ended a change since: then what was read was of two states.
        if look(&journal, database)? == Some(seen) && !is_being_written(file) {
            return Err(StoreError::JournalMismatch { path: database.into() });
        }
    }
}

/// A log beside a file that is not kept with one is of another file, and the engine would take it for this one's.
fn has_no_stray_log(database: &Path, file: &File) -> Result<(), StoreError> {
    let header = bytes(file, 0, 20).map_err(|error| StoreError::from_io(database, "read", error))?;
    let log = with_suffix(database, "-wal");
    match fs::symlink_metadata(&log) {
        Ok(metadata) if metadata.len() > 0 && !is_logged(&header) => Err(StoreError::UnusablePath {
            path: log,
            what: "is a log of changes that does not belong to the database beside it, and would destroy it".into(),
            advice: "Move it away, then try again".into(),
        }),
        _ => Ok(()),
    }
}

/// What tells one state of the journal from another: its size and when it was written. `None` if there is none.
fn look(journal: &Path, database: &Path) -> Result<Option<(u64, Option<std::time::SystemTime>)>, StoreError> {
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

/// The byte that the engine locks in a file into which it writes.
#[cfg(unix)]
const RESERVED_BYTE: u64 = 0x4000_0001;

/// Whether another process is making a change. The locks of this process are not told.
#[cfg(unix)]
fn is_being_written(file: &File) -> bool {
    use rustix::process::{Flock, FlockType, fcntl_getlk};
    let mut asked = Flock::from(FlockType::WriteLock);
    (asked.start, asked.length) = (RESERVED_BYTE, 1);
    !matches!(fcntl_getlk(file, &asked), Ok(None))
}

#[cfg(not(unix))]
fn is_being_written(_file: &File) -> bool {
    false
}

/// Whether playing the journal back gives a state that this file can have been in.
fn belongs(journal: &Path, database: &Path, file: &File) -> io::Result<bool> {
    let journal = File::open(journal)?;
    let Some(played) = Pages::read(&journal)? else { return Ok(true) };
    if played.is_torn {
        return Ok(false);
    }
    let header = page(file, 1, played.page_size)?;
    let first = match played.offsets.get(&1) {
        Some(at) => bytes(&journal, *at, played.page_size as usize)?,
        None => header.clone(),
    };
    let restored = content(&played, &first, &journal, file)?;
    match SavedChecksum::read(database) {
        Some(kept) if kept.content == restored => return Ok(true),
        // As many changes, and other bytes.
        Some(kept) if kept.content.change_counter == restored.change_counter => return Ok(false),
        _ => {}
    }
    // No checksum of that state: what the two headers say must go together.
    let (now, before) = (number(&header, 24), number(&first, 24));
    let is_counted = number(&first, 24) == number(&first, 92);
    Ok(page_size(&header) == played.page_size
        && (now == before || now == before.wrapping_add(1))
        && (!is_counted || number(&first, 28) == played.pages))
}

/// The bytes that the file would have after the journal was played back.
fn content(played: &Pages, first: &[u8], journal: &File, file: &File) -> io::Result<Content> {
    let size = played.page_size;
    let original = |number: u32| match played.offsets.get(&number) {
        Some(at) => bytes(journal, *at, size as usize),
        None => page(file, number, size),
    };
    let mut hasher = Hasher::new(free_leaves(first, size, original)?, size);
    for number in 1..=played.pages {
        hasher.add(original(number)?);
    }
    Ok(hasher.finish(first))
}

/// The pages that a journal holds as they were before the change.
struct Pages {
    /// In bytes.
    page_size: u32,
    /// How many pages the file had.
    pages: u32,
    /// Where each page lies in the journal.
    offsets: HashMap<u32, u64>,
    /// A counted page is broken. The engine counts a page only once it is on the disk.
    is_torn: bool,
}

/// How a journal begins.
const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// How long its header is; the rest of its sector is empty.
const HEADER: usize = 28;

impl Pages {
    /// Reads a journal as the engine plays it back: until something in it is not whole. `None` if it begins with nothing
    /// that the engine would play back.
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

    /// Takes the page that lies at `offset`; whether it is whole.
    fn add_page(&mut self, journal: &File, offset: u64, nonce: u32) -> io::Result<bool> {
        let size = self.page_size as usize;
        let record = bytes(journal, offset, size + 8)?;
        if record.len() < size + 8 {
            return Ok(false);
        }
        let data = &record[4..4 + size];
        // The engine adds up every 200th byte, counted from the end.
        let places = (1..).map_while(|step| size.checked_sub(200 * step)).take_while(|place| *place > 0);
        let sum = places.fold(nonce, |sum, place| sum.wrapping_add(u32::from(data[place])));
        let page = number(&record, 0);
        if page == 0 || sum != number(&record, 4 + size) {
            return Ok(false);
        }
        if page <= self.pages {
            self.offsets.entry(page).or_insert(offset + 4);
        }
        Ok(true)
    }
}

/// What stands before each run of pages.
struct SectionHeader {
    records: u32,
    nonce: u32,
    pages: u32,
    sector_size: u32,
    page_size: u32,
}

impl SectionHeader {
    fn read(journal: &File, offset: u64) -> io::Result<Option<Self>> {
        let header = bytes(journal, offset, HEADER)?;
        if header.len() < HEADER || header[..8] != MAGIC {
            return Ok(None);
        }
        let [records, nonce, pages, sector_size, page_size] = [8, 12, 16, 20, 24].map(|at| number(&header, at));
        let is_size = |size: u32, least: u32| size >= least && size <= 65_536 && size.is_power_of_two();
        let header = Self { records, nonce, pages, sector_size, page_size };
        Ok((is_size(sector_size, 32) && is_size(page_size, 512)).then_some(header))
    }
}

#[cfg(test)]
#[path = "hot_journal_tests.rs"]
mod tests;
