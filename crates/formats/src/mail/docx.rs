//! Text of a .docx: a line for each paragraph, "- " before list items, tabs between the cells of a table.

use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::ReadError;
use charter::mail::text::{MAX_TEXT_BYTES, tidy};

/// Largest file in bytes. Its zip directory is held in memory.
const MAX_PACKED_BYTES: usize = 16 << 20;

/// Limit of the unpacked document, in bytes.
const MAX_UNPACKED_BYTES: u64 = 20 << 20;

/// Reads the text up to the limit for any text, and whether words are left out that are struck out or hidden.
///
/// # Errors
/// The reason, as the end of a sentence.
pub(super) fn text(file: &[u8]) -> Result<(String, bool), ReadError> {
    if file.len() > MAX_PACKED_BYTES {
        return Err("the document is larger than 16 MB".into());
    }
    let broken = |_| ReadError::from("it is no document of Word, or a damaged one");
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(broken)?;
    let document = archive.by_name("word/document.xml").map_err(broken)?;
    let mut text = Text::default();
    let complete = text.read(BufReader::new(document.take(MAX_UNPACKED_BYTES)));
    let (text, left_out) = (tidy(&text.out), text.left_out);
    if complete || !text.is_empty() {
        Ok((text, left_out))
    } else {
        Err("it is no document of Word, or a damaged one".into())
    }
}

#[derive(Default)]
struct Text {
    out: String,
    /// Whether text of the document is read, and not a property or a deletion.
    in_text: bool,
    /// Nesting depth of tables and cells.
    cells: usize,
    /// Whether the paragraph is a list item of which nothing was written yet.
    item: bool,
    /// Depth in what says the same again: the form for old programs, the place that a text was moved from.
    repeated: usize,
    in_run: bool,
    /// Whether the text of the run is struck out or hidden.
    is_hidden: bool,
    left_out: bool,
}

impl Text {
    /// Reads until there is enough text; `false` if the document breaks off.
    fn read(&mut self, document: impl BufRead) -> bool {
        let mut reader = Reader::from_reader(document);
        reader.config_mut().check_end_names = false;
        let mut buffer = Vec::new();
        while self.out.len() <= 2 * MAX_TEXT_BYTES {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(tag)) => self.begin(&tag),
                Ok(Event::Empty(tag)) => self.empty(&tag),
                Ok(Event::End(tag)) => self.end(tag.local_name().as_ref()),
                Ok(Event::Text(text)) if self.in_text => self.write(&text.xml10_content()),
                Ok(Event::GeneralRef(name)) if self.in_text => {
                    let entity = format!("&{};", &*name);
                    let plain = quick_xml::escape::unescape(&entity).map(|text| text.into_owned());
                    self.write(&plain.unwrap_or_default());
                }
                Ok(Event::Eof) => return true,
                Err(_) => return false,
                Ok(_) => {}
            }
        }
        true
    }

    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "t" => self.in_text = true,
            "Fallback" | "moveFrom" => self.repeated += 1,
            "r" => (self.in_run, self.is_hidden) = (true, false),
            "tc" => self.cells += 1,
            "numPr" => self.item = true,
            "pStyle" => self.item |= is_list(tag),
            name => self.is_hidden |= self.in_run && hides(name, tag),
        }
    }

    fn empty(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "tab" if !self.out.ends_with('\n') && !self.out.is_empty() => self.out.push('\t'),
            "br" | "cr" => self.out.push('\n'),
            "sym" => self.write(box_of(tag).unwrap_or_default()),
            "p" => self.end_paragraph(),
            "numPr" => self.item = true,
            "pStyle" => self.item |= is_list(tag),
            name => self.is_hidden |= self.in_run && hides(name, tag),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "Fallback" | "moveFrom" => self.repeated = self.repeated.saturating_sub(1),
            "r" => (self.in_run, self.is_hidden) = (false, false),
            "p" if self.repeated > 0 => {}
            "p" => self.end_paragraph(),
            "tc" => {
                self.cells = self.cells.saturating_sub(1);
                self.out.truncate(self.out.trim_end_matches(' ').len());
                self.out.push('\t');
            }
            "tr" => {
                self.out.truncate(self.out.trim_end_matches([' ', '\t']).len());
                self.out.push('\n');
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        self.item = false;
        self.out.push(if self.cells > 0 { ' ' } else { '\n' });
    }

    fn write(&mut self, text: &str) {
        if self.repeated > 0 || self.is_hidden {
            self.left_out |= self.repeated == 0 && !text.trim().is_empty();
            return;
        }
        if std::mem::take(&mut self.item) {
            self.out.push_str("- ");
        }
        let room = (2 * MAX_TEXT_BYTES + 1).saturating_sub(self.out.len());
        self.out.push_str(&text[..text.floor_char_boundary(room)]);
    }
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}

/// The box that a letter of a font of symbols draws.
fn box_of(symbol: &BytesStart<'_>) -> Option<&'static str> {
    let mut letters = symbol.attributes().flatten().filter(|attribute| attribute.key.local_name().as_ref() == "char");
    match letters.next()?.value.to_ascii_uppercase().as_str() {
        "F0FE" | "F052" | "F0FC" => Some("☑"),
        "F0FD" | "F053" | "F054" => Some("☒"),
        "F0A8" | "F06F" | "F0A3" => Some("☐"),
        _ => None,
    }
}

/// Whether a property of a run hides its text or strikes it out.
fn hides(name: &str, property: &BytesStart<'_>) -> bool {
    let mut values = property.attributes().flatten().filter(|attribute| attribute.key.local_name().as_ref() == "val");
    matches!(name, "strike" | "dstrike" | "vanish") && values.next().is_none_or(|value| is_on(&value.value))
}

/// Whether a paragraph style is one of Word's list styles.
fn is_list(style: &BytesStart<'_>) -> bool {
    let mut values = style.attributes().flatten().filter(|attribute| attribute.key.local_name().as_ref() == "val");
    values.any(|attribute| attribute.value.starts_with("ListBullet") || attribute.value.starts_with("ListNumber"))
}

#[cfg(test)]
mod tests {
    use super::{MAX_UNPACKED_BYTES, text};
    use charter::mail::text::MAX_TEXT_BYTES;
    use rstest::rstest;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn packed(document: &[u8]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
        archive.write_all(document).unwrap();
        archive.finish().unwrap().into_inner()
    }

    #[rstest]
    #[case::paragraphs(
        "<w:p><w:r><w:t>Wem</w:t></w:r><w:r><w:t xml:space='preserve'> Road</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>b</w:t></w:r></w:p>",
        "Wem Road\n\nb\n"
    )]
    #[case::lists(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p>",
        "- a\nb\n"
    )]
    #[case::entities(
        "<w:p><w:r><w:t>a &amp; b &#233; &x;</w:t><w:tab/><w:t>c</w:t><w:br/><w:t>d</w:t></w:r></w:p>",
        "a & b é \tc\nd\n"
    )]
    #[case::deletions(
        "<w:p><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:r><w:t>yes</w:t></w:r></w:p>",
        "yes\n"
    )]
    #[case::tables(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "a b\tc\n"
    )]
    #[case::boxes(
        "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t> Yes </w:t><w:sym w:font='Wingdings' w:char='F0A8'/><w:t> No</w:t></w:r></w:p>",
        "☑ Yes ☐ No\n"
    )]
    #[case::moved(
        "<w:p><w:moveFrom><w:r><w:t>a</w:t></w:r></w:moveFrom><w:r><w:t>b</w:t></w:r><w:moveTo><w:r><w:t>a</w:t></w:r></w:moveTo></w:p>",
        "ba\n"
    )]
    #[case::text_box(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>a</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>a</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "a\n"
    )]
    #[case::broken_off("<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t", "a\n")]
    fn texts_of_documents(#[case] body: &str, #[case] expected: &str) {
        let document = format!("<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='w'><w:body>{body}");
        assert_eq!(text(&packed(document.as_bytes())), Ok((expected.to_owned(), false)));
    }

    /// "wish / do not wish: delete as appropriate"
    #[rstest]
    #[case::struck_out("<w:r><w:rPr><w:strike/></w:rPr><w:t>do not </w:t></w:r>", true)]
    #[case::struck_out_twice("<w:r><w:rPr><w:dstrike w:val='true'></w:dstrike></w:rPr><w:t>do not </w:t></w:r>", true)]
    #[case::hidden("<w:r><w:rPr><w:vanish/></w:rPr><w:t>do not </w:t></w:r>", true)]
    #[case::mark_of_the_paragraph("<w:pPr><w:rPr><w:strike/></w:rPr></w:pPr>", false)]
    #[case::not_struck_out("<w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t></w:t></w:r>", false)]
    fn words_that_are_struck_out_are_left_out(#[case] run: &str, #[case] left_out: bool) {
        let document = format!("<w:p>{run}<w:r><w:t>wish</w:t></w:r></w:p>");
        assert_eq!(text(&packed(document.as_bytes())), Ok(("wish\n".to_owned(), left_out)));
    }

    #[test]
    fn a_document_that_grows_is_bounded() {
        let size = usize::try_from(MAX_UNPACKED_BYTES).unwrap() + 1000;
        let one_text = [b"<w:p><w:t>".to_vec(), vec![b'a'; size]].concat();
        assert!(text(&packed(&one_text)).unwrap().0.len() <= 2 * MAX_TEXT_BYTES + 10, "its one text has no end");
        let many = "<w:p><w:t>aaaaaaaaa</w:t></w:p>".repeat(size / 30);
        assert!(text(&packed(many.as_bytes())).unwrap().0.len() <= 2 * MAX_TEXT_BYTES + 10);
        assert!(text(b"PK").is_err());
    }
}
