//! Whatever the bytes are, reading them as a file of this form ends, and no piece is longer than it may be.
#![no_main]

use std::io::Cursor;

use desk::import::read_sheet as read;
use formats::sheet::SheetFile;
use libfuzzer_sys::fuzz_target;

#[path = "../pieces.rs"]
mod pieces;

fuzz_target!(init: pieces::let_caught_panics_pass(), |bytes: &[u8]| {
    let mut given = |piece| pieces::check(&piece);
    let _ = read(&mut Cursor::new(bytes), bytes.len() as u64, SheetFile::Ods, &mut given);
});
