//! Reads the properties of an Outlook message: streams of a compound file (MS-OXMSG).

use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use cfb::CompoundFile;
use chrono::{DateTime, Utc};

use super::charset::decode_code_page;
use charter::calendar::Received;
use charter::mail::date::at;

/// A storage of the compound file: a message, an attachment, or a message inside one.
pub(super) struct Folder<'a, F> {
    file: &'a mut CompoundFile<F>,
    path: PathBuf,
    /// Fixed-length properties: tag and value.
    fixed: Vec<(u32, u64)>,
    /// Encoding of text that is not Unicode.
    code_page: u32,
}

/// Header length of the property stream, in bytes: of the top message, of an embedded one, of anything else (MS-OXMSG,
/// 2.4.1).
#[derive(Clone, Copy)]
pub(super) enum Head {
    Message = 32,
    Inside = 24,
    Other = 8,
}

/// Longest property stream in bytes.
const MAX_LIST_BYTES: usize = 64 * 1024;

/// PidTagMessageCodepage, and PidTagInternetCodepage for HTML.
const CODE_PAGE: u16 = 0x3ffd;
const INTERNET_CODE_PAGE: u16 = 0x3fde;

/// Windows file times count 100 nanoseconds from 1601; the offset of 1970.
const TO_1970: u64 = 116_444_736_000_000_000;

impl<'a, F: Read + Seek> Folder<'a, F> {
    /// Opens a storage and reads its fixed-length properties. `code_page` is the default.
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

    pub(super) fn html_code_page(&self) -> u32 {
        self.number(INTERNET_CODE_PAGE).filter(|page| *page > 0).unwrap_or(self.code_page)
    }

    /// Child storages whose names start with `prefix`, sorted; one more than the limit, to show that there are more.
    pub(super) fn folders(&self, prefix: &str, limit: usize) -> Vec<PathBuf> {
        let Ok(entries) = self.file.read_storage(&self.path) else { return Vec::new() };
        let mut found: Vec<PathBuf> = entries
            .filter(|entry| entry.is_storage() && entry.name().starts_with(prefix))
            .map(|entry| entry.path().to_owned())
            .take(limit + 1)
            .collect();
        found.sort();
        found
    }

    /// Opens a child storage, at any depth.
    pub(super) fn child(&mut self, path: &Path, head: Head) -> Folder<'_, F> {
        let code_page = self.code_page;
        Folder::open(self.file, path, head, code_page)
    }

    /// Path of a property that is a storage.
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

    pub(super) fn bytes(&mut self, id: u16, limit: usize) -> Option<Vec<u8>> {
        self.stream(&name(id, "0102"), limit)
    }

    /// At most `most` bytes; blank if there is none.
    pub(super) fn text(&mut self, id: u16, limit: usize) -> String {
        let text = match self.stream(&name(id, "001F"), limit.saturating_mul(2)) {
            Some(bytes) => encoding_rs::UTF_16LE.decode_without_bom_handling(&bytes).0.into_owned(),
            None => {
                let bytes = self.stream(&name(id, "001E"), limit).unwrap_or_default();
                decode_code_page(bytes.split(|byte| *byte == 0).next().unwrap_or_default(), self.code_page)
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

    /// Civil time in London.
    pub(super) fn time(&self, id: u16) -> Option<Received> {
        let since_1970 = self.fixed(id, 0x0040)?.checked_sub(TO_1970)?;
        at(DateTime::<Utc>::from_timestamp(i64::try_from(since_1970 / 10_000_000).ok()?, 0)?)
    }

    fn fixed(&self, id: u16, kind: u16) -> Option<u64> {
        let wanted = u32::from(id) << 16 | u32::from(kind);
        self.fixed.iter().find(|(tag, _)| *tag == wanted).map(|(_, value)| *value)
    }

    fn stream(&mut self, name: &str, limit: usize) -> Option<Vec<u8>> {
        let path = self.path.join(name);
        if !self.file.is_stream(&path) {
            return None;
        }
        let mut bytes = Vec::new();
        // Takes what a damaged file still gives.
        let _ = self.file.open_stream(&path).ok()?.take(limit as u64).read_to_end(&mut bytes);
        Some(bytes)
    }
}

fn name(id: u16, kind: &str) -> String {
    format!("__substg1.0_{id:04X}{kind}")
}
