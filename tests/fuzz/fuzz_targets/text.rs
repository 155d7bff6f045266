//! Whatever the words are, reading and matching them ends, and each place that is pointed at is in the text.
#![no_main]

use std::sync::OnceLock;

use reading::matching::{Clues, Matcher};
use reading::extract::{Context, read};
use libfuzzer_sys::fuzz_target;

static MATCHER: OnceLock<Matcher> = OnceLock::new();

fuzz_target!(|text: &str| {
    let context = Context { received_on: None, before: &[], categories: &[] };
    for span in read(text, &context).spans() {
        assert!(!span.of(text).is_empty(), "{span:?}");
    }
    let matcher = MATCHER.get_or_init(|| Matcher::new(&[], &[]));
    let clues =
        Clues { code: None, named: Some(text), area: None, sender: text, from: text, subject: text, text, undelivered: &[] };
    let _ = matcher.item(&clues);
});
