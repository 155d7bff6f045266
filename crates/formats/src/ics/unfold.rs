//! Unfolds content lines and parses them into name, parameters and value.
//!
//! Bytes are unfolded before they are decoded, because some programs fold inside a letter. Each line of the file is read
//! once, however often a content line is folded.

use std::borrow::Cow;

use crate::encoding::decode;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Line in the file, from 1.
    pub number: usize,
    /// Unfolded.
    pub text: String,
}

/// Bytes of a file as UTF-8, from any UTF. Invalid lines are decoded one by one.
pub(super) fn to_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    if let Some(rest) = bytes.strip_prefix(MARK) {
        return Cow::Borrowed(rest);
    }
    let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if marked || bytes.iter().take(4).any(|byte| *byte == 0) {
        return Cow::Owned(decode(bytes).0.into_bytes());
    }
    Cow::Borrowed(bytes)
}

/// Iterates over content lines that are not empty.
pub(super) struct UnfoldedLines<'a> {
    rest: &'a [u8],
    end: u8,
    number: usize,
}

impl<'a> UnfoldedLines<'a> {
    /// `bytes` are UTF-8.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        // Some files end lines with bare carriage returns.
        let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
        Self { rest: bytes, end, number: 0 }
    }

    /// The next line of the file, folded.
    fn next_physical_line(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let length = self.rest.iter().position(|byte| *byte == self.end);
        let (line, rest) = match length {
            Some(length) => (&self.rest[..length], &self.rest[length + 1..]),
            None => (self.rest, &[][..]),
        };
        self.rest = rest;
        self.number += 1;
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }
}

impl Iterator for UnfoldedLines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        loop {
            let mut content = self.next_physical_line()?.to_vec();
            let number = self.number;
            while let Some(b' ' | b'\t') = self.rest.first() {
                content.extend_from_slice(self.next_physical_line()?.get(1..).unwrap_or_default());
            }
            if content.is_empty() {
                continue;
            }
            let text = String::from_utf8(content).unwrap_or_else(|error| decode(error.as_bytes()).0);
            return Some(Line { number, text });
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Property {
    /// Line in the file, from 1.
    pub line: usize,
    /// In capitals.
    pub name: String,
    parameters: Vec<(String, String)>,
    /// With its escapes.
    pub value: String,
}

/// How the lines of times begin that may name a zone.
const TIMES: [&str; 5] = ["DTSTART;", "DTEND;", "EXDATE;", "RDATE;", "RECURRENCE-ID;"];

impl Property {
    /// Parses `NAME;PARAMETER=value:value`; `None` for other lines.
    pub(super) fn parse(line: &Line) -> Option<Self> {
        let mut colons = unquoted_positions(&line.text, ':');
        let first = colons.next()?;
        // Exchange does not quote the colon of a zone: TZID=tzone://Microsoft/Utc:20240709T183000. A time has none.
        let of_time = |name: &&str| line.text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        let colon = if TIMES.iter().any(of_time) { colons.last().unwrap_or(first) } else { first };
        let (head, value) = (&line.text[..colon], &line.text[colon + 1..]);
        let mut begin = 0;
        let mut parts = Vec::new();
        for end in unquoted_positions(head, ';').chain([head.len()]) {
            parts.push(&head[begin..end]);
            begin = end + 1;
        }
        let (name, parameters) = parts.split_first()?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if name.is_empty() || !name.chars().all(is_name) {
            return None;
        }
        let parameters = parameters.iter().map(|parameter| {
            let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            (key.trim().to_ascii_uppercase(), value.replace('"', ""))
        });
        Some(Self {
            line: line.number,
            name: name.to_ascii_uppercase(),
            parameters: parameters.collect(),
            value: value.to_owned(),
        })
    }

    pub(super) fn parameter(&self, key: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// The value without escapes. Invalid escapes stay.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut chars = self.value.chars();
        while let Some(c) = chars.next() {
            if c != '\\' {
                text.push(c);
                continue;
            }
            match chars.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(c @ ('\\' | ';' | ',' | ':' | '"')) => text.push(c),
                Some(c) => text.extend(['\\', c]),
                None => text.push('\\'),
            }
        }
        text
    }
}

/// Offsets of a mark outside quotes.
fn unquoted_positions(text: &str, mark: char) -> impl Iterator<Item = usize> {
    let mut quoted = false;
    text.char_indices().filter_map(move |(at, c)| {
        quoted ^= c == '"';
        (c == mark && !quoted).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::{Line, Property, UnfoldedLines, to_utf8};
    use rstest::rstest;

    fn lines(bytes: &[u8]) -> Vec<(usize, String)> {
        UnfoldedLines::new(&to_utf8(bytes)).map(|line| (line.number, line.text)).collect()
    }

    #[rstest]
    #[case::crlf(b"A:1\r\n 2\r\n\t3\r\nB:4\r\n", &[(1, "A:123"), (4, "B:4")])]
    #[case::lf(b"A:1\n 2\n\n\nB:4", &[(1, "A:12"), (5, "B:4")])]
    #[case::cr(b"A:1\r 2\rB:4\r", &[(1, "A:12"), (3, "B:4")])]
    #[case::inside_a_letter(b"A:\xc3\r\n \xa9\r\n", &[(1, "A:é")])]
    #[case::windows(b"A:\xe9\nB:\xc3\xa9", &[(1, "A:é"), (2, "B:é")])]
    #[case::marked(b"\xef\xbb\xbfA:1", &[(1, "A:1")])]
    #[case::utf_16(b"\xff\xfeA\0:\x001\0\n\0B\0:\x002\0", &[(1, "A:1"), (2, "B:2")])]
    #[case::unmarked_utf_16(b"A\0:\x001\0\n\0B\0:\x002\0", &[(1, "A:1"), (2, "B:2")])]
    #[case::fold_first(b" A:1\nB:2", &[(1, " A:1"), (2, "B:2")])]
    #[case::nothing(b"", &[])]
    #[case::returns(b"\r\n\r\n", &[])]
    fn lines_of_content(#[case] bytes: &[u8], #[case] expected: &[(usize, &str)]) {
        let actual = lines(bytes);
        assert_eq!(actual.iter().map(|(number, text)| (*number, text.as_str())).collect::<Vec<_>>(), expected);
    }

    fn property(text: &str) -> Option<Property> {
        Property::parse(&Line { number: 7, text: text.to_owned() })
    }

    #[test]
    fn names_parameters_and_values() {
        let found = property("dtstart;TzId=\"A;B:C\";x=:20241008T193000").unwrap();
        assert_eq!((found.name.as_str(), found.line, found.value.as_str()), ("DTSTART", 7, "20241008T193000"));
        assert_eq!((found.parameter("TZID"), found.parameter("X")), (Some("A;B:C"), Some("")));
        assert_eq!(found.parameter("VALUE"), None);
    }

    #[rstest]
    #[case(r"SUMMARY:a\, b\; c\\n\nd\N", "a, b; c\\n\nd\n")]
    #[case(r"SUMMARY:12:30 \x \", "12:30 \\x \\")]
    fn text_without_its_escapes(#[case] line: &str, #[case] text: &str) {
        assert_eq!(property(line).unwrap().text(), text);
    }

    #[rstest]
    #[case("DTSTART;TZID=tzone://Microsoft/Utc:20240709T183000", "tzone://Microsoft/Utc", "20240709T183000")]
    #[case("exdate;tzid=(UTC+00:00) Dublin, London:20240709", "(UTC+00:00) Dublin, London", "20240709")]
    fn zones_with_a_colon(#[case] line: &str, #[case] zone: &str, #[case] value: &str) {
        let found = property(line).unwrap();
        assert_eq!((found.parameter("TZID"), found.value.as_str()), (Some(zone), value));
    }

    #[rstest]
    #[case("")]
    #[case("no colon")]
    #[case(":value")]
    #[case("two words:value")]
    #[case("A;B=\"open:value")]
    fn invalid_content_lines(#[case] line: &str) {
        assert_eq!(property(line), None);
    }
}
