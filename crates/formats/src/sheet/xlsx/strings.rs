//! The shared strings of a workbook, and what its texts consist of (ECMA-376, part 1, 18.4).

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::sheet::xml;

/// Collects the text of one string: plain, or in runs of rich text. Readings for Japanese names (`rPh`) are no part of it.
#[derive(Default)]
pub(super) struct StringText {
    text: String,
    in_text: bool,
    in_phonetic: bool,
}

impl StringText {
    pub(super) fn start(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "rPh" => self.in_phonetic = true,
            "t" => self.in_text = !self.in_phonetic,
            _ => {}
        }
    }

    pub(super) fn end(&mut self, local_name: &str) {
        match local_name {
            "rPh" => self.in_phonetic = false,
            "t" => self.in_text = false,
            _ => {}
        }
    }

    pub(super) fn add(&mut self, text: &str) {
        if self.in_text {
            self.text.push_str(text);
        }
    }

    pub(super) fn take(&mut self) -> String {
        let text = std::mem::take(self).text;
        unescape(&text)
    }
}

/// All shared strings in their order; `None` if the part is damaged. The size of the part was bounded before.
pub(super) fn read_strings<R: BufRead>(mut reader: Reader<R>) -> Option<Vec<String>> {
    let (mut buffer, mut strings, mut text) = (Vec::new(), Vec::new(), StringText::default());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) if start.local_name().as_ref() == "si" => text = StringText::default(),
            Event::Start(start) => text.start(&start),
            Event::End(end) if end.local_name().as_ref() == "si" => strings.push(text.take()),
            Event::End(end) => text.end(end.local_name().as_ref()),
            Event::Text(part) => text.add(&part.xml10_content()),
            Event::CData(part) => text.add(&part.xml10_content()),
            Event::GeneralRef(name) => text.add(&xml::reference(&name)),
            Event::Eof => return Some(strings),
            _ => {}
        }
    }
}

/// Replaces `_x000D_` by its character (ECMA-376, part 1, 22.9.2.19).
pub(super) fn unescape(text: &str) -> String {
    const LENGTH: usize = "_x000D_".len();
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escaped) = rest.split_at(at);
        plain.push_str(before);
        let code = escaped.get(2..LENGTH - 1).filter(|_| escaped.get(LENGTH - 1..LENGTH) == Some("_"));
        let is_code = |code: &&str| code.bytes().all(|byte| byte.is_ascii_hexdigit());
        match code.filter(is_code).and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                plain.push(c);
                rest = &escaped[LENGTH..];
            }
            None => {
                plain.push_str("_x");
                rest = &escaped[2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::{read_strings, unescape};
    use crate::sheet::xml;
    use rstest::rstest;

    #[rstest]
    #[case("two_x000D_\nlines", "two\r\nlines")]
    #[case("a_x005F_x0041_", "a_x0041_")]
    #[case("_x00zz_ _x", "_x00zz_ _x")]
    #[case("_xé000_", "_xé000_")]
    fn escapes(#[case] text: &str, #[case] plain: &str) {
        assert_eq!(unescape(text), plain);
    }

    #[test]
    fn runs_are_joined_and_readings_left_out() {
        let part = "<sst><si><t>Wem &amp; Soulton</t></si><si/><si><r><rPr><b/></rPr><t xml:space=\"preserve\">Wem </t></r>\
                    <r><t>Rural</t></r><rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh></si></sst>";
        assert_eq!(read_strings(xml::reader(part.as_bytes())).unwrap(), ["Wem & Soulton", "", "Wem Rural"]);
        assert_eq!(read_strings(xml::reader(&b"<sst><si><t>a</t></si><"[..])), None);
    }
}
