//! Detects the format of a mail file.

use super::{envelope, header_block, tnef};
use crate::source::COMPOUND;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MailFile {
    /// One mail as sent.
    Eml,
    /// Several mails, one after the other.
    Mbox,
    /// One mail as Outlook saves it.
    Msg,
    /// One mail as Outlook wraps it for the Internet: winmail.dat.
    Tnef,
}

/// The format of a file, by its start (a few hundred bytes suffice), then by its name. `None` if it is no mail file.
pub fn kind_of(name: &str, start: &[u8]) -> Option<MailFile> {
    let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    if start.starts_with(&COMPOUND) {
        // Old Office formats and encrypted new ones are compound files too.
        let of_office = ["doc", "xls", "ppt"].iter().any(|prefix| ending.starts_with(prefix));
        return (!of_office).then_some(MailFile::Msg);
    }
    if start.starts_with(&tnef::MAGIC) {
        return Some(MailFile::Tnef);
    }
    let text = text.trim_ascii_start();
    if text.starts_with(b"From ") && (!may_be_sheet(&ending) || envelope::is_start(text)) {
        return Some(MailFile::Mbox);
    }
    match ending.as_str() {
        "mbox" | "mbx" => Some(MailFile::Mbox),
        _ if header_block::is_mail(text) => Some(MailFile::Eml),
        "eml" => Some(MailFile::Eml),
        "msg" => Some(MailFile::Msg),
        _ => None,
    }
}

/// Whether the first word of a file with this ending may be the heading of a column.
fn may_be_sheet(ending: &str) -> bool {
    matches!(ending, "csv" | "tsv" | "tab" | "txt")
}

#[cfg(test)]
mod tests {
    use super::{COMPOUND, MailFile, kind_of};
    use rstest::rstest;

    #[rstest]
    #[case("reply.eml", b"Return-Path: <clerk@wem.example>\r\n", Some(MailFile::Eml))]
    #[case("reply.txt", b"Received: from a\n by b\nFrom: clerk@wem.example\n", Some(MailFile::Eml))]
    #[case("reply.eml", b"From clerk@wem.example Tue Sep 12 14:05:00 2023\n", Some(MailFile::Mbox))]
    #[case("replies", b"From - Tue Sep 12 14:05:00 2023\n", Some(MailFile::Mbox))]
    #[case("REPLIES.MBOX", b"", Some(MailFile::Mbox))]
    #[case("reply.eml", b"", Some(MailFile::Eml))]
    #[case("reply.eml", &COMPOUND, Some(MailFile::Msg))]
    #[case("reply", &COMPOUND, Some(MailFile::Msg))]
    #[case("report.doc", &COMPOUND, None)]
    #[case("locked.xlsx", &COMPOUND, None)]
    #[case("reply.msg", b"Subject: saved as text\nFrom: clerk@wem.example\n", Some(MailFile::Eml))]
    #[case("reply.msg", b"rubbish", Some(MailFile::Msg))]
    #[case("winmail.dat", b"\x78\x9f\x3e\x22\x01\x00", Some(MailFile::Tnef))]
    #[case("winmail.dat", b"rubbish", None)]
    #[case("councils.csv", b"Council,Wish\n", None)]
    #[case("councils.csv", b"From address,Council\nclerk@wem.example,Wem\n", None)]
    #[case("councils.txt", b"From clerk@wem.example\nSubject: a\n", Some(MailFile::Mbox))]
    #[case("councils.txt", b"From - Tue Sep 12 14:05:00 2023\n", Some(MailFile::Mbox))]
    #[case("notes.txt", b"Dear all: these are notes\n", None)]
    fn kinds(#[case] name: &str, #[case] start: &[u8], #[case] kind: Option<MailFile>) {
        assert_eq!(kind_of(name, start), kind);
    }
}
