//! Reads the properties of an Outlook message: streams of a compound file (MS-OXMSG).

use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use cfb::CompoundFile;

use super::mapi::{Letters, Properties, named_code_pages, of_file_time};
use charter::calendar::Received;

/// A storage of the compound file: a message, an attachment, or a message inside one.
pub(super) struct Folder<'a, F> {
    file: &'a mut CompoundFile<F>,
    path: PathBuf,
    /// Fixed-length properties: tag and value.
    fixed: Vec<(u32, u64)>,
    letters: Letters,
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

impl<'a, F: Read + Seek> Folder<'a, F> {
    /// Opens a storage and reads its fixed-length properties. `letters` are those of the storage around it.
    pub(super) fn open(file: &'a mut CompoundFile<F>, path: &Path, head: Head, letters: Letters) -> Self {
        let mut folder = Self { file, path: path.to_owned(), fixed: Vec::new(), letters };
        let list = folder.stream("__properties_version1.0", MAX_LIST_BYTES).unwrap_or_default();
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        let entries = list.get(head as usize..).unwrap_or_default().chunks_exact(16);
        folder.fixed = entries
            .map(|entry| (u32::try_from(number(&entry[..4])).unwrap_or_default(), number(&entry[8..])))
            .collect();
        folder.letters = letters.or_named(&named_code_pages(&folder));
        folder
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
        let letters = self.letters;
        Folder::open(self.file, path, head, letters)
    }

    /// Path of a property that is a storage.
    pub(super) fn folder_of(&self, id: u16) -> Option<PathBuf> {
        let path = self.path.join(format!("__substg1.0_{id:04X}000D"));
        self.file.is_storage(&path).then_some(path)
    }

    pub(super) fn size(&self, id: u16) -> u64 {
        self.file.entry(self.path.join(name(id, "0102"))).map_or(0, |entry| entry.len())
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

impl<F: Read + Seek> Properties for Folder<'_, F> {
    fn text(&mut self, id: u16, limit: usize) -> String {
        let text = match self.stream(&name(id, "001F"), limit.saturating_mul(2)) {
            Some(bytes) => encoding_rs::UTF_16LE.decode_without_bom_handling(&bytes).0.into_owned(),
            None => {
                let bytes = self.stream(&name(id, "001E"), limit).unwrap_or_default();
                self.letters.decode(bytes.split(|byte| *byte == 0).next().unwrap_or_default())
            }
        };
        text.trim_end_matches('\0').to_owned()
    }

    fn bytes(&mut self, id: u16, limit: usize) -> Option<Vec<u8>> {
        ["0102", "001E"].into_iter().find_map(|kind| self.stream(&name(id, kind), limit))
    }

    fn number(&self, id: u16) -> Option<u32> {
        self.fixed(id, 0x0003).and_then(|value| u32::try_from(value & 0xffff_ffff).ok())
    }

    fn is(&self, id: u16) -> bool {
        self.fixed(id, 0x000b).is_some_and(|value| value & 0xff != 0)
    }

    fn time(&self, id: u16) -> Option<Received> {
        of_file_time(self.fixed(id, 0x0040)?)
    }

    fn letters(&mut self) -> &mut Letters {
        &mut self.letters
    }
}

fn name(id: u16, kind: &str) -> String {
    format!("__substg1.0_{id:04X}{kind}")
}
