//! Spreadsheets made by other software: the messages that come out of each file.
//!
//! `tests/incoming/sheets/README.md` says how the files were made.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Cursor, Read, Write};
use std::path::{Path, PathBuf};

use charter::untrusted::Untrusted;
use desk::import::message::ReaderMessage;
use desk::import::read_sheet as read;
use formats::sheet::{SheetFile, kind_of};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any, proptest};
use rstest::rstest;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/incoming/sheets")
}

/// The messages for a file, one per line, without progress.
fn messages_of(bytes: Vec<u8>, name: &str) -> Vec<String> {
    let of = bytes.len() as u64;
    let kind = kind_of(name, &bytes[..bytes.len().min(512)]).expect("a sheet");
    let mut lines = Vec::new();
    let mut last = 0;
    read(&mut Cursor::new(bytes), of, kind, &mut |piece| {
        let joined = |cells: Vec<Untrusted>| cells.iter().map(|c| c.raw().to_owned()).collect::<Vec<_>>().join("|");
        lines.push(match piece {
            ReaderMessage::Header { sheet, line, cells } => format!("{} {line}# {}", sheet.raw(), joined(cells)),
            ReaderMessage::Row { line, cells, warnings: told } => {
                format!("{line}: {}{}", joined(cells), told.iter().map(|told| format!(" ({told})")).collect::<String>())
            }
            ReaderMessage::Error { number, reason: why } => format!("{number}! {why}"),
            ReaderMessage::Progress { read, total: all } => {
                assert!(read >= last && read <= of && all == of, "{read} of {all}");
                last = read;
                return Ok(());
            }
            ReaderMessage::Mail(_) | ReaderMessage::Note { .. } | ReaderMessage::NextFile => {
                panic!("a mail in a sheet, or a second file")
            }
        });
        Ok(())
    })
    .expect("a reader of memory does not fail");
    assert_eq!(last, of, "in the end all is read");
    lines
}

fn messages(name: &str) -> Vec<String> {
    messages_of(std::fs::read(folder().join(name)).expect(name), name)
}

#[rstest]
fn a_csv_reads_the_same_in_every_encoding_and_with_every_delimiter(
    #[values("utf8", "utf8_marked", "utf16_marked", "utf16be", "windows")] encoding: &str,
    #[values("comma", "semicolon", "tab")] delimiter: &str,
) {
    assert_eq!(
        messages(&format!("replies_{encoding}_{delimiter}.csv")),
        [
            " 1# Parish|Date of reply|Wants to engage?|Priority 1|Comments",
            "2: Wem Town Council|12/09/2023|Yes|Speeding; B5476|Château Lane’s lights, too",
            "3: Myddle, Broughton and Harmer Hill|13/09/2023|No||The council says \"not at this time\"",
            "4: Clun|14/09/2023|Yes|Parking\nat the school|Two lines\nof words",
            "8: Hodnet|15/09/2023|||Next meeting in\tOctober",
        ]
    );
}

/// The tracker's content, whichever program wrote it. `yes` and `no` are its true and false.
fn tracker(yes: &str, no: &str, last: &str) -> Vec<String> {
    vec![
        "Replies 3# Parish Council|Date of reply|Time|Take part?|Priority 1|Households|Score|Notes".to_owned(),
        format!("4: Wem|2023-09-12|14:05:00|{yes}|Speeding|3000|2.5|first line\nsecond line"),
        format!("5: Clun|2023-09-13T09:30:00||{no}||0"),
        last.to_owned(),
        "Other parishes 1# Parish|Wish".to_owned(),
        "2: Bishop's Castle|yes".to_owned(),
        "0! the sheet “Old” is hidden, and is left out".to_owned(),
        "1! the sheet “Notes” has no row with at least two headings among its first 20, so that its columns are not known, \
         and is left out; write headings above the columns, and bring it in again"
            .to_owned(),
    ]
}

#[rstest]
#[case("tracker_office.xlsx", "yes", "no", "7: Hodnet|2023-09-30||y|Rural crime|2|#N/A|#DIV/0!")]
// LibreOffice stores them as numbers there.
#[case("tracker_office.ods", "1", "0", "7: Hodnet|2023-09-30||y|Rural crime|2|#N/A|#DIV/0!")]
// A formula that was never calculated has no value: it stands there itself.
#[case(
    "tracker_openpyxl.xlsx",
    "yes",
    "no",
    "7: =CONCATENATE(\"Hod\",\"net\")|2023-09-30||y|=CONCATENATE(\"Rural\",\" crime\")|=1+1|=NA()|=1/0"
)]
fn a_workbook_reads_the_same_whoever_wrote_it(
    #[case] name: &str,
    #[case] yes: &str,
    #[case] no: &str,
    #[case] last: &str,
) {
    assert_eq!(messages(name), tracker(yes, no, last));
}

#[test]
fn a_form_has_its_moments() {
    let pieces = messages("forms.xlsx");
    assert!(
        pieces[0].starts_with("Form1 1# ID|Start time|Completion time|Email|Name|Name of your town"),
        "{}",
        pieces[0]
    );
    assert_eq!(
        pieces[1],
        "2: 1|2023-09-12T14:01:10|2023-09-12T14:05:33|anonymous||Wem Town Council|Yes - we would like to continue\
         |Speeding;Parking;Rural crime;|Every 3 months|Teams"
    );
    assert_eq!(pieces.len(), 3);
}

#[rstest]
#[case("corners.xlsx", &["1! the sheet “Sheet” has no row"])]
#[case("corners.ods", &["1! the sheet “Sheet” has no row"])]
#[case("truncated.xlsx", &["0! it is damaged or was cut short"])]
#[case("truncated.ods", &["0! it is damaged or was cut short"])]
#[case("bomb.xlsx", &["0! it inflates to far more than a sheet of replies does"])]
fn a_hostile_file_is_told_in_a_sentence(#[case] name: &str, #[case] begins: &[&str]) {
    let pieces = messages(name);
    assert_eq!(pieces.len(), begins.len(), "{pieces:?}");
    for (piece, begins) in pieces.iter().zip(begins) {
        assert!(piece.starts_with(begins), "{piece}");
    }
}

#[test]
fn a_workbook_behind_a_password_is_told() {
    let pieces = messages_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more".to_vec(), "locked.xlsx");
    assert!(pieces[0].starts_with("0! it is locked with a password"), "{pieces:?}");
}

#[rstest]
#[case::open_quote(b"A,B\nWem,\"yes\nClun,no\nHodnet,yes\n", &[
    " 1# A|B", "2! a quote (\") on this line is never closed", "3: Clun|no", "4: Hodnet|yes",
])]
#[case::open_quote_closed_by_another(b"A,B,C\nWem,\"yes,x\nClun,\"no\",y\nHodnet,yes,z\n", &[
    " 1# A|B|C", "2! a quote (\") on this line is never closed", "3: Clun|no|y", "4: Hodnet|yes|z",
])]
#[case::more_cells(b"A,B\nWem,yes,and,more\n", &[" 1# A|B||", "2: Wem|yes|and|more"])]
#[case::title_of_two_words(b"Tracker,Updated\nCouncil,Date,Taking part?\nWem,,yes\n", &[" 2# Council|Date|Taking part?", "3: Wem||yes"])]
#[case::groups(
    b"Council,,Reply,Priorities,\nName,County,Date,1,2\nWem,,,ASB,Litter\n",
    &[" 2# Name|County|Date|Priorities 1|Priorities 2", "3: Wem|||ASB|Litter"]
)]
#[case::trailing_comma(b"A,B\nWem,\"two\nlines\",\nClun,no,\n", &[" 1# A|B", "2: Wem|two\nlines|", "4: Clun|no|"])]
#[case::fewer_cells(b"A,B,C\nWem\n", &[" 1# A|B|C", "2: Wem"])]
#[case::title_and_blanks(b"Replies,,\n\n,,\nA,B,C\n,,\nWem,yes,\n", &[" 4# A|B|C", "6: Wem|yes|"])]
#[case::said_delimiter(b"sep=;\r\nA;B\r\n\"Wem\";yes\r\n", &[" 2# A|B", "3: Wem|yes"])]
#[case::bare_returns(b"A,B\rWem,yes\r", &[" 1# A|B", "2: Wem|yes"])]
#[case::no_line_end(b"A,B\nWem,yes", &[" 1# A|B", "2: Wem|yes"])]
#[case::no_text(b"A,B\nWem,\0\0\x01", &["0! it is no text, whatever its name says; nothing was read of it"])]
#[case::no_header(b"1,2\n3,4\n", &[
    "1! it has no row with at least two headings among its first 20, so that its columns are not known, and is left out; write headings above the columns, and bring it in again",
])]
#[case::empty(b"", &[])]
fn odd_text_is_read_as_far_as_it_goes(#[case] bytes: &[u8], #[case] wanted: &[&str]) {
    assert_eq!(messages_of(bytes.to_vec(), "replies.csv"), wanted);
}

/// A file whose encoding shows only after the first 64 kB, and one whose first bytes suggest another encoding.
#[test]
fn an_encoding_shows_late_or_breaks() {
    let rows = |count: usize| "Wem,plain words\n".repeat(count).into_bytes();
    let late = [b"A,B\n".to_vec(), rows(5000), b"Ch\xe2teau,caf\xe9\n".to_vec()].concat();
    assert_eq!(messages_of(late, "late.csv").last().unwrap(), "5002: Château|café");
    let broken = ["A,B\né,é\n".as_bytes().to_vec(), rows(5000), b"Ch\xe2teau,x\nWem,\xff\n".to_vec()].concat();
    let pieces = messages_of(broken, "broken.csv");
    assert_eq!(pieces.iter().filter(|piece| piece.contains('!')).count(), 1, "told once");
    let tail = &pieces[pieces.len() - 3..];
    assert!(tail[0].starts_with("5003! it holds bytes that are no text"), "{tail:?}");
    assert_eq!(tail[1..], ["5003: Ch\u{fffd}teau|x", "5004: Wem|\u{fffd}"]);
}

/// Counts the messages of a file, and the bytes of the largest.
fn count_messages(path: &Path) -> (usize, usize, usize, usize) {
    let (mut rows, mut troubles, mut told, mut most) = (0, 0, 0, 0);
    let of = path.metadata().unwrap().len();
    let mut file = BufReader::new(File::open(path).unwrap());
    let mut give = |piece: ReaderMessage| {
        match piece {
            ReaderMessage::Row { cells, .. } => {
                rows += 1;
                most = most.max(cells.iter().map(|cell| cell.raw().len()).sum::<usize>());
            }
            ReaderMessage::Error { .. } => troubles += 1,
            ReaderMessage::Progress { .. } => told += 1,
            _ => {}
        }
        Ok(())
    };
    read(&mut file, of, SheetFile::Csv, &mut give).unwrap();
    (rows, troubles, told, most)
}

#[test]
fn a_big_file_goes_through_piece_by_piece() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.csv");
    let mut file = BufWriter::new(File::create(&path).unwrap());
    file.write_all(b"Parish,Wish,Comments\n").unwrap();
    let comment = "speeding past the school ".repeat(20);
    (0..20_000).for_each(|_| writeln!(file, "Wem,yes,\"{comment}\"").unwrap());
    file.flush().unwrap();
    drop(file);
    let (rows, troubles, told, most) = count_messages(&path);
    assert_eq!((rows, troubles), (20_000, 0));
    assert!(told >= 20 && most < 600, "{told} times told how far it is, {most} bytes in a row");
}

/// An unclosed quote and an endless line go through the window like everything else.
#[test]
fn a_line_that_never_ends_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.csv");
    let endless = "x".repeat(3_000_000);
    std::fs::write(&path, format!("A,B\n{endless}\nWem,yes\n\"{endless}\nClun,no\n")).unwrap();
    assert_eq!(count_messages(&path).0, 2);
    assert_eq!(count_messages(&path).1, 2);
    // Quotes that are never closed, line after line: in the end each line is a row.
    std::fs::write(&path, format!("A,B\n{}", "a\",\",\n".repeat(40_000))).unwrap();
    let (rows, troubles, _, _) = count_messages(&path);
    assert!(rows > 39_000 && troubles < 400, "{rows} rows, {troubles} troubles");
}

#[test]
fn whoever_takes_the_pieces_can_stop() {
    let mut bytes = Cursor::new(b"A,B\nWem,yes\n".to_vec());
    let stopped = read(&mut bytes, 12, SheetFile::Csv, &mut |_| Err(io::Error::other("enough")));
    assert_eq!(stopped.unwrap_err().to_string(), "enough");
}

/// A workbook of one sheet with content that no program would write.
fn workbook(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The text parts of a file by name.
fn text_parts(name: &str) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(File::open(folder().join(name)).unwrap()).unwrap();
    let count = zip.len();
    let text = |part: usize| {
        let mut part = zip.by_index(part).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).ok()?;
        Some((part.name().unwrap().into_owned(), text))
    };
    (0..count).filter_map(text).collect()
}

fn as_strs(parts: &[(String, String)]) -> Vec<(&str, &str)> {
    parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

#[test]
fn a_list_of_texts_that_lies_about_its_length_is_not_believed() {
    let mut parts = text_parts("tracker_office.xlsx");
    assert!(messages_of(workbook(&as_strs(&parts)), "true.xlsx").len() > 5);
    let texts = parts.iter_mut().find(|(name, _)| name.ends_with("sharedStrings.xml")).unwrap();
    texts.1 = texts.1.replace("uniqueCount=\"", "uniqueCount=\"99999999999999");
    assert!(messages_of(workbook(&as_strs(&parts)), "lie.xlsx")[0].starts_with("0! it is damaged"));
}

#[rstest]
#[case::repeated(
    r#"<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"
        office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>"#,
    &["2: a|a", "3: a|a"]
)]
#[case::covered(
    r#"<table:table-row><table:table-cell table:number-columns-spanned="2" office:value-type="boolean"
        office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell><table:covered-table-cell/><table:table-cell
        office:value-type="string"><text:p>one<text:s text:c="2"/>&amp;<text:span>two</text:span></text:p><text:p>three</text:p>
        <office:annotation><text:p>a remark</text:p></office:annotation></table:table-cell></table:table-row>"#,
    &["2: yes||one  &two\nthree"]
)]
#[case::far(
    r#"<table:table-row table:number-rows-repeated="4000000000"><table:table-cell/></table:table-row><table:table-row>
        <table:table-cell office:value-type="time" office:time-value="PT14H05M00S"/></table:table-row>"#,
    &["4000000002: 14:05:00"]
)]
#[case::error(
    r##"<table:table-row><table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p>
        </table:table-cell><table:table-cell office:value-type="percentage" office:value="0.5"/></table:table-row>"##,
    &["2: #N/A|0.5"]
)]
fn open_documents_say_much_in_little(#[case] row: &str, #[case] wanted: &[&str]) {
    let content = format!(
        "<office:document-content><table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\">\
         <text:p>A</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>B</text:p>\
         </table:table-cell></table:table-row>{row}</table:table></office:document-content>"
    );
    let pieces = messages_of(workbook(&[("content.xml", &content)]), "x.ods");
    assert_eq!(pieces[0].trim_end_matches('|'), "S 1# A|B", "a column without a heading may be one more");
    assert_eq!(pieces[1..], *wanted);
}

#[test]
fn the_name_of_a_sheet_is_told_harmless_and_short() {
    let name = format!("\u{202e}dlO {}", "x".repeat(200));
    let content = format!(
        "<office:document-content><style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style>\
         <table:table table:name=\"{name}\" table:style-name=\"h\"></table:table></office:document-content>"
    );
    let pieces = messages_of(workbook(&[("content.xml", &content)]), "x.ods");
    assert_eq!(pieces, [format!("0! the sheet “·dlO {}…” is hidden, and is left out", "x".repeat(54))]);
}

/// A row that claims to repeat a million times does not become endless output.
#[test]
fn repeated_rows_have_an_end() {
    let text = "x".repeat(30_000);
    let content = format!(
        "<table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
         table:number-columns-repeated=\"6\" office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>\
         </table:table-row></table:table>"
    );
    let pieces = messages_of(workbook(&[("content.xml", &content)]), "x.ods");
    assert!(pieces.len() < 1_200, "{}", pieces.len());
    assert!(pieces.last().unwrap().contains("holds too much text"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_panic(bytes in vec(any::<u8>(), 0..400), name in "x\\.(csv|xlsx|ods)") {
        if kind_of(&name, &bytes).is_some() {
            messages_of(bytes, &name);
        }
    }

    #[test]
    fn no_text_panics(text in "([A-C,;\t\"\n\r]|\\PC){0,80}") {
        messages_of(text.into_bytes(), "x.csv");
    }

    /// Files of other programs with some bytes changed, mostly in the compressed parts and the central directory.
    #[test]
    fn no_damage_panics(
        name in proptest::sample::select(vec!["tracker_office.xlsx", "tracker_office.ods", "forms.xlsx", "corners.ods"]),
        changes in vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6)
    ) {
        let mut bytes = std::fs::read(folder().join(name)).unwrap();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if kind_of(name, &bytes).is_some() {
            messages_of(bytes, name);
        }
    }

    /// The parts of a workbook with bytes changed before compression, so that the damage reaches the readers.
    #[test]
    fn no_damaged_part_panics(
        name in proptest::sample::select(vec!["tracker_office.xlsx", "tracker_office.ods", "forms.xlsx"]),
        changes in vec((any::<proptest::sample::Index>(), any::<proptest::sample::Index>(), "[ -~]{0,3}"), 1..4)
    ) {
        let mut parts = text_parts(name);
        for (part, place, with) in changes {
            let place_of = part.index(parts.len());
            let text = &mut parts[place_of].1;
            if !text.is_empty() {
                let place = text.floor_char_boundary(place.index(text.len()));
                let end = text.ceil_char_boundary((place + with.len()).min(text.len()));
                text.replace_range(place..end, &with);
            }
        }
        messages_of(workbook(&as_strs(&parts)), name);
    }
}
