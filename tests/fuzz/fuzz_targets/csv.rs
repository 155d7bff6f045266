//! Whatever the bytes are, reading them as a file of this form ends, and no message is longer than the limit.
#![no_main]

use std::io::Cursor;

use desk::import::read_sheet as read;
use formats::sheet::SheetFile;
use libfuzzer_sys::fuzz_target;

#[path = "../messages.rs"]
mod messages;

fuzz_target!(init: messages::let_caught_panics_pass(), |bytes: &[u8]| {
    let mut given = |message| messages::check(&message);
    let _ = read(&mut Cursor::new(bytes), bytes.len() as u64, "fuzzed", SheetFile::Csv, &mut given);
});
