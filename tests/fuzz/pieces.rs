//! What holds of every piece.

use desk::import::message::{MOST_TEXT, Piece};

/// No text of a piece is longer than what is taken of one.
pub fn check(piece: &Piece) -> std::io::Result<()> {
    if let Piece::Mail(source) = piece {
        assert!(source.text.raw().len() <= MOST_TEXT);
        assert!(source.attachments.iter().flat_map(|a| &a.text).all(|text| text.raw().len() <= MOST_TEXT));
        let _ = (source.shown(), source.digest.code().len());
    }
    Ok(())
}

/// A panic inside one mail is caught and told: it costs that mail and not the file. So it is no finding, and the hook that
/// makes every panic one is taken away; one that is not caught ends the fuzzer all the same.
pub fn let_caught_panics_pass() {
    std::panic::set_hook(Box::new(|_| {}));
}
