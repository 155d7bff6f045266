//! Whatever the bytes are, reading them as this format ends.
#![no_main]

use charterdesk_fuzz::{SheetFile, let_caught_panics_pass, read_sheet};

libfuzzer_sys::fuzz_target!(init: let_caught_panics_pass(), |bytes: &[u8]| read_sheet(bytes, SheetFile::Csv));
