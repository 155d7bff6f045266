//! The readers of the program as the fuzz targets call them, and what holds of whatever they read.
//!
//! No other file of this package names a path of the program.

use std::io::Cursor;
use std::sync::OnceLock;

use charter::calendar::Quarter;
use charter::incoming::Source;
use charter::mail::text::MAX_TEXT_BYTES;
use desk::import::message::ReaderMessage;
use formats::{ics, mail::Start, vcard};
use reading::extract::{self, Context, Reading};
use reading::matching::{Clues, Matcher};
use reading::slip::{Addressee, read_with_slips};

pub use formats::mail::MailFile;
pub use formats::sheet::SheetFile;

/// A panic inside one mail is caught and reported: it costs that mail and not the file. So it is no finding. This removes
/// the hook that makes every panic one; a panic that is not caught still ends the fuzzer.
pub fn let_caught_panics_pass() {
    std::panic::set_hook(Box::new(|_| {}));
}

/// Reads the bytes as a file of mails. No text of a mail is longer than the limit.
pub fn read_mail(bytes: &[u8], form: MailFile) {
    let start = Start { byte: 0, number: 1 };
    let _ =
        desk::import::read_mail(&mut Cursor::new(bytes), bytes.len() as u64, "fuzzed", form, start, &[], &mut check);
}

/// Reads the bytes as a sheet.
pub fn read_sheet(bytes: &[u8], form: SheetFile) {
    let _ = desk::import::read_sheet(&mut Cursor::new(bytes), bytes.len() as u64, form, &mut check);
}

/// Reads the bytes as a calendar of meetings and as a quarter's duties.
pub fn read_calendar(bytes: &[u8]) {
    let quarter = Quarter { year: 2023, number: 4 };
    let _ = (ics::read(bytes), ics::read_roster(bytes, [quarter.starts_on(), quarter.ends_on()]));
}

/// Reads the bytes as cards. The line of each is in the file.
pub fn read_cards(bytes: &[u8]) {
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    let read = vcard::read::<()>(bytes, &mut |card| {
        let line = card.map_or_else(|(line, _)| line, |card| card.line);
        assert!((1..=lines).contains(&line));
        Ok(())
    });
    assert!(read.is_ok());
}

/// Reads the words and finds their council. Each place that the reading points at is in the text.
pub fn read_text(text: &str) {
    static MATCHER: OnceLock<Matcher> = OnceLock::new();

    let context = Context { received_on: None, agreed: &[], categories: &[], model: None };
    for span in extract::read(text, &context).highlight_spans() {
        assert!(!span.slice(text).is_empty(), "{span:?}");
    }
    let clues = Clues {
        code: None,
        named: Some(text),
        area: None,
        sender: text,
        from: text,
        subject: text,
        text,
        undelivered: &[],
    };
    let _ = MATCHER.get_or_init(|| Matcher::new(&[], &[])).match_item(&clues);
}

/// Each place that a reply slip's answers are read from is in the text.
fn check_slips(source: &Source) {
    let (text, context) =
        (source.readable_text(), Context { received_on: None, agreed: &[], categories: &[], model: None });
    let addressee = Addressee { codes: &[], round: "2023-Q4", is_shared: false };
    let usual = |_: &str| Reading::default();
    if let Some((reading, _)) = read_with_slips(&text, source.whole.raw(), addressee, &context, usual) {
        for span in reading.highlight_spans() {
            assert!(!span.slice(&text).is_empty(), "{span:?}");
        }
    }
}

fn check(message: ReaderMessage) -> std::io::Result<()> {
    if let ReaderMessage::Mail(source) = message {
        assert!(source.text.raw().len() <= MAX_TEXT_BYTES);
        assert!(source.attachments.iter().flat_map(|a| &a.text).all(|text| text.raw().len() <= MAX_TEXT_BYTES));
        let _ = (source.display_text(), source.digest.as_hex().len());
        check_slips(&source);
    }
    Ok(())
}
