//! Refuses zip bombs: measures what a workbook unpacks to, by its directory and by unpacking, and what room it asks for.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::{BufReadSeek, ReadError};

/// Limit of all unpacked parts, in bytes.
const MAX_UNPACKED_BYTES: u64 = 200_000_000;
/// Limit of an unpacked part that is held in memory: shared strings, and all parts besides sheets.
const MAX_SHARED_STRINGS_BYTES: u64 = 64_000_000;
const MAX_OTHER_PART_BYTES: u64 = 8_000_000;
/// Highest compression ratio of a part, and the size from which it is checked.
const MAX_RATIO: u64 = 200;
const RATIO_CHECK_MIN_BYTES: u64 = 1_000_000;
const MAX_PARTS: usize = 10_000;

pub(super) const DAMAGED: &str = "it is damaged or was cut short; nothing was read of it; fetch it anew, or open it in Excel or LibreOffice and save it \
     again";
pub(super) const LOCKED: &str = "it is locked with a password; nothing was read of it; open it in Excel or LibreOffice, save it without a password, and \
     read that";
const BOMB: &str = "it inflates to far more than a sheet of replies does; nothing was read of it; save only the sheet with the \
                    replies as a file of its own, and read that";

pub(super) fn open_zip<R: Read + Seek>(file: R) -> Result<ZipArchive<R>, ReadError> {
    let mut zip = ZipArchive::new(file).map_err(|error| describe_error(&error))?;
    if zip.len() > MAX_PARTS {
        return Err(ReadError::from(BOMB));
    }
    let mut declared: u64 = 0;
    for part in 0..zip.len() {
        let part = zip.by_index_raw(part).map_err(|error| describe_error(&error))?;
        declared = declared.saturating_add(part.size());
        let ratio = part.size() / part.compressed_size().max(1);
        if declared > MAX_UNPACKED_BYTES || part.size() > RATIO_CHECK_MIN_BYTES && ratio > MAX_RATIO {
            return Err(ReadError::from(BOMB));
        }
    }
    let mut real = 0;
    for part in 0..zip.len() {
        real += unpacked_size(&mut zip, part, MAX_UNPACKED_BYTES - real)?;
    }
    Ok(zip)
}

/// Unpacked size of a part in bytes. Parts that are never opened, such as pictures, do not count.
fn unpacked_size<R: Read + Seek>(zip: &mut ZipArchive<R>, part: usize, most: u64) -> Result<u64, ReadError> {
    let entry = zip.by_index(part).map_err(|error| describe_error(&error))?;
    let packed = entry.compressed_size();
    let name = entry.name().map_or_else(|_| String::new(), |name| name.to_ascii_lowercase());
    if ![".xml", ".rels"].iter().any(|ending| name.ends_with(ending)) {
        return Ok(0);
    }
    let most_of_it = match name.as_str() {
        "content.xml" => most,
        name if name.contains("sharedstrings") => MAX_SHARED_STRINGS_BYTES.min(most),
        name if name.contains("sheets") => most,
        _ => MAX_OTHER_PART_BYTES.min(most),
    };
    let mut entry = entry.take(most_of_it + 1);
    let real = io::copy(&mut entry, &mut io::sink()).map_err(|_| ReadError::from(DAMAGED))?;
    if real > most_of_it || real > RATIO_CHECK_MIN_BYTES && real / packed.max(1) > MAX_RATIO {
        return Err(ReadError::from(BOMB));
    }
    drop(entry);
    if name.ends_with("sharedstrings.xml") && declared_string_count(zip, part) > real {
        return Err(ReadError::from(DAMAGED));
    }
    Ok(real)
}

/// Declared number of shared strings: the reader allocates that many.
fn declared_string_count<R: Read + Seek>(zip: &mut ZipArchive<R>, part: usize) -> u64 {
    let Ok(entry) = zip.by_index(part) else { return 0 };
    let mut reader = Reader::from_reader(io::BufReader::new(entry));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let mut counts = start.attributes();
                let most = counts
                    .with_checks(false)
                    .flatten()
                    .filter_map(|declared| declared.value.trim().parse::<u64>().ok())
                    .max()
                    .unwrap_or(0);
                if start.local_name().as_ref() == "sst" || most > 0 {
                    return most;
                }
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

fn describe_error(error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(declared) if *declared == ZipError::PASSWORD_REQUIRED => ReadError::from(LOCKED),
        _ => ReadError::from(DAMAGED),
    }
}

/// Counts the bytes that are read.
pub(super) struct CountingReader<'a> {
    file: &'a mut dyn BufReadSeek,
    read: Rc<Cell<u64>>,
}

impl<'a> CountingReader<'a> {
    /// Also returns the counter.
    pub(super) fn new(file: &'a mut dyn BufReadSeek) -> (Self, Rc<Cell<u64>>) {
        let read = Rc::new(Cell::new(0));
        (Self { file, read: Rc::clone(&read) }, read)
    }
}

impl Read for CountingReader<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

impl Seek for CountingReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
