//! Parses winmail.dat, in which Outlook wraps a message for the Internet (MS-OXTNEF).

use std::collections::BTreeMap;

use super::attachments::{Attachments, Nesting, RawAttachment};
use super::mapi::{
    self, ASSUMED_LETTERS_WARNING, BODY, CLASS, DATA, LONG_NAME, Letters, MEDIA_TYPE, Properties, SENDER_ADDRESS,
    SENDER_NAME, SHORT_NAME, SUBJECT,
};
use super::tnef_records::{Attribute, attributes, property_list};
use crate::ReadError;
use charter::calendar::Received;
use charter::mail::Mail;
use charter::mail::nature::{Classified, Signs};
use charter::mail::text::MAX_MSG_ATTACHMENTS;

/// How a file begins (MS-OXTNEF 2.1.3.1).
pub(super) const MAGIC: [u8; 4] = [0x78, 0x9f, 0x3e, 0x22];

/// Kinds of values (MS-OXCDATA 2.11.1).
const INTEGER: u16 = 0x0003;
const BOOLEAN: u16 = 0x000b;
const OBJECT: u16 = 0x000d;
const STRING: u16 = 0x001e;
const UNICODE: u16 = 0x001f;
const TIME: u16 = 0x0040;
const BINARY: u16 = 0x0102;

/// Before a message inside an attachment (MS-OXTNEF 2.1.3.5.3): IID_IMessage.
const MESSAGE_MARK: [u8; 16] = [7, 3, 2, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];

/// An item of Outlook has some hundred.
const MAX_PROPERTIES: usize = 10_000;

const CUT_SHORT_WARNING: &str =
    "what Outlook wrapped the mail in (winmail.dat) is cut short, so some of it may be missing";

/// # Errors
/// The reason, as the end of a sentence.
pub(super) fn read(bytes: &[u8], nesting: Nesting) -> Result<Mail, ReadError> {
    if !bytes.starts_with(&MAGIC) {
        return Err("it is no message that Outlook wrapped, or a damaged one".into());
    }
    let (mut item, attached, is_cut) = parts(bytes);
    let mut mail = Mail::default();
    mapi::fill_in(&mut item, &mut mail);
    let shown = mapi::body(&mut item, &mut mail);
    let signs = Signs { headers: true, class: mapi::class(&mut item), ..Signs::default() };
    let Classified { kind, nature, undelivered } = signs.classify(&mail);
    (mail.kind, mail.nature, mail.undelivered) = (kind, nature, undelivered);
    // Before the attachments: a mail of which the text may be missing is not called empty.
    mail.warnings.extend(is_cut.then(|| CUT_SHORT_WARNING.to_owned()));
    let mut letters_assumed = item.letters.were_assumed;
    if !nesting.is_deepest() {
        let mut attachments = Attachments::new(nesting);
        attachments.add_pictures_of(&shown);
        for mut file in attached.into_iter().take(MAX_MSG_ATTACHMENTS) {
            attach(&mut file, nesting, &mut attachments);
            letters_assumed |= file.letters.were_assumed;
        }
        attachments.attach_to(&mut mail);
    }
    mail.warnings.extend(letters_assumed.then(|| ASSUMED_LETTERS_WARNING.to_owned()));
    Ok(mail)
}

/// The message, its attachments, and whether the file is cut short.
fn parts(bytes: &[u8]) -> (Item<'_>, Vec<Item<'_>>, bool) {
    let (mut item, mut attached) = (Item::default(), Vec::<Item<'_>>::new());
    let (mut code_page, mut is_cut) = (None, false);
    for record in attributes(bytes) {
        let Some((attribute, value)) = record else {
            is_cut = true;
            break;
        };
        match attribute {
            Attribute::CodePage => {
                let page = value.get(..4).and_then(|page| page.try_into().ok());
                code_page = page.map(u32::from_le_bytes);
            }
            Attribute::Class => item.add(CLASS, STRING, value),
            Attribute::Subject => item.add(SUBJECT, STRING, value),
            Attribute::Body => item.add(BODY, STRING, value),
            Attribute::From => item.add_sender(value),
            Attribute::Properties => is_cut |= item.add_all(value),
            Attribute::AttachmentStart if attached.len() > MAX_MSG_ATTACHMENTS => break,
            Attribute::AttachmentStart => attached.push(Item::default()),
            Attribute::AttachmentTitle | Attribute::AttachmentData | Attribute::AttachmentProperties => {
                let Some(file) = attached.last_mut() else { continue };
                match attribute {
                    Attribute::AttachmentTitle => file.add(SHORT_NAME, STRING, value),
                    Attribute::AttachmentData => file.add(DATA, BINARY, value),
                    _ => is_cut |= file.add_all(value),
                }
            }
            Attribute::Other => {}
        }
    }
    let [message, internet] = mapi::named_code_pages(&item);
    item.letters = Letters::default().or_named(&[code_page, message, internet]);
    for file in &mut attached {
        file.letters = item.letters;
    }
    (item, attached, is_cut)
}

fn attach(file: &mut Item<'_>, nesting: Nesting, attachments: &mut Attachments) {
    let names = [LONG_NAME, SHORT_NAME].map(|id| file.line(id));
    let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let kind = file.line(MEDIA_TYPE).to_lowercase();
    if mapi::is_picture_in_text(file, &kind, &name) {
        return attachments.add_picture_in_text();
    }
    let inside = file.value(DATA, OBJECT).and_then(|object| object.strip_prefix(&MESSAGE_MARK));
    if let Some(mail) = inside.and_then(|inside| read(inside, nesting.inner()).ok()) {
        let kind = if kind.is_empty() { "message/rfc822" } else { kind.as_str() };
        let size = mail.body.len() as u64;
        return attachments.add_mail(&name, kind, size, mail);
    }
    let bytes = file.value(DATA, BINARY).or_else(|| file.value(DATA, OBJECT)).unwrap_or_default();
    attachments.add_file(RawAttachment { name: &name, kind: &kind, charset: None, smime_type: None, bytes });
}

/// The properties of the message or of an attachment, by id and kind. The file holds their values.
#[derive(Default)]
struct Item<'a> {
    values: BTreeMap<(u16, u16), &'a [u8]>,
    letters: Letters,
}

impl<'a> Item<'a> {
    /// Adds an attribute. A property counts more: its text is not cut to the letters of a code page.
    fn add(&mut self, id: u16, kind: u16, value: &'a [u8]) {
        self.values.entry((id, kind)).or_insert(value);
    }

    /// Whether the list is cut short.
    fn add_all(&mut self, list: &'a [u8]) -> bool {
        for property in property_list(list).take(MAX_PROPERTIES) {
            let Some((id, kind, value)) = property else { return true };
            self.values.insert((id, kind), value);
        }
        false
    }

    /// Four numbers, the name, and the address with its kind: `SMTP:clerk@wem.example` (MS-OXTNEF 2.1.3.3.10).
    fn add_sender(&mut self, value: &'a [u8]) {
        let mut texts = value.get(8..).unwrap_or_default().split(|byte| *byte == 0).filter(|text| !text.is_empty());
        if let (Some(name), Some(address)) = (texts.next(), texts.next()) {
            let address = address.splitn(2, |byte| *byte == b':').last().unwrap_or_default();
            self.add(SENDER_NAME, STRING, name);
            self.add(SENDER_ADDRESS, STRING, address);
        }
    }

    fn value(&self, id: u16, kind: u16) -> Option<&'a [u8]> {
        self.values.get(&(id, kind)).copied()
    }

    fn number_of<const N: usize>(&self, id: u16, kind: u16) -> Option<[u8; N]> {
        self.value(id, kind)?.get(..N)?.try_into().ok()
    }
}

impl Properties for Item<'_> {
    fn text(&mut self, id: u16, limit: usize) -> String {
        let text = match (self.value(id, UNICODE), self.value(id, STRING)) {
            (Some(bytes), _) => {
                let bytes = &bytes[..bytes.len().min(limit.saturating_mul(2))];
                encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
            }
            (None, Some(bytes)) => {
                let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
                self.letters.decode(&bytes[..bytes.len().min(limit)])
            }
            (None, None) => String::new(),
        };
        text.trim_end_matches('\0').to_owned()
    }

    fn bytes(&mut self, id: u16, limit: usize) -> Option<Vec<u8>> {
        let bytes = self.value(id, BINARY).or_else(|| self.value(id, STRING))?;
        Some(bytes[..bytes.len().min(limit)].to_vec())
    }

    fn number(&self, id: u16) -> Option<u32> {
        self.number_of(id, INTEGER).map(u32::from_le_bytes)
    }

    fn is(&self, id: u16) -> bool {
        self.number_of::<1>(id, BOOLEAN).is_some_and(|[value]| value != 0)
    }

    fn time(&self, id: u16) -> Option<Received> {
        mapi::of_file_time(u64::from_le_bytes(self.number_of(id, TIME)?))
    }

    fn letters(&mut self) -> &mut Letters {
        &mut self.letters
    }
}
