//! The records of winmail.dat: attributes, and lists of properties (MS-OXTNEF 2.1.3).

/// Attributes that are read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Attribute {
    CodePage,
    Class,
    Subject,
    Body,
    From,
    Properties,
    AttachmentStart,
    AttachmentTitle,
    AttachmentData,
    AttachmentProperties,
    Other,
}

impl Attribute {
    /// By level (1: message, 2: attachment) and number.
    fn of(level: u8, id: u32) -> Self {
        match (level, id) {
            (1, 0x0006_9007) => Self::CodePage,
            (1, 0x0007_8008) => Self::Class,
            (1, 0x0001_8004) => Self::Subject,
            (1, 0x0002_800c) => Self::Body,
            (1, 0x0000_8000) => Self::From,
            (1, 0x0006_9003) => Self::Properties,
            (2, 0x0006_9002) => Self::AttachmentStart,
            (2, 0x0001_8010) => Self::AttachmentTitle,
            (2, 0x0006_800f) => Self::AttachmentData,
            (2, 0x0006_9005) => Self::AttachmentProperties,
            _ => Self::Other,
        }
    }
}

/// Length of the start of a file: its magic number and a key.
const HEAD_BYTES: usize = 6;

/// Attributes with their values. The last is `None` if the file is cut short. Checksums are not compared: some programs write
/// wrong ones.
pub(super) fn attributes(file: &[u8]) -> impl Iterator<Item = Option<(Attribute, &[u8])>> {
    let mut cursor = Cursor(file.get(HEAD_BYTES..).unwrap_or_default());
    until_cut(move || {
        // Some programs end a file with a zero.
        if cursor.0.iter().all(|byte| *byte == 0) {
            return None;
        }
        Some(attribute(&mut cursor))
    })
}

fn attribute<'a>(cursor: &mut Cursor<'a>) -> Option<(Attribute, &'a [u8])> {
    let level = *cursor.take(1)?.first()?;
    let id = cursor.number()?;
    let length = usize::try_from(cursor.number()?).ok()?;
    let value = cursor.take(length)?;
    // The checksum of the last may be missing.
    cursor.0 = cursor.0.get(2..).unwrap_or_default();
    Some((Attribute::of(level, id), value))
}

/// Properties with id, kind and value; of several values the first. The last is `None` if the list is cut short.
pub(super) fn property_list(list: &[u8]) -> impl Iterator<Item = Option<(u16, u16, &[u8])>> {
    let mut cursor = Cursor(list);
    let mut left = cursor.number().unwrap_or(0);
    until_cut(move || {
        left = left.checked_sub(1)?;
        Some(property(&mut cursor))
    })
}

/// Several values.
const MULTIPLE: u16 = 0x1000;

/// From this number on, properties are named.
const NAMED: u16 = 0x8000;

fn property<'a>(cursor: &mut Cursor<'a>) -> Option<(u16, u16, &'a [u8])> {
    let tag = cursor.number()?;
    let (kind, id) = ((tag & 0xffff) as u16, (tag >> 16) as u16);
    if id >= NAMED {
        // The set of names, then a number or a text.
        cursor.take(16)?;
        if cursor.number()? == 0 {
            cursor.take(4)?;
        } else {
            cursor.padded()?;
        }
    }
    let of_known_length = match kind & !MULTIPLE {
        0x0001 => Some(0),
        0x0002..=0x0004 | 0x000a | 0x000b => Some(4),
        0x0005..=0x0007 | 0x0014 | 0x0040 => Some(8),
        0x0048 => Some(16),
        _ => None,
    };
    let is_counted = kind & MULTIPLE != 0 || of_known_length.is_none();
    let count = if is_counted { cursor.number()? } else { 1 };
    let mut first: &[u8] = &[];
    for index in 0..count {
        let value = match of_known_length {
            // A value without bytes would be counted without end.
            Some(0) => break,
            Some(length) => cursor.take(length)?,
            None => cursor.padded()?,
        };
        first = if index == 0 { value } else { first };
    }
    Some((id, kind & !MULTIPLE, first))
}

/// Iterates up to the first `None` inside.
fn until_cut<T>(mut next: impl FnMut() -> Option<Option<T>>) -> impl Iterator<Item = Option<T>> {
    let mut is_cut = false;
    std::iter::from_fn(move || {
        let item = if is_cut { None } else { next() };
        is_cut = matches!(item, Some(None));
        item
    })
}

struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// A length and that many bytes, filled up to a multiple of four.
    fn padded(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let value = self.take(length)?;
        self.0 = self.0.get((4 - length % 4) % 4..).unwrap_or_default();
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Attribute, attributes, property_list};

    #[test]
    fn attributes_up_to_where_the_file_is_cut() {
        let mut file = b"\x78\x9f\x3e\x22\x01\x00".to_vec();
        file.extend(b"\x01\x04\x80\x01\x00\x04\x00\x00\x00Wem\0\x30\x01\x01\x0c\x80\x02\x00\x09\x00\x00\x00Spee");
        let read: Vec<_> = attributes(&file).collect();
        assert_eq!(read, [Some((Attribute::Subject, &b"Wem\0"[..])), None]);
    }

    #[test]
    fn properties_of_each_length() {
        let mut list = 5_u32.to_le_bytes().to_vec();
        list.extend(b"\x03\x00\xfd\x3f\xe4\x04\x00\x00"); // a number
        list.extend(b"\x1e\x00\x37\x00\x01\x00\x00\x00\x05\x00\x00\x00Road\0\0\0\0"); // a text, filled up
        list.extend(b"\x0b\x00\x02\x80");
        list.extend([7; 16]);
        list.extend(b"\x01\x00\x00\x00\x02\x00\x00\x00a\0\0\0\x01\0\0\0"); // a named one
        list.extend(b"\x03\x10\x01\x00\x02\x00\x00\x00\x01\0\0\0\x02\0\0\0"); // two numbers
        list.extend(b"\x40\x00\x39\x00\x01");
        let read: Vec<_> = property_list(&list).collect();
        let expected = [
            Some((0x3ffd, 3, &b"\xe4\x04\0\0"[..])),
            Some((0x0037, 0x1e, &b"Road\0"[..])),
            Some((0x8002, 0x0b, &b"\x01\0\0\0"[..])),
            Some((0x0001, 3, &b"\x01\0\0\0"[..])),
            None,
        ];
        assert_eq!(read, expected);
    }
}
