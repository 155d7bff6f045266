//! What the fuzz targets call, on their seeds. The targets are a package of their own that `cargo test` does not build, so
//! that without this a change of the program breaks them unseen.

use std::path::Path;

#[path = "fuzz/program.rs"]
mod program;

use program::{MailFile, SheetFile};

#[test]
fn every_seed_is_read() {
    let tnef_seeds = "tests/fuzz/seeds/tnef";
    let mail_seeds = "tests/incoming/mail";
    let sheet_seeds = "tests/incoming/sheets";
    program::let_caught_panics_pass();
    for form in [MailFile::Eml, MailFile::Mbox, MailFile::Msg] {
        each_seed(mail_seeds, |bytes| program::read_mail(bytes, form));
    }
    for form in [MailFile::Eml, MailFile::Msg] {
        each_seed("tests/fuzz/seeds/slips", |bytes| program::read_mail(bytes, form));
    }
    each_seed(tnef_seeds, |bytes| program::read_mail(bytes, MailFile::Tnef));
    // From here on no panic is caught: each says why.
    drop(std::panic::take_hook());
    for form in [SheetFile::Csv, SheetFile::Xlsx, SheetFile::Ods] {
        each_seed(sheet_seeds, |bytes| program::read_sheet(bytes, form));
    }
    each_seed("tests/fuzz/seeds/ics", program::read_calendar);
    each_seed("tests/fuzz/seeds/vcard", program::read_cards);
    each_seed("tests/reading/corpus", |bytes| program::read_text(&String::from_utf8_lossy(bytes)));
}

fn each_seed(folder: &str, read: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut seeds = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            read(&std::fs::read(&path).unwrap());
            seeds += 1;
        }
    }
    assert!(seeds > 0, "no seed in {}", folder.display());
}
