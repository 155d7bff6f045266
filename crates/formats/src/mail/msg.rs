//! Parses messages that Outlook saved (MS-OXMSG).

use std::io::{Read, Seek};
use std::path::Path;

use cfb::CompoundFile;

use super::charset::decode;
use super::properties::{Folder, Head};
use super::{headers, html_to_text, nature_signs};
use crate::ReadError;
use crate::mail::attachments::{Attachments, Nesting, RawAttachment};
use charter::mail::Mail;
use charter::mail::nature::Signs;
use charter::mail::text::{
    MAX_HEADER_BYTES, MAX_MAIL_BYTES, MAX_MSG_ATTACHMENTS, MAX_TEXT_BYTES, one_line, tidy, truncate_lines,
    truncation_warning,
};

/// Limit of one text in bytes. HTML is many times as long as its text.
const MAX_STREAM_BYTES: usize = 8 << 20;

const CLASS: u16 = 0x001a;
const SUBJECT: u16 = 0x0037;
const SUBMITTED: u16 = 0x0039;
const HEADERS: u16 = 0x007d;
const SENDER_NAME: u16 = 0x0c1a;
const SENDER_ADDRESS: u16 = 0x0c1f;
const DELIVERED: u16 = 0x0e06;
const BODY: u16 = 0x1000;
const BODY_RTF: u16 = 0x1009;
const BODY_HTML: u16 = 0x1013;
const MESSAGE_ID: u16 = 0x1035;
const SENDER_SMTP: u16 = 0x5d01;
const DATA: u16 = 0x3701;
const SHORT_NAME: u16 = 0x3704;
const METHOD: u16 = 0x3705;
const LONG_NAME: u16 = 0x3707;
const MEDIA_TYPE: u16 = 0x370e;
const CONTENT_ID: u16 = 0x3712;
const FLAGS: u16 = 0x3714;
const HIDDEN: u16 = 0x7ffe;

/// PidTagAttachMethod: the attachment is a message.
const EMBEDDED: u32 = 5;

/// PidTagAttachFlags: the HTML of the message shows the attachment.
const SHOWN: u32 = 4;

/// Windows-1252, Outlook's default in western Europe.
const WESTERN: u32 = 1252;

/// # Errors
/// The reason, as the end of a sentence.
pub(super) fn read_msg(file: impl Read + Seek, nesting: Nesting) -> Result<Mail, ReadError> {
    let mut file =
        CompoundFile::open(file).map_err(|_| ReadError::from("it is no message of Outlook, or a damaged one"))?;
    if !file.is_stream("/__properties_version1.0") {
        return Err("it is a file of Microsoft Office, but no message".into());
    }
    let mut folder = Folder::open(&mut file, Path::new("/"), Head::Message, WESTERN);
    Ok(message(&mut folder, nesting))
}

fn message(folder: &mut Folder<'_, impl Read + Seek>, nesting: Nesting) -> Mail {
    let mut mail = Mail::default();
    let class = folder.text(CLASS, MAX_HEADER_BYTES).to_lowercase();
    let signs = fill_from_headers(folder, &mut mail);
    fill_from_properties(folder, &mut mail);
    body(folder, &mut mail);
    let mut signs = signs.unwrap_or_default();
    signs.class = class;
    (mail.nature, mail.undelivered) = signs.classify(&mail);
    if !nesting.is_deepest() {
        let mut attachments = Attachments::new(nesting);
        collect_attachments(folder, nesting, &mut attachments);
        attachments.attach_to(&mut mail);
    }
    mail
}

/// Takes the values of the original headers, if Outlook kept them.
fn fill_from_headers(folder: &mut Folder<'_, impl Read + Seek>, mail: &mut Mail) -> Option<Signs> {
    let text = folder.text(HEADERS, MAX_STREAM_BYTES);
    // Exchange 2007 and earlier wrote a line of their own above the headers.
    let text = text.trim().trim_start_matches("Microsoft Mail Internet Headers Version 2.0").trim_start();
    let text = format!("{text}\r\n\r\n");
    if !headers::is_mail(text.as_bytes()) {
        return None;
    }
    let message = headers::parser().parse_headers(&text)?;
    if message.parts.is_empty() {
        return None;
    }
    headers::fill_in(&message, mail);
    // Properties fill in missing values later, so a missing date is no warning yet.
    mail.date_warning.clear();
    Some(nature_signs::of_message(&message))
}

fn fill_from_properties(folder: &mut Folder<'_, impl Read + Seek>, mail: &mut Mail) {
    let mut line = |id: u16| one_line(&folder.text(id, 4 * MAX_HEADER_BYTES));
    if mail.message_id.is_empty() {
        mail.message_id = line(MESSAGE_ID).trim_matches(['<', '>']).to_owned();
    }
    if mail.subject.is_empty() {
        mail.subject = line(SUBJECT);
    }
    if mail.sender.is_empty() {
        let known = [line(SENDER_SMTP), line(SENDER_ADDRESS)];
        // Inside an organisation an address may be an X.500 path.
        let address = known.into_iter().find(|address| address.contains('@')).unwrap_or_default();
        let name = line(SENDER_NAME);
        mail.from = match (name.is_empty() || name == address, address.is_empty()) {
            (false, false) => format!("{name} <{address}>"),
            (false, true) => name,
            _ => address.clone(),
        };
        mail.sender = address.to_lowercase();
    }
    mail.received = mail.received.or_else(|| folder.time(SUBMITTED)).or_else(|| folder.time(DELIVERED));
    if mail.received.is_none() {
        "the mail has no date".clone_into(&mut mail.date_warning);
    }
}

fn body(folder: &mut Folder<'_, impl Read + Seek>, mail: &mut Mail) {
    let mut text = folder.text(BODY, MAX_STREAM_BYTES);
    if text.trim().is_empty() {
        let page = match folder.bytes(BODY_HTML, MAX_STREAM_BYTES) {
            Some(bytes) => {
                let declared = super::charset::of_page(&bytes);
                match declared {
                    Some(_) => decode(&bytes, declared.as_deref()).into_owned(),
                    None => super::charset::decode_code_page(&bytes, folder.html_code_page()),
                }
            }
            None => folder.text(BODY_HTML, MAX_STREAM_BYTES),
        };
        let page = html_to_text::read(&page);
        text = page.text;
        if page.left_out {
            mail.warnings.push(html_to_text::HIDDEN_TEXT_WARNING.to_owned());
        }
    }
    if text.trim().is_empty() && folder.has_bytes(BODY_RTF) {
        mail.warnings.push(
            "its text is kept only as rich text (RTF), which is not read; open it in Outlook, or save it again as .eml"
                .to_owned(),
        );
    }
    let (text, long) = truncate_lines(tidy(&text), MAX_TEXT_BYTES);
    if long {
        mail.warnings.push(truncation_warning("the text", MAX_TEXT_BYTES));
    }
    mail.body = text;
}

fn collect_attachments(folder: &mut Folder<'_, impl Read + Seek>, nesting: Nesting, attachments: &mut Attachments) {
    for path in folder.folders("__attach_version1.0_", MAX_MSG_ATTACHMENTS) {
        let mut attachment = folder.child(&path, Head::Other);
        let mut line = |id: u16| one_line(&attachment.text(id, 4 * MAX_HEADER_BYTES));
        let name = [LONG_NAME, SHORT_NAME].into_iter().map(&mut line).find(|name| !name.is_empty()).unwrap_or_default();
        let (kind, content_id) = (line(MEDIA_TYPE).to_lowercase(), line(CONTENT_ID));
        let is_inline = attachment.is(HIDDEN) || attachment.number(FLAGS).is_some_and(|flags| flags & SHOWN != 0);
        let picture = kind.starts_with("image/") || (kind.is_empty() && is_picture(&name));
        if is_inline && picture && !content_id.is_empty() {
            continue;
        }
        let inside = attachment.folder_of(DATA).filter(|_| attachment.number(METHOD) == Some(EMBEDDED));
        if let Some(inside) = inside {
            let kind = if kind.is_empty() { "message/rfc822" } else { kind.as_str() };
            let mail = message(&mut attachment.child(&inside, Head::Inside), nesting.inner());
            let size = mail.body.len() as u64;
            attachments.add_mail(&name, kind, size, mail);
        } else if attachment.size(DATA) > MAX_MAIL_BYTES as u64 {
            attachments.add_listed(&name, &kind, attachment.size(DATA), None);
        } else {
            let bytes = attachment.bytes(DATA, MAX_MAIL_BYTES).unwrap_or_default();
            attachments.add_file(RawAttachment { name: &name, kind: &kind, charset: None, bytes: &bytes });
        }
    }
}

fn is_picture(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "bmp")
}
