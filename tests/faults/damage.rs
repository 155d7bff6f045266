//! Damaged files: flipped bits, changed headers, truncations. The program must never acknowledge a note on a file in
//! which `pragma quick_check` finds damage, and a refused write must leave the file unchanged byte for byte.

use std::fs;
use std::path::Path;

use crate::changes;
use crate::check::{has_note, quick_check};
use crate::expectations::no_panic;
use crate::fixture::Fixture;
use crate::table::{Count, Row, scaled, spread_indexes};

/// Size of SQLite's header at the start of page 1.
const HEADER: usize = 100;

/// A reproducible random number generator (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).expect("below a usize")
    }
}

/// Replaces the database by damaged bytes, records a note, and checks the result.
fn try_note(fixture: &Fixture, bytes: &[u8], place: &str, row: &mut Row) {
    row.tried += 1;
    let database = fixture.database();
    fs::write(&database, bytes).expect("the database is written");
    let quick = quick_check(&database);
    let ran = fixture.note("on a damaged file");
    no_panic(&ran, place, row);
    let said = ran.err.trim();
    let saved = ran.code == Some(0) || said.contains("saved:");
    if saved && quick != "ok" {
        row.fail(Count::Corrupt, format!("{place}: saved although quick_check says {quick:?}"));
    }
    if saved && !has_note(&database, "on a damaged file") {
        row.fail(Count::Lost, format!("{place}: acknowledged and not on file"));
    }
    if saved && said.contains("damaged") {
        row.fail(Count::Other, format!("{place}: both saved and damaged: {said}"));
    }
    if !saved && !same_file(&database, bytes) {
        row.fail(Count::Other, format!("{place}: refused, and the file is changed: {said}"));
    }
    if !matches!(ran.code, Some(0 | 1 | 3)) {
        row.fail(Count::Other, format!("{place}: exit {:?}: {said}", ran.code));
    }
}

/// Whether a file has these bytes and no rollback journal that would change them.
fn same_file(database: &Path, bytes: &[u8]) -> bool {
    let journal = database.with_file_name("desk.db-journal");
    fs::read(database).is_ok_and(|now| now == bytes) && !journal.exists()
}

fn page_size(bytes: &[u8]) -> usize {
    match u16::from_be_bytes([bytes[16], bytes[17]]) {
        1 => 65536,
        size => usize::from(size),
    }
}

/// Flips a bit in each of up to `most` pages.
fn flip_bits(original: &Fixture, fixture: &Fixture, most: usize, row: &mut Row) {
    let sound = fs::read(original.database()).expect("the database");
    let size = page_size(&sound);
    let mut numbers = Numbers(most as u64);
    for turn in 0..most.div_ceil(sound.len() / size) {
        for page in spread_indexes(sound.len() / size, most) {
            let first = page * size + if page == 0 { HEADER } else { 0 };
            // Every second flip hits the page header, where a bit matters most.
            let room = if (page + turn) % 2 == 0 { 64 } else { size - HEADER };
            let (byte, bit) = (first + numbers.next(room), numbers.next(8));
            let mut bytes = sound.clone();
            bytes[byte] ^= 1 << bit;
            fixture.reset_to(original);
            try_note(fixture, &bytes, &format!("bit {bit} of byte {} of page {}", byte % size, page + 1), row);
        }
    }
}

/// Changes each byte of the header.
fn change_header(original: &Fixture, fixture: &Fixture, bits: usize, row: &mut Row) {
    let sound = fs::read(original.database()).expect("the database");
    let mut numbers = Numbers(7);
    for byte in 0..HEADER {
        for bit in 0..bits.min(8) {
            let bit = if bits >= 8 { bit } else { numbers.next(8) };
            let mut bytes = sound.clone();
            bytes[byte] ^= 1 << bit;
            fixture.reset_to(original);
            try_note(fixture, &bytes, &format!("bit {bit} of byte {byte} of the header"), row);
        }
    }
}

fn truncate(original: &Fixture, fixture: &Fixture, most: usize, row: &mut Row) {
    let sound = fs::read(original.database()).expect("the database");
    let size = page_size(&sound);
    let mut numbers = Numbers(11);
    let mut lengths = vec![0, 1, HEADER - 1, HEADER, size - 1, size, size + 1, sound.len() - size, sound.len() - 1];
    lengths.extend((0..most).map(|_| numbers.next(sound.len())));
    lengths.extend((0..most).map(|_| numbers.next(sound.len() / size) * size));
    for length in lengths {
        fixture.reset_to(original);
        try_note(fixture, &sound[..length], &format!("cut to {length} of {} bytes", sound.len()), row);
    }
}

#[test]
fn no_note_is_acknowledged_on_a_damaged_file() {
    let mut row = Row::new("damaged files");
    let original = changes::prepare_fixture();
    let fixture = original.copy();
    flip_bits(&original, &fixture, scaled(80), &mut row);
    change_header(&original, &fixture, scaled(1), &mut row);
    truncate(&original, &fixture, scaled(5), &mut row);
    row.finish();
}

/// Planted faults: programs that each handle damage wrongly in one way.
#[test]
fn planted_writes_to_a_damaged_file_are_reported() {
    let original = changes::prepare_fixture();
    let mut bytes = fs::read(original.database()).expect("the database");
    let last = bytes.len() - page_size(&bytes);
    bytes[last..].fill(0xff);
    let wrong: [(&str, &str, &[Count]); 4] = [
        ("planted: says saved", "echo saved: >&2", &[Count::Corrupt, Count::Lost]),
        (
            "planted: says saved and damaged",
            "echo saved: it is damaged >&2",
            &[Count::Corrupt, Count::Lost, Count::Other],
        ),
        ("planted: refuses and writes", "printf x >> \"$DATABASE\"; exit 1", &[Count::Other]),
        ("planted: panics", "echo thread main panicked at x >&2; exit 101", &[Count::Panics, Count::Other]),
    ];
    for (kind, script, reported) in wrong {
        let mut row = Row::new(kind);
        let fixture = original.copy().with_script(script);
        try_note(&fixture, &bytes, kind, &mut row);
        row.must_report(reported);
    }
}
