//! Whatever the bytes are, reading them as a cards ends.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| charterdesk_fuzz::read_cards(bytes));
