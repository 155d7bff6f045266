//! Writes files of Outlook: `.msg` (MS-OXMSG) and winmail.dat (MS-OXTNEF).

use std::io::{Cursor, Write};

use cfb::CompoundFile;

/// A property: its id and its value.
#[derive(Clone)]
pub enum Property {
    Text(u16, &'static str),
    /// Text of one byte a letter.
    Bytes(u16, &'static [u8]),
    Binary(u16, Vec<u8>),
    Number(u16, u32),
    /// Seconds from 1970.
    Time(u16, u64),
}

pub use Property::{Binary, Bytes, Number, Text, Time};

impl Property {
    /// Tag and value as they are stored.
    fn stored(&self) -> (u32, Vec<u8>) {
        let tag = |id: &u16, kind: u32| u32::from(*id) << 16 | kind;
        match self {
            Text(id, text) => (tag(id, 0x1f), text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Bytes(id, text) => (tag(id, 0x1e), text.to_vec()),
            Binary(id, bytes) => (tag(id, 0x102), bytes.clone()),
            Number(id, number) => (tag(id, 3), number.to_le_bytes().to_vec()),
            Time(id, time) => (tag(id, 0x40), (time * 10_000_000 + 116_444_736_000_000_000).to_le_bytes().to_vec()),
        }
    }

    fn is_fixed(&self) -> bool {
        matches!(self, Number(..) | Time(..))
    }
}

/// 12 September 2023, 14:05 in London.
pub const SENT: u64 = 1_694_523_900;

#[derive(Clone, Default)]
pub struct Item {
    pub properties: Vec<Property>,
    pub recipients: Vec<Vec<Property>>,
    pub attachments: Vec<Vec<Property>>,
    /// A message that is attached.
    pub inside: Option<Box<Item>>,
}

impl Item {
    /// A mail of the clerk of Wem, and more properties.
    pub fn from_clerk(class: &'static str, properties: &[Property]) -> Self {
        let usual =
            [Text(0x001a, class), Text(0x0c1a, "The Clerk"), Text(0x0c1f, "clerk@wem.example"), Time(0x0e06, SENT)];
        Self { properties: [&usual[..], properties].concat(), ..Self::default() }
    }

    pub fn with(mut self, attachment: &[Property]) -> Self {
        self.attachments.push(attachment.to_vec());
        self
    }

    pub fn to_msg(&self) -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        self.write(&mut file, "", 32);
        file.into_inner().into_inner()
    }

    fn write(&self, file: &mut CompoundFile<Cursor<Vec<u8>>>, folder: &str, head: usize) {
        write_properties(file, folder, head, &self.properties);
        for (index, recipient) in self.recipients.iter().enumerate() {
            let folder = format!("{folder}/__recip_version1.0_#{index:08X}");
            file.create_storage(&folder).unwrap();
            write_properties(file, &folder, 8, recipient);
        }
        for (index, attachment) in self.attachments.iter().enumerate() {
            let folder = format!("{folder}/__attach_version1.0_#{index:08X}");
            file.create_storage(&folder).unwrap();
            write_properties(file, &folder, 8, attachment);
        }
        if let Some(inside) = &self.inside {
            let folder = format!("{folder}/__attach_version1.0_#{:08X}", self.attachments.len());
            file.create_storage(&folder).unwrap();
            write_properties(file, &folder, 8, &[Number(0x3705, 5)]);
            let folder = format!("{folder}/__substg1.0_3701000D");
            file.create_storage(&folder).unwrap();
            inside.write(file, &folder, 24);
        }
    }

    /// A winmail.dat whose text beside its properties is of this code page.
    pub fn to_tnef(&self, code_page: u32) -> Vec<u8> {
        let mut file = b"\x78\x9f\x3e\x22\x01\x00".to_vec();
        attribute(&mut file, 1, 0x0008_9006, &0x0001_0000_u32.to_le_bytes());
        attribute(&mut file, 1, 0x0006_9007, &u64::from(code_page).to_le_bytes());
        attribute(&mut file, 1, 0x0006_9003, &property_list(&self.properties));
        for attachment in &self.attachments {
            attribute(&mut file, 2, 0x0006_9002, &[0; 14]);
            attribute(&mut file, 2, 0x0006_9005, &property_list(attachment));
        }
        file
    }
}

fn write_properties(file: &mut CompoundFile<Cursor<Vec<u8>>>, folder: &str, head: usize, properties: &[Property]) {
    let mut list = vec![0; head];
    for property in properties {
        let (tag, value) = property.stored();
        list.extend(tag.to_le_bytes());
        list.extend(6_u32.to_le_bytes());
        if property.is_fixed() {
            list.extend(&value);
            list.resize(list.len().next_multiple_of(8), 0);
        } else {
            list.extend((value.len() as u64).to_le_bytes());
            let name = format!("{folder}/__substg1.0_{tag:08X}");
            file.create_stream(name).unwrap().write_all(&value).unwrap();
        }
    }
    file.create_stream(format!("{folder}/__properties_version1.0")).unwrap().write_all(&list).unwrap();
}

pub fn attribute(file: &mut Vec<u8>, level: u8, id: u32, value: &[u8]) {
    file.push(level);
    file.extend(id.to_le_bytes());
    file.extend(u32::try_from(value.len()).unwrap().to_le_bytes());
    file.extend(value);
    let sum = value.iter().fold(0_u16, |sum, byte| sum.wrapping_add((*byte).into()));
    file.extend(sum.to_le_bytes());
}

fn property_list(properties: &[Property]) -> Vec<u8> {
    let mut list = u32::try_from(properties.len()).unwrap().to_le_bytes().to_vec();
    for property in properties {
        let (tag, value) = property.stored();
        list.extend(tag.to_le_bytes());
        if !property.is_fixed() {
            list.extend(1_u32.to_le_bytes());
            list.extend(u32::try_from(value.len()).unwrap().to_le_bytes());
        }
        list.extend(&value);
        list.resize(list.len().next_multiple_of(4), 0);
    }
    list
}

/// Rich text as Outlook stores it without packing it (MS-OXRTFCP 2.1.3.2).
pub fn stored_rtf(rtf: &str) -> Vec<u8> {
    let size = u32::try_from(rtf.len()).unwrap();
    let head = [(size + 12).to_le_bytes(), size.to_le_bytes(), *b"MELA", [0; 4]].concat();
    [head, rtf.as_bytes().to_vec()].concat()
}

/// A signed message of S/MIME with the mail inside (RFC 5652); its signature is left out.
pub fn signed_message(mail: &[u8]) -> Vec<u8> {
    let data = value(0x06, b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01");
    let content = value(0x30, &[data, value(0xa0, &value(0x04, mail))].concat());
    let signed = value(0x30, &[value(0x02, &[1]), value(0x31, &[]), content].concat());
    value(0x30, &[value(0x06, b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"), value(0xa0, &signed)].concat())
}

pub fn encrypted_message() -> Vec<u8> {
    let sealed = value(0xa0, &value(0x30, b"\x02\x01\x00sealed"));
    value(0x30, &[value(0x06, b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"), sealed].concat())
}

fn value(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag, 0x82], &u16::try_from(content.len()).unwrap().to_be_bytes()[..], content].concat()
}
