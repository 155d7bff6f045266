//! What holds of every message of the reader.

use charter::mail::text::MAX_TEXT_BYTES;
use desk::import::message::ReaderMessage;

/// No text is longer than the limit.
pub fn check(message: &ReaderMessage) -> std::io::Result<()> {
    if let ReaderMessage::Mail(source) = message {
        assert!(source.text.raw().len() <= MAX_TEXT_BYTES);
        assert!(source.attachments.iter().flat_map(|a| &a.text).all(|text| text.raw().len() <= MAX_TEXT_BYTES));
        let _ = (source.shown(), source.digest.as_hex().len());
    }
    Ok(())
}

/// A panic inside one mail is caught and reported: it costs that mail and not the file. So it is no finding, and this
/// removes the hook that makes every panic one. A panic that is not caught still ends the fuzzer.
pub fn let_caught_panics_pass() {
    std::panic::set_hook(Box::new(|_| {}));
}
