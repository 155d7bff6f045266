//! Whatever the bytes are, reading them as a calendar ends.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| charterdesk_fuzz::read_calendar(bytes));
