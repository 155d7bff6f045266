//! Parses messages that Outlook saved (MS-OXMSG).

use std::io::{Read, Seek};
use std::path::Path;

use cfb::CompoundFile;

use super::mapi::{
    self, ASSUMED_LETTERS_WARNING, DATA, HEADERS, LONG_NAME, Letters, MAX_STREAM_BYTES, MEDIA_TYPE, Properties,
    SHORT_NAME, SMTP_ADDRESS,
};
use super::properties::{Folder, Head};
use super::{headers, nature_signs};
use crate::ReadError;
use crate::mail::attachments::{Attachments, Nesting, RawAttachment};
use charter::mail::Mail;
use charter::mail::address::addresses;
use charter::mail::nature::{Classified, Signs};
use charter::mail::text::{MAX_ADDRESSES, MAX_MAIL_BYTES, MAX_MSG_ATTACHMENTS};

/// PidTagReportText, PidTagNonDeliveryReportReasonCode, …DiagCode, …StatusCode: only a recipient who was not reached has
/// them (MS-OXOMSG 2.2.2.35).
const REPORT_TEXT: u16 = 0x1001;
const NOT_DELIVERED: [u16; 3] = [0x0c04, 0x0c05, 0x0c20];
const RECIPIENT_ADDRESS: u16 = 0x3003;
const METHOD: u16 = 0x3705;

/// PidTagAttachMethod: the attachment is a message.
const EMBEDDED: u32 = 5;

/// # Errors
/// The reason, as the end of a sentence.
pub(super) fn read_msg(file: impl Read + Seek, nesting: Nesting) -> Result<Mail, ReadError> {
    let mut file =
        CompoundFile::open(file).map_err(|_| ReadError::from("it is no message of Outlook, or a damaged one"))?;
    if !file.is_stream("/__properties_version1.0") {
        return Err("it is a file of Microsoft Office, but no message".into());
    }
    let mut folder = Folder::open(&mut file, Path::new("/"), Head::Message, Letters::default());
    Ok(message(&mut folder, nesting))
}

fn message(folder: &mut Folder<'_, impl Read + Seek>, nesting: Nesting) -> Mail {
    let mut mail = Mail::default();
    let class = mapi::class(folder);
    let mut signs = fill_from_headers(folder, &mut mail).unwrap_or_default();
    mapi::fill_in(folder, &mut mail);
    let shown = mapi::body(folder, &mut mail);
    if class.ends_with(".ndr") && signs.report.failed.is_empty() {
        signs.report.failed = undelivered(folder);
    }
    signs.class = class;
    let Classified { kind, nature, undelivered } = signs.classify(&mail);
    (mail.kind, mail.nature, mail.undelivered) = (kind, nature, undelivered);
    let mut letters_assumed = folder.letters().were_assumed;
    if !nesting.is_deepest() {
        let mut attachments = Attachments::new(nesting);
        attachments.add_pictures_of(&shown);
        letters_assumed |= collect_attachments(folder, nesting, &mut attachments);
        attachments.attach_to(&mut mail);
    }
    if letters_assumed {
        mail.warnings.push(ASSUMED_LETTERS_WARNING.to_owned());
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

/// Addresses of the recipients whom a report says it did not reach.
fn undelivered(folder: &mut Folder<'_, impl Read + Seek>) -> Vec<String> {
    let mut failed = Vec::new();
    for path in folder.folders("__recip_version1.0_", MAX_ADDRESSES) {
        let mut recipient = folder.child(&path, Head::Other);
        let is_failed = NOT_DELIVERED.iter().any(|id| recipient.number(*id).is_some());
        if is_failed || !recipient.line(REPORT_TEXT).is_empty() {
            let known = [SMTP_ADDRESS, RECIPIENT_ADDRESS].map(|id| recipient.line(id));
            failed.extend(known.iter().find_map(|address| addresses(address).into_iter().next()));
        }
    }
    failed
}

/// Whether letters of their names were assumed.
fn collect_attachments(
    folder: &mut Folder<'_, impl Read + Seek>,
    nesting: Nesting,
    attachments: &mut Attachments,
) -> bool {
    let mut letters_assumed = false;
    for path in folder.folders("__attach_version1.0_", MAX_MSG_ATTACHMENTS) {
        let mut attachment = folder.child(&path, Head::Other);
        let names = [LONG_NAME, SHORT_NAME].map(|id| attachment.line(id));
        let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        letters_assumed |= attachment.letters().were_assumed;
        let kind = attachment.line(MEDIA_TYPE).to_lowercase();
        if mapi::is_picture_in_text(&mut attachment, &kind, &name) {
            attachments.add_picture_in_text();
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
            attachments.add_file(RawAttachment {
                name: &name,
                kind: &kind,
                charset: None,
                smime_type: None,
                bytes: &bytes,
            });
        }
    }
    letters_assumed
}
