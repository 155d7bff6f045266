//! The properties of a message of Outlook, each a stream of a compound file (MS-OXMSG).

use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use cfb::CompoundFile;
use chrono::{DateTime, Utc};

use super::charset::of_code_page;
use charter::calendar::Received;
use charter::mail::date::at;

/// A message, an attachment or a message in an attachment: a folder of the file.
pub(super) struct Folder<'a, F> {
    file: &'a mut CompoundFile<F>,
    path: PathBuf,
    /// Properties of a fixed length: tag and value.
    fixed: Vec<(u32, u64)>,
    /// What text that is not Unicode is written in.
    code_page: u32,
}

/// What is before the properties of a fixed length, in bytes: of the message itself, of one inside it, and of anything else.
#[derive(Clone, Copy)]
pub(super) enum Head {
    Message = 32,
    Inside = 24,
    Other = 8,
}

/// The longest list of properties of a fixed length that is read, in bytes.
const MAX_LIST_BYTES: usize = 64 * 1024;

/// Code page of the message, and of its HTML.
const CODE_PAGE: u16 = 0x3ffd;
const INTERNET_CODE_PAGE: u16 = 0x3fde;

/// The 100 nanoseconds from 1601 to 1970.
const TO_1970: u64 = 116_444_736_000_000_000;

impl<'a, F: Read + Seek> Folder<'a, F> {
    /// The folder of a path, its properties of a fixed length read. Where it says nothing of its code page, it is
    /// `code_page`.
    pub(super) fn open(file: &'a mut CompoundFile<F>, path: &Path, head: Head, code_page: u32) -> Self {
        let mut folder = Self { file, path: path.to_owned(), fixed: Vec::new(), code_page };
        let list = folder.stream("__properties_version1.0", MAX_LIST_BYTES).unwrap_or_default();
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        let entries = list.get(head as usize..).unwrap_or_default().chunks_exact(16);
        folder.fixed = entries
            .map(|entry| (u32::try_from(number(&entry[..4])).unwrap_or_default(), number(&entry[8..])))
            .collect();
        let page = folder.number(CODE_PAGE).or_else(|| folder.number(INTERNET_CODE_PAGE)).filter(|page| *page > 0);
        folder.code_page = page.unwrap_or(code_page);
        folder
    }

    /// What a page of HTML is written in.
    pub(super) fn page_of_html(&self) -> u32 {
        self.number(INTERNET_CODE_PAGE).filter(|page| *page > 0).unwrap_or(self.code_page)
    }

    /// The folders in this one whose names begin so, in the order of their names; no more than `most`, and one to tell that
    /// there are more.
    pub(super) fn folders(&self, beginning: &str, most: usize) -> Vec<PathBuf> {
        let Ok(entries) = self.file.read_storage(&self.path) else { return Vec::new() };
        let mut found: Vec<PathBuf> = entries
            .filter(|entry| entry.is_storage() && entry.name().starts_with(beginning))
            .map(|entry| entry.path().to_owned())
            .take(most + 1)
            .collect();
        found.sort();
        found
    }

    /// A folder in this one, or in one of these.
    pub(super) fn inside(&mut self, path: &Path, head: Head) -> Folder<'_, F> {
        let code_page = self.code_page;
        Folder::open(self.file, path, head, code_page)
    }

    /// Where a folder of a property is, if it is one.
    pub(super) fn folder_of(&self, id: u16) -> Option<PathBuf> {
        let path = self.path.join(format!("__substg1.0_{id:04X}000D"));
        self.file.is_storage(&path).then_some(path)
    }

    pub(super) fn has_bytes(&self, id: u16) -> bool {
        self.file.is_stream(self.path.join(name(id, "0102")))
    }

    pub(super) fn size(&self, id: u16) -> u64 {
        self.file.entry(self.path.join(name(id, "0102"))).map_or(0, |entry| entry.len())
    }

    /// The bytes of a property, no more than `most`.
    pub(super) fn bytes(&mut self, id: u16, most: usize) -> Option<Vec<u8>> {
        self.stream(&name(id, "0102"), most)
    }

    /// The text of a property, of no more than `most` bytes; blank if there is none.
    pub(super) fn text(&mut self, id: u16, most: usize) -> String {
        let text = match self.stream(&name(id, "001F"), most.saturating_mul(2)) {
            Some(bytes) => encoding_rs::UTF_16LE.decode_without_bom_handling(&bytes).0.into_owned(),
            None => {
                let bytes = self.stream(&name(id, "001E"), most).unwrap_or_default();
                of_code_page(bytes.split(|byte| *byte == 0).next().unwrap_or_default(), self.code_page)
            }
        };
        text.trim_end_matches('\0').to_owned()
    }

    pub(super) fn number(&self, id: u16) -> Option<u32> {
        self.fixed(id, 0x0003).and_then(|value| u32::try_from(value & 0xffff_ffff).ok())
    }

    pub(super) fn is(&self, id: u16) -> bool {
        self.fixed(id, 0x000b).is_some_and(|value| value & 0xff != 0)
    }

    /// A time, as civil time in London.
    pub(super) fn time(&self, id: u16) -> Option<Received> {
        let since_1970 = self.fixed(id, 0x0040)?.checked_sub(TO_1970)?;
        at(DateTime::<Utc>::from_timestamp(i64::try_from(since_1970 / 10_000_000).ok()?, 0)?)
    }

    fn fixed(&self, id: u16, kind: u16) -> Option<u64> {
        let wanted = u32::from(id) << 16 | u32::from(kind);
        self.fixed.iter().find(|(tag, _)| *tag == wanted).map(|(_, value)| *value)
    }

    fn stream(&mut self, name: &str, most: usize) -> Option<Vec<u8>> {
        let path = self.path.join(name);
        if !self.file.is_stream(&path) {
            return None;
        }
        let mut bytes = Vec::new();
        // What a damaged file still gives is taken.
        let _ = self.file.open_stream(&path).ok()?.take(most as u64).read_to_end(&mut bytes);
        Some(bytes)
    }
}

fn name(id: u16, kind: &str) -> String {
    format!("__substg1.0_{id:04X}{kind}")
}
