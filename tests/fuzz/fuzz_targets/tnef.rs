//! Whatever the bytes are, reading them as this format ends.
#![no_main]

use charterdesk_fuzz::{MailFile, let_caught_panics_pass, read_mail};

libfuzzer_sys::fuzz_target!(init: let_caught_panics_pass(), |bytes: &[u8]| read_mail(bytes, MailFile::Tnef));
