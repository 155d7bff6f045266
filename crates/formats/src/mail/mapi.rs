//! What an item of Outlook says by its properties (MS-OXPROPS), in whichever file they are: `.msg` or winmail.dat.

use charter::calendar::Received;
use charter::mail::Mail;
use charter::mail::address::split_sender;
use charter::mail::date::at;
use charter::mail::text::{MAX_HEADER_BYTES, MAX_TEXT_BYTES, one_line, tidy, truncate_lines, truncation_warning};
use chrono::{DateTime, Utc};

use super::charset::{self, WESTERN};
use super::rtf::{self, RichText};
use super::{html_to_text, protected};

/// Limit of one text in bytes. HTML is many times as long as its text.
pub(super) const MAX_STREAM_BYTES: usize = 8 << 20;

pub(super) const CLASS: u16 = 0x001a;
pub(super) const SUBJECT: u16 = 0x0037;
const SUBMITTED: u16 = 0x0039;
pub(super) const HEADERS: u16 = 0x007d;
pub(super) const SENDER_NAME: u16 = 0x0c1a;
pub(super) const SENDER_ADDRESS: u16 = 0x0c1f;
const DELIVERED: u16 = 0x0e06;
pub(super) const BODY: u16 = 0x1000;
const BODY_RTF: u16 = 0x1009;
const BODY_HTML: u16 = 0x1013;
const MESSAGE_ID: u16 = 0x1035;
pub(super) const SMTP_ADDRESS: u16 = 0x39fe;
pub(super) const DATA: u16 = 0x3701;
pub(super) const SHORT_NAME: u16 = 0x3704;
pub(super) const LONG_NAME: u16 = 0x3707;
pub(super) const MEDIA_TYPE: u16 = 0x370e;
const CONTENT_ID: u16 = 0x3712;
const FLAGS: u16 = 0x3714;
const IS_HIDDEN: u16 = 0x7ffe;
const MESSAGE_CODE_PAGE: u16 = 0x3ffd;
const INTERNET_CODE_PAGE: u16 = 0x3fde;

/// Who an item is from: the author (PidTagSentRepresenting…), then who sent it for him (PidTagSender…). Name, address, and
/// address by SMTP.
const SENDERS: [[u16; 3]; 2] = [[0x0042, 0x0065, 0x5d02], [SENDER_NAME, SENDER_ADDRESS, 0x5d01]];

/// An item of Outlook, or a thing in one: an attachment, a recipient.
pub(super) trait Properties {
    /// At most `limit` bytes; blank if there is none.
    fn text(&mut self, id: u16, limit: usize) -> String;

    /// Binary, or text before it is decoded. `None` if there is none, or if it is Unicode.
    fn bytes(&mut self, id: u16, limit: usize) -> Option<Vec<u8>>;

    fn number(&self, id: u16) -> Option<u32>;

    /// False if there is none.
    fn is(&self, id: u16) -> bool;

    /// Civil time in London.
    fn time(&self, id: u16) -> Option<Received>;

    fn letters(&mut self) -> &mut Letters;

    fn line(&mut self, id: u16) -> String {
        one_line(&self.text(id, 4 * MAX_HEADER_BYTES))
    }
}

/// Decodes text that is not Unicode.
#[derive(Clone, Copy, Default)]
pub(super) struct Letters {
    /// Named by the item or by the one around it.
    page: Option<u32>,
    /// Whether letters beyond ASCII were decoded without a known code page.
    pub were_assumed: bool,
}

pub(super) const ASSUMED_LETTERS_WARNING: &str = "it does not say how its letters are written; Western European (Windows-1252) was \
     assumed, so some letters may be wrong";

impl Letters {
    /// `named` are code pages by their number, the first known one counts.
    pub(super) fn or_named(self, named: &[Option<u32>]) -> Self {
        let known = |page: &u32| charset::encoding_of(*page).is_some();
        // The text that this is for has one byte for a letter at most times.
        let is_wide = |page: &u32| matches!(page, 1200 | 1201);
        let page = named.iter().flatten().copied().find(|page| known(page) && !is_wide(page));
        Self { page: page.or(self.page), were_assumed: false }
    }

    pub(super) fn decode(&mut self, bytes: &[u8]) -> String {
        if self.page.is_none() && std::str::from_utf8(bytes).is_err() {
            self.were_assumed = true;
        }
        charset::decode_code_page(bytes, self.page.unwrap_or(WESTERN))
    }
}

/// The code pages that an item names, for its text (MS-OXCMSG 2.2.1.4, 2.2.1.56).
pub(super) fn named_code_pages(item: &impl Properties) -> [Option<u32>; 2] {
    [MESSAGE_CODE_PAGE, INTERNET_CODE_PAGE].map(|id| item.number(id))
}

/// Civil time in London of a Windows file time, which counts 100 nanoseconds from 1601.
pub(super) fn of_file_time(time: u64) -> Option<Received> {
    const OF_1970: u64 = 116_444_736_000_000_000;
    let seconds = time.checked_sub(OF_1970)? / 10_000_000;
    at(DateTime::<Utc>::from_timestamp(i64::try_from(seconds).ok()?, 0)?)
}

/// The message class in lower case.
pub(super) fn class(item: &mut impl Properties) -> String {
    let class = item.line(CLASS).to_lowercase();
    // Old programs write it with a prefix: `IPM.Microsoft Mail.Note`.
    class.replace("ipm.microsoft mail.", "ipm.")
}

/// Whether an attachment is a picture that the text shows, as in a signature.
pub(super) fn is_picture_in_text(attachment: &mut impl Properties, kind: &str, name: &str) -> bool {
    /// PidTagAttachFlags: the HTML of the message shows the attachment.
    const SHOWN: u32 = 4;
    let is_inline = attachment.is(IS_HIDDEN) || attachment.number(FLAGS).is_some_and(|flags| flags & SHOWN != 0);
    let is_picture = kind.starts_with("image/") || (kind.is_empty() && is_picture_name(name));
    is_inline && is_picture && !attachment.line(CONTENT_ID).is_empty()
}

fn is_picture_name(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "bmp")
}

/// Fills in what is not known yet: the headers may have said it.
pub(super) fn fill_in(item: &mut impl Properties, mail: &mut Mail) {
    if mail.message_id.is_empty() {
        mail.message_id = item.line(MESSAGE_ID).trim_matches(['<', '>']).to_owned();
    }
    if mail.subject.is_empty() {
        mail.subject = item.line(SUBJECT);
    }
    if mail.sender.is_empty() {
        fill_in_sender(item, mail);
    }
    mail.received = mail.received.or_else(|| item.time(SUBMITTED)).or_else(|| item.time(DELIVERED));
    if mail.received.is_none() {
        "the mail has no date".clone_into(&mut mail.date_warning);
    }
}

fn fill_in_sender(item: &mut impl Properties, mail: &mut Mail) {
    let mut is_internal = false;
    let mut first_name = mail.from.clone();
    for [name, address, by_smtp] in SENDERS {
        let name = item.line(name);
        let known = [item.line(by_smtp), item.line(address)];
        // Inside an organisation an address may be an X.500 path.
        is_internal |= known.iter().any(|address| address.to_ascii_lowercase().starts_with("/o="));
        let address = known.into_iter().find(|address| address.contains('@')).unwrap_or_default();
        let address = if address.is_empty() { split_sender(&name).0 } else { address };
        if !address.is_empty() {
            mail.from = match name.is_empty() || name.eq_ignore_ascii_case(&address) || name.contains('@') {
                true => address.clone(),
                false => format!("{name} <{address}>"),
            };
            mail.sender = address.to_lowercase();
            return;
        }
        first_name = if first_name.is_empty() { name } else { first_name };
    }
    let address = item.line(SMTP_ADDRESS);
    if address.contains('@') {
        mail.from = if first_name.is_empty() { address.clone() } else { format!("{first_name} <{address}>") };
        mail.sender = address.to_lowercase();
        return;
    }
    if is_internal {
        mail.warnings.push(INTERNAL_SENDER_WARNING.to_owned());
    }
    mail.from = first_name;
}

const INTERNAL_SENDER_WARNING: &str =
    "Outlook kept only the sender's name and an address inside their organisation, no e-mail address";

/// Fills in the text of an item: plain, or of its HTML, or of its rich text. Returns what the text was read of, HTML or rich text,
/// as it may show more than words.
pub(super) fn body(item: &mut impl Properties, mail: &mut Mail) -> Vec<u8> {
    let mut text = item.text(BODY, MAX_STREAM_BYTES);
    let (mut left_out, mut read_of) = (false, Vec::new());
    if text.trim().is_empty() {
        let page = page(item);
        let words = html_to_text::read(&page);
        (text, left_out, read_of) = (words.text, words.left_out, page.into_bytes());
    }
    if text.trim().is_empty()
        && let Some(packed) = item.bytes(BODY_RTF, MAX_STREAM_BYTES)
    {
        let rich = rtf::unpack(&packed).and_then(|rtf| {
            read_of.extend_from_slice(&rtf);
            rtf::read(&rtf)
        });
        match rich.map(RichText::into_plain) {
            Ok((words, is_hidden)) => (text, left_out) = (words, left_out | is_hidden),
            Err(why) => mail.warnings.push(format!(
                "its text is kept only as rich text (RTF), which could not be read because {why}; open it in Outlook, and copy \
                 the text or save it as .txt"
            )),
        }
    }
    if left_out {
        mail.warnings.push(html_to_text::HIDDEN_TEXT_WARNING.to_owned());
    }
    let (text, long) = truncate_lines(tidy(&text), MAX_TEXT_BYTES);
    if long {
        mail.warnings.push(truncation_warning("the text", MAX_TEXT_BYTES));
    }
    mail.body = text;
    protected::strip_armor(mail);
    read_of
}

/// The HTML of an item, blank if it has none. Its code page is that of the Internet (MS-OXCMSG 2.2.1.56.6).
fn page(item: &mut impl Properties) -> String {
    let Some(bytes) = item.bytes(BODY_HTML, MAX_STREAM_BYTES) else {
        return item.text(BODY_HTML, MAX_STREAM_BYTES);
    };
    match item.number(INTERNET_CODE_PAGE).filter(|page| charset::encoding_of(*page).is_some()) {
        Some(page) => charset::decode_code_page(&bytes, page),
        None => match charset::of_page(&bytes) {
            Some(declared) => charset::decode(&bytes, Some(&declared)).into_owned(),
            None => item.letters().decode(&bytes),
        },
    }
}
