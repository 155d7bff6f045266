//! Fingerprint of a database file: its bytes, as far as SQLite defines them.

use std::collections::HashSet;
use std::fs::File;
use std::io;

use xxhash_rust::xxh3::Xxh3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    /// SQLite's change counter, at byte 24 of the header.
    pub(crate) change_counter: u32,
    /// In bytes.
    pub size: u64,
    /// XXH3, 128 bits. It detects damage, not forgery. Free pages count as empty, because SQLite writes into them
    /// before a commit and does not restore them on rollback.
    pub hash: u128,
}

/// In bytes: a multiple of every page size.
const CHUNK: usize = 256 * 1024;

const HEADER: usize = 100;

impl Fingerprint {
    /// Hashes the whole file. The caller must hold one of SQLite's locks, or it may read a half-written change. `None`
    /// if another program put the file into WAL mode, where the newest state lies in the log.
    pub(crate) fn of(file: &File) -> io::Result<Option<Self>> {
        let header = read_bytes(file, 0, HEADER)?;
        if is_wal(&header) {
            return Ok(None);
        }
        let size = page_size(&header);
        let free = free_leaves(&header, size, |number| read_page(file, number, size))?;
        let mut hasher = Hasher::new(free, size);
        loop {
            let chunk = read_bytes(file, hasher.size, CHUNK)?;
            if chunk.is_empty() {
                return Ok(Some(hasher.finish(&header)));
            }
            hasher.add(chunk);
        }
    }
}

/// Hashes the pages of a database file in order.
pub(crate) struct Hasher {
    hash: Xxh3,
    free: HashSet<u32>,
    page_size: u32,
    size: u64,
}

impl Hasher {
    pub(crate) fn new(free: HashSet<u32>, page_size: u32) -> Self {
        Self { hash: Xxh3::new(), free, page_size, size: 0 }
    }

    /// Adds whole pages. Only the last page of the file may be short.
    pub(crate) fn add(&mut self, mut pages: Vec<u8>) {
        if !self.free.is_empty() {
            let first = self.size / u64::from(self.page_size) + 1;
            for (number, page) in (first..).zip(pages.chunks_mut(self.page_size as usize)) {
                if u32::try_from(number).is_ok_and(|number| self.free.contains(&number)) {
                    page.fill(0);
                }
            }
        }
        self.hash.update(&pages);
        self.size += pages.len() as u64;
    }

    pub(crate) fn finish(self, header: &[u8]) -> Fingerprint {
        Fingerprint { change_counter: read_u32(header, 24), size: self.size, hash: self.hash.digest128() }
    }
}

/// Whether the file is in WAL mode, so that a log beside it holds the newest state.
pub(crate) fn is_wal(header: &[u8]) -> bool {
    header.get(18) == Some(&2) || header.get(19) == Some(&2)
}

/// In bytes; 4096 if the header is not valid.
pub(crate) fn page_size(header: &[u8]) -> u32 {
    match read_u32(header, 16) >> 16 {
        1 => 65_536,
        size if size >= 512 && size.is_power_of_two() => size,
        _ => 4096,
    }
}

/// The free pages, without the trunk pages that list them.
pub(crate) fn free_leaves(
    header: &[u8],
    page_size: u32,
    mut page: impl FnMut(u32) -> io::Result<Vec<u8>>,
) -> io::Result<HashSet<u32>> {
    let mut trunk = read_u32(header, 32);
    let (mut leaves, mut seen) = (HashSet::new(), HashSet::new());
    // A list with a loop is damage. The integrity check reports it.
    while trunk != 0 && seen.insert(trunk) {
        let list = page(trunk)?;
        let count = read_u32(&list, 4).min(page_size / 4 - 2);
        leaves.extend((0..count as usize).map(|index| read_u32(&list, 8 + 4 * index)));
        trunk = read_u32(&list, 0);
    }
    Ok(leaves)
}

/// Reads a big-endian `u32`; 0 past the end.
pub(crate) fn read_u32(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |four| four.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

pub(crate) fn read_page(file: &File, number: u32, size: u32) -> io::Result<Vec<u8>> {
    read_bytes(file, u64::from(number.saturating_sub(1)) * u64::from(size), size as usize)
}

/// Returns fewer bytes at the end of the file.
pub(crate) fn read_bytes(file: &File, at: u64, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    let mut read = 0;
    while read < length {
        match read_at(file, &mut bytes[read..], at + read as u64)? {
            0 => break,
            more => read += more,
        }
    }
    bytes.truncate(read);
    Ok(bytes)
}

/// Reads at an offset without moving the shared cursor.
///
/// POSIX locks belong to the process, and closing any handle of a file releases all of them. So the file is opened
/// once, before SQLite opens it, and stays open until SQLite has closed it.
pub(crate) fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::read_at(file, buffer, offset);
    #[cfg(windows)]
    return std::os::windows::fs::FileExt::seek_read(file, buffer, offset);
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, Fingerprint};
    use std::fs;

    fn content(path: &std::path::Path) -> Option<Fingerprint> {
        Fingerprint::of(&fs::File::open(path).unwrap()).unwrap()
    }

    #[test]
    fn every_bit_counts() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("some.db");
        let mut bytes = vec![0_u8; CHUNK + 5000];
        bytes[27] = 9;
        fs::write(&path, &bytes).unwrap();
        let before = content(&path).unwrap();
        assert_eq!((before.change_counter, before.size), (9, bytes.len() as u64));
        for at in [0, 30, CHUNK - 1, CHUNK, bytes.len() - 1] {
            bytes[at] ^= 4;
            fs::write(&path, &bytes).unwrap();
            assert_ne!(content(&path).unwrap().hash, before.hash, "byte {at}");
            bytes[at] ^= 4;
        }
        bytes[18] = 2;
        fs::write(&path, &bytes).unwrap();
        assert_eq!(content(&path), None, "a log beside the file holds what is newest");
    }

    /// SQLite writes into free pages and does not restore them when it rolls a change back.
    #[test]
    fn the_content_of_free_pages_does_not_count() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("some.db");
        let connection = rusqlite::Connection::open(&path).unwrap();
        let fill = "create table gone (text); with recursive n(i) as (select 1 union all select i + 1 from n where i < 900) \
                    insert into gone select printf('%500d', i) from n; drop table gone; create table rows (text)";
        connection.execute_batch(fill).unwrap();
        let free: i64 = connection.query_row("pragma freelist_count", [], |row| row.get(0)).unwrap();
        assert!(free > 100, "{free}");
        let (before, bytes) = (content(&path).unwrap(), fs::read(&path).unwrap());
        connection
            .execute_batch(
                "pragma cache_size = 1; begin; with recursive n(i) as (select 1 union all select i + 1 from n where i < 300) \
                 insert into rows select printf('%500d', i) from n; rollback",
            )
            .unwrap();
        assert_ne!(fs::read(&path).unwrap(), bytes, "the change was spilled into free pages");
        assert_eq!(content(&path).unwrap(), before);
    }
}
