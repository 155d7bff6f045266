//! The shared strings of a workbook, and what its texts consist of (ECMA-376, part 1, 18.4).

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::sheet::cells::CellText;
use crate::sheet::xml::{self, attribute, is_true};

/// A text, and which parts of it are struck out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RichText {
    text: String,
    /// The end of each run of rich text in bytes, and whether it is struck out; `None` if the font of the cell decides. Empty
    /// for a plain text.
    runs: Vec<(usize, Option<bool>)>,
}

impl RichText {
    pub(super) fn plain(text: String) -> Self {
        Self { text, runs: Vec::new() }
    }

    /// The words that are struck out, and the others. `is_struck_out`: by the font of the cell.
    pub(super) fn split(self, is_struck_out: bool) -> CellText {
        let is_struck = |run: Option<bool>| run.unwrap_or(is_struck_out);
        if self.runs.iter().all(|(_, run)| is_struck(*run) == is_struck_out) {
            return CellText::whole(self.text, is_struck_out);
        }
        let (mut split, mut start) = (CellText::default(), 0);
        for (end, run) in self.runs {
            let into = if is_struck(run) { &mut split.struck_out } else { &mut split.text };
            into.push_str(self.text.get(start..end).unwrap_or_default());
            start = end;
        }
        split
    }
}

/// Collects the text of one string: plain, or in runs of rich text. Readings for Japanese names (`rPh`) are no part of it.
#[derive(Default)]
pub(super) struct StringText {
    /// The runs before the current one.
    rich: RichText,
    text: String,
    in_text: bool,
    in_phonetic: bool,
    in_run: bool,
    /// Whether the current run is struck out; `None` without a font of its own.
    is_struck_out: Option<bool>,
}

impl StringText {
    pub(super) fn start(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "rPh" => self.in_phonetic = true,
            "t" => self.in_text = !self.in_phonetic,
            "r" => {
                self.end_run();
                (self.in_run, self.is_struck_out) = (true, None);
            }
            "rPr" if self.in_run => self.is_struck_out = Some(false),
            "strike" if self.in_run => self.is_struck_out = Some(is_set(start)),
            _ => {}
        }
    }

    pub(super) fn end(&mut self, local_name: &str) {
        match local_name {
            "rPh" => self.in_phonetic = false,
            "t" => self.in_text = false,
            "r" => {
                self.end_run();
                (self.in_run, self.is_struck_out) = (false, None);
            }
            _ => {}
        }
    }

    pub(super) fn add(&mut self, text: &str) {
        if self.in_text {
            self.text.push_str(text);
        }
    }

    fn end_run(&mut self) {
        if !self.text.is_empty() {
            self.rich.text.push_str(&unescape(&std::mem::take(&mut self.text)));
            self.rich.runs.push((self.rich.text.len(), self.is_struck_out));
        }
    }

    pub(super) fn take(&mut self) -> RichText {
        self.end_run();
        let mut rich = std::mem::take(self).rich;
        if rich.runs.iter().all(|(_, run)| run.is_none()) {
            rich.runs = Vec::new();
        }
        rich
    }
}

/// Whether an element of the type boolean is set: it is unless it says otherwise (ECMA-376, part 1, 18.4.10).
pub(super) fn is_set(start: &BytesStart<'_>) -> bool {
    attribute(start, "val").is_none_or(|value| is_true(Some(value)))
}

/// All shared strings in their order; `None` if the part is damaged. The size of the part was bounded before.
pub(super) fn read_strings<R: BufRead>(mut reader: Reader<R>) -> Option<Vec<RichText>> {
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
    use super::{CellText, read_strings, unescape};
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
        let read = read_strings(xml::reader(part.as_bytes())).unwrap().into_iter();
        assert_eq!(read.map(|text| text.split(false).text).collect::<Vec<_>>(), ["Wem & Soulton", "", "Wem Rural"]);
        assert_eq!(read_strings(xml::reader(&b"<sst><si><t>a</t></si><"[..])), None);
    }

    #[rstest]
    #[case("<t>Litter</t>", "Litter", "", "", "Litter")]
    #[case(
        "<r><t>Litter </t></r><r><rPr><strike/></rPr><t>Speeding</t></r>",
        "Litter ",
        "Speeding",
        "",
        "Litter Speeding"
    )]
    #[case(
        "<r><rPr><b/></rPr><t>Litter</t></r><r><rPr><strike val=\"0\"/></rPr><t>, bins</t></r>",
        "Litter, bins",
        "",
        "Litter, bins",
        ""
    )]
    #[case("<r><rPr><strike val=\"true\"/></rPr><t>a_x000D_</t></r><r><rPr/><t>b</t></r>", "b", "a\r", "b", "a\r")]
    fn struck_out_runs_stand_apart(
        #[case] string: &str,
        #[case] text: &str,
        #[case] struck: &str,
        #[case] text_in_struck_cell: &str,
        #[case] struck_in_struck_cell: &str,
    ) {
        let part = format!("<sst><si>{string}</si></sst>");
        let read = read_strings(xml::reader(part.as_bytes())).unwrap().remove(0);
        let split = |is_struck_out: bool| read.clone().split(is_struck_out);
        assert_eq!(split(false), CellText { text: text.to_owned(), struck_out: struck.to_owned() });
        let in_struck_cell = (text_in_struck_cell.to_owned(), struck_in_struck_cell.to_owned());
        assert_eq!((split(true).text, split(true).struck_out), in_struck_cell);
    }
}
