//! Whatever the words are, reading and matching them ends.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| charterdesk_fuzz::read_text(text));
